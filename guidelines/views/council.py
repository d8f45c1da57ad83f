"""The works council: whether there is one, and what it says to a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines import presenters
from guidelines.forms import CouncilForm, ReviewForm
from guidelines.selectors import draft_of, fingerprint_of, reviews_of, text_of, works_council
from guidelines.services import council as acts
from guidelines.views.frame import back, department_of, show, who


def _sent(request: CompanyRequest) -> Any:
    return request.POST if request.method == "POST" else None


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def works_council_page(request: CompanyRequest) -> HttpResponse:
    """Say whether there is a works council."""
    origin = "draft" if draft_of(request.company) else "guidelines"
    said = works_council(request.company)
    answers = {True: "yes", False: "no", None: None}
    initial = {"has_one": answers[said.has_one if said else None]}
    form = CouncilForm(_sent(request), initial=initial)
    if attempt(form, acts.say_works_council, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, origin)
    return show(
        request,
        "works_council",
        origin,
        form=form,
        back_url=presenters.address(request.company, origin),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """Record what the works council says to the draft."""
    of = department_of(request, department)
    form = ReviewForm(_sent(request))
    if attempt(form, acts.record_review, department=of, **who(request)):
        messages.success(request, _("The answer of the works council is recorded."))
        return back(request, "publish", department=of)
    draft = draft_of(request.company, of)
    if draft is None:
        return back(request, "draft", department=of)
    fingerprint = fingerprint_of(text_of(draft))
    if not form.is_bound:
        form = ReviewForm(initial={"day": request.standing.on, "shown": fingerprint})
    return show(
        request,
        "review",
        "draft",
        department=of,
        form=form,
        title=presenters.version_title(draft),
        council=presenters.council_view(draft, fingerprint, request.standing),
        rows=[presenters.review_view(each, draft) for each in reviews_of(draft)],
    )
