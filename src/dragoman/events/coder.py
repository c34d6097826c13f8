"""The coder: clauses of a sentence to events, by kernels, light verbs and operators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.events.addressed import addressed
from dragoman.events.all_sides import not_oneself
from dragoman.events.answers import with_answers
from dragoman.events.borrowing import at_home, besides, givers, makers, providers, said_by_document
from dragoman.events.companions import (
    MUTUAL,
    is_object,
    is_reason,
    may_stand,
    stands,
    with_demand,
    with_means,
    with_purpose,
    without_cause,
)
from dragoman.events.completion import attended, complete
from dragoman.events.counterparts import domestic, not_own, opposed
from dragoman.events.doers import unnamed
from dragoman.events.draft import Draft, Outcome, Scope
from dragoman.events.duties import required
from dragoman.events.forces import elsewhere as forces_elsewhere
from dragoman.events.foretold import warning
from dragoman.events.hidden import undergone
from dragoman.events.land import located, those_there
from dragoman.events.linked import linked
from dragoman.events.matching import Match
from dragoman.events.naming import named
from dragoman.events.nearest import nearest
from dragoman.events.operators import lent, operate
from dragoman.events.others import told_of_others
from dragoman.events.own import aimed_at_home
from dragoman.events.parties import merge
from dragoman.events.phrasing import in_full
from dragoman.events.public import is_public
from dragoman.events.reaching import Reach, reached
from dragoman.events.retyping import retyped
from dragoman.events.roles import actors_of, expand
from dragoman.events.routing import framed, from_above, host_of
from dragoman.events.scene import Scene, lighten, without_fixed
from dragoman.events.selection import in_one, select
from dragoman.events.senses import Frame, LightVerb, Sense
from dragoman.events.signs import shown
from dragoman.events.speech import settle
from dragoman.events.targets import aimed
from dragoman.events.there import THERE, is_there, is_told, stands_there
from dragoman.events.things import parties_only
from dragoman.events.wanted import quoted, set_out
from dragoman.events.worded import answered, worded
from dragoman.events.wording import CONTENT, moded
from dragoman.events.words import listed
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_COMPLEMENTS = frozenset({"xcomp", "ccomp"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
#: Links of infinitives that say what something is for: "met to discuss", "an invitation to visit".
_PURPOSES = frozenset({"advcl", "acl", "xcomp", "inner:acl", "inner:advcl"})
#: Kernels whose object is what is not or not yet so: asked for, refused, threatened, promised.
_UNDONE = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE"})
#: Frames of verbs whose subject is the one to whom it is done.
_SUFFERED = frozenset({"undergo", "received"})
#: What two sides do to each other, also where only the place is named.
_FOUGHT = frozenset({"ASSAULT", "RETREAT"})
#: Where the doer of a type is named by something else than the clause's own roles.
_ELSEWHERE = {"AID": givers, "THREATEN": warning, "SANCTION": providers}
_SUBJECT = Frame("subject", ("agent",), ())
#: Where what is talked about stands.
_ABOUT = ("on", "over", "about")
#: Where the attack stands in which somebody is hit.
_WITHIN = ("in", "during", "by", "from", "with")
_PARTIES = Frame("parties", ("between", "among", "by"), (), collect=True)
_CONVERSE = Frame("converse", ("agent", "by", "poss", "adj", "with", "between"), ("undergoer",))


#: Who else takes part in a draft, in the order in which it is asked; and how those who do are named.
_FILLING = (not_oneself, not_own, opposed, addressed, domestic, aimed_at_home, forces_elsewhere, nearest, complete)
_NAMING = (named, located, attended, parties_only)


def code_scene(scene: Scene) -> tuple[Draft, ...]:
    """All events of one sentence, in text order of their triggers."""
    scene = shown(scene)
    drafts: list[Draft] = []
    for clause in scene.kids.get(None, ()):
        drafts.extend(quoted(scene, clause, outcome(scene, clause)) or required(scene, clause))
    whole = (_through_all(scene, d, _FILLING) for d in linked(scene, aimed(scene, with_answers(scene, drafts))))
    chosen = select(sorted((d for d in whole if is_public(scene, d)), key=lambda d: (d.clause.trigger, d.type)))
    told = tuple(_through_all(scene, d, _NAMING) for d in chosen)
    return tuple(in_full(scene, d) for d in in_one(told))


def _through_all(scene: Scene, draft: Draft, steps: Sequence[Callable[[Scene, Draft], Draft]]) -> Draft:
    for step in steps:
        draft = step(scene, draft)
    return draft


def outcome(scene: Scene, clause: Clause) -> Outcome:
    """What a clause and everything that it governs come to."""
    if clause.index in scene.idle:
        return _through(scene, clause, unknown=False)
    as_verb = worded(scene, clause)
    if as_verb is not None:
        kids = {k.index: outcome(scene, k) for k in scene.of(clause) if k.link != "agent"}
        return operate(scene, *as_verb, kids, licensed=True)
    if is_there(scene, clause):
        found = _through_light(scene, clause, THERE, "attr", beside=None)
        if found is not None and is_told(found):
            return found
    match = scene.match(clause)
    light = scene.light(clause)
    if light is not None and light[0].kind == "occur" and _tells_itself(scene, clause, match):
        light = None
    if light is not None and (match is None or len(match.sense.words) <= len(light[0].words)):
        found = _through_light(scene, clause, *light, beside=match.sense if match else None)
        if found is not None:
            return found
    if match is None or match.sense.none is not None:
        unknown = clause.kind == "verb" and (match is None or clause.lemma in listed("holding"))
        return answered(scene, clause, set_out(scene, clause, _through(scene, clause, unknown)))
    inner = {kid.index: outcome(scene, kid) for kid in scene.of(clause) if kid.head not in match.taken}
    found = _apply(scene, clause, match, inner, licensed=not match.sense.light or clause.index in scene.borne)
    return set_out(scene, clause, found) if match.sense.op == "cause" else found


def _tells_itself(scene: Scene, clause: Clause, match: Match | None) -> bool:
    """ "the ceasefire began": the verb has a sense of its own for a subject that is no event by itself."""
    if match is None or match.sense.none is not None or not match.sense.subjects:
        return False
    nouns = [scene.match(k) for k in scene.of(clause) if k.kind == "noun" and k.link == "agent"]
    return all(n is None or n.sense.light or n.sense.none is not None for n in nouns)


def _apply(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    if match.sense.op is not None:
        return operate(scene, clause, match, inner, licensed)
    return _kernel(scene, clause, match, inner, licensed)


def _through_light(scene: Scene, verb: Clause, light: LightVerb, role: str, beside: Sense | None) -> Outcome | None:
    """ "launched an attack": the noun's sense with the verb's subject. None if the noun has no sense, or
    if verb and noun together have another one (`beside`): "imposed a curfew", "declared war"."""
    heads = {p.head for p in verb.roles.get(role, ())}
    links = {role, f"prep:{role}"}
    nouns = [k for k in scene.of(verb) if k.kind == "noun" and (k.head in heads or k.link in links)]
    heads |= {k.head for k in nouns}
    if beside is not None and beside.none is not None:
        if beside.objects and light.kind == "light" and len(light.words) == 1:
            # "had no training": verb and noun together are known to be no event.
            return None
        beside = None
    verb = without_fixed(scene, verb, light)
    events: list[Draft] = []
    main: list[Draft] = []
    done: set[int] = set()
    for noun in nouns:
        match = scene.match(noun)
        if match is None or match.sense.none is not None:
            continue
        if beside is not None and beside.objects and _is_another(beside, match.sense):
            suffered = light.kind == "converse" and beside.frame is not None and beside.frame.name in _SUFFERED
            if not suffered or beside.type != match.sense.type:
                continue
        if beside is not None and beside.objects and beside.mode and match.sense.mode is None:
            match = replace(match, sense=replace(match.sense, mode=beside.mode))
        if noun.lemma in listed("endured"):
            light = replace(light, kind="converse")
        merged = lighten(verb, noun, light, role)
        if light.kind == "converse" and match.sense.frame is not None:
            match = replace(match, sense=replace(match.sense, frame=_CONVERSE))
        kids = [k for k in (*scene.of(noun), *(scene.of(verb) if not done else ())) if k.head not in heads]
        inner = {k.index: outcome(scene, k) for k in kids}
        whole = (
            light.kind != "occur" or not match.sense.light or (light is THERE and stands_there(scene, merged, match))
        )
        found = _apply(scene, merged, match, inner, licensed=whole)
        events.extend(found.events)
        main.extend(found.main)
        done.add(noun.index)
    if not done:
        return None
    rest = [outcome(scene, k) for k in scene.of(verb) if k.head in heads and k.index not in done]
    events.extend(e for o in rest for e in o.events)
    return Outcome(tuple(events), tuple(main))


def _is_another(one: Sense, other: Sense) -> bool:
    """Whether verb and noun together are something else than the noun alone."""
    if one.op is not None or other.op is not None:
        return one.op != other.op
    return one.type != other.type


def _through(scene: Scene, clause: Clause, unknown: bool) -> Outcome:
    """A clause without a sense of its own: what it governs stands, under its polarity and mood."""
    events: list[Draft] = []
    main: list[Draft] = []
    own = scene.factuality(clause)
    for kid in scene.of(clause):
        found = outcome(scene, kid)
        if kid.link == "patient" and kid.kind == "noun" and unknown and not told_of_others(scene, kid):
            # An unknown verb with an event for its object is taken to do it: "masterminded the attack".
            subject = actors_of(scene.casting, clause, _SUBJECT, "patient")
            own_deeds = {id(d): lent(d, subject) for d in found.main}
            found = Outcome(tuple(own_deeds.get(id(d), d) for d in found.events), tuple(own_deeds.values()))
            main.extend(found.main)
            events.extend(_under(scene, clause, kid, found))
        elif kid.link in _COMPLEMENTS:
            # "is not going to leave": the refusal is made.
            mood = "actual" if clause.lemma == "go" and kid.modal == "will" else own
            shifted = {id(d): d.as_(mood) for d in found.main}
            main.extend(shifted.values())
            events.extend(shifted.get(id(d), d) for d in found.events)
        else:
            events.extend(_under(scene, clause, kid, found))
    return Outcome(tuple(events), tuple(main))


def _under(scene: Scene, clause: Clause, kid: Clause, found: Outcome) -> list[Draft]:
    """Events of a dependent clause that the governing clause does not assert."""
    events = list(found.events)
    own = scene.factuality(clause)
    purpose = kid.kind == "verb" and kid.link in _PURPOSES and kid.tense == "none" and kid.infinitive
    if purpose and clause.lemma in listed("turning_out") and all(d.type == "PROTEST" for d in events):
        # "gathered to protest": they did.
        return [d.as_(own) for d in events]
    if purpose:
        return [d.as_("future").as_(own) if own != "negated" else d for d in events]
    if kid.link == "prep:from" and kid.kind == "verb" and clause.lemma in listed("barring"):
        # "monitors were barred from entering": they did not.
        return [d for d in events if d not in found.main]
    if kid.marker == "before" and (kid.modal in {"can", "could"} or kid.lemma == "able"):
        # "was shot before he could attack"
        return [d.as_("negated") if d in found.main else d for d in events]
    if kid.marker in _CONDITIONS:
        # What a condition names by a noun is known: "if X answers the calls of Y".
        return [d.as_("hypothetical") if d in found.main or d.clause.kind != "noun" else d for d in events]
    if kid.link == "prep:by" and kid.kind == "verb" and own in {"hypothetical", "negated"}:
        # "may anger X by boycotting Y"
        return [d.as_("hypothetical") if d in found.main else d for d in events]
    return events


def _kernel(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    sense = match.sense
    assert sense.type is not None
    assert sense.frame is not None
    authors, source = _authors(scene, clause, inner), undergone(scene, clause, match)
    if sense.type == "PROTEST":
        source = without_cause(scene, source)
    actors = actors_of(scene.casting, source, sense.frame, match.object_role)
    moved = sense.type == "MOBILIZE" or (match.taken and (sense.type == "RETREAT" or "peacekeeping" in sense.context))
    if not actors and moved:
        # "Turkish soldiers were sent": whose they are.
        actors = merge(e for p in clause.roles.get("patient", ()) for e in scene.casting.coded(p))
    if not actors and sense.type in _ELSEWHERE:
        actors = _ELSEWHERE[sense.type](scene, clause)
    if not actors and match.taken:
        actors = actors_of(scene.casting, source, _PARTIES, match.object_role)
    if not actors and sense.type == "CONSULT" and clause.kind == "noun":
        # "talks on the border between X and Y": those whom it is between.
        actors = merge(e for r in _ABOUT for p in clause.roles.get(r, ()) for e in scene.casting.sides(p))
    if not actors and sense.type == "ASSAULT":
        # "killed in a Saudi airstrike": whoever the airstrike is by.
        actors = merge(e for r in _WITHIN for p in clause.roles.get(r, ()) for e in authors.get(p.head, ()))
    if not actors and sense.frame.collect and sense.type in _FOUGHT:
        # "the ceasefire in Libya held", "clashes erupted in Haiti": those who are there
        actors = those_there(scene, clause, source)
    if not any(a.code for a in actors):
        felt = sense.frame.name == "experiencer"
        others = makers(scene, clause) or from_above(scene, clause) or framed(scene, clause, sense)
        actors = actors if felt and actors else others or actors
    elif clause.kind == "noun" and sense.type in MUTUAL and len(actors) == 1:
        actors = merge((*host_of(scene, clause), *actors))
    acts = frozenset(k.head for k in scene.of(clause) if k.kind == "noun" and k.index in inner and inner[k.index].main)
    recipients = reached(scene, Reach(clause, source, match, actors, authors, acts))
    if not actors:
        actors = unnamed(scene, clause, source, match)
    label = f"{sense.id} [{sense.type}{'.' + sense.mode if sense.mode else ''}]"
    draft = Draft(
        clause=clause,
        type=sense.type,
        mode=sense.mode,
        actors=actors,
        recipients=besides(recipients, actors),
        steps=(label,),
        factuality=scene.factuality(clause),
        context=sense.context,
        rivals=match.rivals,
        plural=_plural_agent(scene, clause),
        scopes=_scopes(scene, clause, source, match),
        reach="deep" if sense.frame.recipient else "none" if sense.frame.collect else "object",
    )
    draft = moded(scene, draft, sense.mode, match.taken, () if sense.type in CONTENT else None)
    draft = settle(scene, at_home(retyped(scene, draft)))
    rest = [*_rest(scene, clause, draft, inner, match.object_role), *_contested(scene, clause, match)]
    draft, rest = with_purpose(*with_means(*with_demand(draft, rest)))
    if said_by_document(scene, draft, match.taken, rest):
        return Outcome(tuple(rest), tuple(rest[:1]))
    return _as_told(draft, rest, licensed)


def _as_told(draft: Draft, rest: Sequence[Draft], licensed: bool) -> Outcome:
    """A kernel's event with those under it, marked where nobody is named who took part."""
    draft = draft._replace(sole=not stands(draft))
    return Outcome(((draft, *rest) if licensed and may_stand(draft) else tuple(rest)), (draft,))


