"""What an amount counts: the noun that it stands before, or nothing where it stands alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from dragoman.actors.resolve import Cast
from dragoman.figures.amounts import Amount
from dragoman.figures.words import Unit, Words
from dragoman.language.tree import Sentence, Token

#: How many tokens may stand between a number and the noun that it counts.
_REACH = 10
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "ADV", "VERB", "PART", "X", "SYM"})
_RUN = frozenset({"NOUN", "PROPN"})
_PERSONAL = frozenset({"person", "group", "office", "relation"})
_PERSON = Unit("person", "person")
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "-", "–", "``", "''"})
#: Adjectives that are what is told of the counted, or no more than "other".
_NOT_ALONE = frozenset({"missing", "dead", "other", "more", "one"})
_DESIGNATOR = re.compile(r"[A-Za-z].*\d|^\d+$")
_FIGHTERS = frozenset({"fighter", "fighters", "jet", "jets"})
_WHAT = frozenset({"them", "us", "whom", "which"})
#: Words after a number that are no noun of their own: "20 more were killed".
_REST = frozenset({"more", "others", "other"})


class Counted(NamedTuple):
    """`head` is the noun's token, or the last token of the amount where nothing follows (`alone`); `first` and
    `last` are the tokens of the amount and `left` the first of its operator; `part` says that the amount is taken
    out of what follows "of"; `plain` that the noun counts only with a role, `guessed` that no table has it; `words`
    the noun as it was looked up."""

    left: int
    first: int
    last: int
    head: int
    unit: Unit | None
    words: str
    alone: bool
    part: bool = False
    plain: bool = False
    guessed: bool = False


class Look(NamedTuple):
    """A sentence with its amounts and what is known of nouns."""

    sentence: Sentence
    amounts: Collection[Amount]
    cast: Cast
    words: Words


def counted(look: Look, amount: Amount) -> Counted | None:
    """What the amount counts; None where it counts what no table knows."""
    sentence, amounts = look.sentence, look.amounts
    tokens = sentence.tokens
    mine = [t.i for t in tokens if t.start < amount.core[1] and t.end > amount.core[0]]
    if not mine:
        return None
    first, last = mine[0], mine[-1]
    left = next(t.i for t in tokens if t.end > amount.span[0])
    if amount.currency is not None:
        return Counted(left, first, last, last, Unit(amount.currency, "money"), "", True)
    if amount.glued:
        while last + 1 < len(tokens) and tokens[last].lower != "strong":
            last += 1
        return Counted(left, first, last, _run_end(tokens, last + 1) or last, _PERSON, "strong", False)
    numbers = {t.i for a in amounts if a is not amount for t in tokens if a.core[0] <= t.start < a.core[1]}
    return _noun(look, (left, first, last), numbers, single=amount.value == 1)


def _noun(look: Look, at: tuple[int, int, int], numbers: Collection[int], single: bool) -> Counted | None:
    """The noun after the amount, past "of", adjectives and owners; `at` are the amount's tokens."""
    left, first, last = at
    tokens, words = look.sentence.tokens, look.words
    part, i, rest = False, last + 1, False
    while i < min(len(tokens), last + 1 + _REACH):
        token = tokens[i]
        low = token.lower
        if low == "of" and i <= last + 3:
            part, i = True, i + 1
            if i < len(tokens) and tokens[i].lower in _WHAT:
                return Counted(left, first, last, last, _PERSON, "of them", True, True, True)
            continue
        if i in numbers and not part:
            return None
        rest = rest or low in _REST
        end = _run_end(tokens, i) if token.pos in _RUN or _is_noun(token, words) else None
        if end is None:
            if not _inside(tokens, i, words):
                break
            i += 1
            continue
        if end + 1 < len(tokens) and tokens[end + 1].tag == "POS":
            i = end + 2
            continue
        found = _unit(look, i, end)
        if found is None and _is_joined(tokens, end):
            i = end + 2  # "quake-affected women": a compound adjective
            continue
        if found is not None and found[1] in words.singular and not single and not part:
            # "took 14 tourists hostage": the plural before it is what is counted.
            found = next((f for e in range(end - 1, i - 1, -1) if (f := _plural(tokens[e], e, words))), None)
        if found is None:
            # "five chambermaids were killed": people, if the words tell what only people suffer.
            guess = tokens[end].tag == "NNS" and tokens[end].lower not in words.never
            return Counted(left, first, last, end, _PERSON, "", False, False, True, True) if guess else None
        unit, said, head = found
        if said in _FIGHTERS and head - 1 > last and _DESIGNATOR.search(tokens[head - 1].text):
            unit, said = words.units["aircraft"], "aircraft"  # "16 MiG-29 fighters"
        inner = part and any(n > last for n in numbers if n < head)
        return Counted(left, first, last, head, unit, said, False, inner, said in unit.plain)
    if part and not rest:
        return None
    return Counted(left, first, last, last, None, "", True)


