"""What the company writes itself is set apart: when it comes, and when the list changes."""

from datetime import timedelta

import pytest

from companies.models import AuditEntry
from companies.refusals import RefusedError
from monitoring.intake.own_voice_checks import begin_check, due_checks, go_on_checking
from monitoring.intake.own_voices import set_apart
from monitoring.models import DeskCase, Mention, MentionCount, OwnVoice, OwnVoiceCheck, Source
from monitoring.pipeline.own import normalised
from monitoring.selectors.counts import counts
from monitoring.selectors.mentions import MentionFilters, mentions_page
from monitoring.services.own_voices import add_own_voice, remove_own_voice
from tests.factories import MONDAY, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import MINUTE, listening_company, post, visit
from tests.monitoring.pages.rows import Place, make_mention, make_place, make_source

pytestmark = pytest.mark.django_db

LONG = (
    "Bei uns im Sudhaus läuft das neue Lindner Festbier an, sieben Wochen gereift, mit Hopfen aus "
    "der Hallertau; am Samstag zapfen wir das erste Fass an und freuen uns auf alle Nachbarn."
)


@pytest.fixture
def place() -> Place:
    return make_place()


def name(place: Place, kind: str, value: str) -> OwnVoice:
    return add_own_voice(
        company=place.company, kind=kind, value=value, by=place.lead.user, at=MONDAY
    )


def look_through() -> int:
    """What the job does; how many mentions changed sides."""
    for check_id in due_checks(at=MONDAY):
        assert begin_check(check_id, at=MONDAY)
        while go_on_checking(check_id, at=MONDAY):
            pass
    return sum(OwnVoiceCheck.everywhere.values_list("changed", flat=True))


@pytest.mark.parametrize(
    ("kind", "typed", "spelt"),
    [
        ("site", "https://www.Brauerei.example/aktuelles", "brauerei.example"),
        ("site", "brauerei", ""),
        ("site", "a b.example", ""),
        ("author", "  Brauerei   Lindner ", "brauerei lindner"),
        ("handle", "@Lindner", "lindner"),
        ("handle", "@lindner@Mastodon.Social", "lindner@mastodon.social"),
        ("handle", "https://mastodon.social/@lindner", "lindner@mastodon.social"),
        ("handle", "https://bsky.app/profile/lindner.bsky.social", "lindner.bsky.social@bsky.app"),
        ("handle", "lind ner", ""),
        ("handle", "%", ""),
        ("address", "https://www.facebook.com/lindner/", "facebook.com/lindner"),
        ("address", "facebook.com", ""),
        ("address", "x" * 400, ""),
    ],
    ids=lambda each: ascii(each)[:40],
)
def test_one_spelling_is_kept(kind: str, typed: str, spelt: str) -> None:
    assert normalised(kind, typed) == spelt


@pytest.mark.parametrize(
    ("kind", "value", "ours", "theirs"),
    [
        (
            "site",
            "brauerei.example",
            [{"site": "brauerei.example"}, {"site": "blog.brauerei.example"}],
            [{"site": "meinebrauerei.example"}, {"site": "brauerei.example.org"}],
        ),
        (
            "author",
            "Brauerei Lindner",
            [{"author": "Brauerei Lindner"}, {"author": "BRAUEREI LINDNER"}],
            [{"author": "Brauerei Lindner Fanclub"}, {"author": ""}],
        ),
        (
            "handle",
            "@lindner@mastodon.social",
            [
                {"author_url": "https://mastodon.social/@Lindner"},
                {"author_url": "https://www.mastodon.social/users/lindner/"},
                {"author": "@lindner@mastodon.social"},
            ],
            [
                {"author_url": "https://chaos.social/@lindner"},
                {"author_url": "https://mastodon.social/@lindner2"},
                {"author": "lindner"},
                {"author": "@lindner"},
            ],
        ),
        (
            "handle",
            "@lindner",
            [{"author_url": "https://www.reddit.com/user/lindner"}, {"author": "@Lindner"}],
            [
                {"author_url": "https://www.reddit.com/user/lindnerin"},
                {"author": "lindner"},
                {"author_url": ""},
                {"author_url": "https://lindner"},
            ],
        ),
        (
            "address",
            "facebook.com/lindner",
            [
                {"url": "https://www.facebook.com/lindner/posts/7"},
                {"url": "http://facebook.com/Lindner"},
                {"author_url": "https://facebook.com/lindner?ref=1"},
            ],
            [{"url": "https://facebook.com/lindner-fanclub"}, {"url": "https://facebook.com/"}],
        ),
    ],
    ids=["site", "author", "account on a server", "account", "address"],
)
def test_what_is_ours_is_known_and_nothing_else(place, kind, value, ours, theirs) -> None:
    source = make_source(place)
    plain = {"author": "K. Brandt", "author_url": "", "url": "", "site": "forum.example"}
    mine = [make_mention(source, **(plain | each)).pk for each in ours]
    other = [make_mention(source, **(plain | each)).pk for each in theirs]
    name(place, kind, value)
    found = set_apart([*mine, *other])
    assert found == dict.fromkeys(mine, True)


def test_another_companys_list_says_nothing_about_ours(place: Place) -> None:
    neighbour = make_place("Nachbar GmbH")
    mention = make_mention(make_source(place), site="brauerei.example")
    name(neighbour, "site", "brauerei.example")
    assert set_apart([mention.pk]) == {}


