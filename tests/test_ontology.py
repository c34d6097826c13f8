"""The ontology: its tables, its checks, and docs/ontology.md, whose tables are made from the data."""

from __future__ import annotations

import pickle
import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.ontology import FOLDER, Ontology, load_ontology

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "ontology.md"
CASES = HERE / "cases" / "contexts.toml"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace("-", "−")


def _rows(*rows: Iterable[object]) -> str:
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * lines[0].count(" | ") + "---|", *lines[1:]])


def tables(ontology: Ontology) -> dict[str, str]:
    """The tables of docs/ontology.md by name."""
    types = ontology.types.values()
    return {
        "types": _rows(
            ("type", "quad", "score", "recipient", "meaning"),
            *(
                (t.name, t.quad, _number(t.score), ("optional", "required")[t.recipient_required], t.meaning)
                for t in types
            ),
        ),
        "modes": _rows(
            ("type", "mode", "score", "meaning"),
            *((t.name, m.name, _number(m.score), m.meaning) for t in types for m in t.modes),
        ),
        "auxiliaries": _rows(
            ("mode", "factuality", "meaning"), *((a.name, a.factuality, a.meaning) for a in ontology.auxiliaries)
        ),
        "sectors": _rows(
            ("code", "meaning"),
            *((code + "*" * (code in ontology.primary_sectors), text) for code, text in ontology.sectors.items()),
        ),
        "international": _rows(("code", "meaning"), *ontology.international.items()),
        "contexts": _rows(
            ("context", "meaning", "words"), *((c.name, c.meaning, len(c.words)) for c in ontology.contexts)
        ),
        "cameo": _rows(
            ("type", "mode", "context", "CAMEO", "label", "Goldstein", "basis"),
            *(
                (r.event, r.mode, r.context, r.cameo or "", r.label, _number(r.goldstein) if r.cameo else "", r.basis)
                for r in ontology.crossings.values()
            ),
        ),
    }


_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_counts(ontology: Ontology) -> None:
    assert len(ontology.types) == 16
    assert sum(len(entry.modes) for entry in ontology.types.values()) == 67
    assert len(ontology.contexts) == 37
    assert len(ontology.sectors) == 25
    assert len(ontology.primary_sectors) == 11
    assert len(ontology.international) == 7
    assert [entry.factuality for entry in ontology.auxiliaries] == ["historical", "future", "hypothetical", "negated"]


def test_quads(ontology: Ontology) -> None:
    quads: dict[int, str] = {
        1: "AGREE CONSULT SUPPORT CONCEDE",
        2: "COOPERATE AID RETREAT",
        3: "REQUEST ACCUSE REJECT THREATEN",
        4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }
    for quad, names in quads.items():
        assert [name for name in ontology.types if ontology.quad(name) == quad] == names.split()
    with pytest.raises(KeyError):
        ontology.quad("DEMAND")


@pytest.mark.parametrize(
    ("event", "modes", "score"),
    [
        ("CONSULT", (), 2.5),
        ("CONSULT", ("phone",), 1.5),
        ("CONSULT", ("phone", "visit"), 4.0),
        ("ACCUSE", ("allege",), -3.5),
        ("REQUEST", ("assist", "change"), -1.0),
        ("REQUEST", ("meet",), 0.0),
        ("RETREAT", ("disarm",), 10.0),
        ("ASSAULT", ("beat", "unconventional"), -10.0),
        ("AID", ("visit",), 10.0),
        ("FIGHT", (), None),
    ],
)
def test_scores(ontology: Ontology, event: str, modes: tuple[str, ...], score: float | None) -> None:
    assert ontology.score(event, modes) == score


def test_the_sign_of_a_score_is_that_of_its_quad(ontology: Ontology) -> None:
    for entry in ontology.types.values():
        for score in (entry.score, *(mode.score for mode in entry.modes if mode.score is not None)):
            if entry.name != "REQUEST":
                assert (score > 0) is (entry.quad < 3), entry.name


