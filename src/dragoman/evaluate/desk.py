"""The error desk: why an annotated event was not coded, and why a coded one is not annotated.

The cause is as near as a program can tell. It goes backwards along the way of the sentence: if the
event is there with other sides, the actors are to blame; if another event is there, the algebra or
the lexicon; if none is, the gate, the clauses or the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dragoman.evaluate.events import EventScores, actors_fit, codes_of, recipients_fit, stands_in, type_fits
from dragoman.evaluate.gold import Gold, GoldEvent, listed
from dragoman.evaluate.matching import common, match
from dragoman.evaluate.place import Page, Predicate, clause_lines, open_page, types_by
from dragoman.model import Document, Span
from dragoman.pipeline import Resources
from dragoman.record.schema import Line

Cause = Literal[
    "document", "segment", "gate", "clause", "lexicon", "algebra", "actor", "coreference", "span", "factuality", "extra"
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
Kind = Literal["missed", "false", "wrong"]
_INDIRECT = frozenset({"pronoun", "description"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "both"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One error: `missed` (annotated, not coded), `false` (coded, not annotated) or `wrong` (both, but
    with another factuality). `sentence` and `clauses` are what was read there, `line` is the coded
    event, its own or the one that stands in the place of a missed one."""

    kind: Kind
    cause: Cause
    why: str
    doc: str
    span: Span
    sentence: str
    clauses: tuple[str, ...]
    gold: GoldEvent | None
    line: Line | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        gold = self.gold and {
            "types": list(self.gold.types),
            "actors": sorted(self.gold.actors),
            "recipients": sorted(self.gold.recipients),
            "factuality": list(self.gold.factuality),
            "evidence": self.gold.evidence,
        }
        names = ("id", "event", "mode", "actor", "recipient", "factuality", "trigger", "rule", "confidence")
        line = self.line and {name: self.line.get(name) for name in names}
        head = {"kind": self.kind, "cause": self.cause, "why": self.why, "doc": self.doc, "span": list(self.span)}
        return {**head, "sentence": self.sentence, "clauses": list(self.clauses), "gold": gold, "coded": line}


def findings(gold: Gold, scores: EventScores, documents: Iterable[Document], resources: Resources) -> Iterator[Finding]:
    """Every error, by document and place. Documents are read again, sentence by sentence, with the
    tables at hand: what stands in the record may come from others."""
    texts = {d.doc: d for d in documents}
    matched = {id(g) for g, _ in scores.matched}
    for doc in sorted(gold.docs):
        wanted = [g for g in gold.events if g.doc == doc and id(g) not in matched]
        false = [line for line in scores.false if line["doc"] == doc]
        wrong = [(g, p) for g, p in scores.matched if g.doc == doc and _other_factuality(g, p)]
        if not wrong and not false and not any(g.core for g in wanted):
            continue
        if doc not in texts:
            yield from (
                Finding("missed", "document", "it is not in the record", doc, g.span, g.evidence, (), g, None)
                for g in wanted
                if g.core
            )
            continue
        desk = _Desk(open_page(texts[doc], resources), tuple(g for g, _ in scores.matched if g.doc == doc))
        found = [*desk.pairs(wanted, false), *(desk.factuality(g, p) for g, p in wrong)]
        yield from sorted(found, key=lambda f: (f.span, f.kind))


