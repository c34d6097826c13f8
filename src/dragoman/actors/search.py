"""`who`: names, offices and both on a day, with candidates in order of how well they fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from dragoman.actors.aliases import fold, is_exact, plain
from dragoman.actors.tables import Actor, Role, Sense, covers

_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"'s?$")
#: Share of letters that two spellings of a name have in common.
_ALIKE = 0.6
_FILLERS = frozenset({"the", "of", "a", "an", "s", "for"})
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "sheikh",
        "shaikh",
        "shaykh",
        "sheik",
        "king",
        "queen",
        "prince",
        "princess",
        "sultan",
        "emir",
        "general",
        "gen",
        "colonel",
        "col",
        "major",
        "maj",
        "admiral",
        "marshal",
        "captain",
        "ayatollah",
        "hojatoleslam",
        "imam",
        "mullah",
        "haji",
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "von",
        "van",
        "de",
        "da",
        "dos",
        "del",
        "di",
        "la",
        "le",
    ]
)
_HIGHEST = frozenset({"president", "prime minister", "monarch", "supreme leader", "chancellor", "secretary-general"})
#: Who holds the office that a loose word names.
_LOOSE_OFFICES = {
    "leader": ("supreme leader", "president", "prime minister", "chancellor", "leader", "monarch"),
    "premier": ("prime minister", "premier"),
    "king": ("monarch",),
    "queen": ("monarch",),
    "emir": ("monarch",),
    "sultan": ("monarch",),
    "emperor": ("monarch",),
    "secretary of state": ("foreign minister", "secretary of state"),
    "foreign secretary": ("foreign minister",),
    "external affairs minister": ("foreign minister",),
    "defense minister": ("defence minister",),
    "defense secretary": ("defence minister", "defence secretary"),
    "secretary of defense": ("defence minister",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "chief": ("secretary-general", "leader", "chief", "president"),
    "head": ("secretary-general", "leader", "head"),
    "secretary general": ("secretary-general",),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer to `who`: canonical `name`, `code`, `sector`, `office`, the `basis` of the match
    (name, family, office, spelling) and a `score` (higher is better, comparable within one answer)."""

    name: str
    code: str | None
    sector: str | None
    office: str | None
    basis: str
    score: float
    start: str = ""
    end: str = ""
    id: str = ""


def offices_of(noun: str) -> tuple[str, ...]:
    """The offices of the tables that a role noun can name: a secretary of state is a foreign minister."""
    return (noun, *_LOOSE_OFFICES.get(noun, ()))


def holders(people: Iterable[Actor], office: str, day: str | None) -> list[Actor]:
    """Who of `people` holds `office` (a role noun) on `day`; without a day nobody is known to."""
    if day is None:
        return []
    wanted = _LOOSE_OFFICES.get(office, (office,))
    for name in wanted:
        found = [p for p in people if p.office == name and covers(p.start, p.end, day)]
        if found:
            return found
    return []


def skeleton(word: str) -> str:
    """Consonants of a name in a spelling that transliterations share: Muhammad, Mohamed → mhmd."""
    low = fold(word)
    for old, new in _SAME:
        low = low.replace(old, new)
    low = re.sub(r"(.)\1+", r"\1", low)
    head = "a" if low[:1] in "aeiou" else low[:1]
    return head + re.sub(r"[aeiouyhjw'-]", "", low[1:])


