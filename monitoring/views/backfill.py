"""Reading a source further back."""

from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.models import User
from companies.roles import EDITORS
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import ReadsBack
from monitoring.forms.backfill import ReadBackForm
from monitoring.models import Source
from monitoring.services.backfill import read_back
from monitoring.views.frame import back, say, sight
from monitoring.views.sources import found_source, show_source


@company_view(roles=EDITORS)
@require_POST
def read_back_(request: CompanyRequest, pk: int) -> HttpResponse:
    """Have it read back to a day."""
    row = found_source(request, pk)
    if not isinstance(CONNECTORS[row.feed.kind], ReadsBack):
        raise Http404
    form = ReadBackForm(request.POST)
    if attempt(form, _read_back, source=row, by=request.user, at=sight(request).now):
        said = _("“%(name)s” is being read further back. Its line says how far it has come.")
        say(request, said % {"name": row.name})
        return back(request, "sources")
    return show_source(request, row, back_form=form)


def _read_back(*, source: Source, day: date, by: User, at: datetime) -> None:
    read_back(source=source, day=day, by=by, at=at)
