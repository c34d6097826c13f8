"""Nouns that are the relation itself: "the alliance between A and B", "its border with C", "D's NATO bid"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.relations.frontiers import frontier_pair
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View
from dragoman.relations.words import Noun

_AMONG = frozenset({"between", "among", "amongst"})
_JOINED = frozenset({"-", "–", "—", "/", "and"})
_LAND = frozenset({"border", "borders", "frontier", "frontiers", "boundary", "boundaries"})
_FORMING = frozenset({"formation", "founding", "foundation", "creation", "establishment"})
_MARKS = frozenset({":", "–", "—", "-", "("})
#: The most parties of a relation among them all.
_MOST = 4
_OWN = frozenset({"our", "their", "its", "his", "this", "these", "bilateral"})


def bond_drafts(view: View, told: list[tuple[str, Party, Party]]) -> Iterator[Draft]:
    """The relations that nouns of relation tell; `told` are the pairs that the document told before, by noun."""
    if all(view.forms.isdisjoint(words) for words in (_FORMING, view.lists.bodies, view.words.nouns.keys())):
        return
    for token in view.tokens:
        if token.lower in _FORMING:
            yield from _formation(view, token)
        if token.lower in view.lists.bodies:
            yield from _grouping(view, token)
        entries = view.words.nouns.get(token.lower)
        if not entries or token.pos not in {"NOUN", "PROPN"} or view.mention(token.i) is not None:
            continue
        for noun in entries:
            if noun.form == "role" or not _fits(view, token.i, noun):
                continue
            if noun.form == "bond":
                yield from _bond(view, token, noun, told)
            elif noun.form == "status":
                yield from _status(view, token, noun)
            else:
                yield from _bid(view, token, noun)
            break


def _fits(view: View, i: int, noun: Noun) -> bool:
    start = i - len(noun.words) + 1
    return start >= 0 and all(view.tokens[start + k].lower == word for k, word in enumerate(noun.words[:-1]))


def _bond(view: View, token: Token, noun: Noun, told: list[tuple[str, Party, Party]]) -> Iterator[Draft]:
    i = token.i
    if token.dep == "compound" or view.change(i) is not None or not _stands(view, token):
        return
    left = phrase_at(view.sentence, i).left
    plain = bool(noun.needs) and not any(t.lower in noun.needs for t in view.tokens[left:i])
    if plain and not any(t.dep in {"poss", "prep"} for t in view.kids(i)) and token.dep != "dobj":
        return
    if token.lower in view.lists.support:
        yield from _supported(view, token, noun)
        return
    if view.words.kinds[noun.kind].symmetric:
        pair = _between(view, i) or _joined(view, i, noun) or _owned(view, token, noun)
    else:
        given = token.dep == "dobj" and view.tokens[token.head].lemma in view.lists.having
        held = (given or any(True for _ in view.kids(i, "poss"))) and any(
            True for k in ((i, token.head) if given else (i,)) for _ in view.objects(k, noun.of)
        )
        pair = (
            [p for n, p in enumerate(_owned(view, token, noun)) if n == 0 or view.is_meant(p, noun.kind)]
            if held
            else []
        )
    if (
        len(pair) == 1
        and noun.kind in {"ally_of", "partner_of"}
        and not noun.needs
        and any(t.lower in _OWN for t in view.tokens[left:i])
    ):
        pair = _echo(pair[0], noun.kind, told) or pair
    if len(pair) < 2 and noun.kind == "borders":
        pair = frontier_pair(view, token)
    if len(pair) < 2 or (plain and not _is_affiliation(view, token, pair)):
        return
    between = len(pair) == 2 or any(t.lower in _AMONG for t in view.kids(i, "prep"))
    for one, other in combinations(pair[:_MOST], 2) if between else ((pair[0], p) for p in pair[1:]):
        yield Draft(noun.kind, one, other, i, _scope(view, token))


def _is_affiliation(view: View, token: Token, pair: list[Party]) -> bool:
    """ "its ties to Iran", "has links with al-Qaeda": what lasts without a word for how close it is."""
    if any(t.dep == "amod" and t.lower not in {"long", "old"} for t in view.kids(token.i)):
        return False
    return all(p.kind == "group" for p in pair) or any(t.lower == "to" for t in view.kids(token.i, "prep"))


def _supported(view: View, token: Token, noun: Noun) -> Iterator[Draft]:
    """ "Russian and Iranian support for Assad": each backer with each backed."""
    pair = _owned(view, token, noun)
    names = [p for p in view.left_names(token.i) if p.kind == "state"] if token.dep != "pobj" or len(pair) > 1 else []
    held = any(True for _ in view.kids(token.i, "poss"))
    for backer in names if names and not held else pair[:1]:
        for backed in pair[1:]:
            yield Draft(noun.kind, backer, backed, token.i, _scope(view, token))


def _scope(view: View, token: Token) -> int:
    governor = view.tokens[token.head]
    return governor.i if token.dep == "dobj" and governor.lemma in view.lists.having else token.i


def _stands(view: View, token: Token) -> bool:
    """Whether the relation is told as there: not denied, wanted, discussed or broken off."""
    if view.negated(token.i):
        return False
    if token.lower in _LAND:
        return True
    governor = view.tokens[token.head]
    if token.dep in {"dobj", "nsubjpass", "oprd"} and governor.pos == "VERB":
        if governor.lemma in view.lists.ending:
            return False
        if governor.lemma in view.lists.having:
            return view.reality(governor.i) == "fact"
    if token.dep == "pobj" and governor.lower in {"for", "on", "about", "into", "without", "towards", "toward"}:
        above = view.tokens[governor.head]
        return above.lemma not in view.lists.ending | {"call", "talk", "negotiation", "enter", "hope"}
    return True


def _parties(view: View, head: int) -> list[Party]:
    return [view.registry.state_of(view.sentence, head, p) for p in view.parties(head)]


def _between(view: View, i: int) -> list[Party]:
    out: list[Party] = []
    for head in view.objects(i, _AMONG):
        for one in view.heads(head):
            out += [view.registry.state_of(view.sentence, one, p) for p in view.one(one)]
    return list(dict.fromkeys(out)) if len({p.name for p in out}) > 1 else []


def _joined(view: View, i: int, noun: Noun) -> list[Party]:
    """ "the Russia-India partnership", "the Turkish-Syrian border", "the US and South Korean alliance"."""
    found = [p for p in view.left_names(i) if p.kind in {"state", "org"}]
    for k in range(phrase_at(view.sentence, i).left, i):
        pair = (
            view.registry.hyphened(view.sentence, k) if "-" in view.tokens[k].text or "–" in view.tokens[k].text else []
        )
        if len(pair) == 2 and pair[0].name != pair[1].name:
            return pair
    for one, other in pairwise(found):
        gap = [t.lower for t in view.tokens[one.right : other.left]]
        if len(gap) == 1 and gap[0] in _JOINED - ({"and"} if noun.kind == "borders" else set()):
            return [one, other]
    return []


def _owned(view: View, token: Token, noun: Noun) -> list[Party]:
    """Whose relation it is, and with whom."""
    out: list[Party] = []
    for t in view.kids(token.i, "poss"):
        out += _parties(view, t.i)
    if not out and token.dep in {"dobj", "attr"}:
        verb = view.tokens[token.head]
        holding = view.lists.having | view.lists.receiving if token.lower in view.lists.support else view.lists.having
        subject = view.subject_of(verb.i) if verb.lemma in holding else None
        out += _parties(view, subject) if subject is not None else []
    if not out and token.dep == "pobj" and token.lower in view.lists.support:
        verb = view.tokens[view.tokens[token.head].head]  # "relies on support from Iran"
        subject = view.subject_of(verb.i) if verb.lemma in view.lists.relying else None
        out += _parties(view, subject) if subject is not None else []
    if not out and token.dep == "pobj" and view.tokens[token.head].lower == "to":
        verb = view.tokens[view.tokens[token.head].head]  # "upgraded their ties to a partnership"
        subject = view.subject_of(verb.i) if verb.lemma in view.lists.having else None
        out += _parties(view, subject) if subject is not None else []
    others = [p for h in view.objects(token.i, noun.of) for p in _parties(view, h)]
    if not others and token.dep == "dobj" and out:
        beside = noun.of if noun.kind == "recognises" else frozenset({"with"})
        others = [p for h in view.objects(token.head, beside) for p in _parties(view, h)]
    nxt = view.tokens[token.i + 1] if token.i + 1 < len(view.tokens) else token
    if out and not others and nxt.pos == "ADP" and nxt.lower in noun.of:  # on whatever it hangs
        others = [p for t in view.kids(nxt.i, "pobj") for p in _parties(view, t.i)]
    if others and not out and noun.kind != "borders":
        names = [p for p in view.left_names(token.i) if p.kind in {"state", "org"}]
        out = names[:1]
    if others and len(out) == 1:
        return [out[0], *(p for p in others if p.name != out[0].name)]
    return out if not others else []


def _echo(party: Party, kind: str, told: list[tuple[str, Party, Party]]) -> list[Party]:
    """ "our partnership": the pair that the document told before and that the party is one of."""
    for known, one, other in reversed(told):
        if known == kind and party.name in {one.name, other.name}:
            rest = other if party.name == one.name else one
            return [party, Party(rest.name, rest.kind, party.left, party.right)]
    return []


def _formation(view: View, token: Token) -> Iterator[Draft]:
    """ "the formation of the Quad by A, B and C"."""
    kind = "member_of" if token.lower == "formation" else "founder_of"
    for whole in view.objects(token.i, frozenset({"of"})):
        for org in (p for p in view.one(whole) if p.kind == "org"):
            makers = [*view.objects(token.i, frozenset({"by"})), *view.objects(whole, frozenset({"by"}))]
            for maker in makers:
                for party in view.parties(maker):
                    yield Draft(kind, party, org, token.i, token.i)


def _grouping(view: View, token: Token) -> Iterator[Draft]:
    """ "the Quad, a grouping of A, B and C"."""
    above = view.tokens[token.head]
    if token.dep == "appos":
        orgs = [p for p in (view.mention(above.i),) if p is not None]
    elif token.dep == "attr" and above.lemma == "be" and view.reality(above.i) == "fact":
        subject = view.subject_of(above.i)
        orgs = view.one(subject) if subject is not None else []
    else:
        return
    for whole in view.objects(token.i, frozenset({"of", "between", "comprising", "including"})):
        members = [p for p in view.parties(whole) if p.kind == "state"]
        for org in orgs:
            for party in members if len(members) > 1 else []:
                yield Draft("member_of", party, org, token.i, token.i)


def listed_drafts(view: View) -> Iterator[Draft]:
    """ "the Five Eyes alliance – A, B and C –": the list that a dash, colon or bracket opens after a name."""
    for token in view.tokens:
        if token.text not in _MARKS or token.i == 0:
            continue
        before = token.i - 1
        org = view.mention(before)
        if org is None and view.tokens[before].lower in view.lists.bodies:
            org = next((p for p in view.one(before) if p.kind == "org"), None)
        if org is None or org.kind != "org":
            continue
        for start in view.after_mark(before):
            members = [p for p in view.run(start) if p.kind == "state"]
            for party in members if len(members) > 2 else []:
                yield Draft("member_of", party, org, before, before)


def _organisations(view: View, i: int, of: frozenset[str]) -> list[Party]:
    """The organisations that a noun of membership is about."""
    out = [p for p in view.left_names(i) if p.kind == "org"]
    for head in view.objects(i, of):
        out += [p for p in view.parties(head) if p.kind == "org"]
    return out


def _status(view: View, token: Token, noun: Noun) -> Iterator[Draft]:
    """Membership that is had, or sought."""
    if token.dep == "compound":
        return
    orgs = _organisations(view, token.i, noun.of)
    seeker = _seeker(view, token)
    if seeker is not None:
        verb, head = seeker
        if view.reality(verb) != "none":
            for party in view.parties(head):
                for org in orgs or _focus(view):
                    yield Draft("candidate_of", party, org, token.i, verb)
        return
    for t in view.kids(token.i, "poss"):
        for party in view.parties(t.i):
            for org in orgs:
                if party.name in view.registry.names.members.get(org.name, ()):
                    yield Draft(noun.kind, party, org, token.i, token.i)


def _seeker(view: View, token: Token) -> tuple[int, int] | None:
    """The verb and the subject of who seeks it: "applied for membership", "is on track for membership"."""
    i = token.i
    for _ in range(5):
        above = view.tokens[view.tokens[i].head]
        if above.i == i:
            return None
        if above.pos in {"VERB", "AUX"}:
            between = {view.tokens[k].lemma for k in range(min(token.i, above.i), max(token.i, above.i) + 1)}
            if token.dep in {"dobj", "pobj"} and (above.lemma in view.lists.seeking or "track" in between):
                head = view.subject_of(above.i)
                return (above.i, head) if head is not None else None
            return None
        i = above.i
    return None


def _focus(view: View) -> list[Party]:
    """The organisation that the document speaks of, where "membership" does not say of what."""
    found = view.registry.last_org(view.sentence)
    return [found] if found is not None else []


def _bid(view: View, token: Token, noun: Noun) -> Iterator[Draft]:
    """ "Finland's NATO bid", "opened accession talks with the EU"."""
    orgs = [p for p in view.left_names(token.i) if p.kind == "org"]
    accession = any(
        t.lower in {"accession", "application", "membership"} for t in view.tokens[max(0, token.i - 2) : token.i + 1]
    )
    for head in view.objects(token.i, noun.of):
        if view.tokens[head].lower == "membership":
            orgs += _organisations(view, head, frozenset({"of", "in"}))
        elif accession:
            orgs += [p for p in view.parties(head) if p.kind == "org"]
    holders = [t.i for t in view.kids(token.i, "poss")]
    verb = view.tokens[token.head]
    if not holders and token.dep == "dobj" and verb.lemma in view.lists.applying and view.reality(verb.i) == "fact":
        subject = view.subject_of(verb.i)
        holders = [subject] if subject is not None else []
    for holder in holders:
        for party in view.parties(holder):
            for org in orgs:
                yield Draft(noun.kind, party, org, token.i, token.i)
