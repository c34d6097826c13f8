"""What small parsers hang in the wrong place, put right before clauses share their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.phrases import phrase_at, phrases, prepositions
from dragoman.language.tree import Sentence, Token
from dragoman.language.words import listed

if TYPE_CHECKING:
    from dragoman.language.clauses import Draft

#: Prepositions of event nouns that small parsers hang on the verb before them.
_NOUN_PREPOSITIONS = (
    "between",
    "among",
    "against",
    "on",
    "with",
    "into",
    "toward",
    "towards",
    "over",
    "from",
    "to",
    "in",
    "at",
    "by",
)
_RELATIVE = frozenset({"WDT", "WP"})
_HYPHENS = frozenset({"-", "–"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "npadvmod"})
#: Prefixes that say whom a deed is against or for.
_SIDES = {"anti": "against", "pro": "for"}


#: What says of deeds whose they are and whom they are aimed at.
_OF_DEEDS = frozenset({"on", "against", "at", "between", "among", "with", "by", "from", "to", "for"})

_COMPANY = ("along with", "together with")


#: Links of what somebody dies in or of.
_DEADLY = frozenset({"prep:in", "prep:by", "prep:from", "prep:during", "prep:after"})


def attach(noun: Draft, drafts: dict[int, Draft]) -> None:
    """ "welcomed contacts between X and Y": phrases after the object noun may be the noun's own."""
    verb = drafts.get(noun.parent) if noun.parent is not None else None
    if verb is not None and verb.kind == "verb" and noun.link in _DEADLY:
        # "died in air strikes on X"
        for role in ("on", "against"):
            beside = [p for p in verb.roles.get(role, []) if p.left - 2 == noun.head]
            if beside and role not in noun.roles:
                noun.roles[role] = beside
    if verb is None or verb.kind != "verb" or noun.link not in {"patient", "attr"}:
        return
    for role in _NOUN_PREPOSITIONS:
        after = [p for p in verb.roles.get(role, []) if p.head > noun.head]
        if after and role not in noun.roles:
            noun.roles[role] = after


def object_relative(sentence: Sentence, verb: int) -> int | None:
    """ "the rival whom Trump had derided": of two subjects the relative pronoun is the object."""
    deps = [(k, sentence.tokens[k].dep) for k in sentence.children[verb]]
    subjects = [k for k, dep in deps if dep == "nsubj"]
    if len(subjects) != 2 or any(dep == "dobj" for _, dep in deps):
        return None
    return subjects[0] if sentence.tokens[subjects[0]].tag in _RELATIVE else None


def is_done_by(sentence: Sentence, verb: int) -> bool:
    """ "convicted and jailed by a court": a participle without its auxiliary is a passive if somebody did it."""
    token = sentence.tokens[verb]
    kids = [sentence.tokens[k] for k in sentence.children[verb]]
    deps = {kid.dep for kid in kids}
    if token.tag != "VBN" or deps & {"aux", "dobj"}:
        return token.tag == "VBN" and "agent" in deps
    by = [sentence.tokens[o] for kid in kids if kid.lower == "by" for o in sentence.children[kid.i]]
    return "agent" in deps or any(o.dep == "pobj" and o.pos in {"NOUN", "PROPN", "PRON"} for o in by)


