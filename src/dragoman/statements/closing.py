"""Cues that close a sentence: "A, but B, the source said" attributes all that stands before."""

from __future__ import annotations

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.spans import runs
from dragoman.statements.view import WH, View

_TENSES = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = frozenset('"“”„«»‘') | {"``", "''"}
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
_ARGUMENTS = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp", "attr"})
#: What goes on with another clause of the reporter's after the comma: "…, he said, but nobody came".
_TURNS = frozenset({"but", "and", "or", "as", "while", "who", "which", "whose", "where", "when", "after", "before"})
#: How many tokens may follow the cue ("in a statement on Friday").
_AFTER = 14


def closing_content(view: View, token: Token, source: Phrase | None) -> tuple[Span, ...]:
    """What stands before the comma of a cue that closes its sentence; nothing where it does not."""
    tokens = view.tokens
    if source is None or token.tag not in _TENSES:
        return ()
    if any(t.dep in _ARGUMENTS and t.i > token.i and not _hearer(t) for t in view.kids(token.i)):
        return ()
    more = next((t.i for t in tokens[token.i + 1 :] if t.lower == "including" and tokens[t.i - 1].text == ","), None)
    if any(t.tag in _TENSES or t.text in _MARKS or t.text == ";" for t in tokens[token.i + 1 : more]):
        return ()
    if (len(tokens) if more is None else more) - token.i > _AFTER:
        return ()
    comma = min(source.left, token.i) - 1
    if comma < 2 or tokens[comma].text != "," or any(t.text in _MARKS for t in tokens[:comma]):
        return ()
    first = next((t for t in tokens[:comma] if t.dep in _MAIN and _is_finite(view, t, comma)), None)
    if first is None or any(t.i in view.cut for t in tokens[:comma]):
        return ()
    return runs(view.sentence, set(range(comma)) | (set(range(more, len(tokens))) if more is not None else set()))


def _is_finite(view: View, verb: Token, end: int) -> bool:
    return verb.tag in _TENSES or any(t.tag in _TENSES | {"MD"} for t in view.kids(verb.i) if t.i < end)


def closing_source(view: View, token: Token) -> Phrase | None:
    """The noun phrase between the last comma and a cue that closes its sentence, whatever the parse says."""
    tokens = view.tokens
    comma = next((i for i in range(token.i - 1, 0, -1) if tokens[i].text == ","), None)
    if comma is None or token.tag not in _TENSES or len(tokens) - token.i > _AFTER:
        return None
    inside = tokens[comma + 1 : token.i]
    while inside and inside[-1].pos == "ADV":
        inside = inside[:-1]
    nouns = [t for t in inside if t.pos in {"NOUN", "PROPN", "PRON"}]
    if (
        not nouns
        or inside[-1].pos not in {"NOUN", "PROPN", "PRON"}
        or tokens[comma + 1].pos in {"CCONJ", "SCONJ", "ADP"}
    ):
        return None
    if any(t.pos in {"VERB", "AUX", "SCONJ", "PUNCT"} or t.tag in WH for t in inside):
        return None
    cut = next((t.i for t in inside if t.pos == "ADP"), inside[-1].i + 1)
    head = [t.i for t in nouns if t.i < cut]
    return Phrase(head[-1], comma + 1, inside[-1].i + 1) if head else None


def inserted_content(view: View, token: Token, source: Phrase | None) -> tuple[tuple[Span, ...], frozenset[int]]:
    """What stands on both sides of a cue between commas ("The port, he told us on Friday, is closed"), and
    the tokens of the cue; nothing where the cue is not set off."""
    tokens = view.tokens
    nothing: tuple[tuple[Span, ...], frozenset[int]] = ((), frozenset())
    if source is None or token.tag not in _TENSES or source.left >= token.i or tokens[source.head].tag in WH:
        return nothing
    left = source.left
    right = next((t.i for t in tokens[token.i + 1 :] if t.text == ","), None)
    if left < 3 or tokens[left - 1].text != "," or right is None or len(tokens) - right < 4:
        return nothing
    inside = tokens[left:right]
    if right - token.i > _AFTER or any(t.pos in {"VERB", "AUX"} and t.i > token.i for t in inside):
        return nothing
    if any(_leads_out(view, t, token.i, right) for t in tokens[token.i + 1 : right]):
        return nothing
    if any(t.pos in {"VERB", "AUX", "SCONJ"} and t.i < token.i and t.head != token.i for t in inside):
        return nothing
    if any(t.dep in _ARGUMENTS and t.i > token.i and not _hearer(t) for t in view.kids(token.i) if t.i < right):
        return nothing
    if tokens[right + 1].tag == "VBG" or tokens[right + 1].lower in _TURNS or any(t.text in _MARKS for t in tokens):
        return nothing
    own = frozenset(range(left - 1, right + 1))
    rest = set(range(len(tokens))) - own
    if not any(tokens[i].tag in _TENSES | {"MD"} for i in rest) or rest & view.cut:
        return nothing
    return runs(view.sentence, rest), own


def _leads_out(view: View, token: Token, cue: int, end: int) -> bool:
    """Whether a word hangs on what follows: "On Sunday, they said forty men, most of them old, were shot"."""
    while cue not in {token.i, token.head} and token.head != token.i:
        if token.head >= end:
            return True
        token = view.tokens[token.head]
    return False


def _hearer(token: Token) -> bool:
    return token.pos in {"PRON", "PROPN"} or token.tag == "NNS"
