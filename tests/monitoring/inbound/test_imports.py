"""A table from the file to the mentions, row by row, and through crashes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.models import Item, Mention, MentionImport, Source
from monitoring.services import imports as acts
from tests.factories import MONDAY
from tests.monitoring.pages.rows import Place, make_place

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TABLE = (
    "Datum;Text;Autor;Sterne\n"
    "14.11.2026;Sehr gutes Bier.;Carol;5\n"
    "31.11.2026;Gibt es nicht.;Dave;1\n"
    "15.11.2026;;Erin;2\n"
    "15.11.2026;Lange gewartet.;Erin;2\n"
    "14.11.2026;Sehr gutes Bier.;Carol;5\n"
)


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


def handed_in(place: Place, text: str = TABLE, **columns: int) -> MentionImport:
    row = acts.hand_in(
        company=place.company,
        content=text.encode(),
        file_name="bewertungen.csv",
        form_key=uuid4(),
        by=place.lead.user,
        at=MONDAY,
    )
    if columns:
        row.columns = columns
        row.save()
    return row


def read_to_the_end(row: MentionImport) -> MentionImport:
    begun = acts.begin_import(row.pk, at=MONDAY)
    assert begun is not None
    while acts.go_on(*begun, at=MONDAY):
        pass
    row.refresh_from_db()
    return row


def upload(place: Place, content: bytes, name: str = "bewertungen.csv", **more: str) -> str:
    file = SimpleUploadedFile(name, content)
    typed = {"file": file, "form_key": str(uuid4()), **more}
    answer = place.browser().post(place.url("sources/import/"), typed)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_a_table_is_looked_at_before_anything_is_taken(place: Place) -> None:
    path = upload(place, TABLE.encode())
    page = place.browser().get(path).content.decode()
    assert "Sehr gutes Bier." in page
    assert "“31.11.2026” is no date." in page
    assert "There is neither a text nor a title." in page
    assert "2 rows cannot be read and are left out." in page
    assert "Take 3 rows" in page
    assert not Item.objects.exists()
    assert not Source.of(place.company).exists()


def test_rows_become_mentions_and_the_others_say_why(place: Place) -> None:
    row = acts.start_import(row=handed_in(place), by=place.lead.user, at=MONDAY)
    assert acts.due_imports(at=MONDAY) == [row.pk]
    done = read_to_the_end(row)
    assert (done.accepted, done.duplicates, done.mentions, done.refusals) == (2, 1, 2, 2)
    assert (bytes(done.content), done.finished_at) == (b"", MONDAY)
    stars = Mention.of(place.company).order_by("published_at").values_list("text", "rating")
    assert list(stars) == [("Sehr gutes Bier.", 5), ("Lange gewartet.", 2)]
    table = place.get(f"sources/import/{row.pk}/")
    assert "2 rows taken, 2 of them mentions. 1 known already. 2 could not be read." in table
    browser = place.browser()
    answer = browser.get(place.url(f"sources/import/{row.pk}/refused/"))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[call-overload]
    assert lines == [
        "Line;Field;Reason",
        "3;Published on;“31.11.2026” is no date.",
        "4;Text;There is neither a text nor a title.",
    ]


def test_a_worker_that_dies_loses_and_doubles_nothing(place: Place) -> None:
    many = "Text;Nummer\n" + "".join(f"Bier Nummer {n} schmeckt.;{n}\n" for n in range(450))
    row = acts.start_import(row=handed_in(place, many), by=place.lead.user, at=MONDAY)
    first = acts.begin_import(row.pk, at=MONDAY)
    assert first is not None
    assert acts.begin_import(row.pk, at=MONDAY) is None
    assert acts.go_on(*first, at=MONDAY)
    later = MONDAY + acts.LEASE + MINUTE
    assert acts.due_imports(at=later) == [row.pk]
    second = acts.begin_import(row.pk, at=later)
    assert second is not None
    assert second[0].position == acts.BATCH
    # The first one was only slow: what it says now counts no longer.
    assert not acts.go_on(*first, at=later)
    while acts.go_on(*second, at=later):
        pass
    row.refresh_from_db()
    assert (row.position, row.accepted, row.duplicates) == (450, 450, 0)
    assert Item.objects.count() == 450
    assert acts.due_imports(at=later + acts.LEASE) == []


def test_a_table_that_breaks_every_worker_is_given_up_until_somebody_says_so(
    place: Place,
) -> None:
    row = acts.start_import(row=handed_in(place), by=place.lead.user, at=MONDAY)
    moments = [MONDAY + (acts.LEASE + MINUTE) * number for number in range(acts.CRASHES + 1)]
    begun = [acts.begin_import(row.pk, at=at) is not None for at in moments]
    assert begun == [True] * acts.CRASHES + [False]
    assert acts.due_imports(at=moments[-1]) == []
    path = place.url(f"sources/import/{row.pk}/")
    assert "Reading broke off five times in a row." in place.browser().get(path).content.decode()
    assert place.browser().post(path).status_code == 302
    assert acts.due_imports(at=moments[-1]) == [row.pk]
    assert read_to_the_end(row).accepted == 2


def test_a_worker_whose_time_is_over_hands_on(place: Place) -> None:
    many = "Text;Nummer\n" + "".join(f"Bier Nummer {n} schmeckt.;{n}\n" for n in range(250))
    row = acts.start_import(row=handed_in(place, many), by=place.lead.user, at=MONDAY)
    begun = acts.begin_import(row.pk, at=MONDAY)
    assert begun is not None
    assert acts.go_on(*begun, at=MONDAY)
    acts.put_back(begun[0])
    assert acts.due_imports(at=MONDAY) == [row.pk]
    assert read_to_the_end(row).accepted == 250


def test_columns_are_named_by_hand_where_headings_say_nothing(place: Place) -> None:
    path = upload(place, b"A;B\nCarol;Zu teuer.\n")
    browser = place.browser()
    assert "Say where the text stands" not in browser.get(path).content.decode()
    base = {"name": "Liste", "day_first": "1", "takes_everything": "on"}
    refused = browser.post(path, {**base, "author": "0", "start": "1"})
    assert "Say where the text stands, or at least a title." in refused.content.decode()
    twice = browser.post(path, {**base, "author": "1", "text": "1", "start": "1"})
    assert "Two fields have the same column." in twice.content.decode()
    assert browser.post(path, {**base, "author": "0", "text": "1", "start": "1"}).status_code == 302
    read_to_the_end(MentionImport.of(place.company).get())
    mention = Mention.of(place.company).get()
    assert (mention.text, mention.author, mention.source.name) == ("Zu teuer.", "Carol", "Liste")


def test_a_second_click_starts_nothing_twice(place: Place) -> None:
    row = handed_in(place)
    for _click in range(2):
        acts.start_import(row=row, by=place.lead.user, at=MONDAY)
    assert Source.of(place.company).count() == 1
    key = uuid4()
    for _click in range(2):
        upload(place, TABLE.encode(), form_key=str(key))
    assert MentionImport.of(place.company).filter(key=key).count() == 1


def test_a_discarded_table_is_gone_and_a_started_one_cannot_be(place: Place) -> None:
    row, browser = handed_in(place), place.browser()
    browser.post(place.url(f"sources/import/{row.pk}/discard/"))
    assert not MentionImport.of(place.company).exists()
    row = acts.start_import(row=handed_in(place), by=place.lead.user, at=MONDAY)
    browser.post(place.url(f"sources/import/{row.pk}/discard/"))
    assert MentionImport.of(place.company).count() == 1


def test_tables_nobody_started_are_forgotten(place: Place) -> None:
    handed_in(place)
    assert acts.forget_unused(at=MONDAY + timedelta(days=1)) == 0
    assert acts.forget_unused(at=MONDAY + timedelta(days=3)) == 1


def test_what_was_typed_in_refused_rows_is_kept_for_a_month(place: Place) -> None:
    row = handed_in(place)
    acts.start_import(row=row, by=place.lead.user, at=MONDAY)
    read_to_the_end(row)
    assert "31.11.2026" in repr(row.refused)
    link = f"sources/import/{row.pk}/refused/"
    acts.forget_unused(at=MONDAY + acts.KEPT)
    assert link in place.get(f"sources/import/{row.pk}/")
    acts.forget_unused(at=MONDAY + acts.KEPT + MINUTE)
    row.refresh_from_db()
    assert (row.refused, row.refusals) == ([], 2)
    assert link not in place.get(f"sources/import/{row.pk}/")


def test_a_table_that_was_given_up_is_not_kept_for_ever(place: Place) -> None:
    row = handed_in(place)
    acts.start_import(row=row, by=place.lead.user, at=MONDAY)
    MentionImport.everywhere.update(attempts=acts.CRASHES)
    acts.forget_unused(at=MONDAY + acts.KEPT)
    row.refresh_from_db()
    assert b"Carol" in bytes(row.content)
    acts.forget_unused(at=MONDAY + acts.KEPT + MINUTE)
    row.refresh_from_db()
    assert bytes(row.content) == b""
    assert place.browser().get(place.url(f"sources/import/{row.pk}/")).status_code == 200


def test_the_list_of_refused_rows_holds_no_formula(place: Place) -> None:
    row = handed_in(place, "Datum;Text;Sterne\n14.11.2026;Gut.;@SUM(A1)\n")
    acts.start_import(row=row, by=place.lead.user, at=MONDAY)
    read_to_the_end(row)
    MentionImport.everywhere.update(refused=[[2, "rating", "%(typed)s", "=1+1"]])
    answer = place.browser().get(place.url(f"sources/import/{row.pk}/refused/"))
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_only_so_many_tables_wait_at_once(place: Place) -> None:
    for _table in range(acts.OPEN_AT_ONCE):
        handed_in(place)
    assert "There are 5 tables waiting already." in upload(place, TABLE.encode())


def test_a_file_that_is_no_table_is_refused_at_its_field(place: Place) -> None:
    page = upload(place, b"\0\0\0", name="bild.png")
    assert "This file cannot be read as a table." in page or "There is no table" in page
    assert not MentionImport.of(place.company).exists()


def test_members_and_strangers_hand_in_nothing(place: Place) -> None:
    row = handed_in(place)
    path = place.url(f"sources/import/{row.pk}/")
    assert place.browser(place.member).get(path).status_code == 403
    other = make_place("Metallbau Krämer")
    assert other.browser().get(other.url(f"sources/import/{row.pk}/")).status_code == 404
    assert Client().get(path).status_code == 302
