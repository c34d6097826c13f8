"""Whether a family name in a text is the officeholder's: given names, honorifics, ages and places beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dragoman.actors.aliases import Hit, fold
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.search import skeleton
from dragoman.actors.tables import Sense
from dragoman.actors.words import words

#: The capitalised word before a name, past initials and nicknames: 'Robert C. "Bobby" Scott'.
_GIVEN = re.compile(r"([A-Z][\w'’-]+)\s+(?:[A-Z]\.\s+|[\"“'‘]\w+[\"”'’]\s+){0,2}$")
_TITLE = re.compile(r"\b([A-Z][a-z]+)\s+$")
_IN = re.compile(r"\b(?:in|near|at|outside|of|from|to)\s+$")
_STATE_AFTER = re.compile(
    r",\s+(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo|N\.[HJMYCD]|S\.[CD]|R\.I|W\.Va)\b\.?"
)
#: Named by a child.
_KUNYA = re.compile(r"\b(?:Umm|Oum|Abu|Bint|Ibn)\s$")
#: How long an acronym is that may be anybody's, and how many states a story has that is not about its own.
_SHORT, _SEVERAL = 4, 3
#: Letters that transliterations put for each other at the beginning of a name.
_LETTERS = ("kqgch", "jygdi", "vwbf", "szcxt", "aeiou", "fp", "uwv")
_FEMALE, _MALE = frozenset({"ms", "mrs", "miss", "lady", "dame"}), frozenset({"mr", "sir", "lord"})


def given_fits(word: str, name: str) -> bool:
    """Whether a word in front of a family name can be a given name of the bearer in some spelling."""
    return any(_is_spelling(fold(word), fold(part)) for part in name.split()[:-1])


def _is_spelling(one: str, other: str) -> bool:
    if skeleton(one) != skeleton(other) or not one or not other:
        return False
    return one[0] == other[0] or any(one[0] in group and other[0] in group for group in _LETTERS)


def honorific_fits(honorific: str, sense: Sense, knowledge: Knowledge) -> bool:
    """Whether "Mr" or "Ms" agrees with the given name, where that tells."""
    low = fold(honorific).rstrip(".")
    gender = knowledge.given.get(sense.actor.name.split()[0])
    return not ((low in _FEMALE and gender == "m") or (low in _MALE and gender == "f"))


def is_other(text: str, hit: Hit) -> bool:
    """Whether a town of that name is meant, "in Marshall, Mich.", or somebody's mother, "Umm Abdullah"."""
    return (
        _STATE_AFTER.match(text, hit.end) is not None
        or _KUNYA.search(text, max(0, hit.start - 6), hit.start) is not None
    )


def is_foreign_party(
    hit: Hit, senses: Sequence[Sense], knowledge: Knowledge, codes: Mapping[str, int], counts: Mapping[str, int]
) -> bool:
    """Whether a short acronym of a party of one state stands in a story about several others. `codes` and
    `counts` say how often the document has each code and each name."""
    if hit.key not in knowledge.cased or len(hit.key) > _SHORT or len(codes) < _SEVERAL:
        return False
    own = {s.actor.code for s in senses}
    return all(s.actor.sector == "PTY" for s in senses) and all(
        codes.get(c, 0) <= counts.get(hit.key, 0) for c in own if c
    )


def is_located(text: str, hit: Hit) -> bool:
    """Whether a preposition of place stands right before: "in Barre"."""
    return _IN.search(text, max(0, hit.start - 9), hit.start) is not None and text[hit.start - 3 : hit.start - 1] in {
        "in",
        "at",
        "ar",
        "de",
    }


def of_others(
    text: str,
    hits: Sequence[Hit],
    knowledge: Knowledge,
    is_headline: Callable[[int], bool],
    opens: Callable[[Hit, str], bool],
) -> frozenset[str]:
    """Family names that the text first gives to somebody else: "Jane Doe, a nurse, … Doe said"."""
    seen: set[str] = set()
    out: set[str] = set()
    for i, hit in enumerate(hits):
        if hit.key in seen or is_headline(hit.start):
            continue
        senses = knowledge.senses[hit.key]
        if any(s.form != "family" for s in senses):
            continue
        seen.add(hit.key)
        beside = i and hits[i - 1].end == hit.start - 1
        if beside and not all(_is_like_given(s) for s in knowledge.senses[hits[i - 1].key]):
            continue
        if _is_given_to_other(text, hit, senses, knowledge, opens):
            out.add(hit.key)
    return frozenset(out)


def _is_like_given(sense: Sense) -> bool:
    """Whether a name can be a given name too: other persons' names, and towns ("Paris Doe")."""
    return sense.actor.kind in {"person", "place"} and sense.form != "demonym"


def _is_given_to_other(
    text: str, hit: Hit, senses: Sequence[Sense], knowledge: Knowledge, opens: Callable[[Hit, str], bool]
) -> bool:
    match = _GIVEN.search(text, max(0, hit.start - 45), hit.start)
    if match is None:
        return False
    word = match.group(1)
    low = fold(word).rstrip(".")
    role = knowledge.roles.get(low)
    if low in words("honorifics") or low in words("calendar") or role is not None or low in knowledge.role_starts:
        return False
    known = word in knowledge.given
    if not known and (not word[1:2].islower() or opens(hit, word)):
        return False
    return not any(given_fits(word, s.actor.name) for s in senses)


def is_borne(text: str, hit: Hit, hits: Sequence[Hit], knowledge: Knowledge) -> bool:
    """Whether a name that is also a word stands behind an office before: "*President* Bush said … Bush added"."""
    for other in hits:
        if other.start >= hit.start:
            return False
        title = _TITLE.search(text, max(0, other.start - 30), other.start) if other.key == hit.key else None
        role = knowledge.roles.get(title.group(1).lower()) if title is not None else None
        if role is not None and role.kind == "office":
            return True
    return False
