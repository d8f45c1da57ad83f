"""Somebody asks what is stored of them: found, handed out, erased, and it does not come back."""

from datetime import timedelta

import pytest

from companies import outbox
from companies.models import AuditEntry, Company, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.intake.authors import forget_authors
from monitoring.models import (
    CaseEvent,
    ErasureRecord,
    Item,
    Match,
    Mention,
    MentionCount,
    SavedView,
    SearchProfile,
    Source,
    Tombstone,
    VoiceCount,
)
from monitoring.selectors.naming import naming
from monitoring.selectors.persons import voices
from monitoring.services.desk.assigning import assign_case
from monitoring.services.desk.opening import put_on_desk
from monitoring.services.desk.watching import watch_desk
from monitoring.services.persons import erase_person, record_export
from monitoring.services.profiles import preview_profile
from tests.factories import MONDAY, make_company, make_member, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import (
    listening_company,
    look_for,
    post,
    search_what_is_stored,
    visit,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)
YEAR = timedelta(days=365)
ROSA = [
    post(1, "Das Bier von Lindner war warm, sagt Rosa Graf.", author="Rosa Graf"),
    post(2, "Lindner hat gut geantwortet.", author="Rosa Graf"),
]
OTHERS = [
    post(3, "Lindner braut.", author="Emil Ott"),
    post(4, "Lindner ist am Markt, wohin denn sonst?", author="Rosa Grafinger"),
]


def heard(server: FeedServer, name: str = "Brauerei Lindner") -> tuple[Company, dict[str, object]]:
    server.posts["/feed"] = [*ROSA, *OTHERS]
    company = listening_company(server, name=name)
    visit(server, Source.of(company).get())
    lead = make_member(company, Role.LEAD)
    return company, {"company": company, "by": lead.user, "at": LATER}


def figures(company: Company) -> list[tuple[object, ...]]:
    counts = MentionCount.of(company).exclude(number=0)
    told = VoiceCount.of(company).exclude(number=0)
    return sorted(counts.values_list("day", "tone", "is_question", "number")) + sorted(
        told.values_list("day", "tone", "number")
    )


def rosa(company: Company) -> list[str]:
    return [each.key for each in voices(company, "Rosa Graf") if each.author == "Rosa Graf"]


def erase(company: Company, who: dict[str, object], **other: object) -> ErasureRecord:
    said = {"asked": "Rosa Graf", "keys": rosa(company), "ground": "Art. 21", "confirmed": True}
    return erase_person(**{**said, **who, **other})


def stored(company: Company) -> str:
    rows = [*Mention.of(company).values(), *Item.objects.filter(feed__sources__company=company)
            .values()]  # fmt: skip
    return repr(rows)


def test_a_person_is_found_by_a_part_of_the_name_with_what_is_there(server: FeedServer) -> None:
    company, _who = heard(server)
    found = [(each.author, each.number) for each in voices(company, "  rosa  graf ")]
    assert found == [("Rosa Graf", 2), ("Rosa Grafinger", 1)]
    assert voices(company, "ro") == []
    assert voices(company, "Erna") == []


def test_a_person_is_found_by_handle_and_by_address(server: FeedServer) -> None:
    company, _who = heard(server)
    Mention.of(company).filter(author="Rosa Graf").update(author_url="https://m.example/@rosag")
    for asked in ("@rosag", "https://m.example/@rosag"):
        assert [each.author for each in voices(company, asked)] == ["Rosa Graf"]


def test_erased_words_author_and_links_are_nowhere_left_and_figures_stay(
    server: FeedServer,
) -> None:
    company, who = heard(server)
    before = figures(company)
    assert "Rosa Graf'" in stored(company)
    record = erase(company, who)
    assert record.mentions == 2
    assert "Rosa Graf'" not in stored(company)
    assert "warm" not in stored(company)
    assert "rosa" not in "".join(
        str(row) for row in Mention.of(company).exclude(erased_at=None).values_list("words")
    )
    assert figures(company) == before
    assert Match.of(company).count() == 4
    left = Mention.of(company).filter(erased_at=LATER)
    assert set(left.values_list("author", "author_url", "url", "title", "text")) == {("",) * 5}
    assert Mention.of(company).filter(author="Rosa Grafinger").count() == 1


def test_what_was_erased_does_not_come_back(server: FeedServer) -> None:
    company, who = heard(server)
    erase(company, who)
    source = Source.of(company).get()
    source.feed.cursor = {}
    source.feed.save()
    visit(server, source, at=LATER + timedelta(days=1))
    look_for(company, "Bier OR gut", at=LATER)
    search_what_is_stored(at=LATER)
    assert Mention.of(company).count() == 4
    assert "Rosa Graf'" not in stored(company)
    assert Tombstone.of(company).count() == 2


