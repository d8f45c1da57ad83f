"""The week, its exceptions and the log, as people of the company use their pages."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies import audit
from companies.calendars import working_time_of
from companies.models import AuditEntry, Closure
from tests.companies.office import days, log_of
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db

WEEK = {
    "opens_0_0": "08:00",
    "closes_0_0": "12:00",
    "opens_0_1": "13:00",
    "closes_0_1": "17:00",
    "opens_5_0": "09:00",
    "closes_5_0": "24:00",
}


def test_the_week_is_saved_and_the_log_keeps_the_old_one(office) -> None:
    assert office.post("hours/", WEEK).status_code == 302
    hours = working_time_of(office.company).hours
    assert {day: [str(each) for each in hours[day]] for day in hours} == {
        0: ["08:00–12:00", "13:00–17:00"],
        5: ["09:00–24:00"],
    }
    detail = AuditEntry.of(office.company).latest("pk").detail
    assert detail["after"] == {"0": "08:00–12:00, 13:00–17:00", "5": "09:00–24:00"}
    assert detail["before"]["4"] == "08:00–12:00, 13:00–17:00"


@pytest.mark.parametrize("written", ["9", "09", "9:00", "9.00", "0900", "900", " 9 Uhr", "9h00"])
def test_times_are_read_as_people_write_them(office, written) -> None:
    office.post("hours/", {"opens_5_0": written, "closes_5_0": "17"})
    assert [str(each) for each in working_time_of(office.company).hours[5]] == ["09:00–17:00"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closes_0_0": "14:00"}, "opens_0_0"),
        ({"closes_0_0": "07:00"}, "opens_0_0"),
        ({"opens_0_0": ""}, "opens_0_0"),
        ({"closes_5_0": ""}, "closes_5_0"),
        ({"opens_5_0": "25:00"}, "opens_5_0"),
        ({"opens_5_0": "acht"}, "opens_5_0"),
        ({"opens_5_0": "8:75"}, "opens_5_0"),
    ],
)
def test_a_wrong_week_changes_nothing_and_keeps_what_was_typed(office, wrong, field) -> None:
    before = working_time_of(office.company)
    answer = office.post("hours/", {**WEEK, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="13:00"' in answer.content.decode()
    assert working_time_of(office.company) == before


def test_the_page_says_when_a_mention_that_arrives_now_is_due(office) -> None:
    due = working_time_of(office.company).due_next_working_day(timezone.now())
    assert "17:00" in office.get("hours/").content.decode()
    assert due.date() > date.today() - timedelta(days=1)
    office.post("hours/", {})
    assert "keinen Arbeitstag" in office.get("hours/").content.decode()


def test_closures_come_and_go(office) -> None:
    office.post("closures/add/", days("2098-12-24", "2098-12-31", name="Betriebsruhe"))
    row = Closure.of(office.company).get()
    assert "Betriebsruhe" in office.get("hours/").content.decode()
    office.post(f"closures/{row.pk}/remove/", {})
    assert not Closure.of(office.company).exists()


def test_the_log_turns_by_key_and_finds_its_way_back(office) -> None:
    log_of(office, 120)
    seen, query = [], ""
    while True:
        page = office.get(f"log/{query}")
        seen += [entry.pk for entry, _ in page.context["page"].lines]
        if not page.context["older_url"]:
            break
        query = page.context["older_url"]
    back = office.get(f"log/{page.context['newer_url']}").context["page"]
    assert seen == list(AuditEntry.of(office.company).order_by("-pk").values_list("pk", flat=True))
    assert [entry.pk for entry in back.entries] == seen[50:100]


def test_the_log_is_narrowed_by_subject_person_and_days(office) -> None:
    log_of(office, 3)
    audit.record(
        office.company, "closure.removed", by=office.manager.user, at=MONDAY, closure="X",
        first_on="2026-12-24", last_on="2026-12-24",
    )  # fmt: skip

    def found(query: str) -> int:
        return len(office.get(f"log/?{query}").context["page"].entries)

    everything = AuditEntry.of(office.company).count()
    assert found("area=department") == 3
    assert found(f"actor={office.manager.user_id}") == 1
    assert found("since=2026-11-17") == 0
    assert found("since=2026-11-16&until=2026-11-16") == everything
    assert found("area=nonsense&actor=abc&before=xyz") == everything  # wrong input narrows nothing
    assert found(f"before={10**30}") == everything


def test_the_log_is_not_for_plain_members_and_cannot_be_changed(office) -> None:
    log_of(office, 1)
    entry = AuditEntry.of(office.company).latest("pk")
    assert office.get("log/", by=office.member).status_code == 403
    assert office.get("log/", by=office.manager).status_code == 200
    for change in (entry.delete, lambda: AuditEntry.of(office.company).update(actor_name="X")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
