"""What the filters show as a file: the same rows, in the reader's language, in flat memory."""

import csv
import io
import re
import tempfile
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from companies.models import AuditEntry
from monitoring.exports import as_csv, as_xlsx, mentions
from monitoring.exports.table import Table, harmless
from monitoring.models import Mention, Source
from monitoring.selectors.mentions import MentionFilters, number_of
from tests.monitoring.pages.rows import HOUR, Place, make_mention, make_profile, make_source

AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
MANY = 8_000


def lines(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def file_of(place: Place, path: str) -> bytes:
    answer = place.browser().get(place.url(path))
    assert answer.status_code == 200
    return answer.getvalue()


def sheet(content: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(f"xl/worksheets/sheet{number}.xml").decode()


def strings(content: bytes, number: int = 1) -> list[str]:
    return re.findall(r"<t[^>]*>([^<]*)</t>", sheet(content, number))


def test_the_file_holds_what_the_list_shows(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    make_mention(source, brand, at=AT, tone="negative", topics=["delivery"], rating=2)
    make_mention(source, brand, at=AT - HOUR, tone="positive")
    found = lines(file_of(place, "mentions/export/?tone=negative"))
    mention = Mention.of(place.company).get(tone="negative")
    assert found[0][:4] == ["Published", "Source", "Website", "Author"]
    assert found[1:] == [
        [
            "2026-11-19 10:30",
            "Anzeiger",
            "forum.example",
            "K. Brandt",
            "",
            "",
            "Das Bier von Lindner kam warm an.",
            "Negative",
            "Other",
            "Delivery",
            "German",
            "2",
            "Lindner",
            "",
            "https://forum.example/7",
            *[""] * 7,
            settings.BASE_URL + place.url(f"mentions/{mention.pk}/"),
        ]
    ]


SHOWN_AS = {
    "author": ["Author"],
    "place": ["Website", "Source"],
    "reach": ["Followers"],
    "when": ["Published"],
    "when_exact": ["Published"],
    "when_full": ["Published"],
    "rating": ["Stars"],
    "language": ["Language"],
    "language_label": ["Language"],
    "kind_label": ["Kind"],
    "tone": ["Tone"],
    "tone_icon": ["Tone"],
    "tone_label": ["Tone"],
    "title": ["Title"],
    "text": ["Text"],
    "source_note": [
        "Changed at its source",
        "Deleted at its source",
        "Author removed",
        "Erased",
    ],
    "twins_label": ["With the same text elsewhere"],
    "topics": ["Topics"],
    "url": ["Address"],
    "answer": ["Answered", "Answered by", "Address of the answer"],
    "page_url": ["Its page in Etappe"],
}
"""Everything the card of the list shows, and the columns that hold it."""

NOT_OF_THE_MENTION = {
    *("id", "source_icon", "is_cut", "twins", "voice_label"),  # looks, and what the filter says
    *("tone_source", "tone_reasons", "tone_buttons", "tone_url"),  # the menu of the tone
    *("said", "undo_url", "answered_url", "unanswered_url", "problem", "typed_url"),  # acts
}


def test_whatever_the_list_shows_has_a_column() -> None:
    card = Path("templates/monitoring/_mention.html").read_text().partition("endcomment")[2]
    shown = set(re.findall(r"mention\.(\w+)", card))
    assert shown == {*SHOWN_AS, *NOT_OF_THE_MENTION}
    with translation.override("en"):
        columns = set(mentions.headers())
    assert {"Searches", *(name for names in SHOWN_AS.values() for name in names)} == columns


def test_every_column_is_filled_from_the_mention_itself(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    full = make_mention(
        source, brand, at=AT, title="Warm geliefert", reach=12_400, tone="negative",
        kind="criticism", topics=["delivery"], rating=2, answered_by=place.lead.user,
        answered_at=AT + HOUR, answer_url="https://forum.example/8",
        edited_at_source=AT + 2 * HOUR,
    )  # fmt: skip
    for _number in range(2):
        make_mention(source, brand, at=AT, folded_into=full)
    gone = make_mention(source, brand, at=AT - HOUR, reach=0, author="", text="")
    Mention.of(place.company).filter(pk=gone.pk).update(
        deleted_at_source=AT, author_removed_at=AT + HOUR, erased_at=AT + 2 * HOUR
    )
    head, first, second = lines(file_of(place, "mentions/export/"))
    assert len(head) == len(first) == len(second) == len(mentions.COLUMNS) + 1
    row, other = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    assert row == {
        "Published": "2026-11-19 10:30",
        "Source": "Anzeiger",
        "Website": "forum.example",
        "Author": "K. Brandt",
        "Followers": "12400",
        "Title": "Warm geliefert",
        "Text": "Das Bier von Lindner kam warm an.",
        "Tone": "Negative",
        "Kind": "Criticism",
        "Topics": "Delivery",
        "Language": "German",
        "Stars": "2",
        "Searches": "Lindner",
        "With the same text elsewhere": "2",
        "Address": "https://forum.example/7",
        "Answered": "2026-11-19 11:30",
        "Answered by": "Lena Lead",
        "Address of the answer": "https://forum.example/8",
        "Changed at its source": "2026-11-19 12:30",
        "Deleted at its source": "",
        "Author removed": "",
        "Erased": "",
        "Its page in Etappe": settings.BASE_URL + place.url(f"mentions/{full.pk}/"),
    }
    assert [other[name] for name in ("Followers", "Deleted at its source", "Author removed")] == [
        "0",
        "2026-11-19 10:30",
        "2026-11-19 11:30",
    ]
    assert other["Erased"] == "2026-11-19 12:30"
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(file_of(place, "mentions/export/?format=xlsx"))
    )
    assert book.get_sheet_by_index(0).to_python()[0] == head


def test_a_german_excel_opens_it_and_a_program_reads_it(place: Place) -> None:
    place.lead.user.language = "de"
    place.lead.user.save()
    make_mention(make_source(place), at=AT, text="Süß; und „gut“\nsagt er")
    german = file_of(place, "mentions/export/")
    assert german.startswith(b"\xef\xbb\xbf")
    assert lines(german)[0][0] == "Veröffentlicht"
    assert lines(german)[1][6] == "Süß; und „gut“\nsagt er"
    plain = file_of(place, "mentions/export/?format=csv")
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert lines(plain, ",")[1][6] == "Süß; und „gut“\nsagt er"


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 7821", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"], ids=ascii
)
def test_no_cell_is_computed(place: Place, text: str) -> None:
    make_mention(make_source(place), at=AT, text=text, author=text)
    row = lines(file_of(place, "mentions/export/"))[1]
    assert (row[3], row[6]) == (f"'{text}", f"'{text}")
    book = file_of(place, "mentions/export/?format=xlsx")
    assert "<f>" not in sheet(book)
    assert f"&apos;{text}" in strings(book) or f"'{text}" in strings(book)


def test_the_workbook_says_what_it_is_about(place: Place) -> None:
    make_mention(make_source(place), at=AT, tone="negative")
    book = file_of(place, "mentions/export/?format=xlsx&tone=negative")
    assert strings(book)[len(mentions.headers())] == "2026-11-19 10:30"
    about = strings(book, 2)
    assert about[1] == "Brauerei Lindner"
    assert about[2].endswith("by Lena Lead")
    assert about[3:5] == ["Filters: Tone: Negative", "Rows: 1"]


def test_the_log_says_who_took_what_away(place: Place) -> None:
    make_mention(make_source(place), at=AT)
    file_of(place, "mentions/export/")
    entry = AuditEntry.of(place.company).get(act="export.made")
    assert (entry.actor, entry.detail) == (
        place.lead.user,
        {"what": "Mentions", "number": 1, "kind": "CSV"},
    )


def test_there_are_so_many_files_an_hour(place: Place) -> None:
    make_source(place)
    browser = place.browser()
    answers = [browser.get(place.url("mentions/export/")).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    # Somebody else is not held up by it.
    member = place.browser(place.member)
    assert member.get(place.url("dashboard/export/")).status_code == 200


def test_the_figures_say_what_is_not_known(place: Place) -> None:
    now = timezone.now()
    source, brand = make_source(place), make_profile(place)
    make_source(place, "Forum", blind_since=now - timedelta(days=1))
    make_mention(source, brand, at=now - 2 * HOUR, tone="negative")
    found = lines(file_of(place, "dashboard/export/?days=7"))
    assert found[0] == ["Part", "Day", "Name", "Number", "In the time before", "Remark"]
    assert ["Figures", "", "Mentions", "1", "0", "at least"] in found
    assert ["Source", "", "Anzeiger", "1", "0", ""] in found
    assert ["Source", "", "Forum", "", "0", "unknown"] in found
    today = timezone.localdate(now - 2 * HOUR).isoformat()
    assert [row[2:4] for row in found[:-1] if row[1:3] == [today, "Negative"]] == [
        ["Negative", "1"]
    ]
    assert found[-1] == ["Not everything was seen: see the remarks."]


def many(source: Source, number: int) -> None:
    """So many mentions, as quickly as the database makes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO monitoring_mention (company_id, source_id, external_id, url, title, text,
                author, author_url, site, language, published_at, fetched_at, day, is_own, tone,
                tone_negative, tone_positive, tone_reasons, kind, is_question, topics,
                content_hash, bands, signature, answer_url)
            SELECT %s, %s, n::text, '', '', repeat('Das Bier kam warm an. ', 40), 'A', '',
                'forum.example', 'de', %s::timestamptz - n * interval '1 minute', %s, %s, true,
                CASE WHEN n %% 4 = 0 THEN 'negative' ELSE 'neutral' END, 0, 0, '[]', 'other',
                false, '{}', sha256(n::text::bytea), '{}', '', ''
            FROM generate_series(1, %s) AS n
            """,
            [source.company_id, source.pk, AT, AT, AT.date(), number],
        )


def test_thousands_of_rows_pass_in_flat_memory(place: Place) -> None:
    source = make_source(place)
    many(source, MANY)

    def table() -> Table:
        file, number = mentions.table_of(place.company, MentionFilters(), [])
        assert number == MANY
        return file

    tracemalloc.start()
    size = lines_ = 0
    for piece in as_csv.pieces(table(), "excel"):
        size += len(piece)
        lines_ += piece.count(b"\n")
    as_a_stream = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    parts = packed = 0
    for piece in as_xlsx.pieces(table(), about_title="About"):
        parts, packed = parts + 1, packed + len(piece)
    as_a_book = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (lines_, size > 7_000_000) == (MANY + 1, True)
    assert as_a_stream < 4_000_000
    assert (as_a_book < 5_000_000, parts > 3, packed > 50_000) == (True, True, True)


def test_a_workbook_of_forty_thousand_rows_passes_in_flat_memory() -> None:
    rows = ((f"Zeile {number}", number, "Das Bier kam warm an.") for number in range(40_000))
    table = Table("Mentions", ["A", "B", "C"], rows)
    tracemalloc.start()
    last, highest = b"", 0
    with tempfile.TemporaryFile() as file:
        for piece in as_xlsx.pieces(table, about_title="About"):
            file.write(piece)
            highest = max(highest, len(piece))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        with zipfile.ZipFile(file) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
            assert book.testzip() is None
            for part in iter(lambda: sheet.read(100_000), b""):
                last = (last + part)[-400:]
    assert b'<row r="40001">' in last and b"Zeile 39999" in last
    assert (peak < 4_000_000, highest < 400_000) == (True, True)


def test_another_program_reads_the_workbook_as_it_was_written() -> None:
    said = ["a\x00b\x0bc", "_x0041_", "<b>&amp;</b>", "zwei\nZeilen", "  Rand  ", "\ud800"]
    rows = [*([text, 2, 0.5] for text in said), ["=1+1", -3, 10**9]]
    table = Table("A/B: [x]?*'", ["Größe", "Zahl", "Anteil"], rows, ["Über"], "Ein Hinweis")
    content = b"".join(as_xlsx.pieces(table, about_title="Über diese Datei"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["A B   x", "Über diese Datei"]
    first = book.get_sheet_by_index(0).to_python()
    assert first[0] == ["Größe", "Zahl", "Anteil"]
    read = [
        "abc",
        "_x0041_",
        "<b>&amp;</b>",
        "zwei\nZeilen",
        "  Rand  ",
        "",
        "'=1+1",
        "Ein Hinweis",
    ]
    assert [row[0] for row in first[1:]] == read
    assert [row[1:] for row in first[6:9]] == [[2, 0.5], [-3, 10**9], ["", ""]]
    second = book.get_sheet_by_index(1).to_python()
    assert second == [["A/B: [x]?*'"], ["Über"], ["Ein Hinweis"]]


def test_a_sheet_that_is_full_says_so() -> None:
    table = Table("T", ["A"], ([str(number)] for number in range(9)))
    with translation.override("en"):
        content = b"".join(as_xlsx.pieces(table, about_title="About", most=4))
    said = ["A", "0", "1", "The sheet is full here. Choose a shorter time."]
    assert strings(content) == said


def test_the_number_of_rows_is_what_the_filter_shows(place: Place) -> None:
    many(make_source(place), 900)
    shown = number_of(place.company, MentionFilters(tone="negative"))
    found = lines(file_of(place, "mentions/export/?tone=negative"))
    assert shown == (225, False)
    assert len(found) - 1 == 225


def test_beyond_the_cap_the_file_says_so(place: Place) -> None:
    many(make_source(place), 12)
    with translation.override("en"):
        table, number = mentions.table_of(place.company, MentionFilters(), [], most=10)
        found = lines(b"".join(as_csv.pieces(table, "excel")))
    assert (number, len(found)) == (10, 12)
    assert found[-1] == [
        "More was found: only the newest 10 are in this file. Choose a shorter time."
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n1", "  =1+1", "\u00a0=1", "\u200b=1",
     "\ufeff=1", "\u202e=1", "\u2060 \u200b@x", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x",
     "\ufe66x", "\x01=1"],
)  # fmt: skip
def test_whatever_a_spreadsheet_may_take_for_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_what_is_no_formula_stays_as_it_was_written() -> None:
    for text in ("Gut = gut", "  Ein Wort", "é-mail", "“Zitat”", "", "5 - 3", "1\n=2"):
        assert harmless(text) == text


def test_a_cell_of_emojis_is_cut_where_excel_would_refuse_it() -> None:
    # Excel takes 32,767 UTF-16 units in a cell; an emoji is two of them.
    assert harmless("\U0001f600" * 20_000) == "\U0001f600" * 16_000
    assert harmless("a" + "\U0001f600" * 20_000) == "a" + "\U0001f600" * 15_999
    assert harmless("ä" * 40_000) == "ä" * 32_000
    assert harmless("\U0001f600" * 16_000) == "\U0001f600" * 16_000
