"""Whoever must know is told, with an account or without one (S4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import override

from companies import outbox
from companies.models import User
from monitoring.alarm.figures import in_a_sentence
from monitoring.alarm.levels import Kind, Level
from monitoring.models import Incident, IncidentEvent, Peak
from monitoring.selectors.incidents import Audience, audience_of
from monitoring.services.alarm.contacts import unsubscribe_path
from monitoring.services.alarm.doors import note_event
from monitoring.services.alarm.readers import stop_path

Sort = IncidentEvent.Sort


def tell_of(
    incident: Incident, *, news: str, by: User | None, at: datetime, peak: Peak | None = None
) -> None:
    """Tell everybody who wants to know of its level, and note whom; ``news`` names the mail.

    ``peak`` is what the mail tells of, if not of the beginning of the incident.

    Mails to people without an account hold numbers and a way to unsubscribe, nothing else.
    """
    company, level = incident.company, Level(incident.level)
    on = at.astimezone(ZoneInfo(company.time_zone)).date()
    audience = audience_of(company, level, on=on)
    if by is not None:
        others = tuple(seat for seat in audience.seats if seat.user != by)
        audience = Audience(others, audience.contacts)
    before = IncidentEvent.of(company).filter(incident=incident, sort=Sort.TOLD).count()
    _post(incident, audience, f"incident:{incident.pk}:{before + 1}", news, at, peak)
    names = [str(user) for user in audience.members]
    outside = [contact.name for contact in audience.contacts]
    note_event(incident, Sort.TOLD, by=by, at=at, people=names, contacts=outside, level=str(level))


def _post(
    incident: Incident,
    audience: Audience,
    subject: str,
    news: str,
    at: datetime,
    peak: Peak | None,
) -> None:
    company = incident.company
    for seat in audience.seats:
        outbox.tell(
            company,
            seat.user,
            template="incident",
            subject_key=subject,
            at=at,
            has_account=True,
            unsubscribe_path=stop_path(seat),
            **_said(incident, news, seat.user.language, peak),
        )
    for contact in audience.contacts:
        outbox.tell_address(
            company,
            contact.email,
            language=contact.language,
            template="incident",
            subject_key=subject,
            at=at,
            name=contact.name,
            unsubscribe_path=unsubscribe_path(contact),
            **_said(incident, news, contact.language, peak, outside=True),
        )


def _said(
    incident: Incident, news: str, language: str, peak: Peak | None, *, outside: bool = False
) -> dict[str, object]:
    """What a mail says; to the outside nothing that somebody has typed, for it may name people."""
    told = peak or incident
    with override(language):
        sentence = in_a_sentence(Kind(told.kind), told.figures)
        return {
            "news": news,
            "level": str(Level(incident.level).label),
            "sentence": sentence or ("" if outside else incident.about),
            "company_name": incident.company.name,
            "company_slug": incident.company.slug,
            "incident": incident.pk,
            "places": "" if outside or peak is None else ", ".join(peak.figures.get("places", [])),
        }
