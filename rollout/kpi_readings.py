"""Figures of KPIs that somebody writes down: entered, imported, corrected, taken back.

They may come at any time, whatever stage is open. Nothing is overwritten: what is replaced stays
readable with its day, its value and who wrote it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.days import local_day
from rollout.editing import editor_or_refused, row_or_refused
from rollout.kpis.entering import NewReading, why_not
from rollout.kpis.measures import measure_of
from rollout.models import Kpi, KpiReading
from rollout.refusals import SENTENCES, RefusedError, in_one_transaction

NOT_ENTERED = _("These figures are counted; nobody has to enter them.")
REPLACED = _("This figure has been replaced meanwhile. Please look at the page again.")


def enter_reading(
    *,
    company: Company,
    kpi_id: int,
    on: date,
    value: Decimal,
    by: User,
    at: datetime,
    note: str = "",
) -> KpiReading:
    """Write down what was measured on a day; refused if there is a figure for that day."""
    with in_one_transaction():
        kpi = _kpi_to_write(company, kpi_id, by, at)
        new = NewReading(on, value, note.strip())
        _check(kpi, new, local_day(company, at))
        if _live(kpi).filter(on=on).exists():
            raise RefusedError(SENTENCES["kpi_reading_one_a_day"], field="on")
        row = _write(kpi, new, KpiReading.Origin.ENTERED, by=by, at=at)
        _record("kpi.reading_entered", kpi, row, by=by, at=at)
    return row


def correct_reading(
    *,
    company: Company,
    reading_id: int,
    on: date,
    value: Decimal,
    by: User,
    at: datetime,
    note: str = "",
) -> KpiReading:
    """Say a figure anew, or that it belongs to another day; the older one stays readable."""
    with in_one_transaction():
        old = _to_replace(company, reading_id, by, at)
        new = NewReading(on, value, note.strip())
        _check(old.kpi, new, local_day(company, at))
        if _live(old.kpi).filter(on=on).exclude(pk=old.pk).exists():
            raise RefusedError(SENTENCES["kpi_reading_one_a_day"], field="on")
        _replace(old, at)
        row = _write(old.kpi, new, KpiReading.Origin.ENTERED, by=by, at=at)
        _record("kpi.reading_corrected", old.kpi, row, by=by, at=at, old=str(old.value))
    return row


def withdraw_reading(*, company: Company, reading_id: int, by: User, at: datetime) -> KpiReading:
    """Take a figure back: it no longer counts, and stays readable."""
    with in_one_transaction():
        row = _to_replace(company, reading_id, by, at)
        _replace(row, at)
        _record("kpi.reading_withdrawn", row.kpi, row, by=by, at=at)
    return row


def import_readings(
    *, company: Company, kpi_id: int, new: Sequence[NewReading], by: User, at: datetime
) -> int:
    """Write down many figures at once, all of them or none; how many were written.

    A figure that is there already with the same value is left as it is; one with another value
    is replaced.
    """
    with in_one_transaction():
        kpi = _kpi_to_write(company, kpi_id, by, at)
        today = local_day(company, at)
        there = {row.on: row for row in _live(kpi)}
        written = 0
        for each in new:
            _check(kpi, each, today)
            old = there.get(each.on)
            if old is not None and old.value == each.value:
                continue
            if old is not None:
                _replace(old, at)
            there[each.on] = _write(kpi, each, KpiReading.Origin.IMPORTED, by=by, at=at)
            written += 1
        if not written:
            raise RefusedError(_("There is nothing new in it."))
        audit.record(company, "kpi.readings_imported", by=by, at=at, name=kpi.name, number=written)
    return written


def _check(kpi: Kpi, new: NewReading, today: date) -> None:
    if refusal := why_not(kpi.unit, new.on, new.value, today):
        sentence, field = refusal
        raise RefusedError(sentence, field=field)


def _kpi_to_write(company: Company, kpi_id: int, by: User, at: datetime) -> Kpi:
    editor_or_refused(company, by, at)
    # Whoever writes figures of the same KPI at the same time waits here.
    kpi = row_or_refused(company, Kpi, kpi_id)
    Kpi.of(company).select_for_update(no_key=True).get(pk=kpi.pk)
    if measure_of(kpi.measure) is not None:
        raise RefusedError(NOT_ENTERED)
    return kpi


def _to_replace(company: Company, reading_id: int, by: User, at: datetime) -> KpiReading:
    editor_or_refused(company, by, at)
    rows = KpiReading.of(company).select_related("kpi")
    row = rows.select_for_update(no_key=True, of=("self",)).filter(pk=reading_id).first()
    if row is None:
        raise RefusedError(_("This is not there any more. Please look at the page again."))
    if row.replaced_at is not None:
        raise RefusedError(REPLACED)
    return row


def _live(kpi: Kpi) -> QuerySet[KpiReading]:
    return KpiReading.everywhere.filter(kpi=kpi, replaced_at__isnull=True)


def _replace(row: KpiReading, at: datetime) -> None:
    row.replaced_at = at
    row.save(update_fields=["replaced_at"])


def _write(kpi: Kpi, new: NewReading, origin: str, *, by: User, at: datetime) -> KpiReading:
    return KpiReading.everywhere.create(
        company_id=kpi.company_id,
        kpi=kpi,
        on=new.on,
        value=new.value,
        note=new.note,
        origin=origin,
        by=by,
        at=at,
    )


def _record(act: str, kpi: Kpi, row: KpiReading, *, by: User, at: datetime, old: str = "") -> None:
    day_on, value = row.on.isoformat(), str(row.value)
    audit.record(kpi.company, act, by=by, at=at, name=kpi.name, day_on=day_on, value=value, old=old)
