"""What a company and each of its people say to the alarm beforehand."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.access import standing_of
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from monitoring.models import AlarmReader, AlarmSettings, ExpectedRise
from monitoring.services.alarm.doors import EDITORS_ONLY, editor_or_refused

MOST_DAYS = 92


@transaction.atomic
def save_alarm_settings(
    *,
    company: Company,
    is_on: bool,
    minimum: int,
    cooldown_hours: int,
    rising_hours: int,
    times: tuple[Decimal, Decimal, Decimal],
    percents: tuple[int, int, int],
    by: User,
    at: datetime,
) -> AlarmSettings:
    """From when on the alarm rings; ``times`` and ``percents`` from watch to crisis.

    Raises RefusedError where a higher level would be reached before a lower one.
    """
    editor_or_refused(company, by, at)
    if list(times) != sorted(times):
        raise RefusedError(RISING, field="serious_times")
    if list(percents) != sorted(percents):
        raise RefusedError(RISING, field="serious_percent")
    if rising_hours > cooldown_hours:
        said = _("This must not be longer than the usual quiet time.")
        raise RefusedError(said, field="rising_hours")
    row = AlarmSettings.of(company).first() or AlarmSettings(company=company)
    row.is_on, row.minimum = is_on, minimum
    row.cooldown_hours, row.rising_hours = cooldown_hours, rising_hours
    row.watch_times, row.serious_times, row.crisis_times = times
    row.watch_percent, row.serious_percent, row.crisis_percent = percents
    row.changed_by, row.changed_at = by, at
    row.save()
    act = "alarm.set" if is_on else "alarm.switched_off"
    audit.record(company, act, by=by, at=at, minimum=minimum)
    return row


RISING = _("Each level needs at least as much as the one before it.")


@transaction.atomic
def announce_rise(
    *, company: Company, reason: str, starts_on: date, ends_on: date, by: User, at: datetime
) -> ExpectedRise:
    """Say beforehand that more will be said, and why; the same said twice stays as it is."""
    editor_or_refused(company, by, at)
    if ends_on < starts_on:
        raise RefusedError(_("The last day lies before the first."), field="ends_on")
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise RefusedError(_("Three months at most: nobody would be woken."), field="ends_on")
    given = {"reason": reason.strip(), "starts_on": starts_on, "ends_on": ends_on}
    same = ExpectedRise.of(company).filter(withdrawn_at__isnull=True, **given)
    if there := same.first():
        return there
    row = ExpectedRise.everywhere.create(company=company, announced_by=by, announced_at=at, **given)
    audit.record(
        company,
        "alarm.rise_announced",
        by=by,
        at=at,
        reason=row.reason,
        since_on=starts_on.isoformat(),
        until_on=ends_on.isoformat(),
    )
    return row


@transaction.atomic
def withdraw_rise(*, company: Company, rise_id: int, by: User, at: datetime) -> None:
    """It does not hold any more; what was recorded stays. A second time changes nothing."""
    editor_or_refused(company, by, at)
    row = ExpectedRise.of(company).filter(pk=rise_id, withdrawn_at__isnull=True).first()
    if row is not None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        audit.record(company, "alarm.rise_withdrawn", by=by, at=at, reason=row.reason)


@transaction.atomic
def choose_own_level(*, membership: Membership, from_level: str, at: datetime) -> AlarmReader:
    """From which level on somebody wants a mail themselves."""
    if standing_of(membership.user, membership.company, at.date()) is None:
        raise RefusedError(EDITORS_ONLY)
    row, _created = AlarmReader.everywhere.update_or_create(
        company=membership.company, membership=membership, defaults={"from_level": from_level}
    )
    return row
