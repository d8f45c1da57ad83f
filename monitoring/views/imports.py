"""Tables of mentions: handed in, their columns named, read, and what came of them."""

import csv
from io import StringIO
from uuid import UUID, uuid4

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.limits import HOUR, within
from companies.refusals import RefusedError
from companies.roles import EDITORS
from companies.views.downloads import download
from companies.views.frame import too_many
from monitoring.connectors import CONNECTORS
from monitoring.exports.table import harmless
from monitoring.forms.inbound import ImportColumnsForm, ImportForm
from monitoring.inbound.tables import MOST_BYTES
from monitoring.models import MentionImport
from monitoring.presenters.addresses import page
from monitoring.presenters.inbound import ImportCard, entry_line, refused_table
from monitoring.presenters.kinds import kinds
from monitoring.services import imports as acts
from monitoring.views.frame import back, found_or_404, is_htmx, refuse, say, show, sight, tabs

AN_HOUR, LOOKS = 60, 240
"""Tables that one person may hand in, and look through, in an hour: each look reads all rows."""
LATELY = 10


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_import(request: CompanyRequest) -> HttpResponse:
    """Hand in a table."""
    here = sight(request)
    if request.method == "POST" and not within(
        f"imports:{request.user.pk}", most=AN_HOUR, seconds=HOUR
    ):
        return too_many(request)
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = acts.hand_in(
                company=request.company,
                content=file.read(MOST_BYTES + 1),
                file_name=file.name or "",
                form_key=_form_key(request),
                by=request.user,
                at=here.now,
            )
        except RefusedError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return back(request, "import_", row.pk)
    lately = MentionImport.of(request.company).defer("content", "refused")[:LATELY]
    context = {
        "form": form,
        "form_key": uuid4(),
        "cards": [ImportCard(row, here) for row in lately],
        "connector": CONNECTORS["import"],
        "kinds": kinds(request.company, "import"),
        "tabs": tabs(request, "sources"),
        "back_url": page(request.company, "sources"),
    }
    return show(request, "add_import", context, status=422 if form.is_bound else 200)


def _form_key(request: CompanyRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: CompanyRequest, pk: int) -> HttpResponse:
    """Name its columns and see every kind of row before anything is taken; then how far it is."""
    row = _found(request, pk)
    if row.started_at is not None:
        if request.method == "POST":
            acts.start_import(row=row, by=request.user, at=sight(request).now)
            return back(request, "import_", row.pk)
        return _progress(request, row)
    if not within(f"import-looks:{request.user.pk}", most=LOOKS, seconds=HOUR):
        return too_many(request)
    form = _columns_form(request, row)
    if not (form.is_bound and form.is_valid()):
        return _columns(request, row, form)
    try:
        row = acts.name_columns(
            row=row,
            columns=form.columns,
            day_first=form.cleaned_data["day_first"],
            name=form.cleaned_data["name"],
            takes_everything=form.cleaned_data["takes_everything"],
        )
        if "start" in request.POST:
            acts.start_import(row=row, by=request.user, at=sight(request).now)
            return back(request, "import_", row.pk)
    except RefusedError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _columns(request, row, form)


def _columns_form(request: CompanyRequest, row: MentionImport) -> ImportColumnsForm:
    initial = {
        **row.columns,
        "day_first": "1" if row.day_first else "0",
        "name": row.name,
        "takes_everything": row.takes_everything,
    }
    typed = request.POST if request.method == "POST" else None
    return ImportColumnsForm(typed, head=row.head, initial=initial)


def _columns(request: CompanyRequest, row: MentionImport, form: ImportColumnsForm) -> HttpResponse:
    here = sight(request)
    read, wrong = ([], 0) if form.errors else acts.preview(row, at=here.now)
    lines = [entry_line(each.line, each.entry, each.why, here) for each in read]
    good = row.total - wrong
    label = ngettext("Take %(number)s row", "Take %(number)s rows", good) % {"number": good}
    context = {
        "card": ImportCard(row, here),
        "form": form,
        "lines": lines,
        "wrong": wrong,
        "hidden": row.total - len(lines),
        "start_label": label if good and not form.errors else "",
        "tabs": tabs(request, "sources"),
        "discard_url": page(request.company, "discard_import", row.pk),
    }
    return show(request, "import_columns", context, status=422 if form.errors else 200)


def _progress(request: CompanyRequest, row: MentionImport) -> HttpResponse:
    here = sight(request)
    context = {
        "card": ImportCard(row, here),
        "tabs": tabs(request, "sources"),
        "add_url": page(request.company, "add_import"),
        "source_url": page(request.company, "source", row.source_id),
    }
    fragment = "_import_progress" if is_htmx(request) else ""
    return show(request, "import_progress", context, fragment=fragment or "_import_progress")


@company_view(roles=EDITORS)
@require_POST
def discard_import(request: CompanyRequest, pk: int) -> HttpResponse:
    """Forget a table that was not started."""
    row = _found(request, pk)
    try:
        acts.discard_import(row=row)
    except RefusedError as refusal:
        refuse(request, refusal)
        return back(request, "import_", pk)
    say(request, _("The table was discarded. Nothing of it was taken."))
    return back(request, "add_import")


@company_view(roles=EDITORS)
@require_safe
def import_refused(request: CompanyRequest, pk: int) -> FileResponse:
    """The rows that could not be read, with their reasons, as a table."""
    row = _found(request, pk)
    kept = row.refused
    if row.started_at is None:
        refused = acts.refused_rows(row, at=sight(request).now)
        kept = [[each.line, *each.why.stored()] for each in refused if each.why]
    written = StringIO()
    lines = csv.writer(written, delimiter=";")
    lines.writerows([harmless(cell) for cell in row] for row in refused_table(kept))
    content = ("\ufeff" + written.getvalue()).encode()
    return download(content, _("refused-rows.csv"), "text/csv; charset=utf-8")


def _found(request: CompanyRequest, pk: int) -> MentionImport:
    rows = MentionImport.of(request.company).select_related("company", "source__feed")
    row: MentionImport = found_or_404(rows.filter(pk=pk).first())
    return row
