"""Numbers and ordinals in words and digits, and durations made of them."""

from __future__ import annotations

import re

from dragoman.timex.names import Names, Unit


def count(words: str, names: Names) -> float | None:
    """The number that the words say, None for a vague one ("several", "a few")."""
    low = re.sub(r"[\s-]+", " ", words.lower()).strip()
    half = 0.0
    found = re.search(r"\s*(?:1/2|½| and a half)$", low)
    if found:
        half, low = 0.5, low[: found.start()].strip()
    if low.startswith("half a") and "dozen" not in low:
        return 0.5
    if re.fullmatch(r"[\d,]+(?:\.\d+)?", low):
        return float(low.replace(",", "")) + half
    if low in ("a dozen", "half a dozen", "a half dozen"):
        return 12.0 if low == "a dozen" else 6.0
    if low in ("a couple", "a couple of"):
        return 2.0
    if low == "a further":
        return 1.0
    total = 0
    for word in low.split():
        value = names.numbers.get(word)
        if value is None:
            return None
        total = (total or 1) * 100 if value == 100 else total + value
    return total + half


def ordinal(words: str, names: Names) -> int | None:
    """The number of an ordinal: "third", "14th"."""
    found = re.match(r"\d+", words)
    return int(found[0]) if found else names.ordinals.get(words.lower().replace(" ", "-"))


def duration(number: float | None, unit: Unit) -> str:
    """A TIMEX3 duration; vague numbers are X, halves go down one unit where that is exact."""
    mark = "PT" if unit.clock else "P"
    if number is None:
        return f"{mark}X{'E' if unit.times == 10 else unit.code}"
    amount, code = number * unit.times, unit.code
    if amount == int(amount):
        return f"{mark}{int(amount)}{code}"
    whole, rest = int(amount), amount - int(amount)
    if code in ("Y", "H") and rest == 0.5:
        small = "6M" if code == "Y" else "30M"
        return f"{mark}{f'{whole}{code}' if whole else ''}{small}"
    return f"{mark}{amount:g}{code}"


_TENS = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


def decade(word: str) -> str | None:
    """The decade that "the nineties" names; None for "the twenties", which may be either century's."""
    tens = _TENS[word.lower()]
    return None if tens == 2 else f"19{tens}"


def spoken_year(words: str, names: Names) -> int | None:
    """A year in words: "nineteen ninety-six", "two thousand and five", "twenty twenty-four"."""
    parts = [w for w in re.split(r"[\s-]+", words.lower()) if w not in ("and", "oh")]
    values = [names.numbers.get(w) for w in parts if w != "thousand"]
    if None in values:
        known = [v for v in values[:1] if v]
        return known[0] * 1000 if "thousand" in parts and known else None
    numbers = [v for v in values if v is not None]
    if "thousand" in parts:
        return numbers[0] * 1000 + sum(numbers[1:])
    if numbers[-1] == 100 or len(numbers) < 2:
        return numbers[0] * 100 if numbers[-1] == 100 else None
    return numbers[0] * 100 + sum(numbers[1:])
