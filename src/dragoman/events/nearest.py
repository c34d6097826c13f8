"""Whom the words after a predicate name that its frame does not look at: "gathered north of *X*", "beefed up its
garrison in *X*". The nearest one stands for the recipient, where no one else is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.casting import LOCATIVE
from dragoman.events.draft import Draft
from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity

_PLACES = frozenset({*LOCATIVE, "around", "off", "outside", "into", "toward", "towards", "to", "through", "opposite"})
#: The prepositions before those concerned, by type.
_BEFORE = {
    "MOBILIZE": _PLACES | {"against", "of"},
    "PROTEST": _PLACES | {"against", "before", "of"},
    "SANCTION": frozenset({"on", "against", "with", "to", "from", "in"}),
    "RETREAT": frozenset({"from", "to", "in", "before", "against", "with", "around"}),
    "CONCEDE": frozenset({"to", "before", "with", "for", "in"}),
    "AID": frozenset({"to", "for", "in", "among"}),
    "COERCE": frozenset({"against", "on", "from", "in"}),
    "REJECT": frozenset({"from", "of", "by", "to", "with"}),
    "ACCUSE": frozenset({"against", "at", "over", "on", "into", "of"}),
    "THREATEN": frozenset({"against", "to", "on", "at"}),
    "AGREE": frozenset({"with", "to", "for", "in"}),
    "SUPPORT": frozenset({"for", "with", "to", "behind", "of"}),
    "COOPERATE": frozenset({"with", "to", "from", "between"}),
    "CONSULT": frozenset({"with", "to", "from", "between"}),
}
#: What forces do on their own land.
_MOVES = frozenset({"MOBILIZE", "RETREAT", "COERCE"})
#: What two sides do together.
_JOINT = frozenset({"COOPERATE", "CONSULT"})
#: Acts that the actor's own people may be meant by.
_DOMESTIC = frozenset({"MOBILIZE", "PROTEST"})
#: What hangs on the predicate without a verb of its own between.
_INSIDE = frozenset({"prep", "pobj", "dobj", "advmod", "nmod", "npadvmod", "conj"})


def nearest(scene: Scene, draft: Draft) -> Draft:
    """The draft with the nearest ones named after its predicate, where it has no recipient or other side."""
    allowed = _BEFORE.get(draft.type)
    own = draft.codes
    if allowed is None or not own or draft.depth or draft.op is not None or draft.clause.tense == "none":
        return draft
    if draft.reach == "none" and (len(draft.actors) > 1 or draft.type not in _JOINT):
        return draft
    if draft.recipients:
        return draft
    for token in _prepositions(scene, draft):
        if token.lower in allowed or _of_border(scene, draft, token):
            found = tuple(e for e in _objects(scene, token.i) if _may_be(draft, e, own))
            if found:
                return _with(draft, merge(found))
    return draft


def _of_border(scene: Scene, draft: Draft, preposition: Token) -> bool:
    """ "reinforced its border *with X*": whom the actor's own land has to do with."""
    noun = scene.sentence.tokens[preposition.i - 1]
    return draft.type in _MOVES and preposition.lower == "with" and scene.lexicon.in_class(noun.lemma, "border")


def _with(draft: Draft, found: tuple[Entity, ...]) -> Draft:
    if draft.reach == "none":
        return draft._replace(actors=merge((*draft.actors, *found)))
    return draft._replace(recipients=found)


def _may_be(draft: Draft, entity: Entity, own: frozenset[str]) -> bool:
    if entity.basis in {"pronoun", "description"} or any(
        entity.span[0] < a.span[1] and a.span[0] < entity.span[1] for a in draft.actors
    ):
        return False
    if entity.code not in own:
        return True
    people = entity.basis == "domestic" and entity.sector is not None and draft.type not in _JOINT
    return people or (draft.type in _DOMESTIC and entity.basis != "modifier")


def _objects(scene: Scene, preposition: int) -> Iterator[Entity]:
    s = scene.sentence
    for k in s.children[preposition]:
        if s.tokens[k].dep == "pobj":
            for one in conjuncts(s, k):
                for e in scene.casting.parties(phrase_at(s, one)):
                    yield replace(e, basis="place") if s.tokens[preposition].lower in LOCATIVE and not e.sector else e


def _prepositions(scene: Scene, draft: Draft) -> Iterator[Token]:
    """The prepositions after the predicate that hang on it or on its nouns, in text order."""
    tokens = scene.sentence.tokens
    heads = {draft.clause.head}
    if draft.clause.kind == "noun" and tokens[draft.clause.head].dep in {"dobj", "pobj", "nsubjpass"}:
        heads.add(_verb(tokens, draft.clause.head))
    for token in tokens[min(heads) + 1 :]:
        beside = (token.head, *scene.sentence.children[token.i])
        backed = any(scene.lexicon.in_class(tokens[k].lemma, "backing") for k in beside)
        if token.dep == "prep" and not backed and _hangs(tokens, token.i, heads):
            yield token


def _verb(tokens: tuple[Token, ...], i: int) -> int:
    while tokens[i].pos not in {"VERB", "AUX"} and tokens[i].head != i:
        i = tokens[i].head
    return i


def _hangs(tokens: tuple[Token, ...], i: int, heads: set[int]) -> bool:
    while i not in heads:
        at = tokens[i]
        if at.dep not in _INSIDE or at.head == i or at.pos in {"VERB", "AUX"}:
            return False
        i = at.head
    return True
