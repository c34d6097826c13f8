"""HTML pages: the article's text by trafilatura, the metadata from the page's own markup.

The document's verbatim text is what is extracted: title, byline and date line where the page has
them, then the body, one paragraph a line with an empty line between. trafilatura's guesses about
date and outlet are not used: a date is taken only from a field that means the publication date.
Imported only where an HTML file is met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from dragoman.documents.dates import parse_date
from dragoman.documents.decode import decode
from dragoman.documents.options import (
    MARKUP_FACTOR,
    Found,
    Input,
    RawArticle,
    Trouble,
    clean_text,
)
from dragoman.model import Segment, SegmentLabel

#: For each field the meta elements that mean it, best first.
_META: dict[str, tuple[str, ...]] = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date.issued",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "dc.date",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "date",
        "citation_publication_date",
        "article.published",
    ),
    "outlet": ("og:site_name", "citation_journal_title", "dc.publisher", "publisher", "application-name"),
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"),
    "url": ("og:url",),
}
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
#: A marked byline longer than this holds more than names.
_NAME_LENGTH = 80
#: A caption of more words is an article.
_CAPTION_LENGTH = 90
#: A byline is among so many first blocks, and has at most so many words beside the name.
_TOP = 5
_BYLINE_REST = 8
_ASIDE = re.compile(
    r"\b(?:related|recommend\w*|promo\w*|most-read|popular|trending|teasers?|sidebar|newsletter|more-stor\w*)\b",
    re.IGNORECASE,
)
_ARTICLE_TYPES = ("Article", "Posting", "Report")
#: An lxml element; lxml has no types.
Element = Any
_ByLabel = tuple[SegmentLabel, str]


def read_html(source: Input) -> Iterator[Found]:
    """One page as one article; a page without any text is the trouble `no-text`."""
    largest = source.options.max_bytes
    limit = largest * MARKUP_FACTOR
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        yield Trouble("too-large", f"more than {limit:,} bytes of HTML")
        return
    if not data.strip():
        yield Trouble("empty-file", "the file is empty")
        return
    tree = _parse(clean_text(_decode_page(data)))
    if tree is None:
        yield Trouble("no-text", "no HTML could be read")
        return
    metadata = _metadata(tree)
    captions = list(_captions(tree))
    blocks = _body(tree, metadata.get("title"), {caption for caption, _ in captions})
    if not blocks:
        yield Trouble("no-text", "the page holds no article text")
        return
    _put_captions(blocks, captions)
    _label_byline(blocks, metadata.get("byline"))
    text, marks = _render(_head(metadata, any(label == "byline" for label, _ in blocks)) + blocks)
    if len(text) > largest:
        yield Trouble("too-large", f"{len(text):,} characters, over the limit of {largest:,}")
        return
    yield RawArticle(text, metadata=metadata, marks=marks)


def _decode_page(data: bytes) -> str:
    """A page's declared character set counts where the bytes are no UTF-8."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None:
        for name in ("utf-8", declared[1].decode("ascii")):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return decode(data)


def _parse(page: str) -> Element | None:
    try:
        # An XML declaration with an encoding is refused for text input.
        return lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _squeeze(value: str) -> str:
    return _SPACE.sub(" ", value).strip()


def _metadata(tree: Element) -> dict[str, str]:
    """What the page's meta elements, JSON-LD and time elements say; dates as ISO."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        key = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if key and node.get("content"):
            meta.setdefault(key, _squeeze(node.get("content")))
    linked = _json_ld(tree)
    found: dict[str, str] = {}
    for field, names in _META.items():
        values = [linked.get(field, ""), *(meta.get(name, "") for name in names)]
        if field == "published":
            values = [parse_date(value) or "" for value in [*values, *_times(tree)]]
        elif field == "byline":
            values = [value for value in [*values, _author(tree)] if not value.startswith(("http", "@", "/"))]
        elif field == "title":
            values = [_heading(tree), *values, _squeeze(tree.findtext(".//title") or "")]
        elif field == "url":
            values += [node.get("href") or "" for node in tree.iter("link") if node.get("rel") == "canonical"]
        best = next((value for value in values if value), None)
        if best is not None:
            found[field] = best
    return found


def _heading(tree: Element) -> str:
    """The page's h1, if it has exactly one that is not empty."""
    headings = [text for node in tree.iter("h1") if (text := _squeeze(str(node.text_content())))]
    return headings[0] if len(headings) == 1 else ""


def _author(tree: Element) -> str:
    """The name in the first short element that is marked as the author or the byline."""
    for node in tree.iter("a", "p", "span", "div", "address"):
        marked = node.get("rel") == "author" or node.get("itemprop") == "author"
        text = _squeeze(str(node.text_content()))
        byline = "byline" in (node.get("class") or "").lower() and text.lower().startswith(("by ", "from "))
        if (marked or byline) and 0 < len(text) <= _NAME_LENGTH:
            return text[3:] if text.lower().startswith("by ") else text
    return ""


def _times(tree: Element) -> list[str]:
    """The time elements that are marked as the publication date, or the page's only one."""
    nodes = [node for node in tree.iter("time") if node.get("datetime")]
    marked = [n for n in nodes if n.get("pubdate") is not None or n.get("itemprop") == "datePublished"]
    chosen = marked or (nodes if len({node.get("datetime") for node in nodes}) == 1 else [])
    return [node.get("datetime") for node in chosen]


