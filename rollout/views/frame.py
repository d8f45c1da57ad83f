"""What the pages of the rollout share: the stage behind an address, the answer to a form."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from companies.access import CompanyRequest
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.views.frame import answer
from rollout.machine import TABLE, Act
from rollout.models import Decision, Stage, Submission
from rollout.presenters.addresses import stage_url
from rollout.presenters.gate import crumbs
from rollout.selectors import StagePage, stage_page

Row = TypeVar("Row")
FORM_REMEMBERED = 3600
"""Seconds in which a second sending of the same form is known to be one."""


def stage_or_404(request: CompanyRequest, number: int, *, kind: str = "") -> StagePage:
    """The stage of this company with this number; 404 if there is none, or of another kind."""
    page = stage_page(request.standing, number)
    if page is None or (kind and page.step.kind.key != kind):
        raise Http404
    return page


def found_or_404(row: Row | None) -> Row:
    """The row, or 404."""
    if row is None:
        raise Http404
    return row


def act(request: HttpRequest, doing: Callable[..., object], done: str, **arguments: Any) -> bool:
    """Do one thing and say so, or say why not; True if it was done."""
    try:
        doing(**arguments)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def has_done(request: CompanyRequest, number: int, which: Act, *, shown: str = "") -> bool:
    """Whether this person's own act is the last thing that happened to the stage.

    ``shown`` narrows it to the dossier with this hash.
    """
    stage = Stage.of(request.company).get(number=number)
    if which == Act.SUBMIT:
        own = Submission.of(request.company).filter(stage=stage, submitted_by=request.user)
        return own.filter(pk__in=[stage.submission_id]).exists()
    last = Decision.of(request.company).filter(submission__stage=stage).order_by("-pk").first()
    return (
        last is not None
        and (last.act, last.decided_by) == (which, request.user)
        and stage.state == TABLE[which].target
        and shown in {"", last.content_hash}
    )


def to_stage(request: CompanyRequest, number: int, section: str = "") -> HttpResponseRedirect:
    """Back to the stage, at one of its sections."""
    return redirect(stage_url(request.company, number, section))


def form_page(
    request: CompanyRequest,
    page: StagePage,
    form: forms.Form,
    doing: Callable[..., object],
    *,
    title: str,
    section: str,
    done: str,
    template: str = "rollout/work_form.html",
    context: dict[str, Any] | None = None,
    **arguments: Any,
) -> HttpResponse:
    """One form about a stage's work: shown, refused with everything typed, or done.

    Whoever cannot edit is sent back with the reason.
    """
    number = page.step.stage.number
    if page.why_no_editing is not None and not form.is_bound:
        messages.error(request, str(page.why_no_editing))
        return to_stage(request, number, section)
    if form.is_bound and form.is_valid():
        sending = Sending(request)
        if sending.is_repeated():
            return to_stage(request, number, section)
        who = {"company": request.company, "by": request.user, "at": timezone.now()}
        if attempt(form, doing, **who, **arguments):
            messages.success(request, done)
            return to_stage(request, number, section)
        sending.forget()
    facts = {
        "page": page,
        "form": form,
        "title": title,
        "crumbs": crumbs(page),
        "back": stage_url(request.company, number, section),
        "form_key": request.POST.get("form_key") or uuid4(),
        # An example is a form of its own: what was typed into another does not overwrite it.
        "draft": f"{request.user.pk}:{request.get_full_path()}",
        **(context or {}),
    }
    return answer(request, template, facts)


class Sending:
    """One sending of a form that adds something: a double click must not add it twice.

    Forms carry ``form_key``. Without one (an old page) every sending counts as the first.
    """

    def __init__(self, request: CompanyRequest) -> None:
        key = request.POST.get("form_key", "")
        # Whatever was sent becomes a key that every cache takes.
        name = sha256(key.encode()).hexdigest()
        self._key = f"form:{request.user.pk}:{name}" if key else ""

    def is_repeated(self) -> bool:
        """Whether this very form was taken before; marks it as taken."""
        return bool(self._key) and not cache.add(self._key, 1, FORM_REMEMBERED)

    def forget(self) -> None:
        """It was not accepted after all: the same form may come again."""
        if self._key:
            cache.delete(self._key)