@dataclass(frozen=True, slots=True)
class _Desk:
    """The errors of one document; `settled` are the annotations that are matched."""

    page: Page
    settled: tuple[GoldEvent, ...]

    def pairs(self, wanted: Sequence[GoldEvent], false: Sequence[Line]) -> Iterator[Finding]:
        """Each missed annotation beside the coded event that stands in its place, if one does; then the rest."""
        partners = self._partners(wanted, false)
        taken: set[int] = set()
        for n, gold in enumerate(wanted):
            j = partners.get(n)
            line = None if j is None else false[j]
            cause, why = self._absent(gold) if line is None else self._differs(gold, line)
            if gold.core:
                yield self._finding("missed", cause, why, gold, line)
            if line is not None and j is not None:
                taken.add(j)
                yield self._finding("false", cause, why, gold, line)
        for j, line in enumerate(false):
            if j not in taken:
                yield self._finding("false", "extra", self._unwanted(line), None, line)

    def factuality(self, gold: GoldEvent, line: Line) -> Finding:
        """A match that is told as fact and is none, or the other way round."""
        why = f"{line['factuality']}, wanted {' or '.join(gold.factuality)}"
        return self._finding("wrong", "factuality", why, gold, line)

    def _finding(self, kind: Kind, cause: Cause, why: str, gold: GoldEvent | None, line: Line | None) -> Finding:
        span: Span = gold.span if gold is not None else (line["span"][0], line["span"][1]) if line else (0, 0)
        place = span if line is None else (min(span[0], line["span"][0]), max(span[1], line["span"][1]))
        clauses = clause_lines(self.page.predicates(place), self.page.document)
        doc = self.page.document.doc
        return Finding(kind, cause, why, doc, span, self.page.words(place), clauses, gold, line)

    def _partners(self, wanted: Sequence[GoldEvent], false: Sequence[Line]) -> dict[int, int]:
        """Annotation -> coded event that is likely meant to be it: the nearer ones first."""
        out: dict[int, int] = {}
        for fits in (_same_type, self._near, _same_sides, stands_in):
            golds = [n for n in range(len(wanted)) if n not in out]
            lines = [j for j in range(len(false)) if j not in out.values()]
            pairs = match([wanted[n] for n in golds], [false[j] for j in lines], fits)
            out.update({golds[n]: lines[j] for n, j in pairs.items()})
        return out

    def _near(self, gold: GoldEvent, line: Line) -> bool:
        """The same event in the same sentence, by a trigger outside the annotated words."""
        if not (type_fits(gold, line) and actors_fit(gold, line) and recipients_fit(gold, line)):
            return False
        around = self.page.sentences(gold.span) or (gold.span,)
        return common((around[0][0], around[-1][1]), _trigger(line)) > 0

    def _differs(self, gold: GoldEvent, line: Line) -> tuple[Cause, str]:
        if not stands_in(gold, line):
            word = self.page.document.text[slice(*_trigger(line))]
            return "span", f"the trigger “{word}” is outside the annotated words"
        if type_fits(gold, line):
            return _sides(gold, line)
        return _other_type(gold, line, self.page.predicates(gold.span))

    def _absent(self, gold: GoldEvent) -> tuple[Cause, str]:
        """Why nothing is coded where an annotation stands."""
        sentences = self.page.sentences(gold.span)
        if not sentences:
            return "segment", "these words are in no segment that is coded"
        if not any(s in self.page.kept for s in sentences):
            return "gate", "the sentence is not parsed"
        predicates = self.page.predicates(gold.span)
        known = [p for p in predicates if p.sense is not None and p.sense.none is None]
        if not known:
            return _unknown(predicates, self.page.unheard(gold.span))
        fitting = [p for p in known if p.types & set(gold.types)]
        return _withheld(gold, fitting) if fitting else _no_sense(gold, predicates)

    def _unwanted(self, line: Line) -> str:
        beside = [g for g in self.settled if stands_in(g, line)]
        if not beside:
            return "nobody annotated an event here"
        same = [g for g in beside if type_fits(g, line)]
        what = "/".join(dict.fromkeys(t for g in beside for t in g.types))
        return "the same event is coded twice" if same else f"these words are annotated as {what} alone"


def _same_type(gold: GoldEvent, line: Line) -> bool:
    return stands_in(gold, line) and type_fits(gold, line)


def _same_sides(gold: GoldEvent, line: Line) -> bool:
    return stands_in(gold, line) and actors_fit(gold, line) and recipients_fit(gold, line)


def _other_factuality(gold: GoldEvent, line: Line) -> bool:
    return bool(gold.factuality) and line.get("factuality") not in gold.factuality


def _trigger(line: Line) -> Span:
    start, end = line.get("trigger") or line["span"]
    return int(start), int(end)


