"""The place of an event: what its own clause says about where, never where its actors sit."""
from __future__ import annotations

def place_of() -> None: ...
