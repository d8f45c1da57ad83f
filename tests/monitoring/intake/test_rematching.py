from datetime import timedelta

import pytest

from companies.models import AuditEntry
from companies.refusals import RefusedError
from monitoring.models import Match, Mention, Rematch, Source
from monitoring.selectors.profiles import live_profiles
from monitoring.services.mentions import correct_tone, mark_answered
from monitoring.services.profiles import (
    QueryRefusedError,
    add_profile,
    change_profile,
    end_profile,
    preview_profile,
)
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import (
    MINUTE,
    listening_company,
    look_for,
    post,
    search_what_is_stored,
    visit,
    watch,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY + 30 * MINUTE


def found_by(profile) -> list[str]:
    return sorted(profile.matches.values_list("mention__external_id", flat=True))


def test_a_new_search_finds_what_was_brought_before(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner hat Freibier."), post(2, "Freibier für alle in Bamberg."))
    visit(server, Source.everywhere.get())
    profile = look_for(company, "Freibier", at=LATER)
    assert [looking.progress is not None for looking in live_profiles(company)] == [True, True]
    search_what_is_stored(at=LATER)
    assert found_by(profile) == ["1", "2"]
    assert Mention.of(company).count() == 2
    assert [looking.progress for looking in live_profiles(company)] == [None, None]


def test_a_changed_search_gains_and_loses_but_deletes_nothing(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner in Bamberg."), post(2, "Lindner, der Politiker."))
    visit(server, Source.everywhere.get())
    by = make_user()
    profile = company_profile(company)
    change_profile(
        profile=profile, name="Wir", kind="brand", query="Lindner Bamberg", by=by, at=LATER
    )
    search_what_is_stored(at=LATER)
    assert found_by(profile) == ["1"]
    about_us = dict(Mention.of(company).values_list("external_id", "is_own"))
    assert about_us == {"1": True, "2": False}
    assert Rematch.of(company).latest("id").lost == 1


def company_profile(company):
    return live_profiles(company)[0].profile


def test_what_somebody_answered_or_corrected_keeps_its_match(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(*(post(number, f"Lindner, Nummer {number}.") for number in range(1, 4)))
    visit(server, Source.everywhere.get())
    by, mentions = make_user(), {m.external_id: m for m in Mention.of(company)}
    mark_answered(mention=mentions["1"], by=by, at=MONDAY)
    correct_tone(mention=mentions["2"], tone="negative", by=by, at=MONDAY)
    profile = company_profile(company)
    change_profile(profile=profile, name="Wir", kind="brand", query="Zebra", by=by, at=LATER)
    search_what_is_stored(at=LATER)
    assert found_by(profile) == ["1", "2"]


def test_a_brand_that_becomes_a_competitor_is_no_longer_us(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner braut."))
    visit(server, Source.everywhere.get())
    change_profile(
        profile=company_profile(company), name="Die anderen", kind="competitor",
        query="Lindner", by=make_user(), at=LATER,
    )  # fmt: skip
    search_what_is_stored(at=LATER)
    assert Mention.of(company).get().is_own is False


def test_what_is_stored_while_a_search_changes_is_found_all_the_same(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner."))
    visit(server, Source.everywhere.get())
    profile = company_profile(company)
    change_profile(
        profile=profile, name="Wir", kind="brand", query="Zebra", by=make_user(), at=LATER
    )
    server.publish(post(2, "Ein Zebra.", at=LATER))
    visit(server, Source.everywhere.get(), at=LATER)
    search_what_is_stored(at=LATER)
    assert found_by(profile) == ["2"]


def test_a_search_is_done_in_steps_and_taken_up_where_it_stopped(server: FeedServer) -> None:
    from monitoring.intake import rematching

    company = listening_company(server)
    server.publish(*(post(number, f"Freibier Nummer {number}") for number in range(620)))
    visit(server, Source.everywhere.get())
    profile = look_for(company, "Freibier", at=LATER)
    [rematch_id] = [
        pk for pk in rematching.due(at=LATER) if Rematch.everywhere.get(id=pk).profile == profile
    ]
    assert rematching.begin_rematch(rematch_id, at=LATER)
    assert not rematching.begin_rematch(rematch_id, at=LATER + MINUTE)
    rematching.go_on(rematch_id, at=LATER)
    assert live_profiles(company)[0].progress.done == 500
    after_the_crash = LATER + timedelta(seconds=121)
    assert rematching.begin_rematch(rematch_id, at=after_the_crash)
    while rematching.go_on(rematch_id, at=after_the_crash):
        pass
    assert len(found_by(profile)) == 620


def test_an_ended_search_keeps_what_it_found(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner."))
    visit(server, Source.everywhere.get())
    profile = company_profile(company)
    end_profile(profile=profile, by=make_user(), at=LATER)
    server.publish(post(2, "Lindner.", at=LATER))
    visit(server, Source.everywhere.get(), at=LATER)
    assert found_by(profile) == ["1"]
    with pytest.raises(RefusedError, match=r"ended|beendet"):
        end_profile(profile=profile, by=make_user(), at=LATER)


def test_a_preview_shows_what_would_have_been_found(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url())
    day = timedelta(days=1)
    server.publish(
        post(3, "Müller braut.", at=MONDAY),
        post(2, "Mueller und <b>Müller</b>", at=MONDAY - day),
        post(1, "Nichts davon.", at=MONDAY - 3 * day),
    )
    visit(server, source)
    preview = preview_profile(company=company, query="müller", since=MONDAY - 9 * day, at=MONDAY)
    assert (preview.number, preview.looked_at, preview.per_day) == (2, 3, 0.5)
    assert list(preview.days.values()) == [0, 0, 1, 1]
    assert [hit.text for hit in preview.newest] == ["Müller braut.", "Mueller und Müller"]
    assert preview.newest[1].text_marks == ((0, 7), (12, 18))
    assert not Match.of(company).exists()


def test_a_query_that_cannot_be_read_is_refused_at_the_character() -> None:
    with pytest.raises(QueryRefusedError) as refusal:
        add_profile(
            company=make_company(), name="Wir", kind="brand", query="Bier AND (Hof",
            by=make_user(), at=MONDAY,
        )  # fmt: skip
    assert (refusal.value.position, refusal.value.field) == (9, "query")


def test_two_searches_cannot_have_one_name() -> None:
    company, by = make_company(), make_user()
    for refused in (False, True):
        try:
            add_profile(company=company, name="Wir", kind="brand", query="a", by=by, at=MONDAY)
        except RefusedError as refusal:
            assert refused and refusal.field == "name"
        else:
            assert not refused
    assert AuditEntry.of(company).filter(act="profile.added").count() == 1
