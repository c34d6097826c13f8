"""The place of an event: what its own clause says about where, never where its actors sit.

A place counts for an event only in a locative phrase ("in X", "near X", "on the X border", "from X" of a
withdrawal), as the object of going there or of an attack on it, or as the modifier of a gathering ("the X
summit"). A metonym is a subject, a possessor owns, and neither is ever reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence, Token
from dragoman.model import Place
from dragoman.places.words import Words, load_words

_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "ADV", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_WITHIN = frozenset({"in", "at", "during", "into", "onto", "near"})
_OVERHEAD = frozenset({"fly", "fire", "shoot", "launch", "pass", "cross", "fight", "down", "test", "explode",
                       "missile", "rocket", "drone", "jet", "plane", "balloon", "satellite", "aircraft"})  # fmt: skip
_STANCE = frozenset({"interest", "confidence", "faith", "trust", "role", "stake", "investment", "interested",
                     "invest", "believe", "involve", "involvement"})  # fmt: skip
#: What hangs on these tells another time or reason.
_ASIDE = frozenset({"after", "before", "following", "since", "ahead", "despite", "amid", "because", "over", "like",
                    "until", "unlike", "including", "about", "of", "than"})  # fmt: skip
#: "one of the attacks", "a wave of strikes" are attacks and strikes.
_COUNTS = frozenset(
    {"one", "two", "some", "many", "most", "part", "series", "number", "wave", "round", "string", "spate", "dozen"}
)
#: What is planned or shunned takes place, or not, where the gathering is: "expected to meet in X".
_PLANNED = frozenset(
    {"expect", "expected", "set", "due", "schedule", "scheduled", "slate", "slated", "plan", "prepare", "vow", "agree",
     "refuse", "decline", "ready", "likely", "hope", "intend", "invite", "decide"}
)  # fmt: skip
#: "X fell to the rebels", but not "X fell silent", "X fell behind".
_FALLS = frozenset({"acomp", "prt", "advmod", "dobj", "attr"})
#: Participles that say where a target is: "fighters based in X".
_SEATED = frozenset(
    {"base", "station", "entrench", "hole", "trap", "shelter", "house", "locate", "live", "hide", "dig"}
)
_NARROW = {"point": 0, "city": 1, "region": 2, "country": 3}
#: No chain of a phrase is longer.
_REACH = 10


class _Spot(NamedTuple):
    """A place that is where something happens; `anchor` is the token that its phrase hangs on."""

    place: Place
    anchor: int
    token: int


def place_of(
    clause: Clause,
    sentence: Sentence,
    clauses: Sequence[Clause],
    places: Sequence[Place],
    home: Place | None = None,
) -> Place | None:
    """Where the event of `clause` took place; None where the text does not say.

    `clauses` are all of the sentence, `places` those of the document (or of the sentence). Looked for at
    the event's predicate, then at its arguments and its light verb or noun, then in the clauses that set
    its scene ("Speaking in X, …", "agreed in X to …"). `home` is given back where the sentence has none:
    hand in the dateline's place for the events of a report's lead, nothing otherwise.
    """
    words = load_words()
    found = []
    for spot in _spots(sentence, places, words):
        rank = _rank(spot, clause, sentence, clauses, words)
        if rank is not None:
            found.append((rank, abs(spot.token - clause.head), spot.place))
    if not found:
        return home
    found.sort(key=lambda row: row[:2])
    best, _, place = found[0]
    # Of places in one state the narrowest: "near Tunisia's parliament in Tunis".
    same = [p for rank, _, p in found if rank <= min(best + 1, 1) and p.code == place.code] or [place]
    return min(same, key=lambda p: _NARROW.get(p.precision or "", 4))


def _spots(sentence: Sentence, places: Sequence[Place], words: Words) -> Iterator[_Spot]:
    """The places of a sentence that stand where something happens."""
    left, right = sentence.span
    end = -1
    for place in places:
        start, stop = place.span
        if start < left or stop > right:
            continue
        # "Sochi, Russia": the second only says which Sochi.
        beside = end >= 0 and 0 < start - end <= 2 and place.precision in ("country", "region")
        end = stop
        if beside:
            continue
        inside = [t.i for t in sentence.tokens if t.start < stop and t.end > start]
        if not inside:
            continue
        head = next((i for i in inside if sentence.tokens[i].head not in inside), inside[-1])
        if sentence.tokens[head].head == head and head != inside[-1]:
            head = inside[-1]
        anchor = _anchor(sentence, head, place, words)
        if anchor is not None:
            yield _Spot(place, anchor, head)


def _anchor(sentence: Sentence, i: int, place: Place, words: Words) -> int | None:
    """The token that the place's phrase hangs on, if the phrase says where; else None."""
    tokens = sentence.tokens
    part = False
    for _ in range(_REACH):
        token = tokens[i]
        head = tokens[token.head]
        if token.dep == "conj" and head.pos in _NOMINAL and head.i != i:
            i = head.i
        elif token.dep in _MODIFIERS and head.i != i:
            if head.lemma not in words.parts:
                return _of_gathering(head, place, words)
            if _is_named(sentence, head):
                return None
            i, part = head.i, True
        elif token.dep in ("poss", "appos") and head.lemma in words.parts:
            i, part = head.i, True
        elif token.dep == "pobj":
            if head.lower == "of" and tokens[head.head].lemma in words.parts:
                i, part = tokens[head.head].i, True
                continue
            return _of_preposition(sentence, head, place, part, words)
        elif token.dep in _OBJECTS:
            return head.i if _is_scene_of(head, place, part, words) else None
        elif token.dep == "nsubj" and head.lemma == "fall" and place.precision != "country":
            return None if any(sentence.tokens[k].dep in _FALLS for k in sentence.children[head.i]) else head.i
        elif token.dep in ("npadvmod", "advmod") and part:
            return head.i
        else:
            return None
    return None


