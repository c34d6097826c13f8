"""What reading the tables gives, kept for the next start: never another's, never a stale or a broken one."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import cache


class _Made:
    """Counts how often a value was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"made": self.times}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder and a package of two files, neither of them the real one."""
    package = tmp_path / "package"
    (package / "data").mkdir(parents=True)
    (package / "code.py").write_text("x = 1\n", "utf-8")
    (package / "data" / "words.toml").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", package)
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: tmp_path / "cache" / "dragoman")
    return tmp_path


def only_file(folder: Path) -> Path:
    (found,) = (folder / "cache" / "dragoman").iterdir()
    return found


def test_a_value_is_made_once(folder: Path) -> None:
    make = _Made()
    assert [cache.kept("words", make) for _ in range(3)] == [{"made": 1}] * 3
    assert only_file(folder).stat().st_size > 0


def _table(package: Path) -> None:
    (package / "data" / "words.toml").write_text("a = 2\n", "utf-8")
    os.utime(package / "data" / "words.toml", ns=(1, 1))


def _module(package: Path) -> None:
    (package / "code.py").write_text("x = 10\n", "utf-8")


def _more(package: Path) -> None:
    (package / "data" / "more.toml").touch()


def _less(package: Path) -> None:
    (package / "data" / "words.toml").unlink()


@pytest.mark.parametrize("change", [_table, _module, _more, _less])
def test_whatever_changes_makes_it_anew(folder: Path, change: Callable[[Path], None]) -> None:
    make = _Made()
    cache.kept("words", make)
    change(folder / "package")
    assert cache.kept("words", make) == {"made": 2}
    assert cache.kept("words", make) == {"made": 2}
    only_file(folder)


def test_byte_code_changes_nothing(folder: Path) -> None:
    make = _Made()
    cache.kept("words", make)
    (folder / "package" / "__pycache__").mkdir()
    (folder / "package" / "__pycache__" / "code.pyc").touch()
    assert cache.kept("words", make) == {"made": 1}


@pytest.mark.parametrize("damage", [b"", b"no mark", None])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes | None) -> None:
    make = _Made()
    cache.kept("words", make)
    kept = only_file(folder)
    kept.write_bytes(kept.read_bytes()[:-3] if damage is None else damage)
    assert cache.kept("words", make) == {"made": 2}
    assert cache.kept("words", make) == {"made": 2}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_file_of_somebody_else_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = _Made()
    cache.kept("words", make)
    monkeypatch.setattr(os, "getuid", lambda: only_file(folder).stat().st_uid + 1)
    assert cache.kept("words", make) == {"made": 2}


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    (folder / "cache").write_text("no folder", "utf-8")
    make = _Made()
    assert [cache.kept("words", make) for _ in range(2)] == [{"made": 1}, {"made": 2}]


def test_a_full_disk_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pickle, "dump", full)
    make = _Made()
    assert cache.kept("words", make) == {"made": 1}
    assert list((folder / "cache" / "dragoman").iterdir()) == []


def test_a_mistake_in_a_table_is_told_each_time(folder: Path) -> None:
    def broken() -> int:
        raise ValueError("line 3")

    for _ in range(2):
        with pytest.raises(ValueError, match="line 3"):
            cache.kept("words", broken)
    assert not (folder / "cache").exists()