def test_defects_are_decided(ontology: Ontology) -> None:
    assert ontology.score("ACCUSE") == -3.0
    assert ontology.quad("SANCTION") == 4
    assert not any(ontology.types[name].recipient_required for name in ("RETREAT", "PROTEST", "ASSAULT"))
    assert [name for name, entry in ontology.types.items() if entry.recipient_required] == [
        "COOPERATE",
        "AID",
        "SANCTION",
    ]
    vandalize = ontology.types["PROTEST"].mode("vandalize")
    assert vandalize is not None
    assert vandalize.score is None
    assert ontology.score("PROTEST", ["vandalize"]) == -5.0
    old = {"FIGHT", "THREAT", "RESTRICT", "DISAPPROVE", "DEMAND", "INVESTIGATE", "CRIME", "COOPERATION"}
    assert not old & set(ontology.types)
    assert "humanitarian" not in {context.name for context in ontology.contexts}


def test_crosswalk(ontology: Ontology) -> None:
    rows = ontology.crossings
    assert all(row.basis not in ("crosswalk", "renamed", "label") or row.cameo for row in rows.values())
    for entry in ontology.types.values():
        assert rows[entry.name, "", ""].cameo, entry.name
        assert all((entry.name, mode.name, "") in rows for mode in entry.modes)
    # one code has one value, whatever leads to it
    values: dict[str, set[float | None]] = {}
    for row in rows.values():
        if row.cameo:
            values.setdefault(row.cameo, set()).add(row.goldstein)
    assert all(len(found) == 1 and None not in found for found in values.values())


@pytest.mark.parametrize(
    ("event", "modes", "contexts", "expected"),
    [
        ("CONSULT", ("visit",), (), ("042", 1.9)),
        ("CONSULT", ("multilateral",), (), ("040", 1.0)),
        ("CONSULT", ("multilateral", "visit"), (), ("042", 1.9)),
        ("AID", (), ("diplomatic", "military"), ("072", 8.3)),
        ("AID", (), ("gender",), ("070", 7.0)),
        ("SANCTION", ("discontinue",), ("economic",), ("163", -8.0)),
        ("MOBILIZE", ("weapons",), ("military",), ("150", -7.2)),
        ("ASSAULT", ("primitive",), ("military",), ("190", -10.0)),
        ("ASSAULT", ("drone",), ("military",), ("195", -10.0)),
        ("RETREAT", ("resign",), ("executive",), (None, None)),
        ("FIGHT", (), (), (None, None)),
    ],
)
def test_cameo(
    ontology: Ontology, event: str, modes: tuple[str, ...], contexts: tuple[str, ...], expected: tuple[str, float]
) -> None:
    assert ontology.cameo(event, modes, contexts) == expected


def _cases() -> list[object]:
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    marks = [pytest.mark.xfail(reason=row["xfail"]) if "xfail" in row else () for row in rows]
    return [pytest.param(row["text"], row["contexts"], marks=mark) for row, mark in zip(rows, marks, strict=True)]


@pytest.mark.parametrize(("text", "contexts"), _cases())
def test_contexts_of(ontology: Ontology, text: str, contexts: list[str]) -> None:
    assert ontology.contexts_of(text.lower()) == tuple(contexts)


def test_contexts_have_words(ontology: Ontology) -> None:
    for context in ontology.contexts:
        assert len(context.words) >= 25, context.name
        assert len(context.weak) != 1, f"{context.name}: one weak group never signals anything"


def test_every_word_signals_its_context(ontology: Ontology) -> None:
    for context in ontology.contexts:
        for word in context.words:
            assert context.name in ontology.contexts_of(word.replace("*", "")), (context.name, word)


