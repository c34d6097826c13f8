"""Names that a document itself introduces: persons by title or apposition, acronyms in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.actors import owners
from dragoman.actors.mentions import Mention
from dragoman.actors.sight import RoleSpan, Sight, name_run, name_run_left
from dragoman.actors.tables import Actor
from dragoman.actors.words import words
from dragoman.language.tree import Sentence, Token

_AGE = re.compile(r"1?\d{1,2}")
#: How many sentences at most stand between somebody's description and their name.
_LEAD = 3
_CONTENT = frozenset({"ADJ", "NOUN", "PROPN", "PART", "NUM", "X"})
_ACRONYM = re.compile(
    r"\b([A-Z][\w'’&-]+(?:\s+(?:of|for|the|and|in|[A-Z][\w'’&-]+)){1,8})\s*\(([A-Z][A-Za-z.&-]{1,9})\)"
)
_FAMILY_FIRST = words("family_first")
#: Labels of words that are inside somebody else's name.
_INSIDE = frozenset({"compound", "nmod", "amod", "punct"})
#: Last words of names that name no person: "National Museum", "Royal Hotel".
_INSTITUTIONS = words("impersonal")
_LEADING = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "and"])


def introduce(sight: Sight) -> dict[str, Actor]:
    """Last name or acronym → actor, for names that the tables do not have. First introduction wins."""
    out: dict[str, Actor] = {}
    for position, sentence in enumerate(sight.sentences):
        for span in sight.roles[position]:
            if span.role.kind in {"office", "person"}:
                _titled(sight, position, sentence, span, out)
                _apposed(sight, position, sentence, span, out)
                _following(sight, position, sentence, span, out)
        _plain_names(sight, position, sentence, out)
        _aged(sight, position, sentence, out)
        _seated(sight, position, sentence, out)
    _named_in_full(sight, out)
    _acronyms(sight, out)
    return out


def _named_in_full(sight: Sight, out: dict[str, Actor]) -> None:
    """Family names that the tables leave out because many bear them: known once the text has the full name."""
    for m in sight.mentions:
        if m.actor.kind != "person" or m.form != "name" or m.right - m.left < 2 or m.sentence < 0:
            continue
        tokens = sight.sentences[m.sentence].tokens
        key = tokens[m.left if m.code in _FAMILY_FIRST else m.right - 1].text
        if key[1:2].islower() and key not in sight.knowledge.senses and key.lower() not in sight.knowledge.roles:
            out[key] = m.actor


def _plain_names(sight: Sight, position: int, sentence: Sentence, out: dict[str, Actor]) -> None:
    """ "Jane Doe said": subjects of two or more capitalised words are persons, though nobody's yet; so are others
    that begin with a given name."""
    table = sight.at[position]
    for token in sentence.tokens:
        if token.pos != "PROPN" or token.dep in _INSIDE or token.i in table or token.text in out:
            continue
        start = name_run_left(sentence, token.i)
        if token.dep not in {"nsubj", "nsubjpass"} and sentence.tokens[start].text not in sight.knowledge.given:
            continue
        if not 1 <= token.i - start <= 3 or any(i in table for i in range(start, token.i)):
            continue
        if any(sight.role_at(position, i) for i in range(start, token.i + 1)) or not token.text[1:2].islower():
            continue
        if start and (sentence.tokens[start - 1].lower == "the" or sentence.tokens[start - 1].tag == "POS"):
            continue
        name = sight.text[sentence.tokens[start].start : token.end]
        out[token.text] = Actor("text:" + re.sub(r"\W+", "-", name.lower()), name, None, None, "person")


def _aged(sight: Sight, position: int, sentence: Sentence, out: dict[str, Actor]) -> None:
    """ "An Albanian hacker pleaded guilty. Jane Doe, 27, …": a name that comes with its age is that of the person of
    whom the story has told before."""
    tokens = sentence.tokens
    for token in tokens[:-3]:
        known = out.get(token.text)
        if known is None or known.code or known.kind != "person" or token.dep not in {"nsubj", "nsubjpass"}:
            continue
        after = tokens[token.i + 1 : token.i + 4]
        if after[0].text != "," or after[2].text != "," or not _AGE.fullmatch(after[1].text):
            continue
        code = _newcomer(sight, position)
        if code is not None:
            out[token.text] = known._replace(code=code)


def _seated(sight: Sight, position: int, sentence: Sentence, out: dict[str, Actor]) -> None:
    """ "Rep. Jane Doe, R-Ohio", "Sen. John Roe (D-Vt.)": party and state beside a name tell a member of Congress."""
    tokens, table = sentence.tokens, sight.at[position]
    for token in tokens[1:-2]:
        letter, dash, seat = tokens[token.i + 1].text.partition("-")
        if token.text not in {",", "("} or letter not in {"R", "D", "I"}:
            continue
        if not seat[:1].isupper() and (dash or tokens[token.i + 2].text not in {"-", "–"}):
            continue
        start = name_run_left(sentence, token.i - 1)
        if token.i - start < 2 or any(i in table for i in range(start, token.i)):
            continue
        key = tokens[token.i - 1].text
        if key[1:2].islower() and not (key in out and out[key].code):
            first = start
            while token.i - first > 2 and (tokens[first].text.endswith(".") or sight.role_at(position, first)):
                first += 1
            name = sight.text[tokens[first].start : tokens[token.i - 1].end]
            out[key] = Actor("text:" + re.sub(r"\W+", "-", name.lower()), name, "USA", "LEG", "person")


def _newcomer(sight: Sight, position: int) -> str | None:
    """The code of the one person whom the sentences before tell of with an indefinite article."""
    codes: set[str] = set()
    for k in range(max(0, position - _LEAD), position):
        sentence = sight.sentences[k]
        for span in sight.roles[k]:
            if span.role.plural or span.role.kind not in {"office", "person"}:
                continue
            left = _phrase_left(sentence, span.left, sight.at[k])
            if left == 0 or sentence.tokens[left - 1].lower not in {"a", "an"}:
                continue
            code = _one_code(owners.before(sight, k, left, span.left, span.role.noun))
            if code is not None:
                codes.add(code)
    return codes.pop() if len(codes) == 1 else None


def _titled(sight: Sight, position: int, sentence: Sentence, span: RoleSpan, out: dict[str, Actor]) -> None:
    """ "Russian Foreign Minister Jane Doe", "Prime Minister of Russia Jane Doe", "Colonel Jane Doe of Mali's army"."""
    table = sight.at[position]
    if span.role.plural or span.right >= len(sentence.tokens):
        return
    start, code = span.right, None
    owner = table.get(start + 1) if sentence.tokens[start].lower == "of" else None
    if owner is not None and owner.code:
        start, code = owner.right, owner.code
    if start in table or start >= len(sentence.tokens):
        return
    end = name_run(sentence, start)
    if end == start or any(i in table and table[i].actor.kind != "person" for i in range(start, end)):
        return
    if sentence.tokens[start].pos not in {"PROPN", "X", "NOUN", "ADJ"}:
        return
    left = _phrase_left(sentence, span.left, table)
    code = code or _one_code(owners.before(sight, position, left, span.left, span.role.noun))
    code = code or _described_before(sight, position, left)
    if code is None and end < len(sentence.tokens) and sentence.tokens[end].lower == "of":
        found = owners.after(sight, position, end - 1, min(len(sentence.tokens), end + 8), span.role.noun)
        code = _one_code([o for o in found if o.how == "of"])
    _add(sight, sentence, span, (start, end), code, out)


def _described_before(sight: Sight, position: int, left: int) -> str | None:
    """The code of "a US citizen, the pastor …": of the description that a title stands in apposition to."""
    tokens = sight.sentences[position].tokens
    while left > 0 and tokens[left - 1].lower in _LEADING:
        left -= 1
    other = sight.role_at(position, left - 2) if left > 1 and tokens[left - 1].text == "," else None
    if other is None or other.role.plural or other.role.kind not in {"office", "person"}:
        return None
    start = _phrase_left(sight.sentences[position], other.left, sight.at[position])
    return _one_code(owners.before(sight, position, start, other.left, other.role.noun))


def _apposed(sight: Sight, position: int, sentence: Sentence, span: RoleSpan, out: dict[str, Actor]) -> None:
    """ "Jane Doe, a spokeswoman for the Russian foreign ministry"."""
    tokens = sentence.tokens
    table = sight.at[position]
    left = _phrase_left(sentence, span.left, table)
    while left > 0 and tokens[left - 1].lower in _LEADING:
        left -= 1
    if left < 2 or tokens[left - 1].text != "," or left - 2 in table or tokens[left - 2].pos != "PROPN":
        return
    start = name_run_left(sentence, left - 2)
    if left - 2 - start < 1 or any(i in table for i in range(start, left - 1)):
        return
    found = owners.before(sight, position, left, span.left, span.role.noun)
    if not found:
        found = owners.after(sight, position, span.right - 1, min(len(tokens), span.right + 12), span.role.noun)
    _add(sight, sentence, span, (start, left - 1), _one_code(found), out)


def _following(sight: Sight, position: int, sentence: Sentence, span: RoleSpan, out: dict[str, Actor]) -> None:
    """ "Niger's ousted president, Jane Doe, …": a name in apposition to its title."""
    tokens, table = sentence.tokens, sight.at[position]
    start = span.right + 1
    if span.role.plural or start >= len(tokens) or tokens[span.right].text != "," or start in table:
        return
    end = name_run(sentence, start)
    if end - start < 2 or any(i in table and table[i].actor.kind != "person" for i in range(start, end)):
        return
    last = tokens[end - 1]
    if not any(tokens[i].dep == "appos" and tokens[i].head < span.right for i in range(start, end)) and not (
        end < len(tokens) and tokens[end].text == "," and last.pos == "PROPN"
    ):
        return
    found = owners.before(sight, position, _phrase_left(sentence, span.left, table), span.left, span.role.noun)
    if not found:
        found = owners.after(sight, position, span.right - 1, span.right, span.role.noun)
    if found:
        _add(sight, sentence, span, (start, end), _one_code(found), out)


def _phrase_left(sentence: Sentence, start: int, table: Mapping[int, Mention]) -> int:
    left = start
    while left > 0 and start - left < 9:
        token = sentence.tokens[left - 1]
        if left - 1 in table or token.pos in _CONTENT or token.text in {"-", "'s", "'"}:
            left -= 1
        else:
            break
    return left


def _one_code(found: list[owners.Owner]) -> str | None:
    # "the British-Kurdish film-maker": peoples without a state come after states.
    whose = sorted((o for o in found if o.code), key=lambda o: o.mention is None or o.mention.actor.kind != "state")
    return whose[0].code if whose else None


def _add(
    sight: Sight, sentence: Sentence, span: RoleSpan, run: tuple[int, int], code: str | None, out: dict[str, Actor]
) -> None:
    tokens = sentence.tokens
    key = tokens[run[1] - 1].text
    if key.lower() in _INSTITUTIONS or (key in out and (out[key].code or not code)):
        return
    name = sight.text[tokens[run[0]].start : tokens[run[1] - 1].end]
    if key in out and len(out[key].name) > len(name):
        name = out[key].name
    slug = re.sub(r"\W+", "-", name.lower())
    actor = Actor(f"text:{slug}", name, code, span.role.sector, "person", span.role.noun)
    out[key] = actor
    if code in _FAMILY_FIRST and run[1] - run[0] >= 2:
        out.setdefault(tokens[run[0]].text, actor)


def _acronyms(sight: Sight, out: dict[str, Actor]) -> None:
    """ "Syrian Democratic Forces (SDF)": the acronym stands for what a mention before it names, in this text also where
    the tables know it as another's."""
    by_end = {m.span[1]: m for m in sight.mentions}
    for match in _ACRONYM.finditer(sight.text):
        acronym = match.group(2)
        named = by_end.get(match.end(1))
        whole = named is not None and named.actor.kind in {"org", "group", "state"}
        if acronym in sight.knowledge.senses and not (_spells(match.group(1), acronym) and _is_another(sight, match)):
            continue
        if named is not None and whole:
            out.setdefault(acronym, named.actor)
            continue
        inside = [
            m for m in sight.mentions if match.start(1) <= m.span[0] < match.end(1) and m.code and m.form != "family"
        ]
        if inside or acronym in sight.knowledge.senses:
            slug = re.sub(r"\W+", "-", match.group(1).lower())
            code = inside[0].code if inside else None
            out.setdefault(acronym, Actor(f"text:{slug}", match.group(1), code, None, "org"))


