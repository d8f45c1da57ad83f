"""Listening: criteria, baseline over hand-counted mentions, clarifications with evidence."""

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.refusals import RefusedError
from monitoring import reports
from monitoring.models import BlindSpell
from rollout import gate, snapshot
from rollout.models import Baseline, Clarification, Evidence
from rollout.stages.listening import services
from rollout.stages.listening.criteria import ListeningFacts, PlanFact, criteria
from rollout.stages.listening.figures import (
    Blind,
    CriticalTopic,
    ListeningFigures,
    Watch,
    as_json,
    from_json,
)
from rollout.stages.listening.selectors import listening_work
from tests.factories import MONDAY
from tests.rollout.builders import (
    LATER,
    TODAY,
    approve,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_source,
    passed,
    submit,
)

FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# --- Rules (no database) ----------------------------------------------------------------------


def figures(**changes):
    return ListeningFigures(
        **{
            "starts_on": FIRST,
            "ends_on": LAST,
            "mentions": 100,
            "told": 80,
            "negative": 10,
            "topics": (),
            "watches": (Watch("Lindner", 100, 28),),
            "blind": (),
        }
        | changes
    )


def facts(**changes):
    return ListeningFacts(
        **{
            "plan": PlanFact(FIRST, LAST, 28, 20),
            "watches": (Watch("Lindner", 100, 28),),
            "figures": figures(),
            "made_at": LATER,
            "opened_at": MONDAY,
            "clarified": frozenset(),
        }
        | changes
    )


def met(given):
    return {result.key: result.met for result in criteria(given)}


def test_a_frozen_calm_baseline_meets_everything():
    assert met(facts()) == {"listened": True, "baseline": True, "criticism_clarified": True}


def test_nothing_is_met_without_a_plan_or_a_baseline():
    empty = facts(plan=None, figures=None, made_at=None, watches=())
    assert set(met(empty).values()) == {False}


@pytest.mark.parametrize(
    ("watches", "expected"),
    [
        ((Watch("Lindner", 1, 28),), True),
        ((Watch("Lindner", 1, 27),), False),
        ((Watch("Lindner", 0, 28),), False),
        ((Watch("Alt", 0, 28), Watch("Neu", 5, 3)), False),
        ((), False),
    ],
)
def test_a_profile_with_matches_watched_long_enough(watches, expected):
    assert met(facts(figures=figures(watches=watches)))["listened"] is expected
    assert met(facts(figures=None, watches=watches))["listened"] is expected


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": MONDAY - timedelta(minutes=1)},
        {"plan": PlanFact(FIRST, LAST - timedelta(days=1), 7, 20)},
        {"plan": PlanFact(FIRST - timedelta(days=1), LAST, 28, 20)},
    ],
)
def test_a_baseline_of_an_earlier_round_or_another_window_does_not_count(changes):
    assert met(facts(**changes)) == {
        "listened": True,
        "baseline": False,
        "criticism_clarified": False,
    }


@pytest.mark.parametrize(
    ("negative", "told", "expected"),
    [(0, 5, True), (1, 6, True), (1, 5, False), (199, 1000, True), (200, 1000, False)],
)
def test_criticism_from_the_threshold_on_blocks(negative, told, expected):
    given = facts(figures=figures(negative=negative, told=told))
    assert met(given)["criticism_clarified"] is expected


def test_an_unknown_share_of_criticism_is_not_good_news():
    assert met(facts(figures=figures(negative=0, told=0)))["criticism_clarified"] is False


@pytest.mark.parametrize(
    ("negative", "topics", "expected"),
    [
        (10, {"delivery": 3, "price": 2, "other": 5}, ["other", "delivery"]),
        (40, {"delivery": 3, "price": 4, "other": 33}, ["other", "price"]),
        (4, {"delivery": 2, "price": 2}, ["whole"]),
        (0, {"delivery": 0}, []),
    ],
)
def test_a_topic_is_critical_from_three_and_a_tenth_of_the_criticism_on(negative, topics, expected):
    given = figures(
        negative=negative, topics=tuple((key, "", number) for key, number in topics.items())
    )
    assert [topic.key for topic in given.critical_topics] == expected


def test_each_critical_topic_is_clarified_before_the_gate_opens():
    heavy = figures(negative=40, topics=(("delivery", "", 20), ("price", "", 20)))
    assert met(facts(figures=heavy))["criticism_clarified"] is False
    one = facts(figures=heavy, clarified=frozenset({"price"}))
    assert one.open_topics == (CriticalTopic("delivery", "", 20),)
    assert met(one)["criticism_clarified"] is False
    both = facts(figures=heavy, clarified=frozenset({"price", "delivery"}))
    assert met(both)["criticism_clarified"] is True
    assert next(each for each in criteria(both) if each.key == "criticism_clarified").attested


