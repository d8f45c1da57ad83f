"""Authors are kept as long as a source allows; then figures stay and names do not."""

from datetime import timedelta

import pytest

from companies.models import AuditEntry, Company
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.intake.authors import forget_authors
from monitoring.models import (
    CaseEvent,
    DeskCase,
    Feed,
    Item,
    Match,
    Mention,
    MentionCount,
    Retention,
    Source,
    VoiceCount,
)
from monitoring.privacy.keys import key_of
from monitoring.query.fold import fold
from monitoring.services.changing import change_source
from monitoring.services.desk.opening import put_on_desk
from monitoring.services.mentions import mark_answered
from monitoring.services.profiles import change_profile
from monitoring.services.retention import set_retention
from tests.factories import MONDAY, make_company, make_member, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import (
    listening_company,
    look_for,
    post,
    search_what_is_stored,
    visit,
    watch,
)
from tests.tables import row_of

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
A_SECOND = timedelta(seconds=1)
SAID = [
    post(1, "Das Bier von Lindner war warm.", author="Rosa Graf"),
    post(2, "Lindner hat gut geantwortet.", author="Rosa Graf"),
    post(3, "Lindner braut.", author="Emil Ott"),
    post(4, "Lindner eröffnet im Mai."),
]


def heard(server: FeedServer, name: str = "Brauerei Lindner") -> Company:
    server.posts["/feed"] = list(SAID)
    company = listening_company(server, name=name)
    for source in Source.of(company):
        visit(server, source)
    return company


def authors(company: Company) -> list[str]:
    rows = Mention.of(company).order_by("published_at", "id")
    return list(rows.values_list("author", flat=True))


def figures(company: Company) -> list[tuple[object, ...]]:
    counts = MentionCount.of(company).exclude(number=0)
    voices = VoiceCount.of(company).exclude(number=0)
    return sorted(counts.values_list("day", "tone", "is_question", "number")) + sorted(
        voices.values_list("day", "tone", "number")
    )


def test_after_a_year_names_handles_and_links_are_gone_and_figures_are_not(
    server: FeedServer,
) -> None:
    company = heard(server)
    before = figures(company)
    assert forget_authors(at=MONDAY + YEAR - A_SECOND) == 0
    assert sorted(authors(company)) == ["", "Emil Ott", "Rosa Graf", "Rosa Graf"]
    assert forget_authors(at=MONDAY + YEAR) == 4
    rosa, again, emil, nobody = sorted(authors(company), key=authors(company).count, reverse=True)
    assert rosa == again
    site = Mention.of(company).get(author=emil).site
    assert {rosa, emil} == {
        key_of(company).pseudonym("Rosa Graf", site),
        key_of(company).pseudonym("Emil Ott", site),
    }
    assert nobody == ""
    named = Mention.of(company).exclude(author="")
    assert set(named.values_list("url", "author_url")) == {("", "")}
    assert all(row.external_id.startswith("~") for row in named)
    assert Mention.of(company).get(author="").external_id == "4"
    assert figures(company) == before


def test_the_address_of_an_answer_goes_where_it_has_the_name_in_it(server: FeedServer) -> None:
    company = heard(server)
    first, second = Mention.of(company).filter(author="Rosa Graf").order_by("id")
    put_on_desk(mention=first, by=make_member(company, Role.LEAD).user, at=MONDAY)
    for mention, url in (
        (first, "https://m.example/@Rosa_Graf/55"),
        (second, "https://b.example/7"),
    ):
        mark_answered(mention=mention, url=url, by=make_member(company).user, at=MONDAY)
    assert forget_authors(at=MONDAY + YEAR) == 4
    kept = repr([*Mention.of(company).values(), *CaseEvent.of(company).values()])
    assert "Rosa_Graf" not in kept
    assert "https://b.example/7" in kept
    assert Mention.of(company).filter(answered_at=MONDAY).count() == 2


def test_the_text_stays_or_goes_as_the_company_says(server: FeedServer) -> None:
    company, by = heard(server), make_user()
    set_retention(company=company, keep_days=30, empties_text=True, by=by, at=MONDAY)
    quoted = Mention.of(company).exclude(author="").first()
    case = row_of(DeskCase, company, mention=quoted, cues=["Zu bitter!"])
    before = figures(company)
    forget_authors(at=MONDAY + timedelta(days=30))
    named = Mention.of(company).exclude(author="")
    assert set(named.values_list("title", "text")) == {("", "")}
    assert [row.tone_reasons for row in named] == [[], [], []]
    assert DeskCase.of(company).get(pk=case.pk).cues == []
    assert Mention.of(company).get(author="").text == "Lindner eröffnet im Mai."
    assert figures(company) == before
    assert Match.of(company).count() == 4


def test_a_source_may_be_tighter_than_the_company_and_never_looser(server: FeedServer) -> None:
    company, by = heard(server), make_user()
    source = Source.of(company).get()
    said = {"source": source, "name": "Blog", "takes_everything": False, "by": by, "at": MONDAY}
    change_source(**said, keep_days=7)
    assert forget_authors(at=MONDAY + timedelta(days=7) - A_SECOND) == 0
    change_source(**said, keep_days=3000)
    set_retention(company=company, keep_days=90, empties_text=False, by=by, at=MONDAY)
    assert forget_authors(at=MONDAY + timedelta(days=90) - A_SECOND) == 0
    assert forget_authors(at=MONDAY + timedelta(days=90)) == 4
    with pytest.raises(RefusedError, match="ten years"):
        change_source(**said, keep_days=0)


