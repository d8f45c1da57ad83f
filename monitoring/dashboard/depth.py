"""What takes longer to find out than the figures: what rises, who speaks, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from monitoring.coverage import Coverage
from monitoring.dashboard.pictures import MOST_BARS, TELLING, Ranking, Row
from monitoring.forms.filters import Period
from monitoring.pipeline.rising import Rising
from monitoring.presenters.addresses import mention_list
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import followers_words
from monitoring.selectors.mentions import MentionFilters, chosen
from monitoring.selectors.rising import rising_topics
from monitoring.selectors.sources import coverage_between
from monitoring.selectors.speakers import Site, Speaker, sites, speakers

ALL = 40
LEADERS = 3
"""So many at the most are pointed out: who is to be talked to first."""


@dataclass(frozen=True, slots=True)
class Depth:
    """Everything that is read for it."""

    filters: MentionFilters
    total: int
    rising: Sequence[Rising]
    speakers: Sequence[Speaker]
    sites: Sequence[Site]
    seen: Coverage


@dataclass(frozen=True, slots=True)
class DepthPage:
    """As the page shows it; ``reservation`` is what is not known, in a sentence."""

    rising: Ranking
    speakers: Ranking
    sites: Ranking
    reservation: str


def depth(
    company: Company, filters: MentionFilters, period: Period, *, most: int, at: datetime
) -> Depth:
    """Read it (twelve queries at the most); ``most`` speakers and places."""
    within = replace(filters, starts_on=period.starts_on, ends_on=period.ends_on)
    return Depth(
        within,
        chosen(company, within).order_by().count(),
        rising_topics(company, period.starts_on, period.ends_on, filters.about),
        speakers(company, within, most=most),
        sites(company, within, most=most),
        coverage_between(company, period.starts_on, period.ends_on, now=at),
    )


def shown(found: Depth, sight: Sight) -> DepthPage:
    """The three lists in words."""
    said = _(
        "How many follow somebody is shown where the network says so (Mastodon, Bluesky), and "
        "unknown elsewhere: counted is who speaks, and who is repeated."
    )
    if not found.seen.is_whole:
        said = _("Not everything was seen: others may have spoken, too.") + " " + said
    return DepthPage(_rising(found, sight), _speakers(found, sight), _sites(found, sight), said)


def _rising(found: Depth, sight: Sight) -> Ranking:
    top = max((each.number for each in found.rising), default=0)
    rows = [
        _row(
            each.term,
            each.number,
            top,
            url=mention_list(
                sight.company,
                MentionFilters(about=found.filters.about),
                words=f'"{each.term}"' if " " in each.term else each.term,
                starts_on=found.filters.starts_on,
                ends_on=found.filters.ends_on,
            ),
            note=_rise(each),
        )
        for each in found.rising[:MOST_BARS]
    ]
    nothing = _("Nothing is talked about markedly more than in the four weeks before.")
    return Ranking("rising", _("What rises"), tuple(rows), nothing)


def _rise(each: Rising) -> str:
    if not each.before:
        return _("new")
    return _("%(factor)s times as often") % {"factor": number_format(each.factor, 1)}


def _speakers(found: Depth, sight: Sight) -> Ranking:
    top = max((each.number for each in found.speakers), default=0)
    leading = [each for each in found.speakers if each.leads(found.total)][:LEADERS]
    zone = ZoneInfo(sight.company.time_zone)
    rows = [
        _row(
            each.name,
            each.number,
            top,
            url=mention_list(sight.company, found.filters, author=each.name, site=each.site),
            note=_criticism(each),
            detail=_about(each, zone),
            mark=_("opinion leader") if each in leading else "",
            part=each.negative,
        )
        for each in found.speakers
    ]
    nothing = _("Nobody is named as author of what was said.")
    return Ranking("speakers", _("Who speaks"), tuple(rows), nothing)


def _about(each: Speaker, zone: ZoneInfo) -> str:
    parts = [each.site] if each.site else []
    if each.reach:
        parts.append(followers_words(each.reach))
    if each.taken_up:
        said = ngettext("repeated %(n)s time", "repeated %(n)s times", each.taken_up)
        parts.append(said % {"n": each.taken_up})
    if each.first_at:
        day = date_format(each.first_at.astimezone(zone), "SHORT_DATE_FORMAT")
        parts.append(_("first seen %(day)s") % {"day": day})
    return " · ".join(parts)


def _sites(found: Depth, sight: Sight) -> Ranking:
    top = max((each.number for each in found.sites), default=0)
    rows = [
        _row(
            each.name,
            each.number,
            top,
            url=mention_list(sight.company, found.filters, site=each.name),
            note=_share(each.number, found.total, _criticism(each)),
            part=each.negative,
        )
        for each in found.sites
    ]
    return Ranking("sites", _("Where it is said"), tuple(rows), _("No mentions in this time."))


def _share(number: int, total: int, criticism: str) -> str:
    share = _("%(percent)s %%") % {"percent": round(100 * number / total)} if total else ""
    return " · ".join(each for each in (share, criticism) if each)


def _criticism(each: Speaker | Site) -> str:
    if each.number < TELLING or not each.negative:
        return ""
    return _("%(percent)s %% criticism") % {"percent": round(100 * each.negative / each.number)}


def _row(
    label: str,
    number: int,
    top: int,
    *,
    url: str,
    note: str = "",
    detail: str = "",
    mark: str = "",
    part: int = 0,
) -> Row:
    written = number_format(number, force_grouping=True)
    length = max(round(100 * number / top), 1) if number else 0
    dark = round(length * part / number) if number else 0
    return Row(
        label, written, length, url, note, part=dark, part_tone="negative", detail=detail, mark=mark
    )
