"""The desk in the browser: one event of the sample after the other, one key for each answer."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from dragoman.console.review import part_values, verdict_words
from dragoman.errors import UsageError
from dragoman.grounds import CONTEXT, marks_of, passage_of
from dragoman.review.desk import Item
from dragoman.review.keys import PART_KEYS, press
from dragoman.review.parts import PARTS
from dragoman.web.marks import Mark, pieces
from dragoman.web.pages.common import Asked, library_of, page, query_of
from dragoman.web.wanted import address, many, one

#: What the desk says of the act before, by the word in the address.
_NOTES = {
    "kept": "Kept.",
    "undone": "Taken back.",
    "nothing": "There is nothing to take back.",
    "stale": "The event has changed since it was shown; here it is as it stands.",
    "no-key": "That key means nothing here.",
    "marked": "Parts are marked: Enter says that they are wrong, u unsure, Backspace takes the marks away.",
}
#: With `x` so many times the usual words around the event are shown.
_MORE = 4


@get("/review", sync_to_thread=True)
def desk(request: Asked) -> Template:
    """The next event that is open, or the end."""
    library, query = library_of(request), query_of(request)
    view = library.desk.look()
    marked = tuple(part for part in many(query, "marked") if part in PARTS)
    context = CONTEXT * (_MORE if one(query, "more") else 1)
    values: dict[str, Any] = {}
    if view.item is not None:
        event, document = view.item.found.value, view.item.document
        values = {"values": part_values(document, event, library.ontology), "passage": _passage(view.item, context)}
    return page(
        request,
        "desk.html",
        who=library.desk.who,
        view=view,
        marked=marked,
        more=one(query, "more"),
        note=_NOTES.get(one(query, "said") or "", ""),
        kept=one(query, "kept") or "",
        part_keys={part: key for key, part in PART_KEYS.items()},
        **values,
    )


@post("/review/answer", sync_to_thread=True)
def answer(
    request: Asked, data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Redirect:
    """One key. A verdict is in the record before the next event is shown; one on an event that has changed since it
    was shown is not kept."""
    at = library_of(request).desk
    marked = tuple(part for part in data.get("marked", "").split() if part in PARTS)
    pressed = press(_key(data.get("key", "")), marked)
    if pressed.word == "undo":
        undone = at.undo()
        library_of(request).judged()
        return _to(said="undone" if undone else "nothing")
    if pressed.word == "quit":
        return Redirect(address("/audit"), status_code=303)
    if pressed.word == "more":
        return _to(marked=pressed.marked, more=True)
    if pressed.verdict is None:
        said = None if pressed.wrong is None else ("marked" if pressed.marked else "no-key")
        return _to(marked=pressed.marked, said=said, more=bool(data.get("more")))
    item = at.item(data.get("event", ""))
    if item.token != data.get("token"):
        return _to(said="stale")
    at.judge(item, pressed.verdict)
    library_of(request).judged()
    return _to(said="kept", kept=verdict_words(pressed.verdict))


def _key(name: str) -> str:
    """The key that a button or a browser names, as `press` knows it. Raises UsageError for what is no key."""
    named = {"Enter": "\r", "Backspace": "\x08", "Escape": "\x1b"}
    key = named.get(name, name)
    if len(key) != 1:
        raise UsageError(f"not a key: {name[:20]!r}")
    return key


def _to(**fields: object) -> Redirect:
    return Redirect(address("/review", **fields), status_code=303)


def _passage(item: Item, context: int) -> list[tuple[str, tuple[str, ...]]]:
    """The words around an event as stretches, each with the names of the marks over it."""
    event, text = item.found.value, item.document.text
    within = passage_of(event, item.document.text, context)
    marks = [Mark(name, name, span) for name, span in [*marks_of(event), ("event", event.span)]]
    return [
        (text[piece.start : piece.end], tuple(dict.fromkeys(marks[n].looks for n in piece.marks)))
        for piece in pieces(within, marks)
    ]


HANDLERS = (desk, answer)
