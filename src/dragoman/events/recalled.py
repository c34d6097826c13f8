"""Participants that a deed has from another one told before: whoever condemns "*the attack*" condemns who made it, and
whoever is freed is freed by those who held them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge
from dragoman.events.rebuttals import accusers
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity

#: How many sentences back the deed may be told.
REACH = 4
_JUDGED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_FACTS = frozenset({"actual", "historical"})
#: How somebody comes to be held.
_HELD = frozenset({("COERCE", "arrest"), ("ASSAULT", "abduct"), ("SANCTION", "convict"), ("COERCE", "seize")})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_THEIRS = frozenset({"his", "her", "their", "its"})
#: Where the deed stands that is judged, and what shows that it is another one than that told before.
_ROLES = ("patient", "of", "over", "for", "at", "about", "to", "with", "as")
_OWN = frozenset({"of", "on", "against", "by", "in", "at", "near", "from", "to"})


def recalled(told: Iterable[tuple[Scene, Sequence[Draft]]]) -> Iterator[tuple[Scene, tuple[Draft, ...]]]:
    """The drafts of a document's sentences in order, with whom they have from drafts before; basis `context`."""
    before: list[tuple[int, Draft]] = []
    for scene, drafts in told:
        here = scene.sentence.index
        before = [(n, d) for n, d in before if here - n <= REACH]
        out = []
        for draft in drafts:
            known = [d for _, d in reversed(before) if d.factuality in _FACTS]
            draft = _with_doers(scene, draft, known) if known else draft
            before.append((here, draft))
            out.append(draft)
        yield scene, tuple(out)


def _with_doers(scene: Scene, draft: Draft, known: Sequence[Draft]) -> Draft:
    if draft.type == "RETREAT" and draft.mode == "release" and not draft.actors:
        return draft._replace(actors=_holders(scene, draft.clause, codes_of(draft.recipients), known))
    if codes_of(draft.recipients) or not draft.codes:
        return draft
    if draft.type == "AGREE":
        found = _answered(scene, draft, known)
    elif draft.type in _JUDGED and draft.mode != "investigate":
        found = _answered(scene, draft, known)
        found = found or next((who for t in _deeds(scene, draft.clause) if (who := _doers(scene, t, draft, known))), ())
    elif draft.type == "THREATEN":
        found = _attackers(scene, draft, known)
    elif draft.type == "REQUEST":
        freed = (s.clause for s in draft.scopes if s.clause.lemma in listed("freeing") and _is_theirs(scene, s.clause))
        found = next((who for c in freed if (who := _holders(scene, c, draft.codes, known))), ())
    else:
        return draft
    return draft._replace(recipients=found) if found else draft


def _deeds(scene: Scene, clause: Clause) -> Iterator[Token]:
    """The nouns with "the" that a judgement is about and that say no more of the deed."""
    sentence = scene.sentence
    for role in _ROLES:
        for phrase in clause.roles.get(role, ()):
            kids = [sentence.tokens[k] for k in sentence.children[phrase.head]]
            if any(k.lower in _POINTING for k in kids) and not any(_says_more(k) for k in kids):
                yield sentence.tokens[phrase.head]


def _says_more(kid: Token) -> bool:
    """Whether a word of the noun phrase tells whose or which deed it is: "the attack *on X*", "the *Geneva* accord"."""
    named = kid.pos == "PROPN" and kid.dep in {"compound", "amod", "nmod"}
    return named or kid.dep in {"poss", "relcl", "acl"} or (kid.dep == "prep" and kid.lower in _OWN)


def _doers(scene: Scene, noun: Token, draft: Draft, known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Who did what a noun points back at: the last deed of its type."""
    types = {s.type for s in scene.lexicon.nouns.get(noun.lemma, ()) if s.type and len(s.words) == 1}
    any_deed = noun.lemma in listed("deeds")
    for deed in known:
        fits = class_of(deed) == "conflict" if any_deed else deed.type in types
        if fits and deed.codes and _is_other(deed, draft):
            phrase = phrase_at(scene.sentence, noun.i)
            return _meant(scene, deed, phrase.left, phrase.right)
    return ()


def _is_other(deed: Draft, draft: Draft) -> bool:
    """Whether those who did it are others than who judges it, by their state or by what they are there."""
    if deed.codes != draft.codes:
        return not deed.codes & draft.codes
    sides = [{e.sector for e in d.actors if e.code} for d in (deed, draft)]
    return not sides[0] & sides[1]


def _attackers(scene: Scene, draft: Draft, known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Whom those threaten who vow to strike back."""
    heads = [s.clause.head for s in draft.scopes if s.clause.lemma in listed("retaliating")]
    for deed in known if heads else ():
        if class_of(deed) == "conflict" and codes_of(deed.recipients) & draft.codes and deed.codes - draft.codes:
            return _meant(scene, deed, heads[0], heads[0] + 1)
    return ()


def _is_theirs(scene: Scene, clause: Clause) -> bool:
    """ "demanded *her* release"."""
    return any(scene.sentence.tokens[k].lower in _THEIRS for k in scene.sentence.children[clause.head])


def _holders(scene: Scene, clause: Clause, held: frozenset[str], known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Who holds somebody of a state, by the last deed that tells so."""
    for deed in known:
        if (deed.type, deed.mode) in _HELD and deed.codes and codes_of(deed.recipients) & held:
            return _meant(scene, deed, clause.head, clause.head + 1)
    return ()


def _answered(scene: Scene, draft: Draft, known: Sequence[Draft]) -> tuple[Entity, ...]:
    """Whose charge or demand is answered."""
    head = draft.clause.head
    return _here(scene, accusers(scene, draft, known), head, head + 1)


def _meant(scene: Scene, deed: Draft, left: int, right: int) -> tuple[Entity, ...]:
    """Who did a deed, where the tokens from `left` to `right` bring them back."""
    return _here(scene, deed.actors, left, right)


def _here(scene: Scene, entities: Iterable[Entity], left: int, right: int) -> tuple[Entity, ...]:
    """Participants named before, brought back by the tokens from `left` to `right`."""
    tokens = scene.sentence.tokens
    start, end = tokens[left].start, tokens[right - 1].end
    words = scene.casting.cast.sight.text[start:end]
    return merge(
        replace(e, span=(start, end), entity_text=words, basis="context", antecedent_span=e.antecedent_span or e.span)
        for e in entities
        if e.code
    )
