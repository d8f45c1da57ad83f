import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Department, Deputy, Membership
from monitoring.models import (
    AnswerPlace,
    AnswerPromise,
    CaseEvent,
    CaseViewing,
    DeskCase,
    PreparedAnswer,
    RoutingRule,
)
from monitoring.services.desk.assigning import route_case, take_case
from monitoring.services.desk.settling import answer_case, close_case
from tests.monitoring.desk.room import Room, is_away, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Iterator[Room]:
    room = make_room()
    for member in (room.lead, room.manager, room.member, room.colleague):
        member.user.language = "en"
        member.user.save()
    yield room


def now():
    return timezone.now()


def asked(room: Room, text: str = "Wann habt ihr offen?", **ago: int) -> DeskCase:
    return room.asked(text, at=now() - timedelta(**(ago or {"minutes": 5})))


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def url(room: Room, path: str = "") -> str:
    return f"/c/{room.company.slug}/desk/{path}"


def page(room: Room, path: str = "", member: Membership | None = None) -> str:
    response = browser(member or room.lead).get(url(room, path))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_lead_sees_everything_open_with_what_is_due_first_on_top(room: Room) -> None:
    asked(room, "Habt ihr auch alkoholfreies Bier?")
    asked(room, "Wo kann man parken?", days=6)
    text = page(room)
    assert text.index("Wo kann man parken?") < text.index("alkoholfreies Bier?")
    assert "overdue since" in text and "It asks something" in text and "nobody yet" in text
    assert 'All open <span class="badge">2</span>' in text
    assert 'Overdue <span class="badge">1</span>' in text


def test_a_member_sees_what_is_theirs_or_their_departments_and_nothing_else(room: Room) -> None:
    own, of_department, other = asked(room, "Eins?"), asked(room, "Zwei?"), asked(room, "Drei?")
    take_case(case=own, member=room.member, by=room.lead.user, at=now())
    route_case(case=of_department, department=room.sales, by=room.lead.user, at=now())
    DeskCase.everywhere.filter(pk=of_department.pk).update(owner=None)
    text = page(room, "?queue=all", room.member)
    assert "Eins?" in text and "Zwei?" in text and "Drei?" not in text
    assert browser(room.member).get(url(room, f"{other.pk}/")).status_code == 404
    assert "Eins?" in page(room, "", room.member)


def test_a_member_without_cases_is_not_told_that_everybody_has_an_answer(room: Room) -> None:
    asked(room, "Was andere angeht?")
    text = page(room, "", room.member)
    assert "Nothing waits for you" in text and "Everybody has an answer" not in text
    room.forum.removed_at = now()
    room.forum.save()
    assert "Add a source" not in page(room, "", room.member)


def test_an_empty_desk_says_what_comes_here_and_an_empty_queue_leads_to_the_rest(
    room: Room,
) -> None:
    assert "Everybody has an answer" in page(room)
    asked(room)
    assert "1 mention waits for an answer" in page(room, "?queue=overdue")
    assert "Nothing settled yet" in page(room, "?queue=settled")
    room.forum.removed_at = now()
    room.forum.save()
    DeskCase.everywhere.update(outcome="closed", because="spam", settled_at=now())
    assert "Nothing is read yet" in page(room)


def test_what_narrows_the_desk_stands_in_the_address(room: Room) -> None:
    asked(room, "Eine Frage?")
    room.asked("Schlimm", at=now(), rating=1)
    text = page(room, "?queue=all&why=rating")
    assert "Schlimm" in text and "Eine Frage?" not in text
    assert "why=rating" in text
    assert "Nothing like that" in page(room, "?queue=all&why=hand")
    assert "Eine Frage?" in page(room, "?queue=all&source=abc&department=x&why=zzz&after=nix~1")


def test_the_list_does_not_say_a_question_twice(room: Room) -> None:
    asked(room, "Wir kamen heute. Wann habt ihr offen?")
    assert page(room, "?queue=all").count("Wann habt ihr offen?") == 1
    asked(room, "Weiß jemand, ob die Werkstatt am Hang auch ein langes Regal nach Maß baut?")
    assert page(room, "?queue=all").count("Regal nach Maß baut?") == 1


