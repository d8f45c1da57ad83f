"""The pages of playbooks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company
from companies.roles import Role
from publishing.models import Playbook, PlaybookStep, StepWords
from publishing.presenters.addresses import Chip, address, name_of
from publishing.shipped_playbooks import ShippedPlaybook

KINDS: dict[str, Chip] = {
    StepWords.Kind.WORK: Chip(gettext_lazy("Work"), "neutral", "edit"),
    StepWords.Kind.APPROVAL: Chip(gettext_lazy("Approval"), "accent", "seal"),
    StepWords.Kind.AUTOMATIC: Chip(gettext_lazy("Automatic"), "neutral", "refresh"),
}


@dataclass(frozen=True)
class PlaybookLine:
    """A playbook in the list."""

    row: Playbook
    url: str
    begin_url: str
    about: str


@dataclass(frozen=True)
class StepView:
    """A step on the page of its playbook; the first cannot move up, the last not down."""

    row: PlaybookStep
    number: int
    kind: Chip
    who: str | Promise
    deputy: str
    when: str
    waits: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ShippedView:
    """A playbook to take over."""

    row: ShippedPlaybook
    titles: tuple[str, ...]


def playbook_lines(rows: Iterable[Playbook]) -> list[PlaybookLine]:
    """The list; the rows carry ``running``."""
    return [
        PlaybookLine(
            row=row,
            url=address(row.company, "playbook", row.pk),
            begin_url=address(row.company, "begin_run", row.pk),
            about=" · ".join(_about(row)),
        )
        for row in rows
    ]


def _about(row: Playbook) -> list[str]:
    steps, running = len(row.steps.all()), row.running  # type: ignore[attr-defined]
    said = [ngettext("%(number)s step", "%(number)s steps", steps) % {"number": steps}]
    if running:
        going_on = ngettext("%(number)s run goes on", "%(number)s runs go on", running)
        said.append(going_on % {"number": running})
    return said


def step_views(rows: Iterable[PlaybookStep]) -> list[StepView]:
    """The steps in their order."""
    steps = list(rows)
    return [
        StepView(
            row=row,
            number=number,
            kind=KINDS[row.kind],
            who=who_of(row),
            deputy=name_of(row.deputy),
            when=when_of(row),
            waits=row.after_publication,
            is_first=number == 1,
            is_last=number == len(steps),
        )
        for number, row in enumerate(steps, start=1)
    ]


def who_of(step: PlaybookStep) -> str | Promise:
    """Whose step it is."""
    if step.owner is not None:
        return name_of(step.owner)
    if step.department is not None:
        return step.department.name
    return Role(step.role).label if step.role else _("Said when a run begins")


def when_of(step: StepWords) -> str:
    """When it is due, in words."""
    given = {"number": abs(step.days)}
    if step.counts_from == StepWords.CountsFrom.START:
        if not step.days:
            return _("on the day it begins")
        said = ngettext(
            "%(number)s working day after the start",
            "%(number)s working days after the start",
            step.days,
        )
        return said % given
    if not step.days:
        return _("on the day of the publication")
    if step.days < 0:
        said = ngettext(
            "%(number)s working day before the publication",
            "%(number)s working days before the publication",
            -step.days,
        )
        return said % given
    said = ngettext(
        "%(number)s working day after the publication",
        "%(number)s working days after the publication",
        step.days,
    )
    return said % given


def shipped_views(rows: Iterable[ShippedPlaybook], taken: frozenset[str]) -> list[ShippedView]:
    """What can still be taken over."""
    return [
        ShippedView(row, tuple(each.words.title for each in row.steps))
        for row in rows
        if row.key not in taken
    ]


def crumbs(company: Company, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way up from a page within."""
    first = (_("Playbooks"), address(company, "playbooks"))
    return [{"label": label, "url": url} for label, url in (first, *more)]