def _spells(name: str, acronym: str) -> bool:
    """Whether the capitals of a name's last words are an acronym's letters: "Community Development Council", CDC."""
    letters = "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper())
    return len(acronym) > 1 and letters.endswith(acronym.replace(".", "").replace("&", ""))


def _is_another(sight: Sight, match: re.Match[str]) -> bool:
    """Whether the tables know an acronym only as that of bodies whose names share no word with the one before it."""
    said = set(re.findall(r"[a-z]{4,}", match.group(1).lower()))
    known = sight.knowledge.senses[match.group(2)]
    return all(said.isdisjoint(re.findall(r"[a-z]{4,}", sense.actor.name.lower())) for sense in known)


def without_namesakes(sight: Sight, names: Mapping[str, Actor]) -> tuple[Mention, ...]:
    """The mentions but for those that the document uses for somebody whom it introduced: officeholders' family
    names, and one-word names of groups and companies that it never names in another way."""
    named = [m for m in sight.mentions if m.form == "name"]
    full = {m.actor.id for m in named if m.actor.kind == "person" or m.right - m.left > 1}
    out = []
    for m in sight.mentions:
        other = names.get(sight.text[m.span[0] : m.span[1]])
        short = m.form == "family" or (m.actor.kind in {"group", "org"} and m.right - m.left == 1)
        if other is not None and other.kind == "org" and other is not m.actor:
            # "the Community Development Council (CDC)": no other CDC.
            continue
        if other is None or other.kind != "person" or not short or m.actor.id in full:
            out.append(m)
    return tuple(out)


