"""Filters for templates/mails."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(iso: str) -> str:
    """An ISO day, written out in the reader's language."""
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")
