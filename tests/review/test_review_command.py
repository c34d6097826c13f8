"""`dragoman review` as a person uses it: keys in a terminal, lines in a pipe, a kill in between."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from review_builders import corpus, save

from dragoman.model import Judgement
from dragoman.record.query import open_record
from dragoman.review import access
from dragoman.review.desk import Desk, Item
from dragoman.review.opinions import Verdict

TOOL = [sys.executable, "-m", "dragoman.cli"]
Cli = Callable[..., Result]
#: Twenty judgements by keyboard, and what each must have kept.
KEYS = ("y", "a", "n", "u", "DA\r", "y", "y", "Tu", "d", "p", "y", "n", "s", "y", "fzy", "f", "y", "CMr", "y", "n")
KEPT = (
    "right", "wrong actor", "wrong", "unsure", "wrong actor date", "right", "right", "unsure type", "wrong date",
    "wrong place", "right", "wrong", "wrong sources", "right", "right", "wrong factuality", "right",
    "wrong context mode recipient", "right", "wrong",
)  # fmt: skip


class Terminal:
    """A session in a terminal of its own, read until something is said."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self.process = process
        self._handle = handle
        self._seen = ""

    def until(self, words: str) -> str:
        """What is said up to these words."""
        deadline = time.monotonic() + 30
        while (found := self._seen.find(words)) < 0:
            assert time.monotonic() < deadline, f"no {words!r} in {self._seen[-2000:]!r}"
            if select.select([self._handle], [], [], 0.2)[0]:
                try:
                    data = os.read(self._handle, 65536)
                except OSError:  # the other end is closed
                    data = b""
                assert data, f"ended without {words!r}: {self._seen[-2000:]!r}"
                self._seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode("utf-8", "replace"))
        said, self._seen = self._seen[: found + len(words)], self._seen[found + len(words) :]
        return said

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._handle, keys.encode())


