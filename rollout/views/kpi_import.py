"""Figures of a KPI from a table: shown row by row first, written down only when confirmed."""

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from companies.roles import EDITORS
from companies.views.frame import answer
from rollout.forms.kpis import ColumnsForm, TableForm, shown
from rollout.kpi_readings import NOT_ENTERED, import_readings
from rollout.kpis.entering import NewReading, why_not
from rollout.kpis.measures import measure_of
from rollout.kpis.tables import (
    Columns,
    Row,
    State,
    Table,
    decoded,
    rows_of,
    suggested_columns,
    table_from,
)
from rollout.models import Kpi, KpiReading
from rollout.presenters.addresses import page_url
from rollout.presenters.kpi_table import preview
from rollout.views.kpis import crumbs, kpi_or_404, to_kpi
from rollout.wording import Text


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def import_table(request: CompanyRequest, pk: int) -> HttpResponse:
    """Three steps at one address: choose a table, look at what was read, confirm."""
    row = kpi_or_404(request, pk)
    if measure_of(row.measure) is not None:
        messages.info(request, str(NOT_ENTERED))
        return to_kpi(request, row)
    if "text" in request.POST:
        return _second_step(request, row)
    form = TableForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            text = decoded(form.cleaned_data["file"].read())
            return _first_look(request, row, text, table_from(text))
        except RefusedError as refusal:
            form.add_error("file", str(refusal))
    return answer(request, "rollout/import_table.html", {"form": form, **_frame(request, row)})


def _first_look(request: CompanyRequest, row: Kpi, text: str, table: Table) -> HttpResponse:
    columns = suggested_columns(table)
    form = ColumnsForm(table=table, initial={**shown(columns), "text": text})
    return _preview(request, row, form, _read(request, row, table, columns))


def _second_step(request: CompanyRequest, row: Kpi) -> HttpResponse:
    """Other columns were chosen, or what is shown was confirmed."""
    try:
        table = table_from(request.POST["text"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("rollout:import_table", company=request.company.slug, pk=row.pk)
    form = ColumnsForm(request.POST, table=table)
    if not form.is_valid():
        return _preview(request, row, form, ())
    rows = _read(request, row, table, form.columns())
    if "confirm" in request.POST and _written(request, row, rows):
        return to_kpi(request, row)
    return _preview(request, row, form, rows)


def _preview(
    request: CompanyRequest, row: Kpi, form: ColumnsForm, rows: tuple[Row, ...]
) -> HttpResponse:
    facts = {"form": form, "preview": preview(rows, row.unit), **_frame(request, row)}
    return answer(request, "rollout/import_preview.html", facts)


def _read(request: CompanyRequest, row: Kpi, table: Table, columns: Columns) -> tuple[Row, ...]:
    live = KpiReading.of(request.company).filter(kpi=row, replaced_at__isnull=True)
    there = dict(live.values_list("on", "value"))
    today = request.standing.on

    def refuses(on: date, value: Decimal) -> Text | None:
        refusal = why_not(row.unit, on, value, today)
        return refusal[0] if refusal else None

    return rows_of(table, columns, there, refuses)


def _written(request: CompanyRequest, row: Kpi, rows: tuple[Row, ...]) -> bool:
    """Write down what is new, and what replaces a figure if that was ticked; True if anything."""
    wanted = {State.NEW} | ({State.REPLACES} if "replace" in request.POST else set())
    new = [
        NewReading(each.on, each.value, each.note)
        for each in rows
        if each.state in wanted and each.on is not None and each.value is not None
    ]
    try:
        number = import_readings(
            company=request.company, kpi_id=row.pk, new=new, by=request.user, at=timezone.now()
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    done = ngettext("%(number)s figure was imported.", "%(number)s figures were imported.", number)
    messages.success(request, done % {"number": number})
    return True


def _frame(request: CompanyRequest, row: Kpi) -> dict[str, object]:
    return {
        "kpi": row,
        "crumbs": crumbs(request.company, row),
        "back": page_url(request.company, "kpi", pk=row.pk),
    }
