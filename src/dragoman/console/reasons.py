"""What a confidence rests on, as far as the record itself shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.model import Event

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
