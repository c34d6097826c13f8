"""Acts that stand beside each other under one stance: "must take the fighters back *and put them on trial*"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.tree import Token
from dragoman.positions.reading import Hit, Part, View
from dragoman.positions.tables import Side
from dragoman.positions.verbs import TURNED, inner_stance

_FORMS = frozenset({"VB", "VBG"})
#: What somebody is accused of is told once.
_ONCE = ("accuse", "criticise", "thank")
_ACTS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "relcl"})
#: How far the verb of an issue may be above its noun.
_CLIMB = 4


def with_joined(view: View, hit: Hit) -> Iterator[Hit]:
    """A hit, and one for each act that is joined to the act which its issue is or stands in."""
    yield hit
    if hit.side == "neutral" or hit.rule.startswith(_ONCE):
        return
    act = _act(view, hit)
    if act is None:
        return
    base = _base(view, hit, act)
    subject = hit.parts[0].subject if hit.parts[0].is_clause else None
    for other in _joined(view, act):
        part = view.clause_part(other.i, subject)
        side: Side = TURNED[base] if part.denied else base
        part = replace(part, denied=False)
        inner = inner_stance(view, part)
        parts: tuple[Part, ...] = (part,)
        if inner is not None:
            side, parts = inner[0] if side == "for" else TURNED[inner[0]], inner[2]
        yield replace(hit, parts=parts, side=side, rule=f"{hit.rule}; and", known=True, sides=inner is not None)


def _act(view: View, hit: Hit) -> Token | None:
    """The verb that a hit is about: of its clause, or the one whose object is its issue."""
    part = hit.parts[0]
    token = view.tokens[part.head]
    if part.is_clause:
        return token
    for _ in range(_CLIMB):
        if token.head in {token.i, hit.head}:
            return None
        token = view.tokens[token.head]
        if token.pos == "VERB":
            governed = token.dep in _ACTS and token.tag in {"VB", "VBG"}
            return token if governed and _is_under(view, token, hit.head) else None
    return None


def _is_under(view: View, token: Token, head: int) -> bool:
    """Whether a verb depends on the word of the stance: not a verb in which that word stands."""
    for _ in range(_CLIMB):
        if token.head == token.i:
            return False
        token = view.tokens[token.head]
        if token.i == head:
            return True
    return False


def _base(view: View, hit: Hit, act: Token) -> Side:
    """The side that is taken on the act itself, where the hit is about what it is done to."""
    if hit.parts[0].is_clause:
        return hit.side
    inner = inner_stance(view, view.clause_part(act.i))
    return hit.side if inner is None or inner[0] == "for" else TURNED[hit.side]


def _joined(view: View, act: Token) -> Iterator[Token]:
    """The verbs of the same form that follow with "and", and have no subject of their own."""
    for token in view.kids(act.i):
        if token.dep != "conj" or token.pos != "VERB" or act.tag not in _FORMS:
            continue
        if token.tag != act.tag and (act.tag != "VB" or token.lower != token.lemma):
            continue
        if any(t.dep in {"nsubj", "nsubjpass", "expl"} for t in view.kids(token.i)):
            continue
        if any(t.tag == "MD" for t in view.kids(token.i)):
            continue
        yield token
        yield from _joined(view, token)
