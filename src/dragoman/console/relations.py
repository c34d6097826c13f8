"""The list that `dragoman relations` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from dragoman.console.terminal import shortened
from dragoman.console.timeline import says
from dragoman.model import Relation
from dragoman.record.found import Found
from dragoman.record.query import Record
from dragoman.record.schema import BY_NAME, line_of, row_of

#: Mentions of one relation whose words are shown.
MENTIONS = 3
_SUBJECT = 10


def relation_lines(found: Iterable[Found[Relation]], record: Record, width: int) -> Iterator[Text]:
    """Lines to print: a heading for each kind, each relation once, and the words of its first mentions."""
    texts: dict[str, str] = {}
    last: str | None = None
    for (kind, subject, other), group in groupby(found, key=lambda f: _key(f.value)):
        if kind != last:
            if last is not None:
                yield Text("")
            yield Text(kind, style="bold")
            last = kind
        mentions = list(group)
        line = Text(f"  {subject:<{_SUBJECT}} → {other}")
        valid = sorted({m.value.valid for m in mentions if m.value.valid})
        if valid:
            line.append("  " + ", ".join(valid), style="dim")
        yield line
        for mention in mentions[:MENTIONS]:
            if mention.doc not in texts:
                texts = {mention.doc: record.document(mention.doc).text}
            yield _mention(mention, texts[mention.doc], width)
        if len(mentions) > MENTIONS:
            yield Text(f"      and {len(mentions) - MENTIONS} more", style="dim")


def _key(relation: Relation) -> tuple[str, str, str]:
    return relation.relation, relation.subject, relation.object


def _mention(found: Found[Relation], text: str, width: int) -> Text:
    """The words with who says so and the document."""
    origin = shortened(says(found.value.sources) + found.doc, width // 2)
    line = Text("      ")
    words = shortened(text[slice(*found.value.span)], max(24, width - 12 - len(origin)))
    line.append(f"“{words}”", style="italic")
    line.append("  " + origin, style="dim")
    return line


def relation_json(found: Found[Relation]) -> str:
    """The line of a relation as `export` writes it."""
    kind = BY_NAME["relation"]
    return json.dumps(line_of(kind, row_of(kind, found.doc, found.doc_id, found.value)), ensure_ascii=False)
