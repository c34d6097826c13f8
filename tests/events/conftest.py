"""The packaged lexicon, tables and parser, loaded once, and a coder of single sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model import Coded, Document
from dragoman.pipeline import Resources, code, load_resources


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources(gated=False)


@pytest.fixture(scope="session")
def code_text(resources: Resources) -> Callable[..., Coded]:
    """Code a story of one paragraph, each story once."""
    done: dict[tuple[str, str | None], Coded] = {}

    def coded(text: str, day: str | None = None) -> Coded:
        if (text, day) not in done:
            done[text, day] = code(Document("case", text, "case", published=day), resources)
        return done[text, day]

    return coded
