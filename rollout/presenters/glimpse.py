"""A small look at what is being said, for the home page; a blind source is never good news."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from companies.models import Company
from monitoring import coverage
from monitoring.coverage import Figure
from monitoring.moments import LATELY
from monitoring.selectors.counts import counts
from monitoring.selectors.sources import coverage_of


@dataclass(frozen=True)
class GlimpseFigure:
    """One number for templates/components/figure.html."""

    label: str
    value: str
    blind: str
    trend: str
    unit: str = ""

    @property
    def words(self) -> str:
        """The number with what it counts."""
        return f"{self.value} {self.unit}".rstrip()


def glimpse(company: Company, on: date, now: datetime) -> tuple[GlimpseFigure, ...]:
    """Mentions, criticism and questions of the last four weeks (3 queries)."""
    first = on - timedelta(days=LATELY - 1)
    starts_at = datetime.combine(first, time(), ZoneInfo(company.time_zone))
    seen = coverage_of(company, starts_at=starts_at, ends_at=now, now=now)
    counted = counts(company, starts_on=first, ends_on=on)
    told = counted.total - counted.of_tone("unclear")
    return (
        _figure(_("Mentions in four weeks"), coverage.count(counted.total, seen, now=now)),
        _share(
            _("Share of criticism"),
            coverage.share(counted.of_tone("negative"), told, seen, now=now),
        ),
        _figure(_("Questions in four weeks"), coverage.count(counted.questions, seen, now=now)),
    )


def unknown(figures: Iterable[GlimpseFigure]) -> str:
    """Why none of them is known, where the reason is one; empty: they say something."""
    reasons = {figure.blind for figure in figures}
    return reasons.pop() if len(reasons) == 1 else ""


def _figure(label: str, figure: Figure) -> GlimpseFigure:
    is_hidden = figure.value is None and bool(figure.sentence)
    return GlimpseFigure(
        label=label,
        value=figure.words,
        blind=figure.sentence if is_hidden else "",
        trend="" if is_hidden else figure.sentence,
    )


def _share(label: str, figure: Figure) -> GlimpseFigure:
    """A share of what was seen: the number large, the reservation small beside it."""
    card = _figure(label, figure)
    if figure.is_known or figure.value is None:
        return card
    percent = _("%(percent)s %%") % {"percent": round(100 * figure.value)}
    return replace(card, value=percent, unit=_("of what was seen"))
