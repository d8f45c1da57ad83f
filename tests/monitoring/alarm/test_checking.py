"""The look at a company: what rings, once, whom it tells, and what does not ring."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from companies.models import Absence, Deputy, Notice
from monitoring.alarm.rules import Thresholds, window
from monitoring.models import (
    AlarmReader,
    AlarmSettings,
    BlindSpell,
    ExpectedRise,
    Feed,
    Incident,
    IncidentEvent,
    Match,
    Mention,
    Peak,
    SearchProfile,
)
from monitoring.selectors.alarm import reading_of
from monitoring.services.alarm.checking import check_alarm
from monitoring.services.alarm.incidents import close_incident
from monitoring.tasks import check_alarm_of
from tests.factories import MONDAY, make_member
from tests.monitoring.alarm.builders import (
    NOON,
    check,
    editors,
    make_contact,
    make_listening,
    make_scenario,
    make_source,
    say,
    storm,
    usual_weeks,
)

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def names_told(company, template="incident"):
    rows = Notice.of(company).filter(template=template).order_by("pk")
    return [row.context["name"] for row in rows]


def sorts(incident):
    rows = IncidentEvent.of(incident.company).filter(incident=incident).order_by("pk")
    return [row.sort for row in rows]


def test_a_storm_opens_an_incident_with_its_figures_and_tells_whoever_must_know():
    company, source = make_listening()
    editors(company)
    make_contact(company)
    make_contact(company, name="Nie gefragt", confirmed=False)
    make_contact(company, name="Nur Krise", level="crisis")
    storm(source)
    assert check(company) == [("negative", "serious"), ("volume", "serious")]
    incident = Incident.of(company).get()
    assert (incident.kind, incident.level, incident.state) == ("negative", "serious", "open")
    assert incident.starts_at == MONDAY + HOUR
    figures = incident.figures
    assert (figures["number"], figures["negative"], figures["percent"]) == (12, 12, 100)
    assert figures["window_hours"] == 3
    assert figures["expected"] < 2 < figures["unusual_negatives"] <= 12
    assert len(figures["hours"]) == 48
    assert figures["hours"][-1][:3] == ["2026-11-16T12:00:00+00:00", 2, 2]
    assert names_told(company) == ["Lena Lead", "Max Manager", "Pressestelle"]
    assert sorts(incident) == ["opened", "told"]
    told = IncidentEvent.of(company).get(sort="told")
    assert (told.detail["people"], told.detail["contacts"]) == (
        ["Lena Lead", "Max Manager"],
        ["Pressestelle"],
    )


def test_the_job_twice_rings_once():
    company, source = make_listening()
    editors(company)
    storm(source)
    assert len(check(company)) == 2
    check_alarm_of(company_id=company.pk)
    assert check(company) == []
    assert check(company, at=NOON + HOUR) == []
    assert (Incident.of(company).count(), Peak.of(company).count()) == (1, 2)
    assert len(names_told(company)) == 2


def test_the_database_takes_no_second_peak_of_one_kind_in_an_hour():
    company, source = make_listening()
    storm(source)
    check(company)
    peak = Peak.of(company).first()
    peak.pk = None
    with pytest.raises(IntegrityError, match="peak_rings_once"), transaction.atomic():
        peak.save(force_insert=True)


def test_a_calm_day_and_a_quiet_company_cost_two_looks(django_assert_num_queries):
    company, source = make_listening()
    say(source, [NOON - HOUR] * 2)
    with django_assert_num_queries(2):
        assert check(company) == []


def test_a_company_with_three_mentions_a_week_is_not_woken_by_four():
    company, source = make_listening()
    Mention.of(company).all().delete()
    say(source, (NOON - timedelta(days=d, hours=3) for d in range(1, 36) if d % 7 in (1, 3, 5)))
    storm(source, number=4)
    assert check(company) == []


def test_an_announced_rise_is_recorded_and_wakes_nobody():
    company, source = make_listening()
    people = editors(company)
    ExpectedRise.everywhere.create(
        company=company,
        reason="Messe",
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
        announced_by=people["lead"].user,
        announced_at=MONDAY,
    )
    storm(source)
    assert len(check(company)) == 2
    assert (Incident.of(company).count(), names_told(company)) == (0, [])
    assert {peak.expected.reason for peak in Peak.of(company)} == {"Messe"}


def test_a_rise_that_was_withdrawn_wakes_as_ever():
    company, source = make_listening()
    people = editors(company)
    ExpectedRise.everywhere.create(
        company=company,
        reason="Messe",
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
        announced_by=people["lead"].user,
        announced_at=MONDAY,
        withdrawn_at=MONDAY,
    )
    storm(source)
    check(company)
    assert Incident.of(company).count() == 1


def test_it_gets_worse_and_the_level_rises_once():
    company, source = make_listening()
    editors(company)
    storm(source, number=9)
    assert check(company) == [("negative", "watch")]
    assert names_told(company) == ["Lena Lead"]
    later = NOON + 3 * HOUR
    storm(source, number=18, at=later)
    assert check(company, at=later) == [("negative", "crisis"), ("volume", "crisis")]
    incident = Incident.of(company).get()
    assert (incident.level, incident.figures["number"]) == ("crisis", 9)
    assert sorts(incident) == ["opened", "told", "peak", "peak", "raised", "told"]
    assert names_told(company) == ["Lena Lead", "Lena Lead", "Max Manager"]


def test_what_goes_on_after_the_quiet_time_is_told_again():
    company, source = make_listening()
    editors(company)
    storm(source)
    check(company)
    later = NOON + 2 * DAY
    storm(source, at=later)
    assert check(company, at=later) == [("negative", "serious"), ("volume", "serious")]
    assert Incident.of(company).count() == 1
    assert names_told(company) == ["Lena Lead", "Max Manager"] * 2


def test_what_is_fetched_now_and_was_published_long_ago_does_not_ring():
    company, source = make_listening()
    say(
        source,
        (NOON - timedelta(days=2, hours=n) for n in range(50)),
        tone="negative",
    )
    assert check(company) == []


def test_a_new_source_does_not_ring():
    company, _source = make_listening()
    storm(make_source(company, name="Neu", days=6))
    assert check(company) == []


def test_what_only_a_new_search_finds_does_not_ring():
    company, source = make_listening()
    by = make_member(company).user
    common = {"company": company, "kind": "topic", "created_by": by, "created_at": MONDAY}
    young = SearchProfile.everywhere.create(
        name="Neu", query="Lieferung", changed_at=NOON - DAY, **common
    )
    old = SearchProfile.everywhere.create(
        name="Alt", query="Lindner", changed_at=NOON - 60 * DAY, **common
    )
    storm(source)
    found = Mention.of(company).filter(tone="negative")
    Match.everywhere.bulk_create(
        Match(company=company, mention=mention, profile=young) for mention in found
    )
    assert check(company) == []
    Match.everywhere.bulk_create(
        Match(company=company, mention=mention, profile=old) for mention in found
    )
    assert len(check(company)) == 2


def usual_at_noon(company):
    reading = reading_of(company, at=NOON, said=Thresholds())
    return window(reading.history, reading.rhythms, reading.hour, 24).expected


def test_weeks_in_which_a_source_was_blind_are_no_silence():
    company, source = make_listening()
    unseen = Mention.of(company).filter(
        published_at__gt=NOON - 23 * DAY, published_at__lt=NOON - 9 * DAY
    )
    whole = usual_at_noon(company)
    unseen.delete()
    assert usual_at_noon(company) < 0.7 * whole
    BlindSpell.objects.create(
        feed=source.feed, began_at=NOON - 23 * DAY, ended_at=NOON - 9 * DAY, missed=True
    )
    assert usual_at_noon(company) == pytest.approx(whole, rel=0.1)


def test_competitors_and_copies_do_not_ring():
    company, source = make_listening()
    say(source, [NOON - HOUR] * 30, tone="negative", is_own=False)
    first = Mention.of(company).filter(is_own=True).first()
    say(source, [NOON - HOUR] * 30, tone="negative", folded_into=first)
    assert check(company) == []


def test_switched_off_it_does_not_ring():
    company, source = make_listening()
    by = make_member(company).user
    AlarmSettings.everywhere.create(company=company, is_on=False, changed_by=by, changed_at=MONDAY)
    storm(source)
    assert check(company) == []


def test_the_deputy_of_somebody_away_is_told_too_and_who_wants_no_mail_is_not():
    company, source = make_listening()
    people = editors(company)
    colleague = make_member(company, name="Dora Deputy")
    days = {"starts_on": MONDAY.date(), "ends_on": MONDAY.date()}
    Absence.everywhere.create(company=company, membership=people["lead"], **days)
    Deputy.everywhere.create(company=company, principal=people["lead"], deputy=colleague, **days)
    AlarmReader.everywhere.create(company=company, membership=people["manager"], from_level="never")
    AlarmReader.everywhere.create(company=company, membership=people["member"], from_level="watch")
    storm(source)
    check(company)
    assert names_told(company) == ["Lena Lead", "Moritz Member", "Dora Deputy"]


def test_the_scenario_whose_words_are_said_is_chosen():
    company, source = make_listening()
    make_scenario(company, "Schlechte Bewertung durch frühere Beschäftigte")
    delivery = make_scenario(company, "Lieferung kommt zu spät", criticism_percent=40)
    make_scenario(company, "Lieferung gar nicht", criticism_percent=None, times_usual="99.0")
    storm(source)
    check(company)
    incident = Incident.of(company).get()
    assert (incident.scenario, incident.scenario_topic) == (delivery, "Lieferung kommt zu spät")


def test_a_false_alarm_is_part_of_the_rhythm_and_a_real_one_is_not():
    company, source = make_listening()
    by = editors(company)["lead"].user
    storm(source, number=40)
    check(company)
    incident = Incident.of(company).get()
    close_incident(incident=incident, outcome="handled", debrief="Gut.", by=by, at=NOON)
    monday = NOON + 7 * DAY
    storm(source, number=25, at=monday)
    assert check(company, at=monday) != []
    Incident.of(company).filter(pk=incident.pk).update(outcome="expected")
    tuesday = NOON + 14 * DAY
    storm(source, number=25, at=tuesday)
    found = check_alarm(company=company, at=tuesday)
    with_it = found[0].figures["unusual_from"] if found else 99
    assert with_it > 25


def test_mails_to_contacts_hold_numbers_and_a_way_out_but_no_author():
    company, source = make_listening()
    make_contact(company)
    say(source, [NOON - HOUR] * 12, tone="negative", author="Klara Kunz", text="Klara sagt: sauer.")
    check(company)
    notice = Notice.of(company).get(template="incident")
    assert "Klara" not in str(notice.context)
    assert notice.context["unsubscribe_path"].startswith("/told/")
    assert "12 von 12" in notice.context["sentence"] or "12 of 12" in notice.context["sentence"]


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_once_ring_once():
    company, source = make_listening()
    editors(company)
    storm(source)
    barrier, rang = Barrier(10), []

    def work():
        try:
            barrier.wait()
            rang.extend(check_alarm(company=company, at=NOON))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(peak.kind for peak in rang) == ["negative", "volume"]
    assert Incident.of(company).count() == 1
    assert sorted(names_told(company)) == ["Lena Lead", "Max Manager"]


def test_the_look_reads_without_waiting_for_what_comes_in():
    """Another transaction holds the feed and the source: the alarm does not want them."""
    company, source = make_listening()
    usual_weeks(source)
    Feed.objects.filter(pk=source.feed_id).update(begun_at=NOON)
    storm(source)
    with transaction.atomic():
        Feed.objects.select_for_update().get(pk=source.feed_id)
        assert check(company) != []
