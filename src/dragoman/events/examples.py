"""Whether the example of a sense shows it: for the tests of the lexicon and for `dragoman lint`."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.algebra import Algebra
from dragoman.events.draft import Draft
from dragoman.events.senses import Sense

#: Operators that may let the governed event stand without a new one.
PASSING = frozenset({
    "announce", "order", "refrain", "fail", "desire", "allow", "report", "attempt", "wish", "consider", "start", "stop",
    "cause", "violate",
})  # fmt: skip


def shortfall(sense: Sense, drafts: Sequence[Draft], algebra: Algebra) -> str:
    """Why the events coded from its example do not show the sense; empty if they do."""
    if sense.op is not None:
        return _operator(sense, sense.op, drafts, algebra)
    fitting = [d for d in drafts if d.type == sense.type]
    if not fitting:
        return "other type" if drafts else "no event"
    if sense.mode is not None and all(d.mode != sense.mode for d in fitting):
        return "other mode"
    if not any(a.code for d in fitting for a in (*d.actors, *d.recipients)):
        return "nobody"
    return ""


def _operator(sense: Sense, op: str, drafts: Sequence[Draft], algebra: Algebra) -> str:
    if any(used(sense, d) for d in drafts):
        return ""
    # A more specific sense may say the same; an operator that passes the inner event on leaves no step.
    same = frozenset({sense.type}) if sense.type else types_of(algebra, op)
    if any(d.type in same for d in drafts) or (drafts and op in PASSING and sense.type is None):
        return ""
    return "operator unused" if drafts else "no event"


def used(sense: Sense, draft: Draft) -> bool:
    """Whether the sense took part in the derivation of the draft."""
    return any(step.split(" [")[0].split(" (")[0] == sense.id for step in draft.steps)


def types_of(algebra: Algebra, op: str) -> frozenset[str]:
    """The event types that an operator can make."""
    rows = [row for (name, _), row in algebra.rows.items() if name == op]
    return frozenset(t for row in rows if row.type for t in (algebra.types.get(row.type) or {"": row.type}).values())
