"""The desk's page: its queues, what narrows them, and how well it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Department
from companies.views.frame import Tab
from monitoring.moments import LATELY
from monitoring.presenters.addresses import page, said_of
from monitoring.presenters.desk.lines import duration
from monitoring.presenters.sight import Sight
from monitoring.reports import blind_sources
from monitoring.selectors.desk import Filters, Page, Viewer
from monitoring.selectors.desk_figures import Answering, desk_figures


@dataclass(frozen=True)
class QueueTab:
    """One queue with how many lie in it."""

    label: str
    url: str
    is_current: bool
    badge: int


def queue_names(viewer: Viewer) -> dict[str, str]:
    """The queues somebody has, in order; a member has no need of those of others."""
    names = {
        "mine": _("Mine"),
        "department": _("My department"),
        "unassigned": _("Nobody’s"),
        "overdue": _("Overdue"),
        "today": _("Due today"),
        "all": _("All open"),
        "settled": _("Settled"),
    }
    if not viewer.departments:
        del names["department"]
    return names


def queue_tabs(
    viewer: Viewer, counts: Mapping[str, int], filters: Filters, sight: Sight
) -> list[QueueTab]:
    """The queues as tabs; what else narrows the list is kept."""
    return [
        QueueTab(
            label,
            page(sight.company, "desk", **asked_for(replace(filters, queue=name))),
            name == filters.queue,
            counts.get(name, 0),
        )
        for name, label in queue_names(viewer).items()
    ]


def asked_for(filters: Filters) -> dict[str, object]:
    """The filters as they stand in the address."""
    return {
        "queue": filters.queue,
        "department": filters.department or "",
        "why": filters.why,
        **said_of(filters.said),
    }


def next_url(filters: Filters, found: Page, sight: Sight) -> str:
    """The rest of the list, empty at its end."""
    if not found.next_place:
        return ""
    return page(sight.company, "desk", **asked_for(filters), after=found.next_place)


@dataclass(frozen=True)
class Empty:
    """What stands where nothing lies, and what to do about it."""

    title: str
    sentence: str
    label: str = ""
    url: str = ""


def nothing(
    filters: Filters, counts: Mapping[str, int], sight: Sight, *, has_sources: bool, sees_all: bool
) -> Empty:
    """Why a queue is empty, and where to go; who sees only their own hears nothing of others."""
    if not has_sources:
        said = _("As soon as Etappe reads a source, whatever wants an answer lies here.")
        way = (_("Add a source"), page(sight.company, "add_source")) if sees_all else ("", "")
        return Empty(_("Nothing is read yet"), said, *way)
    if filters.narrows:
        return Empty(
            _("Nothing like that"),
            _("Nothing in this queue fits what you have chosen."),
            _("Show the whole queue"),
            page(sight.company, "desk", queue=filters.queue),
        )
    if filters.queue == "settled":
        return Empty(_("Nothing settled yet"), _("What was answered or closed stands here later."))
    if filters.queue != "all" and counts.get("all"):
        number = counts["all"]
        said = ngettext(
            "Elsewhere on the desk %(number)s mention waits for an answer.",
            "Elsewhere on the desk %(number)s mentions wait for an answer.",
            number,
        )
        return Empty(
            _("Nothing waits here"),
            said % {"number": number},
            _("Show all open ones"),
            page(sight.company, "desk", queue="all"),
        )
    if not sees_all:
        return Empty(
            _("Nothing waits for you"),
            _("What is given to you or to your department lies here."),
        )
    return Empty(
        _("Everybody has an answer"),
        _("Nothing waits. What wants an answer comes here by itself; you can also put any mention "
          "on the desk from its own page."),
        _("To the mentions"),
        page(sight.company, "mentions"),
    )  # fmt: skip


@dataclass(frozen=True)
class FigureLine:
    """One figure with its name."""

    term: str
    text: str


@dataclass(frozen=True)
class Answered:
    """How well it was answered lately, with what the figures do not know."""

    days: int
    lines: Sequence[FigureLine]
    departments: Sequence[FigureLine]
    caveat: str


def answered_lately(sight: Sight, departments: Sequence[Department]) -> Answered:
    """The figures of the last four weeks (3 queries)."""
    last = sight.now.astimezone(sight.zone).date()
    first = last - timedelta(days=LATELY - 1)
    figures = desk_figures(sight.company, first, last, at=sight.now)
    names = {each.pk: each.name for each in departments}
    blind = sorted({each.name for each in blind_sources(sight.company, first, last)})
    return Answered(
        LATELY,
        _lines(figures.total) if figures.total.came_in else [],
        [
            FigureLine(names[pk], _in_short(each))
            for pk, each in figures.departments
            if pk in names and each.wanted
        ],
        _("Not everything was seen: %(names)s.") % {"names": ", ".join(blind)} if blind else "",
    )


def _lines(of: Answering) -> list[FigureLine]:
    rows = [
        FigureLine(_("Wanted an answer"), str(of.wanted)),
        FigureLine(_("Answered"), _rate(of.rate)),
        FigureLine(_("Answered within the promise"), _rate(of.rate_in_time)),
    ]
    if of.median is not None and of.p90 is not None:
        rows.append(FigureLine(_("Half of them within"), duration(of.median)))
        rows.append(FigureLine(_("Nine of ten within"), duration(of.p90)))
    if of.left_alone:
        rows.append(FigureLine(_("Left without an answer"), str(of.left_alone)))
    return rows


def _rate(rate: float | None) -> str:
    return _("%(percent)s %%") % {"percent": round(100 * rate)} if rate is not None else "–"


def _in_short(of: Answering) -> str:
    said = _("%(part)s of %(whole)s within the promise")
    return said % {"part": of.in_time, "whole": of.wanted}


def tabs(sight: Sight, current: str) -> list[Tab]:
    """The desk and its settings."""
    return [
        Tab(_("Desk"), page(sight.company, "desk"), current == "desk"),
        Tab(_("Rules and promises"), page(sight.company, "desk_settings"), current == "settings"),
    ]
