"""Conflict scenarios: the list, one of them, examples to take over, writing and reviewing."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.roles import EDITORS
from guidelines.example_scenarios import example_scenarios
from guidelines.models import Scenario
from guidelines.readiness import scenarios as reads
from guidelines.readiness_forms.scenarios import NewScenarioForm, ScenarioForm
from guidelines.readiness_pages import scenarios as pages
from guidelines.readiness_pages.sections import address
from guidelines.services import scenarios as acts
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, room, sent

ROOM = "scenarios"


@company_view()
@require_safe
def scenarios(request: CompanyRequest) -> HttpResponse:
    """Every scenario, the likeliest first."""
    rows = reads.scenarios_of(request.company)
    return room(request, "scenarios", ROOM, rows=pages.scenario_views(rows, request.standing.on))


@company_view()
@require_safe
def scenario(request: CompanyRequest, pk: int) -> HttpResponse:
    """One scenario as it is needed when it has come: who, what, which words."""
    row = _row(request, pk)
    return room(
        request,
        "scenario",
        ROOM,
        scenario=pages.scenario_view(row, request.standing.on),
        texts=pages.text_views(reads.texts_of(row)),
    )


@company_view(roles=EDITORS)
@require_safe
def example_scenarios_(request: CompanyRequest) -> HttpResponse:
    """Typical conflicts, in the language one reads at the moment."""
    rows = example_scenarios(get_language() or "en")
    taken = reads.taken_examples(request.company)
    views = pages.example_views(rows, taken)
    return room(request, "example_scenarios", ROOM, rows=views)


@company_view(roles=EDITORS)
@require_POST
def take_example(request: CompanyRequest) -> HttpResponse:
    """An example becomes one's own."""
    key = request.POST.get("key", "")
    try:
        row = acts.take_example(key=key, language=get_language() or "en", **who(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return back(request, "example_scenarios")
    messages.success(request, _("Taken over. Now say who is in charge, and change what differs."))
    return back(request, "scenario", row.pk)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_scenario(request: CompanyRequest) -> HttpResponse:
    """A scenario of one's own."""
    form = NewScenarioForm(sent(request), company=request.company, initial={"form_key": uuid4()})
    if attempt(form, acts.add_scenario, **who(request)):
        messages.success(request, _("The scenario is there. Add the words that are to lie ready."))
        return back(request, ROOM)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Write a scenario"),
        submit=_("Save"),
        back_url=address(request.company, ROOM),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_scenario(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change what it says and who is in charge."""
    row = _row(request, pk)
    form = ScenarioForm(sent(request), company=request.company, initial=_initial(row))
    if attempt(form, acts.save_scenario, scenario_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "scenario", row.pk)
    return form_page(
        request,
        ROOM,
        form=form,
        title=row.topic,
        submit=_("Save"),
        back_url=address(request.company, "scenario", row.pk),
    )


@company_view(roles=EDITORS)
@require_POST
def review_scenario(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was read again and still holds."""
    row = _row(request, pk)
    act(request, acts.review_scenario, _("Noted: reviewed today."), scenario_id=row.pk)
    return back(request, "scenario", row.pk)


@company_view(roles=EDITORS)
@require_POST
def remove_scenario(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take it away with its texts."""
    row = _row(request, pk)
    act(request, acts.remove_scenario, _("The scenario is removed."), scenario_id=row.pk)
    return back(request, ROOM)


def _row(request: CompanyRequest, pk: int) -> Scenario:
    return found_or_404(reads.scenario_of(request.company, pk))


def _initial(row: Scenario) -> dict[str, object]:
    names = ("topic", "likelihood", "trigger", "criticism_percent", "times_usual", "reaction")
    return {
        **{name: getattr(row, name) for name in names},
        "plan": row.plan,
        "owner": row.owner_id,
        "deputy": row.deputy_id,
        "seen": row.revision,
    }