def test_what_another_company_hears_is_that_companys_to_erase(server: FeedServer) -> None:
    company, who = heard(server)
    other, _theirs = heard(server, "Keller")
    search_what_is_stored()
    theirs = stored(other)
    assert theirs.count("'Rosa Graf'") == 4
    erase(company, who)
    assert stored(other) == theirs
    assert not Mention.of(company).filter(author="Rosa Graf").exists()
    look_for(company, "Bier", at=LATER)
    search_what_is_stored(at=LATER)
    assert not Mention.of(company).filter(author="Rosa Graf").exists()


def test_what_no_search_has_found_goes_too_and_is_not_found_later(server: FeedServer) -> None:
    unheard = post(5, "Die Sonne scheint, sagt Rosa.", author="Rosa Graf")
    server.posts["/feed"] = [unheard]
    company, who = heard(server)
    visit(server, Source.of(company).get())
    server.posts["/feed"] = [unheard, *ROSA, *OTHERS]
    visit(server, Source.of(company).get(), at=MONDAY + timedelta(hours=1))
    assert Item.objects.filter(author="Rosa Graf").count() == 3
    erase(company, who)
    assert not Item.objects.filter(author="Rosa Graf").exists()
    source = Source.of(company).get()
    source.feed.cursor = {}
    source.feed.save()
    visit(server, source, at=LATER + timedelta(days=1))
    look_for(company, "Sonne", at=LATER)
    search_what_is_stored(at=LATER)
    assert "Sonne" not in stored(company)


def test_what_no_search_has_found_is_not_found_later_where_another_company_watches_too(
    server: FeedServer,
) -> None:
    company, who = heard(server)
    other, _theirs = heard(server, "Keller")
    server.posts["/feed"] = [post(5, "Die Sonne scheint, sagt Rosa.", author="Rosa Graf")]
    visit(server, Source.of(company).get(), at=MONDAY + timedelta(hours=1))
    erase(company, who)
    for each in (company, other):
        look_for(each, "Sonne", at=LATER)
    search_what_is_stored(at=LATER)
    assert not Mention.of(company).filter(text__contains="Sonne").exists()
    assert Mention.of(other).filter(text__contains="Sonne").count() == 1


def view(company: Company, name: str, query: str) -> SavedView:
    return SavedView.everywhere.create(
        company=company, page="mentions", name=name, query=query,
        created_by=make_user(), created_at=MONDAY,
    )  # fmt: skip


def test_saved_views_that_name_them_go_and_others_stay(server: FeedServer) -> None:
    company, who = heard(server)
    view(company, "Verfasserin", "author=Rosa+Graf&tone=negative")
    view(company, "Wörter", "q=%22rosa+GRAF%22+OR+Bier")
    view(company, "Frau Rosa Graf", "tone=negative")
    view(company, "Andere", "author=Rosa+Grafinger")
    view(company, "Kritik", "tone=negative")
    view(make_company("Keller"), "Verfasserin", "author=Rosa+Graf")
    searched = look_for(company, "Bier")
    SearchProfile.of(company).filter(pk=searched.pk).update(query='"Rosa Graf" AND Bier')
    named = naming(company, "Rosa", [each for each in voices(company, "Rosa Graf")
                                     if each.author == "Rosa Graf"])  # fmt: skip
    assert named.profiles == (searched,)
    assert {each.name for each in named.views} == {"Verfasserin", "Wörter", "Frau Rosa Graf"}
    erase(company, who)
    left = SavedView.of(company).values_list("name", flat=True)
    assert sorted(left) == ["Andere", "Kritik"]
    assert SavedView.everywhere.count() == 3


def test_saved_views_go_also_where_the_author_has_a_pseudonym(server: FeedServer) -> None:
    company, who = heard(server)
    view(company, "Verfasserin", "author=Rosa+Graf")
    forget_authors(at=MONDAY + YEAR)
    (found,) = voices(company, "Rosa Graf")
    assert found.is_pseudonym
    erase(company, who, keys=[found.key])
    assert not SavedView.of(company).exists()


def test_a_preview_of_a_search_does_not_show_it_again_either(server: FeedServer) -> None:
    company, who = heard(server)
    other, _theirs = heard(server, "Keller")
    erase(company, who)
    shown = {
        each.pk: preview_profile(company=each, query="Lindner", since=MONDAY - YEAR, at=LATER)
        for each in (company, other)
    }
    assert [shown[each.pk].number for each in (company, other)] == [2, 4]
    assert "warm" not in repr(shown[company.pk].newest)


def test_a_companys_keys_open_nothing_of_another(server: FeedServer) -> None:
    company, who = heard(server)
    _other, theirs = heard(server, "Keller")
    with pytest.raises(RefusedError, match="Tick at least one"):
        erase(company, theirs)
    assert Mention.of(company).filter(author="Rosa Graf").count() == 2
    assert who["company"] == company


