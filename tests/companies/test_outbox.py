"""The outbox is emptied at least once, and as good as never twice."""

import smtplib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from companies import outbox, postman
from companies.models import Notice
from companies.roles import Role
from companies.services.invitations import invite
from companies.tasks import forget_letters, send_notices
from tests.factories import MONDAY, make_company, make_member, make_user

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


class BrokenPost(BaseEmailBackend):
    """A mail server that fails in a way of its own, and counts how often it was asked."""

    error: Exception = OSError("no route")
    asked: list[str] = []

    def send_messages(self, email_messages) -> int:
        self.asked.append(email_messages[0].to[0])
        raise self.error


class ClosedPost(BrokenPost):
    """A mail server that cannot even be reached."""

    def open(self) -> bool:
        raise self.error


def invitation_mail(*, language: str = "de", name: str = "Jana Lindner") -> Notice:
    company = make_company("Brauerei Lindner")
    by = make_member(company, is_admin=True, user=make_user(name, language=language)).user
    invite(company=company, email="neu@example.org", role=Role.LEAD, by=by, at=MONDAY)
    return Notice.of(company).get()


def test_a_notice_is_sent_once_in_the_readers_language() -> None:
    notice = invitation_mail(language="de")
    assert postman.send_due(at=MONDAY) == 1
    assert postman.send_due(at=MONDAY + LATER) == 0
    (letter,) = mail.outbox
    notice.refresh_from_db()
    assert letter.subject == "Einladung zu Brauerei Lindner bei Etappe"
    assert letter.to == ["neu@example.org"]
    assert "http://127.0.0.1:8000/invitations/" in letter.body
    assert "30. November 2026" in letter.body
    assert (notice.sent_at, notice.attempts, notice.last_error) == (MONDAY, 1, "")


def test_an_english_reader_gets_english() -> None:
    invitation_mail(language="en")
    postman.send_due(at=MONDAY)
    assert mail.outbox[0].subject == "Invitation to Brauerei Lindner on Etappe"
    assert "as: Lead" in mail.outbox[0].body


def test_what_is_not_due_yet_waits() -> None:
    notice = invitation_mail()
    Notice.everywhere.filter(pk=notice.pk).update(due_at=MONDAY + LATER)
    assert postman.send_due(at=MONDAY) == 0
    assert postman.send_due(at=MONDAY + LATER) == 1


def test_the_job_empties_the_outbox() -> None:
    company = make_company()
    for number in range(2 * postman.AT_ONCE + 1):
        invite(
            company=company,
            email=f"neu{number}@example.org",
            role=Role.MEMBER,
            by=None,
            at=MONDAY - timedelta(days=300),
        )
    send_notices()
    assert len(mail.outbox) == 2 * postman.AT_ONCE + 1


def test_nothing_in_a_name_is_escaped_and_no_line_break_reaches_the_headers() -> None:
    company = make_company("Müller & Söhne\r\nBcc: all@example.org")
    invite(company=company, email="neu@example.org", role=Role.LEAD, by=None, at=MONDAY)
    postman.send_due(at=MONDAY)
    (letter,) = mail.outbox
    assert "Müller & Söhne" in letter.body
    assert letter.recipients() == ["neu@example.org"]
    assert "\nBcc" not in letter.message().as_string().split("\n\n")[0]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError("no route"), "The mail server cannot be reached."),
        (smtplib.SMTPRecipientsRefused({}), "The mail server does not accept this address."),
        (
            smtplib.SMTPAuthenticationError(535, b"no"),
            "The mail server refuses the sign-in of this installation.",
        ),
        (smtplib.SMTPDataError(554, b"no"), "The mail server refused the mail."),
        (RuntimeError("?"), "The mail could not be sent."),
    ],
)
@pytest.mark.parametrize("post", ["BrokenPost", "ClosedPost"])
def test_what_fails_is_tried_again_later_and_says_why(settings, error, words, post) -> None:
    notice = invitation_mail()
    settings.EMAIL_BACKEND = f"{__name__}.{post}"
    BrokenPost.error = error
    postman.send_due(at=MONDAY)
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts, notice.last_error) == (None, 1, words)
    assert notice.due_at == MONDAY + timedelta(minutes=2)
    assert postman.send_due(at=MONDAY) == 0


def test_after_seven_tries_in_a_day_and_a_half_it_is_given_up(settings) -> None:
    notice = invitation_mail()
    settings.EMAIL_BACKEND = f"{__name__}.BrokenPost"
    tries, now = 0, MONDAY
    while now < MONDAY + timedelta(days=10):
        tries += postman.send_due(at=now)
        now += timedelta(minutes=30)
    notice.refresh_from_db()
    assert (tries, notice.attempts, notice.sent_at) == (7, 7, None)


def test_what_letters_said_is_kept_for_sixty_days_and_nobody_is_told_twice(settings) -> None:
    company, person = make_company(), make_user()

    def tell(subject: str, **row: object) -> Notice:
        outbox.tell(company, person, template="x", subject_key=subject, at=MONDAY, what="Graf")
        Notice.of(company).filter(subject_key=subject).update(**row)
        return Notice.of(company).get(subject_key=subject)

    tell("sent", sent_at=MONDAY)
    tell("given_up", attempts=postman.ATTEMPTS)
    tell("waits")
    assert postman.forget_words(before=MONDAY) == 0
    assert postman.forget_words(before=MONDAY + timedelta(seconds=1)) == 2
    assert postman.forget_words(before=MONDAY + timedelta(seconds=1)) == 0
    left = dict(Notice.of(company).values_list("subject_key", "context__what"))
    assert left == {"sent": None, "given_up": None, "waits": "Graf"}
    assert not outbox.tell(company, person, template="x", subject_key="sent", at=MONDAY)
    assert "companies.tasks.forget_letters" in {
        each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()
    }
    Notice.everywhere.update(created_at=timezone.now() - postman.KEPT, sent_at=MONDAY)
    forget_letters()
    assert not Notice.of(company).exclude(context={}).exists()


def test_a_broken_template_holds_up_nobody_else() -> None:
    company, reader = make_company(), make_user()
    for template in ("no-such-template", "invitation", "invitation"):
        outbox.tell(company, reader, template=template, subject_key=f"broken:{template}", at=MONDAY)
    invitation_mail()
    postman.send_due(at=MONDAY)
    assert [letter.to for letter in mail.outbox] == [["neu@example.org"]]
    broken = Notice.of(company).values_list("last_error", flat=True)
    assert all("could not be" in words for words in broken)


def test_a_crash_after_the_servers_ok_sends_again_with_the_same_message_id() -> None:
    notice = invitation_mail()
    postman.send_due(at=MONDAY)
    # The process died before it could write down that the mail is out.
    Notice.everywhere.filter(pk=notice.pk).update(sent_at=None)
    assert postman.send_due(at=MONDAY) == 0
    assert postman.send_due(at=MONDAY + LATER) == 1
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_four_postmen_at_once_never_carry_the_same_letter() -> None:
    company = make_company()
    for number in range(20):
        invite(
            company=company,
            email=f"neu{number}@example.org",
            role=Role.MEMBER,
            by=None,
            at=MONDAY,
        )
    ready = Barrier(4)

    def carry() -> None:
        ready.wait()
        while postman.send_due(at=MONDAY):
            pass
        connection.close()

    postmen = [Thread(target=carry) for _ in range(4)]
    for each in postmen:
        each.start()
    for each in postmen:
        each.join()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        f"neu{number}@example.org" for number in range(20)
    )