def _sides(gold: GoldEvent, line: Line) -> tuple[Cause, str]:
    """Right type, other participants: who, and whether a pronoun or a description led there."""
    parts: list[str] = []
    led = False
    sides = (
        ("actor", gold.actors, actors_fit(gold, line)),
        ("recipient", gold.recipients, recipients_fit(gold, line)),
    )
    for name, want, fits in sides:
        if fits:
            continue
        codes = codes_of(line.get(name))
        parts.append(f"{name} {'+'.join(sorted(codes)) or 'nobody'}, wanted {'+'.join(sorted(want)) or 'nobody'}")
        for entity in listed(line.get(name)):
            if entity.get("code") in want:
                continue
            words = str(entity.get("entity_text") or "")
            missing = not entity.get("code") and bool(want - codes) and words.lower() in _PRONOUNS
            if entity.get("basis") in _INDIRECT or entity.get("antecedent_span") or missing:
                led = True
                parts.append(f"by “{words}”")
    if codes_of(line.get("actor")) == gold.recipients and codes_of(line.get("recipient")) == gold.actors:
        parts.append("the sides are exchanged")
    return ("coreference" if led else "actor"), "; ".join(parts)


def _other_type(gold: GoldEvent, line: Line, predicates: Sequence[Predicate]) -> tuple[Cause, str]:
    """Another event stands there: composed in another way, or by words that cannot give what is wanted."""
    able = [p for p in predicates if p.types & set(gold.types)]
    if able:
        words = ", ".join(f"“{p.clause.lemma}”" for p in able)
        return "algebra", f"{words} can give {'/'.join(gold.types)}, and {line['event'][0]} came out"
    kernel, operator, rest = str(line.get("rule") or "").partition(" < ")
    if operator:
        return "algebra", f"{line['event'][0]} was made of {kernel} by {rest}"
    return _no_sense(gold, predicates)


def _no_sense(gold: GoldEvent, predicates: Sequence[Predicate]) -> tuple[Cause, str]:
    wanted = "/".join(gold.types)
    for p in predicates:
        for sense in p.known:
            if sense is not p.sense and p.has_words(sense) and types_by(p.scene, sense) & set(gold.types):
                chosen = f"'{p.sense.id}' does" if p.sense is not None else "no sense does"
                return "lexicon", f"'{sense.id}' ({sense.where}) would give {wanted} but does not fit; {chosen}"
    words = ", ".join(dict.fromkeys(f"“{p.clause.lemma}”" for p in predicates)) or "the words"
    return "lexicon", f"no sense of {words} gives {wanted}"


def _unknown(predicates: Sequence[Predicate], unheard: Sequence[str]) -> tuple[Cause, str]:
    """No clause there has a sense that is an event."""
    if unheard:
        words = ", ".join(f"“{word}”" for word in unheard)
        return "clause", f"{words} is in the lexicon but heads no clause"
    if not predicates:
        return "clause", "no clause has its predicate in the annotated words"
    listed_ = [p for p in predicates if p.sense is not None]
    if listed_:
        return "lexicon", "; ".join(
            f"“{p.clause.lemma}” is listed as no event: {p.sense.none}" for p in listed_ if p.sense
        )
    unfit = [p.clause.lemma for p in predicates if p.known]
    if unfit:
        return "lexicon", f"no sense of {', '.join(f'“{word}”' for word in unfit)} fits"
    return "lexicon", f"the lexicon has no {', '.join(f'“{p.clause.lemma}”' for p in predicates)}"


def _withheld(gold: GoldEvent, fitting: Sequence[Predicate]) -> tuple[Cause, str]:
    """The right sense fits, and still there is no event of its own."""
    wanted = "/".join(gold.types)
    first = fitting[0]
    if first.sense is not None and first.sense.light:
        return "algebra", f"“{first.clause.lemma}” is an event only with a verb that makes it one"
    phrases = [phrase for found in first.clause.roles.values() for phrase in found]
    if not any(first.scene.casting.codes(phrase) for phrase in phrases):
        return "actor", f"“{first.clause.lemma}” is {wanted}, but nobody with a code takes part"
    return "algebra", f"“{first.clause.lemma}” is {wanted}, but no event of its own stands in the end"
