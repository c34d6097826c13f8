"""Where an operator's counterpart stands, and roles that other clauses lend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.act import Act
from dragoman.events.algebra import Row
from dragoman.events.draft import Draft
from dragoman.events.matching import Match
from dragoman.events.parties import codes_of, merge, minus
from dragoman.events.people import means_people
from dragoman.events.scene import Scene
from dragoman.events.senses import Sense
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import made, phrase_at, prepositions
from dragoman.model import Entity

#: Operators whose object is what is given, not who is addressed.
_GIVING = frozenset({"promise", "announce", "vow", "allow", "expect"})
_PLACES = frozenset({"at", "in", "on"})
_LAND = frozenset({"named", "place", "metonym"})
_ADDRESSEE = ("recipient", "to", "on", "upon", "with", "behind", "against", "of", "from", "at")


#: How a deed has the code of those to whom it is done.
_VICTIMS = frozenset({"modifier", "place"})

#: What happens besides, and is no part of what is said or done.
_MEANWHILE = frozenset({"since", "while", "although", "though", "whereas", "as", "before", "after", "when", "once"})
#: How a noun hangs on the verb whose occasion it is.
_FRAMING = frozenset({"prep:on", "prep:during", "prep:in", "prep:at"})
#: Pronouns of persons as objects.
_OBJECTS = frozenset({"him", "her", "them"})


def operator_recipients(act: Act, row: Row, inner: Draft | None) -> tuple[Entity, ...]:
    """One preference list: addressee, then what the table's route says, then other roles."""
    if row.recipient == "none" or _each_other(act):
        return ()
    if act.op == "deny" and inner is None and any(k.kind == "verb" for k in act.governed):
        # "denied holding X": a charge that nobody is said to make.
        return ()
    named = _addressee(act, inner) or _addressee_above(act)
    if named:
        return merge(_without_victims(row, inner, named))
    him = _pointed_at(act)
    if him:
        return merge(him)
    found = _of_inner(act, row, inner) if inner is not None else _of_clause(act)
    if found:
        return merge(found)
    people = _people(act)
    if people or (inner is not None and row.recipient == "author"):
        return people or _unnamed(act, row, inner)
    return distant(act.scene, act.clause, act.actors, act.op in _GIVING) or _unnamed(act, row, inner) or _ground(act)


def _without_victims(row: Row, inner: Draft | None, named: Sequence[Entity]) -> Iterator[Entity]:
    """Those named, but victims without their code: who condemns "the bombing *of X's embassy*" blames others, and
    the words for the deed stand for whoever that is."""
    blames = inner is not None and inner.type == "ASSAULT" and inner.clause.kind == "noun" and row.recipient == "author"
    hit = codes_of(inner.recipients) - inner.codes if blames and inner is not None else frozenset()
    for e in named:
        theirs = e.code in hit and e.basis in _VICTIMS and not e.sector
        yield replace(e, code=None, basis="unresolved") if theirs else e


def _ground(act: Act) -> tuple[Entity, ...]:
    """The place for which something is promised: "agreed to set up a clinic in *X*"."""
    if act.op not in _GIVING:
        return ()
    sentence = act.scene.sentence
    for kid in act.governed:
        if kid.kind == "verb" and kid.link == "xcomp":
            inside = [t for p in kid.roles.get("patient", ()) for t in sentence.tokens[p.head + 1 : p.right]]
            named = [p for role in _PLACES for p in kid.roles.get(role, ())]
            named += [phrase_at(sentence, t.i) for t in inside if sentence.tokens[t.head].lower in _PLACES]
            named = [p for p in named if sentence.tokens[p.head].pos == "PROPN"]
            found = merge(e for p in named for e in act.scene.casting.coded(p) if e.basis in _LAND and not e.office)
            if found:
                return tuple(replace(e, basis="place") for e in found)
    return ()