def test_a_long_queue_goes_on_where_the_page_ended(room: Room) -> None:
    for number in range(27):
        asked(room, f"Frage Nummer {number:02}?", minutes=40 - number)
    first = page(room, "?queue=all")
    assert "Frage Nummer 24?" in first and "Frage Nummer 25?" not in first
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = browser(room.lead).get(onward).content.decode()
    assert "Frage Nummer 25?" in rest and "Frage Nummer 24?" not in rest


def test_a_case_says_why_it_is_here_until_when_and_who_sees_to_it(room: Room) -> None:
    is_away(room.member, deputy=room.colleague, days=4000)
    case = asked(room, "Wir kamen heute. Wann habt ihr offen?")
    DeskCase.everywhere.filter(pk=case.pk).update(owner=room.member)
    text = page(room, f"{case.pk}/")
    assert "Wann habt ihr offen?</q>" in text
    assert "The end of the next working day after it came in." in text
    assert "Mia Roth, away until" in text and "Toni Bauer stands in" in text
    assert "Etappe put it on the desk" in text


def test_a_case_is_answered_and_the_next_of_the_queue_follows(room: Room) -> None:
    first, second = asked(room, "Eins?", days=3), asked(room, "Zwei?")
    assert "waits for an answer</h1>" in page(room, f"{first.pk}/")
    answered = browser(room.lead).post(
        url(room, f"{first.pk}/answer/?queue=all"),
        {"text": "Gern!", "url": "https://forum.example/a", "seen": first.version},
    )
    assert answered.headers["Location"] == url(room, f"{second.pk}/?queue=all")
    first.refresh_from_db()
    assert first.outcome == "answered"
    text = page(room, f"{first.pk}/")
    assert "waits for an answer</h1>" not in text
    assert "Answered by Lena Lead" in text and "https://forum.example/a" in text


