"""What `dragoman lint` does with files of senses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.events.coder import code_scene
from dragoman.events.draft import Draft
from dragoman.events.examples import shortfall
from dragoman.events.lexicon import load_lexicon, load_tables
from dragoman.events.lint import Remark, line_of, lint, meaning
from dragoman.events.senses import Sense
from dragoman.model import Document
from dragoman.ontology import load_ontology
from dragoman.pipeline import Resources, load_resources, scenes_of


@dataclass(frozen=True, slots=True)
class Linted:
    """What came out of some files: all remarks, how many senses are right, how many examples were tried."""

    remarks: tuple[Remark, ...]
    senses: int
    tried: int

    @property
    def mistakes(self) -> int:
        """How many remarks say that something is wrong."""
        return sum(remark.level == "mistake" for remark in self.remarks)


def lint_files(paths: Sequence[Path], examples: bool, ontology: Sequence[Path] = ()) -> Linted:
    """Check files of senses and, if none has a mistake, code their examples. `ontology` has files with
    event types of the user's own. Raises DataError for a mistake in one of these."""
    types = load_ontology(extra=ontology)
    packaged, tables = load_lexicon(types), load_tables(types)
    checked = [(path, *lint(path, tables, packaged)) for path in paths]
    remarks = [remark for _, found, _ in checked for remark in found]
    number = sum(len(senses) for _, _, senses in checked)
    if not examples or any(r.level == "mistake" for r in remarks):
        return Linted(tuple(remarks), number, 0)
    resources = load_resources(lexicon=paths, ontology=ontology)
    tried = [(path, sense) for path, _, senses in checked for sense in senses if sense.example and sense.none is None]
    for path, sense in tried:
        remarks += try_example(path, sense, resources)
    return Linted(tuple(remarks), number, len(tried))


def try_example(path: Path, sense: Sense, resources: Resources) -> Iterator[Remark]:
    """Code the example of a sense; a remark if it does not show the sense."""
    scenes = scenes_of(Document("example", sense.example, "example"), resources)
    drafts = [draft for scene in scenes for draft in code_scene(scene)]
    reason = shortfall(sense, drafts, resources.lexicon.algebra)
    if reason:
        got = "; ".join(_shown(draft) for draft in drafts) or "nothing is coded"
        said = f"the example does not give {meaning(sense)}, {reason}: “{sense.example}” ({got})"
        yield Remark(path, line_of(sense), "mistake", said)


def _shown(draft: Draft) -> str:
    sides = ["+".join(e.code or "?" for e in side) or "–" for side in (draft.actors, draft.recipients)]
    return f"{draft.type}{f' {draft.mode}' if draft.mode else ''} {sides[0]} → {sides[1]}"


def lint_lines(found: Linted) -> Iterator[str]:
    """Every remark, and the counts."""
    yield from map(str, found.remarks)
    warnings = len(found.remarks) - found.mistakes
    tried = f", {found.tried:,} examples tried" if found.tried else ""
    yield f"{found.senses:,} senses{tried}, {found.mistakes:,} mistakes, {warnings:,} warnings"
