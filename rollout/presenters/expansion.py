"""What a wave's page shows beyond its rows: its weeks, and the ways to other rooms."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company
from rollout.models import Wave
from rollout.presenters.aims import aim_extras
from rollout.presenters.returns import returns_extra
from rollout.presenters.stage_work import Extra, Way
from rollout.presenters.window import to_the_figures, window_of_json, window_view
from rollout.selectors import StagePage

WAYS = "rollout/work/_ways.html"


def extras(page: StagePage, standing: Standing) -> Mapping[str, Extra]:
    """By section (those of goals and KPIs ask, the others do not)."""
    company, work = page.rollout.company, page.assessment.work
    found = {
        **aim_extras(page, standing),
        **returns_extra(work["returns"]),
        "hypotheses": Extra(WAYS, (to_the_figures(company),)),
        "guidelines": Extra(WAYS, _to_the_guidelines(company, work["wave"])),
        "board": Extra(WAYS, (Way(_("To the board"), _room("guidelines:board", company)),)),
        "listening": Extra(
            WAYS,
            (
                Way(_("To the search profiles"), _room("monitoring:profiles", company)),
                Way(_("To the sources"), _room("monitoring:sources", company)),
            ),
        ),
    }
    if window := window_of_json(work["wave"]):
        view = window_view(page, window, standing.on)
        found["wave"] = Extra("rollout/work/_window.html", view, above=True)
    return found


def _to_the_guidelines(company: Company, wave: Mapping[str, object] | None) -> tuple[Way, ...]:
    ways = [Way(_("To the guidelines"), _room("guidelines:guidelines", company))]
    if wave and wave["kind"] == Wave.Kind.DEPARTMENT:
        ways.append(Way(_("To the supplements"), _room("guidelines:supplements", company)))
    return tuple(ways)


def _room(name: str, company: Company) -> str:
    return reverse(name, kwargs={"company": company.slug})
