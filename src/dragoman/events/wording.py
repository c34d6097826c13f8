"""The words of an event, by where they stand: what the table of modes looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.events.draft import Draft
from dragoman.events.modes import Facts
from dragoman.events.parties import BODIES
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Sentence

#: Types that are about something still to be done: all their words say what.
CONTENT = frozenset({"REQUEST", "REJECT", "THREATEN"})
_BY = frozenset({"agent", "by", "poss", "from"})
_TARGET = frozenset({"patient", "recipient", "of", "on", "upon", "against", "at", "over"})
#: Of a meeting only those who are met and what it is about are not its setting.
_MET = frozenset({"patient", "recipient", "of", "over", "against"})
_LOCATIVE = ("in", "at", "near", "inside")
_MODIFIERS = frozenset({"advmod", "prt", "acomp", "amod", "compound", "nmod", "npadvmod", "prep", "agent", "dative"})
#: Clauses that say what the one above is about: "a plan to invade".
_ABOUT = frozenset({"xcomp", "ccomp", "acl", "inner:acl", "inner:xcomp", "inner:ccomp"})


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
    return draft._replace(modes=found or ((draft.mode,) if draft.mode else ()))


def _facts(scene: Scene, draft: Draft, taken: Sequence[int], content: Sequence[Clause] | None) -> Facts:
    clause, sentence = draft.clause, scene.sentence
    targets = frozenset() if content is not None else _MET if draft.type == "CONSULT" else _TARGET
    words, by, target = set(_predicate(sentence, clause)), set[int](), set[int]()
    for role, phrase in _phrases(clause):
        tokens = range(phrase.left, phrase.right)
        if role in _BY:
            by.update(tokens)
        elif role in _TARGET:
            target.update(tokens)
        if (content is None or role not in _BY) and (role not in targets or phrase.head in taken):
            words.update(tokens)
    if content is not None:
        # "issued a threat to close the strait": what hangs on the noun of the predicate says what, too.
        nouns = (k for k in scene.of(clause) if k.head in taken and k.lemma in listed("menaces"))
        inner = {
            k.index: k for k in (*content, *(k for c in (clause, *nouns) for k in scene.of(c) if k.link in _ABOUT))
        }
        words.update(i for kid in inner.values() for i in _said(scene, kid, 2))
    texts = {name: _text(sentence, found) for name, found in (("words", words), ("by", by), ("target", target))}
    codes = {e.code for e in (*draft.actors, *draft.recipients) if e.code}
    return Facts(
        texts={**texts, "sentence": _text(sentence, (t.i for t in sentence.tokens if t.i not in target))},
        lemma=clause.lemma,
        parties=len(draft.codes),
        place=_place(scene, clause, codes, len(draft.actors)) if draft.type == "CONSULT" else None,
        person=any(role in _TARGET and scene.casting.is_person(p) for role, p in _phrases(clause)),
        at=len(_text(sentence, (i for i in range(clause.head) if i not in target))),
    )


def _phrases(clause: Clause) -> Iterator[tuple[str, Phrase]]:
    for role, found in (*clause.roles.items(), *clause.adjuncts.items()):
        yield from ((role, phrase) for phrase in found)


def _predicate(sentence: Sentence, clause: Clause) -> Iterator[int]:
    """The predicate with its bare modifiers and prepositions."""
    yield clause.head
    yield from (k for k in sentence.children[clause.head] if sentence.tokens[k].dep in _MODIFIERS)


def _said(scene: Scene, clause: Clause, depth: int) -> Iterator[int]:
    """The words of a clause and of its complements, without what is said by the way."""
    yield from _predicate(scene.sentence, clause)
    for role, phrase in _phrases(clause):
        if role != "agent":
            yield from range(phrase.left, phrase.right)
    if depth:
        for kid in scene.of(clause):
            if kid.link in _ABOUT:
                yield from _said(scene, kid, depth - 1)


def _text(sentence: Sentence, tokens: Iterable[int]) -> str:
    """The tokens in lower case and in order, with a comma where some are left out."""
    out: list[str] = []
    before = -1
    for i in sorted(tokens):
        if out and i != before + 1:
            out.append(",")
        out.append(sentence.tokens[i].lower)
        before = i
    return " ".join(out)


def _place(scene: Scene, clause: Clause, codes: set[str], sides: int) -> str | None:
    """Whose land it happens in: that of one of two or more who take part ("host"), or another's ("abroad"), also
    where two sides of one state meet there."""
    if not codes or sides < 2:
        return None
    for phrase in _sites(scene.sentence, clause):
        name = scene.casting.cast.named_at(scene.sentence, phrase.head)
        land = {name} if name else {e.code for e in scene.casting.inside(phrase) if e.code}
        if land and not land & BODIES:
            return "host" if land & codes else "abroad"
    return None


def _sites(sentence: Sentence, clause: Clause) -> Iterator[Phrase]:
    """Places by name: of the clause itself, or hung by the parser on those who meet ("his counterpart in Bangkok")."""
    for role, phrase in _phrases(clause):
        own = [phrase] if role in _LOCATIVE else []
        for k in range(phrase.left, phrase.right):
            if sentence.tokens[k].dep == "prep" and sentence.tokens[k].lower in _LOCATIVE:
                own += [Phrase(o, o, o + 1) for o in sentence.children[k] if sentence.tokens[o].dep == "pobj"]
        for one in own:
            head = sentence.tokens[one.head]
            if head.pos == "PROPN" or head.lemma in listed("sites"):
                yield one
