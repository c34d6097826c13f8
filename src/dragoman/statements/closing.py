"""Cues that close a sentence: "A, but B, the source said" attributes all that stands before."""

from __future__ import annotations

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.spans import runs
from dragoman.statements.view import View

_TENSES = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = frozenset('"“”„«»‘') | {"``", "''"}
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
_ARGUMENTS = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp", "attr"})
#: How many tokens may follow the cue ("in a statement on Friday").
_AFTER = 14


def closing_content(view: View, token: Token, source: Phrase | None) -> tuple[Span, ...]:
    """What stands before the comma of a cue that closes its sentence; nothing where it does not."""
    tokens = view.tokens
    if source is None or token.tag not in _TENSES or len(tokens) - token.i > _AFTER:
        return ()
    if any(t.dep in _ARGUMENTS and t.i > token.i for t in view.kids(token.i)):
        return ()
    if any(t.tag in _TENSES or t.text in _MARKS or t.text == ";" for t in tokens[token.i + 1 :]):
        return ()
    comma = min(source.left, token.i) - 1
    if comma < 2 or tokens[comma].text != "," or any(t.text in _MARKS for t in tokens[:comma]):
        return ()
    first = next((t for t in tokens[:comma] if t.dep in _MAIN and _has_subject(view, t, comma)), None)
    if first is None or any(t.i in view.cut for t in tokens[:comma]):
        return ()
    return runs(view.sentence, set(range(comma)))


def _has_subject(view: View, verb: Token, end: int) -> bool:
    finite = verb.tag in _TENSES or any(t.tag in _TENSES | {"MD"} for t in view.kids(verb.i))
    return finite and any(t.dep.startswith("nsubj") or t.dep == "expl" for t in view.kids(verb.i) if t.i < end)
