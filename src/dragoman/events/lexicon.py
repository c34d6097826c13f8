"""The lexicon: every sense by its word, checked when it is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dragoman.events.algebra import Algebra, read_algebra
from dragoman.events.lexicon_file import Tables, read_classes, read_frames, read_light, read_rows, read_senses
from dragoman.events.modes import Modes, read_modes
from dragoman.events.senses import Frame, LightVerb, Sense
from dragoman.language.inflection import noun_forms, verb_forms
from dragoman.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Senses by word, noun classes, light verbs and the algebra.

    `forms` maps inflected verb forms to the lemmas that the lexicon knows, for words that the
    tagger's lemmatiser gets wrong.
    """

    verbs: Mapping[str, tuple[Sense, ...]]
    nouns: Mapping[str, tuple[Sense, ...]]
    adjectives: Mapping[str, tuple[Sense, ...]]
    light: Mapping[str, tuple[LightVerb, ...]]
    classes: Mapping[str, frozenset[str]]
    frames: Mapping[str, Frame]
    algebra: Algebra
    modes: Modes
    forms: Mapping[str, str]
    digest: str

    def all_senses(self) -> Iterable[Sense]:
        """Every sense once, by part of speech and word."""
        for table in (self.verbs, self.nouns, self.adjectives):
            for senses in table.values():
                yield from senses

    def in_class(self, lemma: str, name: str) -> bool:
        """Whether a noun lemma is in a class (`name` without its @)."""
        return lemma in self.classes.get(name, frozenset())

    def noun_lemmas(self) -> dict[str, str]:
        """Every form of a listed noun, singular and plural, with its lemma."""
        out = {form: lemma for lemma in self.nouns for form in noun_forms(lemma)}
        return {**out, **{lemma: lemma for lemma in self.nouns}}

    def compounds(self) -> frozenset[str]:
        """Nouns that have senses only together with a word before them."""
        return frozenset(noun for noun, senses in self.nouns.items() if all(len(s.words) > 1 for s in senses))

    def triggers(self) -> frozenset[str]:
        """Lower-case word forms one of which a sentence must have to hold an event."""
        out: set[str] = set()
        for lemma, senses in self.verbs.items():
            if any(s.type or s.op for s in senses):
                out.update(verb_forms(lemma))
        for lemma, senses in self.nouns.items():
            if any(s.type or s.op for s in senses):
                out.update(noun_forms(lemma))
        for lemma, senses in self.adjectives.items():
            if any(s.type or s.op for s in senses):
                out.add(lemma)
        return frozenset(out)


def data_folder() -> Path:
    """The packaged lexicon."""
    return Path(str(files("dragoman").joinpath("data/lexicon")))


def load_lexicon(ontology: Ontology, folder: Path | None = None, extra: Sequence[Path] = ()) -> Lexicon:
    """Load the packaged lexicon, or another folder, and then a user's own files, which go first.

    Raises `DataError` with file and line.
    """
    root = folder or data_folder()
    tables = load_tables(ontology, root)
    paths = [
        *extra,
        *sorted(root.glob("operators/*.toml")),
        *sorted(root.glob("kernels/*.toml")),
        root / "noevent.toml",
    ]
    senses = [s for p in paths if p.exists() for s in read_senses(p, tables)]
    rows = root / "verb_noun.toml"
    if rows.exists():
        senses.extend(read_rows(rows, tables))
    light: dict[str, list[LightVerb]] = {}
    for verb in read_light(root / "light.toml"):
        light.setdefault(verb.words[0], []).append(verb)
    verbs = _index(senses, "verb")
    return Lexicon(
        verbs=verbs,
        nouns=_index(senses, "noun"),
        adjectives=_index(senses, "adj"),
        light={k: tuple(v) for k, v in light.items()},
        classes=tables.classes,
        frames=tables.frames,
        algebra=read_algebra(root / "algebra.toml"),
        modes=read_modes(root / "modes.toml", tables.modes) if (root / "modes.toml").exists() else Modes(),
        forms={form: lemma for lemma in (*light, *verbs) for form in reversed(verb_forms(lemma))},
        digest=_digest([*extra, *sorted(root.rglob("*.toml"))]),
    )


def load_tables(ontology: Ontology, folder: Path | None = None) -> Tables:
    """What senses are checked against: frames, noun classes, types with their modes. Raises `DataError`."""
    root = folder or data_folder()
    modes = {name: frozenset(mode.name for mode in kind.modes) for name, kind in ontology.types.items()}
    return Tables(read_frames(root / "frames.toml"), read_classes(sorted(root.glob("nouns*.toml"))), modes)


def _index(senses: Iterable[Sense], pos: str) -> dict[str, tuple[Sense, ...]]:
    """Senses by the word that a clause is looked up by: the head of a noun ("state of emergency"), else the first."""
    out: dict[str, list[Sense]] = {}
    for sense in senses:
        if sense.pos == pos:
            out.setdefault(_key(sense.words, pos), []).append(sense)
    return {word: tuple(sorted(found, key=lambda s: -s.weight)) for word, found in out.items()}


def _key(words: tuple[str, ...], pos: str) -> str:
    if pos != "noun":
        return words[0]
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _digest(paths: Iterable[Path]) -> str:
    hasher = hashlib.sha256()
    for path in paths:
        hasher.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return hasher.hexdigest()[:16]