def _plural(token: Token, i: int, words: Words) -> tuple[Unit, str, int] | None:
    unit = words.units.get(token.lower)
    return (unit, token.lower, i) if unit is not None and token.lower not in words.singular else None


def _is_joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether a hyphen joins a token to the next."""
    return i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i].end == tokens[i + 1].start


def _is_noun(token: Token, words: Words) -> bool:
    """Whether a word that was tagged as something else is a noun that can be counted: "11 dead", "500 Syrian"."""
    return token.lower in words.units and token.pos in {"ADJ", "VERB", "X"} and token.lower not in _NOT_ALONE


def _inside(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a token may stand between a number and its noun."""
    token = tokens[i]
    if token.lower in words.skip or token.text in _QUOTES:
        return token.text not in _QUOTES or i + 1 < len(tokens)
    if token.pos == "PUNCT":
        return token.text == "," and i + 1 < len(tokens) and tokens[i + 1].pos == "ADJ"
    if token.pos == "VERB":
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        plural = following is not None and following.pos in {"NOUN", "PROPN", "ADJ"}
        return plural and (token.dep == "amod" or token.tag in {"VBN", "VBG"}) and token.dep != "ROOT"
    if token.pos == "CCONJ":
        around = (tokens[i - 1], tokens[i + 1]) if 0 < i < len(tokens) - 1 else ()
        return bool(around) and all(t.pos in {"ADJ", "PROPN", "NOUN"} for t in around)
    return token.pos in _INSIDE and token.pos != "VERB" and token.lower not in {"dead", "missing", "to", "not"}


def _run_end(tokens: Sequence[Token], i: int) -> int | None:
    """The last token of the nouns that begin at `i`."""
    end = None
    while i < len(tokens):
        if tokens[i].pos in _RUN or (end is None and tokens[i].pos in {"ADJ", "VERB", "X"}):
            end = i
        elif not (
            tokens[i].text in {"-", "/"} and i + 1 < len(tokens) and tokens[i + 1].pos in _RUN and end is not None
        ):
            break
        i += 1
    return end


def _unit(look: Look, left: int, end: int) -> tuple[Unit, str, int] | None:
    """The unit of the noun that ends at `end`, the words it was found by, and its head token."""
    tokens, words, cast = look.sentence.tokens, look.words, look.cast
    for head in (end, *range(end - 1, left - 1, -1)):
        if head < end and tokens[head].head not in range(head, end + 1) and tokens[end].pos != "PROPN":
            continue
        for width in (3, 2, 1):
            start = head - width + 1
            if start < max(0, left - 2):
                continue
            said = " ".join(t.lower for t in tokens[start : head + 1] if t.text != "-")
            unit = words.units.get(said)
            if unit is not None:
                return unit, said, head
        if head < end:
            break
    low = tokens[end].lower
    if tokens[end + 1 : end + 2] and tokens[end + 1].lower == "of" and f"{low} of" in _heads_of(words):
        said = f"{low} of {tokens[end + 2].lower}" if end + 2 < len(tokens) else low
        if said in words.units:
            return words.units[said], said, end
    role = cast.sight.knowledge.roles.get(low)
    if role is not None and role.kind in _PERSONAL and role.plural:
        return _PERSON, low, end
    if cast.named_at(look.sentence, end) is not None and (
        tokens[end].tag in {"NNPS", "NNS"} or _is_people(cast, tokens[end])
    ):
        return _PERSON, low, end
    return None


def _is_people(cast: Cast, token: Token) -> bool:
    """Whether a name is a people's: "thousands of Rohingya"."""
    return any(
        m.span[0] <= token.start < m.span[1] and (m.actor.kind == "people" or m.form == "demonym")
        for m in cast.mentions
    )


def _heads_of(words: Words) -> frozenset[str]:
    return frozenset(f"{unit.split(' of ')[0]} of" for unit in words.units if " of " in unit)
