"""Who does what has no subject of its own: infinitives, gerunds and participles under verbs and nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrases
from dragoman.language.tree import Sentence, Token
from dragoman.language.words import listed

if TYPE_CHECKING:
    from dragoman.language.clauses import Draft

_RELATIVE = frozenset({"that", "who", "which", "whom"})
OBJECT_PREPS = frozenset({"prep:of", "prep:for", "prep:from", "prep:into", "prep:with", "prep:to", "prep:as"})


def controller(parent: Draft) -> list[Phrase]:
    """Who does the governed infinitive or gerund: the object if there is one, else the subject."""
    if parent.kind == "noun":
        return (
            parent.roles.get("agent")
            or parent.roles.get("poss")
            or parent.roles.get("by")
            or parent.roles.get("adj")
            or []
        )
    if parent.lemma not in listed("own_infinitive"):
        found = parent.roles.get("patient") or parent.roles.get("recipient")
        if found:
            return found
        if parent.lemma in {"call", "appeal"}:
            return parent.roles.get("on") or parent.roles.get("to") or parent.roles.get("upon") or []
    return parent.subject


def cleft(sentence: Sentence, token: Token, draft: Draft) -> None:
    """ "It was X *that* attacked Y": X does it."""
    be = sentence.tokens[token.head]
    kids = {sentence.tokens[k].dep: sentence.tokens[k] for k in sentence.children[be.i]}
    subject, named = kids.get("nsubj"), kids.get("attr")
    if be.lemma != "be" or subject is None or subject.lower != "it" or named is None:
        return
    for role, found in draft.roles.items():
        if any(sentence.tokens[p.head].lower in _RELATIVE for p in found):
            draft.roles[role] = list(phrases(sentence, named.i))


def gerund_subject(parent: Draft, link: str | None, drafts: dict[int, Draft]) -> list[Phrase]:
    """ "accused X of -ing", "sanctions on X for -ing", but "refrained from -ing", "left after -ing"."""
    name = (link or "").removeprefix("inner:")
    if name not in OBJECT_PREPS:
        return parent.subject
    found = controller(parent) or (_light_subject(parent, drafts) if parent.kind == "noun" else [])
    inner = drafts.get(found[0].head) if found and parent.kind == "verb" else None
    if inner is not None and inner.kind == "noun":
        return inner.roles.get("on") or inner.roles.get("against") or parent.subject
    return found


def set_subject(draft: Draft, token: Token, found: list[Phrase]) -> None:
    """Give a clause the subject that it has not; a bare participle is done to it."""
    if not found:
        return
    bare = token.tag == "VBN" and draft.aspect != "perfect"
    if bare and not draft.roles.get("patient") and not draft.roles.get("agent"):
        draft.passive = True
    if draft.passive:
        draft.roles.setdefault("patient", list(found))
    else:
        draft.roles.setdefault("agent", list(found))


def fill_participle(
    sentence: Sentence, draft: Draft, drafts: dict[int, Draft], token: Token, noun: list[Phrase]
) -> None:
    """A participle or infinitive after a noun: who does it, or to whom it is done."""
    governor = drafts.get(token.head)
    if token.tag == "VBN" and not draft.roles.get("patient"):
        draft.passive = True
        draft.roles["patient"] = noun
    elif token.tag == "VBG":
        draft.roles.setdefault("agent", noun)
    elif governor is not None and governor.kind == "noun":
        of = [p for p in governor.roles.get("of", []) if sentence.tokens[p.head].pos == "PROPN" and draft.infinitive]
        who = governor.roles.get("poss") or of or controller(governor) or _light_subject(governor, drafts)
        if who and not draft.passive:
            draft.roles.setdefault("agent", list(who))
        elif who:
            draft.roles.setdefault("patient", list(who))
    elif not draft.passive:
        draft.roles.setdefault("agent", noun)


def _light_subject(noun: Draft, drafts: dict[int, Draft]) -> list[Phrase]:
    """ "made a promise to withdraw": the subject of the verb that the noun is object of."""
    verb = drafts.get(noun.parent) if noun.parent is not None else None
    seats = {"patient", "prep:in"}  # "in an effort to …"
    return verb.subject if verb is not None and noun.link in seats and verb.kind == "verb" else []