def _addressee_above(act: Act) -> tuple[Entity, ...]:
    """Who gets the letter in "sent a letter to X threatening to …"."""
    clause = act.clause
    if clause.kind != "verb" or clause.link not in {"acl", "advcl", "inner:acl"} or clause.tense != "none":
        return ()
    above = act.scene.clauses[clause.parent] if clause.parent is not None else None
    while above is not None and above.kind == "noun" and above.parent is not None:
        above = act.scene.clauses[above.parent]
    if above is None or above.head > clause.head or clause.infinitive:
        return ()
    own = {a.code for a in act.actors}
    letters = (r for p in above.roles.get("patient", ()) for r in _plain_roles(act.scene, p.head).get("to", ()))
    for addressees in (above.roles.get("recipient", ()), above.roles.get("to", ()), letters):
        found = tuple(e for p in addressees for e in act.scene.casting.coded(p) if e.code not in own)
        if found:
            return merge(found)
    return ()


def _pointed_at(act: Act) -> tuple[Entity, ...]:
    """Who "him" is in "accused him of spying for X": nobody else is accused, though nobody knows whose he is."""
    if act.clause.kind != "verb":
        return ()
    tokens = act.scene.sentence.tokens
    phrases = (p for r in (act.sense.addressee or "patient", "patient") for p in act.clause.roles.get(r, ()))
    phrase = next((p for p in phrases if tokens[p.head].lower in _OBJECTS), None)
    return minus(act.scene.casting.anyone(phrase), act.actors) if phrase is not None else ()


def _people(act: Act) -> tuple[Entity, ...]:
    """Somebody without a code whom the words address or name: "accused *Okoro* of bribing X"."""
    found = (
        e
        for r in _direct(act)
        for p in act.clause.roles.get(r, ())
        for e in act.scene.casting.anyone(p)
        if e.sector or (not e.code and act.scene.sentence.tokens[p.head].pos == "PROPN")
    )
    return merge(found)[:2]


def _direct(act: Act) -> list[str]:
    """The roles of who or what an operator's word is done to."""
    return [r for r in (act.sense.addressee, "patient", act.match.object_role, "recipient") if r]


def _each_other(act: Act) -> bool:
    """Whether what is done is mutual: "accused each other"."""
    tokens = act.scene.sentence.tokens
    heads = [p.head for p in act.clause.roles.get(act.sense.addressee or "patient", ())]
    return any(h and (tokens[h - 1].lower, tokens[h].lower) in {("each", "other"), ("one", "another")} for h in heads)


def _of_inner(act: Act, row: Row, inner: Draft) -> tuple[Entity, ...]:
    """The governed event's other side, in the order that the table's route wants."""
    target = row.recipient == "target"
    first, second = (inner.recipients, inner.actors) if target else (inner.actors, inner.recipients)
    own = {a.code for a in act.actors}
    if act.op in _GIVING:
        # Whoever offers to train officers does not offer it to itself.
        first = tuple(e for e in first if e.basis != "domestic" or e.code not in own)
    found = minus(first, act.actors) if any(a.code for a in first) else ()
    own_demand = inner.type == "REQUEST" and {a.code for a in inner.actors} <= own
    if not any(e.code for e in found) and (row.recipient != "author" or own_demand):
        found = minus(second, act.actors)
        if act.op in {"vow", "threaten"}:
            # "X will strike back, an X general told": who is to do it is not who is threatened.
            found = tuple(e for e in found if e.code not in own or e.basis == "place")
    return found


def _of_clause(act: Act) -> tuple[Entity, ...]:
    """Who does the governed clause, though it is no event that we know; else the operator's own roles."""
    casting = act.scene.casting
    own = {a.code for a in act.actors}
    for kid in act.governed:
        if kid.kind == "verb":
            for role in ("patient", "agent") if kid.voice == "passive" else ("agent",):
                found = minus((e for p in kid.roles.get(role, ()) for e in casting.coded(p)), act.actors)
                found = tuple(e for e in found if not (e.basis == "pronoun" and e.code in own))
                if found:
                    return found
    for role in ("patient", act.match.object_role, act.sense.governs or "of", "of", "on", "with", "to", "for", "in"):
        for phrase in act.clause.roles.get(role, ()):
            found = minus(
                casting.parties(phrase) or casting.inside(phrase, own=frozenset(c for c in own if c)), act.actors
            )
            found = tuple(e for e in found if not (e.basis == "pronoun" and e.code in own))
            if found:
                return found
    return ()