def test_a_baseline_over_blind_days_says_so():
    seen, blind = facts(), facts(figures=figures(blind=(Blind("Anzeiger", FIRST, None),)))
    for key in ("baseline", "criticism_clarified"):
        calm, warned = (
            next(str(each.sentence) for each in criteria(given) if each.key == key)
            for given in (seen, blind)
        )
        assert warned.startswith(calm)
        assert len(warned) > len(calm)


# --- The report, counted by hand --------------------------------------------------------------

pytestmark = pytest.mark.django_db


def town():
    """In the window eleven own mentions and two of a competitor; four do not count."""
    place = make_place()
    anzeiger, forum = make_source(place, "Anzeiger"), make_source(place, "Forum")
    brand = make_profile(place, "Lindner")
    topic = make_profile(place, "Brunnen", kind="topic")
    rival = make_profile(place, "Adlerbräu", kind="competitor")
    in_week_1, in_week_4 = date(2026, 10, 19), date(2026, 11, 15)
    for number in range(4):
        make_mention(
            anzeiger,
            brand,
            day=in_week_1,
            tone="negative",
            topics=("delivery", "price") if number < 2 else ("delivery",),
            site="anzeiger.example",
            author="Anna",
        )
    for _ in range(3):
        make_mention(
            forum,
            brand,
            topic,
            day=in_week_4,
            tone="neutral",
            site="forum.example",
            author="Bert",
            author_url="https://forum.example/bert",
        )
    make_mention(forum, brand, day=in_week_4, tone="negative", site="forum.example", author="Bert")
    make_mention(forum, brand, topic, day=in_week_4, tone="negative", site="forum.example")
    make_mention(forum, brand, day=in_week_4, tone="positive", is_question=True)
    make_mention(
        forum,
        brand,
        day=in_week_4,
        tone="unclear",
        is_question=True,
        answered_at=LATER,
        answered_by=place.lead,
    )
    for _ in range(2):
        make_mention(forum, rival, day=in_week_4, tone="positive", is_own=False)
    first = make_mention(forum, brand, day=date(2026, 10, 18), tone="negative")
    make_mention(forum, brand, day=in_week_4, tone="negative", folded_into=first)
    make_mention(forum, brand, day=date(2026, 11, 16), tone="negative")
    elsewhere = make_place("Andere Firma")
    make_mention(make_source(elsewhere), make_profile(elsewhere), day=in_week_4, tone="negative")
    return place, brand, topic


def test_the_baseline_counts_what_was_said_and_nothing_else():
    place, _brand, topic = town()
    report = reports.baseline(place.company, FIRST, LAST)
    assert report.mentions == 11
    assert report.tones == {"negative": 6, "neutral": 3, "positive": 1, "unclear": 1}
    assert (report.negative, report.told) == (6, 10)
    assert report.weeks == (
        (date(2026, 10, 19), 4),
        (date(2026, 10, 26), 0),
        (date(2026, 11, 2), 0),
        (date(2026, 11, 9), 7),
    )
    assert {topic.key: (topic.mentions, topic.negative) for topic in report.topics} == {
        "delivery": (4, 4),
        "price": (2, 2),
        f"profile:{topic.pk}": (4, 1),
        "other": (3, 1),
    }
    assert report.places == (("forum.example", 5), ("anzeiger.example", 4), ("", 2))
    assert report.speakers == reports.Speakers(known=8, distinct=3, loudest=4, loudest_five=8)
    assert (report.questions, report.open_questions) == (2, 1)
    assert report.voices == (("", 11), ("Adlerbräu", 2))
    assert {(each.name, each.mentions, each.watched_days) for each in report.profiles} == {
        ("Lindner", 11, 28),
        ("Brunnen", 4, 28),
        ("Adlerbräu", 2, 28),
    }
    assert (report.sources, report.blind) == (2, ())


def test_what_is_frozen_holds_no_name_of_a_speaker_and_no_text_and_reads_back():
    place, *_ = town()
    frozen = as_json(reports.baseline(place.company, FIRST, LAST))
    kept = snapshot.canonical(frozen).decode()
    for secret in ("Anna", "Bert", "forum.example/bert", "Das Bier kam warm an."):
        assert secret not in kept
    read = from_json(frozen)
    assert (read.mentions, read.told, read.negative) == (11, 10, 6)
    assert [topic.key for topic in read.critical_topics] == ["delivery"]


def test_an_empty_window_is_counted_as_empty():
    place = make_place()
    report = reports.baseline(place.company, FIRST, LAST)
    assert (report.mentions, report.told, report.topics, report.places) == (0, 0, (), ())
    assert report.speakers == reports.Speakers(0, 0, 0, 0)


