"""Judgements: praise or blame of whoever is the subject, by whoever says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft, Outcome
from dragoman.events.parties import merge, minus
from dragoman.events.retyping import retyped
from dragoman.events.speech import WARNING, speakers
from dragoman.language.grammar import OUGHT
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.model import Entity

#: The frame of words that judge their subject ("is a reliable partner").
EVALUATED = "evaluated"
#: What only might be so is no praise.
_MIGHT = frozenset({"could", "may", "might"})
#: What points at what was said before.
_POINTING = frozenset({"this", "that", "it", "these", "those"})


def evaluate(act: Act, inner: dict[int, Outcome]) -> Outcome:
    """ "X said that Y is a reliable partner": praise or blame of Y by whoever says so, and nothing if nobody does."""
    clause = act.clause
    rest = tuple(_laid(act, index, d) for index, found in inner.items() for d in found.events)
    judges = speakers(act.scene, clause)
    own = {s.code for s in judges}
    roles: tuple[str, ...] = ("agent", "subject", "patient")
    if act.op == "threaten" and clause.kind == "verb" and clause.roles.get("agent"):
        roles = roles[:1]
    casting = act.scene.casting
    about = tuple(
        e for role in roles for p in clause.roles.get(role, ()) for e in casting.coded(p) or casting.inside(p)
    )
    others = merge(e for e in minus(about, judges) if e.basis != "pronoun" or e.code not in own)
    deeds = () if _points(act, roles) else merge(minus(_of_deed(act), judges))
    others = deeds or others
    if not others and _points(act, roles):
        others, rest = _culprits(act, judges, inner, rest)
    kind = _verdict(act)
    if kind is None or not judges or not others:
        return Outcome(rest, ())
    if kind == "THREATEN":
        # "risked a war with X": what may come of it has not come.
        mains = [d for found in inner.values() for d in found.main]
        rest = tuple(d.as_("hypothetical") if any(d is m for m in mains) else d for d in rest)
    mode = "disapprove" if kind == "ACCUSE" else None
    draft = Draft(
        clause=clause,
        type=kind,
        mode=mode,
        modes=(mode,) if mode else (),
        actors=judges,
        recipients=others,
        steps=(f"{act.sense.id} ({act.op}) of its subject → {kind}",),
        rivals=act.match.rivals,
        depth=1,
    )
    draft = retyped(act.scene, draft)
    return Outcome((draft, *rest), (draft,))


def _verdict(act: Act) -> str | None:
    """What a judgement is: a threat where it is of what is to come, blame where praise is denied; None for what
    only should or could be so, and for blame that is denied."""
    clause = act.clause
    if clause.kind == "noun" and clause.link == "attr" and clause.parent is not None:
        # "is not a partner", "should be a partner"
        copula = act.scene.clauses[clause.parent]
        clause = replace(clause, negated=clause.negated or copula.negated, modal=copula.modal)
    if act.op == "threaten":
        above = act.scene.clauses[clause.parent] if clause.parent is not None else None
        warned = above is not None and above.lemma in WARNING and clause.link == "ccomp"
        ahead = clause.modal in {"will", "would", "shall", "could", "may"}
        return "THREATEN" if (ahead or warned) and not clause.negated else None
    if clause.modal in OUGHT and not clause.negated:
        return None
    if act.op == "praise":
        if clause.modal in _MIGHT and not clause.negated:
            return None
        return "ACCUSE" if clause.negated else "SUPPORT"
    return None if clause.negated else "ACCUSE"


def _points(act: Act, roles: tuple[str, ...]) -> bool:
    """Whether what is judged is only pointed at: "this is blackmail by X", "it was an attack by X"."""
    tokens = act.scene.sentence.tokens
    subject = [p for role in roles for p in act.clause.roles.get(role, ())]
    return act.op == "accuse" and all(tokens[p.head].lower in _POINTING for p in subject)


def _of_deed(act: Act) -> Iterator[Entity]:
    """Whose deed a thing is called: "the killing was a crime *by X*", "an act of terrorism *by X*"."""
    sentence, casting = act.scene.sentence, act.scene.casting
    nouns = (p.head for p in act.scene.clauses[act.clause.index].roles.get("attr", ()))
    by = (o for n in nouns for _, name, objects in prepositions(sentence, n) if name == "by" for o in objects)
    return (e for o in by for e in casting.coded(phrase_at(sentence, o)))


def _culprits(
    act: Act, judges: tuple[Entity, ...], inner: dict[int, Outcome], rest: tuple[Draft, ...]
) -> tuple[tuple[Entity, ...], tuple[Draft, ...]]:
    """Who does the wrong that a pronoun is said to be, and the events without that wrong."""
    done = [d for k, found in inner.items() if act.scene.clauses[k].link == "attr" for d in found.main]
    others = merge(e for d in done if class_of(d) == "conflict" for e in minus(d.actors, judges) if e.code)
    return others, tuple(d for d in rest if not any(d is m for m in done)) if others else rest


def _laid(act: Act, index: int, draft: Draft) -> Draft:
    """An act that its subject is responsible for or guilty of is the subject's."""
    kid = act.scene.clauses[index]
    if act.op != "accuse" or act.clause.negated or kid.kind != "noun" or kid.link not in {"prep:for", "prep:of"}:
        return draft
    if draft.clause.head != kid.head or any(a.code for a in draft.actors) or class_of(draft) != "conflict":
        return draft
    culprits = tuple(e for p in act.clause.roles.get("agent", ()) for e in act.scene.casting.anyone(p))
    return draft._replace(actors=merge(minus(culprits, draft.recipients)[:2]))
