"""What can be done without an account can be done only so often, and only so large."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from companies.limits import within
from companies.models import Invitation, Notice
from companies.views.downloads import PDFS
from companies.views.people import INVITATIONS
from monitoring.views.sources import ADDRESSES
from rollout.models import CultureResponse
from rollout.stages.culture.questionnaire import STATEMENTS
from rollout.stages.culture.survey import create_survey_link
from rollout.views.survey import PER_ADDRESS, PER_LINK
from tests.architecture.examples import make_house

pytestmark = pytest.mark.django_db
HERE = "198.51.100.7"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.delete_many([f"limit:survey:{HERE}", "limit:tried"])


def test_it_counts_up_to_the_limit_and_no_further() -> None:
    assert [within("tried", most=2, seconds=60) for _ in range(4)] == [True, True, False, False]


def test_nobody_stuffs_a_survey_with_answers() -> None:
    house = make_house()
    link = create_survey_link(company=house.company, by=house.admin.user, at=timezone.now())
    cache.delete(f"limit:survey:{link.pk}")

    def send(address: str) -> int:
        filled = {"form_key": uuid4(), "role": "sales", **dict.fromkeys(STATEMENTS, "3")}
        return Client(REMOTE_ADDR=address).post(f"/survey/{link.token}/", filled).status_code

    assert send(HERE) == 302
    cache.incr(f"limit:survey:{HERE}", PER_ADDRESS - 1)
    assert send(HERE) == 429
    assert send("198.51.100.8") == 302
    cache.incr(f"limit:survey:{link.pk}", PER_LINK)
    assert send("198.51.100.9") == 429
    assert CultureResponse.of(house.company).count() == 2


@pytest.mark.parametrize("path", ["/survey/forged/", "/accounts/login/", "/no-such-page/"])
def test_what_is_too_large_is_refused_before_it_is_read(path: str) -> None:
    make_house()
    client = Client()
    answer = client.post(path, b"", content_type="multipart/form-data", CONTENT_LENGTH="9999999999")
    assert answer.status_code == 413
    assert "10 MB" in answer.content.decode()
    assert answer.wsgi_request._read_started is False
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_administrator_mails_so_many_strangers_a_day() -> None:
    house = make_house()
    browser = Client()
    browser.force_login(house.admin.user)
    settings = f"/c/{house.company.slug}/settings"
    page = f"{settings}/people/invite/"
    assert browser.post(page, {"email": "a@b.de", "role": "member"}).status_code == 302
    cache.incr(f"limit:invitations:{house.company.pk}", INVITATIONS)
    assert browser.post(page, {"email": "c@d.de", "role": "member"}).status_code == 429
    row = Invitation.of(house.company).get()
    assert browser.post(f"{settings}/invitations/{row.pk}/send-again/").status_code == 429
    assert browser.get(page).status_code == 200
    assert Notice.of(house.company).count() == 1


def test_one_person_has_so_many_addresses_tried_an_hour() -> None:
    house = make_house()
    browser = Client()
    browser.force_login(house.admin.user)
    page = f"/c/{house.company.slug}/sources/add/"
    assert browser.post(page, {"address": "http://127.0.0.1/"}).status_code != 429
    cache.incr(f"limit:addresses:{house.admin.user.pk}", ADDRESSES)
    assert browser.post(page, {"address": "http://127.0.0.1/"}).status_code == 429
    assert browser.get(page).status_code == 200


def test_one_person_has_so_many_files_typeset_an_hour() -> None:
    house = make_house()
    browser = Client()
    browser.force_login(house.admin.user)
    company = f"/c/{house.company.slug}"
    assert browser.get(f"{company}/report/pdf/").status_code == 200
    cache.incr(f"limit:pdfs:{house.admin.user.pk}", PDFS)
    for path in ("report/pdf/", "stages/1/dossier/1/pdf/", "guidelines/versions/1/pdf/"):
        assert browser.get(f"{company}/{path}").status_code == 429
