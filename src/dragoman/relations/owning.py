"""Whose ally, member or rival a role noun is, and the name that stands right after it."""

from __future__ import annotations

from dragoman.relations.parties import Party
from dragoman.relations.view import View
from dragoman.relations.words import Noun

_THANKED = frozenset({"ally_of", "partner_of", "rival_of"})
_STATUS = frozenset({"status", "seat"})


def fits(view: View, i: int, noun: Noun) -> bool:
    start = i - len(noun.words) + 1
    if start < 0:
        return False
    return all(view.tokens[start + k].lower == word for k, word in enumerate(noun.words[:-1]))


def owners_of(view: View, i: int, noun: Noun) -> list[Party]:
    """Whose ally, member or rival it is."""
    out: list[Party] = []
    named = named_after(view, i)
    holders = [i] if named is None or view.tokens[i].head != named else [i, named]
    for holder in holders:
        for t in view.kids(holder, "poss"):
            if t.i < i:
                out += view.possessors(holder, t)
    out = [p for p in out if p.kind in view.words.kinds[noun.kind].object]
    for head in view.objects(i, noun.of):
        membership = view.tokens[head].lower in {"membership", "accession"}
        found = view.left_names(head) if membership else view.parties(head)
        if membership:
            found += [p for h in view.objects(head, frozenset({"of", "in", "to"})) for p in view.one(h)]
        if not found and noun.kind == "member_of":
            found = view.ranks(head)
        out += [view.registry.state_of(view.sentence, head, p) for p in found]
    above = view.tokens[i].head
    if not out and view.tokens[i].dep == "compound" and view.tokens[above].lower in _STATUS:
        out = [p for h in view.objects(above, noun.of | {"in"}) for p in view.parties(h)] or view.left_names(above)
        verb = view.tokens[above].head
        if not out and view.tokens[verb].lemma in view.lists.granting:
            out = [p for h in view.objects(verb, frozenset({"by"})) for p in view.parties(h)]
    if not out and view.tokens[i].dep == "attr":  # "the EU, of which Cyprus is a member"
        out = [p for prep in sorted(noun.of) for h in view.whom(above, prep) for p in view.parties(h)]
    if not out:
        out = [p for p in view.left_names(i) if p.right <= i]
    if not out and (beside := beside_of(view, i)) is not None:
        return owners_of(view, *beside)
    if not out and noun.plural and noun.kind in _THANKED:
        out = _thanking(view, i)
    return list(dict.fromkeys(out))


def _thanking(view: View, i: int) -> list[Party]:
    """ "Israel thanked allies including Germany": those of whom the verb tells it."""
    token = view.tokens[i]
    noun = view.tokens[view.tokens[token.head].head]
    if token.dep == "pobj" and noun.pos == "NOUN" and any(True for _ in view.examples(i)):
        return [p for t in view.kids(noun.i, "poss") for p in view.possessors(noun.i, t) if p.kind == "state"]
    if not any(True for _ in view.examples(i)) or any(
        True for _ in view.kids(i, "det", "poss", "prep") if _.lower == "of"
    ):
        return []
    verb = view.tokens[token.head]
    if token.dep == "pobj":
        verb = view.tokens[verb.head]
    subject = view.subject_of(verb.i) if token.dep in {"dobj", "pobj"} and verb.pos == "VERB" else None
    return [p for p in view.parties(subject) if p.kind == "state"] if subject is not None else []


def beside_of(view: View, i: int) -> tuple[int, Noun] | None:
    """The role noun that another one stands beside: "close partners for us, allies"."""
    if view.tokens[i].dep not in {"appos", "conj"}:
        return None
    above = view.tokens[view.tokens[i].head]
    if above.dep == "pobj":
        above = view.tokens[view.tokens[above.head].head]
    entries = view.words.nouns.get(above.lower, ())
    near = next((n for n in entries if n.form == "role" and fits(view, above.i, n)), None)
    return (above.i, near) if near is not None and above.i < i else None


def named_after(view: View, i: int) -> int | None:
    """Head of the name right after a role noun: "ally Belarus", "rivals India and Pakistan", "Nato-ally Turkey"."""
    nxt = i + 1
    if nxt < len(view.tokens) and view.tokens[nxt].lower == "the":
        return None
    if nxt >= len(view.tokens):
        return None
    found = view.mention(nxt)
    if found is None or found.left != nxt:
        return None
    head = found.right - 1
    token = view.tokens[head]
    if token.dep == "poss" or any(True for _ in view.kids(head, "case")):
        return head if view.tokens[head].head != i else None
    if token.dep in {"nsubj", "nsubjpass"} and view.tokens[i].dep in {"dobj", "pobj", "attr"}:
        return None
    return head
