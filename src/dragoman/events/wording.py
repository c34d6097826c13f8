"""The words of an event, by where they stand: what the table of modes looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.modes import Facts
from dragoman.events.scene import Scene
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Sentence

_BY = frozenset({"agent", "by", "poss", "from"})
_TARGET = frozenset({"patient", "recipient", "of", "on", "upon", "against", "at", "over"})
_LOCATIVE = ("in", "at", "near", "inside")
_MODIFIERS = frozenset({"advmod", "prt", "acomp", "amod", "compound", "nmod", "npadvmod"})
#: Nouns that name a place by its state: "in the Turkish capital".
_SITES = frozenset({"capital", "city", "town", "resort", "village", "island", "province"})
#: Clauses on a noun that say what it is about: "a plan to invade".
_CONTENT = frozenset({"xcomp", "ccomp", "acl", "inner:acl", "inner:xcomp", "inner:ccomp"})
_GAP = " , "
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})


def moded(
    scene: Scene, draft: Draft, told: str | None, taken: Sequence[int] = (), content: Sequence[Clause] | None = None
) -> Draft:
    """The draft with its modes. `told` is the mode that its sense or its operator gives for sure, `taken` are
    nouns of the predicate itself ("open *fire*"). With `content`, the clauses that an operator governs, all words
    but the agent's are what is asked for, refused or threatened."""
    table = scene.lexicon.modes
    found: tuple[str, ...] = ()
    if draft.type in table.cues:
        found = table.of(draft.type, told, _facts(scene, draft, taken, content))
    return replace(draft, modes=found or ((draft.mode,) if draft.mode else ()))


def _facts(scene: Scene, draft: Draft, taken: Sequence[int], content: Sequence[Clause] | None) -> Facts:
    clause, sentence = draft.clause, scene.sentence
    words: list[Iterable[int]] = [_predicate(sentence, clause)]
    by: list[Iterable[int]] = []
    target: list[Iterable[int]] = []
    for role, found in (*clause.roles.items(), *clause.adjuncts.items()):
        for phrase in found:
            tokens = range(phrase.left, phrase.right)
            if role in _BY:
                by.append(tokens)
            if (content is None and (role not in _TARGET or phrase.head in taken)) or (
                content is not None and role not in _BY
            ):
                words.append(tokens)
            if role in _TARGET:
                target.append(tokens)
    if content is not None:
        inner = {k.index: k for k in (*content, *(k for k in scene.of(clause) if k.link in _CONTENT))}
        words.extend(piece for kid in inner.values() for piece in _said(scene, kid, 2))
    whole = _text(sentence, [range(len(sentence.tokens))])
    texts = {name: _text(sentence, found) for name, found in (("words", words), ("by", by), ("target", target))}
    codes = {e.code for e in (*draft.actors, *draft.recipients) if e.code}
    return Facts(
        texts={**texts, "sentence": whole},
        lemma=" ".join((clause.lemma, *clause.particles)),
        parties=len(codes),
        place=_place(scene, clause, codes) if draft.type == "CONSULT" else None,
        at=len(_text(sentence, [range(clause.head)])),
    )


def _predicate(sentence: Sentence, clause: Clause) -> list[int]:
    """The predicate with its bare modifiers."""
    kids = [k for k in sentence.children[clause.head] if sentence.tokens[k].dep in _MODIFIERS]
    return sorted([clause.head, *kids])


def _said(scene: Scene, clause: Clause, depth: int) -> Iterator[Iterable[int]]:
    """The words of a clause and of its complements, without what is said by the way."""
    yield _predicate(scene.sentence, clause)
    for found in (*clause.roles.values(), *clause.adjuncts.values()):
        yield from (range(p.left, p.right) for p in found)
    if depth:
        for kid in scene.of(clause):
            if kid.link in _CONTENT:
                yield from _said(scene, kid, depth - 1)


def _text(sentence: Sentence, pieces: Iterable[Iterable[int]]) -> str:
    """The tokens of each piece in lower case; a comma stands between two pieces."""
    return _GAP.join(" ".join(sentence.tokens[i].lower for i in piece) for piece in pieces)


def _place(scene: Scene, clause: Clause, codes: set[str]) -> str | None:
    """Whose land it happens in: that of one of two or more who take part ("host"), or another's ("abroad")."""
    if len(codes) < 2:
        return None
    roles: Mapping[str, Sequence[Phrase]] = {
        r: (*clause.roles.get(r, ()), *clause.adjuncts.get(r, ())) for r in _LOCATIVE
    }
    for phrase in (p for found in roles.values() for p in found):
        head = scene.sentence.tokens[phrase.head]
        if head.pos != "PROPN" and head.lemma not in _SITES:
            continue
        land = {e.code for e in scene.casting.coded(phrase) or scene.casting.inside(phrase) if e.code}
        if land and not land & _BODIES:
            return "host" if land & codes else "abroad"
    return None
