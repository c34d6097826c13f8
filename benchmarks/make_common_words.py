#!/usr/bin/env python3
"""Make `data/linking/common_words.tsv`: how frequent English words are.

From wordfreq (pip install wordfreq==3.1.1), whose data are under CC BY-SA 4.0 (docs/dependencies.md). A line
has a frequency on the Zipf scale (the decimal logarithm of uses in 1,000,000,000 words) and words that have
it. Words rarer than 3.3 (one in 500,000 words) are left out: they count as rare.

usage: make_common_words.py
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

from dragoman.linking.words import normal

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "data" / "linking" / "common_words.tsv"
RAREST = 3.3


def main() -> None:
    """Write the table."""
    best: dict[str, float] = {}
    for word in top_n_list("en", 20_000):
        frequency = zipf_frequency(word, "en")
        if word.isalpha() and len(word) > 1 and frequency >= RAREST:
            form = normal(word)
            best[form] = max(best.get(form, 0.0), frequency)
    lines = defaultdict(list)
    for word, frequency in best.items():
        lines[f"{frequency:.1f}"].append(word)
    head = "# How frequent English words are, Zipf scale; made by benchmarks/make_common_words.py from wordfreq.\n"
    rows = [
        f"{zipf}\t{row}\n"
        for zipf in sorted(lines, key=float, reverse=True)
        for row in textwrap.wrap(" ".join(sorted(lines[zipf])), 110)
    ]
    TARGET.write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
