"""Quotations dealt out to the cues that introduce them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.language.tree import Sentence
from dragoman.model import Span
from dragoman.statements.cues import Cues
from dragoman.statements.frames import Finder, Frame
from dragoman.statements.marks import Quote
from dragoman.statements.near import beside, near_frame
from dragoman.statements.spans import common, shared, size, union

#: Kinds of cue that report words; a quotation goes to the innermost of them.
REPORTING = frozenset({"speech", "according", "document", "colon", "quote"})
#: A quotation that covers so much of its sentence stands free.
_FREE = 0.8
#: The longest title, in words; the length up to which its words may be small.
_TITLE, _SHORT = 8, 4
#: Characters from which a quotation is more than a term in marks.
_LONG = 30


@dataclass(slots=True)
class Draft:
    """A statement in the making; it lives only inside `find_statements`."""

    frame: Frame
    content: list[Span]
    quotes: list[Quote] = field(default_factory=list)
    #: The quotation that the cue itself stands in.
    within: Quote | None = None
    #: The statement whose speaker goes on speaking here, where no cue says so.
    resumed: bool = False

    @property
    def start(self) -> int:
        """First character of content and cue."""
        return min([a for a, _ in self.content] + ([] if self.resumed else [self.frame.cue_span[0]]))


class Shelf:
    """The top-level quotations of a document, found by place."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self.quotes = [q for q in quotes if q.depth == 0]
        self._starts = [q.outer[0] for q in self.quotes]
        self._ends = [q.outer[1] for q in self.quotes]

    def on(self, span: Span) -> Sequence[Quote]:
        """The quotations that share a character with `span`."""
        return self.quotes[bisect_right(self._ends, span[0]) : bisect_left(self._starts, span[1])]

    def around(self, span: Span) -> Quote | None:
        """The quotation that `span` stands in."""
        return next((q for q in self.on(span) if q.inner[0] <= span[0] and span[1] <= q.inner[1]), None)

    def number(self, quote: Quote) -> int:
        """The place of a quotation in the list."""
        return bisect_left(self._starts, quote.outer[0])


def deal(sentence: Sentence, finder: Finder, shelf: Shelf, cues: Cues, owned: set[int]) -> list[Draft]:
    """The drafts of one sentence. `owned` collects the numbers of the quotations that found a cue."""
    local = shelf.on(sentence.span)
    drafts = [Draft(f, list(f.content), within=shelf.around(f.cue_span)) for f in finder.frames()]
    for draft in drafts:
        if draft.within is not None:
            draft.content = _clipped(draft.content, draft.within.inner)
    outside = [d for d in drafts if d.within is None]
    told = _introduced(local, outside, finder, cues)
    for draft in outside:
        if draft.frame.slot != "quote":
            draft.content = list(_with_quotes(draft.frame, local, sentence))
    drafts = [d for d in drafts if d.within is not None] + outside
    for quote in local:
        number = shelf.number(quote)
        if number in owned:
            continue
        owner = (
            told.get(quote.outer[0])
            or _owner(quote, outside, sentence)
            or _nearby(quote, outside, drafts, finder, shelf, cues)
        )
        if owner is not None:
            owned.add(number)
            owner.quotes.append(quote)
            owner.content = list(union([*owner.content, quote.outer]))
    return drafts


def _introduced(local: Sequence[Quote], outside: list[Draft], finder: Finder, cues: Cues) -> dict[int, Draft]:
    """The drafts of quotations that a cue introduces or follows without anything between; keys are
    the starts of the quotations. What the parse made of the cue gives way."""
    told: dict[int, Draft] = {}
    for quote in local:
        frame = beside(quote, finder, local, cues)
        if frame is None:
            continue
        draft = next((d for d in outside if d.frame.head == frame.head), None)
        if draft is None:
            draft = Draft(frame, [])
            outside.append(draft)
        elif draft.frame.slot != "quote":
            source = draft.frame.source or frame.source
            draft.frame = replace(frame, source=source, cue=draft.frame.cue)
            draft.content = []
        told[quote.outer[0]] = draft
    return told


def _clipped(spans: Sequence[Span], limits: Span) -> list[Span]:
    """The parts of the stretches that lie inside `limits`."""
    cut = ((max(a, limits[0]), min(b, limits[1])) for a, b in spans)
    return [(a, b) for a, b in cut if a < b]


def _part(quote: Quote, sentence: Sentence) -> Span:
    return max(quote.outer[0], sentence.span[0]), min(quote.outer[1], sentence.span[1])


def _with_quotes(frame: Frame, quotes: Sequence[Quote], sentence: Sentence) -> tuple[Span, ...]:
    """The content of a frame with the quotations that it has the larger part of, whole."""
    spans = list(frame.content)
    for quote in quotes:
        part = _part(quote, sentence)
        have = sum(common(part, s) for s in frame.content)
        if have >= 0.5 * (part[1] - part[0]):
            spans.append(quote.outer)
        elif have:
            spans = [s for s in spans if common(s, part) < s[1] - s[0]] or spans
    return union(spans, joint=1)


