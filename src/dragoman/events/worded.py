"""What a copula says that somebody's words or will are: "X's demand is that Y go", "the position of X is that …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.draft import Outcome
from dragoman.events.judging import EVALUATED
from dragoman.events.matching import Match
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.senses import Sense
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import conjuncts, phrase_at

_COPULAS = frozenset({"be", "remain"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp"})
#: What nouns of these operators name is said or willed by their owner.
_SAID = frozenset({
    "report", "request", "threaten", "promise", "vow", "announce", "refuse", "accuse", "deny", "attempt", "expect",
    "wish", "order",
})  # fmt: skip


def worded(scene: Scene, clause: Clause) -> tuple[Clause, Match] | None:
    """A copula as the verb of its subject, with that noun's sense and its owner as agent; None for any other."""
    if clause.kind != "verb" or clause.lemma not in _COPULAS or clause.question or clause.negated:
        return None
    subjects = clause.roles.get("agent", ())
    said = (k for k in scene.of(clause) if k.kind == "verb" and k.link in _COMPLEMENTS)
    if len(subjects) != 1 or not any(k.head > clause.head for k in said):
        return None
    sense = _said(scene, clause, subjects[0])
    if sense is None:
        return None
    owners = [(role, p) for role, p in _owners(scene, subjects[0]) if scene.casting.coded(p)]
    roles = {role: tuple(p for r, p in owners if r == role) for role, _ in owners}
    return (replace(clause, lemma=sense.lemma, roles=roles), Match(sense, "patient", 1)) if owners else None


def answered(scene: Scene, clause: Clause, found: Outcome) -> Outcome:
    """ "X's answer was a raid on Y": what a copula says that somebody's answer is, they do."""
    if clause.kind != "verb" or clause.lemma not in _COPULAS or clause.negated or clause.question:
        return found
    subjects = [p for p in clause.roles.get("agent", ()) if scene.sentence.tokens[p.head].lemma in listed("answers")]
    owners = merge(e for s in subjects for _, p in _owners(scene, s) for e in scene.casting.coded(p))
    if not owners:
        return found
    heads = {p.head for p in clause.roles.get("attr", ())} | {k.head for k in scene.of(clause) if k.link == "attr"}
    given = {id(d): d._replace(actors=owners) for d in found.events if d.clause.head in heads and not d.codes}
    return replace(found, events=tuple(given.get(id(d), d) for d in found.events))


def _said(scene: Scene, clause: Clause, subject: Phrase) -> Sense | None:
    lemma = scene.sentence.tokens[subject.head].lemma
    if lemma in listed("stances"):
        return next((s for s in scene.lexicon.verbs.get("say", ()) if s.op == "report" and s.weight == 2), None)
    noun = next((k for k in scene.of(clause) if k.kind == "noun" and k.head == subject.head), None)
    match = scene.match(noun) if noun is not None else None
    if match is None or match.sense.op not in _SAID:
        return None
    judges = match.sense.frame is not None and match.sense.frame.name == EVALUATED
    return None if judges else match.sense


def _owners(scene: Scene, phrase: Phrase) -> Iterator[tuple[str, Phrase]]:
    """Whose words they are: "*X's* position", "the position of *X*", "the *Turkish* position"."""
    sentence = scene.sentence
    for k in sentence.children[phrase.head]:
        token = sentence.tokens[k]
        if token.dep in {"poss", "amod", "compound", "nmod"} and k < phrase.head:
            role = "poss" if token.dep == "poss" else "adj"
            yield from ((role, phrase_at(sentence, h)) for h in conjuncts(sentence, k))
        elif token.lower in {"of", "from", "by"} and k > phrase.head:
            objects = [o for o in sentence.children[k] if sentence.tokens[o].dep == "pobj"]
            yield from (("poss", phrase_at(sentence, h)) for o in objects for h in conjuncts(sentence, o))
