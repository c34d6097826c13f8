"""Pages as trees, read by a parser that allows no mistake, and what no page may have in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

#: Under which name the application is asked.
HOST = {"host": "127.0.0.1"}
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "embed", "base", "track"})
#: Every element that the templates use.
ELEMENTS = VOID - {"embed", "base", "source", "track"} | frozenset(
    [
        "html",
        "head",
        "title",
        "body",
        "header",
        "nav",
        "main",
        "footer",
        "aside",
        "section",
        "article",
        "div",
        "span",
        "a",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "form",
        "label",
        "input",
        "select",
        "option",
        "button",
        "fieldset",
        "legend",
        "textarea",
        "kbd",
        "pre",
        "code",
        "bdi",
        "em",
        "strong",
        "mark",
        "meter",
        "q",
        "blockquote",
        "figure",
        "figcaption",
        "noscript",
        "script",
        "details",
        "summary",
        "time",
        "small",
        "abbr",
        "sup",
        "sub",
        "i",
        "b",
        "svg",
        "path",
        "circle",
        "line",
        "g",
        "text",
        "rect",
        "datalist",
        "output",
        "search",
    ]
)
#: Characters that turn the reading direction, that nobody sees or that no page may contain.
FORBIDDEN = "\x00\x08\x1b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\ufff9"


@dataclass
class Tree:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Tree | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Tree]:
        waiting = [self]
        while waiting:
            tree = waiting.pop()
            yield tree
            waiting.extend(part for part in reversed(tree.inside) if isinstance(part, Tree))

    @property
    def text(self) -> str:
        parts: list[str] = []
        waiting: list[Tree | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                parts.append(part)
            else:
                waiting.extend(reversed(part.inside))
        return "".join(parts)

    def find(self, tag: str) -> Tree:
        return next(tree for tree in self.walk() if tree.tag == tag)

    def by_id(self, name: str) -> Tree | None:
        return next((tree for tree in self.walk() if tree.get("id") == name), None)

    def link_to(self, where: str) -> Tree | None:
        return next((tree for tree in self.walk() if tree.tag == "a" and tree.get("href") == where), None)

    def count(self, *tags: str) -> int:
        """How many of the last element stand in one of the first."""
        found = [self]
        for tag in tags:
            found = [tree for outer in found for tree in outer.walk() if tree.tag == tag and tree is not outer]
        return len(found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tree("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in <{tag}> at {self.getpos()}"
        tree = Tree(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(tree)
        if tag not in VOID:
            self.open.append(tree)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment at {self.getpos()}: {data[:60]!r}")


def read(html: str) -> Tree:
    """A page as a tree. Asserts that every element is closed in its turn, and no id stands twice."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [tree.tag for tree in reader.open] == [""], "elements that nobody closed"
    ids = [tree.get("id") for tree in reader.root.walk() if "id" in tree.attributes]
    assert len(set(ids)) == len(ids), "an id twice"
    return reader.root


def check(html: str) -> Tree:
    """`read`, and asserts that nothing in the page runs, loads or turns: known elements alone, scripts of our own
    alone, no event handler, no style, links that are http, https or ours."""
    assert not [hex(ord(char)) for char in FORBIDDEN if char in html]
    tree = read(html)
    for part in tree.walk():
        if not part.tag:
            continue
        assert part.tag in ELEMENTS, f"<{part.tag}> in a page"
        assert not [name for name in part.attributes if name.startswith("on") or name in {"style", "srcdoc"}]
        if part.tag == "script":
            assert part.get("src").startswith("/static/")
            assert not part.text.strip()
        if part.tag == "meta":
            assert part.get("http-equiv") == ""
        for name in ("href", "src", "action", "formaction", "data", "xlink:href"):
            where = part.get(name)
            assert urlsplit(where).scheme in ("", "http", "https"), where
            assert not where.startswith("//"), where
            if part.tag != "a":
                assert not urlsplit(where).netloc, where
    return tree
