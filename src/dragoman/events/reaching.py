"""The recipients of a kernel: in its frame, beside the noun that it takes in, or where the parser hung them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman.events.borrowing import besides, elsewhere
from dragoman.events.matching import Match
from dragoman.events.parties import codes_of
from dragoman.events.recipients import Search, recipients_of
from dragoman.events.scene import Scene
from dragoman.events.senses import Frame
from dragoman.language.grammar import Clause
from dragoman.language.phrases import CIRCUMSTANCES, DAYS, conjuncts, phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity

#: Roles of a noun that the verb takes in, where nobody stands to whom it is done.
_NO_TARGET = frozenset({"agent", "patient", "adj", *CIRCUMSTANCES})
#: Types that keep the words of a thing that is hit, given or left.
_WHOLE = frozenset({"ASSAULT", "COERCE", "AID", "RETREAT"})
#: Prepositions that say to whom something is done, wherever they stand in a clause.
_AIMING = frozenset({"against", "on", "upon", "toward", "towards"})
#: Links inside a noun phrase that a stray preposition may hang on.
_INSIDE = frozenset({"prep", "pobj", "dobj", "conj", "appos", "nmod", "attr", "npadvmod", "pcomp", "acl"})
#: Words that open an example: "new sanctions, *including* travel bans, on X".
_EXAMPLES = frozenset({"include", "such", "like", "comprise", "as"})


@dataclass(frozen=True, slots=True)
class Reach:
    """A kernel's clause, the same with what its object lends it, its sense, its actors, who does what its
    event nouns name, and which of its nouns are events."""

    clause: Clause
    source: Clause
    match: Match
    actors: tuple[Entity, ...]
    authors: Mapping[int, tuple[Entity, ...]]
    acts: frozenset[int]


def reached(scene: Scene, reach: Reach) -> tuple[Entity, ...]:
    """Those to whom a kernel is done."""
    sense, clause, source, match = reach.match.sense, reach.clause, reach.source, reach.match
    if sense.type is None or sense.frame is None or not sense.frame.recipient:
        return ()
    own = codes_of(reach.actors)
    source = _unnamed(scene, source, sense.words)
    search = Search(sense.frame, match.object_role, reach.authors, own, sense.type in _WHOLE, reach.acts)
    recipients = recipients_of(scene.casting, source, search)
    if match.taken and sense.type != "MOBILIZE" and not any(r.code for r in recipients):
        extra = tuple(r for r in source.roles if r not in clause.roles or source.roles[r] != clause.roles[r])
        rest_of = replace(search, frame=Frame("taken", (), tuple(r for r in extra if r not in _NO_TARGET)))
        others = besides(recipients_of(scene.casting, source, rest_of), reach.actors)
        if not recipients or any(r.code and r.code not in own for r in others):
            recipients = others
    if not any(r.code or r.sector for r in recipients):
        recipients = _stray(scene, reach) or recipients
    return elsewhere(scene, clause, sense.type, reach.actors, recipients)


def _unnamed(scene: Scene, clause: Clause, words: tuple[str, ...]) -> Clause:
    """The clause without the words of the sense itself before its noun: the *truck* of a truck bomb."""
    if len(words) == 1 or "compound" not in clause.roles:
        return clause
    tokens = scene.sentence.tokens
    kept = tuple(p for p in clause.roles["compound"] if tokens[p.head].lemma not in words)
    return replace(clause, roles={**clause.roles, "compound": kept})


def _stray(scene: Scene, reach: Reach) -> tuple[Entity, ...]:
    """Whom a preposition of the frame names that hangs on a word between: "sanctions, including bans, *on X*"."""
    frame = reach.match.sense.frame
    roles = [r for r in frame.recipient if r in _AIMING] if frame is not None else []
    own = codes_of(reach.actors)
    for role in roles:
        for token in _below(scene, reach.clause):
            if token.lower != role:
                continue
            objects = [k for k in scene.sentence.children[token.i] if scene.sentence.tokens[k].dep == "pobj"]
            heads = [h for o in objects for h in conjuncts(scene.sentence, o)]
            found = [e for h in heads for e in scene.casting.parties(phrase_at(scene.sentence, h))]
            named = tuple(e for e in found if e.code not in own or e.basis in {"named", "office"})
            if named:
                return named
    return ()


def _below(scene: Scene, clause: Clause) -> Iterator[Token]:
    """The prepositions after a predicate that hang on its nouns, and not on other verbs."""
    tokens = scene.sentence.tokens
    for token in tokens[clause.head + 1 :]:
        if token.dep == "prep" and token.lower in _AIMING and _hangs(scene, token, clause.head):
            days = (tokens[k].lower in DAYS for k in scene.sentence.children[token.i])
            if not any(days):
                yield token


def _hangs(scene: Scene, token: Token, head: int) -> bool:
    tokens = scene.sentence.tokens
    i = tokens[token.i].head
    while i != head:
        at = tokens[i]
        if at.dep not in _INSIDE or at.head == i or (at.pos == "VERB" and at.lemma not in _EXAMPLES):
            return False
        i = at.head
    return True
