"""The Social-Media-Board: who is on it, and what it took on."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.models import FollowUp
from guidelines.readiness import board as reads
from guidelines.readiness_forms.board import BoardMemberForm, FollowUpForm, NewBoardMemberForm
from guidelines.readiness_pages import board as pages
from guidelines.readiness_pages.sections import address
from guidelines.services import board as acts
from guidelines.services import follow_ups
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, room, sent

ROOM = "board"


@company_view()
@require_safe
def board(request: CompanyRequest) -> HttpResponse:
    """The board today: people, meetings, what is open and what is overdue."""
    company, on = request.company, request.standing.on
    facts = reads.board_facts(company, on)
    open_ones = reads.open_follow_ups(company)
    return room(
        request,
        "board",
        ROOM,
        lines=pages.facts_lines(facts),
        advice=pages.advice(facts),
        members=pages.member_views(reads.board_members(company, on)),
        others=pages.member_views(reads.other_members(company, on)),
        meetings=pages.meeting_views(reads.meetings_of(company), on),
        follow_ups=pages.follow_up_views(open_ones, request.standing, on),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_board_member(request: CompanyRequest) -> HttpResponse:
    """Somebody joins the board."""
    form = NewBoardMemberForm(
        sent(request), company=request.company, initial={"since": request.standing.on}
    )
    if attempt(form, acts.add_board_member, **who(request)):
        messages.success(request, _("The person is on the board."))
        return back(request, ROOM)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Put somebody on the board"),
        submit=_("Save"),
        back_url=address(request.company, ROOM),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def board_member(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change an entry, or say when it ends."""
    row = found_or_404(reads.board_member_of(request.company, pk))
    initial = {"stands_for": row.stands_for, "since": row.since, "until": row.until}
    form = BoardMemberForm(sent(request), company=request.company, initial=initial)
    if attempt(form, acts.save_board_member, board_member_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, ROOM)
    return form_page(
        request,
        ROOM,
        form=form,
        title=str(row.membership.user),
        submit=_("Save"),
        back_url=address(request.company, ROOM),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: CompanyRequest, pk: int) -> HttpResponse:
    """Other words, somebody else, another day."""
    row = _follow_up(request, pk)
    initial = {"text": row.text, "owner": row.owner_id, "due_on": row.due_on}
    form = FollowUpForm(sent(request), company=request.company, initial=initial)
    if attempt(form, follow_ups.save_follow_up, follow_up_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "meeting", row.meeting_id)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Change a follow-up"),
        submit=_("Save"),
        back_url=address(request.company, "meeting", row.meeting_id),
    )


@company_view()
@require_POST
def finish_follow_up(request: CompanyRequest, pk: int) -> HttpResponse:
    """It is done."""
    row = _follow_up(request, pk)
    act(request, follow_ups.finish_follow_up, _("Done."), follow_up_id=row.pk)
    return back(request, "meeting", row.meeting_id, anchor="follow-ups")


@company_view()
@require_POST
def reopen_follow_up(request: CompanyRequest, pk: int) -> HttpResponse:
    """It is not done after all."""
    row = _follow_up(request, pk)
    act(request, follow_ups.reopen_follow_up, _("It is open again."), follow_up_id=row.pk)
    return back(request, "meeting", row.meeting_id, anchor="follow-ups")


def _follow_up(request: CompanyRequest, pk: int) -> FollowUp:
    return found_or_404(reads.follow_up_of(request.company, pk))
