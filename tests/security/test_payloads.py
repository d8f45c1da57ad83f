"""Whatever people, feeds and files bring along stays text, on every page there is.

A company lives through a rollout under hostile names; then every free text in the database, and
every address of the web in it, becomes hostile, past all forms; then every page is read.
"""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from companies.models import Membership, User
from companies.refusals import RefusedError
from rollout import gate
from rollout.models import SurveyLink
from rollout.stages.culture import media, survey
from rollout.stages.listening import services as listening
from tests.architecture.examples import EXAMPLES, House, make_house
from tests.architecture.test_doors import ALL
from tests.factories import MONDAY
from tests.security.hostile import LINK, TEXT, hostile_in, make_everything_hostile

pytestmark = pytest.mark.django_db

BEFORE_THE_GATE = (
    "rollout:measure", "rollout:medium", "rollout:withdraw_link", "rollout:file", "rollout:clarify",
)  # fmt: skip


def test_no_page_runs_what_strangers_wrote(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    house = _lived_in()
    urls = [each.url(house) for each in ALL if not each.lacks_example]
    make_everything_hostile()
    pages = dict(_pages(house, urls))
    found = {url: said for url, html in pages.items() if (said := hostile_in(html))}
    assert found == {}
    # It was there to be run: most pages name the company, which is called so.
    assert sum("&lt;hostile-x" in html for html in pages.values()) > 60


def test_what_would_run_is_found() -> None:
    assert hostile_in(f"<p>{TEXT}</p>") != []
    assert hostile_in(f'<a title="{TEXT}">') != []
    assert hostile_in(f'<a href="{LINK}">') != []
    assert hostile_in('<a href=" java\nscript:x">') != []
    assert hostile_in('<script src="//evil.example/x.js"></script>') != []
    assert hostile_in('<a href="/c/x/?q=javascript:"><script src="/static/js/app.js">') == []


def _lived_in() -> House:
    """A company with rows of every kind, its first stage at the gate for the second time."""
    house = make_house(TEXT[:120])
    User.objects.update(name=TEXT[:120])
    for name in (*BEFORE_THE_GATE, *EXAMPLES):
        EXAMPLES[name](house)
    company, lead = house.company, house.admin.user
    manager = Membership.of(company).get(role="manager", ended_at=None).user
    listening.clarify_topic(
        company=company,
        topic="whole",
        outcome="settled",
        explanation=TEXT,
        statement=TEXT,
        file=SimpleUploadedFile(f"{TEXT}.txt", b"Protokoll"),
        by=lead,
        at=MONDAY,
    )
    gate.reopen_stage(company=company, number=1, reason=TEXT, by=manager, at=MONDAY)
    survey.create_survey_link(company=company, by=lead, at=timezone.now())
    gate.submit_stage(company=company, number=1, by=lead, at=MONDAY)
    return house


def _pages(house: House, urls: list[str]) -> Iterator[tuple[str, str]]:
    manager = Membership.of(house.company).get(role="manager", ended_at=None)
    token = SurveyLink.of(house.company).latest("pk").token
    for who in (house.admin, manager):
        client = Client()
        client.force_login(who.user)
        for url in [*urls, f"/survey/{token}/", f"/c/{house.company.slug}/mentions/?q={TEXT}"]:
            headers = {"hx-request": "true"} if who == manager else {}
            answer = client.get(url, headers=headers)
            if answer.headers.get("content-type", "").startswith("text/html"):
                yield f"{who.role} {url}", answer.content.decode()


def test_an_address_that_would_run_is_refused_by_the_service_too() -> None:
    house = make_house()
    with pytest.raises(RefusedError, match="https://"):
        media.add_medium(
            company=house.company,
            kind="owned",
            name="Website",
            url=LINK,
            by=house.admin.user,
            at=MONDAY,
        )
