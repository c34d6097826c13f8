"""The relations of a document: parties, dates, who says so, and the words that state them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.resolve import Cast
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Document, Entity, Relation, Source, Span, Statement, Timex
from dragoman.relations.backing import backing_drafts
from dragoman.relations.belonging import belonging_drafts, may_place
from dragoman.relations.bonds import bond_drafts, listed_drafts
from dragoman.relations.dates import valid_of
from dragoman.relations.fellows import fellow_drafts
from dragoman.relations.frontiers import frontier_drafts
from dragoman.relations.offices import office_drafts
from dragoman.relations.parties import Names, Party, Registry
from dragoman.relations.roles import role_drafts
from dragoman.relations.strife import strife_drafts
from dragoman.relations.verbs import verb_drafts
from dragoman.relations.view import Draft, View
from dragoman.relations.within import within_drafts
from dragoman.relations.words import load_words
from dragoman.statements.cues import cues, stems

__all__ = ["Found", "find_relations"]


#: What is not told beside what says more.
_STRONGER = {"member_of": "office_of", "candidate_of": "member_of", "partner_of": "ally_of"}


@dataclass(frozen=True, slots=True)
class Found:
    """What other stages found in the document. `speakers`, for "we" and "our", go by the sentence's index."""

    cast: Cast
    statements: Sequence[Statement]
    timexes: Sequence[Timex]
    speakers: Mapping[int, Entity]


def find_relations(
    document: Document,
    sentences: Sequence[Sentence],
    clauses: Mapping[int, tuple[Clause, ...]],
    names: Names,
    found: Found,
) -> tuple[Relation, ...]:
    """Every relation that the sentences tell, in text order. `clauses` go by the sentence's index."""
    words = load_words()
    registry = Registry(found.cast, names, words.lists)
    told: list[tuple[str, Party, Party]] = []
    out: list[Relation] = []
    for sentence in sentences:
        if not words.may_tell(sentence.tokens) and not may_place(sentence.tokens):
            continue
        view = View(sentence, clauses[sentence.index], registry, words, found.speakers.get(sentence.index))
        out.extend(_relation(document, view, draft, found) for draft in _kept(view, told))
    joined = {(r.subject, r.object) for r in out if r.relation == "member_of"}
    out = [r for r in out if r.relation != "candidate_of" or (r.subject, r.object) not in joined]
    return tuple(sorted(out, key=lambda r: (r.span, r.subject, r.relation, r.object)))


def _kept(view: View, told: list[tuple[str, Party, Party]]) -> list[Draft]:
    """The drafts whose parties fit their kind, each relation once a sentence."""
    out: dict[tuple[str, str, str], Draft] = {}
    for draft in _drafts(view, told):
        kind = view.words.kinds[draft.kind]
        one, other = draft.subject, draft.object
        if one.name == other.name or not kind.fits(one.kind, other.kind) or not _plausible(view, draft):
            continue
        pair = tuple(sorted((one.name, other.name))) if kind.symmetric else (one.name, other.name)
        if (draft.kind, *pair) not in out:
            out[(draft.kind, pair[0], pair[1])] = draft
            told.append((draft.kind, one, other))
    _weaker_out(out)
    return list(out.values())


def _plausible(view: View, draft: Draft) -> bool:
    """A person is a member under a full name; neighbours that the text does not both name have a land border."""
    if draft.kind == "member_of" and draft.subject.kind == "person":
        return " " in draft.subject.name
    if draft.kind != "borders":
        return True
    named = all(view.mention(p.right - 1) is not None for p in (draft.subject, draft.object))
    return named or frozenset({draft.subject.name, draft.object.name}) in view.words.borders


def _weaker_out(out: dict[tuple[str, str, str], Draft]) -> None:
    """A founder is not also listed as a member by the same words, nor a candidate who has joined."""
    for kind, one, other in list(out):
        if kind == "member_of" and ("founder_of", one, other) in out:
            if out[(kind, one, other)].anchor == out[("founder_of", one, other)].anchor:
                del out[(kind, one, other)]
        elif (_STRONGER.get(kind, ""), one, other) in out:
            del out[(kind, one, other)]


def _drafts(view: View, told: list[tuple[str, Party, Party]]) -> Iterator[Draft]:
    yield from role_drafts(view)
    yield from bond_drafts(view, told)
    yield from listed_drafts(view)
    yield from verb_drafts(view)
    yield from frontier_drafts(view)
    yield from office_drafts(view)
    yield from backing_drafts(view)
    yield from belonging_drafts(view)
    yield from fellow_drafts(view)
    yield from strife_drafts(view)
    yield from within_drafts(view)


def _relation(document: Document, view: View, draft: Draft, found: Found) -> Relation:
    tokens = view.tokens
    ends = [(p.left, p.right) for p in (draft.subject, draft.object) if p.left >= 0] + [
        (draft.anchor, draft.anchor + 1)
    ]
    span = (tokens[min(a for a, _ in ends)].start, tokens[max(b for _, b in ends) - 1].end)
    anchor = (tokens[draft.anchor].start, tokens[draft.anchor].end)
    return Relation(
        draft.subject.name,
        draft.kind,
        draft.object.name,
        span,
        (*_sources(document.text, anchor, found.statements), *_viewer(view, draft, found.cast)),
        valid_of(view, draft, found.timexes, document.text),
    )


def _viewer(view: View, draft: Draft, cast: Cast) -> tuple[Source, ...]:
    """ "Ankara regards the group as an enemy": who is the source of the view."""
    if draft.viewer is None:
        return ()
    found = cast.resolve(view.sentence, phrase_at(view.sentence, draft.viewer), view.speaker)
    return tuple(Source(e.identifier_text or e.entity_text, e.code, "speaker", e.span) for e in found[:1])


def _sources(text: str, anchor: Span, statements: Sequence[Statement]) -> tuple[Source, ...]:
    """Who says so, outermost first: the speakers of the statements whose content has the words."""
    out: dict[str, Source] = {}
    around = [s for s in statements if any(a <= anchor[0] and anchor[1] <= b for a, b in s.content)]
    for statement in sorted(around, key=lambda s: s.span[0] - s.span[1]):
        quoted = any(a <= anchor[0] and anchor[1] <= b for a, b in statement.quotes)
        if not quoted and not _reports(text, statement):
            continue
        for source in statement.sources:
            out.setdefault(source.name or "", source)
        if statement.speaker and statement.speaker_span:
            code = (statement.speaker_code or "").split(".")[0] or None
            out.setdefault(statement.speaker, Source(statement.speaker, code, "speaker", statement.speaker_span))
    return tuple(out.values())


def _reports(text: str, statement: Statement) -> bool:
    """Whether a cue says that somebody says something, and not that he wants or does it."""
    if statement.form == "direct" or statement.cue_span is None:
        return statement.form == "direct"
    words = text[slice(*statement.cue_span)].lower().split()
    reporting = cues().reporting
    return bool(words) and (words[0] in {"according", "per", "as"} or any(_stem(w) & reporting for w in words))


def _stem(word: str) -> frozenset[str]:
    return frozenset({word, *stems(word)})
