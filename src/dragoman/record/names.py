"""What a record has names for: actors, places, issues and outlets, with how often each is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.record.tallies import Question

NameKind = Literal["actor", "person", "place", "issue", "outlet"]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name. `ref` is its code (actor), the code of who is named (person, place), the
    issue_id or the name itself (outlet); `times` counts events, for issues positions, for outlets documents."""

    kind: NameKind
    ref: str
    name: str
    times: int


# A code by itself, then everybody under it that the text names otherwise than by the code's own name.
_NAMES = """
WITH told AS (
  SELECT unnest(list_concat(actor, recipient)) AS who FROM event WHERE segment IN ('headline', 'body')
), people AS (
  SELECT who.code AS ref, who.identifier_text AS name, count(*) AS times FROM told
  WHERE who.identifier_text IS NOT NULL AND who.code IS NOT NULL GROUP BY ALL
)
SELECT 'actor', who.code, who.code, count(*) FROM told WHERE who.code IS NOT NULL GROUP BY ALL
UNION ALL SELECT 'person', ref, name, times FROM people
UNION ALL SELECT 'place', coalesce(event_loc.code, ''), event_loc.name, count(*) FROM event
  WHERE event_loc IS NOT NULL GROUP BY ALL
UNION ALL SELECT 'issue', issue_id, mode(issue ORDER BY issue), count(*) FROM position GROUP BY issue_id
UNION ALL SELECT 'outlet', outlet, outlet, count(*) FROM document WHERE outlet IS NOT NULL GROUP BY ALL
ORDER BY ALL
"""

# What the searchable words of a record depend on: every document with its coding.
_FINGERPRINT = """
SELECT (SELECT max(schema_version) FROM dragoman) || '-' || count(*) || '-' ||
  coalesce(bit_xor(hash(doc, doc_id, coding)), 0) FROM document
"""

# Quotations with where and when they stand, the newest first.
_QUOTATIONS = """
SELECT s.id, s.doc, s.speaker, s.speaker_code, s.quote, d.published, d.outlet
FROM statement s JOIN document d USING (doc) WHERE s.segment IN ('headline', 'body')
ORDER BY d.published DESC NULLS LAST, s.doc, s.span, s.id
"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a statement without its parts; `day` is the publication's."""

    id: str
    doc: str
    speaker: str | None
    code: str | None
    words: str
    day: str | None
    outlet: str | None


# Documents with the stretches of their story in text order, the newest first.
_STORIES = """
WITH kept AS (
  SELECT doc, list(span ORDER BY span) AS spans FROM segment WHERE label IN ('headline', 'body') GROUP BY doc
)
SELECT d.doc, d.title, list_aggregate([substr(d.text, s[1] + 1, s[2] - s[1]) FOR s IN spans], 'string_agg', chr(10)),
  d.published, d.outlet
FROM document d JOIN kept USING (doc) ORDER BY d.published DESC NULLS LAST, d.doc
"""


@dataclass(frozen=True, slots=True)
class Story:
    """What a document tells, without furniture; `day` is the publication's."""

    doc: str
    title: str | None
    words: str
    day: str | None
    outlet: str | None


def names() -> Question[Named]:
    """Actors, places, issues and outlets, with how often each is told."""
    return Question(_NAMES, (), lambda row: Named(*row))


def quotations() -> Question[Quotation]:
    """The words of every statement of the story, the newest document first."""
    return Question(_QUOTATIONS, (), lambda row: Quotation(*row))


def stories() -> Question[Story]:
    """The stories of all documents, the newest first."""
    return Question(_STORIES, (), lambda row: Story(*row))


def fingerprint() -> Question[str]:
    """One short text that changes whenever a document is added, goes or is coded anew."""
    return Question(_FINGERPRINT, (), lambda row: str(row[0]))