def _is_named(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun of a place is named itself, "the Black Sea resort of Sochi": what stands before it only
    tells where that is."""
    of = next((k for k in sentence.children[noun.i] if k > noun.i and sentence.tokens[k].lower == "of"), None)
    return of is not None and any(sentence.tokens[k].pos == "PROPN" for k in sentence.children[of])


def _of_gathering(head: Token, place: Place, words: Words) -> int | None:
    """ "the Vilnius summit", "Ukraine war"; a state before talks is a party to them."""
    if head.lemma not in words.gatherings:
        return None
    return head.i if place.precision != "country" or head.lemma in {"war", "conflict", "crisis"} else None


def _of_preposition(sentence: Sentence, prep: Token, place: Place, part: bool, words: Words) -> int | None:
    """The governor of a locative phrase."""
    tokens = sentence.tokens
    name = prep.lower
    while tokens[prep.head].dep == "prep" and tokens[prep.head].lower in words.locative | {"out", "from", "up"}:
        prep = tokens[prep.head]
        name = "from" if prep.lower in ("out", "from") else name
    governor = tokens[prep.head]
    if governor.lower in words.directions | {"away", "deep", "outside"} and governor.dep in ("advmod", "npadvmod"):
        governor, name = tokens[governor.head], "in"
    lemma = governor.lemma
    if name == "from":
        fits = lemma in words.leaving
    elif name in ("to", "toward", "towards"):
        fits = prep.dep != "dative" and (lemma in words.moving or lemma in words.journeys)
    elif name in ("of", "against", "for"):
        fits = lemma in words.assaults and not (name == "for" and lemma in ("attempt", "war"))
    elif name == "on":
        fits = part or lemma in words.assaults or place.precision in ("region", "point")
    elif name == "over":
        fits = lemma in _OVERHEAD
    else:
        fits = name in words.locative and lemma not in _STANCE
    return governor.i if fits else None


def _is_scene_of(verb: Token, place: Place, part: bool, words: Words) -> bool:
    """Whether the object of a verb is where it happens: "visited Moscow", "captured Aleppo"."""
    if verb.lemma in words.entering:
        return True
    return verb.lemma in words.striking and (part or place.precision != "country")


def _rank(spot: _Spot, clause: Clause, sentence: Sentence, clauses: Sequence[Clause], words: Words) -> int | None:
    """How well a spot says where the event is: 0 at its predicate, 1 at an argument or its light verb,
    2 in a clause that sets its scene; None if it is the place of something else."""
    if spot.anchor == clause.head:
        return None if clause.lemma in words.saying and _is_of_object(spot, clause, sentence) else 0
    heads = {c.head: c for c in clauses}
    at, below = spot.anchor, spot.anchor
    while at not in heads and sentence.tokens[at].head != at:
        if _is_aside(sentence, at, words):
            return None
        below, at = at, sentence.tokens[at].head
    if at == clause.head:
        seat = sentence.tokens[spot.anchor].lemma in words.actors and clause.lemma not in words.receiving
        if seat or clause.lemma in words.saying:
            return None
        return 2 if sentence.tokens[below].dep in _SUBJECTS else 1
    other = heads.get(at)
    if other is None or (spot.anchor != at and sentence.tokens[spot.anchor].lemma in words.actors):
        return None
    rank = _between(clause, other, sentence, words)
    if rank is None and other.kind == "noun":
        return _through_host(clause, other, heads, sentence, words)
    if rank == 2 and other.kind == clause.kind == "verb":
        # Between two predicates a place belongs to the one that it hangs on.
        low, high = sorted((clause.head, other.head))
        shared = sentence.tokens[high].dep != "conj" or not low < spot.token < high
        return rank if shared else None
    return rank


def _through_host(
    clause: Clause, noun: Clause, heads: Mapping[int, Clause], sentence: Sentence, words: Words
) -> int | None:
    """ "due to meet at a summit in X", "the base in X suffered attacks": the place is that of the verb that the noun
    belongs to, and through it of the event."""
    host = heads.get(_up(sentence, noun.head)[1])
    if host is None or host is clause or host.kind != "verb" or _between(host, noun, sentence, words) is None:
        return None
    near = clause.kind == "noun" or sentence.tokens[host.head].dep == "xcomp"
    return 2 if near and _between(clause, host, sentence, words) is not None else None


def _is_aside(sentence: Sentence, i: int, words: Words) -> bool:
    """Whether a preposition leads to another time, reason or thing; "of" may belong to where something happens,
    "into a block of flats in X"."""
    tokens = sentence.tokens
    if tokens[i].dep != "prep" or tokens[i].lower not in _ASIDE:
        return False
    noun = tokens[tokens[i].head]
    return not (tokens[i].lower == "of" and noun.dep == "pobj" and tokens[noun.head].lower in words.locative)


def _is_of_object(spot: _Spot, clause: Clause, sentence: Sentence) -> bool:
    """Whether the phrase stands right after the object of the verb, where it is likelier the object's:
    "discussed the shelling near X"."""
    at = spot.token
    while sentence.tokens[at].head not in (at, clause.head):
        at = sentence.tokens[at].head
    before = sentence.tokens[at - 1] if at else None
    return before is not None and before.dep == "dobj" and before.head == clause.head


def _between(clause: Clause, other: Clause, sentence: Sentence, words: Words) -> int | None:
    """Whether the place of `other` is that of `clause` too, and how surely."""
    tokens = sentence.tokens
    inner, outer = tokens[clause.head], tokens[other.head]
    if outer.dep == "acl" and other.lemma in _SEATED and tokens[outer.head].dep in _OBJECTS | {"pobj"}:
        _, governor = _up(sentence, outer.head)
        return 2 if governor == clause.head and clause.lemma not in words.saying else None
    if other.kind == "noun":
        link, governor = _up(sentence, other.head)
        if governor != clause.head:
            return None
        if link in _OBJECTS or link == "nsubj":
            return None if clause.lemma in words.saying else 1
        return 2 if link in _WITHIN else None
    if clause.kind == "noun":
        link, governor = _up(sentence, clause.head)
        if governor == other.head and (link in _OBJECTS or link == "nsubj"):
            return 1 if other.lemma in words.light or link == "dobj" else 2
        return 2 if governor == other.head and link in ("in", "at", "by", "during") else None
    if outer.head == inner.i:
        if outer.dep == "xcomp" and clause.lemma in _PLANNED:
            return 2 if other.lemma in words.scenes | words.receiving | words.moving | words.light else None
        if outer.dep == "advcl":
            scene = other.lemma in words.scenes and outer.tag == "VBG"
            return 2 if scene or other.marker in ("when", "as", "while") else None
        return 2 if outer.dep == "conj" else None
    if outer.dep == "relcl" and any(tokens[k].lower == "when" for k in sentence.children[outer.i]):
        return 2 if clause.head in _above(sentence, outer.head, _REACH) else None
    if inner.head == outer.i:
        if inner.dep == "xcomp" and other.lemma in words.framing:
            return 2
        return 2 if inner.dep == "conj" or (inner.dep == "advcl" and inner.tag == "VBG") else None
    return None


def _above(sentence: Sentence, i: int, most: int) -> Iterator[int]:
    """The tokens above a token, itself first."""
    for _ in range(most):
        yield i
        if sentence.tokens[i].head == i:
            return
        i = sentence.tokens[i].head


def _up(sentence: Sentence, i: int) -> tuple[str, int]:
    """What a noun is to the predicate above it (a dependency, or the preposition), and that predicate."""
    token = sentence.tokens[i]
    for _ in range(_REACH):
        head = sentence.tokens[token.head]
        if token.dep == "pobj" or ((token.dep == "conj" and head.pos in _NOMINAL) and head.i != token.i):
            if token.dep == "pobj":
                counted = sentence.tokens[head.head]
                if head.lower != "of" or counted.lemma not in _COUNTS:
                    return head.lower, head.head
                head = counted
            token = head
            continue
        return token.dep, token.head
    return token.dep, token.head
