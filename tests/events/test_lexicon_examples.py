"""Every sense of the lexicon has an example, and the example has the sense.

Examples that fail for now are listed, with the reason, in tests/cases/lexicon_failures.toml.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.actors.resolve import build_cast
from dragoman.events.casting import Casting
from dragoman.events.coder import code_scene
from dragoman.events.draft import Draft
from dragoman.events.examples import shortfall
from dragoman.events.scene import make_scene
from dragoman.events.senses import Sense
from dragoman.language.clauses import clauses_of
from dragoman.language.sentences import RawSentence, split
from dragoman.model import Document, Entity, Segment
from dragoman.pipeline import Resources

FAILURES = Path(__file__).parents[1] / "cases" / "lexicon_failures.toml"
#: Share of all senses that may be listed as failing.
ALLOWED = 0.03
#: Share of the examples with two named actors that may lose one.
LOST = 0.08


@dataclass(frozen=True, slots=True)
class Result:
    """An example and what was made of it; `reason` is empty if it gives its sense."""

    key: str
    example: str
    got: str
    reason: str


def what(sense: Sense) -> str:
    return sense.op or f"{sense.type}{'.' + sense.mode if sense.mode else ''}"


def key_of(sense: Sense) -> str:
    """What names a sense over edits of its file: part of speech, words, objects, what it is."""
    parts = [sense.pos, sense.id, what(sense)]
    if sense.subjects:
        parts.append("by " + "/".join(sorted(sense.subjects)))
    if sense.prep:
        parts.append(sense.prep)
    return " · ".join(parts)


def senses_with_example(resources: Resources) -> dict[str, Sense]:
    """A row of the verb class × noun class table is one sense by its example, whatever the verb."""
    rows: set[str] = set()
    out: dict[str, Sense] = {}
    for sense in resources.lexicon.all_senses():
        if not sense.example or sense.none is not None:
            continue
        if sense.where.startswith("verb_noun"):
            if sense.where in rows:
                continue
            rows.add(sense.where)
            parts = ["row", "/".join(sorted(sense.objects)), what(sense), sense.example]
            out[" · ".join(parts)] = sense
            continue
        out.setdefault(key_of(sense), sense)
    return out


def code_batch(resources: Resources, texts: list[str]) -> list[list[Draft]]:
    """The drafts of each text, parsed in one batch."""
    documents = [Document(str(n), text, str(n)) for n, text in enumerate(texts)]
    raws: list[list[RawSentence]] = [split(t, [Segment("body", (0, len(t)))]) for t in texts]
    flat = [(raw, text[raw.span[0] : raw.span[1]]) for text, found in zip(texts, raws, strict=True) for raw in found]
    parsed = resources.parser.parse(flat)
    out: list[list[Draft]] = []
    for document, found in zip(documents, raws, strict=True):
        sentences = [next(parsed) for _ in found]
        cast = build_cast(document, sentences, resources.knowledge)
        drafts: list[Draft] = []
        for sentence in sentences:
            clauses = clauses_of(sentence, resources.vocabulary)
            drafts.extend(code_scene(make_scene(sentence, clauses, Casting(sentence, cast), resources.lexicon)))
        out.append(drafts)
    return out


def shown(draft: Draft) -> str:
    mode = f".{draft.mode}" if draft.mode else ""
    both = f"{sides(draft.actors)} > {sides(draft.recipients)}"
    return f"{draft.type}{mode} {both} {draft.factuality} [{' < '.join(draft.steps)}]"


def sides(entities: tuple[Entity, ...]) -> str:
    return "+".join(e.code or "?" for e in entities) or "-"


@pytest.fixture(scope="session")
def coded(resources: Resources) -> list[tuple[str, Sense, list[Draft]]]:
    senses = senses_with_example(resources)
    drafts = code_batch(resources, [s.example for s in senses.values()])
    return [(key, sense, found) for (key, sense), found in zip(senses.items(), drafts, strict=True)]


@pytest.fixture(scope="session")
def results(coded: list[tuple[str, Sense, list[Draft]]], resources: Resources) -> list[Result]:
    algebra = resources.lexicon.algebra
    return [Result(k, s.example, "; ".join(map(shown, found)), shortfall(s, found, algebra)) for k, s, found in coded]


def listed() -> Mapping[str, str]:
    if not FAILURES.exists():
        return {}
    return {row["id"]: row["reason"] for row in tomllib.loads(FAILURES.read_text("utf-8")).get("failure", [])}


def write_failures(results: list[Result]) -> None:
    """Write the list anew: for whoever has judged that the new failures may stand."""
    lines = [
        "# Senses whose example does not give them yet: id (part of speech, word, what it is), reason, example.",
        "# Written by `write_failures` in tests/events/test_lexicon_examples.py; may only get shorter.",
        "",
        "failure = [",
    ]
    for r in sorted(results, key=lambda r: (r.reason, r.key)):
        if r.reason:
            quoted = [part.replace("\\", "\\\\").replace('"', '\\"') for part in (r.key, r.reason, r.example)]
            lines.append('  {{ id = "{}", reason = "{}", example = "{}" }},'.format(*quoted))
    FAILURES.write_text("\n".join([*lines, "]", ""]), "utf-8")


def test_no_new_failure(results: list[Result], record_property: pytest.RecordProperty) -> None:
    known = listed()
    new = [
        f"{r.reason}: {r.key}\n    {r.example}\n    {r.got or '-'}" for r in results if r.reason and r.key not in known
    ]
    mended = [r.key for r in results if not r.reason and r.key in known]
    gone = sorted(set(known) - {r.key for r in results})
    record_property("examples", len(results))
    record_property("listed that pass now", len(mended))
    record_property("listed that are gone", len(gone))
    assert not new, f"{len(new)} new, {len(mended)} listed pass now, {len(gone)} listed are gone\n" + "\n".join(new)


def test_few_failures_are_listed(results: list[Result]) -> None:
    assert len(results) > 3000
    still = [r for r in results if r.reason]
    assert len(still) < ALLOWED * len(results), Counter(r.reason for r in still)
    assert len(listed()) < ALLOWED * len(results)


def test_every_sense_of_an_event_has_an_example(resources: Resources) -> None:
    bare = {s.where: s.id for s in resources.lexicon.all_senses() if not s.example and s.none is None}
    assert bare == {}


def test_examples_show_both_sides(coded: list[tuple[str, Sense, list[Draft]]], resources: Resources) -> None:
    """Of the verbs' examples that name two actors, nearly all give both, one on each side."""
    two: list[str] = []
    lost: list[str] = []
    for _, sense, drafts in coded:
        sided = sense.pos == "verb" and sense.op is None and sense.frame is not None and bool(sense.frame.recipient)
        if not sided or len({hit.start for hit in resources.knowledge.index.hits(sense.example)}) != 2:
            continue
        two.append(sense.example)
        fitting = [d for d in drafts if d.type == sense.type]
        if not any(any(e.code for e in d.actors) and any(e.code for e in d.recipients) for d in fitting):
            lost.append(f"{sense.example}  {'; '.join(map(shown, drafts))}")
    assert len(two) > 1500
    assert len(lost) < LOST * len(two), f"{len(lost)} of {len(two)}\n" + "\n".join(lost)


def test_examples_name_a_state(resources: Resources) -> None:
    """Without a name in it an example cannot show who is actor and recipient."""
    texts = [s.example for s in senses_with_example(resources).values()]
    nameless = [t for t in texts if next(iter(resources.knowledge.index.hits(t)), None) is None]
    assert len(nameless) < 0.01 * len(texts), nameless[:20]
