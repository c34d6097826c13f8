"""The words of an issue: as they stand, names for pronouns, a clause as a noun."""

from __future__ import annotations

import re

from dragoman.language.inflection import verb_forms
from dragoman.language.phrases import single
from dragoman.positions.reading import PERSONAL, Part, View

_DETERMINERS = frozenset(
    {"a", "an", "the", "any", "all", "this", "that", "these", "those", "some", "such", "both", "every", "no"}
)
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_MARKS = re.compile("[\"“”„«»]|``|''|(?<!\\w)['‘’]|['‘’](?!\\w)")
_TAIL = re.compile(r"[\s,;:–—(\[-]+(?:including|and|or|with)?[\s,;:–—(\[-]*$")
_LONGEST = 220
#: The longest name that a pronoun is replaced by.
_NAME = 60


def words_of(view: View, part: Part) -> str:
    """The words of an issue: without quotation marks and a determiner at the front, a clause as a noun."""
    if part.is_clause:
        return _clause_words(view, part)
    left = part.left
    while left < part.head and view.tokens[left].lower in _DETERMINERS:
        left += 1
    return _joined(view, left, part.right)


def _joined(view: View, left: int, right: int) -> str:
    """Tokens as they stand in the text, marks taken out and a possessive pronoun at the front named."""
    tokens = view.tokens
    if left >= right:
        return ""
    owner = ""
    if tokens[left].lower in _OWN and tokens[left].dep == "poss" and left + 1 < right:
        owner = _owner(view, left)
        left += bool(owner)
    words = _with_names(view, left, right)
    words = _TAIL.sub("", " ".join(_MARKS.sub("", words).split()))
    if tokens[left].pos != "PROPN" and not tokens[left].text.isupper():
        words = _lower_first(view, left, words)
    return (owner + words)[:_LONGEST]


def _with_names(view: View, left: int, right: int) -> str:
    """The text of tokens, personal pronouns after the first word named: "bring him home" with whom."""
    tokens, out, at = view.tokens, [], view.tokens[left].start
    for token in tokens[left:right]:
        name = name_of(view, token.i) if token.pos == "PRON" and token.dep != "poss" else ""
        if name:
            out += [view.text[at : token.start], name]
            at = token.end
    return "".join((*out, view.text[at : tokens[right - 1].end]))


def name_of(view: View, i: int) -> str:
    """Whom or what a personal pronoun stands for, in a few words; empty if that is not known."""
    if view.tokens[i].lower not in PERSONAL:
        return ""
    many = view.tokens[i].lower in {"they", "them"}
    for entity in view.casting.who(single(i)):
        if many and (entity.identifier_id or "").startswith(("person:", "text:")):
            continue
        span = entity.antecedent_span
        name = entity.identifier_text or (view.text[slice(*span)] if span is not None else "")
        if name and len(name) <= _NAME and name.lower() not in PERSONAL:
            return name
    return ""


def _lower_first(view: View, i: int, words: str) -> str:
    """A first word with a small letter, unless it is a name."""
    if view.casting.cast.mention_at(view.sentence, i) is not None or name_of(view, i):
        return words
    return words[:1].lower() + words[1:]


def _owner(view: View, i: int) -> str:
    """Whose it is, named: "Iran's "."""
    for entity in view.casting.coded(single(i)):
        name = entity.identifier_text or view.casting.cast.sight.knowledge.states.get(entity.code or "")
        if name:
            return name + ("' " if name.endswith("s") else "'s ")
    return ""


def _clause_words(view: View, part: Part) -> str:
    """A clause as a noun phrase: "peacefully resolving the crisis" is the peaceful resolution of the crisis."""
    tokens = view.tokens
    verb = tokens[part.head]
    noun = view.tables.nominal.get(verb.lemma)
    subject = _subject_words(view, part)
    passive = any(t.dep in {"nsubjpass", "auxpass"} for t in view.kids(part.head))
    before = [t for t in tokens[part.left : part.head] if t.dep == "advmod" and t.head == part.head]
    rest = _joined(view, part.head + 1, part.right)
    if verb.lemma == "be" or (noun is None and passive):
        left = part.head + verb.text.startswith(("'", "’"))
        being = "being " if verb.lower == "be" else ""  # "must be in prison"
        return f"{_bare(subject)} {being}{_joined(view, left + bool(being), part.right)}".strip()
    if noun is None:
        gerund = verb_forms(verb.lemma)[2]
        if subject and not any(t.dep == "dobj" for t in view.kids(part.head)):
            return " ".join(x for x in (gerund, rest, "by", subject) if x) if rest else f"{gerund} of {subject}"
        return " ".join(x for x in (_possessive(subject), gerund, rest) if x)
    how = " ".join(_adjective(t.lower) for t in before if t.lower.endswith("ly"))
    takes = any(t.dep == "dobj" for t in view.kids(part.head))
    if subject and (passive or not takes):
        return " ".join(x for x in (how, noun, "of", subject, rest) if x)
    link = "of" if takes else ""
    return " ".join(x for x in (_possessive(subject), how, noun, link, rest) if x)


def _subject_words(view: View, part: Part) -> str:
    if part.subject is None:
        return ""
    if view.tokens[part.subject.head].pos == "PRON":
        return name_of(view, part.subject.head)
    left = part.subject.left
    words = _joined(view, left, part.subject.right)
    return _lower_first(view, left, words) if view.tokens[left].pos == "DET" else words


def _bare(words: str) -> str:
    """Words without the determiners at their front."""
    first, _, rest = words.partition(" ")
    return _bare(rest) if rest and first.lower() in _DETERMINERS else words


def _possessive(words: str) -> str:
    words = _bare(words)
    return "" if not words else words + ("'" if words.endswith("s") else "'s")


def _adjective(adverb: str) -> str:
    """ "peacefully" → "peaceful", "diplomatically" → "diplomatic"."""
    if adverb == "politically":
        return "political"
    return adverb[:-4] if adverb.endswith("ically") else adverb[:-2]
