"""Waves whose gates have nothing against them, made row by row."""

from datetime import date
from uuid import uuid4

from companies.models import Department, Membership
from guidelines.models import Acknowledgement, BoardMember, GuidelineVersion, Meeting
from rollout.models import Goal, GoalAudience, Kpi, TargetGroup, Wave
from tests.factories import MONDAY
from tests.rollout.builders import Place, make_source

FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
MET_ON = date(2026, 10, 27)


def make_wave(place: Place, number: int = 7, **values: object) -> Wave:
    """What the wave adds: more listening, unless something else is said."""
    said = {
        "kind": Wave.Kind.MONITORING,
        "name": f"Welle {number}",
        "why": "Der Pilot hat es gezeigt.",
        "owner": place.lead,
        "deputy": place.member,
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return Wave.everywhere.create(
        company=place.company, stage=place.stage(number), **(said | values)
    )


def make_aims(place: Place, number: int = 7) -> Kpi:
    """One goal with a target group and a KPI that says from where to where."""
    here = {"company": place.company, "stage": place.stage(number)}
    group = TargetGroup.everywhere.create(
        **here, name="Fachkräfte", market="applicants", interests="Werkstatt", languages=["de"]
    )
    goal = Goal.everywhere.create(
        **here,
        kind="recruiting",
        title="Mehr Bewerbungen",
        due_on=date(2027, 10, 1),
        owner=place.lead,
    )
    GoalAudience.everywhere.create(**here, goal=goal, target_group=group)
    return Kpi.everywhere.create(
        **here,
        name="Bewerbungen",
        goal=goal,
        unit="count",
        direction="up",
        rhythm="monthly",
        baseline=2,
        baseline_on=date(2026, 10, 1),
        target=5,
        target_on=date(2027, 10, 1),
    )


def publish_guidelines(place: Place, department: Department | None = None) -> GuidelineVersion:
    """A version in force, read by nobody."""
    version = GuidelineVersion.everywhere.create(
        company=place.company,
        department=department,
        number=1,
        begun_by=place.lead,
        begun_at=MONDAY,
    )
    version.state = GuidelineVersion.State.PUBLISHED
    version.published_by, version.published_at = place.manager, MONDAY
    version.save()
    return version


def let_read(version: GuidelineVersion, *people: Membership) -> None:
    """These have read it."""
    for each in people:
        Acknowledgement.everywhere.create(
            company=version.company, version=version, membership=each, at=MONDAY
        )


def make_board(place: Place, *, met_on: date = MET_ON) -> None:
    """A board of one that has met."""
    BoardMember.everywhere.create(
        company=place.company, membership=place.memberships["lead"], since=met_on
    )
    Meeting.everywhere.create(
        company=place.company,
        meets_on=met_on,
        minutes="Wir machen weiter.",
        recorded_by=place.lead,
        recorded_at=MONDAY,
        form_key=uuid4(),
    )


def ready_company(place: Place) -> None:
    """What every wave asks of the company: guidelines that were read, and a board."""
    let_read(publish_guidelines(place), *place.memberships.values())
    make_board(place)


def ready_wave(place: Place, number: int = 7) -> Wave:
    """A wave of more listening whose gate has nothing against it; see ``ready_company``."""
    wave = make_wave(place, number)
    make_aims(place, number)
    opened_at = place.stage(number).opened_at
    make_source(place, f"Quelle {number}", added_at=opened_at)
    return wave
