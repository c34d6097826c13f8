"""The command that shows a record in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.errors import UsageError


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address needs TLS and a token.")
@click.option("--name", "names", multiple=True, help="A host name under which readers come.")
@click.option("--tls-cert", "certificate", type=click.Path(path_type=Path), help="Certificate chain, PEM.")
@click.option("--tls-key", "key", type=click.Path(path_type=Path), help="Its private key, PEM.")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front of this server has TLS.")
@click.option("--token-file", type=click.Path(path_type=Path), help="Keeps the hash of the token for the next start.")
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
def serve(record: Path, token_file: Path | None, opening: bool, **options: Any) -> None:  # noqa: ANN401 - passed on
    """Show a record in the browser.

    \b
      dragoman serve record.duckdb
      dragoman serve record.duckdb --port 9000 --open

    Only this machine can reach the pages. With --host others can: then every reader has to show a token, which
    is printed once, and TLS is needed, here (--tls-cert, --tls-key) or in a proxy (--behind-proxy). While it is
    served no other command can write the record.
    """
    serving_of(opening, token_file, record=record, **options)


def serving_of(opening: bool, token_file: Path | None = None, **options: Any) -> None:  # noqa: ANN401 - Serving's
    """Serve with the fields of `Serving` until Ctrl-C. Raises UsageError where the extra is not installed."""
    try:
        from dragoman.web.running import run
        from dragoman.web.serving import Serving, checked
    except ImportError as error:
        raise web_is_missing(error) from error
    run(checked(Serving(**options)), token_file, opening)


def web_is_missing(error: ImportError) -> UsageError:
    """What to do where the extra is not installed."""
    return UsageError(f"the pages need the extra “web”: pip install 'dragoman[web]' ({error.name} is missing)")
