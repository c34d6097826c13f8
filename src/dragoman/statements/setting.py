"""To whom and on what occasion something was said.

An occasion is a noun of `data/statements/occasions.toml` that hangs on the cue: "said in a letter", "told a
briefing", "speaking at a rally, she said". The same noun elsewhere in the sentence says nothing about the cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.cues import Cues
from dragoman.statements.frame import Frame
from dragoman.statements.spans import common

_TOLD = frozenset({
    "tell", "inform", "assure", "notify", "remind", "advise", "warn", "brief", "reassure", "promise", "ask", "urge",
    "thank", "caution", "instruct", "alert", "convince", "persuade", "order", "beg", "implore", "command", "direct",
    "encourage", "press", "lecture", "invite", "exhort", "beseech", "admonish", "counsel", "challenge", "call",
    "appeal", "request", "address",
})  # fmt: skip
#: Verbs of a participle that sets the scene: "speaking at a rally, she said".
_SPEAKING = frozenset({
    "speak", "talk", "address", "write", "appear", "testify", "post", "tweet", "react", "respond", "reply", "comment",
    "brief", "lecture", "campaign", "interview", "answer", "quote", "open", "chair", "attend",
})  # fmt: skip
_PLACE = frozenset({"in", "at", "on", "during", "via", "by", "through", "over", "before"})
#: Nouns that a place of speech may stand under: "on the sidelines of the summit", "in a post on the network".
_SIDES = frozenset(
    {"sidelines", "margins", "opening", "start", "end", "close", "day", "eve", "floor", "fringes", "side", "session"}
)
#: Places that are also who is told ("told the court"), and those that are only told ("told a briefing").
_BODIES = frozenset({"parliament", "court"})
_HEARERS = frozenset(
    {"press briefing", "press conference", "media briefing", "meeting", "rally", "debate", "interview"}
)
_TO = frozenset({"to", "with", "for"})
#: Labels on the way from an occasion up to its cue.
_WAY = frozenset({"pobj", "prep", "dobj", "npadvmod", "dative", "acl", "compound", "advmod", "pcomp", "agent"})
#: How far up the tree a noun may stand from its cue, and the longest name of an occasion, in tokens.
_CLIMB, _NAME = 9, 4


def addressee(frame: Frame, text: str, cues: Cues) -> str | None:
    """The words of the phrase that names who was told."""
    tokens = frame.sentence.tokens
    verb = tokens[frame.head]
    places = [(i, name) for i, name in _occasions(frame, cues) if name not in _BODIES]
    told = {i for i, name in places if name in _HEARERS}
    if verb.tag[:2] == "VB":
        found = _told(frame, text, told)
        if found is not None:
            return found
    for at in [i for i, _ in places] + [t.i for t in _scenes(frame)]:
        for k in frame.sentence.children[at]:
            if tokens[k].dep in {"prep", "dative"} and tokens[k].lower in _TO and k > at:
                for c in frame.sentence.children[k]:
                    if tokens[c].dep == "pobj" and (words := _words(frame, c, text)) is not None:
                        return words
    return None


def _told(frame: Frame, text: str, places: set[int]) -> str | None:
    sentence, tokens = frame.sentence, frame.sentence.tokens
    verb = tokens[frame.head]
    asked = frame.slot == "told"
    for k in sentence.children[frame.head]:
        child = tokens[k]
        if child.dep in {"dative", "dobj"} and verb.lemma in _TOLD and child.pos != "ADP" and k not in places:
            return _words(frame, k, text, asked)
        if asked and child.dep in {"ccomp", "xcomp"}:
            own = [c for c in sentence.children[k] if tokens[c].dep == "nsubj"]
            if own and verb.lemma in _TOLD:
                return _words(frame, own[0], text, asked)
        spoken = child.lower == "to" and frame.slot in {"clause", "quote", "parenthetical"}
        called = asked and child.lower in {"on", "upon", "to"} and verb.lemma in _TOLD
        if child.dep in {"prep", "dative"} and (spoken or called):
            found = [c for c in sentence.children[k] if tokens[c].dep == "pobj" and c not in places]
            if found:
                return _words(frame, found[0], text, called)
    return None


def _words(frame: Frame, head: int, text: str, inside: bool = False) -> str | None:
    """The phrase at `head`; None where it is part of the content, unless `inside`."""
    sentence = frame.sentence
    phrase = phrase_at(sentence, head)
    span: Span = (sentence.tokens[phrase.left].start, sentence.tokens[phrase.right - 1].end)
    if not inside and any(common(span, c) for c in frame.content):
        return None
    return text[span[0] : span[1]]


def occasion(frame: Frame, content: Iterable[Span], cues: Cues) -> str | None:
    """The occasion that the cue itself or what hangs on it names."""
    tokens, spans = frame.sentence.tokens, list(content)
    for at, name in _occasions(frame, cues):
        span = tokens[at].start, tokens[at].end
        if not any(common(span, c) for c in spans):
            return name
    return dict(cues.saying).get(tokens[frame.head].lemma) if tokens[frame.head].pos == "VERB" else None


def _occasions(frame: Frame, cues: Cues) -> Iterator[tuple[int, str]]:
    """The nouns that name an occasion of the cue, the nearest first."""
    names = cues.named_occasions
    found = []
    for token in frame.sentence.tokens:
        if token.lower.rstrip(".") in cues.occasion_ends:
            name = _named(frame, token, names)
            if name is not None and _belongs(frame, token, name in _HEARERS | _BODIES):
                found.append((abs(token.i - frame.head), token.i, name))
    for _, i, name in sorted(found):
        yield i, name


def _named(frame: Frame, token: Token, names: Mapping[str, str]) -> str | None:
    """The occasion that the words up to `token` name, longest first."""
    tokens = frame.sentence.tokens
    for size in range(min(_NAME, token.i + 1), 0, -1):
        words = " ".join(t.lower for t in tokens[token.i - size + 1 : token.i + 1]).rstrip(".")
        for form in (words, words.removesuffix("s")):
            if form in names:
                return names[form]
    return None


def _belongs(frame: Frame, token: Token, hears: bool) -> bool:
    """Whether a noun hangs on the cue, on the verb that the cue is joined to, or on a scene of it."""
    tokens = frame.sentence.tokens
    scenes = {t.i for t in _scenes(frame)}
    cue = tokens[frame.head]
    above = {cue.i}
    while cue.dep == "conj" and cue.head != cue.i:
        cue = tokens[cue.head]
        above.add(cue.i)
    if any(tokens[k].dep.startswith("nsubj") for k in frame.sentence.children[frame.head]):
        above = {frame.head}  # another speaker than that of the verb it is joined to
    if frame.kind == "noun":
        above.add(tokens[frame.head].head)
    at, place, passed, below, side = token, False, 0, False, False
    for _ in range(_CLIMB):
        if at.dep in {"prep", "agent"}:
            under = tokens[at.head]
            if at.lower == "of" and under.lower not in _SIDES:
                return False
            place = place or (at.lower in _PLACE and not below) or (at.lower in _PLACE and side)
            side = side or at.lower == "of"
            below = True
        elif at.pos in {"NOUN", "PROPN"} and at.i != token.i and at.dep != "compound":
            passed += at.lower not in _SIDES
            if passed > 1:
                return False
        if at.i in scenes:
            return place or passed == 0
        if at.head in above:
            told = at.dep in {"dobj", "dative"} and tokens[at.head].lemma in _TOLD and passed == 0
            return (told and hears) or (place and (at.head in {frame.head} | scenes or at.i < frame.head))
        if (at.dep not in _WAY and at.i not in scenes) or at.head == at.i:
            return False
        at = tokens[at.head]
    return False


def _scenes(frame: Frame) -> Iterator[Token]:
    """ "Speaking at a rally, …", "…, in answer to which …": participles of speech that hang on the cue."""
    for k in frame.sentence.children[frame.head]:
        t = frame.sentence.tokens[k]
        if t.dep in {"advcl", "acl"} and t.tag in {"VBG", "VBN"} and t.lemma in _SPEAKING:
            yield t
