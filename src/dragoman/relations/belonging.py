"""Persons of an organisation, a party or an armed group: "X, director of Y", "Democrat X", "Rep. X, R-Ohio"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.language.grammar import Clause
from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View

_OF = frozenset({"of", "at", "for", "with", "from", "in"})
_SEAT = re.compile(r"[RD]")
#: Words of an office before its noun: "Amnesty's secretary general", "HRW's deputy Asia director".
_RANKS = frozenset(
    {"secretary", "deputy", "assistant", "vice", "chief", "executive", "managing", "research", "co", "-"}
)
_NOW = frozenset({"now", "currently"})
_AT = frozenset({"at", "with"})
_BELONGING = frozenset({"of", "from", "at"})
_DEPTH = 3
#: Who is sent to an organisation of states belongs to who sends him.
_SENT = frozenset({"representative", "delegate", "official"})


def belonging_drafts(view: View) -> Iterator[Draft]:
    """The memberships that a description beside a person's name tells."""
    for token in view.tokens:
        if token.lower in view.lists.staff and view.mention(token.i) is None:
            yield from _staff(view, token)
        elif token.text in view.words.parties and token.dep in {"appos", "attr"}:
            yield from _of_party(view, token)
    for i, mention in enumerate(view.tokens):
        person = view.mention(i)
        if person is None or person.kind != "person" or person.left != i or mention.i != i:
            continue
        yield from _partisan(view, person)
        yield from _placed(view, person)
        yield from _headed(view, person)
    for clause in view.clauses:
        if clause.lemma in view.lists.working and clause.kind == "verb" and view.reality(clause.head) == "fact":
            yield from _working(view, clause)


def may_place(tokens: Sequence[Token]) -> bool:
    """Whether a name in a sentence is followed by "of" or "at" and another, or somebody works for one."""
    for a, word, b in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.lower in _BELONGING and b.text[:1].isupper() and a.pos == "PROPN":
            return True
        if word.lower in _AT | {"for"} and b.text[:1].isupper() and (a.lower in _NOW or a.lower[:4] == "work"):
            return True
    return False


def _headed(view: View, person: Party) -> Iterator[Draft]:
    """ "Imran Khan's party, Pakistan Tehreek-e-Insaf": what is somebody's."""
    owner = view.tokens[person.right - 1]
    noun = view.tokens[owner.head]
    if owner.dep != "poss" or noun.lower not in view.lists.led or " " not in person.name:
        return
    beside = next((t.i for t in view.kids(noun.i, "appos") if t.i > noun.i), None)
    body = view.registry.body(view.sentence, beside) if beside is not None else view.after_comma(noun.i)
    if body is not None and body.kind in {"org", "group"}:
        yield Draft("member_of", view.registry.untitled(person), body, noun.i, noun.i)


def _placed(view: View, person: Party) -> Iterator[Draft]:
    """ "Omar Shakir of Human Rights Watch", "David Phillips, now at Columbia University"."""
    own = view.registry.untitled(person)
    at = person.right
    if " " not in own.name or at + 1 >= len(view.tokens):
        return
    if view.tokens[at].text in {",", "("}:
        at += 1
        if view.tokens[at].lower in _NOW and at + 1 < len(view.tokens):
            at += 1
        prepositions = _AT
    else:
        prepositions = _BELONGING
    prep = view.tokens[at]
    if prep.lower not in prepositions:
        return
    noun = next(iter(view.kids(prep.i, "pobj")), None)
    body = view.registry.body(view.sentence, noun.i) if noun is not None else None
    if body is not None and body.left <= at + 2:
        yield Draft("member_of", own, body, at, at)


def _working(view: View, clause: Clause) -> Iterator[Draft]:
    """ "Paul Mutua, who works for Save the Children"."""
    subject = view.teller(clause.head)
    person = view.mention(subject) if subject is not None else None
    if person is None or person.kind != "person" or " " not in person.name:
        return
    for head in view.objects(clause.head, _AT | {"for"}):
        body = view.registry.body(view.sentence, head)
        if body is not None:
            yield Draft("member_of", view.registry.untitled(person), body, clause.head, clause.head)


def _of_party(view: View, token: Token) -> Iterator[Draft]:
    """ "Anna Costa, a Virginia Democrat"."""
    person = _person(view, token)
    if person is not None and view.change(token.i) is None and not view.negated(token.i):
        party = Party(view.words.parties[token.text], "group", token.i, token.i + 1)
        yield Draft("member_of", view.registry.untitled(person), party, token.i, token.i)


