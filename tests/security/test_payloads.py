"""Whatever people, feeds and files bring along stays text, on every page there is.

A company lives through a rollout under hostile names; then every free text in the database, and
every address of the web in it, becomes hostile, past all forms; then every page is read.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from companies.models import Membership, User
from companies.models.company import Owned
from companies.refusals import RefusedError
from monitoring.models import Feed, Item
from rollout import gate
from rollout.models import SurveyLink
from rollout.stages.culture import media, survey
from rollout.stages.listening import services as listening
from tests.architecture.examples import EXAMPLES, House, make_house
from tests.architecture.test_doors import ALL
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db

TEXT = "\"><hostile-x a='1'>{{ 7|add:7 }}<script>hostile()</script>' hostile-y=\""
LINK = "javascript:hostile()//https://example.org"
ORDINARY = {
    # What is written by our own code or checked by the database; a hostile value says nothing.
    "act", "address", "code", "content_hash", "criterion", "dimension", "email", "external_id",
    "file", "host", "key", "kind", "language", "outcome", "password", "query", "role", "settled",
    "sha256", "slug", "state", "status", "subject_key", "template", "time_zone", "token", "tone",
    "topic", "was", "work_hash",
}  # fmt: skip
BEFORE_THE_GATE = (
    "rollout:measure", "rollout:medium", "rollout:withdraw_link", "rollout:file", "rollout:clarify",
)  # fmt: skip
LINKS = ("href", "src", "action", "formaction", "xlink:href", "poster", "hx-get", "hx-post")


class Reader(HTMLParser):
    """Collects whatever a browser would run or follow and that is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "hostile-x" or "hostile-y" in said:
            self.found.append(f"{tag} {attrs}")
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.found.append(f"script {attrs}")
        for name, value in attrs:
            scheme = "".join((value or "").split()).lower().partition(":")[0]
            runs = name in LINKS and scheme in {"javascript", "data", "vbscript"}
            if runs or name.startswith("on") or name == "srcdoc":
                self.found.append(f"{tag} {name}={value}")


def test_no_page_runs_what_strangers_wrote(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    house = _lived_in()
    urls = [each.url(house) for each in ALL if not each.lacks_example]
    _make_everything_hostile()
    pages = dict(_pages(house, urls))
    found = {url: said for url, html in pages.items() if (said := _hostile_in(html))}
    assert found == {}
    # It was there to be run: most pages name the company, which is called so.
    assert sum("&lt;hostile-x" in html for html in pages.values()) > 60


def _hostile_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.found


def test_what_would_run_is_found() -> None:
    assert _hostile_in(f"<p>{TEXT}</p>") != []
    assert _hostile_in(f'<a title="{TEXT}">') != []
    assert _hostile_in(f'<a href="{LINK}">') != []
    assert _hostile_in('<a href=" java\nscript:x">') != []
    assert _hostile_in('<script src="//evil.example/x.js"></script>') != []
    assert _hostile_in('<a href="/c/x/?q=javascript:"><script src="/static/js/app.js">') == []


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


def _make_everything_hostile() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if issubclass(model, Owned) or model in (User, Feed, Item):
                _fill(cursor, model)


def _fill(cursor, model: type[models.Model]) -> None:
    cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.name in ORDINARY:
            continue
        value = LINK if field.name.endswith("url") else TEXT
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s',
            [value[: field.max_length or None]],
        )


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
