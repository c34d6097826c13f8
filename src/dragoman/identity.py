"""Ids made of content: the same input and version give the same ids, in any order and on any machine.

The id of an event, statement or figure is the first 16 hexadecimal digits (64 bits) of a SHA-256;
among ten million events the odds that any two share one are about 1 in 370,000. Only what says
*which* thing it is goes in; what may be coded better later (mode, date, confidence) stays out, so
that an id outlives a new version of the coder where the coding did not change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from dragoman.model import Document, Entity, Span

ID_LENGTH = 16
DOCUMENT_ID_LENGTH = 32


def content_hash(*parts: object) -> str:
    """The id of a row of parts. Parts are told apart, so ("ab", "c") and ("a", "bc") differ, and
    None differs from an empty text."""
    digest = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"-" if part is None else str(len(data)).encode("ascii"))
        digest.update(b":")
        digest.update(data)
    return digest.hexdigest()[:ID_LENGTH]


def document_id(text: str) -> str:
    """The id of a verbatim text: the first 32 hexadecimal digits of the SHA-256 of its UTF-8 bytes, so
    that anyone can check it with other tools. Copies under two names share it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DOCUMENT_ID_LENGTH]


def event_id(
    document: Document, trigger: Span, types: Sequence[str], actors: Iterable[Entity], recipients: Iterable[Entity]
) -> str:
    """The id of an event: document name and text, trigger, types, actors and recipients."""
    who = [_who(entity) for entity in actors]
    whom = [_who(entity) for entity in recipients]
    return content_hash("event", document.doc, document.doc_id, trigger, *types, "by", *who, "to", *whom)


def statement_id(document: Document, span: Span, cue: Span | None, speaker: str | None) -> str:
    """The id of a statement: document name and text, first to last character, cue and speaker."""
    return content_hash("statement", document.doc, document.doc_id, span, cue, speaker)


def figure_id(document: Document, span: Span, value: float, role: str | None) -> str:
    """The id of a figure: document name and text, its characters, its value and its role."""
    return content_hash("figure", document.doc, document.doc_id, span, float(value), role)


def coding_id(document: Document, run: str) -> str:
    """What one coding of one document depends on: the document as it was read, with its metadata,
    and the run (`record.schema.Run.id`: version, tables, parser, settings). A document whose coding
    id stands in the record already need not be coded again."""
    known = (
        document.title,
        document.published,
        document.published_basis,
        document.outlet,
        document.outlet_basis,
        document.byline,
        document.dateline,
        document.url,
        document.language,
    )
    return content_hash("coding", run, document.doc, document.doc_id, *known)


def _who(entity: Entity) -> str:
    return content_hash(entity.code, entity.sector, entity.identifier_text or entity.entity_text)
