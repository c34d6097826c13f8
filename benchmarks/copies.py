#!/usr/bin/env python3
"""How well copies are found on the table of pairs, and what linking costs against the number of documents.

The table (`tests/linking/pairs.py`) has copies as editors make them and hard pairs that are none; each pair
is asked alone, and all texts together. With --scale, documents are generated of which a fifth are
copies; seconds of the processor and the peak of memory are measured for each number, each in a process of its own.

usage: copies.py [--scale N…] [--errors] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "linking")]

from pairs import Pair, pairs, report  # noqa: E402

from dragoman.identity import document_id  # noqa: E402
from dragoman.linking.copies import find_copies, roots  # noqa: E402
from dragoman.linking.stories import find_stories  # noqa: E402
from dragoman.linking.terms import Told, common_words  # noqa: E402
from dragoman.linking.words import Report  # noqa: E402


def alone(pair: Pair) -> bool:
    """Whether the two texts are linked when there are no others."""
    return bool(find_copies([report("a", pair.one, "2024-01-01"), report("b", pair.two, "2024-01-02")]))


def together(table: tuple[Pair, ...]) -> list[bool]:
    """Whether the two texts of each pair have one root when all texts are in one record."""
    names = {text: f"{n:04}" for n, text in enumerate(dict.fromkeys(t for p in table for t in (p.one, p.two)))}
    root = roots(find_copies(report(name, text) for text, name in names.items()))
    ends = [(names[p.one], names[p.two]) for p in table]
    return [root.get(a, a) == root.get(b, b) for a, b in ends]


def rates(wanted: list[bool], found: list[bool]) -> dict[str, float]:
    """Precision and recall."""
    both = sum(w and f for w, f in zip(wanted, found, strict=True))
    return {"precision": round(both / max(1, sum(found)), 4), "recall": round(both / max(1, sum(wanted)), 4)}


def table_scores(errors: bool) -> dict[str, object]:
    """The scores on the table."""
    table = pairs()
    wanted = [p.copy for p in table]
    found = [alone(p) for p in table]
    if errors:
        for pair, got in zip(table, found, strict=True):
            if got != pair.copy:
                print(f"{pair.kind}: {'missed' if pair.copy else 'false'}\n  {pair.one[:200]}\n  {pair.two[:200]}")
    kinds = Counter(p.kind for p in table if not p.copy)
    return {
        "pairs": len(table),
        "copies": sum(wanted),
        "no_copies": dict(sorted(kinds.items())),
        "alone": rates(wanted, found),
        "together": rates(wanted, together(table)),
    }


FORMS = (
    "{} shares closed {} percent higher on {} as investors waited for the decision of the central bank.",
    "Shelling killed {} people and wounded {} in the region of {}, the governor said on the messenger.",
    "The foreign ministers of {} and {} signed a memorandum on {} and spoke of the good state of relations.",
)


def generated(number: int, seed: int = 3) -> Iterator[tuple[Report, str | None]]:
    """Reports of 50 to 80 words over a year with the name of the origin where one is a copy: sentences of
    their own, forms that are filled in, background that an agency repeats, and a fifth of copies."""
    rng = random.Random(seed)
    words = sorted(w for w in common_words() if len(w) > 3)
    stems = [w.title() + e for w in words[::7] for e in ("ov", "ia", "an")]

    def sentence(length: int) -> str:
        picked = [rng.choice(stems) if rng.random() < 0.15 else rng.choice(words) for _ in range(length)]
        return " ".join(picked).capitalize() + "."

    background = [sentence(22) for _ in range(200)]
    made: list[tuple[str, list[str]]] = []
    for n in range(number):
        name = f"{n:07}"
        published = f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        if made and rng.random() < 0.2:
            origin, sentences = rng.choice(made[-5000:])
            copied = sentences[: max(3, len(sentences) - rng.randrange(2))]
            yield report(name, " ".join([*copied, sentence(rng.randrange(8))])), origin
            continue
        sentences = [sentence(rng.randrange(10, 16)) for _ in range(rng.randrange(3, 5))]
        if rng.random() < 0.3:
            sentences.append(rng.choice(FORMS).format(*(rng.choice(stems) for _ in range(3))))
        if rng.random() < 0.2:
            sentences.append(rng.choice(background))
        made.append((name, sentences))
        yield report(name, " ".join(sentences), published), None


def scale(number: int) -> dict[str, float]:
    """Seconds of the processor, the peak of memory, and how many of the links are right."""
    rows = list(generated(number))
    start = time.process_time()
    copies = find_copies(r for r, _ in rows)
    middle = time.process_time()
    origin = {copy.doc: copy.origin for copy in copies}
    told = (
        Told(r.doc, document_id(r.text), r.text, r.stretches, None, r.published, (), origin.get(r.doc)) for r, _ in rows
    )
    stories = len(set(find_stories(told).values()))
    end = time.process_time()
    truth = {r.doc: o for r, o in rows if o}
    right = sum(truth.get(doc) == o for doc, o in origin.items())
    return {
        "documents": number,
        "words": sum(len(r.text.split()) for r, _ in rows),
        "copies_s": round(middle - start, 2),
        "stories_s": round(end - middle, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "precision": round(right / max(1, len(origin)), 4),
        "recall": round(right / max(1, len(truth)), 4),
        "stories": stories,
    }


def main() -> None:
    """Print the scores, and with --scale the costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=int, nargs="+", default=[], help="Numbers of documents.")
    parser.add_argument("--errors", action="store_true", help="Show the pairs that are judged wrong.")
    parser.add_argument("--json", action="store_true", help="One JSON object.")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(scale(given.one)))
        return
    result = table_scores(given.errors)
    runs = [[sys.executable, __file__, "--one", str(n)] for n in given.scale]
    costs = [json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout) for run in runs]
    if given.json:
        print(json.dumps({**result, "scale": costs}))
        return
    for name, value in (*result.items(), *((f"{c['documents']:,} documents", c) for c in costs)):
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