def test_every_case_context_is_known(ontology: Ontology) -> None:
    names = {context.name for context in ontology.contexts}
    seen = {name for row in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"] for name in row["contexts"]}
    assert seen == names


def test_docs_tables_equal_the_data(ontology: Ontology) -> None:
    text = DOCS.read_text(encoding="utf-8")
    want = tables(ontology)
    assert {match[2] for match in _BLOCK.finditer(text)} == set(want)
    for match in _BLOCK.finditer(text):
        assert match[0] == f"{match[1]}{want[match[2]]}\n{match[3]}", f"run python tests/{Path(__file__).name}"


def test_the_type_that_the_docs_show_loads(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    own = tmp_path / "own.toml"
    own.write_text(example[1], encoding="utf-8")
    ontology = load_ontology(extra=[own])
    assert [*ontology.types][-1] == "ESPIONAGE"
    assert ontology.score("ESPIONAGE", ["recruit"]) == -5.0
    assert ontology.score("ESPIONAGE", ["leak"]) == -6.0
    assert ontology.cameo("ESPIONAGE") == (None, None)
    assert ontology.contexts_of("a loitering munition hit the stadium") == ("military", "football")
    assert len(ontology.contexts) == 38


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            '[[type]]\nname = "X"\nquad = 5\nscore = 1\nrecipient = "optional"\nmeaning = "m"\n',
            3,
            "quad is 1, 2, 3 or 4",
        ),
        ('\n[[type]]\nname = "X"\nquad = 1\nscore = 11\nrecipient = "optional"\nmeaning = "m"\n', 5, "from -10 to 10"),
        ('[[type]]\nname = "X"\nquad = 1\nscore = 1\nrecipient = "maybe"\nmeaning = "m"\n', 5, "required or optional"),
        ('[[type]]\nname = "X"\nquad = 1\n', 1, "needs 'score'"),
        ('[[type]]\nname = "x"\n', 2, "needs a name"),
        ('[[type]]\nname = "AID"\nmodes = []\n', 3, "no key 'modes'"),
        ('[[type]]\nname = "AID"\nmode = [\n  { name = "a" },\n  { name = "b", scor = 1 },\n]\n', 5, "no key 'scor'"),
        ('[[context]]\nname = "c"\nmeaning = "m"\nwords = ["Upper"]\n', 4, "lower-case"),
        (
            '[[context]]\nname = "c"\nmeaning = "m"\nwords = ["a"]\n\n[[context]]\nname = "d"\nwords = ["b"]\n',
            6,
            "needs",
        ),
        ('[[context]]\nname = "c"\nmeaning = "m"\nwords = [\n  "a b",\n  "a b",\n]\n', 5, "twice"),
        ('[[type]]\nname = "X\n', 2, "line 2"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        load_ontology(extra=[own])
    assert str(caught.value).startswith(f"{own}:{line}: ")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("AID,visit,,070,x,7.0,crosswalk", "no type AID with mode visit"),
        ("AID,,nonsense,070,x,7.0,crosswalk", "no context nonsense"),
        ("AID,,gender,7,x,7.0,crosswalk", "no CAMEO code"),
        ("AID,,gender,070,x,seven,crosswalk", "no number"),
        ("AID,,gender,,x,,crosswalk", "needs a code"),
        ("AID,,gender,070,x,7.0,memory", "basis is one of"),
        ("AID,,,070,x,7.0,crosswalk", "twice"),
        ("AID,,", "cells"),
    ],
)
def test_mistakes_in_the_crosswalk(tmp_path: Path, row: str, message: str) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder)
    path = folder / "cameo.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        load_ontology(folder)
    assert str(caught.value).startswith(f"{path}:{text.count(chr(10)) + 1}: ")


def test_an_ontology_goes_to_another_process(ontology: Ontology) -> None:
    copy = pickle.loads(pickle.dumps(ontology))
    assert copy.contexts_of("nuclear talks") == ("cbrn",)
    assert copy.types == ontology.types


def test_a_missing_file_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_ontology(tmp_path)


if __name__ == "__main__":
    made = tables(load_ontology())
    DOCS.write_text(
        _BLOCK.sub(lambda match: f"{match[1]}{made[match[2]]}\n{match[3]}", DOCS.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
