"""Turn an outbox row into an e-mail, and what went wrong into words."""

import smtplib
from dataclasses import dataclass
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation import gettext_noop, override

from companies.models import Notice


class UnwritableMailError(Exception):
    """The template of a notice is missing or broken."""


@dataclass(frozen=True)
class Letter:
    """The words of one e-mail."""

    subject: str
    body: str


def letter_of(notice: Notice) -> Letter:
    """Render ``mails/<template>.txt`` in the reader's language: subject, empty line, body.

    The context is the notice's own, and ``base_url`` without a slash at its end. Plain text:
    nothing is escaped. Raises UnwritableMailError.
    """
    context = Context({**notice.context, "base_url": settings.BASE_URL}, autoescape=False)
    with override(notice.language):
        try:
            text = get_template(f"mails/{notice.template}.txt").template.render(context)  # type: ignore[attr-defined]
        except (TemplateDoesNotExist, TemplateSyntaxError, KeyError, ValueError) as broken:
            raise UnwritableMailError(notice.template) from broken
    subject, _, body = text.strip().partition("\n")
    # A name with a line break in it must not reach the headers.
    return Letter(" ".join(subject.split()), body.strip() + "\n")


def message_of(notice: Notice) -> EmailMessage:
    """The e-mail of a notice. Sent twice it carries the same Message-ID, so mailboxes fold it.

    Where its context has an ``unsubscribe_path``, mailboxes may offer to end such mails with one
    click (RFC 8058): the view behind it takes a POST without a session and without a form.
    """
    letter = letter_of(notice)
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[notice.email],
        headers={
            "Message-ID": _message_id(notice),
            "Auto-Submitted": "auto-generated",
            **_way_out(notice),
        },
    )


def _way_out(notice: Notice) -> dict[str, str]:
    path = str(notice.context.get("unsubscribe_path") or "")
    if not path.startswith("/"):
        return {}
    return {
        "List-Unsubscribe": f"<{settings.BASE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _message_id(notice: Notice) -> str:
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    return f"<notice-{notice.pk}@{Address(addr_spec=sender).domain or 'localhost'}>"


def in_words(error: Exception) -> str:
    """Why a mail was not sent, as a message id: translate it where it is shown."""
    if isinstance(error, UnwritableMailError):
        return gettext_noop("The mail could not be written: its template is missing or broken.")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return gettext_noop("The mail server does not accept this address.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return gettext_noop("The mail server refuses the sign-in of this installation.")
    if isinstance(error, smtplib.SMTPException):
        return gettext_noop("The mail server refused the mail.")
    if isinstance(error, OSError):
        return gettext_noop("The mail server cannot be reached.")
    return gettext_noop("The mail could not be sent.")