_SAME = (
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("tch", "c"), ("tsch", "c"), ("ch", "c"), ("sh", "s"), ("sch", "s"),
    ("zh", "z"),     ("dzh", "j"), ("dj", "j"), ("ou", "u"), ("oe", "o"), ("ck", "k"),
    ("q", "k"), ("x", "ks"), ("v", "w"), ("th", "t"),
    ("c", "k"), ("z", "s"), ("dh", "d"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip


def alike(one: str, other: str) -> bool:
    """Whether two words spell one given name: Sergei and Sergey, not Tony and Diane, whose consonants agree."""
    first, second = fold(one), fold(other)
    return first == second or (
        skeleton(one) == skeleton(other) and SequenceMatcher(None, first, second).ratio() >= _ALIKE
    )


class Search:
    """Indexes over the senses for `who`."""

    def __init__(
        self,
        senses: Mapping[str, tuple[Sense, ...]],
        roles: Mapping[str, Role],
        people: Mapping[str, tuple[Actor, ...]],
        states: Mapping[str, str],
    ) -> None:
        self._senses = senses
        self._roles = roles
        self._people = people
        self._states = states

    @cached_property
    def _by_skeleton(self) -> Mapping[str, tuple[tuple[frozenset[str], frozenset[str], Actor], ...]]:
        out: dict[str, list[tuple[frozenset[str], frozenset[str], Actor]]] = {}
        for alias, senses in self._senses.items():
            for sense in senses:
                if sense.actor.kind != "person" or sense.form == "family":
                    continue
                order = list(_bones(alias))
                bones, ends = frozenset(order), frozenset(order[-1:])
                for bone in bones:
                    out.setdefault(bone, []).append((bones, ends, sense.actor))
        return {k: tuple(v) for k, v in out.items()}

    def who(self, name: str, day: str | None) -> list[Candidate]:
        """See `Knowledge.who`."""
        words = re.sub(r"\([^)]*\)", " ", plain(name)).strip()
        found = [*self._direct(words, day), *self._office(words, day)]
        if not any(c.score >= 0.75 for c in found):
            found += self._spelling(words, day)
        best: dict[tuple[str, str | None, str | None, str], Candidate] = {}
        for c in found:
            key = (c.name, c.code, c.office, c.start)
            if key not in best or best[key].score < c.score:
                best[key] = c
        return sorted(best.values(), key=lambda c: (-c.score, -int(c.start[:4] or 0), c.name))

    def _direct(self, words: str, day: str | None) -> Iterator[Candidate]:
        bare = words[4:] if words[:4].lower() == "the " else words
        keys = {bare, fold(bare), bare.title(), bare.capitalize()}
        if is_exact(bare.upper()):
            keys.add(bare.upper() if bare.isupper() else bare)
        for key in keys:
            for actor, form in self._senses.get(key, ()):
                basis = "family" if form == "family" else "name" if form == "name" else form
                score = {"family": 0.6, "name": 1.0, "demonym": 0.9, "capital": 0.85, "metonym": 0.9}[form]
                yield _candidate(actor, basis, score, day)

    def _office(self, words: str, day: str | None) -> Iterator[Candidate]:
        """ "Russian foreign minister", "president of Brazil", "Russia's foreign minister"."""
        tokens = [_POSSESSIVE.sub("", t) for t in words.split()]
        tokens = [t for t in tokens if t.lower() not in _FILLERS]
        for cut in range(1, len(tokens)):
            for owner, office in ((tokens[:cut], tokens[cut:]), (tokens[cut:], tokens[:cut])):
                role = " ".join(office).lower()
                if role not in self._roles:
                    continue
                for actor, _ in self._senses.get(" ".join(owner), self._senses.get(fold(" ".join(owner)), ())):
                    for person in holders(self._people.get(actor.code or "", ()), role, day):
                        yield _candidate(person, "office", 0.95, day)
                    if actor.code:
                        yield Candidate(
                            f"{actor.name} ({role})",
                            actor.code,
                            self._roles[role].sector,
                            role,
                            "office",
                            0.5,
                            "",
                            "",
                            actor.id,
                        )

    def _spelling(self, words: str, day: str | None) -> Iterator[Candidate]:
        """Names in another transliteration or with other middle names."""
        order = list(_bones(words))
        bones, last = set(order), order[-1:]
        scores: dict[tuple[str, str | None, str | None, str], tuple[float, Actor]] = {}
        for bone in bones:
            for theirs, ends, actor in self._by_skeleton.get(bone, ()):
                shared = len(bones & theirs)
                if last[0] not in theirs and not ends <= bones:
                    continue
                if shared < 2 and min(len(bones), len(theirs)) > 1:
                    continue
                score = 0.4 * shared / min(len(bones), len(theirs)) + 0.3 * shared / max(len(bones), len(theirs), 2)
                key = (actor.name, actor.code, actor.office, actor.start)
                if key not in scores or scores[key][0] < score:
                    scores[key] = (score, actor)
        for score, actor in scores.values():
            yield _candidate(actor, "spelling", score, day)


def _bones(name: str) -> Iterator[str]:
    for word in _WORD.findall(fold(name).replace("'", "")):
        if len(word) > 1 and word not in _TITLES:
            yield skeleton(word)


def _candidate(actor: Actor, basis: str, score: float, day: str | None) -> Candidate:
    return Candidate(
        actor.name,
        actor.code,
        actor.sector,
        actor.office,
        basis,
        round(score * fit(actor, day) * _standing(actor), 4),
        actor.start,
        actor.end,
        actor.id,
    )


def _standing(actor: Actor) -> float:
    """Of two namesakes in office the one in the higher office is meant."""
    office = actor.office or ""
    if actor.kind != "person" or office in _HIGHEST:
        return 1.0
    return 0.99 if office.endswith("minister") else 0.98


def fit(actor: Actor, day: str | None) -> float:
    """How well a dated row fits a day, 0.2 to 1: 1 within its dates, less with every year outside."""
    if day is None:
        return 1.0 if actor.kind != "person" else 0.9 if not actor.end else 0.85
    if covers(actor.start, actor.end, day):
        return 1.0
    year = int(day[:4])
    away = max(int(actor.start[:4] or year) - year, year - int(actor.end[:4] or year), 0)
    return max(0.2, 0.85 - 0.03 * away)
