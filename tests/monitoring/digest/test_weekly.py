"""The mail of the week: once, at the opening, in the reader's language, and honest."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from companies.mails import letter_of, message_of
from companies.models import BusinessHours, Closure, Notice
from companies.outbox import tell
from companies.postman import send_due
from companies.roles import Role
from monitoring.digest.coming import next_mail
from monitoring.digest.sending import listening_companies, refuse_digest, token_of, write_digest
from monitoring.models import DigestRefusal
from tests.factories import make_member
from tests.monitoring.pages.rows import (
    HOUR,
    Place,
    make_mention,
    make_place,
    make_profile,
    make_source,
)

# A Monday, opening at 8:00 in Berlin.
SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
EARLY = datetime(2026, 11, 23, 6, 59, tzinfo=UTC)
OPENING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def place(db: None) -> Place:
    place = make_place()
    for weekday in range(5):
        BusinessHours.everywhere.create(
            company=place.company, weekday=weekday, opens=time(8), closes=time(17)
        )
    return place


def listening(place: Place) -> None:
    """Three mentions in the week, one in the week before."""
    source, brand = make_source(place, now=OPENING), make_profile(place)
    make_mention(source, brand, at=SUNDAY, tone="negative", text="Das Bier kam warm an.")
    make_mention(source, brand, at=SUNDAY - HOUR, tone="positive", text="Ein feines Bier!")
    make_mention(
        source, brand, at=SUNDAY - DAY, text="Gibt es Führungen?", is_question=True, kind="question"
    )
    make_mention(source, brand, at=SUNDAY - 7 * DAY, tone="positive")


def letters(place: Place) -> list[str]:
    found = []
    for notice in Notice.of(place.company).filter(template="weekly").order_by("pk"):
        letter = letter_of(notice)
        found.append(f"{letter.subject}\n{letter.body}")
    return found


def test_it_tells_what_changed_and_what_to_read(place: Place) -> None:
    listening(place)
    assert write_digest(place.company, at=OPENING) == 1
    (text,) = letters(place)
    assert text.startswith("Brauerei Lindner: 3 mentions last week\nHello Lena Lead,")
    assert "this is the week from 11/16/2026 to 11/22/2026." in text
    assert "- Mentions: 3 (the week before: 1)" in text
    assert "- Share of criticism: 33 % (the week before: 0 %)" in text
    assert [text.index(words) for words in ("kam warm an", "Führungen?", "Ein feines")] == sorted(
        text.index(words) for words in ("kam warm an", "Führungen?", "Ein feines")
    )
    assert "of them late" not in text
    assert "Not everything was seen" not in text
    assert re.search(r"/c/[^/]+/mentions/\d+/", text)


def test_it_comes_once_at_the_opening_of_the_week(place: Place) -> None:
    listening(place)
    assert listening_companies() == [place.company.pk]
    assert write_digest(place.company, at=EARLY) == 0
    assert write_digest(place.company, at=OPENING) == 1
    assert write_digest(place.company, at=OPENING + HOUR) == 0
    assert write_digest(place.company, at=OPENING + 2 * DAY) == 0
    assert Notice.of(place.company).filter(template="weekly").count() == 1
    assert write_digest(place.company, at=OPENING + 7 * DAY) == 1


def test_an_installation_that_wakes_up_on_wednesday_tells_no_old_news(place: Place) -> None:
    listening(place)
    assert write_digest(place.company, at=OPENING + 2 * DAY) == 0


def test_after_a_closure_it_comes_on_the_first_working_day(place: Place) -> None:
    listening(place)
    Closure.everywhere.create(
        company=place.company,
        name="Inventur",
        starts_on=date(2026, 11, 23),
        ends_on=date(2026, 11, 23),
    )
    assert write_digest(place.company, at=OPENING + HOUR) == 0
    assert write_digest(place.company, at=OPENING + DAY) == 1


def test_nobody_praises_the_silence_of_a_blind_source(place: Place) -> None:
    make_source(place, "Forum", now=OPENING, blind_since=OPENING - 5 * DAY)
    make_profile(place)
    write_digest(place.company, at=OPENING)
    (text,) = letters(place)
    assert text.startswith("Brauerei Lindner: not everything was seen last week\n")
    assert "“Forum” cannot be seen since Wednesday 08:00." in text
    assert "- Mentions: unknown since Wednesday 08:00" in text
    assert "- Share of criticism: unknown since Wednesday 08:00" in text
    assert not re.search(r"\b0\b", text.split("Figures")[1].split("All of it")[0])


def test_everybody_reads_it_in_their_own_language(place: Place) -> None:
    listening(place)
    manager = make_member(place.company, Role.MANAGER, name="Moni Chefin")
    manager.user.language = "de"
    manager.user.save()
    make_member(place.company, Role.MEMBER)
    assert write_digest(place.company, at=OPENING) == 2
    english, german = letters(place)
    assert english.startswith("Brauerei Lindner: 3 mentions last week")
    assert german.startswith("Brauerei Lindner: Wochenmail, 3 Erwähnungen in der letzten Woche")
    assert "- Anteil der Kritik: 33 % (Woche davor: 0 %)" in german
    assert "11/16/2026" not in german and "16.11.2026" in german


def test_whoever_refused_it_does_not_get_it(place: Place) -> None:
    listening(place)
    refuse_digest(membership=place.lead, at=SUNDAY)
    assert write_digest(place.company, at=OPENING) == 0
    place.browser().post(place.url("dashboard/mail/"), {"wanted": "1"})
    assert write_digest(place.company, at=OPENING) == 1


def test_the_link_in_the_mail_ends_it_by_a_click_and_not_by_being_opened(place: Place) -> None:
    listening(place)
    write_digest(place.company, at=OPENING)
    send_due(at=OPENING)
    (path,) = re.findall(r"https?://[^/\s]+(/week/\S+)", mail.outbox[0].body)
    client = Client()
    assert "No mail of the week any more?" in client.get(path).content.decode()
    assert not DigestRefusal.of(place.company).exists()
    assert "does not come any more" in client.post(path).content.decode()
    client.post(path)
    assert list(DigestRefusal.of(place.company).values_list("membership", flat=True)) == [
        place.lead.pk
    ]


def test_a_forged_link_ends_nobodys_mail(place: Place) -> None:
    token = token_of(place.lead)
    pk, _point, signature = token.partition(".")
    for forged in (f"{place.member.pk}.{signature}", f"{pk}.x", "x", "²", f"{'9' * 30}.x"):
        assert Client().post(f"/week/{forged}/").status_code == 404
    assert not DigestRefusal.of(place.company).exists()


def test_a_company_that_watches_nothing_gets_no_mail(place: Place) -> None:
    make_profile(place)
    assert listening_companies() == []


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (SUNDAY, "Monday, Nov. 23, 2026, at 08:00."),
        (EARLY, "Monday, Nov. 23, 2026, at 08:00."),
        (OPENING, "Monday, Nov. 30, 2026, at 08:00."),
        # Closed until Wednesday in the week of 7 December.
        (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Wednesday, Dec. 9, 2026, at 08:00."),
        (datetime(2026, 12, 8, 9, 0, tzinfo=UTC), "Wednesday, Dec. 9, 2026, at 08:00."),
    ],
)
def test_when_the_next_one_comes_is_computed(place: Place, at: datetime, said: str) -> None:
    Closure.everywhere.create(
        company=place.company,
        name="Betriebsruhe",
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 8),
    )
    with translation.override("en"):
        assert next_mail(place.company, at=at) == f"The next one comes on {said}"


def test_every_page_says_the_same_day(place: Place) -> None:
    with translation.override("en"):
        said = next_mail(place.company, at=timezone.now())
    assert said.startswith("The next one comes on ")
    assert said in Client().get(f"/week/{token_of(place.lead)}/").content.decode()
    assert said in place.get("dashboard/mail/")
    Client().post(f"/week/{token_of(place.lead)}/")
    assert said not in place.get("dashboard/mail/")
    again = place.browser().post(place.url("dashboard/mail/"), {"wanted": "1"}, follow=True)
    assert said in again.content.decode()
    BusinessHours.of(place.company).delete()
    assert "Without opening hours no mail comes" in place.get("dashboard/mail/")


ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_mailboxes_may_end_it_for_their_reader_with_one_click(place: Place) -> None:
    """RFC 8058: a bare POST to the address in the header, without a cookie or a form."""
    listening(place)
    write_digest(place.company, at=OPENING)
    send_due(at=OPENING)
    raw = message_from_bytes(mail.outbox[0].message().as_bytes())
    stop = f"<{settings.BASE_URL}/week/{token_of(place.lead)}/>"
    assert "".join(raw["List-Unsubscribe"].split()) == stop
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert raw["Auto-Submitted"] == "auto-generated"
    path = stop.strip("<>").removeprefix(settings.BASE_URL)
    answer = Client(enforce_csrf_checks=True).post(path, ONE_CLICK)
    assert answer.status_code == 200
    assert DigestRefusal.of(place.company).get().membership == place.lead


def test_a_mail_that_nobody_can_end_says_nothing_of_it(place: Place) -> None:
    tell(place.company, place.lead.user, template="company_moved", subject_key="x", at=OPENING)
    raw = message_of(Notice.of(place.company).get()).message()
    assert (raw["List-Unsubscribe"], raw["List-Unsubscribe-Post"]) == (None, None)
    assert raw["Auto-Submitted"] == "auto-generated"
