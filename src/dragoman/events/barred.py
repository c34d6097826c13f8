"""What speakers say cannot be: a refusal by whoever says so ("there can be no talks with X, Y said")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of, merge, minus
from dragoman.events.routing import with_taken_roles
from dragoman.events.scene import Scene
from dragoman.events.speech import made
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import Entity

_COMING = frozenset({"can", "could", "will", "would", "shall", "may"})
#: What talks are that are not to be: "is out of the question", "is off the table", "is not an option".
_GONE = frozenset({("out", "question"), ("off", "table"), ("off", "agenda")})
_INFINITIVES = frozenset({"acl", "xcomp", "ccomp", "advcl", "prep:for", "prep:of"})
_HOW = frozenset({"what", "how", "who", "whom"})
_OURS = frozenset({"us", "me", "we", "our"})
_OFFERED = frozenset({("on", "table"), ("on", "agenda"), ("on", "cards")})
#: Sectors of a state's own arms and offices, with which it refuses nothing.
_OWN = frozenset({"GOV", "MIL"})
CONDITIONS = frozenset({"if", "unless", "whether", "until", "why", "how", "when"})
#: Roles of an event noun in which the other side stands.
PARTIES = ("with", "to", "of", "between", "for", "on", "from", "patient", "recipient", "adj", "poss")


def ruled_out(scene: Scene, clauses: Sequence[Clause], speakers: tuple[Entity, ...]) -> tuple[Draft, ...]:
    """The refusals that `speakers` make by saying that what these clauses name cannot be; empty if they say
    nothing of the kind."""
    if not any(s.code for s in speakers):
        return ()
    barred = tuple(d for clause in clauses for kid in _barred(scene, clause) for d in _refused(scene, kid, speakers))
    return barred or tuple(d for clause in clauses for d in _defied(scene, clause, speakers))


def _defied(scene: Scene, clause: Clause, speakers: tuple[Entity, ...]) -> Iterator[Draft]:
    """ "nobody can force us to go", "no one will tell us what to do": a refusal of what others press for."""
    tokens = scene.sentence.tokens
    subjects = [p for p in clause.roles.get("agent", ()) if _is_nobody(scene, p)]
    objects = [p for r in ("patient", "recipient", "to") for p in clause.roles.get(r, ())]
    ours = any(tokens[p.head].lower in _OURS for p in objects)
    if not subjects or not ours or clause.modal not in _COMING or clause.lemma not in listed("compelling"):
        return
    if clause.lemma in {"tell", "teach"} and not any(
        t.lower in _HOW for t in tokens[clause.head + 2 : clause.head + 3]
    ):
        # "nobody can tell us where they are"
        return
    found = (e for p in subjects for e in scene.casting.coded(p))
    others = minus(found, speakers)
    yield Draft(clause, "REJECT", None, speakers, others, (f"nobody can {clause.lemma} us → REJECT",), depth=1)


def _is_nobody(scene: Scene, phrase: Phrase) -> bool:
    """ "nobody", "no one", "no country"."""
    tokens = scene.sentence.tokens
    words = [t.lower for t in tokens[phrase.left : phrase.head + 1]]
    return words[-1] in {"nobody", "none"} or words[0] in {"no", "none", "neither"}


def _refused(scene: Scene, kid: Clause, speakers: tuple[Entity, ...]) -> Iterator[Draft]:
    """The refusal of what a clause names, if that is something friendly."""
    match = scene.match(kid)
    if match is None or match.sense.type is None or match.sense.op is not None:
        return
    sense = match.sense
    roles, own = with_taken_roles(scene, kid, match).roles, codes_of(speakers)
    named = (e for role in PARTIES for p in roles.get(role, ()) for e in scene.casting.coded(p))
    found = merge(e for e in named if e.code not in own or e.sector not in _OWN)
    label = f"{sense.id} [{sense.type}]"
    inner = Draft(kid, match.sense.type, sense.mode, (), minus(found, speakers), (label,), rivals=match.rivals)
    if class_of(inner) not in {"cooperative", "yield"}:
        return
    draft = made(scene, "refuse", inner, speakers, kid)
    if draft is not None:
        yield draft._replace(actors=speakers, recipients=inner.recipients)


def _barred(scene: Scene, clause: Clause) -> Iterable[Clause]:
    """The clauses whose act a clause says cannot be."""
    if clause.question or clause.marker in CONDITIONS:
        return ()
    kids = scene.of(clause)
    if clause.kind == "adj":
        gone = clause.lemma in (listed("possible") if clause.negated else listed("impossible"))
        return [k for k in kids if k.link in {"agent", "xcomp", "advcl", "ccomp"}] if gone else ()
    if clause.kind != "verb" or clause.lemma not in {"be", "remain"}:
        return ()
    if expletive(scene, clause):
        return _none(scene, clause, kids)
    return [k for k in kids if k.link == "agent" or _is_meant(scene, k)] if _is_gone(scene, clause) else ()


def _is_meant(scene: Scene, kid: Clause) -> bool:
    """ "it is out of the question (for X) *to negotiate*"."""
    to = any(scene.sentence.tokens[k].lower == "to" for k in scene.sentence.children[kid.head])
    return kid.kind == "verb" and kid.link in _INFINITIVES and to


def _none(scene: Scene, clause: Clause, kids: Sequence[Clause]) -> Iterable[Clause]:
    """ "there can be no talks", "there is no room for talks", "there are no plans to meet X"."""
    tokens, children = scene.sentence.tokens, scene.sentence.children
    nouns = [p.head for p in clause.roles.get("attr", ())]
    negated = {h for h in nouns if clause.negated or any(tokens[k].lower in {"no", "any"} for k in children[h])}
    if clause.modal in _COMING and clause.tense != "past":
        return [k for k in kids if k.head in negated]
    rooms = {h for h in negated if tokens[h].lemma in listed("room") or tokens[h].lemma in listed("intents")}
    below = (k for k in scene.clauses if k.parent is not None and (under(scene, k, rooms) or _to(scene, k, rooms)))
    return list(below) if rooms else ()


def _to(scene: Scene, kid: Clause, nouns: set[int]) -> bool:
    """ "no plan *to meet X*"."""
    token = scene.sentence.tokens[kid.head]
    return kid.infinitive and token.dep in {"acl", "relcl"} and token.head in nouns


def under(scene: Scene, kid: Clause, rooms: set[int]) -> bool:
    """Whether a clause is the complement of one of these nouns: "room *for talks*", "question of *meeting X*"."""
    token = scene.sentence.tokens[kid.head]
    above = scene.sentence.tokens[token.head]
    return token.dep in {"pobj", "pcomp"} and above.lower in {"for", "of", "in"} and above.head in rooms


def _is_gone(scene: Scene, clause: Clause) -> bool:
    """ "is out of the question", "is not on the table", "is not an option"."""
    tokens = scene.sentence.tokens
    if any(tokens[p.head].lemma == "option" for p in clause.roles.get("attr", ())):
        determiners = {tokens[k].lower for p in clause.roles["attr"] for k in scene.sentence.children[p.head]}
        return clause.negated or "no" in determiners
    said = [t.lower for t in tokens[clause.head + 1 : clause.head + 6]]
    pairs = {(a, b) for k, a in enumerate(said) for b in said[k + 1 :]}
    return bool(pairs & (_OFFERED if clause.negated else _GONE))


def expletive(scene: Scene, clause: Clause) -> bool:
    """Whether "there" is the subject of a clause."""
    return any(scene.sentence.tokens[k].dep == "expl" for k in scene.sentence.children[clause.head])
