"""What was read is looked at again: edits are followed, what is gone is erased."""

from datetime import timedelta

import pytest
from django.db import connection

from monitoring.intake.authors import forget_authors
from monitoring.intake.following import Looked, due, look_again
from monitoring.models import Followed, Host, Item, Match, Mention, MentionCount, Source
from monitoring.services.connected import add_connected_source, give_credential
from monitoring.services.mentions import correct_tone, mark_answered
from tests.factories import MONDAY, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.intake.looking_again import (
    DAY,
    HOUR,
    counted,
    look,
    serve,
    status,
    visit,
    watching,
)
from tests.monitoring.listening import listening_company, look_for, post
from tests.monitoring.listening import visit as visit_blog

pytestmark = pytest.mark.django_db


def test_an_edit_is_followed_with_tone_words_and_matches(api: ApiServer) -> None:
    company = watching(api)
    other = look_for(company, "Freibier", kind="topic")
    visit(api, status(1, "Lindner war wunderbar und großartig."))
    before = Mention.of(company).get()
    assert before.tone == "positive"
    serve(api, status(1, "Lindner war furchtbar und ekelhaft. Trotz Freibier."))
    assert look(api, at=MONDAY + DAY) == Looked(asked=1, edited=1)
    mention = Mention.of(company).get()
    assert mention.text == "Lindner war furchtbar und ekelhaft. Trotz Freibier."
    assert mention.tone == "negative" and mention.kind == "criticism"
    assert mention.edited_at_source == MONDAY + DAY
    assert bytes(mention.content_hash) != bytes(before.content_hash)
    assert Match.of(company).filter(mention=mention, profile=other).exists()
    assert Item.objects.get().text == mention.text
    assert found_by_word("freibier") == [mention.pk] and found_by_word("wunderbar") == []
    assert (counted(), MentionCount.of(company).get(number=1).tone) == (1, "negative")


def found_by_word(word: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM monitoring_mention WHERE words @@ plainto_tsquery('etappe', %s)", [word]
        )
        return [pk for (pk,) in cursor.fetchall()]


