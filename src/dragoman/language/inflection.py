"""English inflection of verbs and nouns, to recognise the lexicon's words before and after tagging."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.tables import data_path, read_toml

_VOWELS = "aeiou"


@cache
def _table() -> dict[str, Any]:
    return read_toml(data_path("language", "irregular.toml"))


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return {lemma: tuple(forms.split()) for lemma, forms in _table()["verbs"].items()}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(_table()["doubling"])


@cache
def _irregular_nouns() -> dict[str, str]:
    return dict(_table()["nouns"])


def verb_forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb, the lemma first."""
    gerunds = (_gerund(lemma), lemma + "ing") if lemma.endswith("l") else (_gerund(lemma),)
    if lemma in _irregular():
        return (lemma, third_of(lemma), *gerunds, *_irregular()[lemma])
    return (lemma, third_of(lemma), *gerunds, *_past(lemma))


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Singular and plural of a noun."""
    return (lemma, _irregular_nouns().get(lemma) or third_of(lemma))


def third_of(lemma: str) -> str:
    """The form with -s of a verb, and the plural of a noun that follows the rule."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or (lemma.endswith("o") and lemma[-2:-1] not in _VOWELS):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _doubles(lemma: str) -> bool:
    """One vowel before one final consonant doubles it in words of one syllable and in listed ones."""
    if lemma in _doubling():
        return True
    if len(lemma) < 3 or lemma[-1] in _VOWELS + "wxyh" or lemma[-2] not in _VOWELS:
        return False
    if lemma[-3] in _VOWELS and lemma[-3:-1] != "ui":
        return False
    return sum(c in _VOWELS for c in lemma) == 1 or lemma.endswith("l")


def _past(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ic"):
        return (lemma + "ked",)
    if lemma.endswith("e"):
        return (lemma + "d",)
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (lemma[:-1] + "ied",)
    if _doubles(lemma):
        return (lemma + lemma[-1] + "ed", *((lemma + "ed",) if lemma.endswith("l") else ()))
    return (lemma + "ed",)


def _gerund(lemma: str) -> str:
    if lemma.endswith("ic"):
        return lemma + "king"
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if _doubles(lemma) else lemma + "ing"
