"""What a test reads of a page: its text, its links, its tables and its CSV."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser


class Page(HTMLParser):
    """The tags, links, words and table rows of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.words = ""
        self._in_table = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def row(self, begin: str) -> list[str]:
        """The cells of the first row that begins with these words, with single spaces."""
        found = next(row for row in self.rows if row and " ".join(row[0].split()).startswith(begin))
        return [" ".join(cell.split()) for cell in found]


def table(text: str) -> list[dict[str, str]]:
    """A CSV as its rows."""
    return list(csv.DictReader(io.StringIO(text)))
