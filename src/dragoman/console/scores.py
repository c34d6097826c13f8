"""The table that `dragoman evaluate` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.evaluate.metrics import Scores

_COLUMNS = (("precision",), ("core_recall", "recall"), ("f1",))


def score_lines(scores: Scores) -> Iterator[str]:
    """Kind and measure, precision, recall (of the core where there is one), F1, and the counts behind them."""
    values = scores.as_dict()
    segment, date = values.pop("segment", None), values.get("event", {}).pop("date", None)
    yield f"{'':<22}{'precision':>10}{'recall':>8}{'F1':>8}"
    for kind, measures in values.items():
        rows = {kind: measures} if "precision" in measures else {f"{kind} {k}": v for k, v in measures.items()}
        for name, row in rows.items():
            yield _row(name, row)
    if date is not None and date["accuracy"] is not None:
        yield f"{'event date':<22}{date['accuracy']:>10.3f}{'':>19}right of {date['n']}"
    if segment is not None:
        shares = _number(segment["character_precision"], 10) + _number(segment["character_recall"], 8)
        yield f"{'furniture characters':<22}{shares}"


def _row(name: str, row: dict[str, Any]) -> str:
    shares = [next(row[key] for key in keys if key in row) for keys in _COLUMNS]
    if "core" in row:
        counts = f"{row['matched']} of {row['pred']} coded match, {row['core']} core wanted"
    else:
        counts = f"{row['tp']} right of {row['pred']} given, {row['gold']} wanted"
    return f"{name:<22}{_number(shares[0], 10)}{_number(shares[1], 8)}{_number(shares[2], 8)}   {counts}"


def _number(value: float | None, width: int) -> str:
    return f"{'–' if value is None else f'{value:.3f}':>{width}}"
