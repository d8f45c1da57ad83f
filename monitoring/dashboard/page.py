"""The dashboard put together: what its template shows, in the order in which it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.charts import Chart
from monitoring.coverage import Coverage
from monitoring.dashboard import figures, pictures
from monitoring.dashboard.answering import answering
from monitoring.dashboard.facts import Choices, Facts, Pulse
from monitoring.dashboard.figures import FigureCard
from monitoring.dashboard.pictures import Ranking
from monitoring.forms.filters import PERIODS, DashboardForm, Period
from monitoring.models import Mention
from monitoring.moments import in_words
from monitoring.presenters.addresses import (
    asked_for,
    desk_list,
    mention_list,
    page,
    with_query,
)
from monitoring.presenters.cards import SHORT, MentionCard
from monitoring.presenters.desk.lines import CaseLine, Due
from monitoring.presenters.exports import ExportLink, export_links
from monitoring.presenters.filters import ActiveFilter, active_filters
from monitoring.presenters.sight import Sight
from monitoring.selectors.desk import narrows_cases
from monitoring.selectors.staff import Staff

NOBODY = Staff({}, {}, {})
"""A short line does not say whose a case is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One of the periods to choose from."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShortList:
    """A few mentions and the way to all of them."""

    title: str
    mentions: tuple[MentionCard, ...]
    says: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One that waits for an answer, and until when."""

    line: str
    language: str
    url: str
    place: str
    due: Due


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who waits for an answer, the soonest due first, and the way to the desk."""

    lines: tuple[WaitingLine, ...]
    says: str
    url: str


@dataclass(frozen=True)
class Dashboard:
    """Everything on the page that changes while one watches."""

    figures: list[FigureCard]
    answering: list[FigureCard]
    unseen: list[str]
    volume: Chart
    tones: Chart
    sources: Ranking
    topics: Ranking
    voices: Ranking | None
    newest: ShortList
    waiting: WaitingList | None


@dataclass(frozen=True)
class Frame:
    """What stands around it: the period, the filters, and where to ask for news."""

    form: DashboardForm
    segments: list[Segment]
    active: list[ActiveFilter]
    own_range: bool
    days: str
    news_url: str
    here_url: str
    clear_url: str
    depth_url: str
    exports: list[ExportLink]
    asked: dict[str, str]


def dashboard(
    facts: Facts,
    sight: Sight,
    offered: Choices,
    *,
    opened_at: int | None = None,
    sees_desk: bool = True,
) -> Dashboard:
    """The page of these facts; mentions stored after the one ``opened_at`` are marked as new.

    ``sees_desk``: the reader may open every case; who may not is shown figures alone.
    """
    return Dashboard(
        figures=figures.figures(facts, sight),
        answering=answering(facts, sight, sees_desk=sees_desk),
        unseen=unseen(facts.seen, sight),
        volume=pictures.volume(facts, sight),
        tones=pictures.by_tone(facts, sight),
        sources=pictures.by_source(facts, sight, offered.sources),
        topics=pictures.by_topic(facts, sight),
        voices=_voices(facts, sight, offered),
        newest=_newest(facts, sight, opened_at),
        waiting=_waiting(facts, sight) if sees_desk else None,
    )


def unseen(seen: Coverage, sight: Sight) -> list[str]:
    """What is missing from the figures, in sentences."""
    said = [
        _("“%(name)s” cannot be seen since %(when)s.")
        % {"name": name, "when": in_words(since, now=sight.now, zone=seen.zone)}
        for name, since in seen.blind
    ]
    over = {spell.source for spell in seen.spells if spell.ended_at}
    if over:
        days = len(
            [day for day, names in seen.days_unknown.items() if any(name in over for name in names)]
        )
        words = ngettext(
            "On %(number)s day of this time not everything was seen: %(names)s.",
            "On %(number)s days of this time not everything was seen: %(names)s.",
            days,
        )
        said.append(words % {"number": days, "names": ", ".join(sorted(over))})
    return said


def _voices(facts: Facts, sight: Sight, offered: Choices) -> Ranking | None:
    return pictures.by_voice(facts, sight, offered.profiles) if facts.has_competitors else None


def _newest(facts: Facts, sight: Sight, opened_at: int | None) -> ShortList:
    return ShortList(
        _("Newest mentions"),
        _short(facts.newest, sight, opened_at),
        _("No mentions in this time."),
        mention_list(
            sight.company,
            facts.filters,
            starts_on=facts.period.starts_on,
            ends_on=facts.period.ends_on,
        ),
        _("All mentions of this time"),
    )


def _waiting(facts: Facts, sight: Sight) -> WaitingList | None:
    """Nothing as long as nobody has ever come to the desk: the figures beside it are not there."""
    if not facts.answers.has_any:
        return None
    cases = (CaseLine(case, sight, NOBODY, queue="all") for case in facts.answers.soonest)
    lines = (
        WaitingLine(case.line, case.language, case.url, case.place, case.due) for case in cases
    )
    says = _("Nobody waits. Whoever came to the desk has an answer.")
    if narrows_cases(facts.filters):
        says = _("Nothing that fits these filters waits for an answer.")
    return WaitingList(tuple(lines), says, desk_list(sight.company, facts.filters, queue="all"))


def _short(
    mentions: Sequence[Mention], sight: Sight, opened_at: int | None
) -> tuple[MentionCard, ...]:
    return tuple(
        MentionCard(
            each, sight, length=SHORT, is_unread=opened_at is not None and each.pk > opened_at
        )
        for each in mentions
    )


def frame(form: DashboardForm, sight: Sight, period: Period) -> Frame:
    """The parts around the figures."""
    path = page(sight.company, "dashboard")
    narrowed = _narrowed(form)
    segments = [
        Segment(label, with_query(path, {**narrowed, "days": days}), str(period.days) == days)
        for days, label in PERIODS.items()
    ]
    here = {**narrowed, **_days(period)}
    return Frame(
        form,
        segments,
        active_filters(form, path, here, silent=("days", "starts_on", "ends_on")),
        not period.days,
        str(period.days or ""),
        with_query(page(sight.company, "dashboard_news"), here),
        with_query(path, here),
        with_query(path, _days(period)),
        with_query(page(sight.company, "dashboard_depth"), here),
        export_links(sight.company, "export_figures", here),
        here,
    )


def asked_of(form: DashboardForm) -> dict[str, str]:
    """What the dashboard was asked for, as its address says it."""
    return {**_narrowed(form), **_days(form.period)}


def _narrowed(form: DashboardForm) -> dict[str, str]:
    filters = asked_for(form.filters)
    return {key: value for key, value in filters.items() if key not in ("starts_on", "ends_on")}


def _days(period: Period) -> dict[str, str]:
    if period.days:
        return {"days": str(period.days)}
    return {"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()}


def token(pulse: Pulse) -> str:
    """The state of a dashboard as it stands in an address."""
    return sha256(str(pulse).encode()).hexdigest()[:16]


def news(number: int) -> str:
    """How much came in since the page was opened."""
    said = ngettext("%(number)s new mention", "%(number)s new mentions", number)
    return said % {"number": number}
