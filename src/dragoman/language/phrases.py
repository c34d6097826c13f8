"""Noun phrases, their conjuncts, and prepositions, read off a dependency tree."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence
from dragoman.language.words import listed

# What hangs on a noun without naming the participant.
_OUTSIDE = frozenset({"relcl", "acl", "conj", "cc", "appos", "punct", "advcl", "parataxis", "preconj", "dep", "ccomp"})
# Conjuncts are phrases of their own at the top only: "talks between A and B" is one phrase.
_LISTS = frozenset({"conj", "cc", "punct"})
#: Prepositions and nouns of time and reason, which name nobody.
CIRCUMSTANCES = frozenset({"after", "before", "during", "following", "since", "until", "amid", "despite", "because"})
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "morning", "afternoon",
    "evening", "night", "weekend", "yesterday", "today",
})  # fmt: skip
_NOUNS = frozenset({"NOUN", "PROPN"})
#: Prepositions before those at whom something is aimed.
_AIMED = frozenset({"on", "against", "at", "to", "toward", "towards", "from", "upon"})
_JOINERS = frozenset({"and", "or", "but", "&", "as", "nor"})
#: Before the name of a month.
_BEFORE_MONTHS = frozenset({
    "in", "since", "until", "till", "by", "from", "to", "of", "late", "early", "mid", "mid-", "last", "next", "this",
    "through", "before", "after", "during", "and", "between", "for", "on", ",", "(", "-",
})  # fmt: skip


def phrase_at(sentence: Sentence, head: int) -> Phrase:
    """The noun phrase headed by token `head`, without relative clause, apposition or conjuncts."""
    known = sentence.phrases.get(head)
    if known is None:
        known = sentence.phrases[head] = _ends(sentence, head)
    return Phrase(head, *known)


def _ends(sentence: Sentence, head: int) -> tuple[int, int]:
    """The first token of the noun phrase headed by `head`, and the one behind its last."""
    children = sentence.children
    left = right = head
    stack = [head]
    while stack:
        i = stack.pop()
        if i < left:
            left = i
        elif i > right:
            right = i
        top = i == head
        for k in children[i]:
            if not _cut(sentence, k, top, head):
                stack.append(k)
    return left, right + 1


def _cut(sentence: Sentence, k: int, top: bool, head: int) -> bool:
    token = sentence.tokens[k]
    if top and k > head and token.dep == "prep" and (_is_adverbial(sentence, k) or _joins(sentence, k)):
        return True
    if token.dep not in _OUTSIDE or _is_name(sentence, k, head):
        return False
    if not top and token.dep in _LISTS:
        return False
    # Quotation marks and hyphens inside a name belong to it.
    return not (token.dep == "punct" and token.text in {"-", "'", '"'} and k < head)


def _is_name(sentence: Sentence, k: int, head: int) -> bool:
    """The name right after what somebody or something is: "former officer *Jane Doe*", "the tanker *Aurora*"."""
    token = sentence.tokens[k]
    if token.dep != "appos" or token.pos != "PROPN" or token.head != head or sentence.tokens[head].pos != "NOUN":
        return False
    deps = {sentence.tokens[c].dep for c in sentence.children[k]}
    left = min((c for c in sentence.children[k] if c < k), default=k)
    return left == head + 1 and deps <= {"compound", "nmod", "case", "punct"}


def _is_adverbial(sentence: Sentence, prep: int) -> bool:
    """A preposition that says when or why something is done, hung on a noun: "the leader *on Friday*"."""
    if sentence.tokens[prep].lower in CIRCUMSTANCES:
        return True
    kids = [sentence.tokens[k] for k in sentence.children[prep]]
    if sentence.tokens[prep].lower != "of" and any(k.dep == "pcomp" and k.tag == "VBG" for k in kids):
        # "an envoy *for insulting* the king"
        return True
    objects = [k for k in kids if k.dep == "pobj"]
    answers = listed("answers") if sentence.tokens[prep].lower == "in" else frozenset()
    return any(o.lower in DAYS or o.lower in answers for o in objects)


def conjuncts(sentence: Sentence, head: int) -> Iterator[int]:
    """The head and every noun coordinated with it, in text order."""
    yield head
    for k in sentence.children[head]:
        token = sentence.tokens[k]
        if (token.dep == "conj" and token.pos not in {"VERB", "AUX"}) or _is_listed(sentence, k):
            yield from conjuncts(sentence, k)
        elif token.dep == "prep" and token.lower == "along" and k > head:
            # "X, along with Y, is to come"
            kids = [c for w in sentence.children[k] if sentence.tokens[w].lower == "with" for c in sentence.children[w]]
            for c in kids:
                if sentence.tokens[c].dep == "pobj":
                    yield from conjuncts(sentence, c)
        elif token.dep == "appos" and token.pos in _NOUNS and k > head:
            yield from _after_name(sentence, k, sentence.tokens[head].pos)


def _after_name(sentence: Sentence, k: int, kind: str) -> Iterator[int]:
    """ "the Turkish minister, Jane Doe, his Russian counterpart, John Roe, and Iran's envoy": those who come after what
    the first is called, where parsers hang the list on that name. `kind` is the part of speech of the first."""
    for c in sentence.children[k]:
        token = sentence.tokens[c]
        if c < k or token.pos not in _NOUNS:
            continue
        if token.dep == "conj":
            yield from conjuncts(sentence, c)
        elif token.dep == "appos" and _goes_on(sentence, c):
            articles = {sentence.tokens[d].lower for d in sentence.children[c]} & {"a", "an"}
            if token.pos == kind and sentence.tokens[k].pos != kind and not articles:
                yield from conjuncts(sentence, c)
            elif token.pos != kind:
                yield from _after_name(sentence, c, kind)


def _goes_on(sentence: Sentence, k: int) -> bool:
    """Whether an apposition, or what is apposed to it in turn, has an "and" after it."""
    deps = {sentence.tokens[c].dep for c in sentence.children[k] if c > k}
    return {"cc", "conj"} <= deps or any(
        sentence.tokens[c].dep == "appos" and _goes_on(sentence, c) for c in sentence.children[k] if c > k
    )


def _is_listed(sentence: Sentence, k: int) -> bool:
    """ "Jamaica, Cuba and Haiti": a bare name after a comma that goes on with "and" is the list's next, not
    what the first is called."""
    token = sentence.tokens[k]
    if token.dep != "appos" or token.pos != "PROPN" or sentence.tokens[token.head].pos != "PROPN":
        return False
    deps = {sentence.tokens[c].dep for c in sentence.children[k]}
    return {"cc", "conj"} <= deps and not deps & {"det", "poss", "amod", "compound", "nummod"}


def phrases(sentence: Sentence, head: int) -> tuple[Phrase, ...]:
    """One phrase for each conjunct of the noun phrase headed by `head`."""
    return tuple(phrase_at(sentence, h) for h in conjuncts(sentence, head))


def single(head: int) -> Phrase:
    """The one token `head` as a phrase, for modifiers such as demonyms."""
    return Phrase(head, head, head + 1)


def prepositions(sentence: Sentence, head: int) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """`(token, name, objects)` of every preposition on `head`; stacked ones are walked through.

    "along with X" and "out of X" are named by the inner preposition, "according to" and
    "because of" by both words.
    """
    for k in sentence.children[head]:
        token = sentence.tokens[k]
        if token.dep in {"prep", "dative", "agent"} and token.pos in {"ADP", "SCONJ", "VERB", "ADV", "PART"}:
            yield from _one_preposition(sentence, k, "together with" if _joins(sentence, k) else token.lower)


def _joins(sentence: Sentence, prep: int) -> bool:
    """The *with* of "together with X"."""
    low = sentence.tokens[prep].lower
    return low == "with" and any(sentence.tokens[k].lower in {"together", "along"} for k in sentence.children[prep])


def _one_preposition(sentence: Sentence, p: int, name: str) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    inner = [k for k in sentence.children[p] if sentence.tokens[k].dep == "prep"]
    deps = {"pobj", "amod", "acomp"} if name == "as" else {"pobj"}
    heads = [k for k in sentence.children[p] if sentence.tokens[k].dep in deps] or _doer_of(sentence, p, name)
    yield p, name, tuple(c for k in heads for c in conjuncts(sentence, k))
    for k in inner:
        low = sentence.tokens[k].lower
        joined = (
            f"{name} {low}"
            if name in {"along", "together", "according", "because", "due", "thanks", "instead", "ahead", "regardless"}
            else low
        )
        yield from _one_preposition(sentence, k, joined)
    for k in sentence.children[p]:
        if sentence.tokens[k].dep == "conj" and sentence.tokens[k].pos == "ADP":
            yield from _one_preposition(sentence, k, sentence.tokens[k].lower)


def _doer_of(sentence: Sentence, p: int, name: str) -> list[int]:
    """ "an attack on *X* calling it corrupt": the parser took X for who calls."""
    tokens = sentence.tokens
    verbs = [k for k in sentence.children[p] if tokens[k].dep == "pcomp" and tokens[k].tag == "VBG"]
    if name not in _AIMED or not verbs:
        return []
    return [k for v in verbs for k in sentence.children[v] if tokens[k].dep == "nsubj" and p < k < v][:1]


def made(sentence: Sentence, noun: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """`(role, objects)` of the participle after a noun: by whom, on, against, to or for whom it is made."""
    for k in sentence.children[noun]:
        token = sentence.tokens[k]
        if token.dep == "acl" and token.tag == "VBN" and token.lemma in listed("making") and k > noun:
            for _, name, objects in prepositions(sentence, k):
                if objects:
                    yield name, objects


def is_month(sentence: Sentence, i: int) -> bool:
    """Whether "March" is no march: "in March", "March 8", "the March vote"; not a part of a name or the first word."""
    tokens = sentence.tokens
    if tokens[i].text != "March":
        return False
    before = tokens[i - 1].lower if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if tokens[i].dep in {"compound", "nmod"} or before in _BEFORE_MONTHS or before.removesuffix("th").isdigit():
        return True
    named = before == "the" or tokens[i - 1].tag in {"NNP", "NNPS", "POS"}
    return after.isdigit() or after[:1] in {",", ")"} or (i > 0 and not named)
