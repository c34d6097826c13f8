"""The role of what is counted: what the words say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.figures.counted import Counted
from dragoman.figures.words import Role, Words
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence, Token

#: Adverbs and auxiliaries between a noun and the participle that is said of it.
_BETWEEN = frozenset({"were", "was", "are", "is", "have", "had", "has", "been", "being", "be", "reportedly", "confirmed",
                      "feared", "reported", "believed", "still", "also", "presumed", "now", "left"})  # fmt: skip
_OBJECT = frozenset({"DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})
#: Prepositions that belong to the amount.
_OPEN = frozenset({"between", "up", "over", "under", "about", "around", "above", "below", "near"})
_TOLL_VERBS = frozenset({"rise", "stand", "reach", "climb", "pass", "exceed", "put", "raise", "bring", "take", "jump",
                         "grow", "surpass", "top", "hit", "be", "increase", "soar", "stood", "remain", "drive", "push",
                         "revise", "swell", "fall", "drop", "lower", "estimate", "place", "mount", "number", "go",
                         "total", "double", "lift", "come"})  # fmt: skip


class Told(NamedTuple):
    """A role with the token that tells it."""

    role: Role
    token: int


class Place(NamedTuple):
    """Where the counted stands: `verb` governs it as `slot` (does or done), through the preposition `by` if
    there is one; `beside` are the words that stand with the verb."""

    verb: int
    slot: str
    beside: frozenset[str]
    by: str = ""


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
    fitting = [
        r for r in roles if not r.only or kind in r.only or (sector in r.only if sector else one.words in _FORCES)
    ]
    return (
        _by_noun(one, fitting)
        or _toll(sentence, one, words.roles)
        or _beside(sentence, one, fitting)
        or _of(sentence, one, fitting)
        or _first(_by_verb(sentence, clauses, one, fitting), _within(sentence, one, fitting))
        or _by_kind(one, fitting)
    )


_FORCES = frozenset({"troops", "soldiers", "personnel", "strong", "peacekeepers", "forces"})


def _by_noun(one: Counted, roles: Sequence[Role]) -> Told | None:
    return next((Told(r, one.head) for r in roles if one.words in r.tells and one.words), None)


def _by_kind(one: Counted, roles: Sequence[Role]) -> Told | None:
    return next((Told(r, one.head) for r in roles if one.words in r.kinds), None)


def _toll(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """ "the death toll rose to 157", "bringing the number of dead to 210": the number alone, and a toll before it."""
    if not one.alone or one.unit is not None:
        return None
    tokens = sentence.tokens
    left = max(0, one.first - 16)
    before = " ".join(t.lower for t in tokens[left : one.first])
    best: tuple[int, Role] | None = None
    for role in roles:
        for toll in role.tolls:
            at = f" {before} ".rfind(f" {toll} ")
            if at >= 0 and (best is None or at > best[0] or len(toll) > 12):
                best = (at, role)
    if best is None and "total to" in before[-40:]:
        best = next(((0, r) for r in roles if r.tolls and r.tolls[0] in before), None)
    verbs = any(t.lemma in _TOLL_VERBS or t.lower in _TOLL_VERBS for t in tokens[left : one.first])
    straight = any(t.lower in {"of", "at", "to"} for t in tokens[max(0, one.first - 4) : one.first])
    return Told(best[1], one.first) if best is not None and (verbs or straight) else None


def _beside(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """ "20 dead", "12 people killed", "17 remain missing"."""
    tokens = sentence.tokens
    i = one.head + 1
    while i < len(tokens) and (
        tokens[i].lower in _BETWEEN or tokens[i].pos == "ADV" or tokens[i].lower in {"more", "others"}
    ):
        if tokens[i].lower == "were" and one.alone and one.unit is not None:
            break
        i += 1
    if i >= len(tokens):
        return None
    two = f"{tokens[i].lower} {tokens[i + 1].lower}" if i + 1 < len(tokens) else ""
    for role in roles:
        if two in role.beside or (tokens[i].lower in role.beside and not _takes_object(tokens, i)):
            return Told(role, i)
    return None


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


def _takes_object(tokens: Sequence[Token], i: int) -> bool:
    """Whether a form that may be past tense or participle has an object after it: "40 rebels *killed two men*"."""
    if tokens[i].tag not in {"VBD", "VBN"} or i + 1 >= len(tokens):
        return False
    if i and tokens[i - 1].lower in _BETWEEN - {"have", "had", "has"}:
        return False
    return tokens[i + 1].pos in _OBJECT and tokens[i + 1].dep != "npadvmod"


def _of(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """ "the deaths of 24 people", "the deployment of up to 4,000 troops"."""
    tokens = sentence.tokens
    i = one.first - 1
    while i > 0 and (
        tokens[i].pos in {"ADV", "ADJ", "DET", "PUNCT"}
        or tokens[i].lower
        in {"more", "than", "up", "to", "least", "between", "some", "about", "as", "around", "over", "nearly"}
    ):
        i -= 1
    if i < 1 or tokens[i].lower not in {"of", "for", "by"}:
        return None
    name = tokens[i].lower
    for width in (2, 1):
        said = " ".join(t.lower for t in tokens[max(0, i - width) : i])
        for role in roles:
            if name in {"of", "by"} and said in role.of and not (name == "by" and role.name != "protesting"):
                return Told(role, i - 1)
            if name == "for" and said in role.before_for:
                return Told(role, i - 1)
    if name == "of" and i >= 2 and tokens[i - 1].lower in {"lives", "life"}:
        return next((Told(r, i - 1) for r in roles if r.name == "killed"), None)
    return None


def _by_verb(sentence: Sentence, clauses: Sequence[Clause], one: Counted, roles: Sequence[Role]) -> Told | None:
    """The verb that the counted does or suffers; of several the one listed first."""
    best: Told | None = None
    for place in _places(sentence, clauses, one):
        token = sentence.tokens[place.verb]
        for role in roles:
            table: Mapping[str, tuple[frozenset[str], ...]] = role.does if place.slot == "does" else role.done
            fits = [n for n in table.get(token.lower, ()) if n <= place.beside and (not place.by or place.by in n)]
            if not fits:
                continue
            width = max(len(n) for n in fits)
            if best is None or (-width, role.rank) < (-_width(best, place, sentence), best.role.rank):
                best = Told(role, place.verb)
        if best is not None:
            return best
    return best


def _width(told: Told, place: Place, sentence: Sentence) -> int:
    low = sentence.tokens[told.token].lower
    needs = [*told.role.does.get(low, ()), *told.role.done.get(low, ())]
    return max((len(n) for n in needs if n <= place.beside), default=0)


def _places(sentence: Sentence, clauses: Sequence[Clause], one: Counted) -> Iterator[Place]:
    """Where the counted stands, by the clauses and then by the tree."""
    tokens = sentence.tokens
    chain = [one.head] if _is_whole(sentence, one) else _chain(sentence, one)
    top = chain[-1]
    left = tokens[one.first - 1] if one.first else None
    if left is not None and left.tag in {"VBD", "VBN"} and left.head == one.head:
        # "shelling damaged 14 schools": a past tense that was read as the noun's adjective.
        yield Place(left.i, "done", frozenset())
    for clause in clauses:
        if clause.kind != "verb":
            continue
        for name, phrases in clause.roles.items():
            if not any(p.head in chain for p in phrases):
                continue
            if name in {"agent", "patient", "recipient", "attr"} or name in _OPEN:
                # Clauses know passives, shared subjects and relative clauses.
                slot = "does" if name == "agent" and not _misread(sentence, clause.head, top) else "done"
                yield Place(clause.head, slot, _words_of(sentence, clause.head))
    if not _is_whole(sentence, one):
        yield from _climb(sentence, top)
    for k in sentence.children[top]:
        if tokens[k].dep in {"acl", "relcl"} and tokens[k].tag == "VBN":
            yield Place(k, "done", _words_of(sentence, k))


def _is_whole(sentence: Sentence, one: Counted) -> bool:
    """Whether the amount is what another is a part of: "18 of the *25* drones"."""
    tokens = sentence.tokens
    i = one.first - 1
    while i > 0 and tokens[i].pos in {"DET", "PRON", "ADJ", "ADV"}:
        i -= 1
    return i > 0 and tokens[i].lower == "of" and tokens[i - 1].pos == "NUM"


def _misread(sentence: Sentence, verb: int, top: int) -> bool:
    """ "76 others wounded in clashes": a bare participle after its noun is what was done to it."""
    tokens = sentence.tokens
    kids = [tokens[k] for k in sentence.children[verb]]
    return (
        tokens[verb].tag in {"VBN", "VBD"}
        and top < verb
        and tokens[verb].dep in {"conj", "acl", "oprd", "ccomp", "dep"}
        and not any(k.dep in {"dobj", "aux", "prt"} for k in kids)
        and any(k.dep in _PASSIVE for k in [tokens[c] for c in sentence.children[tokens[verb].head]])
    )


def _climb(sentence: Sentence, top: int) -> Iterator[Place]:
    tokens = sentence.tokens
    i, by = top, ""
    for _ in range(4):
        token = tokens[i]
        if token.dep == "prep" and token.lower not in _OPEN:
            by = token.lower
        if token.head == i:
            return
        above = tokens[token.head]
        if above.pos in {"VERB", "AUX"}:
            passive = any(tokens[k].dep in _PASSIVE for k in sentence.children[above.i])
            slot = (
                "does" if (token.dep in _SUBJECTS or (i < above.i and token.dep != "prep")) and not passive else "done"
            )
            if token.dep == "nsubj" and _misread(sentence, above.i, i):
                slot = "done"
            yield Place(above.i, slot, _words_of(sentence, above.i), by)
            return
        if token.dep not in {
            "conj",
            "appos",
            "pobj",
            "prep",
            "nmod",
            "compound",
            "nummod",
            "quantmod",
            "dep",
            "npadvmod",
        }:
            return
        i = above.i


def _chain(sentence: Sentence, one: Counted) -> list[int]:
    """From the noun up to the token that hangs on what governs the whole phrase."""
    tokens = sentence.tokens
    inside = range(max(0, one.first - 4), max(one.head, one.last) + 1)
    start = one.last if one.part else one.head
    chain = [start]
    while len(chain) < 8:
        token = tokens[chain[-1]]
        above = token.head
        if above == token.i or above not in inside or tokens[above].pos == "VERB":
            break
        chain.append(above)
        if above < one.first and tokens[above].pos == "NOUN":
            break
    return chain


def _words_of(sentence: Sentence, verb: int) -> frozenset[str]:
    """Lemmas and forms of what hangs on a verb, and of what hangs on its prepositions and objects."""
    tokens = sentence.tokens
    out: set[str] = set()
    for k in sentence.children[verb]:
        out |= {tokens[k].lower, tokens[k].lemma}
        if tokens[k].dep in {"prep", "dobj", "xcomp", "ccomp", "oprd", "acomp", "prt"}:
            for c in sentence.children[k]:
                out |= {tokens[c].lower, tokens[c].lemma}
    following = tokens[verb + 1 : verb + 2]
    return frozenset(out | {t.lower for t in following})


def _money(sentence: Sentence, one: Counted, roles: Sequence[Role]) -> Told | None:
    """What the money is for: the noun that it modifies or that follows in its phrase, then what governs it."""
    tokens = sentence.tokens
    for i in range(one.last + 1, min(len(tokens), one.last + 9)):
        if tokens[i].pos in {"VERB", "AUX", "CCONJ"} and tokens[i].tag != "VBG" or tokens[i].text in {".", ";", ","}:
            break
        if tokens[i].pos in {"NOUN", "PROPN"}:
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
    beside = _words_of(sentence, i)
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
