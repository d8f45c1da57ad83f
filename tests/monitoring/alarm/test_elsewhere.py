"""A second conflict while an incident is open: the quiet time does not swallow it."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.utils import translation

from companies.mails import letter_of
from companies.models import Company, Membership, Notice, User
from monitoring.models import (
    ExpectedRise,
    Incident,
    IncidentEvent,
    Match,
    Mention,
    Peak,
    SearchProfile,
    Source,
)
from monitoring.presenters.incidents import timeline
from monitoring.presenters.sight import Sight
from monitoring.services.alarm.incidents import close_incident
from tests.factories import MONDAY, make_user
from tests.monitoring.alarm.builders import (
    NOON,
    check,
    editors,
    make_contact,
    make_listening,
    make_source,
    storm,
    usual_weeks,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOON + 30 * HOUR
"""Within the quiet time, and so late that no window holds the first storm any more."""


def with_reviews() -> tuple[Company, Source, Source]:
    """A company with two sources, and the first incident open because of the first of them."""
    company, forum = make_listening()
    reviews = make_source(company, name="Bewertungen")
    usual_weeks(reviews)
    editors(company)
    storm(forum, number=16)
    assert check(company) == [("negative", "serious"), ("volume", "serious")]
    return company, forum, reviews


def said(incident: Incident) -> list[str]:
    events = IncidentEvent.of(incident.company).filter(incident=incident).order_by("pk")
    with translation.override("en"):
        return [line.sentence for line in timeline(events, Sight(incident.company, LATER))]


def test_a_second_storm_on_another_platform_is_a_line_with_its_own_figures_and_a_mail() -> None:
    company, _forum, reviews = with_reviews()
    make_contact(company)
    storm(reviews, number=8, at=LATER)
    assert check(company, at=LATER) == [("negative", "watch"), ("volume", "watch")]
    incident = Incident.of(company).get()
    assert incident.level == "serious"
    assert said(incident)[2:] == [
        "The alarm rang again, elsewhere (Bewertungen): Much criticism (Watch)",
        "The alarm rang again, elsewhere (Bewertungen): Many mentions (Watch)",
        "Told by mail: Lena Lead, Max Manager, Pressestelle",
    ]
    peak = Peak.of(company).get(kind="negative", at=LATER)
    assert (peak.incident, peak.figures["number"], peak.figures["negative"]) == (incident, 8, 8)
    letter = letter_of(Notice.of(company).filter(template="incident", language="de").latest("pk"))
    assert letter.subject == f"{company}: Der Alarm hat anderswo noch einmal geklingelt (Ernst)"
    assert "8 von 8 Erwähnungen kritisch" in letter.body
    to_lead = Notice.of(company).filter(context__name="Lena Lead").latest("pk")
    to_press = Notice.of(company).filter(context__name="Pressestelle").latest("pk")
    assert "Wo: Bewertungen" in letter_of(to_lead).body
    assert "Bewertungen" not in str(to_press.context)


def test_it_is_told_once_for_each_place() -> None:
    company, _forum, reviews = with_reviews()
    storm(reviews, number=8, at=LATER)
    check(company, at=LATER)
    assert check(company, at=LATER) == []
    storm(reviews, number=4, at=LATER + HOUR)
    assert check(company, at=LATER + HOUR) == []
    press = make_source(company, name="Anzeiger")
    usual_weeks(press)
    storm(press, number=8, at=LATER + 2 * HOUR)
    assert check(company, at=LATER + 2 * HOUR) == [("negative", "watch"), ("volume", "watch")]
    assert "elsewhere (Anzeiger)" in said(Incident.of(company).get())[-2]


def test_a_small_storm_beside_a_great_one_does_not_ring_each_hour() -> None:
    company, forum, reviews = with_reviews()
    storm(forum, number=60, at=LATER)
    check(company, at=LATER)
    storm(reviews, number=8, at=LATER + HOUR)
    assert check(company, at=LATER + HOUR) == [("negative", "watch"), ("volume", "watch")]
    for hours in (2, 3):
        storm(forum, number=20, at=LATER + hours * HOUR)
        storm(reviews, number=2, at=LATER + hours * HOUR)
        assert check(company, at=LATER + hours * HOUR) == []


def test_more_of_the_same_in_its_own_place_stays_quiet() -> None:
    company, forum, _reviews = with_reviews()
    storm(forum, number=8, at=LATER)
    assert check(company, at=LATER) == []


def test_both_together_raise_the_level_and_the_line_says_where_it_is_new() -> None:
    company, _forum, reviews = with_reviews()
    at = NOON + 5 * HOUR
    storm(reviews, number=12, at=at)
    check(company, at=at)
    assert Incident.of(company).get().level == "crisis"
    assert said(Incident.of(company).get())[2:] == [
        "The alarm rang again: Much criticism (Crisis)",
        "The alarm rang again, elsewhere (Bewertungen): Much criticism (Serious)",
        "The alarm rang again, elsewhere (Bewertungen): Many mentions (Serious)",
        "The alarm raised the level from Serious to Crisis",
        "Told by mail: Lena Lead, Max Manager",
    ]
    assert Peak.of(company).filter(at=at, kind="negative").count() == 1
    assert check(company, at=at) == check(company, at=at + HOUR) == []


def test_a_second_storm_that_another_search_finds_on_the_same_platform_is_told_too() -> None:
    company, forum = make_listening()
    editors(company)
    brand, cans = (
        SearchProfile.everywhere.create(
            company=company,
            name=name,
            kind="brand",
            query=name,
            created_by=make_user(),
            created_at=MONDAY - timedelta(days=90),
            changed_at=MONDAY - timedelta(days=90),
        )
        for name in ("Lindner", "Dosenbier")
    )
    _found(brand, Mention.of(company))
    storm(forum)
    _found(brand, Mention.of(company))
    check(company)
    before = set(Mention.of(company).values_list("pk", flat=True))
    storm(forum, number=8, at=LATER)
    fresh = Mention.of(company).exclude(pk__in=before)
    _found(brand, fresh)
    _found(cans, fresh)
    assert check(company, at=LATER) == [("negative", "watch"), ("volume", "watch")]
    sentences = said(Incident.of(company).get())
    assert sentences[2] == "The alarm rang again, elsewhere (Dosenbier): Much criticism (Watch)"


def _found(search: SearchProfile, mentions: Iterable[Mention]) -> None:
    matches = [Match(company=search.company, mention=each, profile=search) for each in mentions]
    Match.everywhere.bulk_create(matches, ignore_conflicts=True)


def test_after_the_incident_is_closed_the_quiet_time_holds_as_ever() -> None:
    company, _forum, reviews = with_reviews()
    incident = Incident.of(company).get()
    close_incident(
        incident=incident, outcome="handled", debrief="Gut.", by=_lead(company), at=NOON + HOUR
    )
    storm(reviews, number=8, at=LATER)
    assert check(company, at=LATER) == []


def test_what_was_announced_wakes_nobody_elsewhere_either() -> None:
    company, _forum, reviews = with_reviews()
    ExpectedRise.everywhere.create(
        company=company,
        reason="Messe",
        starts_on=LATER.date(),
        ends_on=LATER.date(),
        announced_by=_lead(company),
        announced_at=NOON,
    )
    storm(reviews, number=8, at=LATER)
    assert check(company, at=LATER) == []


def _lead(company: Company) -> User:
    return Membership.of(company).get(role="lead").user
