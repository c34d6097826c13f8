"""Fights and strikes that reports tell without a day, or from two sides: short reports coded and linked."""

from __future__ import annotations

from pathlib import Path

from record_builders import RUN

from dragoman.identity import document_id
from dragoman.model import Document, Episode
from dragoman.pipeline import Resources, code_many
from dragoman.record.query import open_record
from dragoman.record.store import Shard, open_store
from dragoman.run.link import link_record

SKIRMISH = (
    "Azerbaijan and Armenia have traded blame for Monday's skirmish that left at least 30 Armenian soldiers dead."
)
YEARS_LATER = (
    "Armenia's foreign minister, Ararat Mirzoyan, met his Azerbaijani counterpart, Jeyhun Bayramov, in Tbilisi. "
    "Armenia's relationship with Azerbaijan worsened in 2021 after their forces clashed over a mountain road, "
    "resulting in the deaths of 36 people."
)
OTHER_WAR = "At least 30 Ethiopian soldiers were killed when Eritrean forces shelled their camp."
OLD_WAR = "In May 1994 Azerbaijani forces attacked Armenian troops, killing 24 soldiers."
#: Two armies on one night.
TOLD_BY_KHARTOUM = (
    "Sudan says 40 of its soldiers were killed in Humera strike\n\nKhartoum, 3 May 2023 - The Sudanese army said on "
    "Wednesday that 40 Sudanese soldiers were killed when Ethiopian forces fired rockets at a barracks in Humera on "
    "Tuesday night. The barracks, a former school, housed recruits. Ethiopia has given a far higher number of dead."
)
TOLD_BY_ADDIS = (
    "Ethiopia says 300 Sudanese soldiers died in strike on barracks\n\nAddis Ababa, 3 May 2023 - About 300 Sudanese "
    "soldiers were killed when an Ethiopian rocket strike hit a barracks in Humera on Tuesday night, the Ethiopian "
    "army said. Khartoum put the number of its dead at 40. The barracks had housed recruits."
)


def episodes(path: Path, resources: Resources, **texts: str) -> list[Episode]:
    """The episodes of several reports, of a record that holds nothing else; the names say who tells."""
    given = [Document(name, text, document_id(text)) for name, text in texts.items()]
    with open_store(path, RUN) as store:
        store.write(Shard(tuple(code_many(given, resources))))
    link_record(path)
    with open_record(path) as record:
        return list(record.episodes())


def fights(found: list[Episode]) -> set[tuple[str, ...]]:
    return {e.documents for e in found if "ASSAULT" in e.event}


def test_a_clash_whose_day_nobody_tells_is_one(tmp_path: Path, resources: Resources) -> None:
    found = episodes(tmp_path / "r", resources, a=SKIRMISH, b=YEARS_LATER, c=OTHER_WAR)
    assert fights(found) == {("a", "b"), ("c",)}
    (clash,) = [e for e in found if len(e.documents) > 1]
    assert [(d.field, d.kind) for d in clash.disagreements] == [("figure:killed", "scope")]
    assert [c.value for c in clash.disagreements[0].claims] == ["36", ">=30 (ARM.MIL)"]
    assert {"same-sides", "only-fight", "near-figure"} <= set(clash.judgement[0].reasons)


def test_where_the_two_fought_more_than_once_a_day_must_tell(tmp_path: Path, resources: Resources) -> None:
    found = episodes(tmp_path / "r", resources, a=SKIRMISH, b=YEARS_LATER, d=OLD_WAR)
    assert all(len(documents) == 1 for documents in fights(found))


def test_tolls_that_cannot_both_be_true_leave_a_clash_unsure(tmp_path: Path, resources: Resources) -> None:
    found = episodes(tmp_path / "r", resources, a=SKIRMISH, b=YEARS_LATER.replace("36", "3,600"))
    assert all(len(documents) == 1 for documents in fights(found))


def test_a_strike_that_both_sides_tell_is_one_with_one_disagreement(tmp_path: Path, resources: Resources) -> None:
    found = episodes(tmp_path / "r", resources, addis=TOLD_BY_ADDIS, khartoum=TOLD_BY_KHARTOUM)
    (strike,) = [e for e in found if any(d.field == "figure:killed" for d in e.disagreements)]
    assert strike.documents == ("addis", "khartoum")
    (toll,) = [d for d in strike.disagreements if d.field == "figure:killed"]
    assert (toll.kind, [c.value for c in toll.claims]) == ("contradiction", ["40 (SDN.MIL)", "~300 (SDN.MIL)"])


def test_the_seed_articles(tmp_path: Path, resources: Resources, shared: Path) -> None:
    texts = {path.name[:3]: path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))}
    found = [e for e in episodes(tmp_path / "r", resources, **texts) if len(e.documents) > 1]
    meeting = [e for e in found if e.event[0] == "CONSULT" and set(e.actor) == {"CHN", "RUS"}]
    assert [e.documents for e in meeting] == [("000", "002")]
    (clash,) = [e for e in found if {"001", "003"} == set(e.documents)]
    assert [(d.field, d.kind) for d in clash.disagreements] == [("figure:killed", "scope")]
    assert [c.value for c in clash.disagreements[0].claims] == ["24", ">=20 (IND.MIL)"]
    # Nothing else of the border story is told by an article about Ukraine.
    assert [e for e in found if "001" in e.documents and e is not clash] == []
