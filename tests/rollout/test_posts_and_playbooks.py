"""A post names the run of a playbook that it went through, if it did (S3)."""

from uuid import uuid4

import pgtrigger
import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from publishing.models import Run
from publishing.services.playbooks import take_playbook
from rollout.journal.parts import posts_part
from rollout.journal.reading import journal_of
from rollout.models import PostRecord
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place
from tests.rollout.pages.visit import url, visitor

pytestmark = pytest.mark.django_db
PILOT = 6


@pytest.fixture
def place() -> Place:
    return place_at(PILOT)


def run(place: Place, title: str = "Richtfest") -> Run:
    """A run; the tables would ask for its steps."""
    playbook = take_playbook(
        company=place.company, key="press_release", language="en",
        by=place.lead, at=MONDAY,
    )  # fmt: skip
    with pgtrigger.ignore():
        return Run.everywhere.create(
            company=place.company,
            playbook=playbook,
            revision=1,
            title=title,
            begun_by=place.lead,
            begun_at=MONDAY,
            changed_at=MONDAY,
            form_key=uuid4(),
        )


def post(place: Place, **fields: object) -> PostRecord:
    row = {"title": "Bild", "platform": "mastodon", "planned_on": MONDAY.date()} | fields
    return PostRecord.everywhere.create(company=place.company, stage=place.stage(PILOT), **row)


def facts(place: Place) -> list[list[tuple[str, str]]]:
    work = journal_of(place.stage(PILOT), None, MONDAY.date()).as_json()
    with override("en"):
        lines = posts_part(work).lines
        return [[(str(name), str(said)) for name, said in line.facts] for line in lines]


def test_the_journal_names_the_playbook_and_the_run(place: Place) -> None:
    gone_through = run(place)
    post(place, run=gone_through)
    post(place, title="Ohne")
    named, other = facts(place)
    assert ("Playbook", f"{gone_through.playbook.name}: Richtfest") in named
    assert [name for name, _said in other] == ["Planned for"]


def test_the_form_offers_the_companys_own_runs_and_keeps_the_choice(place: Place) -> None:
    other = place_at(PILOT, "Keller KG")
    own, strange = run(place), run(other, "Fremdes")
    browser, path = visitor(place.lead), url(place, "stages/6/work/posts/add/")
    page = browser.get(path).content.decode()
    assert "Richtfest" in page and "Fremdes" not in page
    row = {"title": "Bild", "platform": "mastodon", "planned_on": MONDAY.date().isoformat()}
    browser.post(path, {**row, "run": strange.pk})
    assert not PostRecord.of(place.company).exists()
    browser.post(path, {**row, "run": own.pk})
    assert PostRecord.of(place.company).get().run == own


def test_the_database_refuses_a_run_of_another_company(place: Place) -> None:
    strange = run(place_at(PILOT, "Keller KG"))
    with pytest.raises(IntegrityError), transaction.atomic():
        post(place, run=strange)
