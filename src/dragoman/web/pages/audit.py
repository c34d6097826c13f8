"""How often the record is right, as far as people have judged it."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Template

from dragoman.console.audit import COLUMNS, audit_rows
from dragoman.record.holdings import trust
from dragoman.web.pages.common import Asked, library_of, page
from dragoman.web.tables import csv_answer


@get("/audit", sync_to_thread=True)
def audit(request: Asked) -> Template:
    """Shares with their bounds by type and by part, the confidence against the judgements, and agreement."""
    library = library_of(request)
    with library.reading() as record:
        hoped = library.kept(record, trust())[0]
    return page(request, "audit.html", found=library.audited(), hoped=hoped)


@get("/audit.csv", sync_to_thread=True)
def audit_csv(request: Asked) -> Response[bytes]:
    """The same as one table."""
    rows = list(audit_rows(library_of(request).audited()))
    return csv_answer("audit", COLUMNS, [[row.get(name) for name in COLUMNS] for row in rows])


HANDLERS = (audit, audit_csv)
