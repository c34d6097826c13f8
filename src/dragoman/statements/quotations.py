"""Statements: every attribution of a document, with source, cue, content and quotations.

Cues and what they govern come from the parse (`frames`), quotations from the marks in the text
(`marks`); `dealing` gives each quotation to one cue, `speakers` says who the source is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.identity import statement_id
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence
from dragoman.model import Document, Form, Segment, Source, Span, Statement
from dragoman.statements.colons import colon_drafts
from dragoman.statements.cues import Cues, cues
from dragoman.statements.dealing import REPORTING, Draft, Shelf, deal, resume
from dragoman.statements.frames import Finder
from dragoman.statements.marks import find_quotes
from dragoman.statements.setting import addressee, occasion
from dragoman.statements.spans import shared, size, union
from dragoman.statements.speakers import Speaker, Speakers

if TYPE_CHECKING:
    from dragoman.actors.resolve import Cast

#: Where a whole clause is the content.
_CLAUSAL = frozenset({"quote", "clause", "host", "parenthetical", "told"})
#: Characters outside the marks that a direct quotation may have ("that "), and the words of a whole sentence.
_REST, _SENTENCE = 6, 4
#: Cues that make chains: inside what another says, they are attributions of their own. An attitude there
#: ("he said she hopes to go") is part of what is said.
_CHAINED = REPORTING
_READ = frozenset({"headline", "body", "caption", "teaser"})


def find_statements(
    document: Document,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    clauses: Mapping[int, tuple[Clause, ...]],
    cast: Cast,
) -> tuple[Statement, ...]:
    """All attributions, in text order. `clauses` is keyed by `Sentence.index`; only parsed sentences
    are given, quotations are found on the text of the story's segments."""
    words = cues()
    text = document.text
    shelf = Shelf(find_quotes(text, [s.span for s in segments if s.label in _READ]))
    owned: set[int] = set()
    drafts: list[Draft] = []
    for sentence in sentences:
        finder = Finder(sentence, clauses.get(sentence.index, ()), words)
        drafts.extend(deal(sentence, finder, shelf, words, owned))
    drafts.extend(resume(drafts, shelf, owned, sentences))
    drafts.extend(colon_drafts(sentences, shelf, drafts, owned, words))
    return _Writer(document, cast, words, drafts, sentences).statements()


