"""Neighbours: "borders Sudan", "neighbouring Chad", "lies between A and B", and borders of which one side is named."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View

_NEIGHBOURING = frozenset({"neighbouring", "neighboring"})
_LOCAL = frozenset({"in", "from", "into", "to", "across", "through", "inside"})
_WITH = frozenset({"with", "into"})
_ACROSS = frozenset({"with", "into", "from", "to"})
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_SHARING = frozenset({"share", "have"})
_LYING = frozenset({"lie", "sit", "locate", "situate", "sandwich", "wedge", "squeeze", "nestle", "stand", "be"})
#: How many of the states that a document names most may be the other side of a border.
_MOST = 3


def frontier_drafts(view: View) -> Iterator[Draft]:
    """The neighbours that verbs, participles and places tell."""
    yield from _neighbouring(view)
    yield from _borders(view)
    yield from _lying(view)


def frontier_pair(view: View, token: Token) -> list[Party]:
    """The states of a border of which the text names one side beside it: "crossed the Lebanese border into Syria",
    "the border that Turkey shares with Syria", "the border with Iraq" in a story of Syria. The first has it with each
    of the rest."""
    shared = _shared(view, token)
    if len(shared) > 1:
        return shared
    across = [p for h in view.objects(token.i, _WITH) for p in view.parties(h) if p.kind == "state"]
    named = across or [p for p in view.left_names(token.i) if p.kind == "state"]
    if not named:
        return []
    verb = view.tokens[token.head]
    beside = [p for h in view.objects(verb.i, _ACROSS) for p in view.parties(h)] if token.dep == "dobj" else []
    for other in (*beside, *_states_before(view, token.i), *_states_after(view, token.i)):
        rest = [p for p in named if _are_neighbours(view, p, other)]
        if rest:
            return [other, *rest]
    return []


def _shared(view: View, token: Token) -> list[Party]:
    """ "the border it shares with Syria": those of whom the relative clause tells it."""
    for verb in view.kids(token.i, "relcl"):
        subject = view.subject_of(verb.i) if verb.lemma in _SHARING else None
        if subject is None or subject == token.i:
            continue
        one = [p for p in view.parties(subject) if p.kind == "state"]
        others = list(view.objects(verb.i, frozenset({"with"})))
        found = [p for h in others for p in view.parties(h) if p.kind == "state"]
        if one and not found and any(view.tokens[h].lower in _NEIGHBOURS for h in others):
            found = [p for p in _states_before(view, token.i) if _are_neighbours(view, one[0], p)][:1]
        if one and found:
            return [one[0], *(p for p in found if p.name != one[0].name)]
    return []


def _lying(view: View) -> Iterator[Draft]:
    """ "Nepal lies between India and China", where the table has both borders."""
    for token in view.tokens:
        if token.lower not in {"between", "among"}:
            continue
        verb = view.tokens[token.head]
        subject = view.subject_of(verb.i) if verb.lemma in _LYING and view.reality(verb.i) == "fact" else None
        if subject is None:
            continue
        around = [p for t in view.kids(token.i, "pobj") for p in view.parties(t.i) if p.kind == "state"]
        for party in view.parties(subject):
            if len(around) == 2 and all(_are_neighbours(view, party, p) for p in around):
                for other in around:
                    yield Draft("borders", party, other, token.i, verb.i)


def _states_after(view: View, start: int) -> Iterator[Party]:
    """The states that a sentence names after a token."""
    for k in range(start + 1, len(view.tokens)):
        found = view.mention(k)
        if found is not None and found.left == k and found.kind == "state":
            yield found


def _borders(view: View) -> Iterator[Draft]:
    """ "is landlocked and borders Eritrea", "a province that borders Turkey", where the parser takes the verb for
    a noun or its object for none."""
    for token in view.tokens:
        if token.lower != "borders" or token.i == 0 or token.i + 1 >= len(view.tokens):
            continue
        clause = view.clause_at.get(token.i)
        if clause is not None and "patient" in clause.roles and "agent" in clause.roles:
            continue
        found = view.run(token.i + 1) if view.tokens[token.i + 1].lower != "the" else view.run(token.i + 2)
        for party in _bordering(view, token) if found else []:
            for other in found:
                yield Draft("borders", party, other, token.i, token.i)


def _bordering(view: View, token: Token) -> list[Party]:
    """Whose land "borders" is said of."""
    if token.dep == "relcl":
        return view.land(token.head)
    if token.dep == "conj" and view.tokens[token.head].pos in {"VERB", "AUX"}:
        subject = view.subject_of(token.head)
        return view.land(subject) if subject is not None else []
    if view.tokens[token.i - 1].dep == "compound" and view.tokens[token.i - 1].head == token.i:
        return view.land(token.i - 1)
    subject = next((t.i for t in view.kids(token.i, "nsubj")), None)
    return view.land(subject) if subject is not None else []


def _neighbouring(view: View) -> Iterator[Draft]:
    """ "fled from Sudan to neighbouring Chad": the state that the sentence speaks of before."""
    for token in view.tokens:
        if token.lower not in _NEIGHBOURING or token.i + 1 >= len(view.tokens):
            continue
        found = view.mention(token.i + 1)
        if found is None or found.kind != "state":
            continue
        group = view.group_of(found.right - 1)
        first = [p for p in view.one(group) if group < token.i and p.kind == "state"]
        for head in view.heads(found.right - 1):
            for party in view.one(head):
                anchor = next(
                    (p for p in (*first, *_states_before(view, token.i)) if _are_neighbours(view, party, p)), None
                )
                if anchor is not None:
                    yield Draft("borders", party, anchor, token.i, token.i)


def _are_neighbours(view: View, one: Party, other: Party) -> bool:
    return frozenset({one.name, other.name}) in view.words.borders


def _states_before(view: View, stop: int) -> Iterator[Party]:
    """The states that a sentence names before a token, the nearest place first, then those of the document."""
    out, places = [], []
    for k in range(stop):
        found = view.mention(k)
        if found is None or found.left != k or found.kind != "state":
            continue
        head = view.tokens[found.right - 1]
        out.append(found)
        if head.dep == "pobj" and view.tokens[head.head].lower in _LOCAL:
            places.append(found)
    yield from reversed(places)
    yield from reversed(out)
    for code, _ in view.registry.cast.states().most_common(_MOST):
        yield Party(code, "state", -1, -1)
