"""The participants of a document in order, as antecedents for pronouns and descriptions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.actors.reading import Reading
from dragoman.actors.sight import Sight
from dragoman.actors.words import words
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at
from dragoman.language.tree import Sentence
from dragoman.model import Span

_RANK = {
    "nsubj": 5.0,
    "nsubjpass": 5.0,
    "dobj": 3.0,
    "dative": 3.0,
    "agent": 3.5,
    "attr": 2.0,
    "pobj": 2.0,
    "poss": 2.5,
    "appos": 1.0,
    "ROOT": 3.0,
}
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
_MUTUAL = words("mutual")
#: Before those with whom somebody does something.
_JOINED = frozenset({"with", "against"})
#: The most characters of a quotation that nothing closes.
_LONGEST = 1200
_QUOTES = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Point:
    """A noun phrase (or pronoun) of the sentence at `position` that something may refer back to.

    `rank` is its grammatical prominence, `members` the heads of a coordination ("India and China"),
    `pronoun` the class of a pronoun (m f n p), `quoted` whether it stands inside quotation marks.
    """

    position: int
    head: int
    phrase: Phrase
    rank: float
    reading: Reading | None
    quoted: bool
    verb: int
    members: tuple[int, ...] = ()
    pronoun: str | None = None


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Stretches between double quotation marks; an unclosed one ends with its paragraph."""
    out: list[Span] = []
    start: int | None = None
    for match in _QUOTES.finditer(text):
        if start is not None and "\n" in text[start : match.start()]:
            out.append((start, text.index("\n", start)))
            start = None
        mark = match.group()
        if start is not None and mark == "“":
            # The one before was never closed.
            start = match.end()
        elif start is None:
            if mark != "”":
                start = match.end()
        else:
            out.append((start, match.start()))
            start = None
    if start is not None:
        end = text.find("\n", start)
        out.append((start, min(end if end >= 0 else len(text), start + _LONGEST)))
    return tuple(out)


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which are in order and do not overlap."""
    at = bisect_right(spans, offset, key=_start) - 1
    return at >= 0 and offset < spans[at][1]


def _start(span: Span) -> int:
    return span[0]


def points_of(
    sight: Sight, position: int, quotes: Sequence[Span], reader: Callable[[int, Phrase], Reading]
) -> tuple[Point, ...]:
    """The points of one sentence in text order; `reader` reads a noun phrase."""
    sentence = sight.sentences[position]
    out: list[Point] = []
    for token in sentence.tokens:
        kind = PRONOUNS.get(token.lower) if token.pos in {"PRON", "DET"} or token.tag in {"PRP", "PRP$"} else None
        if kind is None and not _is_nominal(sight, position, token.i):
            continue
        dep = _dep(sentence, token.i)
        rank = _RANK.get(dep, 1.0)
        verb = governing_verb(sentence, token.i)
        if dep in {"nsubj", "nsubjpass"} and sentence.tokens[verb].dep == "ROOT":
            rank += 1.0
        quoted = inside(quotes, token.start)
        if kind is not None:
            out.append(
                Point(position, token.i, Phrase(token.i, token.i, token.i + 1), rank, None, quoted, verb, (), kind)
            )
            continue
        phrase = phrase_at(sentence, token.i)
        reading = reader(position, phrase)
        out.append(Point(position, token.i, phrase, rank, reading, quoted, verb))
        if token.dep != "conj":
            heads = tuple(conjuncts(sentence, token.i))
            if len(heads) > 1:
                out.append(Point(position, token.i, phrase, rank, reading, quoted, verb, heads))
        other = _partner(sight, position, token.i)
        if other is not None:
            out.append(Point(position, other, phrase, min(rank, 5.0) - 0.8, reading, quoted, verb, (token.i, other)))
    return tuple(out)


def _partner(sight: Sight, position: int, i: int) -> int | None:
    """The noun that stands beside a subject or possessor on equal terms: "Xi met Putin", "China's ties with India",
    "Xi spoke to Putin"."""
    sentence = sight.sentences[position]
    token = sentence.tokens[i]
    if token.dep not in {"nsubj", "poss"} or token.head == i:
        return None
    above = sentence.tokens[token.head]
    if token.dep == "nsubj" and above.lemma in _MUTUAL:
        for k in sentence.children[above.i]:
            if sentence.tokens[k].dep == "dobj" and sentence.tokens[k].pos in {"PROPN", "NOUN"}:
                return k
    holders = [above.i, *(k for k in sentence.children[above.i] if sentence.tokens[k].dep == "dobj")]
    for holder in holders:
        joins = _JOINED | {"to"} if sentence.tokens[holder].lemma in words("talking") else _JOINED
        for p in sentence.children[holder]:
            if sentence.tokens[p].dep in {"prep", "dative"} and sentence.tokens[p].lower in joins:
                for k in sentence.children[p]:
                    if sentence.tokens[k].dep == "pobj" and _is_party(sight, position, k):
                        return k
    return None


def _is_party(sight: Sight, position: int, i: int) -> bool:
    """Whether a noun is a name or a person's office: "his Ugandan counterpart"."""
    if sight.sentences[position].tokens[i].pos == "PROPN":
        return True
    role = sight.role_at(position, i)
    return role is not None and not role.role.plural and role.role.kind in {"office", "person"}


def _is_nominal(sight: Sight, position: int, i: int) -> bool:
    token = sight.sentences[position].tokens[i]
    if token.dep == "compound" and token.pos == "PROPN":
        # "the Assad regime": the person is spoken of too.
        mention = sight.at[position].get(i)
        head = sight.at[position].get(token.head)
        return mention is not None and mention.actor.kind == "person" and mention.right == i + 1 and mention is not head
    if token.pos not in _NOMINAL or token.dep in {"compound", "amod", "nummod", "nmod", "punct", "advmod"}:
        return False
    if token.pos in {"ADJ", "NUM"}:
        return i in sight.at[position]
    return True


def _dep(sentence: Sentence, i: int) -> str:
    """The label of a noun, or of the first conjunct that it is coordinated with."""
    token = sentence.tokens[i]
    for _ in range(8):
        if token.dep != "conj":
            break
        token = sentence.tokens[token.head]
    if token.dep == "pobj" and sentence.tokens[token.head].dep == "agent":
        return "agent"
    return token.dep


def governing_verb(sentence: Sentence, i: int) -> int:
    """The nearest verb above a token, the root if there is none."""
    token = sentence.tokens[i]
    for _ in range(40):
        if token.head == token.i:
            break
        token = sentence.tokens[token.head]
        if token.pos in {"VERB", "AUX"}:
            break
    return token.i