def test_a_profile_watches_from_the_day_it_was_made_until_it_ended():
    place = make_place()
    make_profile(place, "Neu", created_at=datetime(2026, 11, 10, 23, 30, tzinfo=MONDAY.tzinfo))
    ended = make_profile(place, "Alt")
    ended.ended_at = datetime(2026, 10, 20, 12, tzinfo=MONDAY.tzinfo)
    ended.save()
    found = reports.watched_profiles(place.company, FIRST, LAST)
    # 23:30 UTC on the 10th is the 11th in Berlin.
    assert {(each.name, each.watched_days) for each in found} == {("Neu", 5), ("Alt", 2)}


@pytest.mark.parametrize(
    ("began", "ended", "missed", "expected"),
    [
        (date(2026, 11, 10), None, True, (date(2026, 11, 10), None)),
        (date(2026, 10, 1), date(2026, 10, 21), True, (FIRST, date(2026, 10, 21))),
        (date(2026, 10, 1), date(2026, 10, 5), True, None),
        (date(2026, 11, 16), None, True, None),
        (date(2026, 11, 1), date(2026, 11, 2), False, None),
    ],
)
def test_a_blind_source_is_named_with_its_days(began, ended, missed, expected):
    place = make_place()
    source = make_source(place)
    noon = MONDAY.replace(hour=11)
    BlindSpell.objects.create(
        feed=source.feed,
        began_at=noon.replace(year=began.year, month=began.month, day=began.day),
        ended_at=ended and noon.replace(year=ended.year, month=ended.month, day=ended.day),
        missed=missed,
    )
    found = [(each.since, each.until) for each in reports.blind_sources(place.company, FIRST, LAST)]
    assert found == ([expected] if expected else [])


def test_the_report_is_read_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    place, *_ = town()
    with django_assert_max_num_queries(13):
        reports.baseline(place.company, FIRST, LAST)


# --- Services ---------------------------------------------------------------------------------


def criticised(name="Brauerei Lindner"):
    """Culture has passed; of ten mentions five are critical, four of them about delivery."""
    place = passed(name)
    source, profile = make_source(place), make_profile(place)
    for number in range(10):
        make_mention(
            source,
            profile,
            tone="negative" if number < 5 else "neutral",
            topics=("delivery",) if number < 4 else (),
        )
    listen(place)
    return place


def clarify(place, topic="delivery", **changes):
    return services.clarify_topic(
        **{
            "company": place.company,
            "topic": topic,
            "outcome": "settled",
            "explanation": "Der Kühlwagen war defekt und ist ersetzt.",
            "statement": "Rechnung der Werkstatt liegt vor.",
            "by": place.lead,
            "at": LATER,
        }
        | changes
    )


PDF = b"%PDF-1.7 Rechnung"


def test_considerable_criticism_blocks_until_each_topic_is_clarified():
    place = criticised()
    with pytest.raises(RefusedError, match=r"50 %"):
        submit(place, 2, at=LATER)
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    submission = submit(place, 2, at=LATER)
    content = snapshot.read(submission.snapshot)
    assert content["attachments"] == [
        {
            "name": "Rechnung.pdf",
            "sha256": hashlib.sha256(PDF).hexdigest(),
            "criterion": "criticism_clarified",
            "subject": "delivery",
        }
    ]
    assert content["work"]["baseline"]["negative"] == 5
    approve(place, 2)
    assert place.stage(2).state == "passed"


def test_a_changed_or_missing_file_stops_the_approval():
    place = criticised()
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    submit(place, 2, at=LATER)
    path = Evidence.of(place.company).get().file
    Path(default_storage.path(path)).write_bytes(PDF + b", nachgebessert")
    with pytest.raises(RefusedError, match=r"Rechnung\.pdf"):
        approve(place, 2)
    default_storage.delete(path)
    with pytest.raises(RefusedError, match=r"Rechnung\.pdf"):
        approve(place, 2)
    assert place.stage(2).state == "submitted"


def test_taking_a_clarification_back_blocks_again():
    place = criticised()
    clarify(place)
    services.unclarify(company=place.company, topic="delivery", by=place.lead, at=LATER)
    assert not Clarification.of(place.company).exists()
    assert not Evidence.of(place.company).exists()
    with pytest.raises(RefusedError):
        submit(place, 2, at=LATER)


