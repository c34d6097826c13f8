"""Who stands behind whom, and who is at war: "US-backed rebels", "allied with Russia", "at war with Eritrea"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tree import Token
from dragoman.relations.parties import Party
from dragoman.relations.view import Draft, View
from dragoman.relations.words import Participle

_HYPHENS = frozenset({"-", "–"})
_FROM = frozenset({"from", "of"})
_SIDES = frozenset({"state", "group"})


def backing_drafts(view: View) -> Iterator[Draft]:
    """The relations that participles and adjectives of backing tell, and wars."""
    for token in view.tokens:
        joined = token.lower.rpartition("-")[2]
        for entry in view.words.participles.get(joined, ()):
            yield from _joined(view, token, entry)
            if joined == token.lower:
                yield from _by(view, token, entry)
        if token.lower == "pro":
            yield from _pro(view, token)
        if token.lower == "with":
            yield from _with_support(view, token)


def _sides(view: View, head: int) -> list[Party]:
    named = [p for t in view.kids(head, "appos") if t.i > head and view.mention(t.i) for p in view.parties(t.i)]
    if not named and view.mention(head) is None and (beside := view.after_comma(head)) is not None:
        named = [beside]
    found = [view.registry.state_of(view.sentence, head, p) for p in named or view.parties(head)]
    army = view.registry.army(view.sentence, head)
    if not found and army is not None:
        return [army]
    return [p for p in found if p.kind in _SIDES]


def _backed(view: View, noun: int) -> list[Party]:
    """Who is backed: the name itself, or the one that the description stands beside."""
    own = view.mention(noun)
    if own is not None:
        whole = view.registry.state_of(view.sentence, noun, own)
        return [whole] if whole.kind in _SIDES else []
    named = [p for t in view.kids(noun, "appos") if t.i > noun for p in view.parties(t.i)]
    beside = view.before_comma(noun)
    army = view.registry.army(view.sentence, noun)
    if army is not None:
        return [army]
    above = view.tokens[view.tokens[noun].head]
    if view.tokens[noun].dep == "attr" and above.lemma == "be":
        subject = view.subject_of(above.i) if view.reality(above.i) == "fact" else None
        return _sides(view, subject) if subject is not None else []
    inside = [p for p in view.left_names(noun) if p.kind == "group" and p.right == noun]
    if inside:
        return inside  # "the US-backed Kurdish YPG militia"
    found = named or ([beside] if beside is not None else view.one(noun)) or view.registry.led(view.sentence, noun)
    return [p for p in found if p.kind in _SIDES]


def _joined(view: View, token: Token, entry: Participle) -> Iterator[Draft]:
    """ "Iran-backed", "US- and Iran-supported": the backers before the hyphen."""
    at = token.i
    if "-" not in token.text:
        if at >= 2 and view.tokens[at - 1].text in _HYPHENS:
            at -= 2
        elif at and _is_of_nation(view, at - 1):
            at -= 1
        else:
            return
    noun = token.head if token.dep in {"amod", "compound", "nmod"} else None
    after = view.mention(token.i + 1) if token.i + 1 < len(view.tokens) else None
    if noun is None and after is not None and after.left == token.i + 1:
        noun = after.right - 1
    if noun is None or noun < token.i or view.tokens[at - 1].lower in view.lists.former:
        return
    first = view.registry.word(view.sentence, at)
    backers = [first] if first is not None else []
    if at > 1 and view.tokens[at - 1].lower in {"and", "or"}:
        k = at - 2
        if view.tokens[k].text in _HYPHENS:
            k -= 1
        other = view.registry.word(view.sentence, k)
        if other is not None and view.tokens[k].i < at:
            backers.append(other)
    for party in _backed(view, noun):
        for backer in backers:
            if backer.kind in _SIDES:
                yield Draft(entry.kind, party, backer, token.i, token.i)


def _is_of_nation(view: View, i: int) -> bool:
    """ "the Turkish backed rebels": whether a word is the adjective of a state, and no people ("Turks")."""
    found = view.registry.cast.mention_at(view.sentence, i)
    if found is None or found.form != "demonym" or found.right - found.left != 1:
        return False
    return not view.tokens[i].lower.endswith("s") and view.tokens[i].tag in {"JJ", "NNP", "NN"}


def _pro(view: View, token: Token) -> Iterator[Draft]:
    """ "the pro-Turkish Free Syrian Army": a group with a name."""
    at = token.i + 2
    backer = view.registry.word(view.sentence, at) if at < len(view.tokens) else None
    found = view.mention(at + 1) if at + 1 < len(view.tokens) else None
    if backer is not None and backer.kind == "state" and found is not None and found.kind == "group":
        yield Draft("partner_of", found, backer, at, at)


def _by(view: View, token: Token, entry: Participle) -> Iterator[Draft]:
    """ "backed by Iran", "is loyal to Russia", "affiliated with al-Qaeda"."""
    heads = list(view.objects(token.i, entry.by))
    backers = [p for h in heads for p in _sides(view, h)]
    if not backers:
        given = [h for h in heads if view.tokens[h].lower in view.lists.support]
        backers = [p for h in given for g in view.objects(h, _FROM) for p in _sides(view, g)]
        backers += [p for h in given for p in view.left_names(h) if p.kind in _SIDES]
    if not backers or view.negated(token.i):
        return
    for party in _held(view, token):
        for backer in backers:
            yield Draft(entry.kind, party, backer, token.i, token.i)


def _held(view: View, token: Token) -> list[Party]:
    """Whom a participle or an adjective is said of."""
    above = view.tokens[token.head]
    while token.dep == "conj" and above.pos in {"VERB", "ADJ"}:
        token, above = above, view.tokens[above.head]
    passive = any(True for _ in view.kids(token.i, "auxpass"))
    if passive or token.dep in {"acomp", "attr"}:
        verb = token.i if passive else above.i
        subject = view.subject_of(verb) if view.reality(verb) == "fact" else None
        return _sides(view, subject) if subject is not None else []
    if token.dep in {"acl", "amod"} and above.i < token.i:
        return _backed(view, above.i)
    if token.dep in {"advcl", "prep", "amod"} and token.tag == "VBN" and token.i < above.i:
        subject = view.subject_of(above.i) if above.pos in {"VERB", "AUX"} else above.i
        return _sides(view, subject) if subject is not None else []
    return []


def _with_support(view: View, token: Token) -> Iterator[Draft]:
    """ "the Houthis, with support from Iran, captured the port"."""
    above = view.tokens[token.head]
    for noun in view.kids(token.i, "pobj"):
        if noun.lower not in view.lists.support or view.negated(noun.i):
            continue
        backers = [p for h in view.objects(noun.i, _FROM) for p in _sides(view, h)]
        if not backers:
            backers = [p for t in view.kids(noun.i, "poss") for p in _sides(view, t.i)]
        if not backers:
            backers = [p for p in view.left_names(noun.i) if p.kind in _SIDES]
        subject = view.subject_of(above.i) if above.pos in {"VERB", "AUX"} else above.i
        untold = subject is None or (above.pos in {"VERB", "AUX"} and view.reality(above.i) != "fact")
        for party in ([] if subject is None or untold else _sides(view, subject)) or _nearest(view, token.i):
            for backer in backers:
                yield Draft("partner_of", party, backer, noun.i, noun.i)


def _nearest(view: View, i: int) -> list[Party]:
    """Who acts in the clause right before a phrase, where the parser hangs that on one further out."""
    for k in range(i - 1, -1, -1):
        if view.tokens[k].pos == "VERB" and any(True for _ in view.kids(k, "nsubj")):
            subject = view.subject_of(k) if view.reality(k) == "fact" else None
            return _sides(view, subject) if subject is not None else []
    return []