@pytest.mark.parametrize(
    ("change", "field"),
    [({"ground": "  "}, "ground"), ({"confirmed": False}, "confirmed"), ({"keys": []}, "voices")],
    ids=["ground", "confirmed", "nobody"],
)
def test_nothing_is_erased_without_ground_second_look_and_a_person(
    server: FeedServer, change: dict[str, object], field: str
) -> None:
    company, who = heard(server)
    with pytest.raises(RefusedError) as refused:
        erase(company, who, **change)
    assert refused.value.field == field
    assert Mention.of(company).filter(author="Rosa Graf").count() == 2


def test_the_ground_that_is_kept_names_nobody(server: FeedServer) -> None:
    company, who = heard(server)
    with pytest.raises(RefusedError, match="Leave the name out") as refusal:
        erase(company, who, ground="Art. 17, E-Mail von rosa GRAF")
    assert refusal.value.field == "ground"
    assert erase(company, who, ground="Art. 17, E-Mail vom 3. Mai").mentions == 2


def test_only_lead_and_administration_may(server: FeedServer) -> None:
    company, who = heard(server)
    for role, is_admin, may in (
        (Role.MEMBER, False, False),
        (Role.CONSULTANT, False, False),
        (Role.MEMBER, True, True),
    ):
        person = make_member(company, role, is_admin=is_admin)
        given = {**who, "by": person.user, "asked": "Emil Ott"}
        keys = [each.key for each in voices(company, "Emil Ott")]
        if may:
            assert record_export(keys=keys, **given)
        else:
            with pytest.raises(RefusedError, match="Only the lead"):
                record_export(keys=keys, **given)
    with pytest.raises(RefusedError):
        erase(company, {**who, "by": make_user()})


def test_the_record_keeps_who_when_how_many_and_why_and_no_name(server: FeedServer) -> None:
    company, who = heard(server)
    record_export(asked="Rosa Graf", keys=rosa(company), **who)
    erase(company, who)
    done = ErasureRecord.of(company).order_by("pk")
    assert [(row.act, row.mentions, row.ground, row.by, row.at) for row in done] == [
        ("exported", 2, "", who["by"], LATER),
        ("erased", 2, "Art. 21", who["by"], LATER),
    ]
    assert done[0].person == done[1].person
    logged = AuditEntry.of(company).filter(act__startswith="person.").order_by("pk")
    assert [(row.act, row.detail) for row in logged] == [
        ("person.exported", {"number": 2, "texts": 0}),
        ("person.erased", {"number": 2, "texts": 0}),
    ]


def test_whoever_has_a_pseudonym_already_is_found_by_the_whole_name(server: FeedServer) -> None:
    company, who = heard(server)
    forget_authors(at=MONDAY + timedelta(days=365))
    assert not Mention.of(company).filter(author__contains="Graf").exists()
    (found,) = voices(company, "rosa graf")
    assert (found.is_pseudonym, found.number) == (True, 2)
    erase(company, who, keys=[found.key])
    left = Mention.of(company).filter(erased_at=LATER)
    assert list(left.values_list("author", "text")) == [("", ""), ("", "")]


def test_what_the_desk_noted_about_it_is_emptied(server: FeedServer) -> None:
    company, who = heard(server)
    mention = Mention.of(company).filter(author="Rosa Grafinger").get()
    case = mention.cases.get()
    CaseEvent.everywhere.create(
        company=company, case=case, at=MONDAY, kind="note", text="Frau Grafinger ruft morgen an."
    )
    (found,) = voices(company, "Rosa Grafinger")
    erase(company, who, asked="Rosa Grafinger", keys=[found.key])
    assert not CaseEvent.of(company).filter(text__contains="Grafinger").exists()
    assert CaseEvent.of(company).filter(case=case, kind="note", text="").count() == 1


def test_what_was_erased_is_neither_in_the_log_nor_in_the_outbox(server: FeedServer) -> None:
    company, who = heard(server)
    mention = Mention.of(company).get(text__contains="warm")
    case = put_on_desk(mention=mention, by=who["by"], at=LATER)
    assign_case(case=case, to=make_member(company, Role.MANAGER), by=who["by"], at=LATER)
    assert watch_desk(company, at=LATER) == 3
    path = f"http://testserver/monitoring/lindner/mentions/{mention.pk}/"
    others = path.replace(str(mention.pk), f"{mention.pk}0")
    reading = [{"text": mention.text, "url": path}, {"text": "Ein anderes.", "url": others}]
    outbox.tell(company, who["by"], template="weekly", subject_key="week", at=LATER,
                letter={"reading": reading})  # fmt: skip
    outbox.tell(company, who["by"], template="duties_taken", subject_key="left", at=LATER,
                duties=[{"what": mention.text, "path": f"/c/lindner/desk/{case.pk}/"},
                        {"what": "Ein anderer.", "path": "/c/lindner/runs/1/"}])  # fmt: skip
    assert "warm" in repr(list(Notice.of(company).filter(template="desk_new").values("context")))
    erase(company, who)
    kept = [*Notice.of(company).values(), *AuditEntry.of(company).values()]
    assert "warm" not in repr(kept)
    assert ("Ein anderes." in repr(kept), "Ein anderer." in repr(kept)) == (True, True)
