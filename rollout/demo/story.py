"""How the demo's companies came to where they stand, told through the services."""

from datetime import datetime, timedelta

from django.db import transaction

from companies.models import Closure, Company, Membership, Notice, User
from companies.services.founding import found_company
from companies.states import GermanState
from rollout.demo import desk, kraemer, people, sources
from rollout.demo.culture_check import check_culture
from rollout.demo.guidelines import write_guidelines
from rollout.demo.mornings import morning
from rollout.demo.readiness import prepare_people
from rollout.gate import Promise, approve_with_conditions, submit_stage
from rollout.stages.listening.services import set_plan

CULTURE, LISTENING = 1, 2


@transaction.atomic
def tell(*, port: int, now: datetime) -> None:
    """All three companies, with the demo's feeds on ``port``."""
    consultant = people.account(people.CONSULTANT)
    _brenner(port, consultant, now)
    _lindner(port, consultant, now)
    kraemer.tell(port=port, now=now)
    # Nobody's mailbox is to be filled with what happened before the demo began.
    Notice.everywhere.filter(sent_at__isnull=True).update(sent_at=now)


def _company(
    name: str, state: GermanState, staff: tuple[people.Person, ...], consultant: User, at: datetime
) -> tuple[Company, list[Membership]]:
    founder = people.account(staff[0])
    company = found_company(name=name, state=state, founder=founder, by=founder, at=at)
    members = [people.join(company, person, at=at) for person in staff]
    people.join(company, people.CONSULTANT, at=at)
    return company, members


def _brenner(port: int, consultant: User, now: datetime) -> None:
    begun = morning(now - timedelta(days=64))
    company, members = _company(
        "Holzmanufaktur Brenner", GermanState.BW, people.BRENNER, consultant, begun
    )
    lead, manager, sales = (member.user for member in members[:3])
    _holidays(company, now)
    check_culture(
        company,
        lead=lead,
        manager=manager,
        inventory=MEDIA,
        at=begun + timedelta(days=2),
    )
    submission = submit_stage(
        company=company, number=CULTURE, by=lead, at=begun + timedelta(days=12)
    )
    approve_with_conditions(
        company=company,
        number=CULTURE,
        shown=submission.content_hash,
        reason="Wir fangen an. Über Antworten im Netz entscheidet künftig der Vertrieb selbst.",
        conditions=[
            Promise(
                "Schriftlich festhalten, wer ohne Rückfrage antworten darf.",
                sales,
                (now + timedelta(days=9)).date(),
            )
        ],
        by=manager,
        at=begun + timedelta(days=13, hours=5),
    )
    write_guidelines(
        company,
        lead=lead,
        manager=manager,
        sales=sales,
        workshop=members[3].user,
        at=begun + timedelta(days=20),
    )
    listening = begun + timedelta(days=15)
    sources.watch(
        company, sources.BRENNER, sources.BRENNER_PROFILES, port=port, by=lead, at=listening
    )
    set_plan(
        company=company,
        starts_on=(now - timedelta(days=43)).date(),
        ends_on=(now - timedelta(days=1)).date(),
        by=lead,
        at=listening,
    )
    others = [sales, members[3].user]
    prepare_people(company, lead=lead, manager=manager, others=others, at=now)
    words = "Lieferung, Reklamation, Tisch, Küche, Preis"
    house = desk.house(company, lead, sales, words, "Oberrhein-Bote")
    desk.forget_one(house, now=now)
    desk.tell(house, now=now)


def _lindner(port: int, consultant: User, now: datetime) -> None:
    begun = morning(now - timedelta(days=6))
    company, members = _company("Lindner Bräu", GermanState.BY, people.LINDNER, consultant, begun)
    lead = members[0].user
    sources.watch(company, sources.LINDNER, sources.LINDNER_PROFILES, port=port, by=lead, at=begun)
    words = "Biergarten, Reservierung, Kellner, Essen"
    guests = members[2].user
    desk.tell(desk.house(company, lead, guests, words, "Donau-Kurier am Abend"), now=now)


MEDIA = (
    ("owned", "Internetseite", "https://brenner.example", "Konfigurator, Referenzen"),
    ("owned", "Newsletter", "", "Vier Mal im Jahr, 1.100 Empfänger"),
    ("paid", "Anzeige im Oberrhein-Boten", "", "Zur Hausmesse im Herbst"),
    ("earned", "Bewertungen und Holzforum", "", "Bisher liest niemand regelmäßig mit"),
)


def _holidays(company: Company, now: datetime) -> None:
    year = now.year
    Closure.everywhere.create(
        company=company,
        name="Betriebsferien",
        starts_on=datetime(year, 12, 24).date(),
        ends_on=datetime(year + 1, 1, 6).date(),
    )
