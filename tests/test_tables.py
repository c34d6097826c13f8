"""Knowledge tables name the line of a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import tables
from dragoman.errors import DataError
from dragoman.statements import cues as module
from dragoman.tables import TomlFile, data_path, read_lists, read_toml

TABLES = """# words
[[verb]]
words = ["say"]

[[verb]]
words = ["go"]
takes = 7

[plain]
words = ["so", ""]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "t.toml"
    path.write_text(TABLES, encoding="utf-8")
    return path


def test_a_table_knows_its_lines(file: Path) -> None:
    first, second = TomlFile(file).tables("verb")
    assert first.words("words") == ["say"]
    assert first.words("takes", optional=True) == []
    with pytest.raises(DataError, match=r"t\.toml:7: 'takes' must be a list of words"):
        second.words("takes")
    with pytest.raises(DataError, match=r"t\.toml:5: wrong"):
        raise second.error("wrong", "no such words")
    with pytest.raises(DataError, match=r"t\.toml:7: verb has no key 'takes'"):
        second.keys("words")


def test_a_part_is_told_by_its_own_line(file: Path) -> None:
    [plain] = TomlFile(file).parts()
    with pytest.raises(DataError, match=r"t\.toml:10: 'words' must be"):
        plain.words("words")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a = 1\nb = = 2\n", "t.toml:2: "),
        (b"a = '\xff'\n", "is not UTF-8"),
    ],
)
def test_what_is_no_toml(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "t.toml"
    path.write_bytes(content)
    with pytest.raises(DataError, match=says):
        read_toml(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_toml(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("verbs.toml", 'kind = "speech"', 'kind = "talk"', r"verbs\.toml:\d+: 'talk' is no kind of verb"),
        ("verbs.toml", 'takes = ["quote", "clause"]', 'takes = ["words"]', r"verbs\.toml:\d+: 'words' is no place"),
        ("occasions.toml", '"interview" = [', '"interview" = [7, ', r"occasions\.toml:\d+: 'interview' must be"),
    ],
)
def test_a_mistake_in_the_cue_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, says: str
) -> None:
    for path in data_path("statements").iterdir():
        text = path.read_text(encoding="utf-8")
        assert path.name != name or old in text
        (tmp_path / path.name).write_text(text.replace(old, new, 1) if path.name == name else text, encoding="utf-8")
    monkeypatch.setattr(module, "data_path", lambda _, part: tmp_path / part)
    with pytest.raises(DataError, match=says):
        module.cues.__wrapped__()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('good = "a b"\nbad = ["a"]', r"lists\.toml:2: 'bad' must be one string of words"),
        ('good = "a b"\n\nbad = " "', r"lists\.toml:3: 'bad' must be one string of words"),
        ('bad = """a b\nc a"""', r"lists\.toml:1: 'bad' has 'a' twice"),
    ],
)
def test_a_mistake_in_lists_of_words(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "lists.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=says):
        read_lists(path)


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("language", r'\blisted\("(\w+)"\)'),
        ("lexicon", r'\blisted\("(\w+)"\)'),
        ("actors", r'\b(?:words|listed|pairs)\("(\w+)"\)'),
    ],
)
def test_every_list_that_is_asked_for_is_there_and_every_list_is_asked_for(folder: str, pattern: str) -> None:
    sources = Path(tables.__file__).parent
    parts = {"language": ("language",), "lexicon": ("events",), "actors": ("actors", "events")}[folder]
    files = [path for part in parts for path in (sources / part).glob("*.py")]
    asked = {name for path in files for name in re.findall(pattern, path.read_text(encoding="utf-8"))}
    there = set(read_toml(data_path(folder, "words.toml")))
    if folder == "actors":
        asked -= set(read_toml(data_path("lexicon", "words.toml"))) - there
    assert there == asked
