"""What is set as an aim, a task or a condition: it is asked for by whoever says so, or whose aim it is ("the priority
is a truce", "the withdrawal of X is a condition for talks", "talks depend on a truce")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.events.parties import merge
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.model import Entity

_COPULAS = frozenset({"be", "remain", "become", "stay"})
#: Verbs that say what their object is to be: "made a truce a condition".
_SETTING = frozenset({"make", "set", "keep", "consider", "call", "see", "deem", "declare"})
#: Links of what is to be: "the solution is *for X to go*".
_BELOW = frozenset({"ccomp", "xcomp", "csubj", "advcl", "prep:for"})
_ON = ("on", "upon")


class Goal(NamedTuple):
    """What is to be, and whose aim or condition it is; `owed`: it is asked for also where no sense knows it."""

    phrase: Phrase
    owners: tuple[Entity, ...] = ()
    owed: bool = False


def goals(scene: Scene, clause: Clause) -> Iterator[Goal]:
    """All that a clause says is somebody's aim, task or condition."""
    if clause.question or clause.negated or (clause.aspect == "perfect" and clause.lemma in _COPULAS):
        return
    if clause.lemma in listed("hinging") and clause.modal not in {"may", "might"}:
        yield from _hinged(scene, clause)
    elif clause.kind == "verb" and clause.lemma in _COPULAS:
        yield from _equated(scene, clause)
    elif clause.kind == "verb" and clause.lemma in _SETTING and clause.voice == "active":
        yield from _set(scene, clause)
    elif clause.kind == "verb" and clause.aspect == "progressive":
        # "the priority was reaching a truce", which small parsers take for a tense
        yield from (Goal(_whole(clause), *owed) for p in clause.roles.get("agent", ()) if (owed := _owed(scene, p)))


def _equated(scene: Scene, clause: Clause) -> Iterator[Goal]:
    """ "the priority is a truce", "a truce is the priority", "what is needed is a truce"."""
    subjects, nouns = clause.roles.get("agent", ()), clause.roles.get("attr", ())
    below = [
        k
        for k in scene.of(clause)
        if k.kind == "verb" and k.link in _BELOW and (k.head > clause.head or k.link == "csubj")
    ]
    wanting = next(
        (k for k in below if k.link == "csubj" and k.lemma in listed("lacking") and _is_free(scene, k)), None
    )
    if wanting is not None:
        owners = merge(e for p in wanting.roles.get("agent", ()) for e in scene.casting.coded(p))
        yield from (Goal(p, owners) for p in nouns)
        return
    for subject in subjects:
        if owed := _owed(scene, subject):
            yield from (Goal(p, *owed) for p in nouns)
            yield from (Goal(_whole(k), *owed) for k in below)
    for noun in nouns:
        if (owed := _owed(scene, noun)) and scene.sentence.tokens[noun.head].lemma != "step":
            yield from (Goal(p, *owed) for p in subjects)
            yield from (Goal(_whole(k), *owed) for k in below if k.link in {"csubj", "ccomp"})


def _is_free(scene: Scene, kid: Clause) -> bool:
    """ "*what* is needed", "*what* X wants"."""
    return any(scene.sentence.tokens[k].lower in {"what", "all"} for k in scene.sentence.children[kid.head])


def _hinged(scene: Scene, clause: Clause) -> Iterator[Goal]:
    """ "talks depend on a truce", "made aid conditional on reforms"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    owners: tuple[Entity, ...] = ()
    places = [clause]
    if clause.kind == "adj" and above is not None and above.lemma in _SETTING:
        owners = merge(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))
        places.append(above)
    for place in places:
        for role in _ON:
            yield from (Goal(p, owners, clause.kind == "adj" or _is_deed(scene, p)) for p in place.roles.get(role, ()))
            yield from (
                Goal(_whole(k), owners) for k in scene.of(place) if k.link == f"prep:{role}" and k.kind == "verb"
            )


def _is_deed(scene: Scene, phrase: Phrase) -> bool:
    """ "the return of the land *by X*": somebody is to do it."""
    return any(scene.sentence.tokens[k].lower == "by" for k in scene.sentence.children[phrase.head])


def _set(scene: Scene, clause: Clause) -> Iterator[Goal]:
    """ "has made the withdrawal of X a condition for talks"."""
    sentence = scene.sentence
    owners = merge(e for p in clause.roles.get("agent", ()) for e in scene.casting.coded(p))
    if any(_owed(scene, p) for p in clause.roles.get("attr", ())):
        yield from (Goal(p, owners, True) for p in clause.roles.get("patient", ()))
    for phrase in clause.roles.get("patient", ()):
        # Small parsers make the first noun the subject of the other.
        subjects = [k for k in sentence.children[phrase.head] if sentence.tokens[k].dep == "nsubj"]
        if subjects and _owed(scene, phrase):
            yield from (Goal(phrase_at(sentence, k), owners, True) for k in subjects)


def _owed(scene: Scene, phrase: Phrase) -> tuple[tuple[Entity, ...], bool] | None:
    """Whose aim or condition a noun phrase names, and whether it is a condition; None for any other noun."""
    sentence, lemma = scene.sentence, scene.sentence.tokens[phrase.head].lemma
    kids = [sentence.tokens[k] for k in sentence.children[phrase.head]]
    before = {w for k in kids if k.i < phrase.head for w in (k.lower, k.lemma)}
    ahead = {k.lower for k in kids if k.i > phrase.head} & {"forward", "out", "ahead"}
    one = lemma in listed("ways") and bool(before & listed("foremost") or ahead)
    aim = lemma in listed("purposes") and not any(k.lower == "of" for k in kids)
    denied = {"no", "not"} & before or (phrase.left and sentence.tokens[phrase.left - 1].lower == "not")
    if denied or not (one or aim or lemma in listed("conditions")):
        return None
    owners = [phrase_at(sentence, k.i) for k in kids if k.dep == "poss"]
    return merge(e for p in owners for e in scene.casting.coded(p)), lemma in listed("conditions")


def _whole(clause: Clause) -> Phrase:
    """A clause as that which is to be."""
    return Phrase(clause.head, clause.head, clause.head + 1)
