"""Whether a common noun means people or a body of them, though no table knows whom."""

from __future__ import annotations

from dragoman.actors.words import words
from dragoman.events.lexicon import Lexicon
from dragoman.language.tree import Token

#: Classes of nouns that are people.
_PEOPLE = (
    "person", "private", "official", "crowd", "victim", "prisoner", "refugee", "militia", "troops", "peacekeeper",
    "inspector",
)  # fmt: skip
#: Endings of nouns of people: an offender, a creditor, a loyalist, a Bostonian, an evacuee.
_ENDINGS = ("er", "or", "ist", "ian", "ee", "man", "woman", "eer", "ster", "crat", "naut")


def means_people(lexicon: Lexicon, token: Token) -> bool:
    """Whether a noun means people, by the classes or, of a noun that they do not list, by its ending."""
    return any(lexicon.in_class(token.lemma, c) for c in _PEOPLE) or ends_as_people(token)


def ends_as_people(token: Token) -> bool:
    """Whether a common noun has the ending of a noun of people and is no thing."""
    return token.pos == "NOUN" and token.lemma.endswith(_ENDINGS) and token.lemma not in words("things_in_er")


def means_body(token: Token) -> bool:
    """Whether a common noun means a body of people: a company, a court, a gang."""
    return token.pos == "NOUN" and token.lemma in words("bodies")
