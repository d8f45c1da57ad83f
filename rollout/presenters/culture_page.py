"""The work of the culture check as its page shows it to one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company
from rollout.machine import State
from rollout.models import CultureMeasure, MediaEntry, SurveyLink
from rollout.presenters import culture, media
from rollout.presenters.moments import due, moment, short_day
from rollout.selectors import StagePage
from rollout.stages.culture.questionnaire import DIMENSION_TITLES, STATEMENTS
from rollout.stages.culture.selectors import has_answered, own_statements
from rollout.wording import Text


@dataclass(frozen=True)
class LinkLine:
    """A survey link; ``url`` is what is copied and sent on."""

    pk: int
    url: str
    words: str
    is_expired: bool


@dataclass(frozen=True)
class StatementLine:
    """A statement of the company's own."""

    pk: int
    text: str
    dimension: Text


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its state; ``may_mark``: this person can say that it is done."""

    pk: int
    dimension: Text
    text: str
    owner: str
    when: str
    tone: str
    icon: str
    may_mark: bool


@dataclass(frozen=True)
class CulturePage:
    """Everything the sections need."""

    survey: culture.SurveyView
    may_answer: bool
    has_answered: bool
    links: tuple[LinkLine, ...]
    measures: tuple[MeasureLine, ...]
    columns: tuple[media.Column, ...]
    statements: int
    own_statements: tuple[StatementLine, ...]
    may_add_statements: bool


def culture_page(page: StagePage, standing: Standing, now: datetime) -> CulturePage:
    """The work, from what the criteria have read and four queries more."""
    stage, company = page.step.stage, page.rollout.company
    measures = CultureMeasure.of(company).filter(stage=stage).select_related("owner")
    links = SurveyLink.of(company).filter(stage=stage, withdrawn_at__isnull=True)
    own = tuple(
        StatementLine(row.pk, row.text, DIMENSION_TITLES.get(row.dimension, ""))
        for row in own_statements(stage)
    )
    answered = has_answered(stage, standing.user)
    return CulturePage(
        survey=culture.survey_view(page.assessment.work),
        may_answer=_is_open(page) and not answered,
        has_answered=answered,
        links=tuple(_link(each, company, now) for each in links.order_by("-created_at")),
        measures=tuple(_measures(measures, standing)),
        columns=tuple(media.columns(list(MediaEntry.of(company).filter(stage=stage)))),
        statements=len(STATEMENTS) + len(own),
        own_statements=own,
        may_add_statements=_is_open(page) and not page.assessment.work["survey"]["people"],
    )


def _is_open(page: StagePage) -> bool:
    return bool(page.step.stage.state == State.OPEN)


def _link(link: SurveyLink, company: Company, now: datetime) -> LinkLine:
    is_expired = link.expires_at <= now
    said = _("Expired on %(when)s") if is_expired else _("Valid until %(when)s")
    return LinkLine(
        pk=link.pk,
        url=settings.BASE_URL + reverse("rollout:survey_link", kwargs={"token": link.token}),
        words=said % {"when": moment(link.expires_at, company)},
        is_expired=is_expired,
    )


def _measures(rows: Iterable[CultureMeasure], standing: Standing) -> Iterable[MeasureLine]:
    for row in rows:
        when, tone, icon = _state(row, standing.on)
        yield MeasureLine(
            pk=row.pk,
            dimension=DIMENSION_TITLES.get(row.dimension, row.dimension),
            text=row.text,
            owner=str(row.owner),
            when=when,
            tone=tone,
            icon=icon,
            may_mark=row.done_on is None and (standing.edits or row.owner == standing.user),
        )


def _state(row: CultureMeasure, on: date) -> tuple[str, str, str]:
    if row.done_on:
        return _("done on %(day)s") % {"day": short_day(row.done_on)}, "ok", "check"
    if row.due_on < on:
        return due(row.due_on, on), "stop", "alert"
    return due(row.due_on, on), "neutral", "clock"
