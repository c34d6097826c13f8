"""Names in phrases: without titles, and whether he or she bears them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Sentence, Token
from dragoman.statements.cues import Cues

ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "'s", "’s"})
_FEMALE = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "miss", "queen", "princess", "lady", "spokeswoman", "chairwoman", "congresswoman"}
)
_MALE = frozenset(
    {"mr", "mr.", "king", "prince", "sir", "lord", "spokesman", "chairman", "congressman", "sheikh", "emir"}
)
_FORMS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "rev"})
_PRONOUNS = {"he": "m", "she": "f"}
#: Endings of nouns that are nobody.
_ABSTRACT = ("tion", "sion", "ness", "ity", "ism", "ship", "ance", "ence", "ology", "hood", "dom")
#: How many words of a description stand for a source without a name.
_WORDS = 10


@cache
def _given() -> dict[str, str]:
    """Given names, `f` or `m`."""
    rows = files("dragoman").joinpath("data/actors/given_names.csv").read_text("utf-8").splitlines()
    pairs = (row.partition(",") for row in rows if row and not row.startswith("#"))
    return {name: gender for name, _, gender in pairs if gender in {"f", "m"}}


def gender_of(sentence: Sentence, phrase: Phrase, name: str | None) -> str | None:
    """`f`, `m` or None, by pronoun, title or given name."""
    words = [t.lower for t in sentence.tokens[phrase.left : phrase.right]]
    if len(words) == 1 and words[0] in _PRONOUNS:
        return _PRONOUNS[words[0]]
    if not _FEMALE.isdisjoint(words):
        return "f"
    if not _MALE.isdisjoint(words):
        return "m"
    parts = (name or "").split()
    return _given().get(parts[0]) if len(parts) > 1 else None


def apposed(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The name after a description: "the home secretary, Jane Poole"."""
    tokens = sentence.tokens
    if tokens[phrase.head].pos != "NOUN":
        return None
    for k in sentence.children[phrase.head]:
        if tokens[k].dep == "appos" and tokens[k].pos == "PROPN" and k > phrase.head:
            left = k
            while left - 1 > phrase.head and tokens[left - 1].pos == "PROPN":
                left -= 1
            return Phrase(k, left, k + 1)
    left = right = phrase.right + 1
    if phrase.right < len(tokens) and tokens[phrase.right].text == ",":
        while right < len(tokens) and tokens[right].pos == "PROPN":
            right += 1
    closed = right < len(tokens) and tokens[right].text == ","
    return Phrase(right - 1, left, right) if right - left >= 2 and closed else None


def plain_name(sentence: Sentence, phrase: Phrase, cues: Cues, text: str) -> str | None:
    """The name in a phrase without titles, else its words without the article."""
    tokens = sentence.tokens
    head = phrase.head
    if tokens[head].pos == "PROPN":
        left, right = head, head + 1
        while left > phrase.left and (tokens[left - 1].pos == "PROPN" or tokens[left - 1].text == "-"):
            left -= 1
        while right < phrase.right and (tokens[right].pos == "PROPN" or tokens[right].text == "-"):
            right += 1
        while right - left > 1 and (_is_title(tokens[left], cues) or tokens[left].text == "-"):
            left += 1
        return _joined(sentence, left, right, text)
    left, right = phrase.left, phrase.right
    while left < right - 1 and (tokens[left].lower in ARTICLES or tokens[left].lower.rstrip(".") in _FORMS):
        left += 1
    right = min(right, left + _WORDS)
    while right - 1 > left and tokens[right - 1].pos in {"PUNCT", "PART", "ADP", "DET", "CCONJ"}:
        right -= 1
    return _joined(sentence, left, right, text) if left < right else None


def without_form(name: str) -> str:
    """A name without the form of address before it: "Mr Ong" as "Ong"."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower().rstrip(".") in _FORMS else name


def _is_title(token: Token, cues: Cues) -> bool:
    return token.lower in cues.titles or token.lower.rstrip(".") in cues.ranks


def _joined(sentence: Sentence, left: int, right: int, text: str) -> str:
    """The tokens as the text has them, blanks squeezed."""
    return " ".join(text[sentence.tokens[left].start : sentence.tokens[right - 1].end].split())


def is_thing(lemma: str, cues: Cues) -> bool:
    """Whether a noun names no single person: a text, a body, a process, a stretch of time."""
    if lemma in cues.unnamed or lemma in cues.titles:
        return False
    return lemma in cues.documents | cues.bodies | cues.things or lemma.endswith(_ABSTRACT)
