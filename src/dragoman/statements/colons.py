"""Headlines and transcripts: colons that attribute ("Minister: no talks", "No talks soon: poll"), and
headlines in capitals, which the parser cannot read ("Minister Vows To Resign")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence, Token
from dragoman.model import Span
from dragoman.statements.cues import PREPOSITIONS, Cues
from dragoman.statements.dealing import Draft, Shelf
from dragoman.statements.frames import Frame
from dragoman.statements.spans import runs, shared, size, union

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
#: How many sentences a paragraph without marks may have.
_SENTENCES = 30
#: How many turns make a transcript.
_TURNS = 2
#: How many tokens the name before a colon may have.
_NAME = 6


def colon_drafts(
    sentences: Sequence[Sentence], shelf: Shelf, drafts: Iterable[Draft], owned: set[int], cues: Cues
) -> Iterator[Draft]:
    """Drafts of the headlines and of the turns of a transcript."""
    made: dict[int, list[Draft]] = {}
    for known in drafts:
        made.setdefault(known.frame.sentence.index, []).append(known)
    turns = [_turn(s) for s in sentences]
    count = sum(t is not None for t in turns)
    for n, sentence in enumerate(sentences):
        at = _colon(sentence)
        frame = None
        if sentence.segment == "headline" or n == 0:
            frame = _headline(sentence, at, cues) if at is not None else None
            frame = frame or _capitals(sentence, cues)
            if frame is not None and _told(frame, made.get(sentence.index, ())):
                frame = None
        elif turns[n] is not None and count >= _TURNS:
            frame = _transcript(sentences, turns, n)
        elif sentence.tokens and sentence.tokens[-1].text == ":":
            frame = _block(sentences, n, cues)
        if frame is not None:
            draft = Draft(frame, list(frame.content))
            for quote in shelf.on((frame.content[0][0], frame.content[-1][1])):
                number = shelf.number(quote)
                if number not in owned and (sentence.segment == "headline" or n == 0):
                    owned.add(number)
                    draft.quotes.append(quote)
            yield draft


def _told(frame: Frame, drafts: Iterable[Draft]) -> bool:
    """Whether the parse gave most of the headline to a cue already; what has less gives way."""
    for draft in drafts:
        if draft.within is None and draft.content:
            if shared(draft.content, frame.content) >= 0.5 * size(frame.content):
                return True
            if draft.frame.head == frame.head:
                draft.content = list(union([*frame.content, *draft.content]))
                return True
    return False


def _capitals(sentence: Sentence, cues: Cues) -> Frame | None:
    """The first cue verb in a headline whose words all begin with capitals; the rest is its content."""
    tokens = sentence.tokens
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    loud = len(words) >= 4 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)
    if not loud and any(t.tag in _FINITE for t in tokens):
        return None
    for t in tokens[1:-2]:
        after = tokens[t.i + 1]
        takes = cues.takes("", (after.lower,), t.lower)
        if not takes and _is_plural(tokens[t.i - 1]):
            takes = cues.takes(t.lower, (after.lower,))  # "Lawmakers Rip Plan"
        if not takes or t.text in {"'s", "’s"} or (t.pos == "NOUN" and t.lemma == t.lower):
            continue
        slot = _slot(after.lower, takes)
        if slot is None:
            return None
        stuck = takes not in (cues.takes("", (), t.lower), cues.takes(t.lower))  # "Sums Up"
        left = t.i + 2 if slot == after.lower or stuck else t.i + 1
        content = runs(sentence, set(range(left, len(tokens))))
        source = Phrase(_head(sentence, 0, t.i), 0, t.i)
        kind = takes.get("quote", "stance")
        return Frame(sentence, t.i, kind, slot, (t.i, left), source, content) if content else None
    return None


def _is_plural(token: Token) -> bool:
    return token.tag in {"NNS", "NNPS"} or (token.pos == "PROPN" and token.lower.endswith("s"))


def _slot(after: str, takes: Mapping[str, str]) -> str | None:
    if after == "to":
        return "infinitive" if "infinitive" in takes else None
    if after in PREPOSITIONS:
        return after if after in takes else None
    return next((s for s in ("clause", "object+as", "object") if s in takes), None)


def _colon(sentence: Sentence) -> int | None:
    return next((t.i for t in sentence.tokens if t.text == ":"), None)


def _headline(sentence: Sentence, colon: int, cues: Cues) -> Frame | None:
    tokens = sentence.tokens
    last = len(tokens)
    if 0 < colon <= _NAME and colon + 2 < last and _names(sentence, 0, colon, cues):
        return _frame(
            sentence, colon, Phrase(_head(sentence, 0, colon), 0, colon), ((tokens[colon + 1].start, tokens[-1].end),)
        )
    if last - colon - 1 <= _NAME - 2 and colon >= 3 and _names(sentence, colon + 1, last, cues):
        return _frame(
            sentence,
            colon,
            Phrase(_head(sentence, colon + 1, last), colon + 1, last),
            ((tokens[0].start, tokens[colon - 1].end),),
        )
    return None


def _names(sentence: Sentence, left: int, right: int, cues: Cues) -> bool:
    """Whether the tokens name somebody who can say something."""
    tokens = sentence.tokens[left:right]
    if any(t.pos in {"VERB", "AUX", "PUNCT", "NUM"} for t in tokens if t.text not in {"'s", "’s", "-", "."}):
        return False
    head = sentence.tokens[_head(sentence, left, right)]
    if any(t.lower in cues.headings for t in tokens):
        return False
    return head.pos == "PROPN" or head.text[:1].isupper() or head.lemma in cues.documents or head.lemma in cues.unnamed


def _head(sentence: Sentence, left: int, right: int) -> int:
    inside = range(left, right)
    return next((i for i in inside if sentence.tokens[i].head not in inside), right - 1)


_SPEAKER = re.compile(r"[A-Z][A-Z.'’-]+")


def _turn(sentence: Sentence) -> int | None:
    """The colon after a speaker's name in capitals at the start of a turn: "WALLACE: …"."""
    colon = _colon(sentence)
    if colon is None or not 0 < colon <= _NAME or sentence.segment != "body":
        return None
    names = [t for t in sentence.tokens[:colon] if t.pos != "PUNCT"]
    loud = names and all(_SPEAKER.fullmatch(t.text) for t in names)
    return colon if loud and len(names[-1].text) > 2 else None


