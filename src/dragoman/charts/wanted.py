"""What a chart is to show, as one typed value."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields

from dragoman.charts.picture import Picture
from dragoman.errors import UsageError
from dragoman.record.query import Record
from dragoman.record.series import PERIODS
from dragoman.record.tallies import Extent, Scope, extent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Choices; None or the default leaves a choice open. `dyad` has two codes, `actor` is a code, `issue` words of an
    issue or its id; an issue that names nobody is another one in each `story`. `since` and `until` are ISO dates, also
    cut. `by` is a period (day to year). With `published` what the text does not date counts on the day of publication.
    `top` limits how many dyads, actors, places or outlets are shown."""

    dyad: tuple[str, str] | None = None
    actor: str | None = None
    issue: str | None = None
    story: str | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None
    directed: bool = False
    min_confidence: float = 0.0
    top: int | None = None
    published: bool = False

    @property
    def scope(self) -> Scope:
        """Which happenings count."""
        return Scope(self.dyad, self.actor, self.directed, self.since, self.until, self.min_confidence, self.published)

    def suiting(self, taken: Collection[str]) -> Wanted:
        """The same without the choices that are not among `taken`."""
        return Wanted(**{name: getattr(self, name) for name in self.given() & set(taken)})

    def given(self) -> set[str]:
        """The names of the choices that were made."""
        return {f.name for f in fields(self) if getattr(self, f.name) != f.default}


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of picture. `takes` are the choices of `Wanted` that it heeds, `needs` those that it cannot do without;
    `make` asks the record and draws."""

    name: str
    title: str
    takes: tuple[str, ...]
    make: Callable[[Record, Wanted], Picture]
    needs: tuple[str, ...] = ()

    def check(self, wanted: Wanted) -> None:
        """Raises UsageError for a choice that is missing, wrong, or not this chart's."""
        given = wanted.given()
        for name in self.needs:
            if name not in given:
                raise UsageError(f"{self.name} needs {_option(name)}")
        for name in sorted(given - set(self.takes)):
            heeded = ", ".join(_option(taken) for taken in self.takes) or "no option"
            raise UsageError(f"{self.name} takes no {_option(name)}: it heeds {heeded}")
        if wanted.by is not None and wanted.by not in PERIODS:
            raise UsageError(f"unknown period {wanted.by!r}: choose from {', '.join(PERIODS)}")


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def period_for(record: Record, wanted: Wanted) -> tuple[str, Extent]:
    """The period to count by, if none is chosen the finest that leaves some sixty of them, and what there is."""
    reach = record.ask(extent(wanted.scope))[0]
    if wanted.by is not None or reach.first is None or reach.last is None:
        return wanted.by or "month", reach
    months = 12 * (int(reach.last[:4]) - int(reach.first[:4])) + int(reach.last[5:7]) - int(reach.first[5:7])
    return ("month" if months <= 60 else "quarter" if months <= 180 else "year"), reach
