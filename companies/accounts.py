"""How allauth's sign-in is bent to invitations, and its secrets to our vault."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailConfirmation
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from companies.secrets import open_text, seal_text


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations; nobody signs up at the front door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see companies/services/invitations.py."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Say who writes; the address of the site says nothing to anybody."""
        return f"Etappe: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail; whoever asked for it does not choose where it leads."""
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmation
    ) -> str:
        """The link of the mail, on our own address too."""
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))


def _at_home(url: str) -> str:
    # allauth takes the host and port from the request, and ALLOWED_HOSTS knows no ports.
    return f"{settings.BASE_URL}{urlsplit(url).path}"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of one-time codes are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Seal a seed before it is stored."""
        return seal_text(text, place="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored seed."""
        return open_text(encrypted_text, place="mfa")
