"""What the page shows, as a file to take along."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from companies import audit
from companies.access import CompanyRequest, company_view
from companies.limits import HOUR, within
from companies.views.frame import too_many
from monitoring.dashboard import facts as reads
from monitoring.dashboard import page as shown
from monitoring.exports import as_csv, as_xlsx, figures
from monitoring.exports import mentions as lists
from monitoring.exports.table import Table
from monitoring.presenters.addresses import asked_for
from monitoring.presenters.filters import active_filters
from monitoring.presenters.sight import Sight
from monitoring.views.frame import sight
from monitoring.views.narrowing import dashboard_form, list_form

PER_PERSON = 30
"""Files an hour: enough for a report, too few to carry everything away again and again."""
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@company_view()
@require_GET
def export_mentions(request: CompanyRequest) -> HttpResponseBase:
    """The mentions of the list, under its filters: as many rows as the list has."""
    if not _may_have_another(request):
        return too_many(request)
    here, offered = sight(request), reads.choices(request.company)
    form = list_form(request, offered)
    filters = form.filters
    asked = [each.words for each in active_filters(form, "", asked_for(filters))]
    about = _about(request, here, asked)
    table, number = lists.table_of(request.company, filters, about)
    return _answer(request, table, "mentions", number, here)


@company_view()
@require_GET
def export_figures(request: CompanyRequest) -> HttpResponseBase:
    """The figures of the dashboard, under its filters and for its time."""
    if not _may_have_another(request):
        return too_many(request)
    here, offered = sight(request), reads.choices(request.company)
    form = dashboard_form(request, offered)
    filters, period = form.filters, form.period
    facts = reads.facts(request.company, filters, period, profiles=offered.profiles, at=here.now)
    rows = list(figures.rows(facts, offered, here))
    asked = [
        each.words for each in active_filters(form, "", shown.asked_of(form), silent=("days",))
    ]
    asked.append(_days(period.starts_on, period.ends_on))
    about = [*_about(request, here, asked), *shown.unseen(facts.seen, here)]
    note = "" if facts.seen.is_whole else _("Not everything was seen: see the remarks.")
    table = Table(_("Dashboard"), figures.headers(), rows, about, note)
    return _answer(request, table, "figures", len(rows), here)


def _may_have_another(request: CompanyRequest) -> bool:
    key = f"export:{request.company.pk}:{request.user.pk}"
    return within(key, most=PER_PERSON, seconds=HOUR)


def _days(starts_on: date, ends_on: date) -> str:
    written = [date_format(day, "SHORT_DATE_FORMAT") for day in (starts_on, ends_on)]
    return _("%(first)s to %(last)s") % {"first": written[0], "last": written[1]}


def _about(request: CompanyRequest, here: Sight, asked: list[str]) -> list[str]:
    when = date_format(here.now.astimezone(here.zone), "SHORT_DATETIME_FORMAT")
    return [
        str(request.company),
        _("Made on %(when)s by %(name)s") % {"when": when, "name": request.user},
        _("Filters: %(filters)s") % {"filters": "; ".join(asked) or _("none")},
    ]


def _kind(request: CompanyRequest) -> str:
    kind = request.GET.get("format", "")
    return kind if kind in ("xlsx", "csv") else "excel"


def _answer(
    request: CompanyRequest, table: Table, name: str, number: int, here: Sight
) -> HttpResponseBase:
    kind = _kind(request)
    audit.record(
        request.company,
        "export.made",
        by=request.user,
        at=here.now,
        what=str(table.title),
        number=number,
        kind="XLSX" if kind == "xlsx" else "CSV",
    )
    day = here.now.astimezone(here.zone).date()
    name = f"{request.company.slug}-{name}-{day.isoformat()}"
    if kind == "xlsx":
        pieces = as_xlsx.pieces(table, about_title=_("About this file"))
        return _streamed(pieces, f"{name}.xlsx", XLSX)
    pieces = as_csv.pieces(table, "plain" if kind == "csv" else "excel")
    return _streamed(pieces, f"{name}.csv", CSV)


def _streamed(pieces: Iterator[bytes], name: str, kind: str) -> HttpResponseBase:
    made = _in_language(pieces, get_language() or "de")
    response = StreamingHttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _in_language(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """The rows are made after the view, when nobody remembers in whose language."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
