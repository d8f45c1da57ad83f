"""The texts that lie ready in a scenario."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.models import PreparedText
from guidelines.readiness.scenarios import scenario_of, text_of_scenario
from guidelines.readiness_forms.scenarios import NewPreparedTextForm, PreparedTextForm
from guidelines.readiness_pages.sections import address
from guidelines.services import prepared_texts as acts
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, sent

ROOM = "scenarios"


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_text(request: CompanyRequest, pk: int) -> HttpResponse:
    """One more text."""
    row = found_or_404(scenario_of(request.company, pk))
    initial = {"form_key": uuid4(), "language": get_language()}
    form = NewPreparedTextForm(sent(request), initial=initial)
    if attempt(form, acts.add_text, scenario_id=row.pk, **who(request)):
        messages.success(request, _("The text lies ready."))
        return back(request, "scenario", row.pk, anchor="texts")
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Add a text"),
        lead=row.topic,
        submit=_("Save"),
        back_url=address(request.company, "scenario", row.pk),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def prepared_text(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change one text."""
    row = _row(request, pk)
    initial = {"title": row.title, "language": row.language, "text": row.text}
    form = PreparedTextForm(sent(request), initial=initial)
    if attempt(form, acts.save_text, text_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "scenario", row.scenario_id, anchor="texts")
    return form_page(
        request,
        ROOM,
        form=form,
        title=row.title,
        lead=row.scenario.topic,
        submit=_("Save"),
        back_url=address(request.company, "scenario", row.scenario_id),
    )


@company_view(roles=EDITORS)
@require_POST
def remove_text(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take one text away."""
    row = _row(request, pk)
    act(request, acts.remove_text, _("The text is removed."), text_id=row.pk)
    return back(request, "scenario", row.scenario_id, anchor="texts")


def _row(request: CompanyRequest, pk: int) -> PreparedText:
    return found_or_404(text_of_scenario(request.company, pk))
