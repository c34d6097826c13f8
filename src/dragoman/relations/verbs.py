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
_NEIGHBOURING = frozenset({"neighbouring", "neighboring"})
_LOCAL = frozenset({"in", "from", "into", "to", "across", "through", "inside"})


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
    yield from _neighbouring(view)
    yield from _borders(view)


def _borders(view: View) -> Iterator[Draft]:
    """ "is landlocked and borders Eritrea", where the parser takes the verb for a noun."""
    for token in view.tokens:
        if token.lower != "borders" or token.pos != "NOUN" or token.i in view.clause_at or token.dep != "conj":
            continue
        subject = view.subject_of(token.head)
        found = view.run(token.i + 1) if token.i + 1 < len(view.tokens) else []
        for party in view.parties(subject) if subject is not None and found else []:
            for other in found:
                yield Draft("borders", party, other, token.i, token.i)


def _of_verb(view: View, clause: Clause, verb: Verb) -> Iterator[Draft]:
    if verb.dates and not verb.through and _joins_in_doing(view, clause):
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
    subjects = _side(view, clause, verb.subject)
    if not subjects and verb.kind == "borders":
        subjects = [
            p for phrase in clause.roles.get("agent", ()) for p in view.registry.place(view.sentence, phrase.head)
        ]
    if not subjects and real == "future":
        subjects = _main_subject(view, clause.head)
    for subject in subjects:
        for target in objects:
            # Who applied did so at that time; who is to join does it later.
            dates = verb.dates if real == "fact" or view.tokens[clause.head].dep == "xcomp" else "none"
            yield Draft(kind, subject, target, clause.head, clause.head, dates)


def _side(view: View, clause: Clause, roles: tuple[str, ...]) -> list[Party]:
    for role in roles:
        found = list(view.role(clause, role))
        if found:
            return found
    return []


def _objects(view: View, clause: Clause, verb: Verb) -> list[Party]:
    if not verb.through:
        return [p for p in _side(view, clause, verb.object) if view.is_meant(p, verb.kind)]
    out: list[Party] = []
    for role in verb.object:
        for phrase in clause.roles.get(role, ()):
            if view.tokens[phrase.head].lower in verb.through:
                out += [p for t in view.kids(phrase.head, "poss") for p in view.one(t.i)]
                out += [p for h in view.objects(phrase.head, verb.of) for p in view.parties(h)]
                out += [p for h in view.objects(clause.head, verb.of & {"over"}) for p in view.parties(h)]
                if verb.kind == "recognises":
                    out += view.left_names(phrase.head)
    return out


def _main_subject(view: View, i: int) -> list[Party]:
    """ "is in the process of joining": the subject of the verb that all of it hangs on."""
    for _ in range(6):
        above = view.tokens[i].head
        if above == i:
            return []
        i = above
        if view.tokens[i].pos in {"VERB", "AUX"}:
            subject = view.subject_of(i)
            return view.parties(subject) if subject is not None else []
    return []


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


def _neighbouring(view: View) -> Iterator[Draft]:
    """ "fled from Sudan to neighbouring Chad": the state that the sentence speaks of before."""
    for token in view.tokens:
        if token.lower not in _NEIGHBOURING or token.i + 1 >= len(view.tokens):
            continue
        found = view.mention(token.i + 1)
        if found is None or found.kind != "state":
            continue
        group = view.group_of(found.right - 1)
        first = [p for p in view.one(group) if group < token.i and p.kind == "state"]
        for head in view.heads(found.right - 1):
            for party in view.one(head):
                anchor = next(
                    (p for p in (*first, *_states_before(view, token.i)) if _are_neighbours(view, party, p)), None
                )
                if anchor is not None:
                    yield Draft("borders", party, anchor, token.i, token.i)


def _are_neighbours(view: View, one: Party, other: Party) -> bool:
    return frozenset({one.name, other.name}) in view.words.borders


def _states_before(view: View, stop: int) -> Iterator[Party]:
    """The states that a sentence names before a token, the nearest place first, then those of the document."""
    out, places = [], []
    for k in range(stop):
        found = view.mention(k)
        if found is None or found.left != k or found.kind != "state":
            continue
        head = view.tokens[found.right - 1]
        out.append(found)
        if head.dep == "pobj" and view.tokens[head.head].lower in _LOCAL:
            places.append(found)
    yield from reversed(places)
    yield from reversed(out)
    for code, _ in view.registry.cast.states().most_common(2):
        yield Party(code, "state", -1, -1)