def owners_of_measure(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """ "Israel's campaign of *bombing*", "its use of the *veto*": whose the noun before "of" is, it is that one's
    deed. The token indices of its possessors and adjectives."""
    token = sentence.tokens[noun]
    above = sentence.tokens[sentence.tokens[token.head].head]
    if token.dep != "pobj" or sentence.tokens[token.head].lower != "of" or above.lemma not in listed("owned_deeds"):
        return ()
    return tuple(k for k in sentence.children[above.i] if sentence.tokens[k].dep in {"poss", "amod"})


def lift(sentence: Sentence, noun: Draft, drafts: dict[int, Draft]) -> None:
    """ "a pledge of rice to X", "an offer of help for X": what hangs on the measure is the noun's own."""
    for measure in noun.roles.get("of", ()):
        if measure.head in drafts:
            continue
        for _, name, objects in prepositions(sentence, measure.head):
            if name in {"to", "for", "against", "on"} and name not in noun.roles:
                noun.roles[name] = [phrase_at(sentence, o) for o in objects]


def of_many(sentence: Sentence, noun: Draft, drafts: dict[int, Draft]) -> None:
    """ "a wave of strikes *on X*", "a new round of talks *between X and Y*": what hangs on the number is the deeds'."""
    of = sentence.tokens[sentence.tokens[noun.head].head]
    many = sentence.tokens[of.head]
    if of.lower != "of" or many.lemma not in listed("many") or many.i in drafts:
        return
    for prep, name, objects in prepositions(sentence, many.i):
        if prep > noun.head and name in _OF_DEEDS and name not in noun.roles:
            noun.roles[name] = [phrase_at(sentence, o) for o in objects]


def is_main(sentence: Sentence, token: Token) -> bool:
    """ "Rebels offered on Sunday to free X": the finite verb of the sentence, taken for a participle of its
    subject. Only an active verb has an object or an infinitive of its own."""
    noun = sentence.tokens[token.head]
    if token.dep != "acl" or token.tag not in {"VBN", "VBD"} or noun.dep != "ROOT" or noun.pos not in {"NOUN", "PROPN"}:
        return False
    deps = {sentence.tokens[k].dep for k in sentence.children[token.i]}
    if deps & {"auxpass", "nsubjpass"} or any(
        sentence.tokens[k].dep in {"relcl", "aux", "ccomp"} for k in sentence.children[noun.i]
    ):
        return False
    to = any(
        sentence.tokens[k].dep in {"xcomp", "advcl"} and sentence.tokens[k].tag == "VB"
        for k in sentence.children[token.i]
    )
    return to or bool(deps & {"dobj", "ccomp"})


def is_headline_future(draft: Draft, token: Token) -> bool:
    """ "Brazil to withdraw troops": an infinitive that leads the sentence with a subject of its own."""
    leads = token.dep == "ROOT" or (token.dep == "ccomp" and token.head > token.i)
    return draft.infinitive and leads and any(p.left == 0 for p in draft.subject)


def is_headline_verb(sentence: Sentence, token: Token) -> bool:
    """ "Castro hosts Ortega": a root that small parsers take for a plural noun, though it has an object."""
    return (
        token.tag == "NNS"
        and token.dep == "ROOT"
        and token.i > 0
        and any(sentence.tokens[k].dep == "dobj" for k in sentence.children[token.i])
    )


def span_given(sentence: Sentence, draft: Draft) -> None:
    """ "gave X 48 hours to leave", "gave X *five years* in prison": the time is what is given."""
    if draft.kind != "verb":
        return
    first = draft.roles.get("patient", [])
    granted = sentence.tokens[draft.head].lemma in listed("granting")
    given = granted and len(first) == 1 and not draft.roles.get("recipient")
    if (first and not given) or not (first or draft.roles.get("recipient")):
        return
    after = first[0].right if first else draft.head + 1
    kids = sentence.children[draft.head]
    found = [k for k in kids if sentence.tokens[k].dep == "npadvmod" and k > draft.head]
    spans = [p for p in (phrase_at(sentence, k) for k in found) if not first or p.left == after]
    if spans and first:
        draft.roles["recipient"] = first
    if spans:
        draft.roles["patient"] = spans[:1]


def small_clause(sentence: Sentence, draft: Draft) -> None:
    """ "found X guilty", "declared Y illegal": the subject of the bare predicate is the object."""
    if draft.kind != "verb" or draft.roles.get("patient"):
        return
    for k in sentence.children[draft.head]:
        token = sentence.tokens[k]
        if token.dep in {"ccomp", "xcomp"} and token.pos in {"ADJ", "NOUN", "PROPN"}:
            deps = {sentence.tokens[c].dep: c for c in sentence.children[k]}
            if "nsubj" in deps and not deps.keys() & {"aux", "mark", "cop"}:
                draft.roles["patient"] = list(phrases(sentence, deps["nsubj"]))
                draft.roles.setdefault("attr", [phrase_at(sentence, k)])


def raised(sentence: Sentence, draft: Draft) -> None:
    """ "allowed the convoys to enter", which parsers read as "allowed that the convoys enter": whom it is done to."""
    if draft.kind != "verb" or draft.lemma not in listed("letting") or draft.roles.get("patient"):
        return
    for k in sentence.children[draft.head]:
        token = sentence.tokens[k]
        kids = {sentence.tokens[c].dep: c for c in sentence.children[k]}
        if token.dep == "ccomp" and token.tag == "VB" and not kids.keys() & {"mark", "neg"}:
            subject = kids.get("nsubj", kids.get("nsubjpass"))
            if subject is not None:
                draft.roles["patient"] = list(phrases(sentence, subject))


def predicative(sentence: Sentence, draft: Draft) -> None:
    """ "described the move as provocative": what hangs on the object says something of it."""
    if draft.kind != "verb" or "as" in draft.roles:
        return
    for phrase in draft.roles.get("patient", []):
        if phrase.head < draft.head or sentence.tokens[phrase.head].lemma in listed("offices"):
            continue
        for _, name, objects in prepositions(sentence, phrase.head):
            if name == "as" and objects:
                draft.roles["as"] = [phrase_at(sentence, o) for o in objects]
                return


def bare_object(sentence: Sentence, draft: Draft) -> None:
    """ "backs Assad": a name right after its verb that was read as an adverb is the object."""
    if draft.kind != "verb" or draft.passive or draft.roles.get("patient"):
        return
    for k in sentence.children[draft.head]:
        if k == draft.head + 1 and sentence.tokens[k].pos == "PROPN" and sentence.tokens[k].dep == "advmod":
            draft.roles["patient"] = list(phrases(sentence, k))


def side_of_prefix(sentence: Sentence, i: int) -> str | None:
    """The role of a name after "anti-" or "pro-", by whom a deed is not: "*anti-American* riots"."""
    if i < 2 or sentence.tokens[i - 1].text not in _HYPHENS or sentence.tokens[i].dep not in _MODIFYING:
        return None
    return _SIDES.get(sentence.tokens[i - 2].lower)


def extent(sentence: Sentence, head: int) -> tuple[int, int]:
    """First and last token of the subtree of `head`."""
    children = sentence.children
    left = right = head
    stack = [head]
    while stack:
        kids = children[stack.pop()]
        if kids:
            left, right = min(left, kids[0]), max(right, kids[-1])
            stack.extend(kids)
    while right > head and sentence.tokens[right].dep == "punct":
        right -= 1
    while left < head and sentence.tokens[left].dep == "punct":
        left += 1
    return left, right


def lend_gap(sentence: Sentence, verb: Draft, infinitive: Draft) -> None:
    """ "a government that X had sought to unseat": the relative pronoun is the object of the infinitive."""
    fronted = [p for p in verb.roles.get("patient", []) if sentence.tokens[p.head].tag in {"WDT", "WP"}]
    if fronted and verb.kind == "verb" and not infinitive.roles.get("patient") and not infinitive.passive:
        infinitive.roles["patient"] = fronted
        verb.roles["patient"] = [p for p in verb.roles["patient"] if p not in fronted]


def is_duty(verb: Draft, infinitive: Draft) -> bool:
    """ "has to go", "needs to go": what ought to be; "had to go" was."""
    if verb.lemma == "ought":
        return infinitive.infinitive and not verb.negated
    own = verb.lemma in {"have", "need"} and not verb.roles.get("patient") and not verb.negated
    return own and infinitive.infinitive and verb.tense == "present" and verb.aspect == "none"


def join_company(sentence: Sentence, draft: Draft) -> None:
    """ "X, along with Y, signed": Y signs too; "were freed along with Y", "freed him along with Y",
    "freed Jane Doe along with Y": Y is freed."""
    objects = draft.roles.get("patient", [])
    tags = {"PRP", "NNP"} if draft.lemma in listed("done_to_many") else {"PRP"}
    undergoes = bool(objects) and (draft.passive or sentence.tokens[objects[0].head].tag in tags)
    for name in _COMPANY:
        after = all(p.left > draft.head for p in draft.roles.get(name, []))
        role = "patient" if undergoes and (after or draft.passive) else "agent"
        company = [*draft.roles.pop(name, []), *draft.adjuncts.pop(name, [])]
        company = [p for p in company if not _verb_between(sentence, draft.head, p.left)]
        company += [
            phrase_at(sentence, o)
            for one in draft.roles.get(role, [])
            for _, own, objects_of in prepositions(sentence, one.head)
            if own == name
            for o in objects_of
        ]
        there = {p.head for p in draft.roles.get(role, [])}
        if company := [p for p in company if p.head not in there]:
            draft.add(role, company)


def _verb_between(sentence: Sentence, verb: int, left: int) -> bool:
    """Whether another finite verb stands between a verb and what follows it."""
    return any(t.tag in {"VBD", "VBZ", "VBP"} and t.pos in {"VERB", "AUX"} for t in sentence.tokens[verb + 1 : left])


def is_misread_gerund(sentence: Sentence, token: Token) -> bool:
    """ "of bombing Kyiv", which small parsers read as a Kyiv that bombs."""
    head = sentence.tokens[token.head]
    return (
        token.tag == "VBG"
        and token.dep in {"amod", "compound"}
        and head.dep == "pobj"
        and head.pos == "PROPN"
        and (sentence.tokens[token.i - 1].i == head.head)
    )


def is_gerund_before_name(sentence: Sentence, token: Token) -> bool:
    """ "denied bombing Libya", which small parsers read as a compound."""
    head = sentence.tokens[token.head]
    return (
        token.pos == "NOUN"
        and token.lower.endswith("ing")
        and token.dep == "compound"
        and (head.dep, head.pos) == ("dobj", "PROPN")
        and token.i - 1 == head.head
    )


def stands_after(sentence: Sentence, token: Token) -> bool:
    """ "Chad, *unwilling* to wait, …": an adjective after its noun, with what it governs."""
    after = token.dep == "amod" and token.head < token.i
    return after and any(sentence.tokens[k].dep == "xcomp" for k in sentence.children[token.i])
