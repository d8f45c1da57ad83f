"""The watch over the desk: who is told of what is theirs, soon due, or late (S3).

What was told is marked on the case in the same transaction, so that nobody hears of it twice,
however often the watch goes round.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from companies import outbox
from companies.calendars import working_time_of
from companies.models import Company, Membership
from companies.working_time import WorkingTime
from monitoring.desk.due import manager_now, remind_now
from monitoring.desk.words import CloseReason, Happening, Why
from monitoring.models import DeskCase
from monitoring.moments import in_words
from monitoring.selectors.staff import Staff, staff_of
from monitoring.services.desk.assigning import local_day
from monitoring.services.desk.holding import name_of, tell
from monitoring.services.desk.settling import close_case

CHUNK = 500
SHOWN = 5
"""Cases named in one mail; of the others it says how many there are."""

TO_DEPUTY, TO_MANAGER = 1, 2


def watched_companies() -> list[int]:
    """The companies on whose desks something lies."""
    rows = DeskCase.everywhere.filter(outcome="").order_by("company")
    return list(rows.values_list("company", flat=True).distinct())


@transaction.atomic
def watch_desk(company: Company, *, at: datetime) -> int:
    """Go round one company's desk; how many mails were written."""
    _tidy(company, at)
    staff = staff_of(company, local_day(company, at))
    rows = (
        DeskCase.of(company)
        .filter(_to_be_told(staff, at), outcome="")
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("company", "mention", "owner__user")
        .order_by("due_at", "id")
    )
    round_ = Round(company, at, staff)
    for case in rows[:CHUNK]:
        round_.look_at(case)
    return round_.told()


def _to_be_told(staff: Staff, at: datetime) -> Q:
    """What there may be something to tell of: whoever lies late for long is in nobody's way."""
    untold = Q(owner__isnull=False, owner_told_at__isnull=True)
    due = Q(due_at__lte=at, escalation__lt=TO_MANAGER)
    soon = Q(due_at__gt=at, owner__isnull=False, reminded_at__isnull=True)
    return untold | due | soon | Q(owner__in=list(staff.away))


def _tidy(company: Company, at: datetime) -> None:
    """What nobody touched and is no longer about us, or our own words, leaves the desk."""
    gone = Q(mention__is_own=False) | Q(mention__is_by_us=True)
    gone |= Q(mention__folded_into__isnull=False)
    rows = DeskCase.of(company).filter(gone, outcome="", version=1).exclude(why=Why.HAND)
    for case in rows.select_related("company")[:CHUNK]:
        close_case(case=case, because=CloseReason.BY_ITSELF, by=None, at=at)


