"""Examples for the addresses of templates."""

from companies.models import Membership
from companies.roles import Role
from rollout.models import AppliedTemplate, Template
from rollout.templating import authoring
from tests.architecture.examples import House, example
from tests.factories import MONDAY, make_member


@example("rollout:template", "rollout:publish_template", "rollout:retire_template")
def _template(of: House) -> dict[str, object]:
    return {"pk": _own(of).pk}


@example("rollout:apply_template")
def _apply(of: House) -> dict[str, object]:
    template = _own(of)
    if template.versions.filter(published_at__isnull=True).exists():
        authoring.publish_template(template_id=template.pk, note="", by=template.owner, at=MONDAY)
    return {"pk": template.pk}


@example("rollout:add_entry")
def _sort(of: House) -> dict[str, object]:
    return {"pk": _own(of).pk, "sort": "scenarios"}


@example("rollout:entry", "rollout:remove_entry")
def _entry(of: House) -> dict[str, object]:
    template = _own(of)
    return {"pk": template.pk, "key": template.versions.get().entries[0]["key"]}


@example("rollout:take_update")
def _taken(of: House) -> dict[str, object]:
    template = _own(of)
    row, _created = AppliedTemplate.everywhere.get_or_create(
        company=of.company,
        uid=template.uid,
        defaults={
            "name": template.name,
            "kind": template.kind,
            "version": 0,
            "applied_by": template.owner,
            "applied_at": MONDAY,
        },
    )
    return {"pk": row.pk}


def _own(of: House) -> Template:
    consultants = Membership.of(of.company).filter(role=Role.CONSULTANT, ended_at__isnull=True)
    who = (consultants.first() or make_member(of.company, Role.CONSULTANT, name="Carla Rat")).user
    there = Template.objects.filter(owner=who).first()
    if there:
        return there
    template = authoring.make_template(kind="scenarios", name="Handwerk", by=who, at=MONDAY)
    authoring.save_entry(
        template_id=template.pk,
        sort="scenarios",
        values={"topic": "Lieferverzug", "likelihood": "high"},
        by=who,
        at=MONDAY,
    )
    return template
