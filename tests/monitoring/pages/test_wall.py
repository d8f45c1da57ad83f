"""The screen on the wall: figures from afar, and behind the secret address nothing else."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from companies.models import AuditEntry
from companies.roles import Role
from monitoring.models import WallAddress
from monitoring.services import wall
from tests.factories import MONDAY, make_member
from tests.monitoring.pages.rows import HOUR, Place, make_mention, make_profile, make_source

TEXT, AUTHOR, SITE = "Geheimnis aus dem Text", "Klara Verfasserin", "verraten.example"


def listening(place: Place) -> None:
    source, brand = make_source(place, "Quelle mit Namen"), make_profile(place)
    for tone in ("negative", "positive"):
        make_mention(
            source,
            brand,
            at=timezone.now() - HOUR,
            tone=tone,
            text=TEXT,
            title=TEXT,
            author=AUTHOR,
            site=SITE,
            is_question=True,
        )


def address_of(place: Place) -> str:
    row = wall.make_wall_address(company=place.company, by=place.lead.user, at=MONDAY)
    return f"/wall/{wall.token_of(row)}/"


def test_members_see_figures_and_more_only_if_they_choose_so(place: Place) -> None:
    listening(place)
    plain = place.get("dashboard/wall/")
    assert "Share of criticism" in plain and "50 %" in plain
    assert [word in plain for word in (TEXT, AUTHOR, SITE)] == [False, False, False]
    mentions = place.get("dashboard/wall/?mentions=1")
    assert [word in mentions for word in (TEXT, AUTHOR, SITE)] == [True, False, True]
    names = place.get("dashboard/wall/?names=1")
    assert [word in names for word in (TEXT, AUTHOR, SITE)] == [True, True, True]


def test_it_renews_itself_with_and_without_scripts(place: Place) -> None:
    listening(place)
    page = place.get("dashboard/wall/?mentions=1")
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert f'hx-get="{place.url("dashboard/wall/?mentions=1")}" hx-trigger="every 30s"' in page
    assert [sign in page for sign in ("<a ", "<form", "<button", "<input")] == [False] * 4


def test_behind_the_secret_address_stand_figures_and_nothing_else(place: Place) -> None:
    listening(place)
    answer = Client().get(f"{address_of(place)}?names=1&mentions=1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "50 %" in page
    secrets = (TEXT, AUTHOR, SITE, "Quelle mit Namen", "Lena Lead", "<a ", place.url())
    assert [word for word in secrets if word in page] == []
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


def test_a_new_address_ends_the_old_one_and_an_ended_one_leads_nowhere(place: Place) -> None:
    make_source(place)
    old = address_of(place)
    place.browser().post(place.url("dashboard/wall/address/make/"))
    row = WallAddress.of(place.company).get(revoked_at__isnull=True)
    new = f"/wall/{wall.token_of(row)}/"
    assert [Client().get(url).status_code for url in (old, new)] == [404, 200]
    place.browser().post(place.url("dashboard/wall/address/end/"))
    assert Client().get(new).status_code == 404
    acts = AuditEntry.of(place.company).filter(act__startswith="wall.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "wall.address_made",
        "wall.address_made",
        "wall.address_revoked",
    ]


def test_guessing_leads_nowhere_and_not_for_long(place: Place) -> None:
    real = address_of(place)
    forged = real.replace(".", ".x")
    guesser = Client(REMOTE_ADDR="203.0.113.77")
    answers = [guesser.get(forged).status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]
    assert Client().get(real).status_code == 200


def test_only_those_who_lead_make_an_address(place: Place) -> None:
    member = place.browser(place.member)
    assert member.post(place.url("dashboard/wall/address/make/")).status_code == 403
    assert member.get(place.url("dashboard/wall/address/")).status_code == 403
    assert member.get(place.url("dashboard/wall/")).status_code == 200
    manager = make_member(place.company, Role.MANAGER)
    assert place.browser(manager).get(place.url("dashboard/wall/address/")).status_code == 200
    assert not WallAddress.of(place.company).exists()


def test_the_wall_says_that_something_is_not_seen_without_saying_what(place: Place) -> None:
    since = timezone.now() - timedelta(days=2)
    make_source(place, "Forum der Nachbarn", blind_since=since)
    page = Client().get(address_of(place)).content.decode()
    assert "1 source cannot be seen" in page
    assert "Forum der Nachbarn" not in page
    assert ">unknown<" in page
