"""Plain text and Markdown: one file is one article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.documents.decode import decode
from dragoman.documents.options import Found, Input, RawArticle, Trouble, clean_text

_FRONT_MATTER = re.compile(r"---\s*\n(.*?)\n---\s*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_KEYS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "author": "byline",
    "byline": "byline",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}


def read_text(source: Input) -> Iterator[Found]:
    """A text file as it is. The troubles `empty-file` and `too-large`; NotTextError is raised for binary data."""
    limit = source.options.max_bytes
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        yield Trouble("too-large", f"more than {limit:,} bytes of text")
        return
    text = clean_text(decode(data))
    if text.strip():
        yield RawArticle(text)
    else:
        yield Trouble("empty-file", "the file holds no text")


def read_markdown(source: Input) -> Iterator[Found]:
    """A Markdown file; the text stays verbatim, a front matter block gives metadata."""
    for found in read_text(source):
        if isinstance(found, RawArticle):
            block = _FRONT_MATTER.match(found.text)
            pairs = _PAIR.findall(block[1]) if block is not None else []
            metadata = {_KEYS[key.lower()]: value for key, value in pairs if key.lower() in _KEYS and value}
            yield RawArticle(found.text, metadata=metadata)
        else:
            yield found
