"""What speakers say there has to be, by the word of nobody else: a demand by whoever says so ("there must be an
inquiry into the raid", "a withdrawal is needed")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.events.algebra import class_of
from dragoman.events.barred import CONDITIONS, PARTIES, expletive, ruled_out, under
from dragoman.events.demanding import request_of
from dragoman.events.draft import Draft, Outcome
from dragoman.events.goals import Goal, goals
from dragoman.events.parties import codes_of, merge, minus
from dragoman.events.scene import Scene
from dragoman.events.turn_of import turns_of
from dragoman.events.voice import pressed
from dragoman.events.words import listed
from dragoman.language.grammar import OUGHT, Clause, Phrase
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.model import Entity

_SEMI = frozenset({"need", "have"})
_NEED = frozenset({"need", "necessity", "urgency", "call", "demand"})
_WANTED = frozenset({"need", "require"})
_RULING = frozenset({"GOV", None})
#: What others are asked for by whoever names it as an aim; of the rest it may be their own.
_AIMED = frozenset({"RETREAT", "CONCEDE", "CONSULT", "AGREE", "AID"})


def wanted(
    scene: Scene, clauses: Sequence[Clause], inner: dict[int, Outcome], speakers: tuple[Entity, ...]
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """The demands that `speakers` make by saying that what these clauses name has to be, and the events of the
    clauses without what is only demanded."""
    if not any(s.code for s in speakers):
        return (), ()
    turns = turns_of(scene, clauses, inner, speakers)
    if turns[0]:
        return turns
    made: list[Draft] = []
    told: list[Draft] = []
    for clause in clauses:
        found = inner[clause.index].events if clause.index in inner else ()
        wishes = [Goal(p, owed=True) for p in _needed(scene, clause)]
        wishes += [g for g in goals(scene, clause) if not g.owners]
        asked = [(g.phrase, _demand(scene, clause, g, found, speakers)) for g in wishes]
        heads = {p.head for p, draft in asked if draft is not None}
        heads |= {clause.head} if heads else set()
        made.extend(draft for _, draft in asked if draft is not None)
        told.extend(d for d in found if heads and d.clause.head not in heads)
    return tuple(made), tuple(told)


def quoted(scene: Scene, clause: Clause, found: Outcome) -> tuple[Draft, ...]:
    """The events of a clause that governs all others, as whoever is quoted with it means them."""
    speaker = scene.voice(clause)
    if speaker is None:
        return found.events
    barred = ruled_out(scene, (clause,), (speaker,))
    asked, told = wanted(scene, (clause,), {clause.index: found}, (speaker,)) if not barred else ((), ())
    return barred or ((*asked, *told) if asked else pressed(scene, found.events, speaker))


def set_out(scene: Scene, clause: Clause, found: Outcome) -> Outcome:
    """What a clause comes to that says what somebody's aim or condition is: their demand; and what only is an aim has
    not been done."""
    told = list(found.events)
    made: list[Draft] = []
    for goal in goals(scene, clause):
        draft = _demand(scene, clause, goal, found.events, goal.owners) if goal.owners else None
        if draft is not None:
            made.append(draft)
            told = [d for d in told if d.clause.head not in {goal.phrase.head, clause.head}]
        elif clause.tense != "past" or clause.parent is not None:
            told = [_open(d) if d.clause.head == goal.phrase.head else d for d in told]
    return Outcome((*made, *told), tuple(made) or found.main)


def _open(draft: Draft) -> Draft:
    """What a noun names that only is to be; what a verb says it does has the mood of its verb."""
    bare = draft.clause.kind == "noun" and draft.factuality == "actual" and draft.op is None
    return draft.as_("hypothetical") if bare else draft


def _demand(
    scene: Scene, clause: Clause, goal: Goal, found: Iterable[Draft], speakers: tuple[Entity, ...]
) -> Draft | None:
    """The demand for what a noun phrase or a clause names, of whoever is to do it."""
    phrase = goal.phrase
    noun = next((k for k in scene.clauses if k.head == phrase.head and k.kind == "noun"), None)
    match = scene.match(noun) if noun is not None else None
    inner = next((d for d in found if d.clause.head == phrase.head), None)
    if inner is None and match is not None and match.sense.type is not None and noun is not None:
        roles = (*PARTIES, "in") if match.sense.type == "RETREAT" else PARTIES
        others = merge(e for r in roles for p in noun.roles.get(r, ()) for e in scene.casting.coded(p))
        inner = Draft(noun, match.sense.type, match.sense.mode, (), others, (match.sense.id,))
    if inner is not None and class_of(inner) == "conflict" and inner.type not in {"ACCUSE", "SANCTION"}:
        return None
    told = _others(_doing(scene, phrase), speakers) if inner is None else ()
    others = told or _asked(scene, phrase, inner, speakers)
    theirs = inner is not None and inner.type in _AIMED and not codes_of(inner.actors) & codes_of(speakers)
    if not (goal.owed or told or theirs):
        return None
    if inner is None and (not others or scene.casting.is_people(phrase)):
        # "US troops are vital": nobody is asked for them.
        return None
    named = tuple(k for k in scene.clauses if k.head == phrase.head)[:1]
    return request_of(scene, clause, inner, (speakers, others), "said that it has to be → REQUEST", named)


def _asked(scene: Scene, phrase: Phrase, inner: Draft | None, speakers: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Who is to do what a phrase names: who does it or, if that is not told, on whom it is done."""
    if inner is None:
        return merge(minus(_owing(scene, phrase), speakers))
    own = codes_of(speakers)
    doers = minus([e for e in inner.actors if e.code and (e.basis != "modifier" or e.code not in own)], speakers)
    if doers:
        return merge(doers)
    return _others(
        (*_moved(scene, inner), *inner.recipients) if inner.type == "RETREAT" else inner.recipients, speakers
    )