def _transcript(sentences: Sequence[Sentence], turns: Sequence[int | None], n: int) -> Frame | None:
    """A turn goes on to the next speaker's."""
    sentence, colon = sentences[n], turns[n]
    if colon is None or colon + 1 >= len(sentence.tokens):
        return None
    end = sentence.span[1]
    for k in range(n + 1, len(sentences)):
        if turns[k] is not None or sentences[k].segment != "body" or sentences[k].paragraph > sentence.paragraph + 1:
            break
        end = sentences[k].span[1]
    content: Span = (sentence.tokens[colon + 1].start, end)
    return _frame(sentence, colon, Phrase(_head(sentence, 0, colon), 0, colon), (content,))


def _block(sentences: Sequence[Sentence], n: int, cues: Cues) -> Frame | None:
    """A paragraph that a colon introduces, without marks: "The governor added:"."""
    sentence = sentences[n]
    after = [s for s in sentences[n + 1 : n + 1 + _SENTENCES] if s.paragraph == sentence.paragraph + 1]
    verb = next((t for t in reversed(sentence.tokens) if t.pos == "VERB"), None)
    if not after or verb is None or not after[0].tokens[0].text[0].isalnum():
        return None
    who = next((k for k in sentence.children[verb.i] if sentence.tokens[k].dep == "nsubj"), None)
    if who is None or "quote" not in cues.takes(verb.lemma, (), verb.lower):
        return None
    content: Span = (after[0].span[0], after[-1].span[1])
    source = phrase_at(sentence, who)
    return Frame(sentence, verb.i, "speech", "quote", (verb.i, verb.i + 1), source, (content,))


def _frame(sentence: Sentence, colon: int, source: Phrase, content: tuple[Span, ...]) -> Frame:
    return Frame(sentence, colon, "colon", "quote", (colon, colon + 1), source, content)
