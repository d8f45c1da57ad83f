"""People and invitations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies import selectors
from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.forms.people import EndMembershipForm, InviteForm, MemberForm
from companies.limits import DAY, within
from companies.models import Invitation, Membership
from companies.refusals import RefusedError
from companies.services import invitations, people
from companies.views.frame import settings_page, too_many

INVITATIONS = 100
"""A day and company."""


@company_view()
def people_(request: CompanyRequest) -> HttpResponse:
    """Who belongs to the company and who is invited; everybody may read it."""
    waiting = []
    if request.standing.administers:
        waiting = selectors.open_invitations(request.company, at=timezone.now())
    return settings_page(
        request,
        "people",
        "people",
        people=selectors.people_of(request.company, on=request.standing.on),
        invitations=waiting,
    )


@company_view(admin=True)
@require_http_methods(["GET", "POST"])
def invite(request: CompanyRequest) -> HttpResponse:
    """Ask somebody to join."""
    if request.method == "POST" and not _may_mail(request):
        return too_many(request)
    form = InviteForm(request.POST or None, company=request.company)
    if attempt(
        form, invitations.invite, company=request.company, by=request.user, at=timezone.now()
    ):
        messages.success(
            request,
            _("%(email)s is invited. The link works for fourteen days.") % form.cleaned_data,
        )
        return redirect("companies:people", company=request.company.slug)
    return settings_page(request, "invite", "people", form=form)


@company_view(admin=True)
@require_POST
def send_again(request: CompanyRequest, pk: int) -> HttpResponse:
    """A fresh link for an open invitation."""
    if not _may_mail(request):
        return too_many(request)
    row = get_object_or_404(Invitation.of(request.company), pk=pk)
    try:
        invitations.send_again(invitation=row, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A new link is on its way to %(email)s.") % {"email": row.email}
        )
    return redirect("companies:people", company=request.company.slug)


@company_view(admin=True)
@require_POST
def revoke_invitation(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take an open invitation back."""
    row = get_object_or_404(Invitation.of(request.company), pk=pk)
    try:
        invitations.revoke_invitation(invitation=row, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("The invitation to %(email)s is withdrawn; its link no longer works.")
            % {"email": row.email},
        )
    return redirect("companies:people", company=request.company.slug)


@company_view(admin=True)
@require_http_methods(["GET", "POST"])
def member(request: CompanyRequest, pk: int) -> HttpResponse:
    """Role, department and administration of one person."""
    membership = _live(request, pk)
    typed = request.POST if request.method == "POST" else None
    form = MemberForm(
        typed,
        company=request.company,
        # Asked only once somebody is about to take the role away.
        asks=typed is not None and people.only_manager(membership),
        initial={
            "role": membership.role,
            "department": membership.department_id,
            "is_admin": membership.is_admin,
        },
    )
    if attempt(form, people.change_role, membership=membership, by=request.user, at=timezone.now()):
        messages.success(request, _("%(person)s is changed.") % {"person": membership.user})
        return redirect("companies:people", company=request.company.slug)
    return settings_page(request, "member", "people", form=form, membership=membership)


@company_view(admin=True)
@require_http_methods(["GET", "POST"])
def end_membership(request: CompanyRequest, pk: int) -> HttpResponse:
    """Ask once more, then end a membership."""
    membership = _live(request, pk)
    form = EndMembershipForm(
        request.POST if request.method == "POST" else None,
        membership=membership,
        is_only_manager=people.only_manager(membership),
    )
    if attempt(
        form, people.end_membership, membership=membership, by=request.user, at=timezone.now()
    ):
        messages.success(
            request,
            _("%(person)s no longer belongs to %(company)s.")
            % {"person": membership.user, "company": request.company},
        )
        if membership.user == request.user:
            return redirect("companies:start")
        return redirect("companies:people", company=request.company.slug)
    return settings_page(request, "end_membership", "people", form=form, membership=membership)


def _may_mail(request: CompanyRequest) -> bool:
    # An invitation carries words of the inviter to an address nobody has confirmed.
    return within(f"invitations:{request.company.pk}", most=INVITATIONS, seconds=DAY)


def _live(request: CompanyRequest, pk: int) -> Membership:
    live: Membership = get_object_or_404(selectors.live_memberships(request.company), pk=pk)
    return live
