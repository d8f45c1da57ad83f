"""Templates of a consultant, made, published, applied and updated."""

from rollout.models import (
    AppliedTemplate,
    Template,
)
from rollout.templating import applying, authoring
from rollout.templating.selectors import own_template
from tests.factories import MONDAY
from tests.rollout.builders import LATER, Place

GOAL = {
    "kind": "service",
    "title": "Jede Frage beantworten",
    "description": "Bis zum nächsten Arbeitstag.",
    "serves": "Mehr Stammkunden",
    "target_groups": "Gastwirte\nUnbekannte",
}


def template_of(place: Place, kind: str, *entries: tuple[str, dict[str, object]]) -> Template:
    template = authoring.make_template(kind=kind, name="Handwerk", by=place.consultant, at=MONDAY)
    for sort, values in entries:
        authoring.save_entry(
            template_id=template.pk, sort=sort, values=values, by=place.consultant, at=MONDAY
        )
    publish(place, template)
    return template


def publish(place: Place, template: Template, note: str = "Klarer gesagt") -> None:
    authoring.publish_template(template_id=template.pk, note=note, by=place.consultant, at=MONDAY)


def goals_template(place: Place) -> Template:
    return template_of(
        place,
        "goals",
        ("goals", GOAL),
        ("company_goals", {"name": "Mehr Stammkunden", "level": "company", "note": ""}),
        (
            "target_groups",
            {
                "name": "Gastwirte",
                "market": "b2b",
                "age_from": 30,
                "age_to": None,
                "role": "",
                "interests": "Zapfanlagen",
                "languages": ["de"],
                "places": [],
                "places_note": "",
            },
        ),
    )


def apply(place: Place, template: Template) -> AppliedTemplate:
    version = template.versions.get(published_at__isnull=False)
    return applying.apply_template(
        company=place.company,
        template_id=template.pk,
        picked=[each["key"] for each in version.entries],
        owner=place.memberships["lead"],
        by=template.owner,
        at=LATER,
    )


def update(place: Place, applied: AppliedTemplate, version: int, *picked: str) -> None:
    applying.take_update(
        company=place.company,
        applied_id=applied.pk,
        version=version,
        picked=picked,
        owner=place.memberships["lead"],
        by=place.lead,
        at=LATER,
    )


def reworded(place: Place, template: Template, title: str) -> str:
    """A second version with another title for the goal; the goal's key."""
    own = own_template(place.consultant, template.pk)
    assert own is not None
    key = next(each.key for each in own.entries if each.sort == "goals")
    authoring.save_entry(
        template_id=template.pk,
        sort="goals",
        values=GOAL | {"title": title},
        key=key,
        by=place.consultant,
        at=MONDAY,
    )
    publish(place, template)
    return key


def named(place: Place, kind: str, sort: str, values: dict[str, object]) -> None:
    template = authoring.make_template(kind=kind, name=kind, by=place.consultant, at=MONDAY)
    authoring.save_entry(
        template_id=template.pk, sort=sort, values=values, by=place.consultant, at=MONDAY
    )
    publish(place, template)
    apply(place, template)
