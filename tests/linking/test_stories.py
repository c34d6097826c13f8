"""Stories: what belongs together, what stays apart, and that an id depends on the documents alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pairs import examples

from dragoman.documents.segment import segment
from dragoman.errors import DataError
from dragoman.identity import document_id
from dragoman.linking.stories import find_stories
from dragoman.linking.terms import Told, common_words
from dragoman.model import STORY_LABELS

SINKING = (
    (
        "The ferry Halcyon sank off the coast of Ostania on Friday night with 214 passengers on board. Rescuers had "
        "found 61 survivors by noon, the coast guard said. The captain of the Halcyon sent a call for help after water "
        "had come into the engine room; the storm kept helicopters on the ground for hours."
    ),
    (
        "Ostania mourns the passengers of the Halcyon. The ferry went down in a storm within twenty minutes, survivors "
        "told reporters in the hospital of Port Lenn. The coast guard is criticised because its helicopters came late. "
        "Prosecutors want to question the captain, who is among the rescued."
    ),
    (
        "How could the Halcyon sink? The ferry had been repaired in spring, says its owner, and the engine room was "
        "dry when the captain left harbour. Divers of the coast guard are to look at the wreck when the storm is over. "
        "Ostania has ordered checks of all ferries of this kind."
    ),
)
VOTE = (
    (
        "Wexland's parliament has passed a law on foreign agents against the protest of tens of thousands. Whoever "
        "takes money from abroad has to register with the ministry of justice. The European Union warned that the law "
        "would end talks on membership. President Ruda wants to veto it, but the majority can overrule her."
    ),
    (
        "After the vote on foreign agents the streets of Wexland's capital filled once more. Students sang the anthem "
        "of the European Union before parliament. The majority had pushed the law through in seconds. Ruda called it a "
        "copy of a law of the neighbours and promised a veto; associations do not want to register."
    ),
)


def told(doc: str, text: str, published: str | None = None, **more: object) -> Told:
    return Told(doc, document_id(text), text, ((0, len(text)),), published=published, **more)  # type: ignore[arg-type]


def example(doc: str) -> Told:
    document = next(d for d in examples() if d.doc == doc)
    spans = tuple(s.span for s in segment(document) if s.label in STORY_LABELS)
    return Told(document.doc, document.doc_id, document.text, spans, document.title, document.published)


def groups(*documents: Told) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for doc, story in sorted(find_stories(documents).items()):
        found.setdefault(story, []).append(doc)
    return sorted(found.values())


def test_reports_of_one_thing_are_one_story() -> None:
    ferry = [told(f"ferry{n}", text) for n, text in enumerate(SINKING)]
    law = [told(f"law{n}", text) for n, text in enumerate(VOTE)]
    assert groups(*ferry, *law) == [["ferry0", "ferry1", "ferry2"], ["law0", "law1"]]


def test_the_examples_have_one_story_that_two_tell_and_one_that_is_copied() -> None:
    found = groups(*(example(d.doc) for d in examples()))
    assert [g for g in found if len(g) > 1] == [
        ["europe/makiivka-kyiv-toll.txt", "europe/makiivka-moscow-toll.txt"],
        ["middle-east/saudi-iran-beijing-copy.txt", "middle-east/saudi-iran-beijing.txt"],
    ]


@pytest.mark.parametrize(
    ("days", "stories"),
    [
        (("2024-05-03", "2024-05-04", "2024-05-06"), 1),
        (("2024-05-03", None, "2024-05-04"), 1),
        (("2024-05", "2024", "2024-05-04"), 1),
        (("2024-05-03", "2024-05-04", "2024-08-01"), 2),
        (("2022-05-03", "2023-05-04", "2024-05-04"), 3),
    ],
)
def test_a_story_lasts_some_days(days: tuple[str | None, ...], stories: int) -> None:
    dated = [told(f"{n}", text, day) for n, (text, day) in enumerate(zip(SINKING, days, strict=True))]
    assert len(groups(*dated)) == stories


def test_a_war_is_not_one_story() -> None:
    # One report in three days, each much like the one before.
    names = ("Lenn", "Marn", "Harrow", "Ablo", "Kessa", "Tolm", "Virren", "Oster", "Dalby", "Quill")
    text = (
        "Ostanian guns fired on {0} and {1} in Wexland, the army of Wexland said. Two districts near {1} "
        "were without water. The general staff of Ostania denied that {0} had been its aim."
    )
    war = [told(f"{n}", text.format(names[n], names[n + 1]), f"2024-05-{1 + 3 * n:02}") for n in range(9)]
    assert max(len(group) for group in groups(*war)) <= 5


def test_a_copy_has_the_story_of_its_origin() -> None:
    origin = told("origin", SINKING[0], "2024-05-03")
    copy = told("copy", "Nothing but another lead.", "2024-07-01", origin="origin")
    again = told("again", "", None, origin="copy")
    found = find_stories([again, copy, origin, told("law", VOTE[0])])
    assert found["again"] == found["copy"] == found["origin"] != found["law"]


def test_coded_events_speak_where_words_differ() -> None:
    marks = {"marks": ("OST-WEX", "ASSAULT OST>WEX", "@Lenn") * 2}
    short = ("Shells fell on the bridge at dawn. Nobody crossed.", "A span was hit. Trains no longer run to the coast.")
    plain = [told(f"{n}", text) for n, text in enumerate(short)]
    coded = [told(f"{n}", text, None, **marks) for n, text in enumerate(short)]
    assert (len(groups(*plain)), len(groups(*coded))) == (2, 2)
    assert groups(*(told(f"{n}", "", None, **marks) for n in range(2))) == [["0", "1"]]


def test_every_document_has_a_story_and_empty_ones_their_own() -> None:
    assert groups(told("a", ""), told("b", ""), told("c", "The of and.")) == [["a"], ["b"], ["c"]]
    assert find_stories([]) == {}


def test_stories_do_not_depend_on_the_order() -> None:
    documents = [example(d.doc) for d in examples()] + [told(f"f{n}", t) for n, t in enumerate(SINKING + VOTE)]
    found = find_stories(documents)
    random.Random(2).shuffle(documents)
    assert find_stories(documents) == found


def test_a_wrong_line_of_the_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("# head\n5.0\tfirst words\nmany\tother\n", "utf-8")
    with pytest.raises(DataError, match=r"words\.tsv:3: not a frequency: 'many'"):
        common_words(path)
