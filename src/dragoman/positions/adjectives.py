"""Stances that adjectives and fixed phrases take: "is wary of", "is against", "marched in protest at"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.nouns import has_subject
from dragoman.positions.reading import Hit, Part, View
from dragoman.positions.tables import Side, Stance
from dragoman.positions.told import is_told, polarity
from dragoman.positions.verbs import TURNED, inner_stance

_COPULAS = frozenset({"be", "remain", "stay", "become", "seem", "appear", "keep", "feel", "sound", "grow", "'s"})
_PREDICATE = frozenset(
    {"acomp", "attr", "oprd", "ROOT", "conj", "advcl", "ccomp", "xcomp", "relcl", "amod", "acl", "appos"}
)
_SIDED = ("of", "with", "for", "at", "against", "over", "to")
_NONE = 0.0


def adjective_hits(view: View) -> Iterator[Hit]:
    """The stances that predicate adjectives and fixed phrases take."""
    for token in view.tokens:
        if token.dep in _PREDICATE and token.pos in {"ADJ", "VERB", "NOUN", "ADV"}:
            listed = view.tables.adjectives.get(token.lower) or view.tables.adjectives.get(token.lemma) or ()
            hit = next((h for s in listed if (h := _adjective_hit(view, token, s)) is not None), None)
            if hit is not None:
                yield hit
        if token.lemma in _COPULAS and token.pos in {"AUX", "VERB"}:
            hit = _phrase_hit(view, token)
            if hit is not None:
                yield hit
        elif token.pos == "VERB" and token.lemma not in view.tables.words["voting"]:
            hit = _sided(view, token)
            if hit is not None:
                yield hit


def _adjective_hit(view: View, token: Token, stance: Stance) -> Hit | None:
    slot, parts = _adjective_parts(view, token, stance.takes)
    if not parts:
        return None
    actors, how = _subjects(view, token)
    if not actors or how is None:
        return None
    side: Side | None = stance.negated if how else stance.side
    if side is None:
        return None
    inner = inner_stance(view, parts[0]) if slot == "infinitive" and not parts[0].denied else None
    if inner is not None and how and inner[0] == "against":
        return None  # "is not willing to rule out X"
    if inner is not None:
        side = TURNED[inner[0]] if side == "against" else inner[0]
        parts = inner[2]
    side = TURNED[side] if parts[0].denied else side
    rule = f"{stance.id}: “{token.lower}” + {slot}" + (f"; {how}" if how else "")
    return Hit(
        token.i,
        actors,
        parts,
        side,
        stance.strength if side != "neutral" else _NONE,
        rule,
        stance.known,
        inner is not None,
    )


def _adjective_parts(view: View, token: Token, takes: tuple[str, ...]) -> tuple[str, tuple[Part, ...]]:
    copula = view.tokens[token.head]
    for slot in takes:
        if slot == "infinitive":
            acts = [t for t in view.kids(token.i) if t.dep in {"xcomp", "ccomp"} and t.tag == "VB"]
            if acts:
                return slot, (view.clause_part(acts[0].i),)
            continue
        if slot == "clause":
            told = next((t for t in view.kids(token.i) if t.dep == "ccomp" and has_subject(view, t)), None)
            if told is not None:
                return slot, (view.clause_part(told.i, view.subject_of(told.i)),)
            continue
        found = view.objects(token.i, slot)
        if not found and copula.lemma in _COPULAS:
            found = tuple(p for p in view.objects(copula.i, slot) if p.left > token.i)
        if found:
            return slot, found
    return "", ()


def _subjects(view: View, token: Token) -> tuple[tuple[Entity, ...], str | None]:
    """Who an adjective is said of, and how that is denied; None for what only may be."""
    clause = view.clause.get(token.i)
    above = view.tokens[token.head]
    if clause is None and above.lemma in _COPULAS:
        clause = view.clause.get(above.i)
    if clause is not None and _is_doubted(view, above if above.lemma in _COPULAS else token):
        return (), None
    if clause is None:
        if token.dep in {"amod", "acl", "appos"} and above.pos in {"NOUN", "PROPN"} and above.i < token.i:
            return view.who(phrase_at(view.sentence, above.i)), ""
        return (), None
    if not is_told(view, clause):
        return (), None
    roles = clause.roles.get("patient" if clause.voice == "passive" else "agent", ())
    if not roles and above.dep == "conj" and above.head < above.i:  # "Norway, allied to X, is keen on Y"
        first = view.clause.get(above.head)
        roles = first.roles.get("agent", ()) if first is not None else ()
    found = tuple(e for p in roles for e in view.who(p))
    negated = clause.negated or any(t.dep == "neg" for t in view.kids(above.i) if above.lemma in _COPULAS)
    return found, "negated" if negated else ""


def _is_doubted(view: View, verb: Token) -> bool:
    """Whether a clause is what somebody doubts or denies."""
    return verb.dep == "ccomp" and view.tokens[verb.head].lemma in {"doubt", "deny", "dispute", "question", "refute"}


def _phrase_hit(view: View, token: Token) -> Hit | None:
    """ "is in favour of X", "is against X"."""
    clause = view.clause.get(token.i)
    if clause is None or not is_told(view, clause):
        return None
    for words, (side, strength) in view.tables.phrases.items():
        parts = tuple(_doing(view, p) for p in view.objects(token.i, words))
        if parts:
            actors = tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))
            if clause.negated:
                side, strength = ("neutral", _NONE) if side == "against" else ("against", strength)
            return Hit(token.i, actors, parts, side, strength, f"phrase: “{words}”") if actors else None
    return None


def _doing(view: View, part: Part) -> Part:
    """What somebody does, where a phrase names them doing it: "in favour of the party boycotting the vote"."""
    act = next((t for t in view.kids(part.head) if t.dep == "acl" and t.tag == "VBG"), None)
    who = phrase_at(view.sentence, part.head)
    if act is None or part.is_clause or not view.is_somebody(who):
        return part
    return view.clause_part(act.i, Phrase(part.head, part.left, act.i))


def _sided(view: View, token: Token) -> Hit | None:
    """ "tweeted in support of X", "marched in protest at X": what is done takes a side."""
    words = view.tables.words
    for prep in view.kids(token.i):
        noun = next((t for t in view.kids(prep.i) if t.dep == "pobj"), None) if prep.lower == "in" else None
        if noun is None or noun.lemma not in words["sides_taken"] | words["sides_refused"]:
            continue
        clause = view.clause.get(token.i)
        if clause is None or not is_told(view, clause) or polarity(view, clause) != "":
            return None
        parts = next((p for slot in _SIDED if (p := view.objects(noun.i, slot))), ())
        actors = tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))
        side: Side = "for" if noun.lemma in words["sides_taken"] else "against"
        if parts and actors:
            return Hit(token.i, actors, parts, side, 0.8, f"phrase: “in {noun.lemma}”", known=True, sides=True)
    return None
