"""How a command ends: expected errors as one line, with an exit status of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import click

from dragoman.console.unseen import shown
from dragoman.errors import DataError, DragomanError, UsageError


class _ReaderGoneError(Exception):
    """Whoever read standard output has seen enough (`| head`)."""


class Commands(click.Group):
    """Commands in the order in which a user needs them; every expected error is one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own form
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGoneError from error

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401 - click's own form
        kwargs["standalone_mode"] = False
        kwargs["prog_name"] = "dragoman"
        sys.exit(_status(lambda: super(Commands, self).main(*args, **kwargs)))


def _status(run: Callable[[], Any]) -> int:
    """The exit status of a command: 2 for a wrong request, 1 for what could not be done, 130 for Ctrl-C."""
    try:
        found = run()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "dragoman"
        message = error.format_message().removesuffix(".").replace("\n", " ")
        click.echo(f"dragoman: {message[:1].lower()}{message[1:]} (see {name} --help)", err=True)
        return 2
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("dragoman: stopped", err=True)
        return 130
    except DragomanError as error:
        click.echo(f"dragoman: {shown(error)}", err=True)
        return 2 if isinstance(error, UsageError | DataError) else 1
    except _ReaderGoneError:
        _mute()
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"dragoman: {shown(f'{where}{error.strerror or error}')}", err=True)
        _mute()
        return 1
    return found if isinstance(found, int) else 0


def _mute() -> None:
    """Nothing more is written to standard output, also not what waits there when the interpreter ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