def _staff(view: View, token: Token) -> Iterator[Draft]:
    """ "Anna Costa, a researcher at Human Rights Watch", "Human Rights Watch researcher Anna Costa"."""
    if token.dep == "compound" and token.head == token.i + 1 and view.mention(token.head) is None:
        token = view.tokens[token.head]  # "secretary general"
    person = _person(view, token)
    if person is None or view.change(token.i) is not None or view.negated(token.i):
        return
    body = _body_of(view, token.i, 0) or _left(view, token.i)
    if body is not None and token.lower in _SENT and (body.name == "UNO" or body.name in view.registry.names.members):
        return
    party = view.words.parties.get(view.tokens[token.i - 1].text) if token.i > 0 and body is None else None
    if party is not None:
        body = Party(party, "group", token.i - 1, token.i)
    if body is not None:
        yield Draft("member_of", view.registry.untitled(person), body, token.i, token.i)


def _person(view: View, token: Token) -> Party | None:
    """The person with a full name whom a noun stands beside."""
    above = view.tokens[token.head]
    found = None
    if token.dep == "appos" and above.i < token.i:
        found = view.mention(above.i)
    elif token.i + 1 < len(view.tokens) and (nxt := view.mention(token.i + 1)) is not None:
        found = nxt if nxt.left == token.i + 1 else None
    elif token.dep == "attr" and above.lemma == "be" and view.reality(above.i) == "fact":
        subject = view.subject_of(above.i)
        found = view.mention(subject) if subject is not None else None
    if found is None:
        beside = next((t for t in view.kids(token.i, "appos") if t.i > token.i), None)
        found = view.mention(beside.i) if beside is not None else None
    return found if found is not None and found.kind == "person" and " " in found.name else None


def _body_of(view: View, i: int, depth: int) -> Party | None:
    """The body that a noun names as whose it is, in the nearest phrase: "head of the Asia programme at Y"."""
    for prep in view.kids(i, "prep"):
        if prep.lower not in _OF:
            continue
        for noun in view.kids(prep.i, "pobj"):
            found = view.registry.body(view.sentence, noun.i)
            if found is not None:
                return found
            if depth < _DEPTH:
                found = _body_of(view, noun.i, depth + 1)
                if found is not None:
                    return found
    return None


def _left(view: View, i: int) -> Party | None:
    """The body named right before the noun: "Amnesty International researcher", "Amnesty's director"."""
    k = i - 1
    for _ in range(2):
        word = view.tokens[k] if k > 0 else None
        if word is not None and view.mention(k) is None and (word.pos == "ADJ" or word.lower in _RANKS):
            k -= 1
    if k >= 0 and view.tokens[k].lower in {"'s", "’s"}:
        k -= 1
    return view.registry.body(view.sentence, k) if k >= 0 else None


def _partisan(view: View, person: Party) -> Iterator[Draft]:
    """ "Democrat X", "Republican senator X", "X, R-Ohio", "X (D-Calif.)"."""
    tokens = view.tokens
    own = view.registry.untitled(person)
    if " " not in own.name:
        return
    if person.left > 1 and tokens[person.left - 1].lower in {"'s", "’s"} and view.mention(person.left) is not None:
        body = view.registry.body(view.sentence, person.left - 2)
        if body is not None:
            yield Draft("member_of", own, body, person.left, person.left)
    name = _letter(view, person.right)
    at = person.right
    if name is None:
        k = person.left - 1
        if k >= 0 and tokens[k].lower in view.lists.seats | {"'s", "’s"}:
            k -= 1
        # A word that ends another phrase says nothing of the person.
        if k >= 0 and tokens[k].i < person.left and _leads_to(view, k, person):
            name, at = view.words.parties.get(tokens[k].text), k
    if name is not None:
        yield Draft("member_of", own, Party(name, "group", at, at + 1), at, at)


def _leads_to(view: View, k: int, person: Party) -> bool:
    """Whether a word before a name belongs to its phrase."""
    i = k
    for _ in range(_DEPTH):
        i = view.tokens[i].head
        if person.left <= i < person.right:
            return True
    return False


def _letter(view: View, i: int) -> str | None:
    """The party that the letter before a seat tells: ", R-Ohio", "(D-Calif.)"."""
    tokens = view.tokens
    if i + 1 >= len(tokens) or tokens[i].text not in {",", "("}:
        return None
    letter, _, seat = tokens[i + 1].text.partition("-")
    if not seat and (
        i + 3 >= len(tokens) or tokens[i + 2].text not in {"-", "–"} or not tokens[i + 3].text[:1].isupper()
    ):
        return None
    return view.words.parties.get(letter) if _SEAT.fullmatch(letter) else None
