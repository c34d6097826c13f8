"""The coder: clauses of a sentence to events, by kernels, light verbs and operators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.events.draft import Draft, Outcome
from dragoman.events.matching import Match
from dragoman.events.operators import operate, settle
from dragoman.events.roles import actors_of, domestic, recipients_of
from dragoman.events.scene import Scene, factuality_of, lighten
from dragoman.events.senses import Frame, LightVerb
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_COMPLEMENTS = frozenset({"xcomp", "ccomp"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
_CONVERSE = Frame("converse", ("agent", "by", "poss", "adj", "with"), ("undergoer",))


def code_scene(scene: Scene) -> tuple[Draft, ...]:
    """All events of one sentence, in text order of their triggers."""
    drafts: list[Draft] = []
    for clause in scene.kids.get(None, ()):
        drafts.extend(outcome(scene, clause).events)
    return tuple(sorted((domestic(d) for d in drafts), key=lambda d: (d.clause.trigger, d.type)))


def outcome(scene: Scene, clause: Clause) -> Outcome:
    """What a clause and everything that it governs come to."""
    match = scene.match(clause)
    if match is None or not match.sense.objects:
        light = scene.light(clause)
        if light is not None and (match is None or len(match.sense.words) <= len(light[0].words)):
            found = _through_light(scene, clause, *light)
            if found is not None:
                return found
    if match is None or match.sense.none is not None:
        return _through(scene, clause)
    inner = {kid.index: outcome(scene, kid) for kid in scene.of(clause) if kid.head not in match.taken}
    return _apply(scene, clause, match, inner, licensed=not match.sense.light)


def _apply(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    if match.sense.op is not None:
        return operate(scene, clause, match, inner, licensed)
    return _kernel(scene, clause, match, inner, licensed)


def _through_light(scene: Scene, verb: Clause, light: LightVerb, role: str) -> Outcome | None:
    """ "launched an attack": the noun's sense with the verb's subject. None if the noun has no sense."""
    heads = {p.head for p in verb.roles.get(role, ())}
    nouns = [k for k in scene.of(verb) if k.kind == "noun" and k.head in heads]
    events: list[Draft] = []
    main: list[Draft] = []
    done: set[int] = set()
    for noun in nouns:
        match = scene.match(noun)
        if match is None or match.sense.none is not None:
            continue
        merged = lighten(verb, noun, light, role)
        if light.kind == "converse" and match.sense.frame is not None:
            match = replace(match, sense=replace(match.sense, frame=_CONVERSE))
        kids = [k for k in (*scene.of(noun), *(scene.of(verb) if not done else ())) if k.head not in heads]
        inner = {k.index: outcome(scene, k) for k in kids}
        found = _apply(scene, merged, match, inner, licensed=True)
        events.extend(found.events)
        main.extend(found.main)
        done.add(noun.index)
    if not done:
        return None
    rest = [outcome(scene, k) for k in scene.of(verb) if k.head in heads and k.index not in done]
    events.extend(e for o in rest for e in o.events)
    return Outcome(tuple(events), tuple(main))


def _through(scene: Scene, clause: Clause) -> Outcome:
    """A clause without a sense of its own: what it governs stands, under its polarity and mood."""
    events: list[Draft] = []
    main: list[Draft] = []
    own = factuality_of(clause)
    for kid in scene.of(clause):
        found = outcome(scene, kid)
        if kid.link in _COMPLEMENTS:
            shifted = {id(d): d.as_(own) for d in found.main}
            main.extend(shifted.values())
            events.extend(shifted.get(id(d), d) for d in found.events)
        else:
            events.extend(_under(clause, kid, found.events))
    return Outcome(tuple(events), tuple(main))


def _under(clause: Clause, kid: Clause, events: Iterable[Draft]) -> list[Draft]:
    """Events of a dependent clause that the governing clause does not assert."""
    if kid.marker in _CONDITIONS:
        return [d.as_("hypothetical") for d in events]
    if kid.link == "prep:without":
        return [d.as_("negated") for d in events]
    return list(events)


def _kernel(scene: Scene, clause: Clause, match: Match, inner: dict[int, Outcome], licensed: bool) -> Outcome:
    sense = match.sense
    assert sense.type is not None and sense.frame is not None
    authors = _authors(scene, clause, inner)
    actors = actors_of(scene.casting, clause, sense.frame, match.object_role)
    recipients: tuple[Entity, ...] = ()
    source = _with_taken_roles(scene, clause, match)
    if source is not clause:
        actors = actors or actors_of(scene.casting, source, sense.frame, match.object_role)
    if sense.frame.recipient:
        recipients = recipients_of(scene.casting, source, sense.frame, match.object_role, authors)
    elif source is not clause and len(actors) < 2:
        actors = actors_of(scene.casting, source, sense.frame, match.object_role)
    label = f"{sense.id} [{sense.type}{'.' + sense.mode if sense.mode else ''}]"
    draft = Draft(
        clause=clause,
        type=sense.type,
        mode=sense.mode,
        actors=actors,
        recipients=tuple(r for r in recipients if all(r.span != a.span for a in actors)),
        steps=(label,),
        factuality=factuality_of(clause),
        context=sense.context,
        rivals=match.rivals,
    )
    draft = settle(scene, draft)
    rest = [d for kid in scene.of(clause) if kid.index in inner for d in _under(clause, kid, inner[kid.index].events)]
    if not rest and inner:
        rest = [d for found in inner.values() for d in found.events]
    named = bool(draft.actors or draft.recipients)
    return Outcome(((draft, *rest) if licensed and named else tuple(rest)), (draft,))


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


def _with_taken_roles(scene: Scene, clause: Clause, match: Match) -> Clause:
    """The clause with the roles of the noun that the sense took in: "imposed *sanctions on Iran*"."""
    if not match.taken:
        return clause
    roles = dict(clause.roles)
    nouns = [c for c in scene.clauses if c.head in match.taken]
    extra = [c.roles for c in nouns] or [_plain_roles(scene, head) for head in match.taken]
    for found in extra:
        for name, phrases in found.items():
            key = "adj" if name == "compound" else name
            have = roles.get(key, ())
            roles[key] = (*have, *(p for p in phrases if p not in have))
    return replace(clause, roles=roles)


def _plain_roles(scene: Scene, head: int) -> dict[str, tuple[object, ...]]:
    """The prepositional phrases of a noun that is no predicate of its own."""
    from dragoman.language.phrases import phrase_at, prepositions

    return {name: tuple(phrase_at(scene.sentence, o) for o in objects) for _, name, objects in prepositions(scene.sentence, head) if objects}
