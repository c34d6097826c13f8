"""The role of what is counted: what the words say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dragoman.figures.counted import Counted
from dragoman.figures.standing import Place, places, words_beside
from dragoman.figures.words import Role, Words
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence, Token

_OBJECT = frozenset({"DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ"})
_HAVE = frozenset({"have", "had", "has"})
#: Nouns of troops whose phrase tells no sector.
_FORCES = frozenset({"troops", "soldiers", "men", "personnel", "strong", "peacekeepers", "forces"})
#: A crowd is "led by" its number: "a march by 3,000 miners".
_CROWD = "protesting"


class Told(NamedTuple):
    """A role with the token that tells it."""

    role: Role
    token: int


def role_of(
    sentence: Sentence, clauses: Sequence[Clause], one: Counted, sector: str | None, words: Words
) -> Told | None:
    """The role of what is counted, the surest evidence first: the noun itself, the words beside it, the noun
    that it depends on, the verb; None where nothing is told."""
    unit = one.unit
    kind = unit.kind if unit is not None else None
    roles = [r for r in words.roles if (kind in r.classes if kind else r.alone is not None)]
    if kind == "money":
        return _money(sentence, one, roles)
    forces = one.words in _FORCES
    fitting = [r for r in roles if not r.only or kind in r.only or sector in r.only or forces]
    told = (
        _by_noun(one, fitting)
        or _beside(sentence, one, fitting, words)
        or _toll(sentence, one, words)
        or _of(sentence, one, fitting)
        or _first(_by_verb(sentence, clauses, one, fitting), _within(sentence, one, fitting))
        or _by_kind(one, fitting)
    )
    return None if told is not None and _is_denied(sentence, told) else told


def _is_denied(sentence: Sentence, told: Told) -> bool:
    """ "the two others were *not* hurt"."""
    kids = (sentence.tokens[k] for k in sentence.children[told.token])
    return any(k.dep == "neg" or k.lower == "never" for k in kids)


def _by_noun(one: Counted, roles: Sequence[Role]) -> Told | None:
    return next((Told(r, one.head) for r in roles if one.words in r.tells and one.words), None)


def _by_kind(one: Counted, roles: Sequence[Role]) -> Told | None:
    return next((Told(r, one.head) for r in roles if one.words in r.kinds), None)


def _toll(sentence: Sentence, one: Counted, words: Words) -> Told | None:
    """ "the death toll rose to 157", "bringing the number of dead to 210": the number alone, and a toll before it."""
    if not one.alone or one.unit is not None:
        return None
    tokens = sentence.tokens
    left = max(0, one.first - 16)
    before = " ".join(t.lower for t in tokens[left : one.first])
    best: tuple[int, Role] | None = None
    for role in words.roles:
        for toll in role.tolls:
            at = f" {before} ".rfind(f" {toll} ")
            if at >= 0 and (best is None or at > best[0] or len(toll) > 12):
                best = (at, role)
    if best is None and "number of" in before:
        # "the number of people killed in the protests rose to 22"
        said = before.rsplit("number of", 1)[1].split()
        best = next(((0, r) for r in words.roles if r.alone and not r.beside.isdisjoint(said)), None)
    if best is None and "total to" in before[-40:]:
        best = next(((0, r) for r in words.roles if r.tolls and r.tolls[0] in before), None)
    verbs = any(t.lemma in words.toll_verbs or t.lower in words.toll_verbs for t in tokens[left : one.first])
    straight = any(t.lower in {"of", "at", "to"} for t in tokens[max(0, one.first - 4) : one.first])
    return Told(best[1], one.first) if best is not None and (verbs or straight) else None


def _beside(sentence: Sentence, one: Counted, roles: Sequence[Role], words: Words) -> Told | None:
    """ "20 dead", "12 people killed", "17 remain missing"."""
    tokens = sentence.tokens
    i = start = _past_list(tokens, one.head + 1)
    while i < len(tokens) and (tokens[i].lower in words.between or tokens[i].pos == "ADV"):
        i += 1
    if start > one.head + 1 and i == start:
        return None  # what follows a list without an auxiliary is said of its last noun alone
    if i >= len(tokens):
        return None
    two = f"{tokens[i].lower} {tokens[i + 1].lower}" if i + 1 < len(tokens) else ""
    for role in roles:
        if two in role.beside or (tokens[i].lower in role.beside and not _takes_object(tokens, i, words)):
            return Told(role, i)
    return None


def _past_list(tokens: Sequence[Token], i: int) -> int:
    """The token after "and allied militiamen", if that is what stands there."""
    if i >= len(tokens) or tokens[i].lower not in {"and", "or"}:
        return i
    i += 1
    while i < len(tokens) and tokens[i].pos in {"ADJ", "NOUN", "PROPN", "DET"}:
        i += 1
    return i


def _within(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """ "35 wounded soldiers"."""
    tokens = sentence.tokens
    for i in range(one.last + 1, one.head if not one.part else 0):
        found = next((r for r in roles if tokens[i].lower in r.beside and tokens[i].pos in {"VERB", "ADJ"}), None)
        if found is not None:
            return Told(found, i)
    return None


def _first(one: Told | None, two: Told | None) -> Told | None:
    """The role that is listed first."""
    return min((t for t in (one, two) if t is not None), key=lambda t: t.role.rank, default=None)


def _takes_object(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a form that may be past tense or participle has an object after it: "40 rebels *killed two men*"."""
    if tokens[i].tag not in {"VBD", "VBN"} or i + 1 >= len(tokens):
        return False
    if i and tokens[i - 1].lower in words.between - _HAVE:
        return False
    return tokens[i + 1].pos in _OBJECT and tokens[i + 1].dep != "npadvmod"


