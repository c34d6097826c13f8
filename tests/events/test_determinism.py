"""The same text gives the same events in every process: no result hangs on the order of a set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Codes a slice of the lexicon's examples and the role table and prints all that an event is made of.
PROGRAM = """
import sys, tomllib
from pathlib import Path
from dragoman.model import Document
from dragoman.pipeline import code_many, load_resources
resources = load_resources(gated=True)
rows = tomllib.loads(Path(sys.argv[1]).read_text("utf-8"))["topics"]
texts = {case["text"] for found in rows.values() for case in found}
examples = {s.example for s in resources.lexicon.all_senses() if s.example and s.objects}
texts |= set(sorted(examples)[::8])
for coded in code_many((Document(t, t, t) for t in sorted(texts)), resources):
    for e in coded.events:
        sides = [(a.code, a.span, a.basis) for a in (*e.actor, *e.recipient)]
        print(e.id, e.event, e.mode, e.rule, e.factuality, sides)
    for s in coded.statements:
        print(s.id, s.speaker, s.content)
"""


def start(seed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", PROGRAM, str(ROOT / "tests" / "cases" / "roles.toml")]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def lines(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate()
    assert process.returncode == 0
    return out.splitlines()


def test_hash_seed_changes_nothing() -> None:
    one, two = map(lines, [start("1"), start("2")])
    assert len(one) > 300
    differing = sorted(set(one) ^ set(two))
    assert differing == [], "\n".join(differing[:40])
