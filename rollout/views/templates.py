"""A consultant's own templates: written here, applied in a client's pages."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.access import personal_view
from companies.forms.base import attempt
from companies.models import User
from companies.views.frame import answer
from rollout.forms.templates import EntryForm, NewTemplateForm, PublishForm
from rollout.models import Template
from rollout.presenters.templates import groups
from rollout.templating import authoring
from rollout.templating.entries import Entry
from rollout.templating.kinds import KINDS
from rollout.templating.selectors import (
    OwnTemplate,
    clients_of,
    own_template,
    own_templates,
)
from rollout.templating.sorts import Sort
from rollout.views.frame import act


@personal_view
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """All of one's own."""
    user = _consultant(request)
    context = {
        "templates": own_templates(user),
        "kinds": KINDS.values(),
        "crumbs": [_portfolio_crumb()],
    }
    return render(request, "rollout/templates.html", context)


@personal_view
@require_http_methods(["GET", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """A template that begins empty."""
    user = _consultant(request)
    form = NewTemplateForm(request.POST if request.method == "POST" else None)
    made: list[Template] = []

    def doing(**values: Any) -> None:
        made.append(authoring.make_template(**values))

    if attempt(form, doing, by=user, at=timezone.now()):
        messages.success(request, _("The template is there. Now write its first entry."))
        return redirect("rollout:template", pk=made[0].pk)
    context = {"form": form, "crumbs": _crumbs(), "title": _("New template"), "back": _home()}
    return answer(request, "rollout/template_form.html", context)


@personal_view
@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template with its entries."""
    own = _own_or_404(request, pk)
    context = {
        "own": own,
        "about": KINDS[own.template.kind].about,
        "groups": groups(own.template.kind, own.entries),
        "clients": clients_of(own.template.owner, own.template) if own.published else (),
        "crumbs": _crumbs(),
    }
    return render(request, "rollout/template.html", context)


@personal_view
@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, pk: int, sort: str) -> HttpResponse:
    """One more entry in the draft."""
    own = _own_or_404(request, pk)
    return _entry(request, own, _sort_or_404(own, sort), None)


@personal_view
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say an entry anew."""
    own, found = _entry_or_404(request, pk, key)
    return _entry(request, own, _sort_or_404(own, found.sort), found)


@personal_view
@require_POST
def remove_entry(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take an entry out of the draft."""
    own, found = _entry_or_404(request, pk, key)
    act(
        request,
        authoring.remove_entry,
        _("It is taken out. Clients who have it keep it."),
        template_id=own.template.pk,
        key=found.key,
        by=request.user,
        at=timezone.now(),
    )
    return redirect("rollout:template", pk=pk)


@personal_view
@require_http_methods(["GET", "POST"])
def publish_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a version of the draft."""
    own = _own_or_404(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if attempt(
        form, authoring.publish_template, template_id=pk, by=request.user, at=timezone.now()
    ):
        messages.success(request, _("The version is published: clients can take it over."))
        return redirect("rollout:template", pk=pk)
    context = {
        "form": form,
        "crumbs": _crumbs(own),
        "title": _("Publish the version"),
        "submit": _("Publish"),
        "back": reverse("rollout:template", kwargs={"pk": pk}),
    }
    return answer(request, "rollout/template_form.html", context)


@personal_view
@require_POST
def retire_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a template away."""
    own = _own_or_404(request, pk)
    act(
        request,
        authoring.retire_template,
        _("“%(name)s” is put away. Clients keep what they have taken over.")
        % {"name": own.template},
        template_id=pk,
        by=request.user,
        at=timezone.now(),
    )
    return redirect("rollout:templates")


def _entry(request: HttpRequest, own: OwnTemplate, sort: Sort, there: Entry | None) -> HttpResponse:
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        sort=sort,
        initial=dict(there.values) if there else None,
    )

    def doing(**_cleaned: Any) -> None:
        authoring.save_entry(
            template_id=own.template.pk,
            sort=sort.key,
            values=form.values(),
            key=there.key if there else "",
            by=_user(request),
            at=timezone.now(),
        )

    back = reverse("rollout:template", kwargs={"pk": own.template.pk})
    if attempt(form, doing):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "crumbs": _crumbs(own), "title": sort.title, "back": back}
    return answer(request, "rollout/template_form.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "signed in, by LoginRequiredMiddleware"
    return request.user


def consultants_only(user: User) -> None:
    """Raises PermissionDenied for whoever looks after no client."""
    if not authoring.is_consultant(user):
        raise PermissionDenied(_("Templates are for consultants who look after a client."))


def _consultant(request: HttpRequest) -> User:
    user = _user(request)
    consultants_only(user)
    return user


def _own_or_404(request: HttpRequest, pk: int) -> OwnTemplate:
    own = own_template(_consultant(request), pk)
    if own is None:
        raise Http404
    return own


def _entry_or_404(request: HttpRequest, pk: int, key: str) -> tuple[OwnTemplate, Entry]:
    own = _own_or_404(request, pk)
    found = next((each for each in own.entries if each.key == key), None)
    if found is None:
        raise Http404
    return own, found


def _sort_or_404(own: OwnTemplate, key: str) -> Sort:
    sort = KINDS[own.template.kind].sort(key)
    if sort is None:
        raise Http404
    return sort


def _home() -> str:
    return reverse("rollout:templates")


def _portfolio_crumb() -> dict[str, str]:
    return {"label": _("Your companies"), "url": reverse("rollout:portfolio")}


def _crumbs(own: OwnTemplate | None = None) -> list[dict[str, str]]:
    crumbs = [
        _portfolio_crumb(),
        {"label": _("Templates"), "url": _home()},
    ]
    if own:
        url = reverse("rollout:template", kwargs={"pk": own.template.pk})
        crumbs.append({"label": own.template.name, "url": url})
    return crumbs
