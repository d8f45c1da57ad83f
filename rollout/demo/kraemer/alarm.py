"""Krämer's alarm: whom it tells, a trade fair it knows of, and an incident that is over."""

from datetime import timedelta

from guidelines.models import Scenario
from monitoring.models import Incident
from monitoring.selectors.incidents import people_for_incidents
from monitoring.services.alarm import contacts, incidents, settings
from rollout.demo.kraemer.cast import Cast

HOUR = timedelta(hours=1)


def tell(cast: Cast) -> None:
    """Since the pilot: who must know, what went wrong once, and what is coming."""
    _contact(cast)
    _incident(cast)
    today = cast.now.date()
    settings.announce_rise(
        company=cast.company,
        reason="Blechexpo in Stuttgart: Wir stellen das neue Geländer vor.",
        starts_on=today + timedelta(days=12),
        ends_on=today + timedelta(days=15),
        by=cast.lead,
        at=cast.now - timedelta(days=2),
    )


def _contact(cast: Cast) -> None:
    at = cast.now - timedelta(days=120)
    press = contacts.add_contact(
        company=cast.company,
        name="Agentur Lennewerk",
        email="bereitschaft@lennewerk.example",
        language="de",
        from_level="serious",
        by=cast.lead,
        at=at,
    )
    contacts.confirm_contact(contact=press, at=at + 3 * HOUR)


def _incident(cast: Cast) -> None:
    at = cast.now - timedelta(days=47)
    row = incidents.open_by_hand(
        company=cast.company,
        about="Ein Video aus der Lehrwerkstatt zeigt einen Lehrling ohne Gehörschutz.",
        level="serious",
        scenario=Scenario.of(cast.company).order_by("pk").first(),
        by=cast.lead,
        at=at,
    )
    _act_on(cast, row)


def _act_on(cast: Cast, row: Incident) -> None:
    at = row.opened_at
    owner = people_for_incidents(cast.company).get(user=cast.lead)
    incidents.take_on(incident=row, owner=owner, by=cast.lead, at=at + HOUR)
    for hours, text, is_decision in (
        (1, "Das Video hat 40 Kommentare, zwei davon von Eltern.", False),
        (2, "Wir antworten selbst und offen, noch heute. Das Video bleibt stehen.", True),
        (3, "Antwort steht: Es war falsch, der Meister hat es sofort abgestellt.", False),
    ):
        incidents.note(
            incident=row, text=text, is_decision=is_decision, by=cast.lead, at=at + hours * HOUR
        )
    incidents.change_level(
        incident=row,
        level="watch",
        text="Seit der Antwort kommen nur noch freundliche Kommentare.",
        by=cast.lead,
        at=at + 26 * HOUR,
    )
    incidents.close_incident(
        incident=row,
        outcome="handled",
        debrief="Schnell und offen zu antworten hat geholfen. Vor jedem Dreh geht künftig jemand "
        "mit der Liste zum Arbeitsschutz durch die Werkstatt.",
        by=cast.lead,
        at=at + 74 * HOUR,
    )
