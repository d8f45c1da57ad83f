"""Filters with a name: shared in the company, begun with by one person."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from companies.models import AuditEntry, Membership
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.models import SavedView, StartView
from monitoring.services.saved_views import MOST, move_view, save_view
from tests.factories import MONDAY, make_member
from tests.monitoring.pages.rows import Place, make_mention, make_place, make_source


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def saved(place: Place, name: str, query: str = "tone=negative", page: str = "mentions"):
    return save_view(
        company=place.company, page=page, name=name, query=query, by=place.lead.user, at=MONDAY
    )


def test_what_one_saves_stands_above_the_list_of_everybody(place: Place) -> None:
    make_mention(make_source(place), tone="negative")
    listing = place.get("mentions/?tone=negative&before=12-3")
    link = f"{place.url('dashboard/views/save/')}?page=mentions&amp;query=tone%3Dnegative"
    assert link in listing
    answer = place.browser().post(
        place.url("dashboard/views/save/"),
        {"page": "mentions", "query": "tone=negative&before=12-3", "name": "  Nur  Kritik "},
    )
    assert (answer.status_code, answer["Location"]) == (
        302,
        place.url("mentions/?tone=negative"),
    )
    view = SavedView.of(place.company).get()
    assert (view.name, view.query, view.created_by) == (
        "Nur Kritik",
        "tone=negative",
        place.lead.user,
    )
    entry = AuditEntry.of(place.company).get(act="view.saved")
    assert entry.detail == {"name": "Nur Kritik"}
    theirs = place.browser(place.member).get(place.url("mentions/?tone=negative"))
    shown = theirs.content.decode()
    here = place.url("mentions/?tone=negative")
    assert f'href="{here}" aria-current="true">Nur Kritik</a>' in shown
    assert "Save this view" not in shown


def test_what_is_not_understood_is_said_before_it_is_saved(place: Place) -> None:
    make_source(place)
    asked = "page=mentions&query=tone%3Dnegative%26kind%3Drage%26colour%3Dred%26before%3D12-3"
    page = text(place.get(f"dashboard/views/save/?{asked}"))
    assert "Not known here, or no longer, and therefore not kept: Kind, colour." in page
    assert "What the view shows Tone: Negative" in page
    assert "Not known" not in text(
        place.get("dashboard/views/save/?page=mentions&query=tone%3Dnegative")
    )


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("page=mentions&query=tone%3Dnegative%26q%3Dbier", "mentions/?q=bier&amp;tone=negative"),
        (
            "page=dashboard&query=tone%3Dnegative%26days%3D7",
            "dashboard/?tone=negative&amp;days=7",
        ),
        ("page=mentions&query=", "mentions/?about=own"),
    ],
)
def test_who_cancels_is_back_at_what_they_looked_at(place: Place, asked: str, back: str) -> None:
    path = place.url("dashboard/views/save/")
    assert f'href="{place.url(back)}" data-kind="quiet">Cancel' in place.get(
        f"dashboard/views/save/?{asked}"
    )
    refused = place.browser().post(f"{path}?{asked}", QueryDict(asked).dict() | {"name": ""})
    assert f'href="{place.url(back)}" data-kind="quiet">Cancel' in refused.content.decode()


@pytest.mark.parametrize("page", ["mentions/", "dashboard/"])
def test_a_view_whose_source_is_gone_says_that_it_narrows_no_longer(place: Place, page) -> None:
    make_mention(make_source(place), tone="negative")
    shown = text(place.get(f"{page}?source=999999&tone=negative"))
    assert "Not known here, or no longer: Source. It narrows nothing." in shown
    assert "narrows nothing" not in place.get(f"{page}?tone=negative")


def test_a_relative_time_stays_relative(place: Place) -> None:
    make_source(place)
    place.browser().post(
        place.url("dashboard/views/save/"),
        {"page": "dashboard", "query": "tone=negative&days=7", "name": "Woche"},
    )
    assert SavedView.of(place.company).get().query == "tone=negative&days=7"
    assert ">Woche</a>" in place.get("dashboard/?days=7")
    assert ">Woche</a>" not in place.get("mentions/?tone=negative")


def test_the_page_begins_with_it_for_whoever_chose_so_and_nobody_else(place: Place) -> None:
    make_source(place)
    browser = place.browser()
    browser.post(
        place.url("dashboard/views/save/"),
        {"page": "mentions", "query": "tone=negative", "name": "Kritik", "begins": "on"},
    )
    answer = browser.get(place.url("mentions/"))
    assert (answer.status_code, answer["Location"]) == (302, place.url("mentions/?tone=negative"))
    plain = browser.get(place.url("mentions/?tone=negative")).content.decode()
    assert f'href="{place.url("mentions/?about=own")}"' in plain  # the way to no filters at all
    assert browser.get(place.url("mentions/?about=own")).status_code == 200
    assert browser.get(place.url("dashboard/")).status_code == 200
    assert place.browser(place.member).get(place.url("mentions/")).status_code == 200
    view = SavedView.of(place.company).get()
    browser.post(place.url(f"dashboard/views/{view.pk}/begin/"))
    assert browser.get(place.url("mentions/")).status_code == 200


def test_a_second_start_takes_the_place_of_the_first(place: Place) -> None:
    first, second = saved(place, "Kritik"), saved(place, "Lob", "tone=positive")
    browser = place.browser()
    for view in (first, second):
        browser.post(place.url(f"dashboard/views/{view.pk}/begin/"), {"begins": "1"})
    assert list(StartView.of(place.company).values_list("view", "membership")) == [
        (second.pk, place.lead.pk)
    ]
    browser.post(place.url(f"dashboard/views/{second.pk}/remove/"))
    assert not StartView.of(place.company).exists()
    assert browser.get(place.url("mentions/")).status_code == 200


def test_views_are_renamed_and_put_into_another_order(place: Place) -> None:
    first, second = saved(place, "Kritik"), saved(place, "Lob", "tone=positive")
    browser = place.browser()
    browser.post(place.url(f"dashboard/views/{second.pk}/move/"))
    browser.post(place.url(f"dashboard/views/{first.pk}/rename/"), {"name": "Tadel"})
    assert list(SavedView.of(place.company).values_list("name", flat=True)) == ["Lob", "Tadel"]
    browser.post(place.url(f"dashboard/views/{second.pk}/move/"))  # the first one stays the first
    assert list(SavedView.of(place.company).values_list("name", flat=True)) == ["Lob", "Tadel"]


def names(place: Place) -> list[str]:
    return list(SavedView.of(place.company).values_list("name", flat=True))


def change_everything(place: Place, view: SavedView, who: Membership) -> None:
    browser = place.browser(who)
    browser.post(place.url(f"dashboard/views/{view.pk}/move/"))
    browser.post(place.url(f"dashboard/views/{view.pk}/rename/"), {"name": "Umbenannt"})
    browser.post(place.url(f"dashboard/views/{view.pk}/remove/"))


def test_a_member_changes_their_own_views_and_nobody_elses(place: Place) -> None:
    saved(place, "Kritik")
    theirs = saved(place, "Lob", "tone=positive")
    change_everything(place, theirs, place.member)
    assert names(place) == ["Kritik", "Lob"]
    page = place.browser(place.member).get(place.url("dashboard/views/")).content.decode()
    assert "begin/" in page
    assert "/remove/" not in page and "/rename/" not in page and "/move/" not in page
    SavedView.everywhere.filter(pk=theirs.pk).update(created_by=place.member.user)
    change_everything(place, theirs, place.member)
    assert names(place) == ["Kritik"]


@pytest.mark.parametrize("role", [Role.LEAD, Role.CONSULTANT])
def test_whoever_is_in_charge_keeps_the_views_of_all_in_order(place: Place, role: Role) -> None:
    saved(place, "Kritik")
    change_everything(place, saved(place, "Lob"), make_member(place.company, role))
    assert names(place) == ["Kritik"]


def test_whoever_administers_the_company_does_too_and_a_manager_does_not(place: Place) -> None:
    saved(place, "Kritik")
    view = saved(place, "Lob")
    change_everything(place, view, make_member(place.company, Role.MANAGER))
    assert names(place) == ["Kritik", "Lob"]
    change_everything(place, view, make_member(place.company, Role.MEMBER, is_admin=True))
    assert names(place) == ["Kritik"]


def test_a_view_that_somebody_else_has_just_removed_is_not_moved(place: Place) -> None:
    view = saved(place, "Kritik")
    SavedView.everywhere.filter(pk=view.pk).delete()
    with translation.override("en"), pytest.raises(RefusedError, match="removed meanwhile"):
        move_view(view=view, by=place.lead.user, at=MONDAY)


def test_a_name_is_there_once_and_nothing_typed_is_lost(place: Place) -> None:
    saved(place, "Kritik")
    answer = place.browser().post(
        place.url("dashboard/views/save/"),
        {"page": "mentions", "query": "kind=praise", "name": "Kritik"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a view of this name already." in page
    assert 'value="kind=praise"' in page
    assert SavedView.of(place.company).count() == 1


def test_there_are_only_so_many_views(place: Place) -> None:
    for number in range(MOST):
        saved(place, f"Ansicht {number}")
    with translation.override("en"), pytest.raises(RefusedError, match="Remove one"):
        saved(place, "Eine zu viel")
    saved(place, "Übersicht", "days=7", "dashboard")


def test_what_no_page_understands_is_not_kept(place: Place) -> None:
    neighbours = make_source(make_place("Nachbar GmbH"))
    query = f"source={neighbours.pk}&tone=loud&<script>=1&kind=praise"
    place.browser().post(
        place.url("dashboard/views/save/"), {"page": "mentions", "query": query, "name": "Lob"}
    )
    assert SavedView.of(place.company).get().query == "kind=praise"


def test_many_views_cost_no_more_questions_than_few(place: Place) -> None:
    make_source(place)
    browser, asked = place.browser(), []
    for names in (range(2), range(2, 20)):
        for number in names:
            saved(place, f"Ansicht {number}")
        for path in ("dashboard/views/", "mentions/?tone=negative"):
            browser.get(place.url(path))
            with CaptureQueriesContext(connection) as queries:
                browser.get(place.url(path))
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
