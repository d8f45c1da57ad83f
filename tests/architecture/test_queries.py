"""No page asks the database more often because there is more to show."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import count, cycle
from typing import Any

import pytest
from django.db import IntegrityError, connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import guidelines.models as guidelines
import publishing.models as publishing
import rollout.models as rollout
from companies.models import (
    Absence,
    Closure,
    Department,
    Deputy,
    Invitation,
    Membership,
    Owned,
    User,
)
from companies.roles import Role
from rollout import snapshot
from rollout.platforms import knowledge
from rollout.stages import kind_of
from tests.architecture.examples import House, make_house
from tests.architecture.rows import KINDS, open_all
from tests.architecture.test_doors import OF_COMPANY, PERSONAL
from tests.factories import MONDAY, make_member, make_user
from tests.tables import row_of

pytestmark = pytest.mark.django_db

OTHERS: tuple[type[models.Model], ...] = (
    rollout.OwnStatement,
    rollout.CultureMeasure,
    rollout.MediaEntry,
    rollout.SurveyLink,
    rollout.GoalAudience,
    rollout.PlatformAudience,
    rollout.KpiReading,
    rollout.AppliedTemplate,
    rollout.AppliedEntry,
    guidelines.Scenario,
    guidelines.PreparedText,
    guidelines.Training,
    guidelines.Participation,
    guidelines.OutsideTraining,
    guidelines.BoardMember,
    guidelines.Meeting,
    guidelines.MeetingAttendance,
    guidelines.BoardDecision,
    guidelines.FollowUp,
    guidelines.GuidelineVersion,
    guidelines.Paragraph,
    guidelines.Comment,
    guidelines.CouncilReview,
    guidelines.Acknowledgement,
    publishing.Playbook,
    publishing.PlaybookStep,
    publishing.Run,
    publishing.RunStep,
    publishing.RunReturn,
    Absence,
    Closure,
    Deputy,
    Invitation,
)
"""What pages list beside the kinds of rows of the stages; parents before their children."""


DETAILS: dict[str, type[models.Model]] = {
    "guidelines:attendance": guidelines.Training,
    "guidelines:board_member": guidelines.BoardMember,
    "guidelines:meeting": guidelines.Meeting,
    "guidelines:minutes": guidelines.Meeting,
    "guidelines:scenario": guidelines.Scenario,
    "guidelines:training": guidelines.Training,
    "publishing:begin_run": publishing.Playbook,
    "publishing:playbook": publishing.Playbook,
    "publishing:run": publishing.Run,
    "rollout:import_table": rollout.Kpi,
    "rollout:kpi": rollout.Kpi,
}
"""Pages of one row, which may list what belongs to it."""

_hours, _platforms = count(1), cycle(knowledge().platforms)
SAYS: dict[str, Callable[[], object]] = {
    "after_hours": lambda: next(_hours),
    "platform": lambda: next(_platforms),
    "dimension": lambda: "speed",
}
"""By the name of the column, where any word will not do."""


def grow(house: House, number: int) -> None:
    """So many rows more of everything, each round by and for another person."""
    stages = {each.number: each for each in rollout.Stage.of(house.company)}
    for turn in range(number):
        department = row_of(Department, house.company)
        make_member(house.company, name=f"Person {turn}", department=department)
        for stage, kind in KINDS:
            add(kind.model, house, stage=stages[stage])
        for model in OTHERS:
            add(model, house)


def add(model: type[models.Model], house: House, **fields: object) -> None:
    """A row that belongs to the latest of everything, and one that belongs to the first."""
    if model is guidelines.GuidelineVersion:
        fields |= {"state": "published", "published_at": MONDAY, "published_by": house.admin.user}
    for links in (firsts(model, house), {}):
        with suppress(IntegrityError):  # of some there is one for each stage or person
            row_of(model, house.company, **fields | links | said(model))


def said(model: type[models.Model]) -> dict[str, object]:
    return {field.name: SAYS[field.name]() for field in columns(model) if field.name in SAYS}


def columns(model: type[models.Model]) -> Sequence["models.Field[Any, Any]"]:
    return model._meta.concrete_fields


def firsts(model: type[models.Model], house: House) -> dict[str, Owned]:
    """The first row of everything it may belong to."""
    of_people = (rollout.Stage, Department, Membership)
    return {
        field.name: first
        for field in columns(model)
        if field.is_relation
        and issubclass(field.related_model, Owned)
        and field.related_model not in of_people
        and (first := field.related_model.of(house.company).order_by("pk").first())
    }


def pages(house: House) -> list[str]:
    """Every page of the company without an argument, every stage, and one page of each kind."""
    here = {"company": house.company.slug}
    version = guidelines.GuidelineVersion.of(house.company).order_by("pk")[0]
    return [
        *(reverse(each.name, kwargs=here) for each in OF_COMPANY if each.arguments == ("company",)),
        *(reverse(each.name) for each in PERSONAL if not each.arguments),
        *(reverse("rollout:stage", kwargs=here | {"number": number}) for number in range(1, 8)),
        *(
            reverse(name, kwargs=here | {"pk": model.of(house.company).order_by("pk")[0].pk})
            for name, model in DETAILS.items()
        ),
        reverse("guidelines:version", kwargs=here | {"number": version.number}),
        *(
            reverse("rollout:row", kwargs=here | {"number": number, "kind": kind.key, "pk": pk})
            for number, kind in KINDS
            for pk in kind.model.of(house.company).filter(stage__number=number).values_list("pk")[0]
        ),
    ]


def queries(client: Client, urls: Iterable[str]) -> dict[str, int]:
    """How often each page asks; what is no page (an act, a way elsewhere) is left out."""
    asked = {}
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            if client.get(url).status_code == 200:
                asked[url] = len(queries)
    return asked


def grown(few: dict[str, int], many: dict[str, int]) -> dict[str, tuple[int, int]]:
    return {url: (few[url], many[url]) for url in few if many[url] > few[url]}


def visitor(house: House, user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get(f"/c/{house.company.slug}/")  # the first time fills caches
    return client


def test_no_page_of_a_company_asks_more_often_the_more_there_is() -> None:
    house = make_house()
    open_all(house)
    grow(house, 2)
    client = visitor(house, house.admin.user)
    few = queries(client, pages(house))
    grow(house, 10)
    many = queries(client, few)
    assert len(few) > 90
    assert grown(few, many) == {}


def clients_of(consultant: User, number: int) -> list[House]:
    houses = [make_house(f"Firma {turn}") for turn in range(number)]
    for house in houses:
        make_member(house.company, Role.CONSULTANT, user=consultant)
        grow(house, 1)
    return houses


def templates_of(consultant: User, house: House, number: int) -> list[rollout.Template]:
    return [template_of(consultant, house, turn) for turn in range(number)]


def template_of(consultant: User, house: House, turn: int) -> rollout.Template:
    """A template with two versions, an older one taken over by the company."""
    template = row_of(rollout.Template, house.company, owner=consultant, kind="scenarios")
    entries = [
        {"key": f"k{key}", "sort": "scenarios", "values": {"topic": f"Thema {turn} {key}"}}
        for key in range(2)
    ]
    for number in (1, 2):
        row_of(
            rollout.TemplateVersion,
            house.company,
            template=template,
            number=number,
            entries=entries,
            published_at=MONDAY,
        )
    row_of(
        rollout.AppliedTemplate,
        house.company,
        uid=template.uid,
        name=template.name,
        kind="scenarios",
        version=1,
    )
    return template


def test_no_page_of_a_consultant_asks_more_often_the_more_there_is() -> None:
    consultant = make_user("Carla Rat")
    house, _second = clients_of(consultant, 2)
    template, _other = templates_of(consultant, house, 2)
    taken = rollout.AppliedTemplate.of(house.company).get(uid=template.uid)
    client = visitor(house, consultant)
    here = {"company": house.company.slug}
    urls = [
        "/portfolio/",
        "/templates/",
        "/templates/new/",
        reverse("rollout:template", kwargs={"pk": template.pk}),
        reverse("rollout:comparison", kwargs=here),
        reverse("rollout:applied", kwargs=here),
        reverse("rollout:save_as_template", kwargs=here),
        reverse("rollout:apply_template", kwargs=here | {"pk": template.pk}),
        reverse(
            "rollout:take_update",
            kwargs=here | {"pk": taken.pk},
        ),
    ]
    few = queries(client, urls)
    clients_of(consultant, 10)
    templates_of(consultant, house, 10)
    many = queries(client, urls)
    assert set(few) == set(urls)
    assert grown(few, many) == {}


def dossier(house: House, number: int, round_number: int) -> str:
    """The address of a stage's work as it is now, frozen."""
    stage, kind = rollout.Stage.of(house.company).get(number=number), kind_of(number)
    assessment = kind.assess(stage, MONDAY.date())
    row_of(
        rollout.Submission,
        house.company,
        stage=stage,
        round=round_number,
        submitted_by=house.admin.user,
        work_hash=snapshot.work_hash(kind, assessment),
        snapshot=snapshot.build(
            company=house.company.name,
            kind=kind,
            number=number,
            round_number=round_number,
            assessment=assessment,
            submitted_by=house.admin.user.pk,
            submitted_for=None,
            at=MONDAY,
            rests_on={},
        ),
    )
    where = {"company": house.company.slug, "number": number, "round": round_number}
    return reverse("rollout:dossier", kwargs=where)


def test_no_dossier_asks_more_often_the_more_was_frozen() -> None:
    house = make_house()
    open_all(house)
    client = visitor(house, house.admin.user)

    def asked(round_number: int) -> dict[int, int]:
        urls = {number: dossier(house, number, round_number) for number in range(3, 8)}
        found = queries(client, urls.values())
        return {number: found[url] for number, url in urls.items()}

    grow(house, 2)
    asked(1)
    few = asked(2)
    grow(house, 10)
    assert asked(3) == few
