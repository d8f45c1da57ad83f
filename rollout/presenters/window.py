"""Where a pilot or a wave is in its time: its weeks, and what is due now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from rollout.journal import log_facts
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.moments import day, short_day
from rollout.presenters.stage_work import Way
from rollout.rowkinds.journal import Window
from rollout.selectors import StagePage

Work = Mapping[str, Any]
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekCell:
    """One week: ``posts`` says how many, if any, ``label`` what there is of it in words."""

    number: int
    days: str
    label: str
    posts: str
    tone: str
    icon: str
    is_now: bool


@dataclass(frozen=True)
class WindowView:
    """What the template rollout/work/_window.html shows; ``due`` are the things to do now."""

    where: str
    weeks: tuple[WeekCell, ...]
    due: tuple[Way, ...]


def window_of_json(plan: Work | None) -> Window | None:
    """First and last day, from the frozen plan of a pilot or a wave."""
    if plan is None:
        return None
    return date.fromisoformat(plan["starts_on"]), date.fromisoformat(plan["ends_on"])


def to_the_figures(company: Company) -> Way:
    """Where the figures beside hypotheses come from."""
    return Way(_("Figures of the KPIs"), page_url(company, "kpis"))


def window_view(page: StagePage, window: Window, on: date) -> WindowView:
    """The weeks of a window with log and posts, and what is due on this day (no query)."""
    work = page.assessment.work
    return WindowView(
        where=_where(window, on),
        weeks=tuple(_weeks(work, window, on)),
        due=tuple(_due(page, work, window, on)) if page.why_no_editing is None else (),
    )


def _where(window: Window, on: date) -> str:
    first, last = window
    if on < first:
        return _("It begins on %(day)s.") % {"day": day(first)}
    if on > last:
        return _("It ended on %(day)s.") % {"day": day(last)}
    left = (last - on).days
    gone, whole = (on - first).days // 7 + 1, -(-((last - first).days + 1) // 7)
    said = ngettext(
        "Week %(gone)s of %(whole)s, %(left)s day left.",
        "Week %(gone)s of %(whole)s, %(left)s days left.",
        left,
    )
    return said % {"gone": gone, "whole": whole, "left": left}


def _weeks(work: Work, window: Window, on: date) -> Iterator[WeekCell]:
    logged = {date.fromisoformat(each["week_on"]) for each in work["log"]}
    facts = log_facts(window, logged, on)
    for monday in facts.weeks:
        is_now = monday <= on < monday + A_WEEK
        label, tone, icon = _state(monday, logged, facts.missing, on)
        yield WeekCell(
            number=monday.isocalendar().week,
            days=short_day(monday),
            label=label,
            posts=_posts(work, monday),
            tone=tone,
            icon=icon,
            is_now=is_now,
        )


def _state(
    monday: date, logged: set[date], missing: tuple[date, ...], on: date
) -> tuple[str, str, str]:
    if monday in logged:
        return _("written down"), "ok", "check"
    if monday in missing:
        return _("no entry"), "stop", "alert"
    if monday <= on:
        return _("this week"), "accent", "edit"
    return _("still to come"), "neutral", ""


def _posts(work: Work, monday: date) -> str:
    sunday = monday + A_WEEK - timedelta(days=1)
    days = [each["published_on"] or each["planned_on"] for each in work["posts"]]
    number = sum(monday.isoformat() <= each <= sunday.isoformat() for each in days)
    if not number:
        return ""
    return ngettext("%(number)s post", "%(number)s posts", number) % {"number": number}


def _due(page: StagePage, work: Work, window: Window, on: date) -> Iterator[Way]:
    company, number = page.rollout.company, page.step.stage.number
    logged = {date.fromisoformat(each["week_on"]) for each in work["log"]}
    if missing := log_facts(window, logged, on).missing:
        yield Way(
            ngettext(
                "Write down %(number)s missing week",
                "Write down %(number)s missing weeks",
                len(missing),
            )
            % {"number": len(missing)},
            page_url(company, "add_row", number=number, kind="log"),
        )
    late = sum(
        not each["published_on"] and each["planned_on"] < on.isoformat() for each in work["posts"]
    )
    if late:
        yield Way(
            ngettext(
                "%(number)s post was planned for an earlier day: published, or put off?",
                "%(number)s posts were planned for earlier days: published, or put off?",
                late,
            )
            % {"number": late},
            stage_url(company, number, "posts"),
        )
    yield from _around(page, work, window, on)


def _around(page: StagePage, work: Work, window: Window, on: date) -> Iterator[Way]:
    """What belongs before the first day, and after the last."""
    company, number = page.rollout.company, page.step.stage.number
    if on < window[0] and not work["hypotheses"]:
        yield Way(
            _("Say what you expect, before it begins"),
            page_url(company, "add_row", number=number, kind="hypotheses"),
        )
    if on <= window[1]:
        return
    if any(not each["verdict"] for each in work["hypotheses"]):
        yield Way(_("Say what came of the hypotheses"), stage_url(company, number, "hypotheses"))
    if not work["learnings"]:
        yield Way(
            _("Write down what you learned"),
            page_url(company, "add_row", number=number, kind="learnings"),
        )
    if "outcome" in work and not work["outcome"]:
        yield Way(
            _("Propose whether to go on"),
            page_url(company, "add_row", number=number, kind="outcome"),
        )