def name_mentions(sight: Sight, names: Mapping[str, Actor]) -> list[Mention]:
    """Mentions of the names that the document introduces, with the given names in front of them."""
    out: list[Mention] = []
    for position, sentence in enumerate(sight.sentences):
        table = sight.at[position]
        for token in sentence.tokens:
            actor = names.get(token.text)
            if actor is None or token.i in table or token.pos in {"VERB", "AUX", "DET", "ADP"}:
                continue
            left, right = token.i, token.i + 1
            parts = set(actor.name.split())
            while left > 0 and sentence.tokens[left - 1].text in parts:
                left -= 1
            while right < len(sentence.tokens) and sentence.tokens[right].text in parts:
                right += 1
            if actor.kind == "person" and _goes_on(sight, position, token, right):
                continue
            if out and out[-1].sentence == position and out[-1].right > left:
                continue
            span = (sentence.tokens[left].start, sentence.tokens[right - 1].end)
            out.append(
                Mention(
                    span,
                    actor,
                    "name" if actor.kind != "person" or right - left > 1 else "family",
                    position,
                    left,
                    right,
                )
            )
    return out


def _goes_on(sight: Sight, position: int, token: Token, right: int) -> bool:
    """Whether another capitalised name follows, so that the word belongs to somebody else's name."""
    tokens = sight.sentences[position].tokens
    if right >= len(tokens) or right in sight.at[position]:
        return False
    following = tokens[right]
    if following.pos != "PROPN" or following.dep not in {"compound", token.dep} or not following.text[1:2].islower():
        return False
    return (following.head == token.head or token.dep == "compound") and all(
        r.left != right for r in sight.roles[position]
    )
