"""Which drafts tell of no deed though their words name one: an arrest for which a reward is offered, a struggle in
court, what friends and kin do to each other, a search for something that nobody is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.events.words import listed
from dragoman.language.grammar import OUGHT
from dragoman.language.tree import Sentence, Token

#: Sectors of those who fight with arms, and of those who hold and expel others.
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "PRM", "CRM", "SPY"})
_PRIVATE = frozenset({"CVL", "EDU", "MED", "REF", "JRN", "AGR", "LAB"})
_BY_POWER = frozenset({("COERCE", "arrest"), ("COERCE", "deport"), ("COERCE", "censor"), ("SANCTION", "convict")})
#: What is one's own word or deed towards others, and verbs by which others say what one has to do.
_OF_WILL = frozenset({"REJECT", "AGREE", "SUPPORT", "CONCEDE", "CONSULT", "COOPERATE", "AID", "REQUEST", "ACCUSE"})
_TO_OTHERS = frozenset({"SANCTION", "COERCE", "REJECT", "SUPPORT", "ACCUSE", "AID", "CONCEDE"})
_LINKS = frozenset({"conj", "pobj", "prep", "dobj", "acl", "relcl", "appos"})


def is_unmade(scene: Scene, draft: Draft) -> bool:
    """Whether nobody has done, means to do or is asked to do what the words name."""
    return (
        _is_reward(scene, draft)
        or _is_prize(scene, draft)
        or _is_needed(scene, draft)
        or _is_bloodless(scene, draft)
        or _is_by_kin(draft)
        or _is_parting(draft)
        or _is_search(draft)
        or _is_ought(draft)
        or _is_on_oneself(draft)
        or _is_asked_by_press(scene, draft)
        or _is_told(scene, draft)
        or _is_journey_home(draft)
        or _is_own_trade(draft)
        or _is_kept_from_nothing(draft)
        or _is_dropped_promise(draft)
        or _is_left(scene, draft)
        or _is_hunted(draft)
    )


def _is_reward(scene: Scene, draft: Draft) -> bool:
    """ "information leading to his *capture*", "a reward for the *arrest* of X"."""
    if draft.clause.kind != "noun" or draft.depth:
        return False
    tokens = scene.sentence.tokens
    above = list(_above(scene.sentence, draft.clause.head))
    for below, t in pairwise(above):
        if t.lemma in listed("bounties") and below.lower in {"for", "on"}:
            return True
        if t.lemma == "lead" and t.dep in {"acl", "relcl"} and tokens[t.head].lemma in listed("tips"):
            return True
    return False


def _is_prize(scene: Scene, draft: Draft) -> bool:
    """ "$50,000 is offered for information": nothing for anybody in particular."""
    if draft.type not in {"AGREE", "AID"} or draft.clause.kind != "verb":
        return False
    tokens = scene.sentence.tokens
    heads = [tokens[p.head] for role in ("for", "patient") for p in draft.clause.roles.get(role, ())]
    below = [tokens[o] for h in heads for k in scene.sentence.children[h.i] for o in scene.sentence.children[k]]
    return any(t.lemma in listed("bounties") for t in heads) or any(
        t.lemma in listed("tips") and tokens[t.head].lower == "for" for t in (*heads, *below)
    )


def _above(sentence: Sentence, i: int) -> Iterator[Token]:
    """A noun and what it hangs on, up to the verb that tells something."""
    t = sentence.tokens[i]
    yield t
    while t.dep in _LINKS and t.head != t.i:
        t = sentence.tokens[t.head]
        yield t


def _is_needed(scene: Scene, draft: Draft) -> bool:
    """ "the *arrest* and *punishment* of the killers are essential": what there has to be."""
    if draft.clause.kind != "noun" or draft.depth:
        return False
    tokens = scene.sentence.tokens
    t = tokens[draft.clause.head]
    while t.dep == "conj" and t.head < t.i:
        t = tokens[t.head]
    if t.dep != "nsubj" or tokens[t.head].lemma != "be":
        return False
    said = (tokens[k] for k in scene.sentence.children[t.head])
    return any(k.dep == "acomp" and k.lower in listed("needful") for k in said)


def _is_bloodless(scene: Scene, draft: Draft) -> bool:
    """ "fighting *to keep* the child", "a *legal* battle", "a fight *in court*": no force."""
    clause = draft.clause
    if draft.type != "ASSAULT" or clause.lemma not in listed("struggles"):
        return False
    tokens = scene.sentence.tokens
    kids = [tokens[k] for k in scene.sentence.children[clause.head]]
    if any(k.lower in listed("bloodless") for k in kids if k.dep in {"amod", "compound", "nmod", "advmod"}):
        return True
    places = (p for r in ("in", "at", "before", "through", "over") for p in clause.roles.get(r, ()))
    if any(tokens[p.head].lemma in listed("courts") for p in places):
        return True
    armed = any(e.sector in _ARMED for e in (*draft.actors, *draft.recipients))
    aim = any(k.infinitive and k.link in {"xcomp", "advcl", "acl"} for k in scene.of(clause))
    return aim and not armed and not draft.recipients


def _is_by_kin(draft: Draft) -> bool:
    """ "the grandmother picked up the boy", "he can give her a life": only those in power arrest and convict."""
    power = (draft.type, draft.mode) in _BY_POWER and draft.clause.lemma in listed("fetching")
    return power and bool(draft.actors) and all(a.sector in _PRIVATE for a in draft.actors)


def _is_parting(draft: Draft) -> bool:
    """ "before leaving the air base, the secretary said": one person who travels gives up no ground."""
    if draft.type != "RETREAT" or draft.mode != "withdraw" or draft.clause.lemma not in listed("parting"):
        return False
    return len(draft.actors) == 1 and bool(draft.actors[0].office) and not draft.plural


def _is_search(draft: Draft) -> bool:
    """ "will seek a new provider": nobody is asked."""
    sought = draft.type == "REQUEST" and draft.clause.lemma in listed("seeking") and draft.clause.kind == "verb"
    return sought and "(request) × none" in draft.steps[-1] and not any(r.code for r in draft.recipients)


def _is_ought(draft: Draft) -> bool:
    """ "they mustn't countenance delays", by the word of whoever writes: nobody refuses or promises anything."""
    clause = draft.clause
    if draft.type not in _OF_WILL or clause.kind != "verb" or clause.modal not in OUGHT or clause.aspect == "perfect":
        return False
    ours = any(a.entity_text.lower() in {"we", "i"} for a in draft.actors)
    return not ours and draft.factuality in {"hypothetical", "negated"}


def _is_on_oneself(draft: Draft) -> bool:
    """ "has sought to distance *himself*": done to nobody."""
    words = [r.entity_text.lower() for r in draft.recipients]
    return draft.type in _TO_OTHERS and bool(words) and all(w.endswith(("self", "selves")) for w in words)


def _is_asked_by_press(scene: Scene, draft: Draft) -> bool:
    """ "*Asked* to comment on it, a spokesman said": a question of the press."""
    clause = draft.clause
    if draft.type != "REQUEST" or clause.lemma not in listed("asking") or clause.kind != "verb":
        return False
    participle = scene.sentence.tokens[clause.head].tag == "VBN" and clause.link == "advcl"
    return participle and not any(a.code for a in draft.actors)


def _is_told(scene: Scene, draft: Draft) -> bool:
    """ "from what I have been *told*", "I can *assure* you": nothing that anybody shall do."""
    clause = draft.clause
    if clause.kind != "verb" or clause.lemma not in listed("telling") or " × none" not in draft.steps[-1]:
        return False
    return not any(k.infinitive or k.link == "ccomp" for k in scene.of(clause))


def _is_journey_home(draft: Draft) -> bool:
    """ "the director flew to Washington", his own capital: nobody is visited."""
    moves = draft.mode == "visit" and draft.clause.kind == "verb" and draft.clause.lemma in listed("moving")
    if "patient" in draft.clause.roles and draft.clause.lemma == "head":
        return False
    return moves and bool(draft.codes) and bool(draft.recipients) and codes_of(draft.recipients) <= draft.codes


def _is_own_trade(draft: Draft) -> bool:
    """ "imports most of *its* food": nobody is named who sells it."""
    own = all(r.code in draft.codes and r.basis in {"pronoun", "modifier"} for r in draft.recipients)
    return draft.type == "COOPERATE" and bool(draft.recipients) and len(draft.codes) == 1 and own


def _is_kept_from_nothing(draft: Draft) -> bool:
    """ "it is *discouraging* for the family": nobody is kept from anything."""
    clause = draft.clause
    if draft.type != "COERCE" or "(prevent) × none" not in draft.steps[-1] or clause.kind != "verb":
        return False
    return clause.voice == "active" and not any(r in clause.roles for r in ("patient", "from", "recipient"))


def _is_dropped_promise(draft: Draft) -> bool:
    """ "his promise to halve unemployment was abandoned": no relation to anybody is cut."""
    if draft.type != "SANCTION" or "(stop)" not in draft.steps[-1] or "AGREE" not in " ".join(draft.steps):
        return False
    others = codes_of(draft.recipients) - draft.codes
    return len(others) + len(draft.codes) < 2


def _is_left(scene: Scene, draft: Draft) -> bool:
    """ "leaves *the leader* with a choice": nobody leaves an office."""
    if draft.type != "RETREAT" or draft.mode != "resign" or draft.clause.lemma != "leave":
        return False
    return any(scene.casting.is_people(p) for p in draft.clause.roles.get("patient", ()))


def _is_hunted(draft: Draft) -> bool:
    """ "is *wanted* for murder", "people were *invited* to the party": nobody is named who asks for it."""
    asked = draft.type == "REQUEST" and draft.depth == 1 and draft.clause.voice == "passive"
    lone = draft.clause.lemma in listed("hunted") or draft.clause.lemma in listed("inviting")
    return asked and lone and not any(a.code for a in draft.actors)