def _json_ld(tree: Element) -> dict[str, str]:
    """Publication date, headline, author, publisher and address of the first article in the JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            items = _flatten(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            continue
        for item in items:
            if str(item.get("@type", "")).strip("[]'\"").endswith(_ARTICLE_TYPES):
                return {
                    "published": _name(item.get("datePublished")),
                    "title": _name(item.get("headline")),
                    "byline": _name(item.get("author")),
                    "outlet": _name(item.get("publisher")),
                    "url": _name(item.get("url")),
                }
    return {}


def _flatten(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [item for part in value for item in _flatten(part)]
    if isinstance(value, dict):
        return [value, *_flatten(value.get("@graph", []))]
    return []


def _name(value: object) -> str:
    """The text of a JSON-LD value: a string, an object's name, or the names of a list."""
    if isinstance(value, str):
        return _squeeze(value)
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return " and ".join(filter(None, (_name(item) for item in value)))
    return ""


def _captions(tree: Element) -> Iterator[tuple[str, str]]:
    """Each caption of the article's figures, with the text of the paragraph or heading before it ("" without one)."""
    before = ""
    framed = next(tree.iter("article", "main"), None) is not None
    for node in tree.iter("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption"):
        text = _squeeze(str(node.text_content()))
        if node.tag != "figcaption":
            inside = any(parent.tag in ("figcaption", "blockquote", "li") for parent in node.iterancestors())
            before = text if text and not inside else before
        elif text and len(text.split()) <= _CAPTION_LENGTH and not _aside(node, framed):
            yield text, before


def _aside(node: Element, framed: bool) -> bool:
    """Whether an element stands in a part of the page that is not the article; `framed` if the page marks that."""
    if framed and not any(parent.tag in ("article", "main") for parent in node.iterancestors()):
        return True
    return any(
        parent.tag in ("aside", "nav", "footer") or _ASIDE.search(f"{parent.get('class', '')} {parent.get('id', '')}")
        for parent in node.iterancestors()
    )


def _put_captions(blocks: list[_ByLabel], captions: list[tuple[str, str]]) -> None:
    """Insert the captions that the extraction dropped after the block that they follow in the page.

    One that follows no block of the article stands after the caption before it, the first of all at the head.
    """
    have = {text for _, text in blocks}
    place = 0
    for caption, before in captions:
        if caption in have:
            place = next(n for n, (_, text) in enumerate(blocks) if text == caption) + 1
            continue
        after = next((n for n, (_, text) in enumerate(blocks) if text == before), None)
        if after is None and place:
            # A figure after a figure, or after something that was dropped.
            after = place - 1
        place = 0 if after is None else after + 1
        while place < len(blocks) and blocks[place][0] == "caption":
            place += 1
        blocks.insert(place, ("caption", caption))
        have.add(caption)
        place += 1


def _label_byline(blocks: list[_ByLabel], byline: str | None) -> None:
    """Label the line of the page itself that gives the byline of its metadata."""
    if byline is None:
        return
    name = re.sub(r"^(?:by|from)\s+", "", byline, flags=re.IGNORECASE).lower()
    for position, (label, text) in enumerate(blocks[:_TOP]):
        if label == "body" and name in text.lower() and len(text.split()) <= len(name.split()) + _BYLINE_REST:
            blocks[position] = ("byline", text)


def _head(metadata: dict[str, str], byline_follows: bool) -> list[_ByLabel]:
    """The lines that the page's metadata gives: the headline, and the byline unless the body has it."""
    head: list[_ByLabel] = []
    if metadata.get("title"):
        head.append(("headline", metadata["title"]))
    if metadata.get("byline") and not byline_follows:
        byline = metadata["byline"]
        head.append(("byline", byline if byline.lower().startswith(("by ", "from ")) else f"By {byline}"))
    return head


def _body(tree: Element, title: str | None, captions: set[str]) -> list[_ByLabel]:
    """The paragraphs that trafilatura finds, headings and captions labelled; else all paragraphs of the page."""
    extracted = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False)
    blocks: list[_ByLabel] = []
    body = getattr(extracted, "body", None)
    if body is not None:
        for node in cast(Any, body).iter("p", "head", "item", "quote"):
            if any(parent.tag in ("p", "item", "quote") for parent in node.iterancestors()):
                continue
            text = _squeeze("".join(node.itertext()))
            if text and text != title:
                label: SegmentLabel = "caption" if text in captions else "headline" if node.tag == "head" else "body"
                blocks.append((label, text))
    # From a very short article the extraction makes one piece of title, byline, captions and text.
    if not blocks or (title and any(text.startswith(f"{title} ") for _, text in blocks)):
        framed = next(tree.iter("article", "main"), None) is not None
        paragraphs = [node for node in tree.iter("p") if not _aside(node, framed)] or list(tree.iter("p"))
        blocks = [] if paragraphs else blocks
        for node in paragraphs:
            text = _squeeze(str(node.text_content()))
            if text:
                blocks.append(("caption" if text in captions else "body", text))
    return blocks


def _render(blocks: list[_ByLabel]) -> tuple[str, tuple[Segment, ...]]:
    """The text of the blocks and, for all that is not plain body, the label of its span."""
    parts: list[str] = []
    marks: list[Segment] = []
    position = 0
    for label, text in blocks:
        if label != "body":
            marks.append(Segment(label, (position, position + len(text))))
        parts.append(text)
        position += len(text) + 2
    return "\n\n".join(parts), tuple(marks)
