"""Training and workshops: what is offered, signing up, offering and calling off."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.models import Training
from guidelines.readiness import training as reads
from guidelines.readiness_forms.training import CallOffForm, NewTrainingForm, TrainingForm
from guidelines.readiness_pages import training as pages
from guidelines.readiness_pages.sections import address
from guidelines.services import attendance
from guidelines.services import training as acts
from guidelines.views.frame import act, back, found_or_404, who
from guidelines.views.rooms import form_page, room, sent

ROOM = "trainings"


@company_view()
@require_safe
def trainings(request: CompanyRequest) -> HttpResponse:
    """What is to come and what was, with one's own seats."""
    rows = reads.trainings_of(request.company)
    seats = reads.seats_of(request.standing.membership)
    lists = pages.training_lists(rows, seats, timezone.now())
    return room(request, "trainings", ROOM, lists=lists)


@company_view()
@require_safe
def training(request: CompanyRequest, pk: int) -> HttpResponse:
    """One date: what it is about, who takes part."""
    row = found(request, pk)
    outcome = reads.seats_of(request.standing.membership).get(row.pk, "")
    seats = reads.participations_of(row)
    return room(
        request,
        "training",
        ROOM,
        training=pages.training_view(row, outcome, timezone.now()),
        seats=pages.seat_views(seats, request.company),
    )


@company_view()
@require_POST
def sign_up(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a seat."""
    row = found(request, pk)
    act(request, attendance.sign_up, _("You have a seat."), training_id=row.pk)
    return back(request, "training", row.pk)


@company_view()
@require_POST
def take_back(request: CompanyRequest, pk: int) -> HttpResponse:
    """Give the seat back."""
    row = found(request, pk)
    act(request, attendance.take_back, _("Your seat is free again."), training_id=row.pk)
    return back(request, "training", row.pk)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_training(request: CompanyRequest) -> HttpResponse:
    """Offer a date."""
    form = NewTrainingForm(sent(request), company=request.company, initial={"form_key": uuid4()})
    if attempt(form, acts.add_training, **who(request)):
        messages.success(request, _("The date is offered; everybody can sign up."))
        return back(request, ROOM)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Offer a date"),
        submit=_("Offer"),
        back_url=address(request.company, ROOM),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_training(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another time, another place, other words."""
    row = found(request, pk)
    form = TrainingForm(sent(request), company=request.company, initial=pages.initial_of(row))
    if attempt(form, acts.save_training, training_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "training", row.pk)
    return form_page(
        request,
        ROOM,
        form=form,
        title=row.title,
        note=_("Whoever has signed up is told by e-mail if time or place change."),
        submit=_("Save"),
        back_url=address(request.company, "training", row.pk),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: CompanyRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    row = found(request, pk)
    form = CallOffForm(sent(request))
    if attempt(form, acts.call_off, training_id=row.pk, **who(request)):
        messages.success(request, _("It is called off; whoever signed up is told by e-mail."))
        return back(request, "training", row.pk)
    return form_page(
        request,
        ROOM,
        form=form,
        title=_("Call off “%(title)s”") % {"title": row.title},
        submit=_("Call off"),
        back_url=address(request.company, "training", row.pk),
    )


def found(request: CompanyRequest, pk: int) -> Training:
    """The date behind an address."""
    return found_or_404(reads.training_of(request.company, pk))
