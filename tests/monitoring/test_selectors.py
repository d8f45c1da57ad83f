import re
from datetime import UTC, date, datetime, timedelta

import pytest

from companies.models import Company
from monitoring.models import Mention, MentionCount
from monitoring.selectors.counts import counts, share_of_voice
from monitoring.selectors.mentions import (
    MentionFilters,
    Place,
    chosen,
    mention_of,
    mentions_page,
    number_of,
    open_questions,
    sites_of,
)
from monitoring.selectors.sources import watched_sources
from monitoring.services.mentions import mark_answered
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import MINUTE, look_for, post, visit, watch

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def filled_company(server: FeedServer, *texts: str, step: timedelta = MINUTE) -> Company:
    """Everything of one alert, the first text the newest."""
    company = make_company()
    source = watch(company, server.url(), takes_everything=True)
    server.publish(
        *(post(number, text, at=MONDAY - number * step) for number, text in enumerate(texts))
    )
    visit(server, source)
    return company


def listed(company: Company, **filters) -> list[str]:
    page = mentions_page(company, MentionFilters(**filters))
    return [mention.external_id for mention in page.mentions]


@pytest.mark.parametrize("typed", ["Müller", "mueller", "MÜLLER", "müllers", '"bei Müller"'])
def test_a_word_is_found_however_it_is_spelled(server: FeedServer, typed: str) -> None:
    company = filled_company(server, "Gestern bei Müller gegessen.", "Etwas anderes.")
    assert listed(company, words=typed) == ["0"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bier", ["0", "1"]),
        ("bier -wein", ["0"]),
        ("wein or hefe", ["0", "1"]),
        ("bier hefe", ["0"]),
        ('"hefe bier"', []),
        ("anna", ["2"]),
        ("", ["0", "1", "2"]),
        ("!!! & | ( :*", []),
        ("\x00 \ud800 bier", ["0", "1"]),
        ("x" * 5_000, []),
    ],
)
def test_words_phrases_and_signs_are_searched_for(
    server: FeedServer, typed: str, found: list[str]
) -> None:
    company = make_company()
    source = watch(company, server.url(), takes_everything=True)
    server.publish(
        post(0, "Bier mit Hefe.", at=MONDAY),
        post(1, "Bier oder Wein.", at=MONDAY - MINUTE),
        post(2, "Limonade.", at=MONDAY - 2 * MINUTE, author="Anna Öder"),
    )
    visit(server, source)
    assert listed(company, words=typed) == found


def test_pages_go_back_and_forth_without_gap_or_repetition(server: FeedServer) -> None:
    texts = [f"Der Besuch Nummer {number} war schön." for number in range(120)]
    company = filled_company(server, *texts, step=timedelta(0))
    seen, page = [], mentions_page(company, size=50)
    assert page.newer is None
    while True:
        seen += [mention.external_id for mention in page.mentions]
        if page.older is None:
            break
        page = mentions_page(company, before=Place.read(str(page.older)), size=50)
    assert len(seen) == len(set(seen)) == 120
    back = mentions_page(company, after=page.newer, size=50)
    assert [mention.external_id for mention in back.mentions] == seen[50:100]
    first = mentions_page(company, after=back.newer, size=50)
    assert [mention.external_id for mention in first.mentions] == seen[:50]
    assert first.newer is None


@pytest.mark.parametrize("text", ["", "1", "1-", "-1", "a-b", "1-1-1", "9" * 30 + "-1", "１-１"])
def test_a_place_that_cannot_be_read_is_none(text: str) -> None:
    assert Place.read(text) is None


def test_a_page_costs_as_many_queries_for_one_mention_as_for_fifty(
    server: FeedServer, django_assert_num_queries
) -> None:
    company = make_company()
    look_for(company, "Besuch")
    source = watch(company, server.url())
    server.publish(*(post(number, f"Besuch Nummer {number}") for number in range(60)))
    visit(server, source)
    for size in (1, 50):
        with django_assert_num_queries(3):
            page = mentions_page(company, size=size)
            found = [[each.name for each in m.profiles.all()] for m in page.mentions]
            assert found == [["Besuch"]] * size
            assert {(m.source.name, m.copies) for m in page.mentions} == {("Blog", 0)}


