"""Who is answered, under which name, with which headers, and what is refused before anything listens."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from dragoman.errors import UsageError
from dragoman.web.app import create_app, route_paths
from dragoman.web.pages import PAGES
from dragoman.web.security import SESSION
from dragoman.web.serving import Serving, checked, kept_token, new_token

LOCAL = {"host": "127.0.0.1"}


def client(record: Path, **options: Any) -> TestClient[Any]:
    return TestClient(create_app(Serving(record, **options), secret="s" * 64), raise_server_exceptions=False)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:1", "", "127.0.0.1:8018", "a\tb"]
)
def test_no_other_name_is_answered(world: Path, host: str) -> None:
    with client(world) as asked:
        found = asked.get("/", headers={"host": host})
    assert found.status_code == 421
    assert "Courier" not in found.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8017", "LOCALHOST:8017", "[::1]"])
def test_the_own_names_are_answered(world: Path, host: str) -> None:
    with client(world) as asked:
        assert asked.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/dragoman.css", "/events?type=NOPE", "/events.csv"])
def test_every_answer_forbids_what_does_not_come_from_here(world: Path, path: str) -> None:
    with client(world) as asked:
        headers = asked.get(path, headers=LOCAL).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_reading_is_all_that_can_be_done(world: Path) -> None:
    with client(world) as asked:
        for path in route_paths(PAGES):
            for method in ("PUT", "DELETE", "PATCH"):
                assert asked.request(method, path, headers=LOCAL).status_code in (403, 404, 405)
        assert asked.get("/review", headers=LOCAL).status_code == 400


def test_a_judgement_from_another_site_is_not_taken(world: Path, tmp_path: Path) -> None:
    record = tmp_path / "judged.duckdb"
    shutil.copy(world, record)
    with client(record, reviewer="ana") as asked:
        page = asked.get("/review", headers=LOCAL)
        assert page.status_code == 200
        forged = asked.post("/review/answer", data={"key": "y"}, headers=LOCAL)
        assert forged.status_code == 403
        assert "0 of" in asked.get("/review", headers=LOCAL).text


class TestToken:
    """A server that others can reach."""

    def test_without_the_token_nothing_is_seen(self, world: Path) -> None:
        _, kept = new_token()
        with client(world, token_hash=kept) as asked:
            for path in ("/", "/events.csv", "/search?q=war", "/document?doc=a.txt"):
                found = asked.get(path, headers=LOCAL)
                assert found.status_code == 401
                assert "Courier" not in found.text
            assert asked.get("/", headers={**LOCAL, "authorization": "Bearer wrong"}).status_code == 401
            assert asked.get("/", headers={**LOCAL, "cookie": f"{SESSION}=x"}).status_code == 401
            assert asked.get("/", headers={**LOCAL, "cookie": '"; =;'}).status_code == 401

    def test_a_program_shows_it_in_a_header(self, world: Path) -> None:
        token, kept = new_token()
        with client(world, token_hash=kept) as asked:
            assert asked.get("/", headers={**LOCAL, "authorization": f"Bearer {token}"}).status_code == 200

    def test_a_person_logs_in_once(self, world: Path) -> None:
        token, kept = new_token()
        with client(world, token_hash=kept, behind_proxy=True) as asked:
            assert asked.post("/login", data={"token": "no"}, headers=LOCAL).status_code == 401
            found = asked.post("/login", data={"token": token}, headers=LOCAL, follow_redirects=False)
            assert found.status_code == 303
            cookie = found.headers["set-cookie"]
            for guard in ("HttpOnly", "SameSite=Strict", "Secure"):
                assert guard in cookie
            assert token not in cookie
            session = cookie.split(";")[0]
            assert asked.get("/", headers={**LOCAL, "cookie": session}).status_code == 200

    def test_a_file_keeps_the_hash_and_not_the_token(self, tmp_path: Path) -> None:
        path = tmp_path / "token"
        token, kept = kept_token(path)
        assert token is not None
        assert token not in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert kept_token(path) == (None, kept)
        path.write_text("something else")
        with pytest.raises(UsageError, match="not the hash of a token"):
            kept_token(path)


class TestServing:
    """What is refused at the start."""

    @pytest.mark.parametrize("host", ["192.168.1.5", "0.0.0.0", "news.example", "::"])
    def test_others_need_tls(self, host: str) -> None:
        with pytest.raises(UsageError, match=r"--tls-cert and --tls-key, or --behind-proxy"):
            checked(Serving(Path("r.duckdb"), host=host))

    def test_every_address_needs_a_name(self) -> None:
        with pytest.raises(UsageError, match="--name"):
            checked(Serving(Path("r.duckdb"), host="0.0.0.0", behind_proxy=True))
        assert checked(Serving(Path("r.duckdb"), host="0.0.0.0", behind_proxy=True, names=("news.example",)))

    def test_certificate_and_key_go_together(self, tmp_path: Path) -> None:
        pem = tmp_path / "c.pem"
        pem.touch()
        with pytest.raises(UsageError, match="go together"):
            checked(Serving(Path("r.duckdb"), certificate=pem))
        with pytest.raises(UsageError, match="no such file"):
            checked(Serving(Path("r.duckdb"), certificate=pem, key=tmp_path / "k.pem"))

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.5.5.5"])
    def test_this_machine_needs_nothing(self, host: str) -> None:
        assert checked(Serving(Path("r.duckdb"), host=host)).is_local
