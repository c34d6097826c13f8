"""Words of articles on a page: what could spoof, hide or break is made visible.

Templates escape every value; this is for what escaping leaves: characters that turn the reading direction,
that are not to be seen, or that no page may contain.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from dragoman.console.unseen import UNSEEN, shown


def label(text: object, longest: int = 200) -> str:
    """A name on one line: `shown`, with single spaces, cut with an ellipsis."""
    line = " ".join(shown(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def is_web(url: str) -> bool:
    """Whether an address that an article brings may be a link: http or https to a host, nothing that runs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and UNSEEN.search(url) is None and " " not in url
