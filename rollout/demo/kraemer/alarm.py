"""Krämer's alarm: whom it tells, what it knows of, an incident that is over and one that is not.

The second one nobody opened: a rush is stored as it would have come in, and the alarm rings.
"""

from datetime import timedelta

from guidelines.models import Scenario
from monitoring.demo_sources.history import overhear
from monitoring.demo_sources.stories import Story
from monitoring.models import Feed, Incident, Source
from monitoring.selectors.incidents import people_for_incidents
from monitoring.services.alarm import contacts, incidents, settings
from monitoring.services.alarm.checking import check_alarm
from rollout.demo.kraemer.cast import Cast
from rollout.demo.mornings import morning

HOUR = timedelta(hours=1)
RUSH_AT = 7
"""Hours after yesterday's opening: in the afternoon, when people come home."""


def tell(cast: Cast) -> None:
    """Since the pilot: who must know, what went wrong once, and what is coming."""
    _contact(cast)
    _incident(cast)
    _rush(cast)
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


def _rush(cast: Cast) -> None:
    """Yesterday a railing came loose; the alarm looks every hour, as the clock has it look."""
    begins = morning(cast.now - timedelta(days=1)) + RUSH_AT * HOUR
    source = Source.of(cast.company).get(name="Metallforum")
    feed = Feed.objects.get(pk=source.feed_id)
    for hour in range(2):
        told = [
            Story(f"rush-{begins:%Y%m%d}-{minute}", begins + timedelta(minutes=minute), who, text)
            for minute, who, text in RUSH
            if minute // 60 == hour
        ]
        at = begins + (hour + 1) * HOUR
        overhear(feed, told, at=at)
        check_alarm(company=cast.company, at=at)
    rung = Incident.of(cast.company).filter(state=Incident.State.OPEN).get()
    owner = people_for_incidents(cast.company).get(user=cast.lead)
    at = rung.opened_at + HOUR
    incidents.take_on(incident=rung, owner=owner, by=cast.lead, at=at)
    incidents.note(
        incident=rung,
        text="Der Monteur war da: Zwei Anker saßen nicht, das Geländer ist gesichert.",
        is_decision=False,
        by=cast.lead,
        at=at + HOUR,
    )


RUSH = (
    (2, "Anwohner68", "Im neuen Wohnpark hat sich ein Balkongeländer von Metallbau Krämer gelöst. "
     "Unfassbar gefährlich, da spielen Kinder!"),
    (6, "heike_s", "Schlimm, was man über Metallbau Krämer liest: Geländer locker, und am Telefon "
     "nur das Band. So geht das nicht."),
    (11, "Bauleiter_K", "Pfusch am Bau, und dann noch bei Geländern. Von Krämer Metallbau hätte "
     "ich das nicht gedacht. Sehr enttäuscht."),
    (15, "mutti_von_drei", "Ich habe Angst um meine Kinder. Unser Geländer ist auch von Krämer, "
     "und es wackelt seit Monaten. Reklamation? Keine Antwort!"),
    (19, "lenne_fan", "Metallbau Krämer sollte sich schämen. Erst teuer, dann unsicher. Nie wieder "
     "ein Geländer von denen."),
    (24, "Rudi", "Katastrophe im Wohnpark, ein Geländer von Krämer ist halb abgebrochen. Wer "
     "haftet da eigentlich?"),
    (30, "schraubenkopf", "Zwei Anker fehlten wohl. Bei Krämer Metallbau wird offenbar nicht "
     "geprüft. Ein Skandal."),
    (37, "Gisela W.", "Meine Nachbarin hat auch ein lockeres Geländer von Metallbau Krämer. "
     "Ärgerlich und gefährlich, niemand kümmert sich."),
    (44, "tor_und_tier", "Nach unserem klemmenden Tor wundert mich bei Krämer nichts mehr. "
     "Schlechter Kundendienst, schlechte Arbeit."),
    (51, "wohnpark_west", "Warum sagt Metallbau Krämer nichts dazu? Das Geländer hängt immer noch "
     "schief, wir sind wütend."),
    (57, "MeisterL", "Als Kollege vom Fach: Ein Geländer so zu befestigen ist grob fahrlässig. "
     "Peinlich für Metallbau Krämer."),
    (74, "neuhier", "Wollte bei Metallbau Krämer eine Treppe bestellen. Nach dem Unfall mit dem "
     "Geländer lasse ich es lieber. Furchtbar."),
    (88, "Anwohner68", "Update: Absperrband ist da, von Krämer Metallbau immer noch kein Wort zum "
     "kaputten Geländer. Unmöglich."),
)  # fmt: skip
"""Minutes after the beginning, who, and what they said."""
