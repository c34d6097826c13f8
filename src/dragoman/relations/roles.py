"""Nouns that are one party and name the other: "an ally of Russia", "NATO member Turkey", "rivals A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.relations.owning import beside_of, fits, named_after, owners_of
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View
from dragoman.relations.words import Noun

_COPULAS = frozenset({"be", "become", "remain", "stay"})
_LISTING = frozenset({"include", "comprise", "be", "number"})
_PERSONAL = frozenset({"ally_of", "rival_of"})
_THANKED = frozenset({"ally_of", "partner_of", "rival_of"})
_PARTS = frozenset({"role", "status", "position", "credentials", "standing"})
_WITHIN = frozenset({"in"})
_STATUS = frozenset({"status", "seat"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
#: The most parties of a pair without an owner: "A, B and C are rivals".
_MOST_PAIRS = 3


class _Sides(NamedTuple):
    """Who a role noun is said of, the verb that says it if any, and the token under which dates stand."""

    parties: list[Party]
    verb: int | None
    scope: int


def role_drafts(view: View) -> Iterator[Draft]:
    """The relations that role nouns of a sentence tell."""
    if view.words.nouns.keys().isdisjoint(view.forms):
        return
    for token in view.tokens:
        entries = view.words.nouns.get(token.lower)
        if not entries or token.pos not in _NOMINAL or view.mention(token.i) is not None:
            continue
        noun = next((n for n in entries if n.form == "role" and fits(view, token.i, n)), None)
        if noun is not None and not _is_outside(view, token.i):
            yield from _of_noun(view, token.i, noun)


def _is_outside(view: View, i: int) -> bool:
    """ "non-NATO members"."""
    return any(t.lower == "non" for t in view.tokens[phrase_at(view.sentence, i).left : i])


def _of_noun(view: View, i: int, noun: Noun) -> Iterator[Draft]:
    kind = noun.kind
    change = view.change(i)
    if change == "unreal" and _is_rest(view, i):
        change = None
    elif change is not None and kind == "member_of":
        kind = "former_member_of" if change == "former" else "candidate_of"
    if change is not None and kind == noun.kind and not noun.named:
        return
    owners = owners_of(view, i, noun)
    if kind == "partner_of" and not owners:  # "a partner in the coalition"
        owners = [p for h in view.objects(i, _WITHIN) for p in view.parties(h) if p.kind == "org"]
        kind = "member_of" if owners else kind
    if noun.named and not any(o.kind == "org" for o in owners):
        return
    regarded = _regarded(view, i)
    if regarded is not None:
        if change is None and view.reality(regarded[1].verb or i) == "fact":
            own = {o.name for o in owners} - {p.name for p in regarded[1].parties}
            for draft in _drafts(view, i, kind, regarded[1], owners if own else regarded[0], noun.unequal):
                yield draft._replace(viewer=view.doer(regarded[1].scope))
        return
    said = (*_subjects(view, i, noun, bool(owners)), *_fellows(view, i))
    if kind == "rival_of" and not any(sides.parties for sides in said):
        said = _unnamed(view, i, owners)
    for sides in said:
        if sides.verb is not None:
            real = view.reality(sides.verb)
            if real == "none" or (real == "future" and kind not in {"member_of", "candidate_of"}):
                continue
            told = "candidate_of" if real == "future" else kind
        else:
            told = kind
        sides, theirs = _matched(view, i, noun, sides, owners)
        for draft in _drafts(view, i, told, sides, theirs, noun.unequal):
            yield draft._replace(viewer=_beholder(view, i))


def _unnamed(view: View, i: int, owners: list[Party]) -> tuple[_Sides, ...]:
    """ "Netanyahu warned of a war with Iran, accusing his arch-nemesis of …": the only other side told before."""
    token = view.tokens[i]
    if len(owners) != 1 or token.dep not in {"dobj", "pobj", "nsubj"} or not any(True for _ in view.kids(i, "poss")):
        return ()
    by = {t.i for prep in view.tokens[:i] if prep.lower == "by" for t in view.kids(prep.i, "pobj")}
    subject = view.teller(token.head) if token.dep != "nsubj" else None
    doers = {p.name for p in view.parties(subject)} if subject is not None else set[str]()
    before = [p for k in range(i) if (p := view.mention(k)) is not None and p.right - 1 not in by]
    sides = {p.name: p for p in before if p.kind in {"state", "group"} and p.name != owners[0].name}
    if doers & sides.keys():
        return ()
    return (_Sides(list(sides.values()), None, i),) if len(sides) == 1 else ()


def _fellows(view: View, i: int) -> Iterator[_Sides]:
    """ "Lithuania and its fellow NATO member Latvia": the one whose fellow it is."""
    named = named_after(view, i)
    for holder in (i, named) if named is not None and view.tokens[i].head == named else (i,):
        if any(t.lower == "fellow" for t in view.kids(holder, "amod")):
            for t in view.kids(holder, "poss"):
                yield _Sides(view.parties(t.i), None, i)


def _matched(view: View, i: int, noun: Noun, sides: _Sides, owners: list[Party]) -> tuple[_Sides, list[Party]]:
    """Both sides of a friendship or rivalry as states, or as persons where no state is meant."""
    if noun.kind not in _THANKED:
        return sides, owners
    whole = [view.registry.state_of(view.sentence, max(p.right - 1, 0), p) for p in sides.parties]
    if noun.kind in _PERSONAL and whole and all(p.kind == "person" for p in whole):
        owners = _persons(view, i, noun)
    return sides._replace(parties=whole), owners


def _persons(view: View, i: int, noun: Noun) -> list[Party]:
    """The persons whose friend or rival somebody is: "Trump's rival Jeb Bush", "an ally of Vladimir Putin"."""
    named = named_after(view, i)
    holders = [i] if named is None or view.tokens[i].head != named else [i, named]
    owners = [t.i for h in holders for t in view.kids(h, "poss") if t.i < i]
    found = [p for h in (*owners, *view.objects(i, noun.of)) for p in view.parties(h)]
    return [view.registry.untitled(p) for p in found if p.kind == "person" and " " in p.name]


def _beholder(view: View, i: int) -> int | None:
    """ "Ankara considers the group the wing of another": head of who considers it so."""
    above = view.tokens[view.tokens[i].head]
    verb = view.tokens[above.head]
    if view.tokens[i].dep != "appos" or above.dep not in {"dobj", "nsubj"} or _follows_comma(view, i):
        return None
    return view.subject_of(verb.i) if verb.lemma in view.lists.regarding else None


def _regarded(view: View, i: int) -> tuple[list[Party], _Sides] | None:
    """ "Washington regards Turkey as an ally": who regards, and whom."""
    token = view.tokens[_whole(view, i)]
    verb = view.tokens[token.head]
    if token.dep == "pobj" and verb.lower in {"as", "among"}:
        verb = view.tokens[verb.head]
    elif token.dep not in {"oprd", "ccomp"}:
        return None
    clause = view.clause_at.get(verb.i)
    if verb.lemma not in view.lists.regarding or clause is None:
        return None
    held = list(view.role(clause, "patient"))
    if not held:
        held = [p for t in view.kids(token.i, "nsubj") for p in view.parties(t.i)]
    return list(view.role(clause, "agent")), _Sides(held, verb.i, verb.i)


def _is_rest(view: View, i: int) -> bool:
    """ "Hungary, Slovakia and other EU members"."""
    token = view.tokens[i]
    return token.dep == "conj" and token.head < i and any(t.lower == "other" for t in view.kids(i, "amod"))


def _drafts(view: View, i: int, kind: str, sides: _Sides, owners: list[Party], unequal: bool) -> Iterator[Draft]:
    parties = sides.parties
    verb = sides.verb
    dates = "start" if verb is not None and view.tokens[verb].lemma == "become" else None
    if verb is not None and view.reality(verb) == "future":
        dates = "none"
    if not owners:
        if any(t.lower == "of" for t in view.kids(i, "prep")):
            return  # "as enemies of free speech"
        if not unequal and view.words.kinds[kind].symmetric and 2 <= len(parties) <= _MOST_PAIRS:
            for one, other in combinations(parties, 2):
                yield Draft(kind, one, other, i, sides.scope, dates)
        return
    if verb is None and {p.name for p in parties} & {o.name for o in owners}:
        return  # "Russia, Turkey, Turkish proxies" is a list
    club = {o.name for o in owners if o.kind == "org"} if kind == "ally_of" else set[str]()
    within = [p for p in parties if any(p.name in view.registry.names.members.get(name, ()) for name in club)]
    for one, other in combinations(within, 2) if verb is not None and len(within) == 2 else ():
        yield Draft(kind, one, other, i, sides.scope, dates)  # "Ankara and Washington are NATO allies"
    for subject in parties:
        for owner in owners:
            told = kind
            if kind == "ally_of" and subject.name in view.registry.names.members.get(owner.name, ()):
                told = "member_of"  # "NATO ally Turkey"
            yield Draft(told, subject, owner, i, sides.scope, dates)


def _subjects(view: View, i: int, noun: Noun, owned: bool) -> Iterator[_Sides]:
    """Whom the noun is said of, in every construction."""
    named = named_after(view, i)
    if named is not None:
        heads = view.heads(named) if noun.plural else [named]
        yield _Sides([p for h in heads for p in view.one(h)], None, i)
        return
    if _is_rest(view, i):
        if not owned:
            return
        before = [h for h in view.heads(view.group_of(i)) if h < i and view.mention(h) is not None]
        yield _Sides([p for h in before for p in view.one(h)], None, i)
        return
    top = _whole(view, i)
    token = view.tokens[top]
    apposed = [t.i for t in view.kids(i, "appos")] or [t.i for t in view.kids(top, "appos")]
    paired = owned or any(t.lower == "two" for t in view.kids(i, "nummod"))
    ends = view.tokens[phrase_at(view.sentence, i).left - 1].lower in {"and", "with"}
    if not apposed and paired and noun.plural and (token.dep != "conj" or ends):
        apposed = [t.i for t in view.kids(i, "conj") if _follows_comma(view, t.i) and view.mention(t.i) is not None]
    if not apposed and owned and token.dep == "conj":  # "the YPG and their partner, the PYD"
        apposed = [t.i for t in view.kids(view.group_of(i), "appos") if t.i > i and _follows_comma(view, t.i)]
    names = [
        a for a in apposed if a > i and (view.mention(a) is not None or view.tokens[a].lower not in view.words.nouns)
    ]
    parties = [p for a in names for p in view.parties(a)]
    if not parties and noun.plural:
        parties = [p for a in view.after_mark(i) for p in view.run(a)]
    if not parties and owned and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        parties = _between_commas(view, i)
    if parties:
        yield _Sides(parties, None, i)
    if not parties and (named_so := _of_nation(view, i, noun)):
        yield _Sides(named_so, None, i)
        return
    members = [p for h in view.objects(i, _WITHIN) for p in view.parties(h) if p.kind == "group"]
    if not parties and owned and members and noun.kind in _THANKED:
        yield _Sides(members, None, i)  # "its allies in the Houthi movement"
    examples = list(view.examples(i))
    if examples and owned:
        yield _Sides([p for h in examples for p in view.parties(h)], None, i)
    yield from _by_syntax(view, i, top, token, noun)
    if not parties and noun.plural and (view.left_names(i) or noun.kind == "borders") and _is_pair(view, i):
        yield _Sides(view.registry.pair(view.sentence, i), None, i)


def _of_nation(view: View, i: int, noun: Noun) -> list[Party]:
    """ "his Russian and Iranian backers": whose they are stands before, who they are in the adjectives."""
    if noun.kind not in _THANKED or not any(t.i < i for t in view.kids(i, "poss")):
        return []
    if view.tokens[i - 1].pos == "NOUN" or view.tokens[i - 1].dep == "compound":
        rebels = view.registry.rebels_of(view.sentence, i - 1)
        return [rebels] if rebels is not None else []
    people = view.registry.people(view.sentence, i - 1)
    states = [p for p in view.left_names(i) if p.kind == "state" and (people is None or p.left < people.left)]
    return [*states, people] if people is not None else states


def _is_pair(view: View, i: int) -> bool:
    """ "the two NATO allies": those that the text speaks of."""
    return any(t.lower == "two" for t in view.kids(i, "nummod")) and any(t.lower == "the" for t in view.kids(i, "det"))


def _between_commas(view: View, i: int) -> list[Party]:
    """ "NATO's newest member, Sweden, …", however it is parsed."""
    tokens = view.tokens
    at = i + 1
    if tokens[min(at, len(tokens) - 1)].text != ",":
        at = phrase_at(view.sentence, i).right  # "Washington's ally in the region, Jordan, …"
    found = view.mention(at + 1) if at + 1 < len(tokens) and tokens[at].text == "," else None
    if found is None or found.left != at + 1 or tokens[found.right - 1].dep in {"nsubj", "nsubjpass", "poss", "conj"}:
        return []
    return [found] if found.right < len(tokens) and tokens[found.right].text in {",", "."} else []


def _whole(view: View, i: int) -> int:
    """ "one of Russia's allies": the word that counts them."""
    token = view.tokens[i]
    while token.dep == "pobj" and view.tokens[token.head].lower == "of":
        above = view.tokens[view.tokens[token.head].head]
        if above.lower not in view.lists.parts:
            break
        token = above
    return token.i


def _by_syntax(view: View, i: int, top: int, token: Token, noun: Noun) -> Iterator[_Sides]:
    governor = view.tokens[token.head]
    while token.dep == "conj" and governor.dep in {"appos", "attr"} and governor.i < token.i and _joins(view, token.i):
        token, governor = governor, view.tokens[governor.head]
    sworn = token.dep == "dobj" and governor.tag == "VBN" and any(True for _ in view.kids(governor.i, "nsubjpass"))
    if sworn or (token.dep in {"attr", "oprd", "acomp"} and governor.lemma in _COPULAS):
        yield from _predicated(view, governor.i)
    elif token.dep == "pobj" and governor.lower == "among" and view.tokens[governor.head].lemma in _COPULAS:
        yield from _predicated(view, governor.head)
    elif token.dep == "pobj" and governor.lower == "as" and view.tokens[governor.head].lower in _PARTS:
        for t in view.kids(governor.head, "poss"):  # "its role as an ally"
            yield _Sides(view.parties(t.i), None, i)
    elif token.dep == "pobj" and governor.lower == "as" and view.tokens[governor.head].pos in {"VERB", "AUX"}:
        if view.tokens[governor.head].lemma not in view.lists.regarding and not noun.predicate:
            subject = view.subject_of(governor.head)
            held = any(True for _ in view.kids(governor.head, "dobj"))
            if subject is not None and (governor.i < subject or not held):
                yield _Sides(view.parties(subject), None, i)
    elif token.dep == "appos" or (token.dep == "conj" and _follows_comma(view, top)):
        yield from _apposed(view, i, token, noun)
    elif token.dep in {"nsubj", "nsubjpass"} and governor.lemma in _LISTING and top == i:
        heads = [t.i for t in view.kids(governor.i, "dobj", "attr")]
        if heads and (governor.lemma != "be" or noun.plural or view.mention(heads[0]) is not None):
            yield _Sides([p for h in heads for p in view.parties(h)], governor.i, governor.i)
    elif token.dep == "compound" and governor.lower in _STATUS:
        yield from _status(view, governor)


def _joins(view: View, i: int) -> bool:
    """Whether "and" stands before a description: "Georgia, a former republic *and a member* of the council"."""
    left = phrase_at(view.sentence, i).left
    if view.mention(view.tokens[i].head) is not None:
        return False  # "it is the US and its proxies"
    return left > 0 and view.tokens[left - 1].lower in {"and", "but"}


def _predicated(view: View, verb: int) -> Iterator[_Sides]:
    token = view.tokens[verb]
    if token.lower == "being" and token.dep == "pcomp":  # "the price of being a member"
        yield _Sides(view.main_subject(verb), None, verb)
        return
    subject = view.subject_of(verb)
    if subject is None:  # "among its allies is Poland"
        subject = next((t.i for t in view.kids(verb, "attr") if t.i > verb), None)
    if subject is not None:
        yield _Sides(view.parties(subject), verb, verb)


def _follows_comma(view: View, i: int) -> bool:
    left = phrase_at(view.sentence, i).left
    return left > 0 and view.tokens[left - 1].text in {",", "—", "–", "("}


def _apposed(view: View, i: int, token: Token, noun: Noun) -> Iterator[_Sides]:
    above = view.tokens[token.head]
    if above.i > token.i:
        return
    beside = beside_of(view, i)
    if beside is not None:
        yield from _subjects(view, *beside, True)
        return
    near = _name_before(view, i, noun)
    if near is not None:
        yield _Sides([near], None, i)
        return
    if token.dep == "conj" and any(t.i < i for t in view.kids(above.i, "cc")):
        return
    group = view.heads(view.group_of(above.i)) if noun.plural else [_nearest(view, above.i, token.i)]
    before = [h for h in group if h < token.i]
    found = [p for h in before for p in view.one(h)]
    if not found and len(before) == 1 and _is_pair(view, before[0]):
        found = view.registry.pair(view.sentence, before[0])
    yield _Sides(found, None, i)


def _name_before(view: View, i: int, noun: Noun) -> Party | None:
    """The name right before the comma, where the noun stands beside a person or an office: "the foreign minister
    of France, a permanent member of the council"."""
    left = phrase_at(view.sentence, i).left
    if noun.plural or left < 2 or view.tokens[left - 1].text != ",":
        return None
    found = view.mention(left - 2)
    return found if found is not None and found.kind in {"state", "org", "group"} else None


def _nearest(view: View, head: int, stop: int) -> int:
    """The last of the conjuncts before a place: "Iraq and Iran, a member of OPEC"."""
    return max((h for h in view.heads(head) if h < stop), default=head)


def _status(view: View, noun: Token) -> Iterator[_Sides]:
    """ "has observer status", "was granted candidate status"."""
    for t in view.kids(noun.i, "poss"):
        yield _Sides(view.parties(t.i), None, noun.i)
    verb = view.tokens[noun.head]
    if noun.dep not in {"dobj", "oprd", "attr"}:
        return
    if verb.lemma in view.lists.receiving:
        yield from _predicated(view, verb.i)
    elif verb.lemma in view.lists.granting:
        given = [t.i for t in view.kids(verb.i, "nsubjpass", "dative") if t.pos != "ADP"]
        given += [
            o
            for p in view.kids(verb.i, "dative", "prep")
            if p.lower == "to"
            for o in (t.i for t in view.kids(p.i, "pobj"))
        ]
        for head in given[:1]:
            yield _Sides(view.parties(head), verb.i, verb.i)