def _unnamed(act: Act, row: Row, inner: Draft | None) -> tuple[Entity, ...]:
    """The counterpart that no table knows: the addressee, the inner event's, or the object itself. Who
    blames or praises an act does not blame its victims."""
    casting, clause = act.scene.casting, act.clause
    own = {a.span for a in act.actors}
    if inner is not None:
        others = inner.actors if row.recipient == "author" else inner.recipients or inner.actors
        found = tuple(e for e in others if not e.code and e.span not in own)[:2]
        if found:
            return found
    verbs = [k for k in act.governed if k.kind == "verb"]
    subjects = [e for k in verbs for p in k.roles.get("agent", ()) for e in casting.anyone(p) if e.span not in own]
    tokens = act.scene.sentence.tokens
    people = [p for k in verbs for p in k.roles.get("patient", ()) if means_people(act.scene.lexicon, tokens[p.head])]
    subjects += [e for p in people for e in casting.anyone(p) if e.span not in own]
    objects = [e for r in _direct(act) for p in clause.roles.get(r, ()) for e in casting.anyone(p)]
    return merge([e for e in (subjects or objects) if not e.code][:1])


def _addressee(act: Act, inner: Draft | None) -> tuple[Entity, ...]:
    """Who is spoken to, where the sense or the usual prepositions say."""
    sense, clause = act.sense, act.clause
    roles: list[str] = ["undergoer"] if "undergoer" in clause.roles else []
    roles += [sense.addressee] if sense.addressee else []
    if clause.kind == "verb" and act.op != "report":
        roles.append("patient")
    roles.extend(r for r in _ADDRESSEE if r not in roles and (r != act.match.object_role or not inner))
    if act.op in _GIVING and "patient" in roles and sense.addressee != "patient":
        roles = [r for r in roles if r != "patient"] + ["patient"]
    own = {a.code for a in act.actors}
    if "@media" in sense.objects:
        # "told Reuters that it would strike": nothing is done to Reuters.
        roles = [r for r in roles if r != act.match.object_role]
    for role in roles:
        weak = {"pronoun", "modifier"} | ({"named", "metonym", "domestic"} if role in _PLACES else set())
        found = tuple(e for p in clause.roles.get(role, ()) for e in act.scene.casting.parties(p))
        found = minus((e for e in found if not (e.basis in weak and e.code in own)), act.actors)
        found = found or _spoken_to(act, role)
        if found:
            return found
    return ()


def _spoken_to(act: Act, role: str) -> tuple[Entity, ...]:
    """People whom no table gives a state, where those stand to whom the act is done: "told *foreign diplomats* to
    leave X" is told to them, and not to X."""
    direct = role == act.sense.addressee or (role == "patient" and act.op not in _GIVING)
    if not direct or act.clause.kind != "verb" or act.op == "report":
        return ()
    casting, sentence = act.scene.casting, act.scene.sentence
    phrases = [p for p in act.clause.roles.get(role, ()) if sentence.tokens[p.head].pos == "NOUN"]
    people = [e for p in phrases if casting.is_crowd(p) for e in casting.who(p) if e.sector != "UNK"]
    owners = [k for p in phrases for k in sentence.children[p.head] if sentence.tokens[k].dep == "poss"]
    named = [e for k in owners if sentence.tokens[k].pos == "PROPN" for e in casting.who(phrase_at(sentence, k))]
    return minus((e for e in (people or named) if not e.code), act.actors)