def _scopes(scene: Scene, clause: Clause, source: Clause, match: Match) -> tuple[Scope, ...]:
    """Where one more participant may stand: the clause itself, then what the sense's own object lends."""
    assert match.sense.frame is not None
    roles = tuple(expand(source, match.sense.frame.recipient, match.object_role))
    fixed = _fixed(scene, match)
    return tuple(Scope(c, roles, fixed) for c in ((clause, source) if source is not clause else (clause,)))


def _fixed(scene: Scene, match: Match) -> tuple[int, ...]:
    """The nouns of the idiom itself: the *fire* of "open fire"."""
    tokens = scene.sentence.tokens
    return tuple(i for i in match.taken if {tokens[i].lemma, tokens[i].lower} & set(match.sense.words[1:]))


def _plural_agent(scene: Scene, clause: Clause) -> bool:
    tokens = scene.sentence.tokens
    agents = clause.roles.get("agent", ())
    return any(
        tokens[p.head].tag in {"NNS", "NNPS"} or tokens[p.head].lower in {"they", "we", "both", "who"} for p in agents
    )


def _contested(scene: Scene, clause: Clause, match: Match) -> list[Draft]:
    """ "denied reports that it had bombed X", "rejected claims of -ing": what is claimed, as not so."""
    if match.sense.type != "REJECT" or match.sense.op is not None:
        return []
    claims = [k for k in scene.of(clause) if k.head in match.taken and k.kind == "noun"]
    found = [(k, m.sense.op) for k in claims if (m := scene.match(k)) is not None]
    content = (
        d for k, op in found if op in {"report", "accuse"} for d in outcome(scene, k).events if d.clause.head != k.head
    )
    return [d.as_("negated") for d in content if d.clause.kind != "noun"]


