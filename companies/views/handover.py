"""Leaving: what somebody holds, who takes it over, and the end of the membership."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies import duties, selectors
from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.forms.handover import HandOverForm
from companies.services import handover, people
from companies.views.frame import may_archive, settings_page


@company_view()
@require_http_methods(["GET", "POST"])
def hand_over(request: CompanyRequest, pk: int) -> HttpResponse:
    """Everybody hands over their own; whoever administers the company also for others."""
    membership = get_object_or_404(selectors.live_memberships(request.company), pk=pk)
    own = membership.pk == request.standing.membership.pk
    if not own and not request.standing.administers:
        raise PermissionDenied(_("Only somebody who administers the company may do this."))
    held = duties.duties_of(membership)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        leaving=membership,
        duties=[duty for duty in held if not duty.stays],
        is_only_manager=people.only_manager(membership),
    )
    if attempt(form, handover.hand_over, membership=membership, by=request.user, at=timezone.now()):
        said = _("%(person)s no longer belongs to %(company)s; everything is handed over.")
        messages.success(request, said % {"person": membership.user, "company": request.company})
        if own:
            return redirect("companies:start")
        return redirect("companies:people", company=request.company.slug)
    return settings_page(
        request,
        "hand_over",
        "people",
        form=form,
        membership=membership,
        own=own,
        staying=[duty for duty in held if duty.stays],
        deputyships=selectors.deputyships_of(membership, on=request.standing.on),
        archives=may_archive(request.standing),
    )
