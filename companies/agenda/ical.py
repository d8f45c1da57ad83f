"""The calendar as a file that Outlook, Apple and Google read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from companies.agenda.entries import Entry
from companies.models import Company

READ_AGAIN = timedelta(hours=4)
"""How often a calendar that subscribes should look again."""


def calendar_file(company: Company, entries: Iterable[Entry]) -> bytes:
    """The bytes of the file, in the language at hand; the same entries give the same bytes.

    Days are days (all-day events); moments are written in UTC, which every calendar shows in the
    reader's own zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Etappe//Etappe//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Etappe: %(company)s") % {"company": company.name})
    calendar.add("x-wr-timezone", company.time_zone)
    calendar.add("refresh-interval", vDuration(READ_AGAIN), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{_host()}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    if entry.revision:
        event.add("sequence", entry.revision)
    event.add("summary", str(entry.title))
    event.add("dtstart", _point(entry.starts))
    event.add("dtend", _end(entry))
    url = f"{settings.BASE_URL}{entry.path}"
    event.add("description", "\n".join(filter(None, (str(entry.note), url))))
    if entry.place:
        event.add("location", entry.place)
    event.add("url", url)
    # A deadline does not make anybody busy for a day; a meeting does.
    event.add("transp", "TRANSPARENT" if entry.is_whole_day else "OPAQUE")
    return event


def _point(value: date) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _end(entry: Entry) -> date:
    last = entry.ends or entry.starts
    if entry.is_whole_day:
        return last + timedelta(days=1)  # RFC 5545: the day after the last
    return _point(last)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
