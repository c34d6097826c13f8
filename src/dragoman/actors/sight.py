"""One document as the actors stage sees it: mentions, role nouns and introduced names by token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.mentions import Mention
from dragoman.actors.tables import Actor, Role
from dragoman.actors.words import pairs
from dragoman.actors.words import words as listed
from dragoman.language.tree import Sentence
from dragoman.model import Span

_PARTICLES = listed("particles")
_NOT_NAMES = listed("calendar") - {"may"} | listed("openers")
_SUFFIXES = listed("suffixes")


class RoleSpan(NamedTuple):
    """A role noun over tokens `[left, right)`."""

    left: int
    right: int
    role: Role


@dataclass(frozen=True, slots=True)
class Sight:
    """A document with everything found in it before any phrase is resolved.

    `at` has, for each sentence position, token → mention; `by_sentence` its mentions in order; `roles`
    its role spans; `sided` are the mentions that can be a side: states, and coded persons and groups;
    `venues` are the spans of places where somebody only meets, `dateline` is the place that the report is sent from.
    """

    text: str
    day: str | None
    sentences: Sequence[Sentence]
    knowledge: Knowledge
    mentions: tuple[Mention, ...]
    at: tuple[Mapping[int, Mention], ...]
    roles: tuple[tuple[RoleSpan, ...], ...]
    names: Mapping[str, Actor]
    by_sentence: tuple[tuple[Mention, ...], ...]
    sided: tuple[Mention, ...]
    venues: frozenset[Span] = frozenset()
    dateline: Mention | None = None

    def role_at(self, position: int, token: int) -> RoleSpan | None:
        """The role noun that covers a token."""
        for span in self.roles[position]:
            if span.left <= token < span.right:
                return span
        return None

    def is_venue(self, position: int, token: int) -> bool:
        """Whether a token names a place where somebody only meets."""
        mention = self.at[position].get(token)
        return mention is not None and mention.span in self.venues

    def ends_before(self, position: int, token: int) -> Mention | None:
        """The mention right before a comma and a token, over a bracket with its initials: "the PKK, *a group*"."""
        tokens = self.sentences[position].tokens
        if token < 2 or tokens[token - 1].text != ",":
            return None
        last = token - 2
        if tokens[last].text == ")" and last >= 2:
            opening = next((i for i in range(last - 1, max(0, last - 4), -1) if tokens[i].text == "("), None)
            inner = self.at[position].get(last - 1)
            last = opening - 1 if opening and inner is None else last - 1
        return self.at[position].get(last)

    def between(self, position: int, left: int, right: int) -> list[Mention]:
        """Mentions that lie in tokens `[left, right)` of a sentence, in order."""
        return [m for m in self.by_sentence[position] if left <= m.left < right]


def role_spans(sentence: Sentence, knowledge: Knowledge, table: Mapping[int, Mention]) -> tuple[RoleSpan, ...]:
    """Role nouns of a sentence, longest first, not overlapping, none inside a longer name.

    The capitalised words after a title are a name: "Foreign Minister Qin Gang" holds no gang.
    """
    starts, roles = knowledge.role_starts, knowledge.roles
    tokens = sentence.tokens
    out: list[RoleSpan] = []
    edge = 0
    short = pairs("short_titles")
    for i, token in [(i, t) for i, t in enumerate(tokens) if t.lower in starts or t.lower.rstrip(".") in short]:
        if i < edge:
            continue
        title = _short_title(sentence, i, short)
        if title is not None and title[1] in roles:
            out.append(RoleSpan(i, title[0], roles[title[1]]))
            edge = max(title[0], name_run(sentence, title[0]))
            continue
        if token.lower not in starts:
            continue
        for words, noun in starts[token.lower]:
            n = len(words)
            if i in table and table[i].right < i + n:
                continue
            if n == 1:
                if token.pos in {"VERB", "AUX", "ADV", "ADP", "ADJ"}:
                    continue
            elif i + n > len(tokens) or any(tokens[i + k].lower != words[k] for k in range(1, n)):
                continue
            role = roles[noun]
            edge = i + n
            if i in table and table[i].right - table[i].left > n and table[i].right >= i + n:
                break
            out.append(RoleSpan(i, edge, role))
            titled = role.kind in {"office", "person"} and not role.plural and edge < len(tokens)
            if titled and tokens[edge].text[:1].isupper() and tokens[edge].lower not in starts:
                edge = max(edge, name_run(sentence, edge))
            break
    return tuple(out)


def _short_title(sentence: Sentence, i: int, short: Mapping[str, tuple[str, ...]]) -> tuple[int, str] | None:
    """Where a shortened title at token `i` ends and the role that it stands for: "Sen. Jane Doe", "Det Insp Jane Doe".
    The last of several says what somebody is; a name has to follow."""
    tokens = sentence.tokens
    at, noun = i, ""
    while at < len(tokens) and tokens[at].text[:1].isupper() and tokens[at].lower.rstrip(".") in short:
        noun = " ".join(short[tokens[at].lower.rstrip(".")])
        at += 1
        at += at < len(tokens) and tokens[at].text == "."
    if not noun or at == len(tokens) or len(tokens[at].text) == 1 or tokens[at].pos not in {"PROPN", "NOUN", "ADJ"}:
        return None
    return (at, noun) if _is_name_word(tokens[at].text) else None


def name_run(sentence: Sentence, start: int) -> int:
    """End of the run of capitalised words that begins at token `start`; `start` itself if none does."""
    tokens = sentence.tokens
    end = start
    while end < len(tokens) and end - start < 7:
        token = tokens[end]
        step = _hyphened(sentence, end) if end > start else 0
        if step:
            end += step
        elif (_is_name_word(token.text) and token.pos != "VERB") or (end > start and token.lower in _SUFFIXES):
            end += 1
        elif end > start and token.lower in _PARTICLES and end + 1 < len(tokens):
            if not tokens[end + 1].text[:1].isupper() or (token.text == "'" and token.end != tokens[end + 1].start):
                break
            end += 1
        else:
            break
    return end


def _hyphened(sentence: Sentence, i: int) -> int:
    """Tokens of "-Bashir" or "al-Bashir" or "-un" that go on with a name at token `i`; 0 if none does."""
    tokens = sentence.tokens
    at = i + 1 if tokens[i].lower in _PARTICLES and tokens[i].text != "-" else i
    if at + 1 >= len(tokens) or tokens[at].text != "-" or tokens[at + 1].start != tokens[at].end:
        return 0
    glued = tokens[at].start == tokens[at - 1].end
    word = tokens[at + 1]
    if not glued or not word.text.isalpha() or word.lower in listed("not_its") | {"led"}:
        return 0
    return at + 2 - i if word.text[:1].isupper() or len(word.text) < 5 else 0


def name_run_left(sentence: Sentence, head: int) -> int:
    """Start of the run of capitalised words that ends with token `head`."""
    tokens = sentence.tokens
    start = head
    while start > 0 and head - start < 6:
        token = tokens[start - 1]
        if _is_name_word(token.text) and token.pos in {"PROPN", "NOUN", "ADJ", "X"}:
            start -= 1
        elif (
            token.text == "-"
            and start > 1
            and token.end == tokens[start].start
            and tokens[start - 2].end == token.start
        ) or (
            token.lower in _PARTICLES
            and start > 1
            and tokens[start - 2].text[:1].isupper()
            and tokens[start - 2].pos == "PROPN"
        ):
            start -= 2
        else:
            break
    return start


def _is_name_word(word: str) -> bool:
    return (
        word[:1].isupper()
        and word.lower() not in _NOT_NAMES
        and (len(word) == 1 or word[1:2].islower() or word[1:2] in ".'’-" or "-" in word or word[2:].islower())
    )