@dataclass
class Round:
    """One round over a company's desk: marks are set at once, mails are put together at the end."""

    company: Company
    at: datetime
    staff: Staff
    mails: dict[tuple[str, int], list[DeskCase]] = field(default_factory=lambda: defaultdict(list))
    _working_time: WorkingTime | None = None

    @property
    def working_time(self) -> WorkingTime:
        """When the company works, read once."""
        if self._working_time is None:
            self._working_time = working_time_of(self.company)
        return self._working_time

    def look_at(self, case: DeskCase) -> None:
        """What has to be told of one case now."""
        if case.owner_id is not None and case.owner_told_at is None:
            self._tell_owner(case)
        if case.owner_id in self.staff.away:
            self._tell_stand_in(case)
        if case.due_at <= self.at:
            self._escalate(case)
        elif case.owner_id is not None and case.reminded_at is None:
            self._remind(case)

    def _tell_owner(self, case: DeskCase) -> None:
        assert case.owner_id is not None
        case.owner_told_at = self.at
        case.save(update_fields=["owner_told_at"])
        self._add("desk_new", [self.staff.present_instead_of(case.owner_id)], case)

    def _tell_stand_in(self, case: DeskCase) -> None:
        assert case.owner_id is not None
        deputy = self.staff.deputy_of(case.owner_id)
        if deputy is not None:
            self._add("desk_stand_in", [deputy.pk], case)

    def _remind(self, case: DeskCase) -> None:
        if not remind_now(self.working_time, case.due_at, case.promised_minutes, at=self.at):
            return
        assert case.owner_id is not None
        case.reminded_at = self.at
        case.save(update_fields=["reminded_at"])
        to = self.staff.present_instead_of(case.owner_id)
        tell(case, Happening.REMINDED, by=None, at=self.at, to=self._name(to))
        self._add("desk_due", [to], case)

    def _escalate(self, case: DeskCase) -> None:
        if case.escalation == 0:
            people = self._first_in_line(case)
            self._raise(case, TO_DEPUTY if people else TO_MANAGER, people or self._managers())
            if case.owner_id is not None:
                self._add("desk_late", [self.staff.present_instead_of(case.owner_id)], case)
        elif case.escalation == TO_DEPUTY and self._has_waited(case):
            self._raise(case, TO_MANAGER, self._managers())

    def _has_waited(self, case: DeskCase) -> bool:
        assert case.escalated_at is not None, "kept by the constraint case_escalated_when"
        return manager_now(self.working_time, case.escalated_at, at=self.at)

    def _raise(self, case: DeskCase, level: int, people: list[int]) -> None:
        case.escalation, case.escalated_at = level, self.at
        case.save(update_fields=["escalation", "escalated_at"])
        names = ", ".join(map(self._name, people))
        tell(case, Happening.ESCALATED, by=None, at=self.at, to=names, level=level)
        self._add("desk_late" if level == TO_DEPUTY else "desk_late_manager", people, case)

    def _first_in_line(self, case: DeskCase) -> list[int]:
        """The owner's deputy; without one whoever leads, the owner left out."""
        deputy = self.staff.deputy_of(case.owner_id) if case.owner_id else None
        if deputy is not None:
            return [deputy.pk]
        return [each.pk for each in self.staff.leads if each.pk != case.owner_id]

    def _managers(self) -> list[int]:
        return [each.pk for each in self.staff.managers]

    def _name(self, membership_id: int) -> str:
        person = self.staff.people.get(membership_id)
        return str(person.user) if person else ""

    def _add(self, template: str, people: Iterable[int], case: DeskCase) -> None:
        for each in dict.fromkeys(people):
            if each in self.staff.people and case not in self.mails[template, each]:
                self.mails[template, each].append(case)

    def told(self) -> int:
        """Put the mails of this round into the outbox; how many there were."""
        return sum(
            _mail(self, template, self.staff.people[person], cases)
            for (template, person), cases in self.mails.items()
        )


def _mail(round_: Round, template: str, person: Membership, cases: list[DeskCase]) -> bool:
    company, user = round_.company, person.user
    with override(user.language):
        lines = [_line(case, company, round_.at) for case in cases[:SHOWN]]
    return outbox.tell(
        company,
        user,
        template=template,
        subject_key=_key(round_, template, person, cases),
        at=round_.at,
        company_name=company.name,
        company_slug=company.slug,
        cases=lines,
        number=len(cases),
        more=max(0, len(cases) - SHOWN),
        **_whose(round_, template, cases),
    )


def _key(round_: Round, template: str, person: Membership, cases: list[DeskCase]) -> str:
    if template == "desk_stand_in":
        # Told once for each absence, not for each case.
        away = {case.owner_id: round_.staff.away[case.owner_id] for case in cases if case.owner_id}
        whose = ",".join(f"{pk}-{until:%Y%m%d}" for pk, until in sorted(away.items()))
        return f"{template}:{person.pk}:{whose}"[:160]
    return f"{template}:{person.pk}:{cases[0].pk}:{round_.at:%Y%m%d%H%M%S}"


def _whose(round_: Round, template: str, cases: list[DeskCase]) -> Mapping[str, str]:
    if template != "desk_stand_in":
        return {}
    away = {str(case.owner.user) for case in cases if case.owner}
    return {"away": ", ".join(sorted(away))}


def _line(case: DeskCase, company: Company, at: datetime) -> dict[str, object]:
    zone = ZoneInfo(company.time_zone)
    owner = str(case.owner.user) if case.owner else ""
    return {
        "id": case.pk,
        "title": name_of(case.mention),
        "due": in_words(case.due_at, now=at, zone=zone),
        "owner": owner,
    }