def test_a_wrong_address_is_said_at_its_field_and_the_answer_is_still_there(room: Room) -> None:
    case = asked(room)
    response = browser(room.lead).post(
        url(room, f"{case.pk}/answer/"), {"text": "Gern geschehen!", "url": "nirgends"}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "has to begin with https://" in text and "Gern geschehen!" in text
    assert 'id="answer-url"' in text and "nirgends" in text
    assert DeskCase.everywhere.get().is_open


def test_an_answer_is_kept_in_words_or_by_its_address(room: Room) -> None:
    case = asked(room)
    there = url(room, f"{case.pk}/answer/")
    empty = browser(room.lead).post(there, {"text": " ", "url": "", "seen": case.version})
    text = empty.content.decode()
    assert empty.status_code == 422
    assert text.count("Write down what was answered, or where it stands.") == 2
    assert 'id="answer-text_error"' in text
    assert DeskCase.everywhere.get().is_open
    given = {"url": "https://forum.example/a", "seen": case.version}
    assert browser(room.lead).post(there, given).status_code == 302
    assert not DeskCase.everywhere.get().is_open


def test_what_changed_meanwhile_is_said_and_nothing_typed_is_lost(room: Room) -> None:
    case = asked(room)
    take_case(case=case, member=room.member, by=room.member.user, at=now())
    client, there = browser(room.lead), url(room, f"{case.pk}/answer/")
    response = client.post(there, {"text": "Gern!", "seen": case.version})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Mia Roth did something with this in the meantime" in text and "Gern!" in text
    case.refresh_from_db()
    assert f'name="seen" value="{case.version}"' in text
    assert client.post(there, {"text": "Gern!", "seen": case.version}).status_code == 302


def test_two_who_look_at_one_case_are_told_of_each_other(room: Room) -> None:
    case = asked(room)
    assert "has this open" not in page(room, f"{case.pk}/")
    assert "Lena Lead has this open, too." in page(room, f"{case.pk}/", room.manager)
    CaseViewing.everywhere.update(at=now() - timedelta(minutes=6))
    assert "has this open" not in page(room, f"{case.pk}/", room.manager)


@pytest.mark.parametrize(
    ("act", "typed", "kind"),
    [
        ("take", {}, "assigned"),
        ("note", {"text": "Ich frage nach."}, "note"),
        ("close", {"because": "spam", "note": "Werbung"}, "closed"),
    ],
)
def test_what_people_do_stands_in_the_timeline(
    room: Room, act: str, typed: dict[str, str], kind: str
) -> None:
    case = asked(room)
    response = browser(room.lead).post(url(room, f"{case.pk}/{act}/"), typed)
    assert response.status_code == 302
    assert CaseEvent.everywhere.latest("id").kind == kind


def test_a_case_is_given_passed_on_and_given_back(room: Room) -> None:
    case, client = asked(room), browser(room.lead)
    assert client.post(url(room, f"{case.pk}/assign/"), {}).status_code == 422
    client.post(url(room, f"{case.pk}/assign/"), {"to": room.member.pk})
    case.refresh_from_db()
    assert case.owner == room.member
    own = browser(room.member)
    back = own.post(url(room, f"{case.pk}/release/"))
    assert back.headers["Location"] == url(room)
    client.post(url(room, f"{case.pk}/route/"), {"department": room.sales.pk, "note": "Bitte!"})
    case.refresh_from_db()
    assert (case.department, case.owner) == (room.sales, room.member)


def test_a_settled_case_can_be_taken_up_again(room: Room) -> None:
    case = asked(room)
    close_case(case=case, because="silent", by=room.lead.user, at=now())
    assert "We stay silent on purpose" in page(room, f"{case.pk}/")
    assert "We stay silent on purpose" not in page(room, "?queue=all")
    assert "closed" in page(room, "?queue=settled")
    browser(room.lead).post(url(room, f"{case.pk}/reopen/"), {"note": "Doch."})
    case.refresh_from_db()
    assert case.is_open


def test_how_we_answer_stands_beside_the_desk(room: Room) -> None:
    answered, late = asked(room, hours=3), asked(room, days=6)
    answer_case(case=answered, by=room.lead.user, at=now())
    text = page(room)
    assert "<dt>Wanted an answer</dt><dd>2</dd>" in text
    assert "<dt>Answered within the promise</dt><dd>50 %</dd>" in text
    assert late.is_open
    assert "How we answer" not in page(room, "", room.member)


def test_prepared_words_stand_beside_the_answer(room: Room) -> None:
    client = browser(room.lead)
    empty = client.post(url(room, "settings/answers/add/"), {"title": "Offen", "text": ""})
    assert empty.status_code == 422 and "Offen" in empty.content.decode()
    client.post(url(room, "settings/answers/add/"), {"title": "Offen", "text": "Täglich ab zehn."})
    row = PreparedAnswer.everywhere.get()
    assert "Täglich ab zehn." in page(room, f"{asked(room).pk}/")
    twice = client.post(url(room, "settings/answers/add/"), {"title": "Offen", "text": "Anders."})
    assert "There is a prepared answer of this name already." in twice.content.decode()
    client.post(url(room, f"settings/answers/{row.pk}/"), {"title": "Zeiten", "text": "Ab elf."})
    assert "Zeiten" in page(room, "settings/")
    client.post(url(room, f"settings/answers/{row.pk}/remove/"))
    assert not PreparedAnswer.everywhere.exists()


def test_rules_are_made_ordered_and_taken_away(room: Room) -> None:
    client = browser(room.lead)
    both = {"words": "Job", "department": room.sales.pk, "person": room.member.pk}
    refused = client.post(url(room, "settings/rules/add/"), both)
    assert "Choose a department or a person." in refused.content.decode()
    client.post(url(room, "settings/rules/add/"), {"words": "Job", "person": room.member.pk})
    client.post(url(room, "settings/rules/add/"), {"department": room.sales.pk})
    first, second = RoutingRule.of(room.company).order_by("position")
    client.post(url(room, f"settings/rules/{second.pk}/move/"), {"to": "up"})
    assert list(RoutingRule.of(room.company).order_by("position")) == [second, first]
    text = page(room, "settings/")
    assert "one of the words “Job”" in text and "everything else" in text
    client.post(
        url(room, f"settings/rules/{second.pk}/"), {"tone": "negative", "person": room.lead.pk}
    )
    second.refresh_from_db()
    assert (second.tone, second.person, second.department) == ("negative", room.lead, None)
    client.post(url(room, f"settings/rules/{second.pk}/remove/"))
    assert RoutingRule.of(room.company).get() == first


def test_a_promise_and_the_places_of_answering_are_set(room: Room) -> None:
    client = browser(room.lead)
    wrong = client.post(url(room, "settings/promise/"), {"source_kind": "feed", "hours": "0.1"})
    assert wrong.status_code == 422
    client.post(url(room, "settings/promise/"), {"source_kind": "feed", "hours": "1.5"})
    assert AnswerPromise.everywhere.get().minutes == 90
    assert "1 h 30 min of working time" in page(room, "settings/")
    client.post(url(room, "settings/promise/feed/remove/"))
    assert not AnswerPromise.everywhere.exists()
    client.post(url(room, f"settings/places/{room.forum.pk}/"), {"takes_answers": "0"})
    assert not AnswerPlace.everywhere.get().takes_answers
    assert "only sharp criticism" in page(room, "settings/")


def test_members_have_no_business_in_the_settings(room: Room) -> None:
    assert browser(room.member).get(url(room, "settings/")).status_code == 403


def test_from_its_own_page_a_mention_comes_on_the_desk(room: Room) -> None:
    mention = room.said("Ein schöner Artikel.", at=now())
    there = f"/c/{room.company.slug}/mentions/{mention.pk}/"
    assert "Put it on the desk" in browser(room.lead).get(there).content.decode()
    assert "Put it on the desk" not in browser(room.member).get(there).content.decode()
    assert browser(room.member).post(url(room, f"put/{mention.pk}/")).status_code == 403
    response = browser(room.lead).post(url(room, f"put/{mention.pk}/"))
    case = DeskCase.everywhere.get()
    assert response.headers["Location"] == url(room, f"{case.pk}/")
    assert f"/desk/{case.pk}/" in browser(room.lead).get(there).content.decode()
    assert "Somebody else sees to an answer." in browser(room.member).get(there).content.decode()


def badge(room: Room, who: Membership) -> tuple[str, str] | None:
    html = browser(who).get(f"/c/{room.company.slug}/settings/").content.decode()
    found = re.search(
        r'<span class="badge"( data-tone="stop")? title="([^"]+)" aria-hidden="true">([^<]+)</span>'
        r'<span class="visually-hidden">, ([^<]+)</span>',
        html,
    )
    assert found is None or found[2] == found[4]
    return (found[3], found[4]) if found else None


def test_every_page_says_how_many_cases_wait_for_its_reader(room: Room) -> None:
    mine, theirs = asked(room), asked(room, days=6)
    assert badge(room, room.manager) is None
    take_case(case=mine, member=room.lead, by=room.lead.user, at=now())
    take_case(case=theirs, member=room.member, by=room.member.user, at=now())
    assert badge(room, room.lead) == ("1", "1 waits for you: 1 of your own")
    Deputy.everywhere.create(
        company=room.company,
        principal=room.member,
        deputy=room.lead,
        starts_on=date(2020, 1, 1),
        ends_on=date(2099, 1, 1),
    )
    assert badge(room, room.lead) == (
        "2",
        "2 wait for you, 1 late: 1 of your own, 1 of whom you stand in for",
    )
    answer_case(case=mine, text="Gern!", by=room.lead.user, at=now())
    assert badge(room, room.lead) == ("1", "1 waits for you, 1 late: 1 of whom you stand in for")


def test_what_nobody_sees_to_waits_for_the_lead(room: Room) -> None:
    taken, nobodys = asked(room), asked(room, days=6)
    take_case(case=taken, member=room.lead, by=room.lead.user, at=now())
    said = "2 wait for you, 1 late: 1 of your own, 1 that nobody sees to yet"
    assert badge(room, room.lead) == ("2", said)
    assert badge(room, room.manager) is None and badge(room, room.member) is None
    Deputy.everywhere.create(
        company=room.company,
        principal=room.lead,
        deputy=room.colleague,
        starts_on=date(2020, 1, 1),
        ends_on=date(2099, 1, 1),
    )
    said = "2 wait for you, 1 late: 1 of whom you stand in for, 1 that nobody sees to yet"
    assert badge(room, room.colleague) == ("2", said)
    take_case(case=nobodys, member=room.member, by=room.member.user, at=now())
    assert badge(room, room.lead) == ("1", "1 waits for you: 1 of your own")
    assert badge(room, room.member) == ("1", "1 waits for you, 1 late: 1 of your own")


def test_a_page_of_the_desk_costs_few_queries(room: Room, django_assert_max_num_queries) -> None:
    Department.everywhere.create(company=room.company, name="Service")
    for _ in range(12):
        asked(room)
    client = browser(room.lead)
    client.get(url(room))
    with django_assert_max_num_queries(24):
        client.get(url(room))
