"""Meetings of the board: planned, held, with decisions and follow-ups."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.models import BoardDecision, Meeting
from guidelines.readiness import board as reads
from guidelines.readiness_forms.board import (
    DecisionForm,
    MeetingForm,
    MinutesForm,
    NewFollowUpForm,
    NewMeetingForm,
)
from guidelines.readiness_pages import board as pages
from guidelines.readiness_pages.sections import address
from guidelines.services import follow_ups
from guidelines.services import meetings as acts
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, room, sent

ROOM = "board"


@company_view()
@require_safe
def meeting(request: CompanyRequest, pk: int) -> HttpResponse:
    """One meeting: who was there, what was said, what follows from it."""
    row, on = _row(request, pk), request.standing.on
    taken_on = reads.follow_ups_of(request.company).filter(meeting=row)
    return room(
        request,
        "meeting",
        ROOM,
        meeting=pages.meeting_view(row, on),
        people=pages.people_words(reads.attendances_of(row)),
        decisions=BoardDecision.of(request.company).filter(meeting=row),
        follow_ups=pages.follow_up_views(taken_on, request.standing, on),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_meeting(request: CompanyRequest) -> HttpResponse:
    """A meeting to come, or one that was and has no minutes yet."""
    form = NewMeetingForm(sent(request), initial={"form_key": uuid4()})
    if attempt(form, acts.plan_meeting, **who(request)):
        messages.success(request, _("The meeting is planned."))
        return back(request, ROOM)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Plan a meeting"),
        submit=_("Plan"),
        back_url=address(request.company, ROOM),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another day, place or agenda."""
    row = _row(request, pk)
    names = ("meets_on", "begins", "place", "agenda")
    form = MeetingForm(sent(request), initial={name: getattr(row, name) for name in names})
    if attempt(form, acts.save_meeting, meeting_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "meeting", row.pk)
    return _form_page(request, row, form=form, title=_("Change the meeting"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: CompanyRequest, pk: int) -> HttpResponse:
    """What was said and who was there; offered are the board's people first of all."""
    row = _row(request, pk)
    there = [each.membership_id for each in reads.attendances_of(row)]
    on_board = [each.membership_id for each in reads.board_members(request.company, row.meets_on)]
    initial = {
        "people": there if row.is_held else on_board,
        "minutes": row.minutes,
        "seen": row.revision,
    }
    form = MinutesForm(sent(request), company=request.company, initial=initial)
    if attempt(form, acts.write_minutes, meeting_id=row.pk, **who(request)):
        messages.success(request, _("The minutes are written; everybody can read them."))
        return back(request, "meeting", row.pk)
    return _form_page(request, row, form=form, title=_("Write the minutes"))


@company_view(roles=EDITORS)
@require_POST
def remove_meeting(request: CompanyRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    row = _row(request, pk)
    if act(request, acts.remove_meeting, _("The meeting is off the plan."), meeting_id=row.pk):
        return back(request, ROOM)
    return back(request, "meeting", row.pk)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_decision(request: CompanyRequest, pk: int) -> HttpResponse:
    """What it decided."""
    row = _row(request, pk)
    form = DecisionForm(sent(request), initial={"form_key": uuid4()})
    if attempt(form, acts.add_decision, meeting_id=row.pk, **who(request)):
        messages.success(request, _("The decision is noted."))
        return back(request, "meeting", row.pk, anchor="decisions")
    return _form_page(request, row, form=form, title=_("Note a decision"))


@company_view(roles=EDITORS)
@require_POST
def remove_decision(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was written down by mistake."""
    row: BoardDecision = found_or_404(BoardDecision.of(request.company).filter(pk=pk).first())
    act(request, acts.remove_decision, _("The decision is removed."), decision_id=row.pk)
    return back(request, "meeting", row.meeting_id, anchor="decisions")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_follow_up(request: CompanyRequest, pk: int) -> HttpResponse:
    """What somebody took on."""
    row = _row(request, pk)
    form = NewFollowUpForm(sent(request), company=request.company, initial={"form_key": uuid4()})
    if attempt(form, follow_ups.add_follow_up, meeting_id=row.pk, **who(request)):
        messages.success(request, _("The follow-up is noted."))
        return back(request, "meeting", row.pk, anchor="follow-ups")
    return _form_page(request, row, form=form, title=_("Note a follow-up"))


def _row(request: CompanyRequest, pk: int) -> Meeting:
    return found_or_404(reads.meeting_of(request.company, pk))


def _form_page(request: CompanyRequest, row: Meeting, *, form: object, title: str) -> HttpResponse:
    return form_page(
        request,
        ROOM,
        form=form,
        title=title,
        lead=pages.meeting_view(row, request.standing.on).title,
        submit=_("Save"),
        back_url=address(request.company, "meeting", row.pk),
    )
