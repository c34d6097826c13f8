"""What the desk shows in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from dragoman.console.explain import dated, legend, marked, participant, sourced
from dragoman.console.terminal import hanging, shows_styles
from dragoman.console.timeline import headlines
from dragoman.grounds import CONTEXT
from dragoman.model import Document, Event
from dragoman.ontology import Ontology
from dragoman.review.desk import Item, Progress
from dragoman.review.keys import PART_KEYS
from dragoman.review.opinions import Verdict
from dragoman.review.parts import PARTS

_LABEL = 16


def item_lines(
    item: Item, screen: Console, ontology: Ontology, marks: tuple[str, ...] = (), context: int = CONTEXT
) -> Iterator[Text]:
    """An event to judge: what is coded, the words, and each part with its key. How sure the coder is stays hidden, as
    it would sway whoever judges."""
    event, styled = item.found.value, shows_styles(screen)
    yield from headlines(event, screen.width)
    yield Text("")
    yield from hanging(Text("  "), marked(item.document, event, styled, context), screen)
    yield Text("")
    if styled:
        yield legend(event)
        yield Text("")
    for part, words in part_values(item.document, event, ontology).items():
        yield from _part_lines(part, words, part in marks, part in item.changed, screen)
    yield from hanging(
        Text(f"{'    document':<{_LABEL}}", style="dim"), Text(_document(item.document), style="dim"), screen
    )


def _part_lines(part: str, words: tuple[str, ...], wrong: bool, changed: bool, screen: Console) -> Iterator[Text]:
    first = Text(f"  {part[0]} ", style="bold")
    first.append(f"{part:<{_LABEL - 6}}", style="bold red" if wrong else "dim")
    first.append("✗ " if wrong else "  ", style="red")
    for n, line in enumerate(words or ("–",)):
        body = Text(line, style="" if words else "dim")
        if changed and n == 0:
            body.append("  (coded anew since you judged it)", style="yellow")
        yield from hanging(first if n == 0 else Text(" " * _LABEL), body, screen)


def part_values(document: Document, event: Event, ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """Each part in words, empty where nothing is given."""
    place = event.event_loc
    where = ", ".join(x for x in (place.name, place.code, place.precision) if x) if place else ""
    values: dict[str, tuple[str, ...]] = {
        "type": tuple(_type(name, ontology) for name in event.event),
        "mode": tuple(_mode(event, name, ontology) for name in event.mode),
        "context": tuple(event.context and (", ".join(event.context),)),
        "actor": tuple(participant(document, e) for e in event.actor),
        "recipient": tuple(participant(document, e) for e in event.recipient),
        "factuality": (event.factuality,),
        "date": (dated(document, event),) if event.date else (),
        "place": (where,) if where else (),
        "sources": (sourced(document, event.sources),) if event.sources else (),
    }
    return {part: values[part] for part in PARTS}


def _type(name: str, ontology: Ontology) -> str:
    known = ontology.types.get(name)
    return f"{name}: {known.meaning}" if known else name


def _mode(event: Event, name: str, ontology: Ontology) -> str:
    found = (kind.mode(name) for kind in map(ontology.types.get, event.event) if kind)
    mode = next((mode for mode in found if mode), None)
    return f"{name}: {mode.meaning}" if mode else name


def _document(document: Document) -> str:
    basis = f"published {document.published}" if document.published else "date of publication unknown"
    return ", ".join(x for x in (document.doc, document.outlet, basis) if x)


def key_lines(marks: tuple[str, ...] = ()) -> Iterator[Text]:
    """The keys in two lines."""
    if marks:
        said = " and ".join(marks)
        yield Text(f"  Enter {said} wrong   u unsure of {said}   capital: one more or less   Backspace none", "dim")
        return
    yield Text("  y right   n no such event   u unsure   or the letter of the one part that is wrong", "dim")
    yield Text("  capital letters for several   x more text   z undo   ? help   q quit", "dim")


def help_lines(ontology: Ontology, screen: Console, lines: bool) -> Iterator[Text]:
    """All keys, what they mean and when they are right; `lines` where keys come in lines."""
    yield Text("keys", style="bold")
    parts = ", ".join(f"{key} {part}" for key, part in PART_KEYS.items())
    several = _IN_LINES if lines else _SEVERAL
    for key, meaning in (*_HELP, ("", parts), ("", several)):
        yield from hanging(Text(f"  {key:<4}", style="bold"), Text(meaning), screen)
    yield Text("types", style="bold")
    for name, kind in ontology.types.items():
        yield from hanging(Text(f"  {name:<10}", style="bold"), Text(kind.meaning), screen)


_SEVERAL = "capitals mark several: A D and Enter says that actor and date are wrong, A D u that you are unsure of them"
_IN_LINES = "several in a line: ad says that actor and date are wrong, adu that you are unsure of them"
_HELP = (
    ("y", "right: all that is shown is so in the text, and what is empty the text does not give"),
    ("n", "no such event: the text does not tell one of this kind here"),
    ("u", "unsure"),
    ("z", "take the last judgement back"),
    ("x", "show more of the text"),
    ("q", "quit; the same command goes on here"),
    ("", "the letter of a part: that part alone is wrong, or missing, and the others are right"),
)


def progress_line(who: str, progress: Progress, number: int | None) -> Text:
    """ "ana: 12 of 200 · 9 right, 2 wrong, 1 unsure"."""
    words = ", ".join(f"{n} {word}" for word, n in progress.words.items())
    line = Text(f"{who}: {progress.judged:,} of {progress.events:,} judged", style="bold")
    line.append(f" · {words}" + (f" · event {number:,}" if number else ""), style="dim")
    return line


def verdict_words(verdict: Verdict) -> str:
    """ "wrong: actor, date"."""
    if verdict.word == "wrong" and not verdict.parts:
        return "no such event"
    return verdict.word + (f": {', '.join(verdict.parts)}" if verdict.parts else "")
