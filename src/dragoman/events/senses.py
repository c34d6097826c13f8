"""A sense: one meaning of a predicate, as a line of the lexicon gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Restrictions that ask who a phrase is, and not which noun it has (docs/lexicon.md).
RESOLVED = frozenset({"@actor", "@leader", "@body", "@armed", "@place"})
OPERATORS = frozenset({
    "promise", "announce", "vow", "request", "order", "refuse", "refrain", "fail", "desire", "allow", "prevent",
    "threaten", "accuse", "praise", "report", "deny", "attempt", "wish", "consider", "start", "stop", "cause",
    "cancel", "violate", "expect", "exclude",
})  # fmt: skip

#: Words of an idiom that need not stand there.
FILLERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "one's"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Which roles give actors and which recipients, in order of preference.

    With `collect` every listed actor role counts, else the first that names somebody.
    """

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    collect: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """A kernel (`type`), an operator (`op`) or a known word that is no event (`none`).

    `words` is the lemma with its particles and fixed preposition; `objects` and `subjects` are the
    lemmas or `@classes` that restrict it; `ahead` holds of what will be.
    """

    id: str
    pos: Literal["verb", "noun", "adj"]
    words: tuple[str, ...]
    type: str | None = None
    mode: str | None = None
    frame: Frame | None = None
    op: str | None = None
    none: str | None = None
    objects: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    light: bool = False
    intransitive: bool = False
    plain: bool = False
    ahead: bool = False
    complement: bool = False
    last: bool = False
    at: str | None = None
    addressee: str | None = None
    governs: str | None = None
    prep: str | None = None
    example: str = ""
    where: str = ""
    #: The words that must stand in a sentence beside the one that the sense is looked up by.
    beside: frozenset[str] = frozenset()

    @property
    def lemma(self) -> str:
        """The word that carries the sense."""
        return self.words[0]

    @property
    def weight(self) -> int:
        """How specific the sense is; the most specific one that fits wins."""
        asked = 3 * bool(self.objects) + 2 * bool(self.subjects) + bool(self.prep) + 4 * self.complement
        return 2 * len(self.words) + asked


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to the event noun in the role `noun`.

    `kind` is `light` (the subject does it), `converse` (the subject undergoes it) or `occur` (the
    noun is the subject and the verb says only that it happened).
    """

    words: tuple[str, ...]
    kind: Literal["light", "converse", "occur"]
    where: str = ""