def test_a_second_clarification_replaces_the_first_and_keeps_its_file():
    place = criticised()
    clarify(place, file=SimpleUploadedFile("Rechnung.pdf", PDF))
    clarify(place, outcome="accepted", explanation="Es bleibt so.")
    assert Clarification.of(place.company).get().outcome == "accepted"
    assert Evidence.of(place.company).get().file_name == "Rechnung.pdf"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": "weather"}, "topic"),
        ({"outcome": "ignored"}, "outcome"),
        ({"explanation": " "}, "explanation"),
        ({"statement": ""}, "statement"),
    ],
)
def test_a_clarification_is_whole(changes, field):
    place = criticised()
    upload = SimpleUploadedFile("Rechnung.pdf", PDF)
    with pytest.raises(RefusedError) as refused:
        clarify(place, file=upload, **changes)
    assert refused.value.field == field
    stored = default_storage.listdir(f"evidence/{place.company.pk}")[1]
    assert stored == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("picture.svg", b"<svg/>"),
        ("Rechnung.pdf", b"MZ\x90"),
        ("Rechnung.png", PDF),
        ("leer.txt", b""),
        ("binaer.txt", b"a\x00b"),
        ("", PDF),
    ],
)
def test_uploads_of_the_wrong_kind_are_refused(name, content):
    place = criticised()
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    with pytest.raises(RefusedError) as refused:
        clarify(place, file=upload)
    assert refused.value.field == "file"
    assert not Evidence.of(place.company).exists()


def test_a_file_is_kept_under_a_name_of_our_own():
    place = criticised()
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = "..\\..\\etc/../Rechnung.pdf"
    clarify(place, file=upload)
    row = Evidence.of(place.company).get()
    assert row.file_name == "Rechnung.pdf"
    assert row.file.startswith(f"evidence/{place.company.pk}/")
    assert "Rechnung" not in row.file


def test_a_window_is_sensible():
    place = passed()
    common = {"company": place.company, "by": place.lead, "at": LATER}
    for starts_on, ends_on, more, field in (
        (LAST, FIRST, {}, "ends_on"),
        (FIRST, LAST - timedelta(days=1), {}, "ends_on"),
        (FIRST, LAST, {"minimum_days": 0}, "minimum_days"),
        (FIRST, LAST, {"criticism_threshold": 101}, "criticism_threshold"),
        (FIRST, LAST, {"criticism_threshold": 0}, "criticism_threshold"),
    ):
        with pytest.raises(RefusedError) as refused:
            services.set_plan(starts_on=starts_on, ends_on=ends_on, **common, **more)
        assert refused.value.field == field
    plan = services.set_plan(starts_on=FIRST, ends_on=LAST, **common)
    assert (plan.minimum_days, plan.criticism_threshold) == (28, 20)


def test_a_baseline_needs_a_window_that_has_ended():
    place = passed()
    common = {"company": place.company, "by": place.lead, "at": LATER}
    with pytest.raises(RefusedError):
        services.freeze_baseline(**common)
    services.set_plan(starts_on=FIRST, ends_on=TODAY, **common)
    with pytest.raises(RefusedError):
        services.freeze_baseline(**common)
    assert not Baseline.of(place.company).exists()


def test_after_a_return_the_baseline_is_frozen_anew():
    place = criticised()
    clarify(place)
    submit(place, 2, at=LATER)
    gate.return_stage(
        company=place.company,
        number=2,
        shown=place.hash_at(2),
        reason="Zu alt.",
        by=place.manager,
        at=LATER + timedelta(days=1),
    )
    afterwards = LATER + timedelta(days=1, hours=1)
    with pytest.raises(RefusedError):
        submit(place, 2, at=afterwards)
    services.freeze_baseline(company=place.company, by=place.lead, at=afterwards)
    assert submit(place, 2, at=afterwards).round == 2


def test_a_member_and_a_stranger_change_nothing():
    place, other = criticised(), make_place("Andere Firma")
    for by in (place.member, other.lead):
        for attempt in (
            lambda by=by: clarify(place, by=by),
            lambda by=by: services.freeze_baseline(company=place.company, by=by, at=LATER),
            lambda by=by: services.set_plan(
                company=place.company, starts_on=FIRST, ends_on=LAST, by=by, at=LATER
            ),
            lambda by=by: services.unclarify(
                company=place.company, topic="delivery", by=by, at=LATER
            ),
        ):
            with pytest.raises(RefusedError):
                attempt()


def test_the_listening_page_reads_a_fixed_number_of_times(django_assert_num_queries):
    place = criticised()
    clarify(place)
    stage = place.stage(2)
    stage.company  # noqa: B018 - loaded with the page
    with django_assert_num_queries(6):
        work = listening_work(stage, TODAY)
    assert [(each.topic.key, each.clarification.outcome) for each in work.topics] == [
        ("delivery", "settled")
    ]
