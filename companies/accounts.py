"""How allauth's sign-in is bent to invitations, and its secrets to our vault."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
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


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of one-time codes are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Seal a seed before it is stored."""
        return seal_text(text, place="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored seed."""
        return open_text(encrypted_text, place="mfa")