def test_a_tone_that_a_person_corrected_stays_after_an_edit(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner war wunderbar."))
    correct_tone(mention=Mention.of(company).get(), tone="negative", by=make_user(), at=MONDAY)
    serve(api, status(1, "Lindner war wunderbar. Wann wieder?"))
    look(api, at=MONDAY + DAY)
    mention = Mention.of(company).get()
    assert (mention.tone, mention.kind, mention.is_question) == ("negative", "criticism", True)
    assert mention.text.endswith("Wann wieder?")


def test_what_no_longer_speaks_of_us_loses_its_match_unless_it_was_answered(
    api: ApiServer,
) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."), status(2, "Lindner zwei.", who="dora"))
    answered = Mention.of(company).get(text="Lindner eins.")
    mark_answered(mention=answered, by=make_user(), at=MONDAY)
    serve(api, status(1, "Etwas anderes."), status(2, "Noch etwas.", who="dora"))
    look(api, at=MONDAY + DAY)
    assert list(Match.of(company).values_list("mention_id", flat=True)) == [answered.pk]
    is_own = dict(Mention.of(company).values_list("text", "is_own"))
    assert is_own == {"Etwas anderes.": True, "Noch etwas.": False}


def test_an_edit_that_speaks_of_us_now_becomes_a_mention(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Irgendwer braut."))
    assert Mention.of(company).count() == 0
    serve(api, status(1, "Lindner braut."))
    look(api, at=MONDAY + DAY)
    assert Mention.of(company).get().text == "Lindner braut."


def test_what_is_gone_is_erased_after_the_second_look_and_the_figures_stay(
    api: ApiServer,
) -> None:
    ours, theirs = watching(api), watching(api, name="Keller KG")
    stays, goes = status(1, "Lindner bleibt."), status(2, "Lindner geht.", who="dora")
    visit(api, stays, goes)
    gone = Mention.of(ours).get(text="Lindner geht.")
    mark_answered(mention=gone, url="https://m.example/a", by=make_user(), at=MONDAY)
    numbers = counted()
    serve(api, stays)
    assert look(api, at=MONDAY + DAY) == Looked(asked=2)
    assert Mention.everywhere.filter(text="Lindner geht.").count() == 2
    assert look(api, at=MONDAY + DAY + 6 * HOUR) == Looked(asked=1)
    # It stands alone in that round, so the server might be at fault.
    look(api, at=MONDAY + DAY + 12 * HOUR)
    assert look(api, at=MONDAY + DAY + 18 * HOUR).erased == 2
    for company in (ours, theirs):
        mention = Mention.of(company).get(deleted_at_source__isnull=False)
        assert (mention.text, mention.author, mention.author_url, mention.url) == ("", "", "", "")
        assert "dora" not in mention.external_id
        assert mention.words is None and mention.topics == [] and mention.tone_reasons == []
        assert Match.of(company).filter(mention=mention).exists()
    assert counted() == numbers == 4
    kept = Mention.of(ours).get(id=gone.pk)
    assert (kept.answered_at, kept.answer_url) == (MONDAY, "https://m.example/a")
    item = Item.objects.get(deleted_at_source__isnull=False)
    assert (item.text, item.author) == ("", "")
    assert list(Followed.objects.values_list("ref", flat=True)) == ["1"]


def test_a_reposted_listing_does_not_bring_back_what_was_erased(api: ApiServer) -> None:
    company = watching(api)
    first, second = status(1, "Lindner bleibt."), status(2, "Lindner geht.", who="dora")
    visit(api, first, second)
    api.on("/api/v1/statuses/1", Answer(first))
    api.on("/api/v1/statuses/2", Answer({"error": "gone"}, 410))
    assert look(api, at=MONDAY + DAY).erased == 1
    visit(api, first, second, at=MONDAY + DAY + HOUR)
    assert sorted(Mention.of(company).values_list("text", flat=True)) == ["", "Lindner bleibt."]
    another = look_for(company, "geht", at=MONDAY + DAY)
    assert another.matches.count() == 0
    later = watching(api, name="Brauerei Krone")
    assert Mention.of(later).count() == 1


def test_a_server_that_has_lost_its_memory_erases_nothing_at_once(api: ApiServer) -> None:
    company = watching(api)
    visit(api, *(status(each, f"Lindner {each}.", who=f"w{each}") for each in range(3)))
    serve(api)
    for number in range(3):
        look(api, at=MONDAY + DAY + number * 6 * HOUR)
    assert Mention.of(company).filter(text="").count() == 0
    serve(api, *(status(each, f"Lindner {each}.", who=f"w{each}") for each in range(3)))
    look(api, at=MONDAY + 2 * DAY)
    assert set(Followed.objects.values_list("absences", flat=True)) == {0}


def test_entries_are_looked_at_less_often_the_older_they_are(api: ApiServer) -> None:
    watching(api)
    old = status(1, "Lindner alt.", at=MONDAY - 20 * DAY)
    visit(api, old, status(2, "Lindner neu.", who="dora"))
    whens = dict(Followed.objects.values_list("ref", "due_at"))
    assert whens == {"1": MONDAY + 10 * DAY, "2": MONDAY + DAY}
    serve(api, old)
    assert due(at=MONDAY + DAY - HOUR) == []


def test_of_one_server_one_feed_is_looked_at_after_the_other(api: ApiServer) -> None:
    company = watching(api)
    add_connected_source(
        company=company,
        kind="mastodon",
        settings={"server": api.origin, "query": "#bahn"},
        name="Bahn",
        by=make_user(),
        at=MONDAY,
    )
    api.on("/api/v1/timelines/tag/bahn", Answer([status(2, "Lindner fährt.")]), Answer([]))
    visit(api, status(1, "Lindner braut."))
    serve(api, status(1, "Lindner braut."), status(2, "Lindner fährt."))
    assert Followed.objects.count() == 2
    assert [look(api, at=MONDAY + DAY).asked for _round in range(2)] == [1, 1]
    assert due(at=MONDAY + DAY) == []


def test_limits_and_failures_put_a_round_off(api: ApiServer) -> None:
    watching(api)
    visit(api, status(1, "Lindner."))
    headers = {"X-RateLimit-Reset": (MONDAY + DAY + HOUR).isoformat()}
    api.on("/api/v1/statuses/", Answer({"error": "x"}, 429, headers), Answer(b"<html>", 503))
    assert look(api, at=MONDAY + DAY) == Looked()
    assert Followed.objects.get().due_at == MONDAY + DAY + HOUR
    assert Host.objects.get().resting_until == MONDAY + DAY + HOUR
    assert due(at=MONDAY + DAY + 59 * timedelta(minutes=1)) == []
    assert look(api, at=MONDAY + DAY + HOUR) == Looked()
    assert Followed.objects.get().due_at == MONDAY + DAY + 7 * HOUR


def test_what_cannot_be_opened_waits_until_its_key_is_there_again(api: ApiServer) -> None:
    watching(api)
    visit(api, status(1, "Lindner eins."))
    forget_authors(at=MONDAY + 800 * DAY)
    sealed = Followed.objects.get().ref
    Followed.objects.update(ref="lost:AAAA")
    assert look(api, at=MONDAY + 801 * DAY) == Looked()
    assert due(at=MONDAY + 801 * DAY) == []
    Followed.objects.update(ref=sealed)
    serve(api, status(1, "Lindner eins."))
    assert look(api, at=MONDAY + 801 * DAY + HOUR) == Looked(asked=1)


def test_words_that_were_kept_long_enough_do_not_come_back_by_an_edit(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."))
    Mention.of(company).update(title="", text="", author_removed_at=MONDAY)
    serve(api, status(1, "Lindner eins, neu."))
    look(api, at=MONDAY + DAY)
    assert Mention.of(company).get().text == ""


def test_what_nobody_stores_any_more_is_no_longer_asked_for(api: ApiServer) -> None:
    watching(api)
    visit(api, status(1, "Niemand."))
    Item.objects.all().delete()
    assert look(api, at=MONDAY + DAY) == Looked()
    assert not Followed.objects.exists()


def test_a_new_sign_in_goes_on_looking_at_what_was_read_without(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner braut."))
    source = Source.of(company).get()
    give_credential(source=source, credential={"token": "t"}, by=make_user(), at=MONDAY + HOUR)
    serve(api, status(1, "Lindner braut nicht mehr."))
    for feed_id in due(at=MONDAY + DAY):
        look_again(feed_id, client=api.client(), at=MONDAY + DAY)
    assert Mention.of(company).get().text == "Lindner braut nicht mehr."


def test_a_changed_entry_of_a_feed_is_followed_and_a_counter_is_not(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner braut. 3 Kommentare"), post(2, "Lindner schließt."))
    visit_blog(server, Source.everywhere.get())
    server.posts.clear()
    server.publish(post(1, "Lindner braut. 17 Kommentare"), post(2, "Lindner schließt nicht."))
    visit_blog(server, Source.everywhere.get(), at=MONDAY + HOUR)
    texts = dict(Mention.of(company).values_list("external_id", "text"))
    assert texts == {"1": "Lindner braut. 3 Kommentare", "2": "Lindner schließt nicht."}
    assert Followed.objects.count() == 0