def _owner(quote: Quote, drafts: Sequence[Draft], sentence: Sentence) -> Draft | None:
    """The innermost cue whose content has the quotation; one that reports words before one that does not."""
    part = _part(quote, sentence)
    holding = [
        d for d in drafts if shared([part], d.content) >= 0.6 * (part[1] - part[0]) and d.frame.source is not None
    ]
    holding = holding or [d for d in drafts if shared([part], d.content) >= 0.6 * (part[1] - part[0])]
    reporting = [d for d in holding if d.frame.kind in REPORTING]
    return min(reporting or holding, key=lambda d: (size(d.frame.content), d.frame.head), default=None)


def _nearby(
    quote: Quote, outside: list[Draft], drafts: list[Draft], finder: Finder, shelf: Shelf, cues: Cues
) -> Draft | None:
    """The cue that stands beside the quotation though the parse does not join them."""
    frame = near_frame(quote, finder, shelf.on(finder.sentence.span), cues)
    if frame is None:
        return None
    for draft in outside:
        if draft.frame.head == frame.head:
            if (
                not draft.quotes
                and frame.slot == "quote"
                and draft.frame.slot in {"object", "to", "on", "about", "infinitive"}
            ):
                draft.content = []
            return draft
    draft = Draft(frame, list(frame.content))
    outside.append(draft)
    drafts.append(draft)
    return draft


def resume(drafts: list[Draft], shelf: Shelf, owned: set[int], sentences: Sequence[Sentence]) -> list[Draft]:
    """Give the quotations that stand free to the speaker who spoke before them.

    A quotation in the paragraph of a direct quotation, or one that the paragraph before left open,
    goes on with the same statement; one in a paragraph of its own, or after indirect speech, is a new
    statement of the same speaker.
    """
    holder = {shelf.number(q): d for d in drafts for q in d.quotes}
    spoken = _spoken(drafts)
    starts = [s.span[0] for s in sentences]
    made: list[Draft] = []

    def at(place: int) -> Sentence:
        return sentences[max(0, bisect_right(starts, place) - 1)]

    for number, quote in enumerate(shelf.quotes):
        if number in owned or not sentences:
            continue
        here = at(quote.outer[0])
        last = next((k for k in range(number - 1, max(-1, number - 4), -1) if k in holder), None)
        after = holder.get(number + 1)
        draft: Draft | None = None
        if last is not None:
            draft = _resumed(holder[last], quote, shelf.quotes[last], at(shelf.quotes[last].inner[1] - 1), here)
        if draft is None and quote.continues and after is not None:
            _join(after, quote)
            draft = after
        draft = draft or _after_indirect(spoken, quote, here)
        if draft is None:
            continue
        if draft.resumed:
            made.append(draft)
        owned.add(number)
        holder[number] = draft
    return made


def _spoken(drafts: Iterable[Draft]) -> dict[int, Draft]:
    """The last report in each sentence, by the index of the sentence."""
    out: dict[int, Draft] = {}
    for draft in drafts:
        if draft.within is None and draft.frame.kind == "speech" and draft.frame.source is not None:
            out[draft.frame.sentence.index] = draft
    return out


def _after_indirect(spoken: dict[int, Draft], quote: Quote, here: Sentence) -> Draft | None:
    """A quotation without a cue right after a sentence that reports what somebody said."""
    before = spoken.get(here.index - 1)
    if before is None or not quote.double or quote.inner[1] - quote.inner[0] < _LONG:
        return None
    gap = here.paragraph - before.frame.sentence.paragraph
    if gap > 1 or (gap == 1 and not _stands_free(quote, here)):
        return None
    return Draft(before.frame, [quote.outer], [quote], resumed=True)


def _resumed(before: Draft, quote: Quote, previous: Quote, last: Sentence, here: Sentence) -> Draft | None:
    if previous.continues:
        _join(before, quote)
        return before
    if not _stands_free(quote, here):
        return None
    steps = here.index - last.index
    if here.paragraph == last.paragraph and steps <= 2:
        _join(before, quote)
        return before
    if here.paragraph == last.paragraph + 1 and steps <= 1 and previous.inner[1] - previous.inner[0] > _LONG:
        return Draft(before.frame, [quote.outer], [quote], resumed=True)
    return None


def _join(draft: Draft, quote: Quote) -> None:
    draft.quotes.append(quote)
    draft.quotes.sort(key=lambda q: q.outer[0])
    draft.content = list(union([*draft.content, quote.outer]))


def _stands_free(quote: Quote, sentence: Sentence) -> bool:
    part = _part(quote, sentence)
    return part[1] - part[0] >= _FREE * (sentence.span[1] - sentence.span[0])
