"""What an audit shows: lines for a reader, plain values, and one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.text import Text

from dragoman.review.audit import Audit, Row
from dragoman.review.intervals import Estimate

#: The table of `--csv`.
COLUMNS = ("about", "name", "share", "low", "high", "n", "events", "more", "same", "kappa", "confidence")
_NAME = 12
_BAR = 20
_PLACES = 4


def audit_lines(found: Audit) -> Iterator[Text]:
    """By type, by part, the confidences, and the people."""
    if not found.people:
        yield Text("nobody has judged an event that stands in this record: dragoman review says how to begin")
        return
    yield from _heading(found)
    yield Text("")
    yield _title("type", "who did what to whom", "all parts")
    for tuples, events in zip(found.tuples, found.events, strict=True):
        yield _row(tuples, _share(events.found), bold=tuples.name == "all")
    all_ = found.tuples[0]
    if all_.found is not None and all_.found.events < all_.events:
        covered = f"all is of the {all_.found.events:,} events whose type has a judgement"
        yield Text(f"{'':<{_NAME}}{covered}, not of {all_.events:,}", style="yellow")
    yield Text("")
    yield _title("part", "right where it is given", "where it is not")
    for row in found.parts:
        absent = found.absent.get(row.name)
        missed = f"{absent.wrong} of {absent.judged} wrong" if absent and absent.judged else ""
        yield _row(row, Text(f"{missed:<20}", style="" if missed and absent and absent.wrong else "dim"))
    yield Text(f"shares with bounds of 95 %; more: judgements that would bring these within {found.width:g}", "dim")
    yield from _reliability_lines(found)
    yield from _agreement_lines(found)


def _heading(found: Audit) -> Iterator[Text]:
    counts = found.counts
    people = ", ".join(f"{who} {n:,}" for who, n in found.people.items())
    yield Text(f"{counts.judged:,} events judged ({people})", style="bold")
    for number, words in (
        (counts.unsure, "of them unsure"),
        (counts.disputed, "of them people differ on: most decide, as many on either side is wrong"),
        (counts.chosen, "of them were chosen by hand and are not counted below"),
        (counts.changed, "of them are coded otherwise in some part since, which is not counted"),
        (counts.gone, "more judgements are of what is gone or has another type now"),
    ):
        if number:
            yield Text(f"  {number:,} {words}", style="dim")


def _title(name: str, first: str, second: str) -> Text:
    return Text(f"{name:<{_NAME}}{'events':>8}{'judged':>8}  {first:<24}{second:<20}{'more':>5}", style="bold")


def _row(row: Row, beside: Text, bold: bool = False) -> Text:
    line = Text(f"{row.name:<{_NAME}}", style="bold" if bold else "")
    line.append(f"{row.events:>8,}{row.found.n if row.found else 0:>8,}  ")
    line.append_text(_share(row.found, 24))
    line.append_text(beside)
    line.append(f"{row.more:>5,}" if row.more else "    –", style="" if row.more else "dim")
    return line


def _share(found: Estimate | None, width: int = 20) -> Text:
    """ "83 % (71–91)"."""
    if found is None:
        return Text(f"{'–':<{width}}", style="dim")
    words = f"{100 * found.share:.0f} % ({100 * found.low:.0f}–{100 * found.high:.0f})"
    return Text(f"{words:<{width}}")


def _reliability_lines(found: Audit) -> Iterator[Text]:
    if found.reliability is None:
        return
    yield Text("")
    ece = f"calibration error {found.reliability.ece:.3f}"
    yield Text(f"{'confidence':<{_NAME}}{'':>8}{'judged':>8}  {'right':<24}{ece}", style="bold")
    for b in found.reliability.bins:
        share = Estimate(b.share, b.share_low, b.share_high, b.n, 0)
        line = Text(f"{f'{b.low:.1f}–{b.high:.1f}':<{_NAME}}{'':>8}{b.n:>8,}  ").append_text(_share(share, 24))
        at, mean = round(b.share * (_BAR - 1)), round(b.confidence * (_BAR - 1))
        marks = "".join("●" if n == at else "|" if n == mean else "·" for n in range(_BAR))
        yield line.append(marks, style="dim").append(f" {b.confidence:.2f}")
    yield Text(f"{'':<{_NAME + 42}}| confidence, ● right", style="dim")


def _agreement_lines(found: Audit) -> Iterator[Text]:
    last: tuple[str, str] | None = None
    for one in found.agreement:
        if one.people != last:
            yield Text("")
            yield Text(f"{'agreement':<{_NAME}}{'events':>16}  {'same':<24}kappa   {' and '.join(one.people)}", "bold")
            last = one.people
        kappa = "–" if one.kappa is None else f"{one.kappa:.2f}"
        same = f"{100 * one.share:.0f} % ({one.same} of {one.events})"
        yield Text(f"{one.part:<{_NAME}}{one.events:>16,}  {same:<24}{kappa:>5}")


def audit_values(found: Audit) -> dict[str, Any]:
    """The whole audit as plain values, shares to four places."""
    values = asdict(found)
    for name in ("tuples", "events", "parts"):
        values[name] = {row["name"]: {**(row["found"] or {}), **_counts(row)} for row in values[name]}
    values["agreement"] = [
        {**row, "share": one.share} for row, one in zip(values["agreement"], found.agreement, strict=True)
    ]
    rounded: dict[str, Any] = _rounded(values)
    return rounded


def _counts(row: dict[str, Any]) -> dict[str, int]:
    return {"n": (row["found"] or {}).get("n", 0), "events": row["events"], "more": row["more"]}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return round(value, _PLACES) if isinstance(value, float) else value


def audit_rows(found: Audit) -> Iterator[dict[str, object]]:
    """The same as rows of one table."""
    for about, rows in (("tuple", found.tuples), ("event", found.events), ("part", found.parts)):
        yield from (_cells(about, row) for row in rows)
    for name, absent in found.absent.items():
        right = absent.judged - absent.wrong
        share = right / absent.judged if absent.judged else None
        yield {"about": "absent", "name": name, "share": _rounded(share), "n": absent.judged}
    yield from _reliability_rows(found)
    for one in found.agreement:
        values = {"share": one.share, "kappa": one.kappa}
        name = f"{' and '.join(one.people)}: {one.part}"
        yield {"about": "agreement", "name": name, "n": one.events, "same": one.same, **_rounded(values)}


def _cells(about: str, row: Row) -> dict[str, object]:
    counts = {"about": about, "name": row.name, "n": 0, "events": row.events, "more": row.more}
    if row.found is None:
        return counts
    shares: dict[str, object] = _rounded({"share": row.found.share, "low": row.found.low, "high": row.found.high})
    return {**counts, **shares, "n": row.found.n}


def _reliability_rows(found: Audit) -> Iterator[dict[str, object]]:
    if found.reliability is None:
        return
    for b in found.reliability.bins:
        shares = {"share": b.share, "low": b.share_low, "high": b.share_high, "confidence": b.confidence}
        yield {"about": "confidence", "name": f"{b.low:.1f}–{b.high:.1f}", "n": b.n, **_rounded(shares)}
    yield {"about": "ece", "name": "all", "share": round(found.reliability.ece, _PLACES)}
