"""The words that attribute, read from `data/statements`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache

from dragoman.tables import TomlFile, data_path

#: Where the content of a verb may stand, beside prepositions; the order is the order of preference.
SLOTS = ("quote", "clause", "infinitive", "told", "gerund", "scene", "object+as", "object+of", "object")
PREPOSITIONS = frozenset({"of", "about", "for", "against", "on", "to", "in", "with", "as", "at", "over"})
KINDS = ("speech", "document", "finding", "thought", "wish", "stance")


@dataclass(frozen=True)
class Cues:
    """`verbs` maps a lemma (with its particle after a blank) to what it takes: slot to kind."""

    verbs: Mapping[str, Mapping[str, str]]
    nouns: frozenset[str]
    nouns_of: frozenset[str]
    words: frozenset[str]
    lent: frozenset[str]
    light: frozenset[str]
    adjectives: frozenset[str]
    moods: frozenset[str]
    evident: frozenset[str]
    passives: frozenset[str]
    accounts: frozenset[str]
    adverbs: frozenset[str]
    impressions: frozenset[str]
    reporting: frozenset[str]
    tails: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    single: frozenset[str]
    headings: frozenset[str]
    according: frozenset[str]
    documents: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    polls: frozenset[str]
    issuing: frozenset[str]
    outlets: frozenset[str]
    agencies: frozenset[str]
    unnamed: frozenset[str]
    short: Mapping[str, str]
    occasions: tuple[tuple[str, str], ...]
    saying: tuple[tuple[str, str], ...]

    @cached_property
    def named_occasions(self) -> Mapping[str, str]:
        """Phrase to occasion."""
        return dict(self.occasions)

    @cached_property
    def occasion_ends(self) -> frozenset[str]:
        """The last words of the phrases, singular and plural."""
        ends = {name.split()[-1] for name, _ in self.occasions}
        return frozenset(ends | {f"{end}s" for end in ends})

    @cached_property
    def attributing(self) -> frozenset[str]:
        """The nouns that may carry a content."""
        return self.nouns | self.nouns_of | {pair.split()[0] for pair in self.lent}

    def takes(self, lemma: str, particles: tuple[str, ...] = (), word: str = "") -> Mapping[str, str]:
        """What a verb takes; a verb with a particle that is listed is a verb of its own. `word` is the
        form in the text, for parsers that make "hop" of "hopes"."""
        for one in (lemma, *stems(word)):
            for particle in particles:
                found = self.verbs.get(f"{one} {particle}")
                if found is not None:
                    return found
            found = self.verbs.get(one)
            if found is not None:
                return found
        return {}


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("d", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_IRREGULAR = {"said": "say", "told": "tell", "thought": "think", "felt": "feel", "found": "find", "saw": "see"}


@lru_cache(maxsize=20_000)
def stems(word: str) -> tuple[str, ...]:
    """The verbs that a small-letter word may be a form of."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    return tuple(
        word.removesuffix(end) + add for end, add in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2
    )


@cache
def cues() -> Cues:
    """The packaged cue words. Raises `DataError`."""
    words = TomlFile(data_path("statements", "words.toml")).root
    told = {"verbs", "short", "occasions", "saying"}
    listed = {f.name: frozenset(words.words(f.name)) for f in fields(Cues) if f.name not in told}
    short = words.named("short")
    return Cues(verbs=_verbs(), short=short, occasions=_occasions("occasions"), saying=_occasions("verbs"), **listed)


def gate_words() -> tuple[frozenset[str], frozenset[str]]:
    """What a sentence must have to hold an attribution: lemmas of verbs, to be inflected, and the
    nouns, adjectives, adverbs and prepositions as they stand."""
    table = cues()
    verbs = frozenset(v.split()[0] for v in table.verbs) | table.passives | table.impressions
    others = table.attributing | table.adjectives | table.evident | table.adverbs | table.polls
    others |= frozenset(a.split()[1] for a in table.accounts)
    return verbs, others | frozenset(p.split()[0] for p in table.according if not p.startswith("in "))


def source_words() -> frozenset[str]:
    """Nouns that are no role and can say something: texts, polls, bodies, people without a name."""
    table = cues()
    return table.documents | table.polls | table.bodies | table.unnamed


def reporting_words() -> frozenset[str]:
    """The verbs whose past forms tell by themselves that somebody speaks."""
    table = cues()
    return frozenset(v for v in table.reporting if "speech" in table.takes(v).values()) | {"express", "voice"}


def _verbs() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for table in TomlFile(data_path("statements", "verbs.toml")).tables("verbs"):
        kind, takes = table.values.get("kind"), table.words("takes")
        if kind not in KINDS:
            raise table.error(f"'{kind}' is no kind of verb: {', '.join(KINDS)}", "kind")
        for slot in takes:
            if slot not in SLOTS and slot not in PREPOSITIONS:
                raise table.error(f"'{slot}' is no place for content", "takes")
        for word in table.words("words"):
            for slot in takes:
                out.setdefault(word, {}).setdefault(slot, kind)
    return out


def _occasions(kind: str) -> tuple[tuple[str, str], ...]:
    """`(phrase, occasion)`, longest phrase first."""
    parts = {part.kind: part for part in TomlFile(data_path("statements", "occasions.toml")).parts()}
    rows = [(p, name) for name in parts[kind].values for p in parts[kind].words(name)]
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r)))
