"""To whom and on what occasion something was said."""

from __future__ import annotations

import re
from functools import cache

from dragoman.language.phrases import phrase_at
from dragoman.model import Span
from dragoman.statements.cues import Cues
from dragoman.statements.frames import Frame
from dragoman.statements.spans import common

_TOLD = frozenset(
    {
        "tell",
        "inform",
        "assure",
        "notify",
        "remind",
        "advise",
        "warn",
        "brief",
        "reassure",
        "promise",
        "ask",
        "urge",
        "thank",
        "caution",
        "instruct",
    }
)


def addressee(frame: Frame, text: str) -> str | None:
    """The words of the phrase that names who was told."""
    sentence, tokens = frame.sentence, frame.sentence.tokens
    verb = tokens[frame.head]
    if verb.tag[:2] != "VB":
        return None
    for k in sentence.children[frame.head]:
        child = tokens[k]
        if child.dep in {"dative", "dobj"} and verb.lemma in _TOLD and child.pos != "ADP":
            return _words(frame, k, text)
        if (
            child.dep in {"prep", "dative"}
            and child.lower == "to"
            and frame.slot in {"clause", "quote", "parenthetical"}
        ):
            found = [c for c in sentence.children[k] if tokens[c].dep == "pobj"]
            if found:
                return _words(frame, found[0], text)
    return None


def _words(frame: Frame, head: int, text: str) -> str | None:
    sentence = frame.sentence
    phrase = phrase_at(sentence, head)
    span: Span = (sentence.tokens[phrase.left].start, sentence.tokens[phrase.right - 1].end)
    if any(common(span, c) for c in frame.content):
        return None
    return text[span[0] : span[1]]


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(p) for p in phrases)
    return re.compile(rf"\b(?:in|at|on|during|via|by|through|to|over)\s+(?:[\w'’.-]+\s+){{0,5}}?({words})s?\b")


def occasion(outside: str, cues: Cues) -> str | None:
    """The occasion that the words around the content name (`outside`, in small letters)."""
    names = dict(cues.occasions)
    match = _pattern(tuple(names)).search(outside)
    return names[match.group(1)] if match else None
