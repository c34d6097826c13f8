"""Cues that stand beside what they attribute: "according to", "…, he said, …", "reportedly"."""

from __future__ import annotations

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.closing import closing_content, closing_source, inserted_content
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
#: How far the verb of "as one of them pointed out" may stand from the comma that closes it.
_PUT = 2
_MOST = frozenset({"most", "some", "many", "all", "several", "other", "any", "one", "both"})


def may_open(view: View, token: Token) -> bool:
    """Whether an aside may stand at a token at all."""
    low = token.lower
    return (
        token.pos == "VERB"
        or token.dep == "prep"
        or low in _OPENERS
        or low in view.cues.adverbs
        or low in view.cues.tails
    )


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
    if token.dep == "prep":
        frame = _account(view, token)
        if frame is not None:
            view.cut |= subtree(view.sentence, token.i)
            return frame
    if token.lower == "in" and token.dep == "prep":
        return _poll(view, token)
    if token.lower == "as":
        return _as_put(view, token)
    if token.pos != "VERB":
        return None
    if token.dep not in _CLAUSAL:
        return _inserted(view, token)
    if view.reports_itself(token):
        view.cut |= subtree(view.sentence, token.i)
        return None
    takes = view.takes(token)
    source = closing_source(view, token) or view.subject(token)
    if takes.get("clause") in {"speech", "thought", "document"} and closing_content(view, token, source):
        return None
    return _parenthetical(view, token) or _inserted(view, token)


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
        return _made(view, token, "according", size, source, _hosted(view, token, source.head))
    return None


def _hosted(view: View, token: Token, last: int) -> tuple[Span, ...]:
    """The clause that the phrase of `token` stands in, without that phrase; `last` is a token near its end."""
    host = view.tokens[token.head]
    while host.dep in _BELOW and host.head != host.i:
        host = view.tokens[host.head]
    if host.i == token.i:
        return _after_comma(view, last)
    return spans_of(view.sentence, [host.i], drop=frozenset(subtree(view.sentence, token.i)))


def _account(view: View, token: Token) -> Frame | None:
    """ "By his own account, …", "in Moscow's view", "in the eyes of many", "by most accounts"."""
    for i in view.objects_of(token, frozenset({"pobj"})):
        noun = view.tokens[i]
        if f"{token.lower} {noun.lemma}" not in view.cues.accounts:
            continue
        below = list(view.kids(i))
        owners = [t.i for t in below if t.dep == "poss"]
        if any(t.lower == "the" for t in below):
            owners += [k for t in below if t.lower == "of" for k in view.objects_of(t, frozenset({"pobj"})) if t.i > i]
        if noun.lemma == "point":
            below += [k for t in below if t.lower == "of" for k in view.kids(t.i)]
            owners = owners if any(t.lemma == "view" for t in below) else []
        if owners:
            source = phrase_at(view.sentence, owners[0])
        elif any(t.lower in _MOST for t in below) and token.lower == "by":
            source = phrase_at(view.sentence, i)
        else:
            return None
        return _made(view, token, "according", 1, source, _hosted(view, token, i))
    return None


def _as_put(view: View, token: Token) -> Frame | None:
    """ "As the general put it, …", "as stated in the ruling" where the parse does not set it off."""
    tokens = view.tokens
    if token.i and tokens[token.i - 1].text != ",":
        return None
    end = next((t.i for t in tokens[token.i + 1 :] if t.text in {",", "."}), None)
    verbs = [t for t in tokens[token.i + 1 : end] if t.pos == "VERB"]
    if end is None or len(verbs) != 1:
        return None
    verb, takes = verbs[0], view.takes(verbs[0])
    if "clause" not in takes and "quote" not in takes:
        return None
    if verb.tag == "VBN" and verb.i == token.i + 1:
        source = _written(view, verb)
    elif verb.dep == "ROOT" and end - verb.i <= _PUT:
        who = [
            t.i
            for t in tokens[token.i + 1 : verb.i]
            if t.dep in {"nsubj", "pobj", "attr"} and t.head in {verb.i, token.i}
        ]
        source = phrase_at(view.sentence, who[0]) if who else None
        if source is not None and source.left <= token.i:
            source = Phrase(source.head, token.i + 1, source.right)
    else:
        return None
    if source is None:
        return None
    inside = set(range(token.i, end))
    view.cut |= inside
    content = runs(view.sentence, set(range(len(tokens))) - inside)
    if not content:
        return None
    return Frame(view.sentence, verb.i, "speech", "parenthetical", (verb.i, verb.i + 1), source, content)


def _written(view: View, participle: Token) -> Phrase | None:
    """Who or what says it: "as reported by the agency", "as stated in the ruling"."""
    for t in view.kids(participle.i):
        if t.lower in {"by", "in"} and t.i > participle.i:
            for i in view.objects_of(t, frozenset({"pobj"})):
                if t.lower == "by" or view.tokens[i].lemma in view.cues.documents:
                    return phrase_at(view.sentence, i)
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
    after = [t.i for t in kids if t.i > token.i and t.dep == "prep" and not drop & subtree(view.sentence, t.i)]
    content = runs(view.sentence, subtree(view.sentence, host.i, frozenset(drop)) | _under(view, after))
    if content:
        view.cut |= drop
    return view.frame(token, "speech", "parenthetical", source, content)


def _inserted(view: View, token: Token) -> Frame | None:
    """ "The port, he told us on Friday, is closed", whatever the parse says."""
    takes = view.takes(token)
    if takes.get("quote", takes.get("clause")) not in {"speech", "thought"}:
        return None
    source = view.subject(token)
    content, own = inserted_content(view, token, source)
    if content:
        view.cut |= own
    return view.frame(token, "speech", "parenthetical", source, content)


def _under(view: View, heads: list[int]) -> set[int]:
    """The tokens under `heads`: "it is vague, experts say, including on who pays"."""
    return {i for head in heads for i in subtree(view.sentence, head)}


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
