"""What the pilot's page shows beyond its rows: its weeks, and the ways to other rooms."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from companies.access import Standing
from rollout.presenters.stage_work import Extra, Way
from rollout.presenters.window import to_the_figures, window_of_json, window_view
from rollout.selectors import StagePage


def extras(page: StagePage, standing: Standing) -> Mapping[str, Extra]:
    """By section (no query)."""
    company = page.rollout.company
    mentions = reverse("monitoring:mentions", kwargs={"company": company.slug})
    found = {
        "hypotheses": Extra("rollout/work/_ways.html", (to_the_figures(company),)),
        "playbooks": Extra(
            "rollout/work/_ways.html",
            (Way(_("To the playbooks"), reverse("publishing:playbooks", args=(company.slug,))),),
        ),
        "answers": Extra("rollout/work/_ways.html", (Way(_("To the mentions"), mentions),)),
    }
    if window := window_of_json(page.assessment.work["plan"]):
        view = window_view(page, window, standing.on)
        found["plan"] = Extra("rollout/work/_window.html", view, above=True)
    return found
