"""Playbooks that a consultant brings along: steps and words, never people."""

import pytest
from django.utils.translation import override

from publishing.models import Playbook, PlaybookStep
from rollout.models import (
    AppliedTemplate,
)
from rollout.refusals import RefusedError
from rollout.templating import applying, authoring
from rollout.templating.selectors import applied_templates, own_template
from tests.factories import MONDAY
from tests.rollout.builders import LATER, make_place
from tests.rollout.templating import apply, publish, template_of

pytestmark = pytest.mark.django_db


FILM = {
    "playbook": "Video",
    "title": "Film it",
    "instruction": "Upright.",
    "kind": "work",
    "counts_from": "start",
    "days": 2,
    "after_publication": False,
    "role": "lead",
}
APPROVE = FILM | {"title": "Approve it", "kind": "approval", "days": 3, "role": "manager"}


def test_playbooks_come_by_template_with_their_steps_and_without_people() -> None:
    place = make_place()
    template = template_of(
        place,
        "playbooks",
        ("playbook_steps", FILM),
        ("playbook_steps", APPROVE),
        ("playbooks", {"name": "Video", "about": "From the workshop."}),
    )
    apply(place, template)
    playbook = Playbook.of(place.company).get()
    assert (playbook.name, playbook.about) == ("Video", "From the workshop.")
    assert [
        (each.position, each.title, each.kind, each.days, each.role, each.owner)
        for each in playbook.steps.order_by("position")
    ] == [
        (1, "Film it", "work", 2, "lead", None),
        (2, "Approve it", "approval", 3, "manager", None),
    ]


def test_a_newer_playbook_changes_words_and_leaves_the_people_of_the_company() -> None:
    place = make_place()
    template = template_of(
        place,
        "playbooks",
        ("playbooks", {"name": "Video", "about": ""}),
        ("playbook_steps", FILM),
    )
    apply(place, template)
    step = PlaybookStep.of(place.company).get()
    PlaybookStep.of(place.company).update(owner=place.memberships["member"], role="")
    kept = own_template(place.consultant, template.pk).entries[1]
    authoring.save_entry(
        template_id=template.pk,
        sort="playbook_steps",
        values=FILM | {"instruction": "Sideways."},
        by=place.consultant,
        at=MONDAY,
        key=kept.key,
    )
    publish(place, template)
    applied = applied_templates(place.company)[0]
    applying.take_update(
        company=place.company,
        applied_id=applied.row.pk,
        version=2,
        picked=[kept.key],
        owner=place.memberships["lead"],
        by=place.consultant,
        at=LATER,
    )
    step.refresh_from_db()
    assert (step.instruction, step.owner) == ("Sideways.", place.memberships["member"])


def test_a_step_without_its_playbook_is_refused_by_name() -> None:
    place = make_place()
    template = template_of(place, "playbooks", ("playbook_steps", FILM))
    said = "“Film it”: There is no playbook “Video” here: please take that over too."
    with override("en"), pytest.raises(RefusedError, match=said):
        apply(place, template)
    assert not AppliedTemplate.of(place.company).exists()
