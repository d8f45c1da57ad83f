"""Tags for templates/mails: links that are made only when the mail is."""

from datetime import datetime

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from companies.roles import Role
from companies.services.invitations import token_of

register = template.Library()


@register.simple_tag
def invitation_url(invitation: int, expires_at: str) -> str:
    """The signed link of an invitation, from its id and the ISO moment it expires."""
    token = token_of(invitation, datetime.fromisoformat(expires_at))
    return str(settings.BASE_URL) + reverse("companies:invitation", kwargs={"token": token})


@register.filter
def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(Role(role).label)


@register.filter
def long_day(moment: str) -> str:
    """The day of an ISO moment by its own clock, written out."""
    return date_format(datetime.fromisoformat(moment), "DATE_FORMAT")