def _moved(scene: Scene, inner: Draft) -> tuple[Entity, ...]:
    """Whose men or arms are to go: "a withdrawal *of X's missiles* from Y"."""
    of = inner.clause.roles.get("of", ()) if inner.type == "RETREAT" and inner.clause.kind == "noun" else ()
    return merge(e for p in of for e in scene.casting.inside(p) or scene.casting.coded(p) if e.code)


def _others(found: Iterable[Entity], speakers: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Who is not of the speakers' own state, unless rulers are asked by those they rule."""
    own, ruling = codes_of(speakers), any(s.sector in _RULING for s in speakers)
    return merge(e for e in found if e.code and (e.code not in own or (e.sector in _RULING and not ruling)))


def _doing(scene: Scene, phrase: Phrase) -> tuple[Entity, ...]:
    """Who is to do what a clause says or what is done by somebody: "for *X* to go", "the return of the land *by X*"."""
    kid = next((k for k in scene.clauses if k.head == phrase.head and k.kind == "verb"), None)
    own = kid is None or kid.voice == "passive" or (kid.infinitive and kid.link == "xcomp")
    found = () if kid is None or own else kid.roles.get("agent", ())
    by = [objects for _, name, objects in prepositions(scene.sentence, phrase.head) if name == "by"]
    named = (*found, *(phrase_at(scene.sentence, o) for objects in by for o in objects))
    return merge(e for p in named for e in scene.casting.coded(p))


def _owing(scene: Scene, phrase: Phrase) -> tuple[Entity, ...]:
    """Who owes what the lexicon does not know: "a review of the Irish state's role"."""
    return tuple(e for e in scene.casting.inside(phrase) if e.code)


def _needed(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """The noun phrases that a clause says there has to be."""
    if clause.question or clause.marker in CONDITIONS or clause.negated:
        return
    copula = clause
    owed = clause.modal in OUGHT and clause.aspect != "perfect"
    if clause.lemma in _SEMI and expletive(scene, clause):
        copula = next((k for k in scene.of(clause) if k.link == "xcomp" and k.lemma == "be"), clause)
        owed = copula is not clause
    if copula.kind == "verb" and copula.lemma == "be" and expletive(scene, clause):
        nouns = copula.roles.get("attr", ())
        yield from (p for p in nouns if owed and not _none_of(scene, p))
        needs = {p.head for p in nouns if scene.sentence.tokens[p.head].lemma in _NEED and not _none_of(scene, p)}
        yield from (p for k in scene.clauses for p in _phrases_of(scene, k, needs))
    elif clause.kind == "verb" and clause.lemma in _WANTED and clause.voice == "passive":
        yield from clause.roles.get("patient", ())
    elif clause.kind == "adj" and clause.lemma in listed("needful") and _is_now(clause):
        yield from clause.roles.get("agent", ())


def _is_now(clause: Clause) -> bool:
    """Whether it is said of the time of speaking: "said that it *was* vital" tells of then what is vital."""
    return clause.tense != "past" or clause.link == "ccomp"


def _phrases_of(scene: Scene, kid: Clause, needs: set[int]) -> Iterator[Phrase]:
    """ "a need *for talks*"."""
    if kid.kind == "noun" and needs and under(scene, kid, needs):
        yield Phrase(kid.head, kid.head, kid.head + 1)


def _none_of(scene: Scene, phrase: Phrase) -> bool:
    return any(t.lower in {"no", "any"} for t in scene.sentence.tokens[phrase.left : phrase.head])