def _of(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """ "the deaths of 24 people", "the deployment of up to 4,000 troops"."""
    tokens = sentence.tokens
    i = one.left - 1
    while i > 0 and tokens[i].pos in {"ADV", "ADJ", "DET", "PUNCT", "PRON"}:
        i -= 1
    if i < 1 or tokens[i].lower not in {"of", "for", "by"}:
        return None
    name = tokens[i].lower
    for width in (2, 1):
        said = " ".join(t.lower for t in tokens[max(0, i - width) : i])
        for role in roles:
            heads = role.before_for if name == "for" else role.of
            if said in heads and (name != "by" or role.name == _CROWD):
                return Told(role, i - 1)
    return None


def _by_verb(sentence: Sentence, clauses: Sequence[Clause], one: Counted, roles: Sequence[Role]) -> Told | None:
    """The verb that the counted does or suffers; of several the one listed first."""
    best: Told | None = None
    for place in places(sentence, clauses, one):
        token = sentence.tokens[place.verb]
        for role in roles:
            table: Mapping[str, tuple[frozenset[str], ...]] = role.does if place.slot == "does" else role.done
            fits = [n for n in table.get(token.lower, ()) if n <= place.beside and (not place.by or place.by in n)]
            if not fits:
                continue
            width = max(len(n) for n in fits)
            if best is None or (-width, role.rank) < (-_width(best, place, sentence), best.role.rank):
                best = Told(role, place.verb)
    return best


def _width(told: Told, place: Place, sentence: Sentence) -> int:
    low = sentence.tokens[told.token].lower
    needs = [*told.role.does.get(low, ()), *told.role.done.get(low, ())]
    return max((len(n) for n in needs if n <= place.beside), default=0)


def _money(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """What the money is for: the noun that it modifies or that follows in its phrase, then what governs it."""
    tokens = sentence.tokens
    for i in range(one.last + 1, min(len(tokens), one.last + 9)):
        if (tokens[i].pos in {"VERB", "AUX", "CCONJ"} and tokens[i].tag != "VBG") or tokens[i].text in {".", ";", ","}:
            break
        if tokens[i].pos in {"NOUN", "PROPN"} or i == one.last + 1:
            found = next((Told(r, i) for r in roles if tokens[i].lower in r.of), None)
            if found is not None:
                return found
    for k in sentence.children[one.last]:
        if tokens[k].dep == "relcl":
            found = next((Told(r, k) for r in roles if tokens[k].lower in r.done), None)
            if found is not None:
                return found
    i = one.first
    for _ in range(6):
        above = tokens[i].head
        if above == i:
            break
        i = above
        found = _governing(sentence, i, roles)
        if found is not None:
            return found
    return None


def _governing(sentence: Sentence, i: int, roles: Sequence[Role]) -> Told | None:
    tokens = sentence.tokens
    low = tokens[i].lower
    if tokens[i].pos in {"NOUN", "PROPN"}:
        return next((Told(r, i) for r in roles if low in r.of), None)
    if tokens[i].pos not in {"VERB", "AUX"}:
        return None
    beside = words_beside(sentence, i)
    for role in roles:
        for table in (role.done, role.does):
            if any(n <= beside for n in table.get(low, ())):
                return Told(role, i)
    for k in sentence.children[i]:
        if tokens[k].dep in {"nsubj", "nsubjpass", "dobj"}:
            for word in (
                tokens[k].lower,
                *(tokens[c].lower for c in sentence.children[k] if tokens[c].dep == "compound"),
            ):
                found = next((Told(r, k) for r in roles if word in r.of), None)
                if found is not None:
                    return found
    return None
