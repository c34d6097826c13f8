"""Figures: the table of sentences, and what belongs to whom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from dragoman import identity
from dragoman.errors import DataError
from dragoman.figures.words import FOLDER, load_words
from dragoman.model import Coded, Document, Figure
from dragoman.pipeline import Resources, code
from dragoman.record.query import open_record

TABLE = Path(__file__).parents[1] / "cases" / "figures.toml"


def cases() -> list[Any]:
    return list(_cases())


def _cases() -> Iterator[Any]:
    for n, row in enumerate(tomllib.loads(TABLE.read_text("utf-8"))["case"], 1):
        marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
        yield pytest.param(row["text"], row["want"], id=f"{n}-{row['text'][:40]}", marks=marks)


def coded(text: str, resources: Resources) -> Coded:
    return code(Document("test", text, identity.document_id(text)), resources)


def shown(figure: Figure, want: str) -> str:
    """A figure in the words of the table; whose it is only where the case says it."""
    most = f"..{figure.value_max:.15g}" if figure.value_max is not None else ""
    line = f"{figure.op}{figure.value:.15g}{most} {figure.unit or '-'} {figure.role or '-'}"
    return (
        f"{line} {figure.of or '-'}"
        if re.search(r" (?:[A-Z]{3}|-)(?:\.[A-Z]{3})?$", want[1:]) and _owned(want)
        else line
    )


def _owned(want: str) -> bool:
    """Whether the last word of a case is an owner: the unit may have several words, the owner is in capitals."""
    return want.rsplit(maxsplit=1)[-1].isupper() and len(want.split()) >= 4


@pytest.mark.parametrize(("text", "want"), cases())
def test_figures_of_a_sentence(text: str, want: list[str], resources: Resources) -> None:
    found = coded(text, resources).figures
    assert [shown(f, w) for f, w in zip(found, want, strict=False)] + [shown(f, "") for f in found[len(want) :]] == want


def test_a_figure_and_its_event_know_each_other(resources: Resources) -> None:
    found = coded("Israeli jets killed at least 12 Syrian soldiers near Homs on Friday, a monitor said.", resources)
    (figure,) = found.figures
    (event,) = [e for e in found.events if e.event == ("ASSAULT",)]
    assert figure.event == event.id
    assert event.figures == (figure.id,)
    assert figure.of == "SYR.MIL"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Turkey and Syria soured in 2021 after their forces clashed near Afrin, resulting in 36 deaths.", True),
        ("Ties worsened after Turkish forces attacked Syria in May, and in June a flood led to 36 deaths.", False),
    ],
)
def test_a_figure_belongs_to_what_led_to_it(text: str, known: bool, resources: Resources) -> None:
    found = coded(text, resources)
    (figure,) = found.figures
    (event,) = [e for e in found.events if e.event == ("ASSAULT",)]
    assert figure.span[0] >= event.span[1]
    assert (figure.event == event.id) is known


def test_the_span_is_the_words_from_the_operator_to_the_noun(resources: Resources) -> None:
    text = "The minister said that as many as 300 villagers had been detained in Mali."
    (figure,) = coded(text, resources).figures
    assert text[slice(*figure.span)].startswith("as many as 300 villagers")


def test_who_says_so(resources: Resources) -> None:
    text = "Norway's defence minister said that 40 soldiers had been wounded in Mali. The rebels put the toll at 9."
    first, second = coded(text, resources).figures
    assert [s.code for s in first.sources] == ["NOR"]
    assert second.value == 9


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“We lost 14 men,” said General Okoro.", ["Okoro"]),
        ("According to Reuters, 14 men were killed in Kano.", ["Reuters"]),
        ("Fourteen men were killed in Kano.", []),
    ],
)
def test_the_chain_of_sources(text: str, names: list[str], resources: Resources) -> None:
    (figure,) = coded(text, resources).figures
    assert [s.name for s in figure.sources] == names


def test_a_record_gives_figures_and_explain_shows_them(cli: Callable[..., Result], tmp_path: Path) -> None:
    article = tmp_path / "raid.txt"
    article.write_text("Israeli jets killed between 12 and 15 Syrian soldiers near Homs.", "utf-8")
    out = tmp_path / "raid.duckdb"
    assert "1 figure" in cli("code", article, "-o", out).stdout
    with open_record(out) as record:
        (found,) = record.figures("raid.txt")
        assert (found.value.value, found.value.value_max, found.value.role) == (12, 15, "killed")
        assert record.figures_of(found.value.event or "") == (found.value,)
        assert record.figures_of("no event") == ()
    said = " ".join(cli("explain", out, found.value.event).stdout.split())
    assert "figure 12 to 15 person killed, SYR.MIL: “between 12 and 15 Syrian soldiers”" in said


def test_furniture_has_no_figures(resources: Resources) -> None:
    story = "Wexland's army killed 20 rebels on Monday."
    text = f"{story}\n\nFollow us on Facebook! Join 40,000 readers who get our newsletter.\n"
    assert [f.value for f in coded(text, resources).figures] == [20]


def test_a_sentence_without_actors_is_read_for_its_figures(resources: Resources) -> None:
    assert [f.value for f in coded("Bad weather hit the coast. The toll rose to 157.", resources).figures] == [157]


def test_ids_differ_where_numbers_do(resources: Resources) -> None:
    found = coded("The blast killed 20 soldiers, and the army arrested 20 people.", resources).figures
    assert len({f.id for f in found}) == 2


def test_the_page_tells_every_word_of_number_and_every_role() -> None:
    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")
    words = load_words()
    assert [w for w, value in words.vague.items() if f"| {w} | {value:,.0f} | `~` |" not in page] == []
    assert [r.name for r in words.roles if f"`{r.name}`" not in page] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("numbers.toml", '"more than" = ">"', '"more than" = "=>"', "no operator"),
        ("numbers.toml", "thousand = 1e3", "thousand = -1", "above nought"),
        ("units.toml", 'class = "state"', 'class = "planet"', "needs a name and a class"),
        ("units.toml", 'name = "EUR"', 'name = "Euro"', "no code of ISO 4217"),
        ("roles.toml", 'name = "injured"\nclasses', 'name = "injured"\nverb = ["x"]\nclasses', "unknown verb"),
        ("roles.toml", 'classes = ["vote"]', 'classes = ["ballot"]', "unknown class ballot"),
        ("numbers.toml", "[scale]", "[scale", "numbers.toml"),
    ],
)
def test_a_mistake_in_a_table_is_named(tmp_path: Path, name: str, old: str, new: str, why: str) -> None:
    for path in FOLDER.iterdir():
        text = path.read_text("utf-8")
        if path.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text, "utf-8")
    with pytest.raises(DataError, match=why) as caught:
        load_words(tmp_path)
    assert name in str(caught.value)
