"""Verbs that tell relations: "joined NATO", "includes India", "borders Sudan", "regards Taiwan as its own"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Clause
from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View
from dragoman.relations.words import Verb

#: What is joined, entered or left "in doing something" is no organisation that one becomes a member of.
_DOING = frozenset({"in", "by", "with"})
_MUTUAL = frozenset({"ally_of", "partner_of", "rival_of"})
#: Where a war is fought that a group fights against a state.
_INSIDE = frozenset({"inside", "in", "within"})
_NEIGHBOURING = frozenset({"neighbouring", "neighboring"})


def verb_drafts(view: View) -> Iterator[Draft]:
    """The relations that the verbs of a sentence tell."""
    for clause in view.clauses:
        if clause.kind == "noun":
            continue
        token = view.tokens[clause.head]
        if token.lower in _NEIGHBOURING and token.dep == "amod":
            continue
        for verb in view.words.verbs.get(token.lower, ()):
            if not verb.particle or verb.particle in clause.particles:
                yield from _of_verb(view, clause, verb)
        if token.lemma in view.lists.regarding:
            yield from _regarded(view, clause, token)
    yield from _groups(view)
    yield from _inside(view)


def _groups(view: View) -> Iterator[Draft]:
    """ "SAARC groups India, Pakistan and Nepal", where the parser takes the verb for a noun."""
    for token in view.tokens:
        if token.lower != "groups" or token.i == 0 or token.i in view.clause_at or token.i + 1 >= len(view.tokens):
            continue
        org = view.mention(token.i - 1)
        members = [p for p in view.run(token.i + 1) if p.kind == "state"]
        for party in members if org is not None and org.kind == "org" and len(members) > 2 else []:
            yield Draft("member_of", party, org or party, token.i, token.i)


def _inside(view: View) -> Iterator[Draft]:
    """ "Hungary, which is in NATO and the EU"."""
    for clause in view.clauses:
        if clause.kind != "verb" or clause.lemma != "be" or view.reality(clause.head) != "fact":
            continue
        bodies = [p for p in view.role(clause, "in") if p.kind == "org"]
        for subject in view.role(clause, "agent") if bodies else ():
            for body in bodies if subject.kind == "state" else ():
                yield Draft("member_of", subject, body, clause.head, clause.head)


def _of_verb(view: View, clause: Clause, verb: Verb) -> Iterator[Draft]:
    if (verb.dates or verb.standing) and not verb.through and _joins_in_doing(view, clause):
        return
    if verb.standing and not _stands(view, clause.head):
        return
    if verb.kind == "recognises" and ("for" in clause.roles or _as_part(view, clause)):
        return  # "recognised Norway for its aid", "recognises Taiwan as a part of China"
    objects = _objects(view, clause, verb)
    if not objects:
        return
    kind: str | None = verb.kind
    real = view.reality(clause.head)
    if real != "fact":
        kind = verb.future if real == "future" else None
    if kind is None:
        return
    for subject in _subjects(view, clause, verb, real):
        for target in objects:
            if verb.standing and (target.kind == "org" or subject.kind == "org"):
                continue  # who supports an organisation agrees with it
            if verb.standing and verb.kind == "rival_of" and subject.kind == target.kind == "state":
                continue  # that two states fight is an event
            # Who applied did so at that time; who is to join does it later.
            dates = verb.dates if real == "fact" or view.tokens[clause.head].dep == "xcomp" else "none"
            yield Draft(kind, subject, target, clause.head, clause.head, dates)


def _subjects(view: View, clause: Clause, verb: Verb, real: str) -> list[Party]:
    """Who stands in the relation that a verb tells."""
    subjects = _side(view, clause, verb.subject)
    if not subjects and verb.kind == "borders":
        subjects = [p for phrase in clause.roles.get("agent", ()) for p in view.land(phrase.head)]
    if (
        view.tokens[clause.head].dep == "xcomp"
        and view.tokens[view.tokens[clause.head].head].lemma in view.lists.travelling
    ):
        subjects = view.main_subject(clause.head)
    if not subjects and verb.kind in _MUTUAL:
        subjects = [p for r in verb.subject for phrase in clause.roles.get(r, ()) for p in view.side(phrase.head)]
    if not subjects and real == "future":
        subjects = view.main_subject(clause.head)
    return subjects


def _is_named(view: View, i: int) -> bool:
    """Whether a noun is a name or a government, and not people or offices of one."""
    return view.mention(i) is not None or view.tokens[i].lower in view.lists.regimes


def _stands(view: View, i: int) -> bool:
    """Whether a verb is told as lasting: "backs", "has backed", "is backing", not "backed them in the vote"."""
    token = view.tokens[i]
    if token.tag in {"VBZ", "VBP", "VBG"}:
        return True
    if token.tag == "VB":
        above = view.tokens[token.head]
        return bool({above.lemma, above.lower} & view.lists.factual)
    return any(t.lower in {"has", "have", "'ve", "’ve"} for t in view.kids(i, "aux"))


def _side(view: View, clause: Clause, roles: tuple[str, ...]) -> list[Party]:
    for role in roles:
        found = list(view.role(clause, role))
        if found:
            return found
    return []


def _objects(view: View, clause: Clause, verb: Verb) -> list[Party]:
    if not verb.through:
        found = [p for p in _side(view, clause, verb.object) if view.is_meant(p, verb.kind)]
        if not found and verb.kind == "member_of" and verb.future:
            return [p for role in verb.object for phrase in clause.roles.get(role, ()) for p in view.ranks(phrase.head)]
        if verb.standing:
            heads = [phrase.head for role in verb.object for phrase in clause.roles.get(role, ())]
            found = [view.registry.state_of(view.sentence, h, p) for h in heads if _is_named(view, h) for p in found]
        return found
    out: list[Party] = []
    for role in verb.object:
        for phrase in clause.roles.get(role, ()):
            if view.tokens[phrase.head].lower in verb.through:
                out += [p for t in view.kids(phrase.head, "poss") for p in view.one(t.i)]
                for h in view.objects(phrase.head, verb.of):
                    out += view.parties(h) or [p for t in view.kids(h, "poss") for p in view.one(t.i)]
                noun = next((c for c in view.clauses if c.kind == "noun" and c.head == phrase.head), None)
                if not out and noun is not None and "against" in verb.of:
                    out += list(view.role(noun, "against"))
                out += [
                    p for h in view.objects(clause.head, verb.of & {"over", "against", "with"}) for p in view.parties(h)
                ]
                out += [p for prep in verb.of for h in view.whom(clause.head, prep) for p in view.parties(h)]
                if not out and verb.kind == "rival_of":
                    out = _battlefield(view, clause, phrase.head)
                if verb.kind == "recognises":
                    out += view.left_names(phrase.head)
    return out


def _battlefield(view: View, clause: Clause, noun: int) -> list[Party]:
    """ "the PKK, a group that has fought an insurgency inside Turkey": the state that a group fights at home."""
    groups = [p for phrase in clause.roles.get("agent", ()) for p in view.named(phrase.head)]
    if not groups or any(p.kind != "group" for p in groups):
        return []
    found = (p for i in (noun, clause.head) for h in view.objects(i, _INSIDE) for p in view.parties(h))
    return [p for p in found if p.kind == "state"][:1]


def _as_part(view: View, clause: Clause) -> bool:
    named = [p.head for p in clause.roles.get("as", ())] + list(view.objects(clause.head, frozenset({"as"})))
    below = [h for p in clause.roles.get("patient", ()) for h in view.objects(p.head, frozenset({"as"}))]
    return any(view.tokens[h].lower in view.lists.territory for h in (*named, *below))


def _joins_in_doing(view: View, clause: Clause) -> bool:
    """ "joined the EU in condemning the coup", "joined NATO for talks"."""
    for prep in view.kids(clause.head, "prep"):
        if prep.lower in _DOING and any(t.tag == "VBG" for t in view.kids(prep.i, "pcomp")):
            return True
    return any(t.tag == "TO" for v in view.kids(clause.head, "xcomp") for t in view.kids(v.i, "aux"))


def _regarded(view: View, clause: Clause, token: Token) -> Iterator[Draft]:
    """ "China regards Taiwan as a breakaway province": a claim, told as a fact of who regards."""
    if view.reality(clause.head) == "none":
        return
    nouns = list(view.objects(token.i, frozenset({"as"})))
    nouns += [t.i for t in view.kids(token.i, "ccomp", "oprd", "dobj", "xcomp", "attr") if t.pos == "NOUN"]
    nouns += [t.i for v in view.kids(token.i, "ccomp", "xcomp") for t in view.kids(v.i, "attr")]
    for noun in nouns:
        if view.tokens[noun].lower not in view.lists.territory:
            continue
        held = list(view.role(clause, "patient"))
        held = [p for p in held if p.kind == "state"] or view.left_names(noun)
        if not held and token.lemma == "claim":
            parts = [p.head for p in clause.roles.get("patient", ())]
            held = [p for h in parts for t in view.kids(h, "poss") for p in view.one(t.i)]
        held += [p for t in view.kids(view.tokens[noun].head, "nsubj") if t.head != token.i for p in view.one(t.i)]
        for subject in view.role(clause, "agent"):
            for target in held[:1]:
                if view.is_meant(target, "claims_territory_of"):
                    yield Draft("claims_territory_of", subject, target, token.i, token.i)
