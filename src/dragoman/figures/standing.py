"""Where what is counted stands in its sentence: the verbs that govern it, by the clauses and by the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.figures.counted import Counted
from dragoman.language.grammar import Clause
from dragoman.language.tree import Sentence

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})
#: Labels through which a phrase hangs on its verb.
_UPWARD = frozenset(
    {"conj", "appos", "pobj", "agent", "prep", "nmod", "compound", "nummod", "quantmod", "dep", "npadvmod"}
)
#: Prepositions that belong to the amount.
_OPEN = frozenset({"between", "up", "over", "under", "about", "around", "above", "below", "near"})


class Place(NamedTuple):
    """Where the counted stands: `verb` governs it as `slot` (does or done), through the preposition `by` if
    there is one; `beside` are the words that stand with the verb."""

    verb: int
    slot: str
    beside: frozenset[str]
    by: str = ""


def places(sentence: Sentence, clauses: Sequence[Clause], one: Counted) -> Iterator[Place]:
    """Where the counted stands, by the clauses and then by the tree."""
    tokens = sentence.tokens
    left = tokens[one.left - 1] if one.left else None
    if left is not None and left.tag in {"VBD", "VBN"} and left.head == one.head:
        # "shelling damaged 14 schools": a past tense that was read as the noun's adjective.
        yield Place(left.i, "done", frozenset())
        return
    top = one.head
    if not _is_whole(sentence, one):
        chain = _chain(sentence, one)
        top = chain[-1]
        yield from _in_clauses(sentence, clauses, chain)
        yield from _climb(sentence, top)
    for k in sentence.children[top]:
        if tokens[k].dep in {"acl", "relcl"} and tokens[k].tag in {"VBN", "VBD"}:
            # "the thousands protested" is read as if somebody protested them.
            yield Place(k, "done", words_beside(sentence, k))
            yield Place(k, "does", words_beside(sentence, k))


def _in_clauses(sentence: Sentence, clauses: Sequence[Clause], chain: Sequence[int]) -> Iterator[Place]:
    """The clauses that have one of the tokens in a role: they know passives, shared subjects, relative clauses."""
    for clause in clauses:
        if clause.kind != "verb":
            continue
        for name, phrases in clause.roles.items():
            direct = name in {"agent", "patient", "recipient", "attr"} or name in _OPEN
            if direct and any(p.head in chain for p in phrases):
                slot = "does" if name == "agent" and not _misread(sentence, clause.head, chain[-1]) else "done"
                yield Place(clause.head, slot, words_beside(sentence, clause.head))


def _is_whole(sentence: Sentence, one: Counted) -> bool:
    """Whether the amount is what another is a part of: "18 of the *25* drones"."""
    tokens = sentence.tokens
    i = one.first - 1
    while i > 0 and tokens[i].pos in {"DET", "PRON", "ADJ", "ADV"}:
        i -= 1
    return i > 0 and tokens[i].lower == "of" and (tokens[i - 1].pos == "NUM" or tokens[i - 1].text[0].isdigit())


def _misread(sentence: Sentence, verb: int, top: int) -> bool:
    """ "76 others wounded in clashes": a bare participle after its noun is what was done to it."""
    tokens = sentence.tokens
    kids = [tokens[k] for k in sentence.children[verb]]
    return (
        tokens[verb].tag in {"VBN", "VBD"}
        and top < verb
        and tokens[verb].dep in {"conj", "acl", "oprd", "ccomp", "dep"}
        and not any(k.dep in {"dobj", "aux", "prt"} for k in kids)
        and any(k.dep in _PASSIVE for k in [tokens[c] for c in sentence.children[tokens[verb].head]])
    )


def _climb(sentence: Sentence, top: int) -> Iterator[Place]:
    tokens = sentence.tokens
    i, by = top, ""
    for _ in range(4):
        token = tokens[i]
        if token.dep == "prep" and token.lower not in _OPEN:
            by = token.lower
        if token.head == i:
            return
        above = tokens[token.head]
        if above.pos in {"VERB", "AUX"}:
            passive = any(tokens[k].dep in _PASSIVE for k in sentence.children[above.i])
            slot = (
                "does" if (token.dep in _SUBJECTS or (i < above.i and token.dep != "prep")) and not passive else "done"
            )
            if token.dep == "nsubj" and _misread(sentence, above.i, i):
                slot = "done"
            if token.dep == "agent":
                slot = "does"  # "shot at by four officers"
            yield Place(above.i, slot, words_beside(sentence, above.i), by)
            return
        if token.dep not in _UPWARD:
            return
        i = above.i


def _chain(sentence: Sentence, one: Counted) -> list[int]:
    """From the noun up to the token that hangs on what governs the whole phrase."""
    tokens = sentence.tokens
    inside = range(max(0, one.first - 4), max(one.head, one.last) + 1)
    start = one.last if one.part else one.head
    chain = [start]
    while len(chain) < 8:
        token = tokens[chain[-1]]
        above = token.head
        if above == token.i or above not in inside or tokens[above].pos == "VERB":
            break
        chain.append(above)
        if above < one.first and tokens[above].pos == "NOUN":
            break
    return chain


def words_beside(sentence: Sentence, verb: int) -> frozenset[str]:
    """Lemmas and forms of what hangs on a verb, and of what hangs on its prepositions and objects."""
    tokens = sentence.tokens
    out: set[str] = set()
    for k in sentence.children[verb]:
        out |= {tokens[k].lower, tokens[k].lemma}
        if tokens[k].dep in {"prep", "dobj", "xcomp", "ccomp", "oprd", "acomp", "prt"}:
            for c in sentence.children[k]:
                out |= {tokens[c].lower, tokens[c].lemma}
    following = tokens[verb + 1 : verb + 2]
    return frozenset(out | {t.lower for t in following})
