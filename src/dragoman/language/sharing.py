"""What clauses share: subjects across control, coordination and participles, gaps of relative
clauses, and which clause governs which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.control import OBJECT_PREPS, cleft, controller, fill_participle, gerund_subject, set_subject
from dragoman.language.gaps import deep_gap, is_on_name, nearest
from dragoman.language.phrases import phrase_at, phrases
from dragoman.language.repairs import (
    attach,
    bare_object,
    is_duty,
    lend_gap,
    lift,
    of_many,
    predicative,
    raised,
    small_clause,
    span_given,
)
from dragoman.language.tree import Sentence, Token
from dragoman.language.words import listed

if TYPE_CHECKING:
    from dragoman.language.clauses import Draft

COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "feel", "stay", "look", "prove", "grow"})
_VERBAL = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass", "parataxis"})
_RELATIVE = frozenset({"WDT", "WP"})
_UNDOING = frozenset({("instead", "of"), ("far", "from"), ("rather", "than")})


def is_purpose(sentence: Sentence, i: int) -> bool:
    """The noun of "in order to"."""
    tokens = sentence.tokens
    return (
        tokens[i].lower == "order" and 0 < i < len(tokens) - 1 and tokens[i - 1].lower + tokens[i + 1].lower == "into"
    )


def complete(sentence: Sentence, drafts: dict[int, Draft], owner: dict[int, int]) -> None:
    """Fill in governors, gaps and shared arguments, governors first."""
    for head in sorted(drafts, key=lambda h: _depth(sentence, h)):
        draft = drafts[head]
        bare_object(sentence, draft)
        draft.parent, draft.link = _governor(sentence, head, drafts, owner)
        if draft.kind == "noun":
            _share_noun(sentence, draft, drafts)
        else:
            _share_verb(sentence, draft, drafts, owner)
    for draft in drafts.values():
        if draft.kind == "noun":
            attach(draft, drafts)
            lift(sentence, draft, drafts)
            of_many(sentence, draft, drafts)
        else:
            span_given(sentence, draft)
    for head in sorted(drafts):
        small_clause(sentence, drafts[head])
        raised(sentence, drafts[head])
        predicative(sentence, drafts[head])
    for head in sorted(drafts, reverse=True):
        _share_right(sentence, drafts[head], drafts)


def _depth(sentence: Sentence, head: int) -> int:
    depth, i = 0, head
    while sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
        depth += 1
    return depth


def _governor(
    sentence: Sentence, head: int, drafts: dict[int, Draft], owner: dict[int, int]
) -> tuple[int | None, str | None]:
    """The clause that governs the predicate at `head`, and by which link."""
    link: str | None = None
    i = head
    while True:
        token = sentence.tokens[i]
        if token.head == i:
            return None, None
        up = owner.get(token.head, token.head)
        if up == head:
            up_token = sentence.tokens[token.head]
            if up_token.head == token.head:
                return None, None
            i = token.head
            continue
        if i == head and token.dep in {"acl", "relcl"} and _is_complement(sentence, token, drafts):
            # "assured X that Y will …": hung on X, said by the verb.
            i, link = token.head, "ccomp"
            up = sentence.tokens[i].head
            if up in drafts:
                return up, link
            continue
        if token.dep == "conj" and link is None and _restarts(sentence, token):
            # "wants to see an end and that X will not …": the second clause has the verb above the first.
            i = sentence.tokens[token.head].head
            link = "ccomp"
            continue
        if token.dep == "conj" and link is None:
            if up in drafts and drafts[up].kind == "noun" and drafts[head].kind != "noun":
                return up, "conj"
            i = token.head
            continue
        if token.dep == "pobj" and _is_partitive(sentence, token):
            # "one of the attacks", "a series of attacks": the attacks stand where the measure stands.
            link, i = None, sentence.tokens[token.head].head
            continue
        step = _link_name(sentence, token)
        link = step if link is None else link if link.startswith("inner") else _inner(link, step)
        if up in drafts:
            return up, link
        i = token.head


def _is_complement(sentence: Sentence, token: Token, drafts: dict[int, Draft]) -> bool:
    """A that-clause with a subject of its own, hung on an object that is no claim or decision."""
    noun = sentence.tokens[token.head]
    deps = {sentence.tokens[k].dep: sentence.tokens[k].lower for k in sentence.children[token.i]}
    return noun.dep == "dobj" and noun.i not in drafts and deps.get("mark") == "that" and "nsubj" in deps


def _restarts(sentence: Sentence, token: Token) -> bool:
    """A conjunct with a complementiser and a subject of its own, coordinated with an infinitive."""
    first = sentence.tokens[token.head]
    deps = {sentence.tokens[k].dep: sentence.tokens[k].lower for k in sentence.children[token.i]}
    return first.dep == "xcomp" and deps.get("mark") == "that" and "nsubj" in deps


#: Nouns and numerals that only measure what follows "of".
PARTITIVES = frozenset({
    "one", "two", "three", "some", "many", "most", "several", "all", "both", "number", "series", "wave", "spate",
    "string", "round", "dozens", "hundreds", "thousands", "scores", "flurry", "raft", "set", "couple", "handful",
    "majority", "part", "kind", "sort", "type", "form", "act", "campaign", "barrage", "rash", "surge", "slew", "host",
    "range", "pair", "batch", "mixture", "mix", "combination", "blend", "array", "assortment", "collection",
})  # fmt: skip

#: Spans of time that a strike or a battle goes through: "its third day of".
SPANS = frozenset({"day", "night", "week", "month", "year", "hour"})


def _is_partitive(sentence: Sentence, token: Token) -> bool:
    prep = sentence.tokens[token.head]
    if prep.lower != "of":
        return False
    measure = sentence.tokens[prep.head]
    # "the third week of a strike", "ten days of talks"
    return measure.lemma in SPANS or measure.lower in PARTITIVES


def _inner(link: str, step: str) -> str:
    """A predicate inside the noun phrase that fills a role is linked as `inner:role`."""
    return link if step == "prep" else f"inner:{step}" if link not in _VERBAL and ":" not in link else link


def _link_name(sentence: Sentence, token: Token) -> str:
    if token.dep in {"pobj", "pcomp"}:
        prep = sentence.tokens[token.head]
        name = "by" if prep.dep == "agent" else prep.lower
        before = sentence.tokens[prep.i - 1].lower if prep.i else ""
        if (before, name) in _UNDOING:
            name = f"{before} {name}"
        return f"prep:{name}"
    if token.dep == "advcl" and any(
        sentence.tokens[k].dep == "mark" and sentence.tokens[k].lower == "for" for k in sentence.children[token.i]
    ):
        # "pushed for X to go": what the preposition governs.
        return "prep:for"
    if token.dep == "ccomp" and any(sentence.tokens[k].text == ";" for k in range(token.i, token.head)):
        # "X said …; Y said …": neither says what the other does.
        return "parataxis"
    if token.dep in _VERBAL:
        return token.dep
    names = {"dobj": "patient", "nsubj": "agent", "nsubjpass": "patient", "dative": "recipient", "oprd": "attr"}
    return names.get(token.dep, token.dep)


def _share_verb(sentence: Sentence, draft: Draft, drafts: dict[int, Draft], owner: dict[int, int]) -> None:
    token = sentence.tokens[draft.head]
    inflected = sentence.tokens[token.head] if owner.get(token.head) == token.i else token
    first = drafts.get(owner.get(inflected.head, inflected.head)) if inflected.dep == "conj" else None
    if first is not None:
        _share_conjunct(sentence, draft, first, inflected)
        return
    if token.dep == "ccomp":
        cleft(sentence, token, draft)
    parent = drafts.get(draft.parent) if draft.parent is not None else None
    if token.dep == "compound" and parent is not None and parent.kind == "verb":
        # "denied bombing X", read as a compound: what is denied is done to X by the subject.
        draft.link = "xcomp"
        parent.roles["patient"] = [p for p in parent.roles.get("patient", []) if p.head != token.head]
        set_subject(draft, token, parent.subject)
        return
    on_name = draft.infinitive and is_on_name(sentence, token)
    if token.dep == "acl" and parent is not None and (on_name or is_purpose(sentence, token.head)):
        draft.link = "advcl"
        set_subject(draft, token, parent.subject)
        return
    if token.dep in {"relcl", "acl"}:
        _fill_gap(sentence, draft, drafts)
        return
    if parent is not None and token.dep == "xcomp":
        _share_mood(sentence, draft, parent)
    if parent is None or draft.roles.get("patient" if draft.passive else "agent"):
        return
    if any(sentence.tokens[k].dep == "expl" for k in sentence.children[draft.head]):
        # "said there can be no truce": nobody is the subject.
        return
    if token.dep in {"xcomp", "ccomp"} and (token.dep == "xcomp" or token.tag in {"VB", "VBG"}):
        set_subject(draft, token, controller(parent))
    elif token.dep == "pcomp" and _is_owned(sentence, sentence.tokens[token.head].head, drafts):
        # "the Turkish attempts at occupying X": by those whose attempts they are.
        set_subject(draft, token, [phrase_at(sentence, sentence.tokens[token.head].head)])
    elif token.dep == "pcomp" or draft.link in OBJECT_PREPS or (draft.link or "").startswith("inner:prep"):
        set_subject(draft, token, gerund_subject(parent, draft.link, drafts))
    elif token.dep == "advcl" and token.tag in {"VBG", "VBN", "VB"} and draft.marker != "that":
        set_subject(draft, token, parent.subject)
    elif token.dep == "acomp":
        # "is prepared for talks", "got ready to help": the state of the verb's subject.
        draft.roles.setdefault("agent", list(parent.subject))
        draft.negated, draft.modal, draft.tense = draft.negated or parent.negated, parent.modal, parent.tense


def _share_mood(sentence: Sentence, draft: Draft, parent: Draft) -> None:
    """What the governing verb makes of a complement: "has yet to", "has to", "is to", "is going to"."""
    if parent.lemma == "have" and _yet(sentence, parent.head):
        draft.negated = True
    if draft.infinitive:
        lend_gap(sentence, parent, draft)
    if is_duty(parent, draft):
        draft.modal = "must"
    going = parent.lemma == "go" and parent.aspect == "progressive"
    above = sentence.tokens[sentence.tokens[draft.head].head]
    if draft.infinitive and parent.lemma == "be" and above.lemma in listed("done_already"):
        # "was quick to travel": travelled.
        draft.tense, draft.negated = parent.tense, draft.negated or parent.negated
    elif draft.infinitive and ((parent.lemma == "be" and not _qualified(above)) or going):
        # "is to visit", "is going to visit": a plan.
        draft.modal, draft.tense, draft.negated = "will", "future", draft.negated or parent.negated


def _qualified(above: Token) -> bool:
    """Whether an infinitive says what somebody or something is like: "is enough to stop", "was a chance to talk"."""
    return (
        above.pos in {"ADJ", "NOUN"} and above.lemma not in {"about", "due", "set"} and above.dep in {"acomp", "attr"}
    )


def _is_owned(sentence: Sentence, noun: int, drafts: dict[int, Draft]) -> bool:
    """Whether a noun that is no predicate has a possessor or a capitalised adjective."""
    if noun in drafts or sentence.tokens[noun].pos != "NOUN":
        return False
    return any(
        sentence.tokens[k].dep == "poss" or (sentence.tokens[k].dep == "amod" and sentence.tokens[k].text[:1].isupper())
        for k in sentence.children[noun]
    )


def _share_conjunct(sentence: Sentence, draft: Draft, first: Draft, token: Token) -> None:
    """The second of two coordinated predicates takes subject, auxiliaries and polarity of the first; `token` is its
    verb, the copula of an adjective."""
    own = {sentence.tokens[k].dep for k in sentence.children[token.i]}
    if not own & {"nsubj", "nsubjpass", "expl"}:
        done = token.tag == "VBN" or (token.tag == "VBD" and token.lemma in listed("done_to_somebody"))
        if first.passive and done and "dobj" not in own and "aux" not in own:
            draft.passive = True
        set_subject(draft, token._replace(tag="VBD"), first.subject)
        if not own & {"aux", "auxpass"}:
            if draft.modal is None and token.tag in {"VB", "VBP", "VBN", "VBG"}:
                draft.modal = first.modal
            if draft.tense in {"none", "present"} and (token.tag in {"VB", "VBN", "VBG"} or first.modal):
                draft.tense, draft.aspect = first.tense, first.aspect
        bare = not own & {"aux", "auxpass"}
        either = _coordinator(sentence, token) == "or"
        if first.negated and ((token.tag == "VB" and (bare or either)) or (bare and either)):
            draft.negated = True
    if draft.marker is None:
        draft.marker = first.marker


def _yet(sentence: Sentence, head: int) -> bool:
    """ "has yet to sign": has not signed."""
    return any(sentence.tokens[k].lower == "yet" for k in sentence.children[head])


def _coordinator(sentence: Sentence, token: Token) -> str | None:
    """The word that joins a conjunct to the one before it."""
    return next(
        (sentence.tokens[k].lower for k in sentence.children[token.head] if sentence.tokens[k].dep == "cc"), None
    )


def _fill_gap(sentence: Sentence, draft: Draft, drafts: dict[int, Draft]) -> None:
    """Relative clauses and participles after a noun: the noun fills the empty place."""
    token = sentence.tokens[draft.head]
    noun = (
        list(phrases(sentence, token.head))
        if _plural_relative(sentence, token)
        else [phrase_at(sentence, nearest(sentence, token))]
    )
    for role, found in draft.roles.items():
        draft.roles[role] = [q for p in found for q in (noun if sentence.tokens[p.head].tag in _RELATIVE else [p])]
    if token.dep == "acl":
        fill_participle(sentence, draft, drafts, token, noun)
        return
    if any(p in noun for found in draft.roles.values() for p in found):
        return
    if not draft.roles.get("agent") and not draft.passive:
        draft.roles["agent"] = noun
        return
    stranded = [
        k for k in sentence.children[draft.head] if sentence.tokens[k].dep == "prep" and not sentence.children[k]
    ]
    if stranded:
        draft.roles.setdefault(sentence.tokens[stranded[0]].lower, noun)
    elif draft.roles.get("patient") or _adverbial_gap(draft):
        return
    elif not _has_complement(sentence, draft.head):
        draft.roles["patient"] = noun
    elif (deep := deep_gap(sentence, draft, drafts)) is not None:
        deep.roles["patient"] = noun


def _adverbial_gap(draft: Draft) -> bool:
    return draft.marker in {"where", "when", "why", "how"}


def _has_complement(sentence: Sentence, head: int) -> bool:
    return any(sentence.tokens[k].dep in {"ccomp", "xcomp"} for k in sentence.children[head])


def _plural_relative(sentence: Sentence, token: Token) -> bool:
    """ "A and B, who met …": a relative clause on the last conjunct belongs to all."""
    return token.tag == "VBP" and any(sentence.tokens[k].dep == "conj" for k in sentence.children[token.head])


def _share_noun(sentence: Sentence, draft: Draft, drafts: dict[int, Draft]) -> None:
    """ "Russia's attack and occupation of X": the later noun takes the possessor of the first."""
    token = sentence.tokens[draft.head]
    if token.dep == "conj" and token.head in drafts and drafts[token.head].kind == "noun":
        first = drafts[token.head]
        if not any(draft.roles.get(r) for r in ("poss", "adj", "by")) and not _has_determiner(sentence, draft.head):
            for role in ("poss", "adj", "by"):
                if first.roles.get(role):
                    draft.roles[role] = list(first.roles[role])
        for role, found in first.roles.items():
            # "invasion and occupation of X": hung on the first, said of both.
            after = [p for p in found if p.head > draft.head]
            if after and role not in draft.roles:
                draft.roles[role] = after
    if token.dep == "attr" and draft.parent is not None and draft.parent in drafts:
        subject = drafts[draft.parent].subject
        if subject and drafts[draft.parent].lemma in COPULAS:
            draft.roles.setdefault("subject", list(subject))


def _has_determiner(sentence: Sentence, head: int) -> bool:
    return any(sentence.tokens[k].dep == "det" for k in sentence.children[head])


def _share_right(sentence: Sentence, draft: Draft, drafts: dict[int, Draft]) -> None:
    """ "criticised and condemned X", "talks and cooperation with X": the first takes what the last has."""
    for k in sentence.children[draft.head]:
        last = drafts.get(k)
        if last is None or sentence.tokens[k].dep != "conj" or last.kind != draft.kind:
            continue
        if draft.kind == "verb":
            bare = not _has_complement(sentence, draft.head) and k - draft.head <= 2
            if draft.passive and last.passive and not draft.roles.get("agent") and last.roles.get("agent"):
                draft.roles["agent"] = list(last.roles["agent"])
            if bare and not draft.passive and not draft.roles.get("patient") and last.roles.get("patient"):
                draft.roles["patient"] = list(last.roles["patient"])
        elif draft.kind == "noun" and k - draft.head <= 3:
            for role in ("with", "on", "against", "between", "of", "to", "for"):
                if role not in draft.roles and last.roles.get(role):
                    draft.roles[role] = list(last.roles[role])
