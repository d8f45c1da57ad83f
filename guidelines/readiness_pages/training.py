"""The pages of training and workshops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company
from guidelines.models import Participation, Training
from guidelines.readiness.training import Attended, Learner, Learners
from guidelines.readiness_pages.sections import Chip, address, name_of, short_day, span

PLANNED, HELD = Training.State.PLANNED, Training.State.HELD
OWN: dict[str, Chip] = {
    Participation.Outcome.SIGNED_UP: Chip(gettext_lazy("You are signed up"), "ok", "check"),
    Participation.Outcome.ATTENDED: Chip(gettext_lazy("You were there"), "ok", "check"),
    Participation.Outcome.MISSED: Chip(gettext_lazy("You were missing"), "neutral", "minus"),
}
OUTCOMES: dict[str, Chip] = {
    Participation.Outcome.SIGNED_UP: Chip(gettext_lazy("Signed up"), "neutral"),
    Participation.Outcome.ATTENDED: Chip(gettext_lazy("Was there"), "ok", "check"),
    Participation.Outcome.MISSED: Chip(gettext_lazy("Was missing"), "warn", "minus"),
}


@dataclass(frozen=True)
class TrainingView:
    """One date; what this person may do with it is said by ``can_…``."""

    row: Training
    url: str
    when: str
    kind: str
    seats: str
    state: Chip | None
    own: Chip | None
    can_sign_up: bool
    can_take_back: bool
    is_to_come: bool
    awaits_attendance: bool


def training_view(row: Training, outcome: str, at: datetime) -> TrainingView:
    """A date as one person sees it; ``outcome`` is theirs, empty without a seat."""
    is_to_come = row.state == PLANNED and row.starts_at > at
    people: int = row.people  # type: ignore[attr-defined]
    is_full = row.seats is not None and people >= row.seats
    return TrainingView(
        row=row,
        url=address(row.company, "training", row.pk),
        when=span(row.starts_at, row.ends_at, row.company),
        kind=row.get_kind_display(),
        seats=_seats(row, people),
        state=_state(row, at, is_full=is_full),
        own=_own(row, outcome),
        can_sign_up=is_to_come and not outcome and not is_full,
        can_take_back=is_to_come and bool(outcome),
        is_to_come=is_to_come,
        awaits_attendance=row.state == PLANNED and not is_to_come,
    )


@dataclass(frozen=True)
class TrainingLists:
    """What is to come and what was, each in the order one looks for it."""

    to_come: tuple[TrainingView, ...]
    past: tuple[TrainingView, ...]


def training_lists(rows: Iterable[Training], seats: dict[int, str], at: datetime) -> TrainingLists:
    """Soonest first what is to come, latest first what was."""
    views = [training_view(row, seats.get(row.pk, ""), at) for row in rows]
    to_come = tuple(each for each in views if each.row.state == PLANNED and each.row.ends_at > at)
    past = tuple(each for each in reversed(views) if each not in to_come)
    return TrainingLists(to_come, past)


@dataclass(frozen=True)
class SeatView:
    """Somebody with a seat."""

    row: Participation
    name: str
    department: str
    outcome: Chip
    remove_url: str


def seat_views(rows: Iterable[Participation], company: Company) -> list[SeatView]:
    """Whoever takes part."""
    return [
        SeatView(
            row=row,
            name=name_of(row.membership),
            department=row.membership.department.name if row.membership.department else "",
            outcome=OUTCOMES[row.outcome],
            remove_url=address(company, "remove_seat", row.pk),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class AttendedView:
    """Something a person was at."""

    words: str
    remove_url: str


@dataclass(frozen=True)
class LearnerView:
    """One person's line."""

    name: str
    attended: tuple[AttendedView, ...]
    to_come: str
    missed: str


@dataclass(frozen=True)
class LearnersView:
    """One department's lines."""

    row: Learners
    name: str
    words: str
    people: tuple[LearnerView, ...]


def learners_views(groups: Sequence[Learners], company: Company) -> list[LearnersView]:
    """Each department with who attended what, and for whom it is still open."""
    return [
        LearnersView(
            row=group,
            name=group.department or _("Without a department"),
            words=_("%(trained)s of %(number)s trained (%(percent)s %%)")
            % {"trained": group.trained, "number": len(group.people), "percent": group.percent},
            people=tuple(_learner(each, company) for each in group.people),
        )
        for group in groups
    ]


def initial_of(row: Training) -> dict[str, object]:
    """What stands in the form to change it, in the company's time."""
    zone = ZoneInfo(row.company.time_zone)
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    names = ("title", "kind", "about", "place", "link", "seats", "led_by")
    return {
        **{name: getattr(row, name) for name in names},
        "day": start.date(),
        "begins": start.time(),
        "last_day": end.date() if end.date() != start.date() else None,
        "ends": end.time(),
    }


def _learner(each: Learner, company: Company) -> LearnerView:
    return LearnerView(
        name=str(each.membership.user),
        attended=tuple(
            AttendedView(
                _attended_words(one),
                address(company, "remove_outside_training", one.outside.pk) if one.outside else "",
            )
            for one in each.attended
        ),
        to_come=", ".join(each.to_come),
        missed=ngettext("missed %(number)s time", "missed %(number)s times", each.missed)
        % {"number": each.missed}
        if each.missed
        else "",
    )


def _attended_words(one: Attended) -> str:
    given = {"title": one.title, "day": short_day(one.on), "place": one.provider}
    if one.provider:
        return _("%(title)s, %(day)s (%(place)s)") % given
    return _("%(title)s, %(day)s") % given


def _seats(row: Training, people: int) -> str:
    if row.state != PLANNED:
        return ngettext("%(number)s person", "%(number)s people", people) % {"number": people}
    signed_up = ngettext("%(number)s signed up", "%(number)s signed up", people)
    if row.seats is None:
        return signed_up % {"number": people}
    left = max(row.seats - people, 0)
    free = ngettext("%(left)s of %(seats)s seats free", "%(left)s of %(seats)s seats free", left)
    return free % {"left": left, "seats": row.seats}


def _state(row: Training, at: datetime, *, is_full: bool) -> Chip | None:
    label: str | Promise = row.get_state_display()
    if row.state == HELD:
        return Chip(label, "ok", "check")
    if row.state != PLANNED:
        return Chip(label, "stop", "close")
    if row.starts_at <= at:
        return Chip(gettext_lazy("Attendance still open"), "warn", "clock")
    return Chip(gettext_lazy("Full"), "neutral") if is_full else None


def _own(row: Training, outcome: str) -> Chip | None:
    if not outcome or row.state == Training.State.CALLED_OFF:
        return None
    return OWN[outcome]
