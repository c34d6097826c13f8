"""What stands in the place of a pronoun in the clause before: "seized a ship and towed *it* away"."""

from __future__ import annotations

from dragoman.actors.sight import Sight
from dragoman.actors.words import words
from dragoman.language.tree import Sentence, Token

#: What opens what somebody is asked, and what somebody has to do.
_ASKED = frozenset({"whether", "if", "when", "why", "how", "what", "where"})
_CONDITIONS = frozenset({"if", "unless"})
#: What those risk who are warned.
_RISKS = frozenset(
    {"risk", "face", "pay", "suffer", "regret", "jeopardise", "jeopardize", "endanger", "forfeit", "bear"}
)
#: What somebody asks for themselves.
_GETTING = frozenset({"be", "have", "receive", "get", "keep", "retain", "remain", "know", "see", "hear"})
_DUTIES = frozenset({"must", "should", "ought", "need"})


def parallel(sentence: Sentence, token: Token, verb: int) -> int | None:
    """The object of the verb that an object pronoun's verb is joined to: "seized *ships* and freed them"."""
    joined = sentence.tokens[verb]
    if token.dep != "dobj" or joined.dep != "conj" or joined.head == verb:
        return None
    if any(sentence.tokens[k].dep in {"nsubj", "nsubjpass"} for k in sentence.children[verb]):
        return None
    first = joined.head
    direct = [k for k in sentence.children[first] if sentence.tokens[k].dep == "dobj"]
    if not direct:
        preps = [k for k in sentence.children[first] if sentence.tokens[k].dep in {"prep", "agent"} and k > first]
        direct = [k for p in preps[:1] for k in sentence.children[p] if sentence.tokens[k].dep == "pobj"]
    return direct[0] if direct and direct[0] < token.i else None


def addressee(sentence: Sentence, verb: int) -> int | None:
    """Who is told that they have to do something, or is asked whether and when they will: "told *Mali* that it must
    leave", "asked *Mali* when it would vote"; None for any other clause."""
    above = sentence.tokens[sentence.tokens[verb].head]
    kids = [sentence.tokens[k] for k in sentence.children[verb]]
    asked = above.lemma in words("asking") and any(k.lower in _ASKED for k in kids)
    duty = above.lemma in words("telling") and any(k.dep == "aux" and k.lower in _DUTIES for k in kids)
    duty = duty or (
        above.lemma in words("telling") and sentence.tokens[verb].lower in {"has", "have", "had", "needs", "need"}
    )
    if not asked and not duty:
        warned = _warned(sentence, verb)
        if warned is None:
            return None
        above = warned
    return next((k for k in sentence.children[above.i] if sentence.tokens[k].dep in {"dobj", "dative"}), None)


def _warned(sentence: Sentence, verb: int) -> Token | None:
    """The verb that warns somebody of what they risk, or of what follows if they do something: "warned *Mali* that it
    risked war if it attacked"."""
    token = sentence.tokens[verb]
    condition = any(sentence.tokens[k].lower in _CONDITIONS for k in sentence.children[verb])
    if not condition and token.lemma not in _RISKS:
        return None
    for _ in range(3):
        if token.dep not in {"ccomp", "advcl"}:
            return None
        token = sentence.tokens[token.head]
        if token.lemma in words("cautioning"):
            return token
    return None


def demand(sentence: Sentence, token: Token, verb: int) -> int | None:
    """The verb by which somebody else is asked to do something: "*demanded* that it leave"; None where something is to
    be done to the pronoun, or it is to get or keep something."""
    clause = sentence.tokens[verb]
    above = sentence.tokens[clause.head]
    if token.dep != "nsubj" or clause.dep != "ccomp" or clause.lemma in _GETTING:
        return None
    return above.i if above.lemma in words("demanding") else None


def reason(sentence: Sentence, token: Token, verb: int) -> int | None:
    """Who is praised or blamed for what the pronoun does: "criticised *Mali* because it had broken the truce"."""
    clause = sentence.tokens[verb]
    above = sentence.tokens[clause.head]
    if token.dep != "nsubj" or clause.dep != "advcl" or above.lemma not in words("judging"):
        return None
    if not any(sentence.tokens[k].lower == "because" for k in sentence.children[verb]):
        return None
    return next((k for k in sentence.children[above.i] if sentence.tokens[k].dep == "dobj"), None)


def undergoer(sentence: Sentence, token: Token, verb: int) -> int | None:
    """To whom something is done in the clause above and again in that of a passive subject: "freed *the tourists*
    after they were abducted"; None for subjects that act."""
    below = sentence.tokens[verb]
    if token.dep != "nsubjpass" or below.dep != "advcl" or below.head == verb or sentence.tokens[below.head].i > verb:
        return None
    above = sentence.children[below.head]
    if any(sentence.tokens[k].dep == "nsubjpass" for k in above):
        return None
    return next((k for k in above if sentence.tokens[k].dep == "dobj"), None)


def accused(sight: Sight, position: int, token: Token, verb: int) -> frozenset[int]:
    """Who was blamed, attacked or asked in the sentence before, where a pronoun denies, replies or strikes back:
    "Peru accused *Chile*. It denied the charge."."""
    sentence = sight.sentences[position]
    if position == 0 or token.dep != "nsubj" or sentence.tokens[verb].lemma not in words("answering"):
        return frozenset()
    before = sight.sentences[position - 1]
    found = set()
    for t in before.tokens:
        if t.pos == "VERB" and (t.lemma in words("provoking") or t.lemma in words("asking")):
            kids = before.children[t.i]
            passive = any(before.tokens[k].dep == "nsubjpass" for k in kids)
            found |= {k for k in kids if before.tokens[k].dep in ({"nsubjpass"} if passive else {"dobj", "dative"})}
            found |= {
                o
                for k in kids
                if before.tokens[k].dep == "prep" and before.tokens[k].lower in {"on", "at", "against"} and not passive
                for o in before.children[k]
            }
    return frozenset(found)
