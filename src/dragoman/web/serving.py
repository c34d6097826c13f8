"""Where and how the pages are served, and what is refused before anything listens."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.review.sampling import Plan

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
#: Bytes of chance in a token: 256 bits.
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Serving:
    """How a record is served. `names` are host names, beside the local ones, under which the server may be
    asked; `token_hash` is the SHA-256 of the token that every reader must show, None on this machine alone;
    `seconds` is what one query may take. With a `reviewer` the record is open for judgements of the sample that
    `plan` draws; without one it is read only."""

    record: Path
    host: str = "127.0.0.1"
    port: int = 8017
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    token_hash: str | None = None
    reviewer: str | None = None
    plan: Plan = field(default_factory=Plan)
    seconds: float = 5.0

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def secure(self) -> bool:
        """Whether readers come over TLS, so that cookies may be kept to it."""
        return self.certificate is not None or self.behind_proxy

    @property
    def address(self) -> str:
        """What to open in a browser on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}/"

    def hosts(self) -> frozenset[str]:
        """The `Host` headers that are answered: all others may be a page that rebinds its name to us."""
        own = {*LOCAL_NAMES} if self.is_local else {f"[{self.host}]" if ":" in self.host else self.host}
        names = {*own, *(name.lower() for name in self.names)}
        return frozenset({*names, *(f"{name}:{self.port}" for name in names)})


def checked(serving: Serving) -> Serving:
    """The same, if it is safe. Raises UsageError for an address that others reach without TLS or a proxy that
    has it, for half a pair of certificate and key, and for files that are not there."""
    if (serving.certificate is None) != (serving.key is None):
        raise UsageError("--tls-cert and --tls-key go together")
    for path in (serving.certificate, serving.key):
        if path is not None and not path.is_file():
            raise UsageError(f"no such file: {path}")
    if not serving.is_local and not serving.secure:
        raise UsageError(
            f"others can reach {serving.host}: give --tls-cert and --tls-key, or --behind-proxy if a proxy "
            "in front of it has TLS"
        )
    if not serving.is_local and serving.host in ("0.0.0.0", "::") and not serving.names:  # noqa: S104 - refused here
        raise UsageError(f"{serving.host} is every address: say with --name under which names readers come")
    return serving


def new_token() -> tuple[str, str]:
    """A token to print once and its hash to keep."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    """The SHA-256 of a token, in hex. The token is chance of full length, so that no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_token(path: Path) -> tuple[str | None, str]:
    """The hash that a file keeps; a file that is not there is made, with a new token, which is given back as
    well. Raises UsageError for a file that holds something else or cannot be written."""
    try:
        if path.exists():
            found = path.read_text(encoding="ascii").strip()
            if len(found) != hashlib.sha256().digest_size * 2:
                raise UsageError(f"{path}: not the hash of a token")
            return None, found
        token, kept = new_token()
        path.touch(mode=0o600)
        path.write_text(kept + "\n", encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot keep a token there: {error}") from error
    return token, kept