def test_what_comes_from_our_own_account_is_neither_counted_nor_on_the_desk(
    server: FeedServer,
) -> None:
    company = listening_company(server)
    by = make_user()
    add_own_voice(company=company, kind="author", value="Brauerei Lindner", by=by, at=MONDAY)
    look_through()
    server.publish(
        post(1, "Wann öffnet der Biergarten von Lindner?", author="Brauerei Lindner"),
        post(2, "Wann öffnet der Biergarten von Lindner denn nun?", author="K. Brandt"),
    )
    source = Source.of(company).select_related("feed").get()
    visit(server, source, at=MONDAY)
    marked = dict(Mention.of(company).values_list("external_id", "is_by_us"))
    assert sorted(marked.values()) == [False, True]
    assert sum(MentionCount.of(company).values_list("number", flat=True)) == 1
    assert list(DeskCase.of(company).values_list("mention__author", flat=True)) == ["K. Brandt"]


def test_the_list_changes_and_everything_stored_changes_sides(place: Place) -> None:
    source = make_source(place)
    ours = make_mention(source, at=MONDAY, site="brauerei.example", is_question=True)
    make_mention(source, at=MONDAY)
    day = MONDAY.date()

    def total() -> int:
        return counts(place.company, starts_on=day, ends_on=day).total

    assert total() == 2
    voice = name(place, "site", "brauerei.example")
    assert look_through() == 1
    assert total() == 1
    listed = mentions_page(place.company, MentionFilters())
    assert [each.site for each in listed.mentions] == ["forum.example"]
    own = mentions_page(place.company, MentionFilters(by_us=True))
    assert [each.pk for each in own.mentions] == [ours.pk]
    remove_own_voice(voice=voice, by=place.lead.user, at=MONDAY)
    look_through()
    assert total() == 2
    assert not Mention.of(place.company).filter(is_by_us=True).exists()
    acts = AuditEntry.of(place.company).filter(act__startswith="own_voice.").order_by("pk")
    assert list(acts.values_list("act", "detail__value")) == [
        ("own_voice.added", "brauerei.example"),
        ("own_voice.removed", "brauerei.example"),
    ]


def test_who_repeats_our_words_still_speaks(place: Place) -> None:
    source = make_source(place)
    ours = make_mention(source, at=MONDAY, site="brauerei.example", text=LONG)
    first = make_mention(source, at=MONDAY + MINUTE, text=LONG, folded_into=ours)
    second = make_mention(source, at=MONDAY + 2 * MINUTE, text=LONG, folded_into=ours)
    name(place, "site", "brauerei.example")
    look_through()
    roots = dict(Mention.of(place.company).values_list("pk", "folded_into"))
    assert roots == {ours.pk: None, first.pk: None, second.pk: first.pk}
    assert counts(place.company, starts_on=MONDAY.date(), ends_on=MONDAY.date()).total == 1


def test_our_own_repetition_of_somebody_is_not_hidden_behind_them(place: Place) -> None:
    source = make_source(place)
    theirs = make_mention(source, at=MONDAY, text=LONG)
    ours = make_mention(source, at=MONDAY + MINUTE, text=LONG, site="brauerei.example",
                        folded_into=theirs)  # fmt: skip
    name(place, "site", "brauerei.example")
    look_through()
    row = Mention.of(place.company).get(pk=ours.pk)
    assert (row.is_by_us, row.folded_into_id) == (True, None)


def test_a_check_that_was_killed_goes_on_and_one_worker_is_at_it(place: Place) -> None:
    make_mention(make_source(place), site="brauerei.example")
    name(place, "site", "brauerei.example")
    (check,) = due_checks(at=MONDAY)
    assert begin_check(check, at=MONDAY)
    assert not begin_check(check, at=MONDAY)
    assert due_checks(at=MONDAY) == []
    assert due_checks(at=MONDAY + timedelta(minutes=3)) == [check]
    # Another change while it waits begins anew, so that nothing is judged by the old list only.
    name(place, "author", "Brauerei Lindner")
    assert OwnVoiceCheck.of(place.company).filter(finished_at__isnull=True).count() == 1


def test_what_cannot_be_read_is_refused_at_the_field(place: Place) -> None:
    for kind, value in (("site", "brauerei"), ("handle", "@"), ("address", "facebook.com")):
        with pytest.raises(RefusedError) as refused:
            name(place, kind, value)
        assert refused.value.field == "value"
    name(place, "site", "brauerei.example")
    with pytest.raises(RefusedError):
        name(place, "site", "https://BRAUEREI.example/")


def test_the_page_takes_one_and_shows_what_it_found(place: Place) -> None:
    make_mention(make_source(place), site="brauerei.example", text="Wir zapfen an.")
    answer = place.browser().post(
        place.url("sources/own/"), {"kind": "site", "value": "brauerei.example"}
    )
    assert answer.status_code == 302
    look_through()
    assert "brauerei.example" in place.get("sources/own/")
    assert "Wir zapfen an." not in place.get("mentions/?about=own")
    own = place.get("mentions/?by_us=1")
    assert "Wir zapfen an." in own and "Our own post" in own
    refused = place.browser().post(place.url("sources/own/"), {"kind": "site", "value": "x"})
    assert (refused.status_code, 'value="x"' in refused.content.decode()) == (422, True)
    member = place.browser(place.member)
    assert (
        member.post(place.url("sources/own/"), {"kind": "site", "value": "a.b"}).status_code == 403
    )