def distant(scene: Scene, clause: Clause, actors: tuple[Entity, ...], giving: bool = False) -> tuple[Entity, ...]:
    """The last resort: the first foreign participant or place in what the operator governs, as in
    "threatened to resume attacks in X" or "threatened to stop talks if X deploys missiles". What happened before is
    no part of what is given: "proposed a truce hours after X voted"."""
    for kid in scene.of(clause):
        before = kid.head < clause.head and kid.marker not in {"if", "unless"}
        meanwhile = kid.marker in _MEANWHILE or (giving and kid.marker in {"after", "before"})
        if kid.link in {"conj", "relcl"} or before or meanwhile or _is_aside(scene, kid):
            continue
        foreign = concerned(scene, kid, actors)
        if foreign:
            return foreign
        deeper = distant(scene, kid, actors, giving)
        if deeper:
            return deeper
    return ()


def concerned(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The first foreign participant or place in a clause's own roles."""
    own = codes_of(actors)
    for found in (p for phrases in clause.roles.values() for p in phrases):
        named = scene.casting.parties(found) or scene.casting.inside(found)
        foreign = tuple(replace(e, basis="context") for e in named if e.code not in own)
        if foreign:
            return merge(foreign)
    return ()


def _is_aside(scene: Scene, clause: Clause) -> bool:
    """ "opposed the plan, saying that …": what is said besides."""
    match = scene.match(clause) if clause.link == "advcl" and clause.marker is None else None
    said = any(k.link == "ccomp" for k in scene.of(clause))
    return said and match is not None and match.sense.op == "report"


def from_above(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """The agent of the governing clause, for participles of things: "issued a report accusing X"."""
    if clause.kind != "verb" or clause.voice == "passive" or clause.link not in {"acl", "advcl", "relcl"}:
        return ()
    if clause.tense != "none" and not _is_of_text(scene, clause):
        return ()
    parent = clause.parent
    while parent is not None:
        above = scene.clauses[parent]
        for role in ("agent", "by", "poss", "adj"):
            found = tuple(e for p in above.roles.get(role, ()) for e in scene.casting.coded(p))
            if found:
                return found
        parent = above.parent if above.kind == "noun" else None
    return ()


def from_below(act: Act) -> tuple[Entity, ...]:
    """Who does what a passive lets be done: "was allowed to be freed *by a court*"."""
    if act.clause.voice != "passive":
        return ()
    going = [k for k in act.governed if k.link == "xcomp" and k.voice != "passive" and k.lemma in listed("passing")]
    lands = [p for k in going for role in ("patient", "into", "in", "to") for p in k.roles.get(role, ())]
    if act.op == "allow" and lands:
        # "will be allowed to leave *Iraq*"
        found = (e for p in lands for e in act.scene.casting.coded(p) if e.basis in _LAND)
        return merge(replace(e, sector="GOV", basis="place") for e in found)[:1]
    below = (k for k in act.governed if k.link == "xcomp" and k.voice == "passive")
    return merge(e for k in below for p in k.roles.get("agent", ()) for e in act.scene.casting.doers(p))


def _is_of_text(scene: Scene, clause: Clause) -> bool:
    """Whether a relative clause tells what a text says: "sent a letter that *told* X to leave"."""
    token = scene.sentence.tokens[clause.head]
    return (
        clause.link == "relcl" and token.dep == "relcl" and scene.sentence.tokens[token.head].lemma in listed("texts")
    )


def host_of(scene: Scene, noun: Clause) -> tuple[Entity, ...]:
    """Who met whom in "in a meeting with X, Y said …": the subject of the clause that the noun frames."""
    above = scene.clauses[noun.parent] if noun.parent is not None else None
    if above is None or above.kind == "noun" or not (noun.link or "").startswith("prep:") or "with" not in noun.roles:
        return ()
    for role in ("agent", "patient"):
        found = tuple(e for p in above.roles.get(role, ()) for e in scene.casting.coded(p))
        if found:
            return found
    return ()


def framed(scene: Scene, noun: Clause, sense: Sense) -> tuple[Entity, ...]:
    """Who is together in what a noun names by which a deed of two or more is framed: "X and Y broke up the ring *in a
    joint operation*", "signed a deal *at talks*"."""
    if sense.type not in {"COOPERATE", "CONSULT"} or sense.mode == "visit":
        return ()
    found = doing_beside(scene, noun, _FRAMING)
    return found if len(codes_of(found)) > 1 else ()


def doing_beside(scene: Scene, noun: Clause, links: frozenset[str]) -> tuple[Entity, ...]:
    """Who does what an event noun is the occasion of, hung on the verb by one of these links."""
    above = scene.clauses[noun.parent] if noun.parent is not None else None
    if noun.kind != "noun" or above is None or above.kind != "verb" or noun.link not in links:
        return ()
    return merge(e for p in above.roles.get("agent", ()) for e in scene.casting.coded(p))


def with_taken_roles(scene: Scene, clause: Clause, match: Match) -> Clause:
    """The clause with the roles of the noun that the sense took in: "imposed *sanctions on Iran*"."""
    if not match.taken:
        return clause
    roles = {name: tuple(p for p in found if p.head not in match.taken) for name, found in clause.roles.items()}
    own = {p.head for p in clause.roles.get("agent", ())}
    for head in match.taken:
        noun = next((c for c in scene.clauses if c.head == head), None)
        found = {**_made_roles(scene, head), **(noun.roles if noun is not None else _plain_roles(scene, head))}
        if "with" not in found:
            found = {**found, **_with_inside(scene, head)}
        for name, phrases in found.items():
            if name == "agent" and noun is not None and noun.kind == "adj":
                # "held X responsible": X is the object already.
                continue
            theirs = name == "agent" and bool(own) and not any(p.head in own for p in phrases)
            key = "of" if theirs or name in {"poss", "adj", "compound", "by"} else name
            have = roles.get(key, ())
            roles[key] = (*have, *(p for p in phrases if p not in have))
    return replace(clause, roles=roles)


def _with_inside(scene: Scene, head: int) -> dict[str, tuple[Phrase, ...]]:
    """With whom, one noun further down: "a memorandum of understanding *with X*", "a treaty of peace *with X*"."""
    below = (o for _, name, objects in prepositions(scene.sentence, head) if name == "of" for o in objects)
    found = tuple(p for o in below for p in _plain_roles(scene, o).get("with", ()))
    return {"with": found} if found else {}


def _made_roles(scene: Scene, head: int) -> dict[str, tuple[Phrase, ...]]:
    """The roles of the participle after a noun: "restrictions *imposed on X*"."""
    sentence = scene.sentence
    return {name: tuple(phrase_at(sentence, o) for o in objects) for name, objects in made(sentence, head)}


def _plain_roles(scene: Scene, head: int) -> dict[str, tuple[Phrase, ...]]:
    """The roles of a noun that is no predicate of its own: possessor, modifiers, prepositional phrases."""
    sentence = scene.sentence
    roles: dict[str, tuple[Phrase, ...]] = {}
    for k in sentence.children[head]:
        dep = sentence.tokens[k].dep
        if dep == "poss":
            roles["poss"] = (*roles.get("poss", ()), phrase_at(sentence, k))
        elif dep in {"amod", "nmod", "compound"}:
            # "a *Chinese-drafted* *Security Council* resolution": each with its own words
            named = dep == "compound" and sentence.tokens[k].pos == "PROPN"
            left = min((c for c in sentence.children[k] if c < k), default=k)
            roles["adj"] = (*roles.get("adj", ()), phrase_at(sentence, k) if named else Phrase(k, left, k + 1))
    for _, name, objects in prepositions(sentence, head):
        roles[name] = (*roles.get(name, ()), *(phrase_at(sentence, o) for o in objects))
    return {name: found for name, found in roles.items() if found}
