"""The cue beside a quotation, read off the words where the parse does not join the two."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.statements.cues import Cues
from dragoman.statements.frames import Finder, Frame
from dragoman.statements.marks import Quote
from dragoman.statements.spans import is_compound, spans_of

#: How many tokens a cue may stand from the quotation.
_AFTER, _BEFORE, _CLIMB = 16, 22, 7
_ENDINGS = frozenset(",?!…—–-.")
_SUBJECTS = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})


def near_frame(quote: Quote, finder: Finder, quotes: Sequence[Quote], cues: Cues) -> Frame | None:
    """A frame for `quote`: cue verb after it, before it, a colon, or a verb that governs its words."""
    tokens = finder.sentence.tokens
    inside = [t.i for t in tokens if t.start < quote.outer[1] and quote.outer[0] < t.end]
    if not inside:
        return None
    taken = {t.i for t in tokens for q in quotes if t.start < q.outer[1] and q.outer[0] < t.end}
    left, right = inside[0], inside[-1] + 1
    opens = all(not tokens[i].text[0].isalnum() for i in range(left))
    after = _after(finder, cues, left, right, taken)
    if opens and after is not None:
        return after
    found = _before(finder, cues, left, taken) or after or _named(finder, left, cues)
    if found is not None:
        return found
    return _governing(finder, cues, inside, taken)


def beside(quote: Quote, finder: Finder, quotes: Sequence[Quote], cues: Cues) -> Frame | None:
    """The cue that introduces the quotation, or that follows it, with nothing but its own words between."""
    tokens = finder.sentence.tokens
    inside = [t.i for t in tokens if t.start < quote.outer[1] and quote.outer[0] < t.end]
    if not inside:
        return None
    left, right = inside[0], inside[-1] + 1
    taken = {t.i for t in tokens for q in quotes if t.start < q.outer[1] and q.outer[0] < t.end}
    opens = all(not tokens[i].text[0].isalnum() for i in range(left))
    ends = (
        right >= len(tokens)
        or tokens[right].text in {".", ",", "?", "!"}
        or tokens[right - 1].text in {".", ",", "?", "!"}
        or (right >= 2 and tokens[right - 2].text in {".", ",", "?", "!"})
    )
    if not opens and ends:
        verb = _introducing(finder, cues, left, taken, quote)
        if verb is not None:
            return _made(finder, verb, finder.subject(verb) or _subject_near(finder, verb, max(0, verb.i - 8), taken))
    if not (opens or (left and left - 1 in taken) or tokens[left - 1].text in {",", "-", "—", "–"}) or not ends:
        return None
    for i in range(right, min(len(tokens), right + _AFTER)):
        if i in taken:
            return None
        token = tokens[i]
        if _reports(token, finder, cues):
            source = _subject_near(finder, token, right, taken)
            return _made(finder, token, source) if source is not None and source.left >= right else None
        if (token.pos in {"VERB", "AUX", "SCONJ"} and token.dep not in {"aux", "relcl", "acl"}) or token.text in {
            ";",
            ":",
            ".",
        }:
            return None
    return None


def _introducing(finder: Finder, cues: Cues, left: int, taken: set[int], quote: Quote) -> Token | None:
    """The verb of `said, "…"`, `told journalists: "…"`, `said "…"`."""
    tokens = finder.sentence.tokens
    mark = tokens[left - 1].text
    for i in range(left - 1, max(-1, left - 1 - _BEFORE), -1):
        token = tokens[i]
        if i in taken:
            return None
        if _reports(token, finder, cues):
            near = mark in {",", ":"} or i == left - 1 or (mark in {"-", "—"} and left - i < 4)
            return token if (near and quote.inner[1] - quote.inner[0] > 20) or mark == ":" else None
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"} and mark != ":":
            return None
    return None


def _reports(token: Token, finder: Finder, cues: Cues) -> bool:
    if token.pos not in {"VERB", "AUX", "NOUN"} or token.dep in {"aux", "auxpass", "compound"}:
        return False
    if is_compound(finder.sentence, token.i):
        return False
    particle = finder.sentence.tokens[token.i + 1].lower if token.i + 1 < len(finder.sentence.tokens) else ""
    if token.tag == "VB" and token.lemma not in cues.reporting:
        return False  # "an effort to counter '…'"
    return cues.takes(token.lemma, (particle,), token.lower).get("quote") is not None and token.tag[:2] == "VB"


def _after(finder: Finder, cues: Cues, left: int, right: int, taken: set[int]) -> Frame | None:
    """ "…," he said; "…," said the minister."""
    tokens = finder.sentence.tokens
    last = tokens[right - 2].text[-1:] if right >= 2 else ""
    follower = tokens[right].text if right < len(tokens) else ""
    if not (last in _ENDINGS or tokens[right - 1].text in _ENDINGS or follower in {",", "-", "—", "–"} or left == 0):
        return None
    for i in range(right, min(len(tokens), right + _AFTER)):
        if i in taken:
            break
        if _reports(tokens[i], finder, cues):
            source = _subject_near(finder, tokens[i], right, taken)
            if source is not None:
                return _made(finder, tokens[i], source)
    return None


def _subject_near(finder: Finder, verb: Token, start: int, taken: set[int]) -> Phrase | None:
    """The subject of a cue after a quotation: its own, the phrase before it, or the one after it."""
    tokens = finder.sentence.tokens
    own = finder.subject(verb)
    if own is not None and own.head not in taken:
        return own
    before = [i for i in range(start, verb.i) if tokens[i].pos in {"PROPN", "NOUN", "PRON"}]
    if before:
        phrase = phrase_at(finder.sentence, before[-1])
        return Phrase(before[-1], max(start, min(phrase.left, before[-1])), before[-1] + 1)
    i = verb.i + 1
    while (
        i < len(tokens)
        and i not in taken
        and tokens[i].pos in _SUBJECTS | {"PUNCT", "PART"}
        and tokens[i].text not in {",", ".", ":"}
    ):
        i += 1
    nouns = [k for k in range(verb.i + 1, i) if tokens[k].pos in {"PROPN", "NOUN", "PRON"}]
    return Phrase(nouns[-1], verb.i + 1, nouns[-1] + 1) if nouns else None


def _before(finder: Finder, cues: Cues, left: int, taken: set[int]) -> Frame | None:
    """He said, "…"; told journalists: "…"; adding that "…"."""
    tokens = finder.sentence.tokens
    if left == 0:
        return None
    colon = tokens[left - 1].text == ":"
    comma = tokens[left - 1].text in {",", "-", "—", "–", "--"} or (left > 1 and tokens[left - 2].text == ",")
    for i in range(left - 1, max(-1, left - 1 - _BEFORE), -1):
        if i in taken and not colon:
            break
        token = tokens[i]
        if not _reports(token, finder, cues):
            if token.pos == "VERB" and token.tag in {"VBD", "VBZ", "VBP"} and not colon:
                break
            continue
        if not (colon or comma or left - i <= 2 or tokens[left - 1].lower in {"that", "as"}):
            break
        source = finder.subject(token) or _subject_near(finder, token, max(0, i - 8), taken)
        return _made(finder, token, source)
    return None


def _named(finder: Finder, left: int, cues: Cues) -> Frame | None:
    """A name and a colon: "The minister: '…'"."""
    tokens = finder.sentence.tokens
    if left >= 2 and tokens[left - 1].text == ":":
        worded = _worded(finder, left, cues)
        if worded is not None:
            return worded
    if left < 2 or tokens[left - 1].text != ":" or any(t.pos in {"VERB", "AUX", "NUM"} for t in tokens[: left - 1]):
        return None
    head = next((t.i for t in tokens[: left - 1] if t.head >= left - 1 or t.head == t.i), left - 2)
    if tokens[head].pos not in {"PROPN", "NOUN"}:
        return None
    source = Phrase(head, 0, left - 1)
    return Frame(finder.sentence, left - 1, "colon", "quote", (left - 1, left), source, ())


def _worded(finder: Finder, left: int, cues: Cues) -> Frame | None:
    """A noun of speech and a colon: "she had one message for them: '…'"."""
    tokens = finder.sentence.tokens
    said = cues.nouns | cues.words
    noun = next((t for t in reversed(tokens[: left - 1]) if t.pos == "NOUN" and t.lemma in said), None)
    if noun is None:
        return None
    verb = tokens[noun.head]
    while verb.pos not in {"VERB", "AUX"} and verb.head != verb.i:
        verb = tokens[verb.head]
    owner = next((k for k in finder.sentence.children[noun.i] if tokens[k].dep == "poss"), None)
    own = phrase_at(finder.sentence, owner) if owner is not None and tokens[owner].tag != "PRP$" else None
    source = own or (finder.subject(verb) if verb.pos in {"VERB", "AUX"} else None)
    if source is None or source.head == noun.i or source.right > left - 1:
        return None
    return Frame(finder.sentence, noun.i, "speech", "quote", (noun.i, noun.i + 1), source, ())


def _governing(finder: Finder, cues: Cues, inside: Sequence[int], taken: set[int]) -> Frame | None:
    """The verb that governs the words in marks: "welcomed the country's 'independent position'"."""
    tokens = finder.sentence.tokens
    members = set(inside)
    head = next((i for i in inside if tokens[i].head not in members and tokens[i].pos != "PUNCT"), None)
    if head is None:
        return None
    child, i = head, tokens[head].head
    for _ in range(_CLIMB):
        token = tokens[i]
        if token.pos in {"VERB", "AUX"} and i not in taken and child != i and not is_compound(finder.sentence, i):
            kind = _governs(finder, cues, token, tokens[child])
            source = finder.subject(token) if kind else None
            if kind and source is not None and source.head != child and source.head not in members:
                content = spans_of(finder.sentence, [child], drop=frozenset(range(source.left, source.right)))
                return Frame(finder.sentence, i, kind, "governed", (i, i + 1), source, content)
        if token.head == i:
            return None
        child, i = i, token.head
    return None


def _governs(finder: Finder, cues: Cues, verb: Token, child: Token) -> str | None:
    """The kind of a cue verb that can have `child` in what it governs."""
    tokens = finder.sentence.tokens
    particles = tuple(tokens[k].lower for k in finder.sentence.children[verb.i] if tokens[k].dep == "prt")
    takes = cues.takes(verb.lemma, particles, verb.lower)
    if child.dep in {"nsubj", "nsubjpass", "advcl"}:
        return None
    if child.dep == "prep":
        return takes.get(child.lower) or takes.get("quote") or takes.get("object+as")
    return next(iter(takes.values()), None)


def _made(finder: Finder, verb: Token, source: Phrase | None) -> Frame:
    return Frame(finder.sentence, verb.i, "speech", "quote", (verb.i, verb.i + 1), source, ())
