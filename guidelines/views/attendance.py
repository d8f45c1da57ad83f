"""Who takes part, who was there, what was attended elsewhere."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.models import Participation
from guidelines.readiness import training as reads
from guidelines.readiness_forms.training import (
    AttendanceForm,
    EnterPeopleForm,
    OutsideTrainingForm,
)
from guidelines.readiness_pages.sections import address
from guidelines.readiness_pages.training import learners_views
from guidelines.services import attendance as acts
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, room, sent
from guidelines.views.training import ROOM, found


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_people(request: CompanyRequest, pk: int) -> HttpResponse:
    """Give other people a seat."""
    row = found(request, pk)
    seated = [each.membership_id for each in reads.participations_of(row)]
    form = EnterPeopleForm(sent(request), company=request.company, seated=seated)
    if attempt(form, acts.enter_people, training_id=row.pk, **who(request)):
        messages.success(request, _("They are entered."))
        return back(request, "training", row.pk)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Enter people"),
        lead=row.title,
        submit=_("Enter"),
        back_url=address(request.company, "training", row.pk),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say who was there; the date is closed by that."""
    row = found(request, pk)
    seats = reads.participations_of(row)
    missing = Participation.Outcome.MISSED
    was_there = [each.pk for each in seats if each.outcome != missing]
    form = AttendanceForm(sent(request), seats=seats, initial={"attended": was_there})
    if attempt(form, acts.note_attendance, training_id=row.pk, **who(request)):
        messages.success(request, _("The attendance is noted."))
        return back(request, "training", row.pk)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Note the attendance"),
        lead=row.title,
        submit=_("Save and close"),
        back_url=address(request.company, "training", row.pk),
    )


@company_view(roles=EDITORS)
@require_POST
def remove_seat(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take somebody out."""
    row: Participation = found_or_404(Participation.of(request.company).filter(pk=pk).first())
    act(request, acts.remove_seat, _("The seat is free again."), participation_id=row.pk)
    return back(request, "training", row.training_id)


@company_view(roles=EDITORS)
@require_safe
def trained(request: CompanyRequest) -> HttpResponse:
    """Who has attended what, by department, and for whom it is still open."""
    groups = learners_views(reads.learners_of(request.company), request.company)
    return room(request, "trained", ROOM, rows=groups)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def outside_training(request: CompanyRequest) -> HttpResponse:
    """Note what somebody attended elsewhere."""
    form = OutsideTrainingForm(
        sent(request), company=request.company, initial={"form_key": uuid4()}
    )
    if attempt(form, acts.note_outside_training, **who(request)):
        messages.success(request, _("Noted."))
        return back(request, "trained")
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Attended elsewhere"),
        submit=_("Save"),
        back_url=address(request.company, "trained"),
    )


@company_view(roles=EDITORS)
@require_POST
def remove_outside_training(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    row = found_or_404(reads.outside_training_of(request.company, pk))
    act(request, acts.remove_outside_training, _("The entry is removed."), outside_id=row.pk)
    return back(request, "trained")
