"""The demo's people made ready: scenarios thought through, training held, the board at work."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from companies.models import Company, Membership, User
from guidelines.models import Training
from guidelines.readiness.training import participations_of
from guidelines.services import attendance, board, follow_ups, meetings, scenarios, training
from guidelines.typed import TrainingPlan

FORMS = UUID("3c0f8a44-1e7d-4c8b-9f57-5a1f5c2f7b10")
EXAMPLES = ("quality-complaint", "late-delivery", "review-wave")


def prepare_people(
    company: Company, *, lead: User, manager: User, others: Sequence[User], at: datetime
) -> None:
    """Three scenarios, two trainings (one held, one to come) and a board that met once.

    ``at`` is the moment the story has reached: what was lies before it, what comes after.
    """
    people = {row.user_id: row for row in Membership.of(company).filter(ended_at__isnull=True)}
    team = [people[each.pk] for each in (lead, *others)]
    _scenarios(company, team, people[manager.pk], lead, at)
    _trainings(company, team, lead, at)
    _board(company, team, people[manager.pk], lead, at)


def _scenarios(
    company: Company, team: Sequence[Membership], manager: Membership, lead: User, at: datetime
) -> None:
    before = at - timedelta(days=25)
    owners = ((team[0], manager), (team[-1], team[0]), (team[0], None))
    for number, (key, (owner, deputy)) in enumerate(zip(EXAMPLES, owners, strict=True)):
        row = scenarios.take_example(company=company, key=key, language="de", by=lead, at=before)
        scenarios.save_scenario(
            company=company,
            scenario_id=row.pk,
            words=scenarios.words_of(row),
            owner=owner,
            deputy=deputy,
            seen=row.revision,
            by=lead,
            at=before,
        )
        if number < 2:
            scenarios.review_scenario(
                company=company, scenario_id=row.pk, by=lead, at=at - timedelta(days=4)
            )


def _trainings(company: Company, team: Sequence[Membership], lead: User, at: datetime) -> None:
    before = at - timedelta(days=30)
    held = _offer(company, HELD, days=-9, by=lead, at=at, entered=before)
    attendance.enter_people(company=company, training_id=held.pk, people=team, by=lead, at=before)
    seats = participations_of(held)
    attendance.note_attendance(
        company=company,
        training_id=held.pk,
        attended=[each.pk for each in seats if each.membership_id != team[-1].pk],
        by=lead,
        at=at - timedelta(days=8),
    )
    to_come = _offer(company, TO_COME, days=12, by=lead, at=at, entered=before)
    for each in (team[0], team[-1]):
        attendance.sign_up(
            company=company, training_id=to_come.pk, by=each.user, at=at - timedelta(days=3)
        )


def _offer(
    company: Company,
    words: tuple[str, str, str, str, int | None],
    *,
    days: int,
    by: User,
    at: datetime,
    entered: datetime,
) -> Training:
    kind, title, about, place, seats = words
    zone = ZoneInfo(company.time_zone)
    day = _workday((at + timedelta(days=days)).astimezone(zone).date())
    plan = TrainingPlan(
        kind=kind,
        title=title,
        about=about,
        starts_at=datetime.combine(day, time(9), zone),
        ends_at=datetime.combine(day, time(12, 30), zone),
        place=place,
        link="",
        seats=seats,
        led_by="Carla Reuter",
    )
    key = uuid5(FORMS, f"{company.slug} {title}")
    return training.add_training(company=company, plan=plan, form_key=key, by=by, at=entered)


def _board(
    company: Company, team: Sequence[Membership], manager: Membership, lead: User, at: datetime
) -> None:
    zone = ZoneInfo(company.time_zone)
    begun = (at - timedelta(days=28)).astimezone(zone).date()
    for person in (*team, manager):
        board.add_board_member(
            company=company,
            membership=person,
            stands_for="",
            since=begun,
            until=None,
            by=lead,
            at=at - timedelta(days=28),
        )
    held = meetings.plan_meeting(
        company=company,
        meets_on=_workday(begun + timedelta(days=14)),
        begins=time(14),
        place="Besprechungsraum",
        agenda="- Was wird über uns gesagt?\n- Wer antwortet?\n- Schulung",
        form_key=uuid5(FORMS, f"{company.slug} held"),
        by=lead,
        at=at - timedelta(days=27),
    )
    written = at - timedelta(days=13)
    meetings.write_minutes(
        company=company,
        meeting_id=held.pk,
        minutes=MINUTES,
        people=[*team, manager],
        seen=held.revision,
        by=lead,
        at=written,
    )
    meetings.add_decision(
        company=company,
        meeting_id=held.pk,
        text="Fragen zu Lieferzeiten beantwortet der Vertrieb selbst, ohne Rückfrage.",
        form_key=uuid5(FORMS, f"{company.slug} decision"),
        by=lead,
        at=written,
    )
    for text, owner, days in (
        ("Liste der häufigsten Fragen anlegen.", team[-1], 10),
        ("Fotos aus der Werkstatt für den Winter sammeln.", team[0], -2),
    ):
        follow_ups.add_follow_up(
            company=company,
            meeting_id=held.pk,
            text=text,
            owner=owner,
            due_on=(at + timedelta(days=days)).astimezone(zone).date(),
            form_key=uuid5(FORMS, f"{company.slug} {text}"),
            by=lead,
            at=written,
        )
    meetings.plan_meeting(
        company=company,
        meets_on=_workday((at + timedelta(days=24)).astimezone(zone).date()),
        begins=time(14),
        place="Besprechungsraum",
        agenda="",
        form_key=uuid5(FORMS, f"{company.slug} next"),
        by=lead,
        at=written,
    )


def _workday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


HELD = (
    "workshop",
    "Antworten üben: Kritik im Netz",
    "Wir üben an echten Beispielen, wie wir auf Kritik antworten: freundlich, sachlich, am selben "
    "Tag. Am Ende hat jede Abteilung drei eigene Antworten.",
    "Kantine",
    None,
)
TO_COME = (
    "training",
    "Fotos und Rechte",
    "Wen und was dürfen wir zeigen? Einwilligungen, Bildrechte, Kundenbaustellen.",
    "Besprechungsraum",
    8,
)
MINUTES = """Wir haben die Rückmeldungen der letzten Wochen durchgesehen: Die meisten Fragen drehen
sich um **Lieferzeiten**, Lob gibt es für die Beratung.

- Der Vertrieb antwortet auf Fragen zu Lieferzeiten selbst.
- Für Kritik an Produkten gilt das Szenario; zuständig ist die Leitung.
- Die Werkstatt zeigt künftig öfter, wie etwas entsteht."""
