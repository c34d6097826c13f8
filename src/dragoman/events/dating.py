"""Which clauses of a sentence tell the time of an event, and which tell that of something else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.events.draft import Draft
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence
from dragoman.model import Span
from dragoman.when import Around

#: Types that are done by speaking: the time of "said on Sunday that it would leave" is that of the promise.
_SPOKEN = frozenset({"AGREE", "CONCEDE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_UNREAL = frozenset({"future", "hypothetical"})
#: Subordinate clauses of the same time as what governs them …
_SAME_TIME = frozenset({None, "as", "when", "while", "where", "to"})
#: … and prepositions before a noun or a gerund that is done at the time of its clause.
_WITHIN = frozenset({"prep:in", "prep:at", "prep:during", "prep:with", "prep:by", "prep:through"})
_DONE = frozenset({"agent", "patient", "attr", "xcomp", "advcl"})
#: Clauses below an event noun that say when the event began or was: "the invasion that began in February".
_BEGINS = frozenset(
    {
        "begin",
        "start",
        "launch",
        "erupt",
        "break",
        "occur",
        "happen",
        "take",
        "commence",
        "open",
        "unfold",
        "hold",
        "kill",
    }
)
_SINCE = frozenset({None, "since", "that", "which", "when", "after"})


def around(
    text: str, sentence: Sentence, clauses: Sequence[Clause], draft: Draft, quoted: bool, bearing: Collection[str]
) -> Around:
    """What `when.date_of` needs of the sentence of an event. `quoted` says that it is told in quotation marks;
    `bearing` has the lemmas of verbs that add little to an event noun but its subject."""
    clause = draft.clause
    reach, top, coarse = clause.span, clause, False
    while top.parent is not None:
        above = clauses[top.parent]
        after = top.kind != "noun" and top.link == "advcl" and top.marker == "after"
        if not after and not _same_time(top, above, draft, bearing):
            break
        reach, top, coarse = _union(reach, above.span), above, coarse or after
    whole = top.parent is None
    own = tuple(c.span for c in clauses if _tells_when(c, clause, clauses, sentence))
    verbs = [c for c in clauses if c.kind != "noun" and c.index != clause.index]
    aside = [c for c in verbs if not _holds(c.span, clause.trigger) and c.span not in own]
    closed = [c.span for c in aside if _closed(c) or _follows(c, clause)]
    past = top.tense == "past" and top.aspect == "none" and not top.negated
    return Around(
        text=text,
        trigger=clause.trigger,
        others=tuple(c.span for c in verbs),
        closed=tuple(closed),
        own=own,
        reach=sentence.span if whole else reach,
        running=whole and past and not coarse and not quoted and draft.factuality == "actual",
        spoken=draft.type in _SPOKEN,
        coarse=coarse,
        nouns=tuple(c.span for c in clauses if _is_below(c, clause, clauses)),
        noun="none" if clause.kind != "noun" else "object" if clause.link == "patient" else "other",
    )


def _same_time(clause: Clause, above: Clause, draft: Draft, bearing: Collection[str]) -> bool:
    """Whether what is told of `clause` is of the time that `above` has."""
    link = (clause.link or "").removeprefix("inner:")
    if clause.kind == "noun":
        return _noun_same_time(link, above, draft, bearing)
    if link == "ccomp":
        if draft.type in _SPOKEN and clause.index == draft.clause.index:
            return True
        return draft.factuality not in _UNREAL and clause.tense == "past" and clause.modal is None
    if link in {"advcl", "conj"}:
        return clause.marker in _SAME_TIME
    return link in {"xcomp", "csubj", "acomp", "parataxis", "attr"} or link in _WITHIN


def _noun_same_time(link: str, above: Clause, draft: Draft, bearing: Collection[str]) -> bool:
    if draft.factuality in _UNREAL or above.negated:
        return False
    if link in {"agent", "attr"}:
        return above.lemma in bearing or (above.tense == "past" and above.aspect == "none")
    if link == "patient":
        return above.lemma in bearing
    return link in _WITHIN and above.aspect == "none"


def _tells_when(clause: Clause, event: Clause, clauses: Sequence[Clause], sentence: Sentence) -> bool:
    """Whether `clause` says when the event of a noun began or lasts: it hangs on the noun, or the noun on it,
    or its subject is a pronoun for the noun, the last event before it ("the war since it began in May")."""
    if event.kind != "noun" or clause.kind != "verb":
        return False
    if clause.parent == event.index:
        return clause.lemma in _BEGINS and clause.marker in _SINCE
    if event.parent == clause.index:
        return event.link == "agent" and clause.lemma in listed("lasting")
    subject = clause.roles.get("agent", ()) or clause.roles.get("patient", ())
    if clause.lemma not in _BEGINS or clause.marker not in _SINCE or not subject:
        return False
    before = [c for c in clauses if c.kind == "noun" and c.head < subject[0].left]
    return sentence.tokens[subject[0].head].lower in {"it", "they"} and bool(before) and before[-1].index == event.index


def _is_below(noun: Clause, event: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether an event noun stands behind the event and is not of its time, as a verb's own object or what it is
    done by are ("signed a treaty in 1993", "killed in a raid in 2015")."""
    if noun.kind != "noun" or noun.index == event.index or noun.trigger[0] < event.trigger[1]:
        return False
    while noun.parent is not None:
        link = (noun.link or "").removeprefix("inner:")
        if link not in _DONE and link not in _WITHIN:
            return True
        if noun.parent == event.index:
            return False
        noun = clauses[noun.parent]
    return True


def _closed(clause: Clause) -> bool:
    """Whether the times in `clause` are its own: what somebody says, a person's history, what came before."""
    link = clause.link or ""
    if link in {"relcl", "acl"} or link.startswith("prep:"):
        return True
    if link == "ccomp":
        return True
    return link == "advcl" and clause.marker not in _SAME_TIME


def _follows(clause: Clause, event: Clause) -> bool:
    """Whether a clause is a later main clause that the event is no part of: "… to train them, but last year left"."""
    later = clause.parent is None and clause.trigger[0] > event.trigger[0]
    return later and not _holds(event.span, clause.span)


def _holds(span: Span, trigger: Span) -> bool:
    return span[0] <= trigger[0] and trigger[1] <= span[1]


def _union(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])
