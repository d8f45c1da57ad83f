"""What the settings pages share: their tabs, and the answer to a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.access import CompanyRequest, Standing
from companies.roles import Role


@dataclass(frozen=True)
class Tab:
    """One of the settings pages, as components/tabs.html draws it."""

    label: str | Promise
    url: str
    is_current: bool


TABS: dict[str, str | Promise] = {
    "settings": _("Company"),
    "people": _("People"),
    "departments": _("Departments"),
    "deputies": _("Deputies & absences"),
    "hours": _("Working time"),
    "calendar": _("Calendar"),
    "archives": _("Archive"),
    "log": _("Log"),
}


def reads_log(standing: Standing) -> bool:
    """The log names people and addresses: for whoever edits or administers."""
    return standing.administers or standing.edits


def may_archive(standing: Standing) -> bool:
    """An archive is everything at once: for whoever manages or administers the company."""
    return standing.administers or standing.holds({Role.MANAGER})


ONLY_FOR: dict[str, Callable[[Standing], bool]] = {"log": reads_log, "archives": may_archive}


def tabs(request: CompanyRequest, current: str) -> list[Tab]:
    """The settings pages this person may open."""
    return [
        Tab(
            label,
            reverse(f"companies:{name}", kwargs={"company": request.company.slug}),
            name == current,
        )
        for name, label in TABS.items()
        if name not in ONLY_FOR or ONLY_FOR[name](request.standing)
    ]


def settings_page(request: CompanyRequest, template: str, tab: str, **context: Any) -> HttpResponse:
    """A page under one of the tabs; 422 if it shows a form that was not accepted."""
    facts = {"standing": request.standing, "tabs": tabs(request, tab), **context}
    return answer(request, f"companies/{template}.html", facts)


def unlogged(response: HttpResponse) -> HttpResponse:
    """Keep Django from writing this address, which holds a secret, into the log of refusals."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; 422 if its form came back with errors."""
    form = context.get("form")
    refused = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if refused else 200)


def too_many(request: HttpRequest) -> HttpResponse:
    """It was done too often (companies/limits.py): wait a little."""
    return render(request, "429.html", status=429)
