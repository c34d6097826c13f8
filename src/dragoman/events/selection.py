"""Which of a sentence's drafts are told: deeds that nobody is named for, and what is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.events.companions import HAPPENINGS, stands
from dragoman.events.draft import Draft
from dragoman.model import Entity

#: What needs a speaker or a partner: an offer by nobody to nobody is no event that anybody can be held to.
_OF_SOMEBODY = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "COOPERATE"})
#: What is so much its speaker's that "it" or a bare noun, said of somebody, tells none: "a *threat* to X".
_WORDS = frozenset({"AGREE", "SUPPORT", "THREATEN", "COOPERATE", "CONSULT"})
#: Links of what somebody fears, hopes for or expects.
_FEARED = ("patient", "prep:for")
#: How many sentences tell a story, and not a piece of one.
_ARTICLE = 4
_FACTS = frozenset({"actual", "historical"})


def select(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts that become events, in their order; those of which too little is known are marked as `sole`."""
    return _distinct([d for draft in drafts if (d := _weighed(draft)) is not None])


def accounts(drafted: Sequence[Sequence[Draft]], sentences: int) -> list[tuple[Draft, ...]]:
    """The drafts of a document of so many sentences, sentence by sentence: a happening of which nobody is named stands
    once, and only where a whole article tells no other one of its type."""
    if sentences < _ARTICLE:
        return [tuple(d for d in drafts if not d.sole) for drafts in drafted]
    told = {d.type for drafts in drafted for d in drafts if not d.sole}
    out: list[tuple[Draft, ...]] = []
    for drafts in drafted:
        kept: list[Draft] = []
        for draft in drafts:
            if draft.sole and draft.type in told:
                continue
            told.add(draft.type)
            kept.append(draft)
        out.append(tuple(kept))
    return out


def _weighed(draft: Draft) -> Draft | None:
    """The draft as it may be told, or None."""
    sole = draft.sole and not (stands(draft) and any(e.code for e in (*draft.actors, *draft.recipients)))
    if not sole and _told(draft):
        return draft._replace(sole=False)
    happens = draft.type in HAPPENINGS and draft.factuality == "actual" and _is_told_of(draft)
    return draft._replace(sole=True) if happens else None


def _is_told_of(draft: Draft) -> bool:
    """Whether a happening is what a clause tells: "the talks *went on*", not "during talks"."""
    finite = draft.clause.tense != "none" and not draft.clause.infinitive
    return finite or (draft.clause.kind == "noun" and draft.clause.link == "agent")


def in_one(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts where "blocked a road *in protest* at X" is one: the verb's, with those whom the noun names."""
    nouns = [d for d in drafts if d.type == "PROTEST" and d.clause.kind == "noun" and d.clause.link == "prep:in"]
    kept = list(drafts)
    for noun in nouns:
        verbs = (i for i, d in enumerate(kept) if d.type == "PROTEST" and d.clause.index == noun.clause.parent)
        for i in list(verbs)[:1]:
            coded = any(r.code for r in kept[i].recipients)
            theirs = noun.recipients if noun.recipients and not coded else kept[i].recipients
            kept[i] = kept[i]._replace(recipients=theirs)
            kept.remove(noun)
    return tuple(kept)


def _one_sided(draft: Draft) -> bool:
    """What nobody can be held to: of only one side, what is done together and did not happen, and what a noun names
    as possible that is not itself what somebody fears or longs for."""
    if draft.op is not None or len(_who((*draft.actors, *draft.recipients))) > 1:
        return False
    if draft.factuality == "negated":
        return draft.type == "COOPERATE"
    link = draft.clause.link or ""
    return draft.factuality == "hypothetical" and draft.clause.kind == "noun" and not link.endswith(_FEARED)


def _told(draft: Draft) -> bool:
    """Whether enough is known of who took part: somebody who did it, or to whom it was done and whom the tables
    know. Where neither is named violence stands ("two farmers were killed"), other deeds only as facts, and charges and
    concessions only where a finite verb makes them, charges only against
    somebody, but for inquiries."""
    if _one_sided(draft):
        return False
    if draft.type in _WORDS and not draft.actors and not _undergone(draft):
        return False
    if (
        draft.actors
        or any(r.code for r in draft.recipients)
        or (draft.type == "ASSAULT" and draft.factuality in _FACTS)
    ):
        return True
    if draft.type in _OF_SOMEBODY or draft.factuality not in _FACTS or draft.clause.infinitive:
        return False
    finite = draft.clause.kind == "verb" and draft.clause.tense != "none"
    if draft.type == "ACCUSE":
        return finite and (bool(draft.recipients) or draft.mode == "investigate")
    return draft.type != "CONCEDE" or (finite and not draft.depth)


def _undergone(draft: Draft) -> bool:
    """Whether a clause tells to whom something is done and need not say by whom: "was praised", "faces prison"."""
    told = draft.type in {"THREATEN", "SUPPORT"} and draft.clause.kind == "verb" and draft.clause.tense != "none"
    return told or draft.clause.voice == "passive"


def _distinct(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Of two drafts of one sentence that tell the same event, the fuller one, with the modes of either."""
    kept: list[Draft] = []
    for draft in drafts:
        for i, other in enumerate(kept):
            if _alike(draft, other):
                one, two = (draft, other) if _fuller(draft, other) else (other, draft)
                kept[i] = one._replace(mode=one.mode or two.mode, modes=one.modes or two.modes)
                break
        else:
            kept.append(draft)
    return tuple(kept)


def _alike(one: Draft, two: Draft) -> bool:
    """Same type, no clash of modes or polarity, and whoever the one names the other names as well."""
    if one.type != two.type or (one.modes and two.modes and not set(one.modes) & set(two.modes)):
        return False
    if (one.factuality == "negated") != (two.factuality == "negated"):
        return False
    if one.recipients and two.recipients and not _same_targets(one, two):
        return False
    a, b = (_who(one.actors), _who(one.recipients)), (_who(two.actors), _who(two.recipients))
    return (a[0] <= b[0] and a[1] <= b[1]) or (b[0] <= a[0] and b[1] <= a[1])


def _same_targets(one: Draft, two: Draft) -> bool:
    """Two who are killed are two killings, though both are of one state."""
    if "noun" in {one.clause.kind, two.clause.kind} and one.clause.kind != two.clause.kind:
        return True
    return bool({e.entity_text.lower() for e in one.recipients} & {e.entity_text.lower() for e in two.recipients})


def _fuller(one: Draft, two: Draft) -> bool:
    """Whether `one` names more; between equals the first in the text stays."""
    sizes = [len(_who(d.actors)) + len(_who(d.recipients)) for d in (one, two)]
    return sizes[0] > sizes[1]


def _who(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(e.code or e.entity_text.lower() for e in entities)
