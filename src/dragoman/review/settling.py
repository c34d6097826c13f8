"""What several people's words for one event come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.review.opinions import Holding, Word
from dragoman.review.parts import PARTS


def together(words: Mapping[str, Word | None], parts: Iterable[str]) -> Word | None:
    """The word for several parts at once: right if all are, wrong if one is. An event that is not told at all has a
    wrong type, which is enough; otherwise nothing is said where one part is unknown, as only the wrong ones of such
    events would count."""
    if words["type"] == "wrong":
        return "wrong"
    found = [words[part] for part in parts]
    if None in found:
        return None
    return next((word for word in ("wrong", "unsure") if word in found), "right")


def settled(held: Sequence[Holding]) -> dict[str, Word | None]:
    """Of each part what most of those say who are sure; wrong where they are as many on either side, for a record
    that vouches for too little is better than one that vouches for too much. None where nobody said anything."""
    return {part: _settled([holding.of(part) for holding in held]) for part in PARTS}


def _settled(words: Sequence[Word | None]) -> Word | None:
    right, wrong = words.count("right"), words.count("wrong")
    if right or wrong:
        return "right" if right > wrong else "wrong"
    return "unsure" if "unsure" in words else None


def disputed(held: Sequence[Holding]) -> bool:
    """Whether one says right where another says wrong."""
    return any({"right", "wrong"} <= {holding.of(part) for holding in held} for part in PARTS)
