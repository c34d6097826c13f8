"""The title in front of a name in raw text, and whose title it is: "Kenyan Defence Minister Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.aliases import Hit, fold
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.search import offices_of
from dragoman.actors.words import words

#: How far back a title and its owner may reach, in characters, and a title in words.
_REACH, _LONGEST = 90, 5
#: How many given names may stand between the title and the name that is asked about.
_GIVEN = 3
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_CUT = re.compile(r"[;:()\"“”\n]|[a-z)]{3}[.!?]\s")
#: What may stand between an owner and the title: "Russia's new deputy …", never another name.
_BETWEEN = re.compile(r"(?:['’]s?)?(?:\s+[a-z-]+){0,3}\s+|[-–]|(?:['’]s)?\s+(?:Acting|Deputy|Former|Interim|New)\s+")


#: Up to four words in a row; heads of bodies that carry a leader's name.
_AHEAD = re.compile(r"[\w'’.-]+(?: [\w'’.-]+){0,3}")
_LED = words("led")


class Title(NamedTuple):
    """A role noun before a name: the given names between the two, and the codes of its owner.

    `owners` is empty where no owner is named; `state` tells whether the owner is a state of the tables.
    """

    noun: str
    personal: bool
    given: int
    owners: frozenset[str]
    state: bool

    def fits(self, office: str | None) -> bool:
        """Whether an office of the tables is what the title says."""
        return office is not None and (office in offices_of(self.noun) or office == self.noun)


def title_before(text: str, hits: Sequence[Hit], i: int, knowledge: Knowledge) -> Title | None:
    """The title in front of hit `i` of a text; None if there is none."""
    start = hits[i].start
    window = max(0, start - _REACH)
    for cut in _CUT.finditer(text, window, start):
        window = cut.end()
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, window, start)]
    if not words or text[words[-1][1] : start].strip():
        return None
    for given in range(min(_GIVEN, len(words) - 1) + 1):
        if given and not text[words[-given][0]].isupper():
            break
        last = len(words) - given
        found = _role_ending(text, words[:last], knowledge)
        if found is not None:
            noun, left = found
            codes, state = _owners(text, hits, i, left, knowledge)
            role = knowledge.roles[noun]
            return Title(noun, role.kind in {"office", "person"} and not role.plural, given, codes, state)
    return None


def _role_ending(text: str, words: Sequence[tuple[int, int]], knowledge: Knowledge) -> tuple[str, int] | None:
    """The longest role noun that ends the words, and where it starts."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        left = words[-count][0]
        noun = fold(text[left : words[-1][1]])
        if noun in knowledge.roles:
            return noun, left
    return None


def _owners(text: str, hits: Sequence[Hit], i: int, left: int, knowledge: Knowledge) -> tuple[frozenset[str], bool]:
    for hit in reversed(hits[max(0, i - 3) : i]):
        if hit.end <= left:
            if not _BETWEEN.fullmatch(text, hit.end, left):
                break
            senses = [s for s in knowledge.senses[hit.key] if s.form != "family" and s.actor.code]
            codes = frozenset(s.actor.code for s in senses if s.actor.code)
            return codes, bool(senses) and all(s.actor.kind == "state" for s in senses)
    return frozenset(), False


def is_office(text: str, start: int, knowledge: Knowledge) -> bool:
    """Whether an office or the body that somebody leads is named at an offset: "Obama Administration"."""
    ahead = _AHEAD.match(text, start)
    name = fold(ahead.group()) if ahead else ""
    if name.split(" ")[0] in _LED:
        return True
    return any(
        name == noun or name.startswith(noun + " ")
        for _, noun in knowledge.role_starts.get(name.split(" ")[0], ())
        if knowledge.roles[noun].kind == "office"
    )