def test_a_mention_knows_its_copies_and_the_searches_that_found_it(server: FeedServer) -> None:
    company = make_company()
    for query, kind in (("Werk", "competitor"), ("Besuch", "brand"), ("Anna", "brand")):
        look_for(company, query, kind=kind)
    source = watch(company, server.url())
    said = "Besuch im Werk und danach noch lange mit allen im Hof gesessen"
    server.publish(
        post(0, "Nur ein kurzer Besuch.", at=MONDAY),
        post(1, f"{said}.", at=MONDAY - MINUTE),
        post(2, f"{said}!", at=MONDAY - 2 * MINUTE),
        post(3, "Im Werk mit Anna auf Besuch.", at=MONDAY - DAY),
    )
    visit(server, source)
    page = mentions_page(company, MentionFilters(about="all"))
    assert [([each.name for each in m.profiles.all()], m.copies) for m in page.mentions] == [
        (["Besuch"], 0),
        (["Besuch", "Werk"], 1),
        (["Anna", "Besuch", "Werk"], 0),
    ]


def test_filters_narrow(server: FeedServer) -> None:
    company = filled_company(
        server,
        "Das Bier ist leider völlig ungenießbar und der Service unfreundlich!",
        "Wann habt ihr am Sonntag geöffnet?",
        "The beer was really wonderful, thank you so much!",
        step=DAY,
    )
    source = watched_sources(company, now=MONDAY)[0].source
    assert listed(company, tone="negative") == ["0"]
    assert listed(company, kind="question") == ["1"]
    assert listed(company, language="en") == ["2"]
    assert listed(company, source=source.pk) == ["0", "1", "2"]
    assert listed(company, site="www.blog.example") == ["0", "1", "2"]
    assert listed(company, site="other.example") == []
    sunday = (MONDAY - DAY).date()
    assert listed(company, starts_on=sunday, ends_on=sunday) == ["1"]
    assert listed(company, starts_on=date.min, ends_on=date.max) == ["0", "1", "2"]
    assert number_of(company, MentionFilters(tone="negative")) == (1, False)
    assert sites_of(company) == ["blog.example"]


def test_an_answered_question_is_no_longer_open(server: FeedServer) -> None:
    company = filled_company(server, "Wann habt ihr geöffnet?", "Gibt es noch Karten?")
    assert len(open_questions(company).mentions) == 2
    mention = Mention.of(company).get(external_id="0")
    mark_answered(mention=mention, url="https://blog.example/a", by=make_user(), at=MONDAY)
    assert [m.external_id for m in open_questions(company).mentions] == ["1"]


def test_nobody_sees_a_mention_of_somebody_else(server: FeedServer) -> None:
    company = filled_company(server, "Unser Bier.")
    mention = Mention.of(company).get()
    stranger = make_company("Fremd GmbH")
    assert mention_of(company, mention.pk) == mention
    assert mention_of(stranger, mention.pk) is None
    assert listed(stranger) == []
    assert listed(stranger, folded_into=mention.pk) == []


def test_counts_add_up_in_every_direction(server: FeedServer, django_assert_num_queries) -> None:
    company = filled_company(
        server,
        "Das Bier ist leider völlig ungenießbar!",
        "Wann habt ihr geöffnet?",
        "Wo kann ich hier parken?",
        step=DAY,
    )
    with django_assert_num_queries(1):
        found = counts(company, starts_on=date(2026, 11, 13), ends_on=date(2026, 11, 16))
    assert (found.total, found.questions, found.of_tone("negative")) == (3, 2, 1)
    assert list(found.by_day.values()) == [0, 1, 1, 1]
    assert sum(found.by_source.values()) == sum(found.by_tone.values()) == 3
    earlier = counts(company, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 14))
    assert earlier.total == 1


def test_the_share_of_voice_counts_copies_once(server: FeedServer) -> None:
    company = make_company()
    look_for(company, "Lindner")
    look_for(company, "Keller", kind="competitor")
    look_for(company, "Biergarten", kind="topic")
    source = watch(company, server.url())
    story = "Keller eröffnet in Bamberg einen Biergarten am Fluss mit über tausend Plätzen."
    server.publish(post(1, story), post(2, story), post(3, "Lindner und Keller im Biergarten."))
    visit(server, source)
    day = MONDAY.date()
    voices = share_of_voice(company, starts_on=day, ends_on=day)
    assert [(voice.profile.name, voice.number, voice.is_competitor) for voice in voices] == [
        ("Keller", 2, True),
        ("Lindner", 1, False),
    ]


def test_the_counts_know_copies_days_and_time_zones(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url(), takes_everything=True)
    late = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    server.publish(post(1, "Gute Nacht, Bamberg.", at=late + MINUTE))
    visit(server, source)
    assert MentionCount.of(company).get().day == date(2026, 11, 16)


def test_a_search_in_words_can_use_the_index_for_the_company_too() -> None:
    # GIN (company, words) serves only comparisons with an integer of the column's own size.
    plan = chosen(make_company(), MentionFilters(words="Bier")).order_by().explain()
    assert re.search(r"company_id = '\d+'::bigint", plan)
