"""Which reading of a name in a text is meant: by its form, the words around it, the day and the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.actors import bearers
from dragoman.actors.aliases import Hit, fold, plain
from dragoman.actors.hits import context_of, last_names, minority
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.search import alike, fit
from dragoman.actors.tables import Sense
from dragoman.actors.titles import Title, is_office, title_before
from dragoman.actors.words import words
from dragoman.language.tree import Token

_FORM_SCORE = {"name": 3.0, "demonym": 3.0, "metonym": 3.0, "capital": 2.6, "family": 1.0}
_KIND_SCORE = {"state": 0.6, "org": 0.3, "group": 0.2, "people": 0.2, "person": 0.1, "place": 0.0, "collective": 0.0}
_PREVIOUS = re.compile(r"([\w'’.-]+)\s+$")
_NEXT = re.compile(r"\s([A-Z][\w'’.-]*)")
_CALENDAR = words("calendar")
_ALSO_GIVEN = words("place_and_given")
_ALSO_WORDS = words("family_and_word")
_COMMON = words("family_common")
_NEVER = words("never_family")
_PROMINENT = re.compile(
    r"president|prime minister|premier|monarch|king|queen|emperor|emir|sultan|chancellor|leader|minister|secretary|"
    r"pope|envoy|commissioner|chief|representative|spokes|speaker|ambassador|director|commander|governor|mayor|prince"
)
_TOP = re.compile(r"^(?:president|prime minister|chancellor|(?:supreme )?leader|monarch|secretary-general)$")
_HIGH = re.compile(r"minister|leader|premier|chancellor|monarch|secretary-general|secretary of state|pope|chief")
#: States whose ministers the news names without more; names that several bodies share.
_WATCHED = words("watched")
_SHARED = frozenset(name.replace("_", " ") for name in words("shared"))
#: How many given names and particles are read before a family name.
_GIVEN = 5
_PARTICLES = words("particles")
_HONORIFICS = words("honorifics")
#: "Mohammed bin …": what stands before is a given name.
_GOES_ON = re.compile(r"\s(?:bin|bint|ibn|ben|al|el|van|von|der|de|da|dos|del|ould)[\s-][A-Z]")
_APPOSED = re.compile(r",\s+(?:the|a|an|who)?\s*(?:[a-z-]+\s+){0,3}")


_GEOGRAPHY = words("geography")
#: What a name weighs more in its canonical form than as somebody else's alias.
_CANON = 0.2
#: "Jane, 53, a barber", "Jane, a shopkeeper from Homs": somebody private.
_AGED = re.compile(r",\s+(?:aged\s+)?\d{1,2}\b(?=\s*[,.;)]|\s+(?:and|said|who|told|from)\b)")
_OCCUPATION = re.compile(
    r",\s+(?:(?:aged\s+)?\d{1,2},\s+)?(?:an?|the)\s+(?:[a-z]+[- ]){0,3}?(" + "|".join(sorted(words("private"))) + r")\b"
)


class Chooser:
    """Chooses the reading of one hit of a text after another; `token` gives the parsed token at an offset."""

    def __init__(
        self,
        text: str,
        day: str | None,
        knowledge: Knowledge,
        hits: Sequence[Hit],
        token: Callable[[int], Token | None],
    ) -> None:
        self._text = text
        self._day = day
        self._knowledge = knowledge
        self._hits = hits
        self._token = token
        self._codes, self._named = context_of(hits, knowledge)
        self._last = last_names(text, hits, knowledge)
        self._headlines: dict[int, bool] = {}
        self._introduced = bearers.of_others(text, hits, knowledge, self._in_headline, self._opens)
        self._counts = Counter(h.key for h in hits)
        self._most = max(self._codes.values(), default=1)

    def choose(self, i: int) -> tuple[Sense, int] | None:
        """The best reading of hit `i` and where the name starts, or None if the words name somebody else."""
        hit, hits = self._hits[i], self._hits
        before = hits[i - 1] if i and hits[i - 1].end >= hit.start - 2 else None
        after = hits[i + 1] if i + 1 < len(hits) and hits[i + 1].start <= hit.end + 2 else None
        senses = self._knowledge.senses[hit.key]
        previous, following = self._around(hit)
        if all(s.form == "family" for s in senses):
            if self._is_private(hit, senses, previous) or (after is not None and self._is_given(hit, after)):
                return None
            return self._family(i, senses, previous, following, before, after)
        senses = tuple(s for s in senses if s.form != "family")
        if senses[0].actor.kind != "person" and self._is_persons(i, senses, previous, following, before, after):
            return None
        if senses[0].actor.kind == "person" and bearers.is_other(self._text, hit):
            return None
        if bearers.is_foreign_party(hit, senses, self._knowledge, self._codes, self._counts):
            return None
        if hit.key in _SHARED:
            senses = tuple(s for s in senses if s.actor.code in self._others(hit.key))
            if not senses:
                return None
        bearer = self._bearer(hit, senses)
        if bearer is not None:
            return bearer, hit.start
        near = self._near(before)
        titled = len(senses) > 1 and senses[0].actor.kind == "person"
        title = title_before(self._text, hits, i, self._knowledge) if titled else None
        beside = self._beside(i) if titled else frozenset()
        canon = {s: _CANON * (fold(s.actor.name) == hit.key) for s in senses}
        best = max(senses, key=lambda s: (self._score(s, near, title, beside) + canon[s], s.actor.start))
        if titled and (title is None or not title.fits(best.actor.office)):
            best = self._highest(best, senses)
        if previous.lower() == "ethnic" and best.form == "demonym" and best.actor.kind == "state":
            return minority(best, i, hits, self._text, self._knowledge), hit.start
        return best, hit.start

    def _others(self, key: str) -> frozenset[str | None]:
        """The codes that other names of the text can have."""
        return frozenset(
            s.actor.code
            for name in {h.key for h in self._hits} - {key}
            for s in self._knowledge.senses[name]
            if s.form != "family"
        )

    def _bearer(self, hit: Hit, senses: tuple[Sense, ...]) -> Sense | None:
        """The person, named in full elsewhere, whose last name is also a group's or a company's ("Wagner")."""
        if " " in hit.key or senses[0].actor.kind not in {"group", "org"}:
            return None
        theirs = self._last.get(plain(self._text[hit.start : hit.end]), ())
        ids = {s.actor.id for s in senses}
        if not theirs or any(
            " " in h.key and ids & {s.actor.id for s in self._knowledge.senses[h.key]} for h in self._hits
        ):
            return None
        return self._the_one(theirs)

    def _the_one(self, senses: Sequence[Sense]) -> Sense:
        best = max(senses, key=lambda s: (self._score(s, None), s.actor.start))
        return Sense(self._highest(best, senses).actor, "family")

    def _highest(self, best: Sense, senses: Sequence[Sense]) -> Sense:
        """Of a person's offices that fit the day as well the highest; without a day the highest of all."""
        least = fit(best.actor, self._day) if self._day else 0.0
        own = [s for s in senses if s.actor.id == best.actor.id and fit(s.actor, self._day) >= least]
        return max(own, key=lambda s: (_TOP.search(s.actor.office or "") is not None, s == best))

    def _beside(self, i: int) -> frozenset[str]:
        """The codes of a name in apposition: "Jane Doe, the NATO secretary general"."""
        if i + 1 >= len(self._hits) or not _APPOSED.fullmatch(self._text, self._hits[i].end, self._hits[i + 1].start):
            return frozenset()
        senses = self._knowledge.senses[self._hits[i + 1].key]
        return frozenset(s.actor.code for s in senses if s.actor.code and s.form != "family")

    def _around(self, hit: Hit) -> tuple[str, str]:
        match = _PREVIOUS.search(self._text, max(0, hit.start - 30), hit.start)
        after = _NEXT.match(self._text, hit.end)
        if self._in_headline(hit.start):
            return "", ""
        word = match.group(1) if match else ""
        begins = (token := self._token(hit.start)) is not None and token.i == 0
        # "moved to the US. Trump has …"
        ended = word[-1:] in ".!?" and (begins or len(word) > 3)
        if match and ("\n" in match.group() or (ended and fold(word) not in _HONORIFICS)):
            word = ""
        return word, after.group(1) if after else ""

    def _in_headline(self, position: int) -> bool:
        """Whether the line is in title case, where a capital says nothing about names."""
        start = self._text.rfind("\n", 0, position) + 1
        if start not in self._headlines:
            end = self._text.find("\n", position)
            line = self._text[start : end if end >= 0 else len(self._text)]
            long = (
                [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
                if len(line) < 200 and line.rstrip()[-1:] not in {".", ","}
                else []
            )
            self._headlines[start] = len(long) > 3 and sum(w[0].isupper() for w in long) > 0.75 * len(long)
        return self._headlines[start]

    def _near(self, before: Hit | None) -> str | None:
        if before is None:
            return None
        return next((s.actor.code for s in self._knowledge.senses[before.key] if s.form != "family"), None)

    def _score(
        self, sense: Sense, near: str | None, title: Title | None = None, beside: frozenset[str] = frozenset()
    ) -> float:
        actor = sense.actor
        score = _FORM_SCORE[sense.form] + _KIND_SCORE[actor.kind] + 2.0 * actor.rank + 2.0 * fit(actor, self._day)
        if actor.code and actor.code in self._codes:
            score += 1.0 + self._codes[actor.code] / self._most
        if actor.code and actor.code == near:
            score += 2.0
        if actor.kind == "person":
            named = self._named[actor.id]
            score += 3.0 + 0.01 * named if named else 0.8 if _TOP.search(actor.office or "") else 0.0
            if self._day is not None and fit(actor, self._day) == 1.0:
                score += 2.0
            if title is not None:
                score += 2.5 * title.fits(actor.office) + 4.0 * (actor.code in title.owners)
            score += 2.0 * (actor.code in beside)
        return score

    def _is_persons(
        self,
        i: int,
        senses: tuple[Sense, ...],
        previous: str,
        following: str,
        before: Hit | None,
        after: Hit | None,
    ) -> bool:
        """Whether a name is part of a person's ("Denzel Washington", "Minister Jane Ann Wagner")."""
        hit = self._hits[i]
        if senses[0].form == "demonym" or " " in hit.key:
            return False
        if previous in self._knowledge.given and previous not in _ALSO_GIVEN:
            return True
        capital = previous[:1].isupper() and previous[1:].islower()
        if before is None and capital and hit.key not in self._knowledge.cased:
            title = title_before(self._text, self._hits, i, self._knowledge)
            if title is not None and title.personal and title.given:
                return True
        if hit.key not in _ALSO_GIVEN or not following or after is not None:
            return False
        low = fold(following)
        known = (
            low in self._knowledge.role_starts
            or low in _CALENDAR
            or low in _GEOGRAPHY
            or previous.lower() in {"in", "of", "to", "from"}
        )
        return not known and following[1:].islower()

    def _family(
        self, i: int, senses: tuple[Sense, ...], previous: str, following: str, before: Hit | None, after: Hit | None
    ) -> tuple[Sense, int] | None:
        hit = self._hits[i]
        near = self._near(before)
        start = hit.start
        titled = self._is_title(previous)
        senses = tuple(s for s in senses if bearers.honorific_fits(previous, s, self._knowledge))
        in_full = [s for s in senses if s.actor.id in self._named]
        others = self._last.get(hit.key, ())
        in_office = titled and previous[:1].isupper() and fold(previous) not in _HONORIFICS
        if not senses or not self._is_able(hit, bool(in_full), in_office):
            return None
        if (
            others
            and not in_full
            and not titled
            and (previous in {"Bin", "bin", "Al", "al"} or not previous[:1].isupper())
        ):
            own = self._text.rfind(previous, 0, hit.start) if previous in {"Bin", "Al"} else hit.start
            return self._the_one(others), own
        joined = before is not None and before.end == hit.start - 1 and not self._is_given(before, hit)
        dated = previous.lower() in _CALENDAR
        if previous[:1].isupper() and not dated and not titled and not joined and not self._opens(hit, previous):
            given = self._given_names(hit.start)
            same = [s for s in senses if any(alike(previous, part) for part in s.actor.name.split()[:-1])]
            same = [s for s in same if any(alike(given[-1][0], part) for part in s.actor.name.split())]
            if not same:
                return None
            whole = [s for s in same if len(given) > 1 and alike(given[-1][0], s.actor.name.split()[0])]
            in_full, senses, start = in_full or whole, tuple(same), given[-1][1]
        elif following and after is None and not in_full and fold(following) not in _CALENDAR:
            same = [s for s in senses if any(alike(following, part) for part in s.actor.name.split())]
            if not same and (titled or not is_office(self._text, hit.end + 1, self._knowledge)):
                return None
        if fold(following) in _GEOGRAPHY and following[:1].isupper() and not titled:
            return None
        if self._text[hit.end : hit.end + 1] == "-" or (start and self._text[start - 1] == "-"):
            return None
        title = title_before(self._text, self._hits, i, self._knowledge)
        if title is not None and title.state and title.personal:
            theirs = [s for s in senses if s.actor.code in title.owners]
            if not theirs:
                return None
            senses = tuple(theirs)
            in_full = [s for s in in_full if s in theirs]
        senses = tuple(in_full) or self._able(hit, senses, titled, title)
        if not senses:
            return None
        best = self._highest(max(senses, key=lambda s: (self._score(s, near, title), s.actor.start)), senses)
        if near and near != best.actor.code and best.actor.id not in self._named and joined and titled:
            return None
        return best, start

    def _able(self, hit: Hit, senses: tuple[Sense, ...], titled: bool, title: Title | None) -> tuple[Sense, ...]:
        """Whom a family name may mean that nobody in the text bears in full; a title makes any but the common ones."""
        if not titled:
            return senses if self._plain_family(hit, senses) else ()
        common = self._is_common(hit.key)
        return tuple(
            s
            for s in senses
            if s.actor.code in self._codes
            or (title is not None and title.fits(s.actor.office))
            or (not common and (s.actor.code in _WATCHED or _TOP.search(s.actor.office or "")))
        )

    def _is_able(self, hit: Hit, in_full: bool, in_office: bool) -> bool:
        """Whether a family name can be an officeholder's: no given name, no town, not introduced as another's."""
        if _GOES_ON.match(self._text, hit.end) or bearers.is_other(self._text, hit):
            return False
        if in_full:
            return True
        after = self._text[hit.end : hit.end + 3]
        if hit.key in self._knowledge.given and after[:1] == " " and after[1:].istitle():
            return False
        if fold(hit.key) in _CALENDAR:
            return in_office
        return in_office or hit.key not in self._introduced

    def _given_names(self, start: int) -> list[tuple[str, int]]:
        """The given names in front of a family name with where they start, the nearest first: "Khalid bin Omar …"."""
        out: list[tuple[str, int]] = []
        for _ in range(_GIVEN):
            match = _PREVIOUS.search(self._text, max(0, start - 30), start)
            word = match.group(1) if match and "\n" not in match.group() else ""
            known = fold(word) in self._knowledge.senses or fold(word) in self._knowledge.role_starts
            begun = out and (known or self._is_title(word) or self._is_opener(match.start(1) if match else start))
            if word not in _PARTICLES and (not word[:1].isupper() or not word[1:].islower() or begun):
                break
            start = match.start(1) if match else start
            if word not in _PARTICLES:
                out.append((word, start))
        return out

    def _is_opener(self, position: int) -> bool:
        """Whether the word at an offset opens a sentence and is no name."""
        token = self._token(position)
        return self._opens_at(position) and token is not None and token.pos != "PROPN"

    def _is_given(self, hit: Hit, after: Hit) -> bool:
        """Whether a hit is the given name in front of somebody's family name: both are nothing but families."""
        both = (self._knowledge.senses[hit.key], self._knowledge.senses[after.key])
        if hit.end + 1 != after.start or any(s.form != "family" for senses in both for s in senses):
            return False
        return not {s.actor.id for s in both[0]} & {s.actor.id for s in both[1]}

    def _is_private(self, hit: Hit, senses: tuple[Sense, ...], previous: str) -> bool:
        """Whether an age or a trade in apposition says that a name is not an officeholder's."""
        if self._is_title(previous) or any(s.actor.id in self._named for s in senses):
            return False
        if _OCCUPATION.match(self._text, hit.end):
            return True
        common = self._is_common(hit.key) or not any(_TOP.search(s.actor.office or "") for s in senses)
        return common and _AGED.match(self._text, hit.end) is not None

    def _is_common(self, key: str) -> bool:
        """Whether a family name is as common as a given name."""
        return key.lower() in _COMMON or key in self._knowledge.given

    def _plain_family(self, hit: Hit, senses: tuple[Sense, ...]) -> bool:
        """Whether a family name alone, without title or full name before, may be taken for the officeholder."""
        low = hit.key.lower()
        if low in _CALENDAR or low in _NEVER:
            return False
        opens = low in _ALSO_WORDS and self._opens_at(hit.start)
        if opens and bearers.is_borne(self._text, hit, self._hits, self._knowledge):
            return any(s.actor.code in self._codes or _TOP.search(s.actor.office or "") for s in senses)
        if opens or (low in _ALSO_WORDS and bearers.is_located(self._text, hit)):
            return False
        if low in _ALSO_WORDS or self._is_common(hit.key) or bearers.is_located(self._text, hit):
            senses = tuple(s for s in senses if s.actor.code in self._codes)
        if hit.key in self._knowledge.given:
            senses = tuple(s for s in senses if _HIGH.search(s.actor.office or "") or _TOP.search(s.actor.office or ""))
        able = [s for s in senses if _PROMINENT.search(s.actor.office or "")]
        now = [s for s in able if self._day is not None and fit(s.actor, self._day) == 1.0] or able
        high = {s.actor.code for s in now if _TOP.search(s.actor.office or "")}
        known = {
            s.actor.code
            for s in now
            if _HIGH.search(s.actor.office or "") and (s.actor.code in self._codes or s.actor.code in _WATCHED)
        }
        if len(high) == 1 or (len(hit.key) > 3 and not high and len(known) == 1):
            return self._day is None or any(fit(s.actor, self._day) > 0.25 for s in able)
        return any(s.actor.code in self._codes for s in able)

    def _is_title(self, previous: str) -> bool:
        low = fold(previous)
        role = self._knowledge.roles.get(low)
        return low in _HONORIFICS or (role is not None and (role.kind == "office" or role.sector not in {"CVL", "CRM"}))

    def _opens(self, hit: Hit, previous: str) -> bool:
        """Whether the capitalised word before the name only opens a sentence ("But Putin …")."""
        if self._opens_at(hit.start - len(previous) - 1):
            token = self._token(hit.start - len(previous) - 1)
            given = token is not None and token.pos == "PROPN" and token.dep == "compound"
            known = fold(previous) in self._knowledge.role_starts or fold(previous) in _CALENDAR
            return previous not in self._knowledge.given and (known or not given)
        return False

    def _opens_at(self, position: int) -> bool:
        head = self._text[max(0, position - 3) : position].rstrip(" \"“'‘")
        return not head or head[-1] in ".!?:\n\u2014"
