"""A consultant's own head on reports: kept, shown to nobody else, used where they consult."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from companies.documents.document import Letterhead as Head
from companies.documents.document import Picture
from companies.letterheads import letterhead_for
from companies.models import Letterhead, Membership
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.letterhead import change_letterhead
from tests.companies.pictures import JPEG, chunk, png
from tests.factories import MONDAY, make_company, make_member, make_user

pytestmark = pytest.mark.django_db
WORDS = {"name": "Dr. Carla Reuter", "firm": "Reuter Beratung", "address": "Hauptstr. 3, Fulda"}


def file(content: bytes = b"", name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or png(), "image/png")


def head_of(user, **changes) -> Letterhead:
    return change_letterhead(by=user, at=MONDAY, **{**WORDS, **changes})


def browser(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    user.language = "en"
    user.save(update_fields=["language"])
    client.force_login(user)
    return client


def test_words_and_logo_are_kept():
    carla = make_user("Carla Reuter")
    browser(carla).post("/profile/letterhead/", {**WORDS, "logo": file()})
    head = Letterhead.objects.get(user=carla)
    assert (head.name, head.firm, head.address) == tuple(WORDS.values())
    assert bytes(head.logo) == png()


def test_a_logo_is_kept_without_what_does_not_draw_it():
    place = chunk(b"eXIf", b"GPS 48.1 N")
    assert bytes(head_of(make_user(), logo=file(png(extra=(place,)))).logo) == png()


def test_changed_words_leave_the_logo():
    carla = make_user()
    head_of(carla, logo=file())
    assert bytes(head_of(carla, firm="Neu GmbH").logo) == png()


def test_the_logo_can_be_taken_away():
    carla = make_user()
    head_of(carla, logo=file())
    browser(carla).post("/profile/letterhead/", {**WORDS, "without_logo": "on"})
    assert bytes(Letterhead.objects.get(user=carla).logo) == b""


def test_a_refused_logo_says_why_at_its_field_and_loses_nothing_typed():
    carla = make_user()
    answer = browser(carla).post(
        "/profile/letterhead/", {**WORDS, "logo": file(b"<svg onload=alert(1)>", "logo.png")}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please choose a PNG or JPEG picture" in page
    assert 'value="Reuter Beratung"' in page
    assert not Letterhead.objects.exists()


def test_a_picture_that_cannot_be_drawn_is_refused():
    # Every segment is in its place, but no table says what the scan means.
    at = JPEG.index(b"\xff\xc4")
    no_tables = JPEG[:at] + JPEG[JPEG.index(b"\xff\xda") :]
    with override("en"), pytest.raises(RefusedError, match="broken") as refused:
        head_of(make_user(), logo=file(no_tables, "logo.jpg"))
    assert refused.value.field == "logo"


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "image/png"), (JPEG, "image/jpeg")], ids=["png", "jpeg"]
)
def test_ones_own_logo_is_shown_as_what_it_is(content, kind):
    carla = make_user()
    head_of(carla, logo=file(content))
    answer = browser(carla).get("/profile/letterhead/logo/")
    assert (answer.content, answer["Content-Type"]) == (content, kind)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser(make_user("Otto")).get("/profile/letterhead/logo/").status_code == 404


def test_a_report_bears_the_head_of_the_consultant_who_reads_it():
    company = make_company()
    carla, ben = make_user("Carla Reuter"), make_user("Ben Ostler")
    for who in (ben, carla):
        make_member(company, Role.CONSULTANT, user=who)
    head_of(carla, logo=file())
    head_of(ben, name="Ben Ostler", firm="", address="")
    assert letterhead_for(company, carla) == Head(
        "Dr. Carla Reuter\nReuter Beratung · Hauptstr. 3, Fulda",
        Picture(png(), "png", "Reuter Beratung"),
    )
    assert letterhead_for(company, ben) == Head("Ben Ostler")


def test_others_see_the_head_of_whoever_has_looked_after_the_company_longest():
    company = make_company()
    new = make_member(company, Role.CONSULTANT, name="Neu")
    old = make_member(company, Role.CONSULTANT, name="Alt")
    Membership.everywhere.filter(pk=new.pk).update(started_at=MONDAY + timedelta(days=3))
    for each in (new, old):
        head_of(each.user, name=each.user.name, firm="", address="")
    lead = make_member(company, Role.LEAD).user
    assert letterhead_for(company, lead) == Head("Alt")


def test_a_lead_does_not_head_reports_and_nobody_does_elsewhere_or_afterwards():
    company = make_company()
    lead = make_member(company, Role.LEAD).user
    head_of(lead)
    former = make_member(company, Role.CONSULTANT)
    head_of(former.user)
    Membership.everywhere.filter(pk=former.pk).update(ended_at=MONDAY)
    assert letterhead_for(company, lead) is None
    assert letterhead_for(company, former.user) is None
    assert letterhead_for(make_company("Anderswo"), former.user) is None


def test_an_empty_letterhead_heads_nothing():
    company = make_company()
    ben = make_member(company, Role.CONSULTANT).user
    head_of(ben, name="", firm="", address="")
    assert letterhead_for(company, ben) is None
