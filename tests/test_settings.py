"""Choices are checked when they are made."""

from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.settings import Settings


@pytest.mark.parametrize("name", ["jobs", "batch"])
def test_numbers_below_one_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} must be 1 or more, not 0"):
        Settings(**{name: 0})
