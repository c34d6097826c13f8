"""Who holds what office, where the text tells it and does not only give a title."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View

_AS = frozenset({"as"})
_SINCE = frozenset({"since", "for", "from", "until", "in"})


def office_drafts(view: View) -> Iterator[Draft]:
    """The offices that a sentence tells."""
    for clause in view.clauses:
        if clause.kind == "noun":
            continue
        token = view.tokens[clause.head]
        lemma = f"{token.lemma} {clause.particles[0]}" if clause.particles else token.lemma
        if view.reality(clause.head) != "fact":
            continue
        if token.lemma in view.lists.becoming:
            yield from _taken(view, clause, "agent")
            yield from _in_power(view, clause)
        elif token.lemma in view.lists.appointing or lemma in view.lists.appointing:
            yield from _taken(view, clause, "patient")
        elif token.lemma in view.lists.following or lemma in view.lists.following:
            yield from _taken(view, clause, "agent")
        elif token.lemma in view.lists.ruling:
            yield from _ruled(view, clause)
        elif token.lemma in {"take", "assume", "come"}:
            yield from _in_power(view, clause)
            yield from _assumed(view, clause)
    for token in view.tokens:
        if token.tag == "VBN" and token.lemma in view.lists.appointing and token.dep in {"acl", "amod", "advcl"}:
            yield from _elected(view, token)
        elif token.dep == "appos" and token.head < token.i and _is_office(view, token.i):
            yield from _held(view, token)


def _held(view: View, token: Token) -> Iterator[Draft]:
    """ "X, the president since 2019": an office beside a name, with the time that it is held."""
    told = [
        t
        for k in (token.i, token.head)
        for t in view.kids(k, "prep")
        if t.i > token.i and t.lower in _SINCE - {"in", "for"}
    ]
    if not told:
        return
    for person in view.one(token.head):
        if person.kind == "person" and " " in person.name:
            for owner in _owners(view, token.i) or _home(view, token.head):
                yield Draft("office_of", person, owner, token.i, told[0].head)


def _elected(view: View, token: Token) -> Iterator[Draft]:
    """ "X, elected president in 2019, …": the office right after the participle."""
    noun = view.tokens[token.head]
    holder = noun.head if noun.i > token.i and noun.dep == "appos" else noun.i
    persons = [p for p in view.one(holder) if p.kind == "person" and " " in p.name]
    if not persons or holder > token.i:
        return
    head = next((i for i in range(token.i + 1, min(token.i + 6, len(view.tokens))) if _is_office(view, i)), None)
    if head is None or any(t.pos == "VERB" for t in view.tokens[token.i + 1 : head]):
        return
    while head + 1 < len(view.tokens) and view.tokens[head].dep == "compound" and view.tokens[head].head == head + 1:
        head += 1
    for person in persons:
        for owner in _owners(view, head) or _home(view, holder):
            yield Draft("office_of", person, owner, head, head, "start")


def _persons(view: View, clause: Clause, role: str) -> list[tuple[int, Party]]:
    out = []
    for phrase in clause.roles.get(role, ()):
        if view.tokens[phrase.head].pos not in {"PROPN", "PRON"}:
            continue
        out += [(phrase.head, p) for p in view.one(phrase.head) if p.kind == "person" and " " in p.name]
    return out


def _taken(view: View, clause: Clause, role: str) -> Iterator[Draft]:
    persons = _persons(view, clause, role)
    named = [(t.i, p) for t in view.kids(clause.head, "dobj") for p in view.left_names(t.i) if role == "patient"]
    persons += [(p.right - 1, p) for i, p in named if p.kind == "person" and " " in p.name and _is_office(view, i)]
    if not persons:
        return
    heads = [p.head for name in ("attr", "as") for p in clause.roles.get(name, ())]
    heads += [t.i for t in view.kids(clause.head, "oprd", "attr")] + [i for i, _ in named]
    heads += list(view.objects(clause.head, _AS))
    start = "start" if role == "patient" or view.tokens[clause.head].lemma == "become" else None
    for head in dict.fromkeys(heads):
        if not _is_office(view, head):
            continue
        owners = _owners(view, head)
        for at, person in persons:
            for owner in owners or _home(view, at):
                yield Draft("office_of", person, owner, head, clause.head, start)


def _is_office(view: View, head: int) -> bool:
    """Whether a noun is an office of a state or organisation as a whole, held now."""
    span = view.registry.cast.role_at(view.sentence, head)
    if view.tokens[head].lower in view.lists.heads:
        return _is_held(view, head) and bool(_owners(view, head))
    if span is None or span.role.kind != "office" or span.role.plural or span.role.noun in view.lists.lesser:
        return False
    return _is_held(view, head)


def _is_held(view: View, head: int) -> bool:
    """Whether an office is one that somebody has now; a new minister has it."""
    change = view.change(head)
    return change is None or (change == "unreal" and any(t.lower == "new" for t in view.kids(head, "amod")))


def _owners(view: View, head: int) -> list[Party]:
    out = [p for t in view.kids(head, "poss") for p in view.one(t.i)]
    out += [p for h in view.objects(head, frozenset({"of"})) for p in _whole(view, h)]
    out += view.left_names(head)
    out = [p for party in out for p in (_home(view, party.left) if party.kind == "person" else [party])]
    return [p for p in dict.fromkeys(out) if p.kind in {"state", "org", "group"}][:1]


def _whole(view: View, head: int) -> list[Party]:
    """The state or organisation that a noun phrase is by name, or "the country"."""
    found = view.mention(head)
    if found is not None:
        part = found.left > 0 and view.tokens[found.left - 1].text in {"-", "–"}
        return [found] if found.right - 1 == head and not part else []
    return view.one(head) if view.tokens[head].lower in {"country", "nation", "bloc", "alliance", "republic"} else []


def _home(view: View, head: int) -> list[Party]:
    """The state or organisation of the person, where the office does not say whose it is."""
    phrase = phrase_at(view.sentence, head)
    for entity in view.registry.cast.resolve(view.sentence, phrase):
        if entity.code == "UNO":
            return [Party("UNO", "org", phrase.left, phrase.right)]
        if entity.code in view.registry.names.states and entity.code:
            return [Party(entity.code, "state", phrase.left, phrase.right)]
    return []


def _ruled(view: View, clause: Clause) -> Iterator[Draft]:
    """ "has ruled Rwanda since 2000": the verb with the state or organisation that is ruled."""
    if clause.aspect != "perfect" and not _SINCE & (set(clause.roles) | set(clause.adjuncts)):
        return
    for _, person in _persons(view, clause, "agent"):
        for phrase in clause.roles.get("patient", ()):
            found = view.mention(phrase.head)
            if found is not None and found.right - 1 == phrase.head and found.kind in {"state", "org"}:
                yield Draft("office_of", person, found, clause.head, clause.head)
            elif view.tokens[phrase.head].lower in {"country", "nation", "state"}:
                for owner in view.one(phrase.head) or _home(view, person.left):
                    yield Draft("office_of", person, owner, clause.head, clause.head)


def _assumed(view: View, clause: Clause) -> Iterator[Draft]:
    """ "assumed the presidency of Colombia in 2018"."""
    for noun in view.kids(clause.head, "dobj"):
        if noun.lower not in view.lists.seats_of_power:
            continue
        for at, person in _persons(view, clause, "agent"):
            for owner in _owners(view, noun.i) or _home(view, at):
                yield Draft("office_of", person, owner, noun.i, clause.head, "start")


def _in_power(view: View, clause: Clause) -> Iterator[Draft]:
    """ "has been in power since 1999", "took office in May"."""
    head = clause.head
    named = [t.i for t in view.kids(head, "dobj")] + list(view.objects(head, frozenset({"in", "to"})))
    if not any(
        view.tokens[i].lower in view.lists.power and not any(True for _ in view.kids(i, "poss", "det")) for i in named
    ):
        return
    start = None if view.tokens[head].lemma in view.lists.becoming else "start"
    if start is None and not _SINCE - {"in"} & (set(clause.roles) | set(clause.adjuncts)):
        return
    for at, person in _persons(view, clause, "agent"):
        for owner in _home(view, at):
            yield Draft("office_of", person, owner, head, head, start)
