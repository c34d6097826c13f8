"""What clauses make of a sentence, from a table of sentences (tests/cases/clauses.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.language.clauses import Vocabulary, clauses_of
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.inflection import noun_forms
from dragoman.language.parse import Parser
from dragoman.language.sentences import split
from dragoman.language.tree import Sentence
from dragoman.model import Segment

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "clauses.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = [{"topic": name, **case} for name, cases in DATA["topics"].items() for case in cases]
TEXTS = tuple(dict.fromkeys(case["text"] for case in CASES))
VOCABULARY = Vocabulary(
    nouns={form: lemma for lemma in DATA["nouns"] for form in noun_forms(lemma)},
    adjectives=frozenset(DATA["adjectives"]),
)
#: Keys of a case that are compared with the clause's field of the same name.
FIELDS = ("kind", "voice", "negated", "modal", "tense", "aspect", "link", "marker", "question", "infinitive")


@cache
def parsed() -> dict[str, list[Sentence]]:
    """Every text of the table, parsed in one batch."""
    raws = [(text, raw) for text in TEXTS for raw in split(text, [Segment("body", (0, len(text)))])]
    trees = Parser().parse((raw, text[raw.span[0] : raw.span[1]]) for text, raw in raws)
    out: dict[str, list[Sentence]] = {text: [] for text in TEXTS}
    for (text, _), tree in zip(raws, trees, strict=True):
        out[text].append(tree)
    return out


def clauses(text: str) -> list[tuple[Sentence, Clause, tuple[Clause, ...]]]:
    found = [(s, clauses_of(s, VOCABULARY)) for s in parsed()[text]]
    return [(s, c, all_) for s, all_ in found for c in all_]


def says(sentence: Sentence, phrase: Phrase, words: str, text: str) -> bool:
    """Whether the phrase is `words`: the whole phrase, or just its head."""
    return words in {sentence.text_of(phrase.left, phrase.right, text), sentence.tokens[phrase.head].text}


def shown(sentence: Sentence, clause: Clause, text: str) -> str:
    roles = {r: [sentence.text_of(p.left, p.right, text) for p in found] for r, found in clause.roles.items()}
    adjuncts = {r: [sentence.text_of(p.left, p.right, text) for p in found] for r, found in clause.adjuncts.items()}
    marks = {name: getattr(clause, name) for name in FIELDS}
    return f"{clause.lemma} {clause.particles} {roles} adjuncts {adjuncts} {marks} parent {clause.parent}"


def same(sentence: Sentence, found: tuple[Phrase, ...], wanted: list[str], text: str) -> bool:
    if len(found) != len(wanted):
        return False
    return all(any(says(sentence, phrase, words, text) for phrase in found) for words in wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['topic']}|{c.get('lemma', '-')}|{c['text'][:50]}")
def test_clause(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    text = case["text"]
    everything = clauses(text)
    told = "\n".join(shown(s, c, text) for s, c, _ in everything)
    for lemma in case.get("absent", ()):
        assert lemma not in {c.lemma for _, c, _ in everything}, told
    if "lemma" not in case:
        return
    hits = [
        (s, c, all_) for s, c, all_ in everything if c.lemma == case["lemma"] and c.kind == case.get("kind", c.kind)
    ]
    assert len(hits) >= case.get("nth", 1), told
    sentence, clause, around = hits[case.get("nth", 1) - 1]
    for name in FIELDS:
        if name in case:
            value = getattr(clause, name)
            assert ("" if value is None else value) == case[name], told
    for role, wanted in case.get("roles", {}).items():
        assert same(sentence, clause.roles.get(role, ()), wanted, text), f"{role}\n{told}"
    for role, wanted in case.get("adjuncts", {}).items():
        assert same(sentence, clause.adjuncts.get(role, ()), wanted, text), f"adjunct {role}\n{told}"
    if "particles" in case:
        assert list(clause.particles) == case["particles"], told
    if "parent" in case:
        parent = around[clause.parent].lemma if clause.parent is not None else ""
        assert parent == case["parent"], told
    if "trigger" in case:
        assert text[clause.trigger[0] : clause.trigger[1]] == case["trigger"], told


def test_table_is_broad() -> None:
    assert len(CASES) >= 170
    assert len(DATA["topics"]) >= 18


def test_cases_use_known_keys() -> None:
    known = {
        *FIELDS,
        "topic",
        "text",
        "lemma",
        "nth",
        "roles",
        "adjuncts",
        "particles",
        "parent",
        "trigger",
        "absent",
        "xfail",
    }
    assert [case["text"] for case in CASES if set(case) - known] == []


@pytest.mark.parametrize("text", TEXTS[::5], ids=lambda t: t[:50])
def test_shape(text: str) -> None:
    """Indices count up in text order, parents exist and make no circle, spans hold their triggers."""
    for sentence in parsed()[text]:
        found = clauses_of(sentence, VOCABULARY)
        assert [c.index for c in found] == list(range(len(found)))
        assert [c.head for c in found] == sorted(c.head for c in found)
        for clause in found:
            assert clause.span[0] <= clause.trigger[0] < clause.trigger[1] <= clause.span[1]
            seen: set[int] = set()
            up: Clause | None = clause
            while up is not None and up.parent is not None:
                assert up.index not in seen
                seen.add(up.index)
                up = found[up.parent]
            for phrases in (*clause.roles.values(), *clause.adjuncts.values()):
                assert phrases
                for phrase in phrases:
                    assert 0 <= phrase.left <= phrase.head < phrase.right <= len(sentence.tokens)


def test_same_sentence_gives_the_same_clauses() -> None:
    text = TEXTS[0]
    one = [clauses_of(s, VOCABULARY) for s in parsed()[text]]
    two = [clauses_of(s, VOCABULARY) for s in parsed()[text]]
    assert one == two
