"""What `dragoman link` and `dragoman disagreements` say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from dragoman.console.progress import count
from dragoman.model import Disagreement, Episode
from dragoman.run.link import Linked


def linked_line(linked: Linked) -> str:
    """What was found, in one line."""
    copies = f"{count(linked.copies, 'copy')} of {count(linked.origins, 'document')}" if linked.copies else "no copies"
    stories = f"{count(linked.stories, 'story')}, {linked.shared:,} of them told more than once"
    episodes = f"{count(linked.episodes, 'episode')}, {linked.told:,} of them told by several"
    state = f"{linked.changed:,} linked anew" if linked.changed else "nothing new"
    return f"{count(linked.documents, 'document')}: {copies}, {stories}, {episodes} ({state})"


def linked_values(linked: Linked) -> dict[str, int]:
    """The numbers for `--json`."""
    return asdict(linked)


#: What reports can differ in; figures have their role behind a colon.
DISPUTED = ("date", "place", "actor", "recipient", "direction", "fact", "figure")


def dispute_json(episode: Episode, fields: Sequence[str]) -> str | None:
    """An episode with the disagreements asked for, as JSON; None where it has none of them."""
    wanted = _wanted(episode, fields)
    if not wanted:
        return None
    head = {"episode": episode.id, "event": episode.event, "actor": episode.actor, "recipient": episode.recipient}
    return json.dumps({**head, "date": episode.date, "disagreements": [asdict(d) for d in wanted]}, ensure_ascii=False)


def dispute_lines(episode: Episode, fields: Sequence[str]) -> Iterator[Text]:
    """An episode and, below it, each value with the documents that give it and whom they name for it."""
    wanted = _wanted(episode, fields)
    if not wanted:
        return
    who = " ".join(episode.actor) + (f" > {' '.join(episode.recipient)}" if episode.recipient else "")
    line = Text(f"{episode.date or 'undated'}  ")
    line.append("/".join(episode.event), "bold")
    yield line.append(f"  {who}").append(f"  {episode.id}", "dim")
    for found in wanted:
        yield Text("  ").append(found.field, "bold yellow").append(f" ({found.kind})", "dim")
        for claim in found.claims:
            said = Text(f"    {claim.value}  ").append(", ".join(claim.documents), "cyan")
            yield said.append(f"  according to {', '.join(claim.sources)}" if claim.sources else "", "italic")


def _wanted(episode: Episode, fields: Sequence[str]) -> list[Disagreement]:
    return [d for d in episode.disagreements if not fields or d.field.split(":")[0] in fields]
