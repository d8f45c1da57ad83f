"""Examples for the addresses of alarm and incidents."""

from datetime import date

from monitoring.models import AlarmContact, ExpectedRise, Incident
from monitoring.selectors.incidents import ended_contacts, open_incident
from monitoring.services.alarm import contacts, incidents, readers, settings
from tests.architecture.examples import House, example
from tests.factories import MONDAY


@example(
    "monitoring:incident",
    "monitoring:change_level",
    "monitoring:note_incident",
    "monitoring:stay_silent",
    "monitoring:speak_after_all",
    "monitoring:own_incident",
    "monitoring:choose_scenario",
    "monitoring:close_incident",
)
def _incident(of: House) -> dict[str, object]:
    return {"pk": _open(of).pk}


def _open(of: House) -> Incident:
    return open_incident(of.company) or incidents.open_by_hand(
        company=of.company,
        about="Das Festbier ist sauer.",
        level="serious",
        scenario=None,
        by=of.admin.user,
        at=MONDAY,
    )


@example("monitoring:end_alarm_contact")
def _contact(of: House) -> dict[str, object]:
    return {"pk": _asked(of).pk}


@example("monitoring:forget_alarm_contact")
def _told_no_more(of: House) -> dict[str, object]:
    if there := ended_contacts(of.company).first():
        return {"pk": there.pk}
    row = _add(of, "agentur@example.org")
    contacts.remove_contact(company=of.company, contact_id=row.pk, by=of.admin.user, at=MONDAY)
    return {"pk": row.pk}


@example("monitoring:confirm_alarm")
def _yes(of: House) -> dict[str, object]:
    return {"token": contacts.token_of(_asked(of), contacts.CONFIRM)}


@example("monitoring:unsubscribe_alarm")
def _no(of: House) -> dict[str, object]:
    return {"token": contacts.token_of(_asked(of), contacts.UNSUBSCRIBE)}


@example("monitoring:stop_alarm")
def _no_more(of: House) -> dict[str, object]:
    return {"token": readers.token_of(of.admin)}


def _asked(of: House) -> AlarmContact:
    there = AlarmContact.of(of.company).filter(removed_at__isnull=True).first()
    return there or _add(of, "presse@example.org")


def _add(of: House, email: str) -> AlarmContact:
    return contacts.add_contact(
        company=of.company,
        name="Pressestelle",
        email=email,
        language="de",
        from_level="serious",
        by=of.admin.user,
        at=MONDAY,
    )


@example("monitoring:withdraw_rise")
def _rise(of: House) -> dict[str, object]:
    there = ExpectedRise.of(of.company).filter(withdrawn_at__isnull=True).first()
    row = there or settings.announce_rise(
        company=of.company,
        reason="Messe BrauBeviale",
        starts_on=date(2026, 11, 23),
        ends_on=date(2026, 11, 27),
        by=of.admin.user,
        at=MONDAY,
    )
    return {"pk": row.pk}