def _rest(scene: Scene, clause: Clause, draft: Draft, inner: dict[int, Outcome], object_role: str) -> list[Draft]:
    """The events of the clauses under a kernel. What is talked about or met for is no event of its own."""
    rest: list[Draft] = []
    for index, found in inner.items():
        kid = scene.clauses[index]
        events = _under(scene, clause, kid, found)
        if (
            draft.type == "CONSULT"
            and kid.kind == "verb"
            and kid.link in {"xcomp", "ccomp", "advcl"}
            and kid.tense == "none"
        ):
            # "sent a letter threatening to …" is a threat besides, "met to discuss" no second meeting.
            done = kid.aspect == "perfect"
            besides = not kid.infinitive and kid.link == "advcl"
            events = [d for d in events if d not in found.main or (besides and (done or d.type not in MUTUAL))]
        if kid.link in _PURPOSES and kid.infinitive and kid.tense == "none" and kid.kind == "verb":
            aims = {d.clause.index for d in found.main}
            events = [d for d in events if d.clause.index not in aims or not is_reason(draft, d)]
        if kid.kind == "noun" and draft.type in _UNDONE and is_object(draft.clause, kid, object_role):
            events = [d for d in events if d not in found.main or d.op is not None]
        if draft.type == "CONSULT" and kid.kind == "noun":
            codes = {a.code for a in draft.actors}
            events = [d for d in events if d.type != "CONSULT" or not {a.code for a in d.actors} <= codes]
        rest.extend(events)
    return rest


def _authors(scene: Scene, clause: Clause, inner: dict[int, Outcome]) -> dict[int, tuple[Entity, ...]]:
    """Who does what an event noun names, by the noun's token: "condemned the *attack*"."""
    out: dict[int, tuple[Entity, ...]] = {}
    for kid in scene.of(clause):
        if kid.kind == "noun" and kid.index in inner:
            for draft in inner[kid.index].main:
                coded = tuple(e for e in draft.actors if e.code)
                if coded:
                    out[kid.head] = coded
    return out
