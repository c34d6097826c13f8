"""Cues that stand beside what they attribute: "according to", "…, he said, …", "reportedly"."""

from __future__ import annotations

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.frame import Frame
from dragoman.statements.spans import runs, spans_of, subtree
from dragoman.statements.view import WH, View

_OPENERS = frozenset({"according", "per", "as", "in", "citing"})
_COMMAS = frozenset({",", '"', "'", "''", "-", "–", "—", "--", "(", ")"})
_CLAUSAL = frozenset({"ccomp", "parataxis", "advcl", "dep", "conj", "relcl", "acl"})
#: Labels below the predicate that a phrase may hang on; the clause as a whole is what is attributed.
_BELOW = frozenset({
    "conj", "advcl", "pobj", "prep", "dobj", "xcomp", "nsubj", "attr", "appos", "relcl", "acl", "compound", "amod",
    "npadvmod", "acomp", "pcomp", "dep", "oprd",
})  # fmt: skip
#: The longest phrase of `Cues.according`, and the longest name after a closing comma, in tokens.
_PHRASE, _NAME = 4, 9


def aside_frame(view: View, token: Token) -> Frame | None:
    """The frame of an aside at `token`; its words go into `view.cut`."""
    if token.lower in view.cues.adverbs:
        return _adverb(view, token)
    if token.pos in {"NOUN", "PROPN"} and token.lower in view.cues.tails:
        return _tail(view, token)
    frame = _according(view, token) if token.lower in _OPENERS else None
    if frame is not None:
        view.cut |= subtree(view.sentence, token.i)
        return frame
    if token.lower == "in" and token.dep == "prep":
        return _poll(view, token)
    if token.pos != "VERB" or token.dep not in _CLAUSAL:
        return None
    if view.reports_itself(token):
        view.cut |= subtree(view.sentence, token.i)
        return None
    return _parenthetical(view, token)


def _adverb(view: View, token: Token) -> Frame | None:
    if token.head == token.i:
        return None
    content = spans_of(view.sentence, [token.head], drop=frozenset({token.i}))
    return _made(view, token, "adverb", 1, None, content)


def _according(view: View, token: Token) -> Frame | None:
    tokens = view.tokens
    for size in range(_PHRASE, 0, -1):
        words = " ".join(t.lower for t in tokens[token.i : token.i + size])
        if words not in view.cues.according or token.i + size > len(tokens):
            continue
        objects = view.objects_of(tokens[token.i + size - 1], frozenset({"pobj", "dobj"}))
        before = tokens[token.i - 1].text if token.i else ","
        if not objects or ((words == "per" or words.startswith("in ")) and before not in {",", '"', "-", "—"}):
            return None
        source = phrase_at(view.sentence, objects[0])
        host = tokens[token.head]
        while host.dep in _BELOW and host.head != host.i:
            host = tokens[host.head]
        if host.i == token.i:
            content = _after_comma(view, source.head)
        else:
            content = spans_of(view.sentence, [host.i], drop=frozenset(subtree(view.sentence, token.i)))
        return _made(view, token, "according", size, source, content)
    return None


def _poll(view: View, token: Token) -> Frame | None:
    """ "In the latest poll, she led by two points"."""
    objects = [i for i in view.objects_of(token, frozenset({"pobj"})) if view.tokens[i].lemma in view.cues.polls]
    host = view.tokens[token.head]
    if not objects or host.pos not in {"VERB", "AUX"}:
        return None
    own = subtree(view.sentence, token.i)
    content = spans_of(view.sentence, [host.i], drop=frozenset(own))
    return _made(view, token, "document", 1, phrase_at(view.sentence, objects[0]), content)


def _after_comma(view: View, i: int) -> tuple[Span, ...]:
    """The rest of the sentence after the next comma."""
    comma = next((t.i for t in view.tokens[i:] if t.text == ","), None)
    return runs(view.sentence, set(range(comma + 1, len(view.tokens)))) if comma is not None else ()


def _tail(view: View, token: Token) -> Frame | None:
    """ "…, the agency reports." with the verb taken for a noun."""
    tokens = view.tokens
    if any(t.pos != "PUNCT" for t in tokens[token.i + 1 :]):
        return None
    comma = next((i for i in range(token.i - 1, max(0, token.i - _NAME), -1) if tokens[i].text == ","), None)
    if comma is None:
        return None
    names = tokens[comma + 1 : token.i]
    if not names or any(t.pos in {"VERB", "AUX", "ADP"} for t in names):
        return None
    heads = [t.i for t in names if t.pos in {"PROPN", "NOUN", "PRON"} or t.text[0].isupper()]
    content = runs(view.sentence, set(range(comma)))
    if not heads or not content:
        return None
    view.cut |= set(range(comma, token.i + 1))
    source = Phrase(heads[-1], comma + 1, token.i)
    return Frame(view.sentence, token.i, "speech", "parenthetical", (token.i, token.i + 1), source, content)


def _parenthetical(view: View, token: Token) -> Frame | None:
    """ "Russia, he said, would withdraw", "as he put it", "…, officials say"."""
    takes = view.takes(token)
    if takes.get("quote", takes.get("clause")) not in {"speech", "thought"} or token.head == token.i:
        return None
    source = view.subject(token)
    kids = list(view.kids(token.i))
    if source is None or view.tokens[source.head].tag in WH:
        return None
    if any(t.dep in {"dobj", "oprd", "xcomp"} and t.i > token.i and t.lower != "it" for t in kids):
        return None
    own = _set_off(view, token, source)
    host = view.tokens[token.head]
    inner = [t.i for t in kids if t.dep == "ccomp"]
    governs = bool(inner) and all(i > token.i for i in inner)
    if own is None or (governs and host.i > token.i) or (host.i < min(own) and token.dep == "ccomp" and not inner):
        return None
    drop = set(own)
    for t in kids:
        words = subtree(view.sentence, t.i)
        if t.i > token.i and t.dep not in {"ccomp", "punct"} and view.tokens[min(words) - 1].text != ",":
            drop |= words
    content = spans_of(view.sentence, [host.i], drop=frozenset(drop))
    if content:
        view.cut |= drop
    return view.frame(token, "speech", "parenthetical", source, content)


def _set_off(view: View, token: Token, source: Phrase) -> frozenset[int] | None:
    """The tokens of subject, verb and "as", if commas or quotation marks set them off."""
    tokens = view.tokens
    left, right = min(source.left, token.i), max(source.right, token.i + 1)
    right += right < len(tokens) and tokens[right].lower == "it" and tokens[right].head == token.i
    like = token.dep == "advcl" and left > 0 and tokens[left - 1].lower == "as"
    left -= like
    before = tokens[left - 1].text if left else "," if like else ""
    after = tokens[right].text if right < len(tokens) else "."
    closed = after in _COMMAS or after == "." or like or tokens[right].dep in {"prep", "npadvmod", "advmod"}
    return frozenset(range(left, right)) if before in _COMMAS and closed else None


def _made(
    view: View, token: Token, kind: str, size: int, source: Phrase | None, content: tuple[Span, ...]
) -> Frame | None:
    if not content:
        return None
    return Frame(view.sentence, token.i, kind, "host", (token.i, token.i + size), source, content)