@contextmanager
def terminal(path: Path, *options: str) -> Iterator[Terminal]:
    """`dragoman review` in a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    command = [*TOOL, "review", str(path), "--who", "ana", "--size", "20", "--terminal", *options]
    # The terminal controls the session, so that Ctrl-C comes as a signal.
    login = "import os, sys; os.login_tty(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"
    process = subprocess.Popen(
        [sys.executable, "-c", login, str(theirs), *command],
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm"},
        pass_fds=[theirs],
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "r.duckdb", corpus())


def kept(path: Path) -> list[str]:
    """What was said of each event, in the order in which it was said."""
    with open_record(path) as record:
        rows = sorted(record.judgements(), key=lambda row: row.when)
    said: dict[tuple[object, str], list[Judgement]] = {}
    for row in rows:
        said.setdefault((row.about, row.when), []).append(row)
    return [" ".join([rows[0].verdict, *sorted(r.field for r in rows if r.field)]) for rows in said.values()]


def test_twenty_judgements_by_keyboard_killed_and_resumed(path: Path) -> None:
    """Killed twice without warning: in the middle, and right after a key whose effect was shown."""
    done = 0
    for stop, signal_ in ((6, signal.SIGKILL), (13, signal.SIGKILL), (20, None)):
        with terminal(path) as session:
            session.until(f"event {done + 1}\r")
            for n in range(done, stop):
                session.press(KEYS[n])
                session.until(f"ana: {n + 1} of 20 judged")
            if signal_ is None:
                session.until("all is kept")
                assert session.process.wait(60) == 0
            else:
                session.process.send_signal(signal_)
                session.process.wait(60)
        done = stop
        assert len(kept(path)) == done
    assert kept(path) == list(KEPT)
    with terminal(path) as session:
        session.until("20 of 20 judged")


def test_killed_at_any_moment_it_has_kept_all_that_it_said_it_had(path: Path) -> None:
    """All keys that are left are typed at once, and the kill falls somewhere into their work."""
    keys = [key for key in KEYS if "z" not in key]
    wanted = [said for key, said in zip(KEYS, KEPT, strict=True) if "z" not in key]
    chance = random.Random(3)
    done = 0
    for _ in range(3):
        with terminal(path) as session:
            session.until(f"event {done + 1}\r")
            session.press("".join(keys[done:]))
            told = min(done + chance.randint(1, 3), len(keys))
            session.until(f"ana: {told} of 20 judged")
            time.sleep(chance.uniform(0, 0.2))
            session.process.send_signal(signal.SIGKILL)
            session.process.wait(60)
        assert len(kept(path)) >= told
        done = len(kept(path))
        assert kept(path) == wanted[:done]


def test_keys_typed_ahead_are_not_lost(path: Path) -> None:
    with terminal(path) as session:
        session.until("event 1\r")
        session.press("yyyanuq")
        session.until("all is kept")
        assert session.process.wait(60) == 0
    assert kept(path) == ["right", "right", "right", "wrong actor", "wrong", "unsure"]


def test_the_screen_shows_the_datum_and_hides_how_sure_the_coder_is(path: Path) -> None:
    with terminal(path) as session:
        said = session.until("q quit")
        assert "Wexland accused Ostania on Monday" in said
        assert "WEX GOV" in said
        assert not re.search(r"0\.\d\d", said)
        session.press("D")
        assert "✗" in session.until("Enter date wrong")
        session.press("\x1b[A")
        session.until("y right")
        session.press("?")
        session.until("ASSAULT")
        session.press("k")
        session.until("no such key: 'k'")
        session.press("\x04")
        session.until("0 of 20 judged")
        assert session.process.wait(60) == 0


def test_ctrl_c_ends_a_session_and_the_terminal_is_as_before(path: Path) -> None:
    import termios

    with terminal(path) as session:
        before = termios.tcgetattr(session._handle)
        session.until("event 1\r")
        session.press("y")
        session.until("1 of 20 judged")
        assert termios.tcgetattr(session._handle)[3] != before[3]
        session.press("\x03")
        session.until("stopped")
        assert session.process.wait(60) == 130
        assert termios.tcgetattr(session._handle)[3] == before[3]
    assert kept(path) == ["right"]


def test_a_key_waits_for_a_record_in_use_and_is_not_lost(path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process takes the record between an event and its key, and gives it back a little later."""
    monkeypatch.setattr(access, "Files", partial(access.Files, patience=0.1))
    script = (
        "import sys; from pathlib import Path; from dragoman.record.store import open_links\n"
        "with open_links(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    judge = Desk.judge
    holders: list[subprocess.Popen[str]] = []

    def taken(at: Desk, item: Item, verdict: Verdict) -> None:
        if not holders:
            holder = subprocess.Popen([sys.executable, "-c", script, str(path)], stdin=-1, stdout=-1, text=True)
            holders.append(holder)
            assert holder.stdout is not None
            assert holder.stdin is not None
            assert holder.stdout.readline() == "open\n"
            threading.Timer(0.5, holder.stdin.close).start()
        judge(at, item, verdict)

    monkeypatch.setattr(Desk, "judge", taken)
    result = cli("review", path, "--who", "ana", "--size", "2", "--terminal", text="y\nn\n")
    assert result.exit_code == 0, result.output
    assert "in use by another process" in result.stderr
    assert kept(path) == ["right", "wrong"]
    (holder,) = holders
    assert holder.wait(30) == 0
    assert holder.stdout is not None
    holder.stdout.close()


def test_without_a_terminal_lines_are_read(path: Path, cli: Cli) -> None:
    result = cli("review", path, "--who", "ana", "--size", "6", "--terminal", text="y\nad\n?\nwhat\n\nadu\nz\nn\nx\n")
    assert result.exit_code == 0, result.output
    assert kept(path) == ["right", "wrong actor date", "wrong"]
    assert "taken back" in result.stdout
    assert "no such part: 'w'" in result.stdout
    assert "ana: 3 of 6 judged" in result.stdout
    assert "[trigger accused]" in result.stdout


def test_annotations_go_out_and_come_in(path: Path, tmp_path: Path, cli: Cli) -> None:
    cli("review", path, "--who", "ana", "--size", "6", "--terminal", text="y\nad\nn\nu\n")
    gold = tmp_path / "gold.jsonl"
    result = cli("review", path, "--export", gold)
    assert result.stdout.startswith("1 annotations and 5 rows"), result.output
    assert [json.loads(line)["kind"] for line in gold.read_text("utf-8").splitlines()].count("event") == 1
    other = save(tmp_path / "other.duckdb", corpus())
    assert "5 rows of judgements are new" in cli("review", other, "--import", gold).stdout
    assert "0 rows of judgements are new" in cli("review", other, "--import", gold).stdout
    assert kept(other) == kept(path)
    assert cli("audit", other, "--json").stdout == cli("audit", path, "--json").stdout
    third = save(tmp_path / "third.duckdb", corpus())
    assert "5 rows of judgements are new" in cli("review", third, "--import", path).stdout
    assert kept(third) == kept(path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--who NAME"),
        (["--who", " ", "--terminal"], "say who judges"),
        (["--who", "ana", "--type", "SHOUT"], "unknown type 'SHOUT'"),
        (["--who", "ana", "--size", "0"], "--size"),
        (["--who", "ana", "--export", "gold.jsonl"], "a command of its own"),
        (["--export", "gold.jsonl", "--import", "gold.jsonl"], "a command of its own"),
        (["--import", "nowhere.jsonl"], "cannot read nowhere.jsonl"),
    ],
)
def test_wrong_requests_of_a_review(path: Path, cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("review", path, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert kept(path) == []


def test_a_record_that_is_not_there(tmp_path: Path, cli: Cli) -> None:
    result = cli("review", tmp_path / "none.duckdb", "--who", "ana", "--terminal")
    assert (result.exit_code, "no such record" in result.stderr) == (1, True)


def test_nothing_to_judge(path: Path, cli: Cli) -> None:
    assert "no event to judge" in cli("review", path, "--who", "ana", "--type", "AID", "--terminal").stdout
