"""How well a participant agrees with a pronoun: by number, gender, and the kind of party or thing that it is."""

from __future__ import annotations

from dragoman.actors.points import Point
from dragoman.actors.sight import Sight

#: What a thing that is told of for the first time weighs more, and how prominent it must be at least.
_NEW, _RANKED_OBJECT = 6.0, 3.0
_SUBJECT = 5.0
#: What a body weighs less that nobody owns in its phrase.
_UNOWNED = 1.5
#: What a town weighs less that only tells where, and the prepositions that say so.
_TOWN, _THERE = 3.0, frozenset({"in", "at", "near", "outside", "from", "around"})
#: How little a single state is "they" to a speaker.
_ONE_STATE = -3.0
#: A city or a capital is less often "it" than a state or an organisation.
_NEUTER = {"named": 1.5, "metonym": 1.0, "place": -1.0}


def agreement(point: Point, kind: str, quoted: bool) -> float | None:
    """How well a point agrees with a pronoun of this class; None if it cannot be meant."""
    weight = _own(point, kind)
    if weight is None and quoted and kind == "p" and point.reading is not None and point.reading.kind == "state":
        # A speaker may call another state "they".
        weight = _ONE_STATE
    if weight is None:
        return None
    if point.quoted and not quoted:
        weight -= 5.0
    if kind in {"n", "p"} and _is_press(point) and not point.quoted:
        if quoted:
            return None
        weight -= 4.0 if point.rank < _SUBJECT or kind == "p" else 0.0
    return weight


def as_neuter(sight: Sight, point: Point, thing: bool) -> float:
    """What a point weighs more or less as "it"; `thing` says whether the verb is one that things have."""
    if point.rank < _SUBJECT and _is_town(sight, point):
        return -_TOWN
    if thing and _is_new(sight, point):
        return _NEW
    return _UNOWNED if _is_short_name(sight, point) else 0.0


def _is_short_name(sight: Sight, point: Point) -> bool:
    """Whether a point is a body called by a capitalised noun alone: "the Council"."""
    if point.reading is None or point.reading.owned or point.reading.kind not in {"body", "group", "org"}:
        return False
    tokens = sight.sentences[point.position].tokens
    return tokens[point.head].text[:1].isupper() and tokens[point.head].pos == "PROPN"


def _is_town(sight: Sight, point: Point) -> bool:
    """Whether a point is a town that is named only because something is there."""
    if point.reading is None or point.reading.entities[0].basis not in {"place", "metonym"}:
        return False
    tokens = sight.sentences[point.position].tokens
    return tokens[tokens[point.head].head].lower in _THERE


def _is_press(point: Point) -> bool:
    """Whether a point is an outlet or an agency: who is told something is hardly spoken of."""
    return point.reading is not None and point.reading.entities[0].sector == "JRN" and not point.members


def _own(point: Point, kind: str) -> float | None:
    if point.pronoun is not None:
        return 1.5 if point.pronoun == kind else None
    reading = point.reading
    assert reading is not None
    if point.members:
        if kind != "p" or reading.kind in {"thing", "none", "asset"}:
            return None
        return 3.0 if point.members[-1] != point.head else 2.0
    who = reading.kind
    if kind in {"m", "f"}:
        return _personal(point, kind)
    if kind == "n":
        if who in {"state", "org", "group", "body", "place", "asset"} and not reading.plural:
            return _NEUTER.get(reading.entities[0].basis, 1.2) - (0.0 if reading.owned else _UNOWNED)
        if who == "collective":
            return 1.0
        return 1.2 if who == "thing" and not reading.plural else None
    if who == "thing":
        return 0.3 if reading.plural else None
    if reading.plural and reading.role is not None and not reading.owned and not reading.definite:
        return 1.0 if who in {"crowd", "body", "asset"} else None
    if reading.plural and who in {"crowd", "people", "body", "place", "asset", "org", "group", "state", "collective"}:
        return 1.5
    if who in {"group", "org", "body", "crowd", "people"}:
        return 0.5
    return None


def _personal(point: Point, kind: str) -> float | None:
    reading = point.reading
    assert reading is not None
    if reading.kind != "person" or reading.plural:
        return None
    if reading.gender is not None:
        return 2.0 if reading.gender == kind else None
    named = reading.role is None
    return (1.0 if named else 0.5 if reading.owned else 0.0) + (0.3 if kind == "m" else 0.0)


def _is_new(sight: Sight, point: Point) -> bool:
    """Whether a point is a thing that its sentence tells of for the first time: "tested a missile. It can …"."""
    if point.reading is None or point.reading.kind not in {"thing", "asset"} or point.rank < _RANKED_OBJECT:
        return False
    return sight.sentences[point.position].tokens[point.phrase.left].lower in {"a", "an"}