def test_the_name_is_no_longer_found_by_searching_texts(server: FeedServer) -> None:
    company = heard(server)
    forget_authors(at=MONDAY + YEAR)
    for row in Mention.of(company):
        assert "graf" not in str(row.words)
        assert fold("Rosa Graf") not in str(row.words)


def test_it_does_everything_once_however_often_it_runs(server: FeedServer) -> None:
    company = heard(server)
    assert forget_authors(at=MONDAY + YEAR) == 4
    names = authors(company)
    assert forget_authors(at=MONDAY + 2 * YEAR) == 0
    assert authors(company) == names


def test_reading_on_brings_no_name_back(server: FeedServer) -> None:
    company = heard(server)
    forget_authors(at=MONDAY + YEAR)
    Item.objects.all().delete()
    Feed.objects.update(cursor={})
    visit(server, Source.of(company).get(), at=MONDAY + YEAR)
    assert Item.objects.count() == 4
    look_for(company, "Bier OR gut", at=MONDAY + YEAR)
    search_what_is_stored(at=MONDAY + YEAR)
    assert Mention.of(company).count() == 4
    assert "Rosa Graf" not in authors(company)
    assert Match.of(company).count() == 6


def test_a_search_that_is_changed_takes_nothing_from_whoever_has_no_name_left(
    server: FeedServer,
) -> None:
    company = heard(server)
    profile = look_for(company, "author:Rosa", at=MONDAY)
    search_what_is_stored()
    assert Match.of(company).filter(profile=profile).count() == 2
    set_retention(company=company, keep_days=1, empties_text=True, by=make_user(), at=MONDAY)
    forget_authors(at=MONDAY + timedelta(days=1))
    before = figures(company)
    change_profile(
        profile=profile, name="R", kind="brand", query="author:Rosa OR author:Erna",
        by=make_user(), at=MONDAY,
    )  # fmt: skip
    search_what_is_stored()
    assert figures(company) == before


def test_what_feeds_brought_loses_its_authors_when_nobody_may_keep_them(
    server: FeedServer,
) -> None:
    company = heard(server)
    other = listening_company(server, name="Keller", query="Lindner")
    set_retention(company=company, keep_days=10, empties_text=False, by=make_user(), at=MONDAY)
    set_retention(company=other, keep_days=20, empties_text=False, by=make_user(), at=MONDAY)
    forget_authors(at=MONDAY + timedelta(days=10))
    assert Item.objects.filter(author="Rosa Graf").count() == 2
    assert "Rosa Graf" not in authors(company)
    assert "Rosa Graf" in authors(other)
    forget_authors(at=MONDAY + timedelta(days=20))
    assert set(Item.objects.values_list("author", "author_url")) == {("", "")}
    assert [item.text for item in Item.objects.exclude(text="")] == ["Lindner eröffnet im Mai."]
    assert Item.objects.exclude(url="").count() == 1
    assert Item.objects.count() == 4


def test_what_a_feed_still_carries_after_its_authors_are_gone_does_not_come_anew(
    server: FeedServer,
) -> None:
    company = heard(server)
    source = Source.of(company).get()
    assert forget_authors(at=MONDAY + YEAR) == 4
    assert not Item.objects.filter(external_id__in=["1", "2", "3"]).exists()
    for _each in range(2):
        Feed.objects.update(cursor={})
        visit(server, source, at=MONDAY + YEAR)
    assert Item.objects.count() == 4
    assert Mention.of(company).count() == 4
    look_for(company, "Bier OR gut")
    search_what_is_stored(at=MONDAY + YEAR)
    assert Mention.of(company).filter(author="Rosa Graf").count() == 0
    newcomer = listening_company(server, name="Keller", query="Lindner")
    assert list(Mention.of(newcomer).values_list("author", flat=True)) == [""]


def test_two_companies_call_the_same_person_by_other_names(server: FeedServer) -> None:
    one, other = heard(server), heard(server, "Keller")
    forget_authors(at=MONDAY + YEAR)
    assert set(authors(one)) & set(authors(other)) == {""}


def test_more_than_a_step_holds_is_done_in_steps() -> None:
    company = make_company()
    source = watch(company, "https://blog.example/feed")
    for number in range(5):
        row_of(
            Mention, company, source=source, author=f"Person {number}", fetched_at=MONDAY,
            tone="neutral",
        )  # fmt: skip
    assert forget_authors(at=MONDAY + YEAR, step=2) == 5
    assert Mention.of(company).filter(author__startswith="Pseudonym ").count() == 5


def test_speakers_stay_as_many_and_as_frequent(server: FeedServer) -> None:
    company = heard(server)
    before = sorted(said(company))
    forget_authors(at=MONDAY + YEAR)
    assert sorted(said(company)) == before


def said(company: Company) -> list[int]:
    rows = Mention.of(company).exclude(author="")
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        counted[row.author, row.site] = counted.get((row.author, row.site), 0) + 1
    return list(counted.values())


def test_the_log_says_how_long_they_are_kept(server: FeedServer) -> None:
    company, by = heard(server), make_user()
    set_retention(company=company, keep_days=30, empties_text=False, by=by, at=MONDAY)
    entry = AuditEntry.of(company).latest("pk")
    assert (entry.act, entry.detail) == ("person.kept", {"days": 30, "was": 365})


def test_a_key_that_cannot_be_opened_keeps_no_other_company_waiting(server: FeedServer) -> None:
    broken, whole = heard(server), heard(server, name="Holzwerk Brenner")
    key_of(broken)
    Retention.everywhere.filter(company=broken).update(key="of another installation")
    assert forget_authors(at=MONDAY + 2 * YEAR) == 4
    assert "Rosa Graf" in authors(broken)
    assert "Rosa Graf" not in authors(whole)
