"""Which earlier texts a text may be a copy of, without a look at every pair.

Near copies share a band of their MinHash sketches; a text inside a longer one shares sampled shingles
with it. Both indexes hold only what no text before had, so that a story with a thousand copies fills
them no more than a story with one, and both leave out what too many different texts have: forms that
are filled in again and again. Cost and memory grow with the number of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from dragoman.linking.words import Hashes, Words, batches, shingles

#: Twenty bands of three: a pair with a Jaccard index of 0.5 is found in 93 cases of 100, of 0.7 in all.
_BANDS, _ROWS = 20, 3
_SEED = 17
#: Short shingles for the sketch, which one changed word should not break; long ones for the index,
#: which should be rare.
_NEAR, _INSIDE = 3, 5
#: One shingle in so many is kept in the index, by its hash, so the same ones of every text.
_EVERY = 4
#: A band or a shingle that so many texts have which are no copies of each other tells nothing.
_COMMON = 24
#: How many candidates are compared, the likeliest first.
_MOST = 8
#: Words that are sketched together.
_WORDS_AT_ONCE = 4_000_000


def sketches(texts: Sequence[Words]) -> list[Hashes]:
    """The keys of the bands of each text that more than one text has."""
    rows = [_sketch(batch) for batch in batches(texts, _WORDS_AT_ONCE)]
    return _of_several(list(np.concatenate(rows))) if rows else []


def _sketch(texts: Sequence[Words]) -> Hashes:
    sets = [s if len(s := shingles(words.hashes, _NEAR)) else words.hashes for words in texts]
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in sets])]).astype(np.uint64)
    flat = np.concatenate(sets) if sets else np.zeros(0, np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, _BANDS * _ROWS, _SEED)
    rows = np.array(matrix.to_rows(), np.uint64).reshape(len(texts), _BANDS, _ROWS)
    keys = np.zeros((len(texts), _BANDS), np.uint64)
    for band in range(_BANDS):
        mixed = np.full(len(texts), band + 1, np.uint64)
        for row in range(_ROWS):
            mixed = (mixed ^ rows[:, band, row]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(31)
        keys[:, band] = mixed
    return keys


def samples(texts: Sequence[Words]) -> list[Hashes]:
    """The sampled shingles of each text that more than one text has."""
    return _of_several([_sample(words) for words in texts])


def _of_several(kept: Sequence[Hashes]) -> list[Hashes]:
    """Of the keys of each text those that another has too: nobody asks for the others, and they are the most."""
    every = np.concatenate(kept) if kept else np.zeros(0, np.uint64)
    keys, counts = np.unique(every, return_counts=True)
    several = keys[counts > 1]
    return [_among(sample, several) for sample in kept]


def _sample(words: Words) -> Hashes:
    found = shingles(words.hashes, _INSIDE)
    kept: Hashes = found[found % np.uint64(_EVERY) == 0]
    return np.unique(kept)


def _among(sample: Hashes, keys: Hashes) -> Hashes:
    if not len(keys) or not len(sample):
        return sample[:0]
    at = np.minimum(np.searchsorted(keys, sample), len(keys) - 1)
    return np.asarray(sample[keys[at] == sample], np.uint64)


class Index:
    """The texts that were added so far, by number."""

    def __init__(self) -> None:
        self._bands: defaultdict[int, list[int]] = defaultdict(list)
        self._inside: defaultdict[int, list[int]] = defaultdict(list)

    def candidates(self, bands: Hashes, sample: Hashes) -> list[int]:
        """The texts that a text with these keys may be a copy of, the likeliest first."""
        votes: Counter[int] = Counter()
        for table, keys in ((self._bands, bands), (self._inside, sample)):
            for key in keys.tolist():
                known = table.get(key, ())
                if len(known) < _COMMON:
                    votes.update(known)
        return [n for n, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_MOST]]

    def add(self, number: int, bands: Hashes, sample: Hashes, origin: tuple[Hashes, Hashes] | None = None) -> None:
        """Add a text; of a copy only what its origin, with these keys, has not."""
        for table, keys, old in (
            (self._bands, bands, origin[0] if origin else None),
            (self._inside, sample, origin[1] if origin else None),
        ):
            known = frozenset(old.tolist()) if old is not None else frozenset()
            for key in keys.tolist():
                if key not in known and len(table[key]) < _COMMON:
                    table[key].append(number)
