"""What an event rests on, in words: its passage, its derivation, its participants, and what its confidence rests on.

Terminal and pages tell it in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dragoman.model import Event, Figure, Span

#: Characters of text shown before and after an event.
CONTEXT = 160

_OPERATORS = {"=": "", ">=": "at least ", ">": "more than ", "<=": "up to ", "<": "less than ", "~": "about "}
_KERNEL = re.compile(r"(?P<word>.+) \[(?P<coded>[A-Z]+(?:\.[\w-]+)?)\]")
_OPERATOR = re.compile(r"(?P<word>.+?)(?: \((?P<op>[\w-]+)\))? × (?P<over>[\w-]+)(?: → (?P<coded>.+))?")
#: What the algebra calls the class of the governed event, in words.
_OVER = {
    "cooperative": "over cooperation",
    "yield": "over yielding",
    "conflict": "over conflict",
    "end": "over the end of conflict",
    "demand": "over a demand",
    "none": "over no event",
}

_FIRM = frozenset({"named", "office", "metonym", "nationality", "description", "pronoun"})


_KNOWN: Mapping[str, str] = {
    "named": "by name",
    "office": "by office",
    "metonym": "by a seat of power",
    "nationality": "by nationality",
    "description": "by a description",
    "pronoun": "through a pronoun",
    "domestic": "as a domestic target",
    "place": "by a place",
    "unresolved": "in no table",
}


def known(basis: str) -> str:
    """How a participant is known, in words."""
    return _KNOWN.get(basis, f"by {basis}")


def reasons(event: Event, weights: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Sign (+ raises, - lowers) and words of every feature of the model that the stored event shows.

    `weights` are those of `data/lexicon/confidence.toml` by feature name. What only the parse knows
    (where in the sentence the trigger stands) is not stored, and not guessed here.
    """
    for name, words in _features(event):
        weight = weights.get(name, 0.0)
        if weight:
            yield ("+" if weight > 0 else "-"), words


def _features(event: Event) -> Iterator[tuple[str, str]]:
    actors = [a for a in event.actor if a.code]
    recipients = [r for r in event.recipient if r.code]
    firm = [a for a in actors if a.basis in _FIRM]
    if actors:
        yield "actor", "an actor has a code"
    if firm:
        yield "actor_firm", f"the actor is known {known(firm[0].basis)}"
    if recipients or len(actors) > 1:
        yield "recipient", "the other side has a code"
    found = next((r for r in recipients if r.basis in _FIRM), None)
    if found is not None:
        yield "recipient_firm", f"the recipient is known {known(found.basis)}"
    if any(r.basis == "domestic" for r in recipients):
        yield "recipient_domestic", "the recipient is inferred: a domestic target"
    if " < " in event.rule or "×" in event.rule:
        yield "operator", "an operator governs it"
    if event.factuality == "actual":
        yield "actual", "it is told as a fact"
    if event.quote is not None:
        yield "quoted", "it stands in somebody's words"
    if event.mode:
        yield "mode", "it has a mode"
    if actors and {a.code for a in actors} == {r.code for r in recipients}:
        yield "same", "both sides have the same code"


def amount(figure: Figure, with_whose: bool = True) -> str:
    """ "at least 20 person killed, IND.MIL"."""
    most = f" to {figure.value_max:,.12g}" if figure.value_max is not None else ""
    parts = (_OPERATORS[figure.op] + f"{figure.value:,.12g}{most}", figure.unit, figure.role)
    whose = f", {figure.of}" if figure.of and with_whose else ""
    return " ".join(p for p in parts if p) + whose


def derivation(rule: str) -> Iterator[tuple[str, str]]:
    """The kernel, then each operator over what is before it."""
    for n, step in enumerate(rule.split(" < ")):
        operator, kernel = _OPERATOR.fullmatch(step), _KERNEL.fullmatch(step)
        if operator is not None:
            over = _OVER.get(operator["over"], f"over {operator['over']}")
            op = f" ({operator['op']})" if operator["op"] else ""
            coded = f" → {operator['coded']}" if operator["coded"] else ""
            yield "operator", f"“{operator['word']}”{op} {over}{coded}"
        elif kernel is not None:
            yield "kernel", f"“{kernel['word']}” is {kernel['coded'].replace('.', ' ')}"
        else:
            yield "kernel" if n == 0 else "operator", step


def marks_of(event: Event) -> list[tuple[str, Span]]:
    """What is marked in the text: trigger, participants, date, place and sources."""
    marks: list[tuple[str, Span]] = [("actor", e.span) for e in event.actor]
    marks += [("recipient", e.span) for e in event.recipient]
    marks += [("date", event.date_span)] if event.date_span else []
    marks += [("place", event.event_loc.span)] if event.event_loc else []
    marks += [("source", s.span) for s in event.sources]
    return [*marks, ("trigger", event.trigger)]


def passage_of(event: Event, text: str, context: int = CONTEXT) -> Span:
    """The event with so many characters around it, cut between words."""
    start, end = event.span
    left = min(start, max(0, _word_start(text, start - context)))
    return left, max(end, min(len(text), _word_end(text, end + context)))


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space >= 0 else at