class _Writer:
    """Turns drafts into statements."""

    def __init__(
        self, document: Document, cast: Cast, words: Cues, drafts: Sequence[Draft], sentences: Sequence[Sentence]
    ) -> None:
        self._starts = [x.span[0] for x in sentences]
        self._sentences = sentences
        self.document = document
        self.words = words
        self.drafts = sorted((d for d in drafts if d.content), key=lambda d: (d.start, -size(d.content), d.frame.head))
        self._names = Speakers(cast, words, document.text)
        self._speakers: dict[tuple[int, int, int], Speaker] = {}
        self._by_sentence: dict[int, list[Draft]] = {}
        self._owner = {q.outer: d for d in self.drafts for q in d.quotes}
        for d in self.drafts:
            self._by_sentence.setdefault(d.frame.sentence.index, []).append(d)
        self.drafts = [d for d in self.drafts if d.quotes or d.frame.kind in _CHAINED or not self._inside(d)]

    def _inside(self, draft: Draft) -> bool:
        """Whether the cue stands in what somebody else says or wants."""
        if draft.within is not None and draft.within.outer in self._owner:
            return True
        cue, head = draft.frame.cue_span, draft.frame.head
        others = [d for d in self._by_sentence[draft.frame.sentence.index] if d.frame.head != head]
        if draft.frame.kind == "noun" and draft.frame.slot == "clause":
            others = [d for d in others if d.frame.kind != "stance"]  # "they dismissed his claim that …": both stand
        return any(shared([cue], d.content) == cue[1] - cue[0] for d in others)

    def statements(self) -> tuple[Statement, ...]:
        """The statements in text order, without doubles."""
        out: dict[str, Statement] = {}
        for draft in sorted(self.drafts, key=lambda d: d.frame.cue_span):
            self._speaker(draft)
        for draft in self.drafts:
            statement = self._statement(draft)
            out.setdefault(statement.id, statement)
        return tuple(sorted(out.values(), key=lambda s: (s.span, s.id)))

    def _speaker(self, draft: Draft) -> Speaker | None:
        frame = draft.frame
        if frame.source is None:
            return None
        key = (frame.sentence.index, frame.source.left, frame.source.right)
        if key not in self._speakers:
            outer = self._owner.get(draft.within.outer) if draft.within is not None else None
            who = self._speaker(outer) if outer is not None and outer is not draft else None
            above = [d for d in self._above(draft) if d.frame.slot not in {"host", "parenthetical"}]
            leads = draft.within is None and frame.kind in REPORTING and not above
            self._speakers[key] = self._names.identify(
                frame.sentence, frame.source, self._place(draft), who.entity if who else None, leads
            )
        return self._speakers[key]

    def _place(self, draft: Draft) -> tuple[int, int]:
        """Indices of the sentences in which the statement begins and ends."""
        own = draft.frame.sentence.index
        ends = [a for a, _ in draft.content] + [b - 1 for _, b in draft.content]
        at = [self._sentences[max(0, bisect_right(self._starts, e) - 1)].index for e in ends]
        return min([own, *at]), max([own, *at])

    def _statement(self, draft: Draft) -> Statement:
        text, frame = self.document.text, draft.frame
        speaker = self._speaker(draft)
        content = union(draft.content)
        quotes = tuple(q.inner for q in sorted(draft.quotes, key=lambda q: q.inner))
        span = content[0][0], content[-1][1]
        cue = None if draft.resumed else frame.cue_span
        name = speaker.name if speaker else None
        quote = " … ".join(text[a:b] for a, b in quotes or content)
        return Statement(
            id=statement_id(self.document, span, cue, name),
            segment=frame.sentence.segment,
            speaker=name,
            speaker_code=speaker.code if speaker else None,
            speaker_span=speaker.span if speaker else None,
            cue_span=cue,
            form=_form(draft, content, text),
            content=content,
            quotes=quotes,
            quote=quote,
            span=span,
            addressee=addressee(frame, text, self.words) if cue else None,
            occasion=occasion(frame, content, self.words) if cue else None,
            sources=self._chain(draft),
        )

    def _chain(self, draft: Draft) -> tuple[Source, ...]:
        """The sources above the speaker, outermost first."""
        found = (self._speaker(d) for d in self._above(draft))
        return tuple(s.as_source() for s in found if s is not None)

    def _above(self, draft: Draft) -> list[Draft]:
        """The drafts whose content has the cue of this one, outermost first."""
        outer: list[Draft] = []
        if draft.within is not None and draft.within.outer in self._owner:
            outer.append(self._owner[draft.within.outer])
        cue = draft.frame.cue_span
        for other in self._by_sentence.get(draft.frame.sentence.index, ()):
            if (
                other is draft
                or other in outer
                or other.frame.kind not in REPORTING
                or other.frame.head == draft.frame.head
            ):
                continue
            if other.frame.source is not None and shared([cue], other.content) == cue[1] - cue[0]:
                outer.append(other)
        outer.sort(key=lambda d: -size(d.content))
        return outer


def _form(draft: Draft, content: Sequence[Span], text: str) -> Form:
    """direct: whole sentences in marks; partial: a fragment; mixed: a clause that has some; indirect: none."""
    if not draft.quotes:
        return "indirect"
    words = [text[q.inner[0] : q.inner[1]] for q in draft.quotes]
    rest = size(content) - shared(content, [q.outer for q in draft.quotes])
    clausal = draft.frame.slot in _CLAUSAL and draft.frame.kind != "stance"
    if rest <= _REST and (clausal or draft.resumed):
        whole = any(len(w.split()) >= _SENTENCE or w[-1] in ".,!?…" for w in words)
        return "direct" if whole else "partial"
    return "mixed" if clausal else "partial"
