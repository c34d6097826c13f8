"""The names that a text may have, before their readings are chosen: their capitals, and what they say together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.actors.aliases import Hit, plain
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.tables import Sense
from dragoman.actors.words import words

_LIVE = re.compile(r"\b(?:in|of|from|to|within|inside|fled|left|leave|flee)\s+(?:the\s+|\w+ern\s+)?$")
#: Wars and what comes of them are not of the state where they were: "Vietnam veterans", "Iraq-war inquiry".
_OF_WAR = re.compile(
    r"(?:[- ](?:era|[Vv]eterans?|vets?|generation)|[- ][Ww]ar (?:vet|inquiry|era)|[- ]draft (?:res|dodg|ev))"
)
_BATTLEFIELDS = frozenset({"Vietnam", "Iraq", "Afghanistan", "Falklands", "Korea", "Kosovo", "Bosnia", "Algeria"})
#: America as "the States", not the "Member States" or "the States Parties" of a treaty.
_THE_STATES = re.compile(r"[Tt]he States\b(?!\s(?:Part|Member|of|concerned|that|which))")
#: What stands between a headline and the medium that has it.
_SIGNED = re.compile(r"[^\s-] ?(?:[-–—|]|--) $")
#: Names that are common nouns in small letters.
_CAPITALS = frozenset(name.replace("_", " ") for name in words("capitals"))


def is_allowed(hit: Hit, text: str, knowledge: Knowledge) -> bool:
    """Whether a hit has the capitals that its name needs."""
    small = text[hit.start].islower() and hit.key not in knowledge.small and hit.key not in knowledge.cased
    if (small and not _careless(hit.key, knowledge)) or text[hit.end : hit.end + 1] == "$":
        return False
    if _signs(hit, text, knowledge):
        return False
    if text[hit.start : hit.end] in _BATTLEFIELDS and _OF_WAR.match(text, hit.end):
        return False
    if text[hit.start : hit.end] == "States" and not _THE_STATES.match(text, max(0, hit.start - 4)):
        return False
    return not (hit.key in knowledge.cased and len(hit.key) <= 3 and _shouted(text, hit))


def _signs(hit: Hit, text: str, knowledge: Knowledge) -> bool:
    """Whether a medium's name only signs what it reports: "Police arrest two - Xinhua", "(AP)"."""
    after = text[hit.end : hit.end + 1]
    ends = after in {"", "\n"} and _SIGNED.search(text, max(0, hit.start - 4), hit.start) is not None
    within = after == ")" and text[max(0, hit.start - 1) : hit.start] == "("
    return (ends or within) and all(s.actor.sector == "JRN" for s in knowledge.senses[hit.key])


def _careless(key: str, knowledge: Knowledge) -> bool:
    """Whether a name without its capital is still that name: long names and long demonyms ("the palestinian vote")."""
    if key in _CAPITALS:
        return False
    if key.count(" ") >= 2:
        return knowledge.senses[key][0].actor.kind in {"org", "group", "state"}
    return len(key) > 6 and all(s.form == "demonym" and s.actor.kind == "state" for s in knowledge.senses[key])


def _shouted(text: str, hit: Hit) -> bool:
    """Whether a short acronym stands in a line of capitals, where it may be any word."""
    line = text[max(0, text.rfind("\n", 0, hit.start)) : hit.end + 40]
    return line.isupper()


def context_of(hits: Sequence[Hit], knowledge: Knowledge) -> tuple[Counter[str], Counter[str]]:
    """Codes of the hits with one reading, and how often each person is named in full."""
    codes: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for hit in hits:
        senses = knowledge.senses[hit.key]
        own = {s.actor.code for s in senses if s.form != "family"}
        if len(own) == 1:
            code = next(iter(own))
            if code:
                codes[code] += 1
        named.update({s.actor.id for s in senses if s.actor.kind == "person" and s.form == "name"})
    return codes, named


def last_names(text: str, hits: Sequence[Hit], knowledge: Knowledge) -> dict[str, tuple[Sense, ...]]:
    """Last word of each person's full name in the text → who that is."""
    out: dict[str, tuple[Sense, ...]] = {}
    for hit in hits:
        senses = knowledge.senses[hit.key]
        if senses[0].actor.kind == "person" and " " in hit.key:
            word = plain(text[hit.start : hit.end]).rsplit(" ", 1)[-1]
            out[word] = out.get(word, ()) + tuple(s for s in senses if s.form == "name")
    return out


def minority(sense: Sense, i: int, hits: Sequence[Hit], text: str, knowledge: Knowledge) -> Sense:
    """ "ethnic Turks" live in the state that is named nearest, not in the one of their name."""
    own = sense.actor.code
    far: dict[str, int] = {}
    for hit in hits[max(0, i - 12) : i + 12]:
        for s in knowledge.senses[hit.key]:
            if s.actor.kind in {"state", "place"} and s.actor.code and s.actor.code != own:
                after = hit.start - hits[i].end
                away = after if after >= 0 else 40 + 2 * (hits[i].start - hit.end)
                away += 0 if s.form == "name" and _LIVE.search(text[max(0, hit.start - 20) : hit.start]) else 150
                far[s.actor.code] = min(away, far.get(s.actor.code, away))
    if not far:
        return sense
    home = min(far, key=lambda c: (far[c], c))
    name = f"ethnic minority of {sense.actor.name} in {knowledge.states.get(home, home)}"
    people = sense.actor._replace(
        id=f"{sense.actor.id}-in-{home.lower()}", code=home, kind="people", sector="CVL", name=name
    )
    return Sense(people, sense.form)
