"""Addresses that are keys never stand in the log, whatever went wrong with them."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from companies.roles import Role
from companies.services.invitations import invite, token_of
from config.logs import WithoutKeys
from monitoring.models import AlarmContact
from rollout.stages.culture.survey import create_survey_link
from tests.architecture.examples import make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the installation's own handler writes."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if any(isinstance(one, WithoutKeys) for one in each.filters)
    )
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_a_live_invitation_that_was_posted_without_its_cookie(log: StringIO) -> None:
    house = make_house()
    sent = invite(
        company=house.company,
        email="neu@example.org",
        role=Role.MEMBER,
        by=house.admin.user,
        at=timezone.now(),
    )
    token = token_of(sent.pk, sent.expires_at)
    answer = Client(enforce_csrf_checks=True).post(f"/invitations/{token}/")
    assert answer.status_code == 403
    assert "/invitations/…/" in log.getvalue()
    assert token not in log.getvalue()


def test_a_survey_whose_link_lives_and_waits(log: StringIO) -> None:
    house = make_house()
    link = create_survey_link(company=house.company, by=house.admin.user, at=timezone.now())
    Client(enforce_csrf_checks=True).post(f"/survey/{link.token}/")
    Client().get(f"/survey/{link.token}/no-such-page/")
    assert log.getvalue().count("/survey/…/") == 2
    assert link.token not in log.getvalue()


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Not Found: /accounts/confirm-email/MQ:abc-DEF/", "/accounts/confirm-email/…/"),
        ("Gone: /accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/…/"),
        ("Forbidden (CSRF): /told/WzFd:abc-DEF/end/", "/told/…/end/"),
        ("Too Many Requests: /in/5abc8b9e-0d6f-4c06-9f5b-0c7c1f9f5f11/", "/in/…/"),
        ("GET /in/abc/?hub.mode=s&hub.verify_token=abc&x=1", "hub.verify_token=…&x=1"),
        ("Not Found: /wall/1.abc/", "/wall/…/"),
        ("Not Found: /week/1.abc/", "/week/…/"),
        ("GET /set-up/?key=0123abc&x=1", "GET /set-up/?key=…&x=1"),
        ("HTTP 401 from https://f.example/feed?auth=abc", "from https://f.example/feed?…"),
        ("redis://user:abc@valkey:6379/0", "redis://…@valkey:6379/0"),
        ("sent Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("Not Found: /c/brauerei/stages/1/", "Not Found: /c/brauerei/stages/1/"),
    ],
)
def test_other_keys_and_what_is_none(log: StringIO, line: str, written: str) -> None:
    logging.getLogger("django.request").warning("%s", line)
    assert written in log.getvalue()
    assert "abc" not in log.getvalue()


def test_a_traceback_holds_no_key_either(log: StringIO) -> None:
    try:
        raise ValueError("no JSON from https://f.example/feed?auth=abc")
    except ValueError:
        logging.getLogger("monitoring").exception("its answer could not be worked with")
    assert "ValueError: no JSON from https://f.example/feed?…" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert "abc" not in log.getvalue()


def test_a_row_that_the_database_refuses_is_not_written_down(log: StringIO) -> None:
    house = make_house()
    rows = AlarmContact.everywhere
    given = {
        "company": house.company,
        "added_by": house.admin.user,
        "added_at": timezone.now(),
        "language": "de",
        "name": "Rosa\n\nGraf",
        "email": "rosa@example.org",
        "from_level": "nobody",
    }
    try:
        with transaction.atomic():
            rows.create(**given)
    except IntegrityError as refusal:
        logging.getLogger("monitoring").warning("a row was refused: %s", refusal)
        logging.getLogger("monitoring").exception("it broke")
    assert log.getvalue().count("alarm_contact_level_known") >= 2
    assert "it broke" in log.getvalue()
    assert "django.db.utils.IntegrityError" in log.getvalue()
    assert "rosa" not in log.getvalue().lower()
    assert "Graf" not in log.getvalue()
