"""What `dragoman link` says."""

from __future__ import annotations

from dataclasses import asdict

from dragoman.console.progress import count
from dragoman.run.link import Linked


def linked_line(linked: Linked) -> str:
    """What was found, in one line."""
    copies = f"{count(linked.copies, 'copy')} of {count(linked.origins, 'document')}" if linked.copies else "no copies"
    stories = f"{count(linked.stories, 'story')}, {linked.shared:,} of them told more than once"
    state = f"{linked.changed:,} linked anew" if linked.changed else "nothing new"
    return f"{count(linked.documents, 'document')}: {copies}, {stories} ({state})"


def linked_values(linked: Linked) -> dict[str, int]:
    """The numbers for `--json`."""
    return asdict(linked)
