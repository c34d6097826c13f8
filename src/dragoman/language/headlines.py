"""What headlines leave out, said so that a small parser sees it: "Police *arrested* leader" for "Police arrest leader",
"the US *and* Japan" for "US, Japan hold drills".

The words are changed one for one, parsed again, and put back into the tree that comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dragoman.language.inflection import third_of, verb_forms
from dragoman.language.tree import Token
from dragoman.tables import data_path, read_toml

#: The longest sentence that is taken for a headline, and how far into it its verb stands.
_LONGEST, _REACH = 26, 9
#: The most words of each of two before a comma for "and" and behind it.
_SIDE = 3
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
#: What the object of a verb may begin with.
_OBJECTS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"})
#: What a comma is read as, with the blank that a comma does not have before it.
_AND = " and"
_WILL = "will"
_TIMES = frozenset({"today", "yesterday", "tomorrow"})
_MONTHS_AND_DAYS = ("day", "uary", "ember", "ober")


@cache
def _past() -> Mapping[str, tuple[str, str]]:
    """Present forms of the listed verbs: the past form, and `VBP` or `VBZ`."""
    out: dict[str, tuple[str, str]] = {}
    for lemma in read_toml(data_path("language", "headlines.toml"))["verbs"].split():
        past = next((f for f in verb_forms(lemma)[2:] if not f.endswith("ing")), lemma)
        out[lemma] = (past, "VBP")
        out[third_of(lemma)] = (past, "VBZ")
    for lemma, plain in read_toml(data_path("language", "headlines.toml"))["plainly"].items():
        out[lemma] = (plain, "VBP")
        out[third_of(lemma)] = (plain, "VBZ")
    return out


@cache
def _several() -> frozenset[str]:
    return frozenset(read_toml(data_path("language", "headlines.toml"))["several"].split())


def retelling(tokens: Sequence[Token]) -> dict[int, str]:
    """The words that a headline would have in the past tense and with "and", by their tokens; none for any sentence
    that has a finite verb with a subject, but for the comma."""
    if not 3 <= len(tokens) <= _LONGEST or tokens[-1].text == "?":
        return {}
    verb = next((t for t in tokens if t.dep == "ROOT" and (t.tag in _FINITE or _is_to(tokens, t))), None)
    if verb is not None and any(t.head == verb.i and t.dep in _SUBJECTS for t in tokens):
        comma = _comma(tokens, verb.i - (verb.tag == "VB")) if verb.tag in {"VBP", "VB"} else None
        return {} if comma is None else {comma: _AND}
    to = next((t for t in tokens if _is_to(tokens, t)), None)
    if to is not None and not any(t.tag in _FINITE for t in tokens):
        if to.i < 2 or tokens[to.i - 2].pos != "PROPN" or not _is_nominal(tokens[: to.i - 1]):
            return {}
        comma = _comma(tokens, to.i - 1)
        return {to.i - 1: _WILL} if comma is None else {to.i - 1: _WILL, comma: _AND}
    if any(t.tag == "MD" or t.dep == "aux" for t in tokens):
        return {}
    found = next((t for t in tokens[1:_REACH] if _may_be_verb(tokens, t)), None)
    if found is None or not _is_nominal(tokens[: found.i]):
        return {}
    change = {found.i: _past()[found.lower][0]}
    comma = _comma(tokens, found.i)
    return change if comma is None else {**change, comma: _AND}


def _is_nominal(tokens: Sequence[Token]) -> bool:
    """Whether words are names and nouns alone."""
    return all(t.pos in _NOMINAL or t.text in {",", "-", "'s"} or t.lower == "and" for t in tokens)


def _is_to(tokens: Sequence[Token], verb: Token) -> bool:
    """ "Brazil *to withdraw* troops"."""
    return verb.tag == "VB" and verb.i > 0 and tokens[verb.i - 1].lower == "to"


def _may_be_verb(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a word can be what those before it do: it agrees with them, and what follows can be its object."""
    form = _past().get(token.lower)
    if form is None or token.i + 1 >= len(tokens):
        return False
    before, after = tokens[token.i - 1], tokens[token.i + 1]
    if before.pos not in {"NOUN", "PROPN", "ADJ"} or after.lower in {"of", "'s", "-"}:
        return False
    joined = any(t.text == "," or t.lower == "and" for t in tokens[: token.i])
    many = joined or before.tag in {"NNS", "NNPS"} or before.lower in _several() or before.lower.endswith("s")
    if form[1] == "VBP":
        return many and (after.pos in _OBJECTS or after.pos in {"ADP", "ADV", "SCONJ"})
    return before.lower not in _several() and after.pos in _OBJECTS and (not many or before.pos != "NOUN")


def _comma(tokens: Sequence[Token], verb: int) -> int | None:
    """The comma for "and" between two that lead a headline."""
    commas = [t.i for t in tokens[:verb] if t.text == ","]
    if len(commas) != 1 or not 0 < commas[0] < verb - 1:
        return None
    names = [t for t in tokens[:verb] if t.text != ","]
    if any(t.pos not in _NOMINAL or t.lower.endswith(_MONTHS_AND_DAYS) or t.lower in _TIMES for t in names):
        return None
    ends = tokens[commas[0] - 1], tokens[verb - 1]
    long = max(commas[0], verb - commas[0] - 1) > _SIDE
    return None if long or any(t.pos not in {"NOUN", "PROPN"} and not t.text.isupper() for t in ends) else commas[0]


def restored(tokens: Sequence[Token], before: Sequence[Token], change: Mapping[int, str]) -> tuple[Token, ...] | None:
    """The tree of the changed words with the words as they stand; None if it is no better: the verb leads no clause, or
    the names are not beside each other."""
    if len(tokens) != len(before):
        return None
    out = [
        t._replace(text=b.text, lower=b.lower, start=b.start, end=b.end) for t, b in zip(tokens, before, strict=True)
    ]
    for i, word in change.items():
        if word == _AND:
            if tokens[i].dep != "cc" or not any(t.dep == "conj" and t.i > i for t in tokens):
                return None
            continue
        verb = tokens[tokens[i].head if word == _WILL else i]
        subject = any(t.head == verb.i and t.dep in _SUBJECTS and t.i < i for t in tokens)
        if verb.dep != "ROOT" or verb.tag not in {"VB", "VBD", "VBN"} or not subject:
            return None
        pos, tag = ("PART", "TO") if word == _WILL else ("VERB", _past()[before[i].lower][1])
        out[i] = out[i]._replace(pos=pos, tag=tag)
    return tuple(out)
