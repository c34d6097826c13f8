"""What one key says at the desk, the same in the terminal and in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.review.opinions import Verdict
from dragoman.review.parts import PARTS

RIGHT, NONE, UNSURE = "y", "n", "u"
#: The key of each part: the small letter says that it alone is wrong, the capital marks it and waits for more.
PART_KEYS: Mapping[str, str] = {part[0]: part for part in PARTS}
Word = Literal["undo", "quit", "help", "more"]
WORDS: Mapping[str, Word] = {"z": "undo", "q": "quit", "?": "help", "x": "more", "\x04": "quit"}
_ENTER = ("\r", "\n")
_CLEAR = ("\x7f", "\x08", "\x1b")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a key did: a verdict that ends the event, a word to the desk, or neither; `marked` are the parts that
    are marked from now on, and `wrong` says why the key had no effect."""

    marked: tuple[str, ...] = ()
    verdict: Verdict | None = None
    word: Word | None = None
    wrong: str | None = None


def press(key: str, marked: tuple[str, ...] = ()) -> Pressed:
    """What a key means while parts are marked."""
    if key in WORDS:
        return Pressed(marked, word=WORDS[key])
    if key == UNSURE:
        return Pressed(verdict=Verdict("unsure", marked))
    if key in _CLEAR:
        return Pressed()
    if key in PART_KEYS:
        return Pressed(verdict=Verdict("wrong", _in_order({*marked, PART_KEYS[key]})))
    if key.lower() in PART_KEYS:
        return Pressed(_in_order({*marked} ^ {PART_KEYS[key.lower()]}))
    if marked:
        ends = key in _ENTER
        why = (
            None
            if ends
            else "parts are marked: Enter says that they are wrong, u unsure, Backspace takes the marks away"
        )
        return Pressed(() if ends else marked, Verdict("wrong", marked) if ends else None, wrong=why)
    if key in (RIGHT, NONE):
        return Pressed(verdict=Verdict("right" if key == RIGHT else "wrong"))
    return Pressed(wrong=None if key in _ENTER else f"no such key: {key!r} (? shows the keys)")


def spelled(line: str) -> Pressed:
    """What a line of several keys says, for whoever cannot press single ones: `ad` is wrong in actor and date."""
    keys = line.strip()
    if not keys:
        return Pressed(wrong="say y, n, u or the letters of what is wrong (? shows the keys)")
    if len(keys) == 1 and keys.lower() not in PART_KEYS:
        return press(keys)
    unsure = keys.endswith(UNSURE)
    letters = keys.removesuffix(UNSURE).lower()
    unknown = [key for key in letters if key not in PART_KEYS]
    if unknown:
        return Pressed(wrong=f"no such part: {unknown[0]!r} in {keys!r} (? shows the keys)")
    return Pressed(verdict=Verdict("unsure" if unsure else "wrong", _in_order({PART_KEYS[key] for key in letters})))


def _in_order(parts: set[str]) -> tuple[str, ...]:
    return tuple(part for part in PARTS if part in parts)
