"""Who is actor and who recipient: the one place where phrases become participants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.events.casting import Casting
from dragoman.events.parties import merge, same
from dragoman.events.people import ends_as_people, means_body
from dragoman.events.senses import Frame
from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at, prepositions
from dragoman.model import Entity

#: A noun clause's agent may stand in any of these.
_NOUN_AGENT = ("agent", "by", "poss", "subject")
#: Roles of the other side of a joint act, and bases that say whose a thing is.
_FELLOWS = frozenset({"patient", "with", "between", "to"})
_BORROWED = frozenset({"pronoun", "modifier", "place"})


def actors_of(casting: Casting, clause: Clause, frame: Frame, object_role: str) -> tuple[Entity, ...]:
    """The actors of a kernel: the first role of the frame that names somebody, or all of them."""
    found: list[Entity] = []
    loose: list[Entity] = []
    fellows: list[Entity] = []
    for role in expand(clause, frame.actor, object_role):
        before = tuple(found)
        for phrase in clause.roles.get(role, ()):
            if frame.actor == ("agent",) and role == "agent" and casting.is_struck(phrase):
                continue
            named = casting.sides(phrase) or casting.doers(phrase)
            if role in _FELLOWS and before and frame.collect and all(e.basis != "pronoun" for e in before):
                fellows.extend(e for e in named if _is_fellow(e) and all(not same(e, o) for o in before))
            if not named and role not in {"adj", "compound"}:
                named = tuple(e for e in casting.inside(phrase) if e.basis != "place" or casting.is_local(phrase))
                if not named:
                    head = casting.sentence.tokens[phrase.head]
                    body = role == "agent" and clause.kind == "verb" and (means_body(head) or ends_as_people(head))
                    loose.extend(e for e in _people(casting.anyone(phrase), body) if e.sector or not e.code)
            known = {e.code for e in before}
            found.extend(e for e in named if not (frame.collect and e.basis == "domestic" and e.code in known))
        if found and not frame.collect:
            break
    if frame.collect and len(found) == 1 and "with" in frame.actor and "object" not in frame.actor:
        found.extend(_partners(casting, clause))
    if not found and clause.kind == "noun":
        found.extend(e for r in ("compound", "adj") for p in clause.roles.get(r, ()) for e in casting.doing(p))
    if not found and frame.collect:
        for role in ("with", "between"):
            for phrase in clause.adjuncts.get(role, ()):
                found.extend(casting.coded(phrase))
    if not frame.collect:
        return merge(found) or merge(loose[:2])
    parties = merge([*found, *loose])
    # "The president met opposition leaders": two parties of one state.
    return (*parties, *merge(e for e in fellows if e not in parties)) if len(parties) == 1 else parties


def _is_fellow(entity: Entity) -> bool:
    """Whether somebody of the same state is a party of their own: "*Alberta's premier*", but not "his plan"."""
    return entity.basis not in _BORROWED or (entity.sector is not None and entity.basis != "pronoun")


def _partners(casting: Casting, clause: Clause) -> list[Entity]:
    """ "discussed the problem with X", where the parser hung X on the problem."""
    s = casting.sentence
    found: list[Entity] = []
    for phrase in (p for role in ("patient", "over", "through") for p in clause.roles.get(role, ())):
        for _, name, objects in prepositions(s, phrase.head):
            if name == "with":
                found.extend(e for o in objects for e in casting.coded(phrase_at(s, o)))
    return found


def _people(entities: Iterable[Entity], body: bool) -> list[Entity]:
    """Unresolved participants that are people or bodies, or a collective: they stay, with no code; all of a phrase
    whose noun means a body."""
    return [e for e in entities if body or e.code or e.sector or e.basis == "collective"]


def expand(clause: Clause, roles: Sequence[str], object_role: str) -> list[str]:
    """Frame roles to the clause's roles: `object` is where the sense has it, a noun's agent has many seats."""
    out: list[str] = []
    for role in roles:
        if role == "object":
            names = ["patient", "of"] if clause.kind == "noun" else [object_role, "patient"]
        elif role == "agent" and clause.kind == "noun":
            names = list(_NOUN_AGENT)
        else:
            names = [role]
        out.extend(n for n in names if n not in out)
    return out
