"""Krämer's waves: the personnel department has come in, the customer service is coming in."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from companies.models import Membership, User
from guidelines.models import FollowUp, GuidelineVersion, Meeting
from guidelines.selectors import fingerprint_of, text_of
from guidelines.services import meetings
from guidelines.services.drafts import begin_draft
from guidelines.services.follow_ups import finish_follow_up
from guidelines.services.publishing import acknowledge, publish_version
from rollout.demo.kraemer.cast import Cast
from rollout.kpi_readings import enter_reading
from rollout.models import CompanyGoal, Kpi, TargetGroup
from rollout.waves import plan_wave

FORMS = UUID("1f2d5a5e-8c1b-4f5e-a6f3-6f4b8f0f3d11")
FIRST, SECOND = 7, 8


def tell(cast: Cast) -> None:
    """From week twenty-seven until now."""
    _tidy_up(cast)
    _board(cast, day=196)
    _personnel(cast)
    _board(cast, day=300)
    cast.pass_gate(FIRST, cast.on(306))
    plan_wave(company=cast.company, by=cast.lead, at=cast.on(330))
    _service(cast)
    _board(cast, day=395)
    _figures(cast)


def _personnel(cast: Cast) -> None:
    at = cast.on(200)
    pupils = TargetGroup.of(cast.company).get(market="applicants")
    cast.write(
        FIRST,
        "wave",
        at,
        kind="department",
        name="Personalgewinnung",
        why="Sechs Lehrstellen, zwei Bewerbungen im letzten Jahr. Der Pilot hat gezeigt, dass "
        "Jugendliche uns dort finden.",
        department=cast.department("Personal"),
        owner=cast.staff,
        deputy=cast.workshop,
        starts_on=cast.on(205).date(),
        ends_on=cast.on(295).date(),
    )
    goal = cast.write(
        FIRST,
        "goals",
        at,
        kind="recruiting",
        title="Zehn Praktika in der Lehrwerkstatt bis zum Sommer",
        description="Wer uns auf Instagram sieht, kann sich für zwei Tage Praktikum melden.",
        due_on=cast.on(390).date(),
        owner=cast.staff,
        serves=CompanyGoal.of(cast.company).get(level="company"),
        target_groups=[pupils],
    )
    _kpi(cast, FIRST, "Praktika in der Lehrwerkstatt", goal, at_day=200, baseline=1, target=10)
    _supplement(cast, "Personal", "hr", (cast.staff,), day=210)
    for kind, text, consequence in (
        ("keep", "Ein Praktikum überzeugt mehr als jedes Video.", "Jedes Video endet damit."),
        ("change", "Eltern fragen mit.", "Ein Beitrag im Monat für Eltern."),
    ):
        cast.write(FIRST, "learnings", cast.on(296), kind=kind, text=text, consequence=consequence)
    _return(cast)


def _return(cast: Cast) -> None:
    at = cast.on(215)
    cast.write(FIRST, "return_plan", at, months=24, hourly_cost=Decimal(48))
    for name, low, high, worth_low, worth_high, month, assumption in (
        ("Besetzte Lehrstelle ohne Anzeige", "0.10", "0.25", 1500, 3500, 6,
         "Eine Anzeige mit Messestand kostet so viel; ein bis drei Lehrstellen im Jahr."),
        ("Gesparte Anrufe im Kundendienst", 15, 40, 4, 7, 3,
         "Fünf Minuten je Anruf; gezählt an zwei Montagen."),
    ):  # fmt: skip
        cast.write(
            FIRST,
            "benefits",
            at,
            name=name,
            number_low=Decimal(low),
            number_high=Decimal(high),
            worth_low=Decimal(worth_low),
            worth_high=Decimal(worth_high),
            from_month=month,
            assumption=assumption,
        )


def _service(cast: Cast) -> None:
    at = cast.on(334)
    builders = TargetGroup.of(cast.company).get(market="b2c")
    cast.write(
        SECOND,
        "wave",
        at,
        kind="department",
        name="Kundendienst antwortet",
        why="Die meisten Fragen gehen an den Kundendienst; bisher fragt das Marketing nach.",
        department=cast.department("Kundendienst"),
        owner=cast.service,
        deputy=cast.lead,
        starts_on=cast.on(340).date(),
        ends_on=cast.on(470).date(),
    )
    goal = cast.write(
        SECOND,
        "goals",
        at,
        kind="service",
        title="Jede Reklamation im Netz hat am nächsten Arbeitstag eine Antwort",
        description="Vom Kundendienst selbst, mit Termin oder Grund.",
        due_on=cast.on(500).date(),
        owner=cast.service,
        serves=CompanyGoal.of(cast.company).get(level="marketing"),
        target_groups=[builders],
    )
    _kpi(cast, SECOND, "Reklamationen mit Antwort", goal, at_day=334, baseline=40, target=100)
    cast.write(
        SECOND,
        "kpis",
        at,
        name="Offene Fragen",
        goal=goal,
        measure="open_questions",
        unit="count",
        direction="down",
        rhythm="monthly",
        baseline=Decimal(30),
        baseline_on=cast.on(333).date(),
        target=Decimal(5),
        target_on=cast.on(494).date(),
    )
    for week, text in enumerate(LOG):
        cast.write(
            SECOND,
            "log",
            cast.on(348 + 7 * week),
            week_on=_monday(cast.on(343 + 7 * week).date()),
            text=text,
            hours=Decimal(3 + week % 2),
        )
    _supplement(cast, "Kundendienst", "service", (), day=350)


LOG = (
    "Der Kundendienst hat die häufigsten Fragen gesammelt: Pflege, Wartezeit, Ersatzteile.",
    "Antworten zu Pflege und Ersatzteilen vorbereitet.",
    "Erste Reklamation selbst beantwortet, das Marketing las mit.",
    "Vertretung im Urlaub ausprobiert: hat geklappt.",
    "Ruhige Woche, drei Fragen zur Wartezeit.",
    "Eine Bewertung war falsch zugeordnet; freundlich geklärt.",
    "Frage zu Edelstahl an die Werkstatt gegeben, Antwort nach zwei Stunden.",
    "Messewoche: mehr Fragen als sonst, alle beantwortet.",
    "Antworten zu Preisen neu gefasst.",
    "Reklamation Tor: Termin öffentlich zugesagt und gehalten.",
    "Ruhige Woche.",
    "Ergänzung der Richtlinien mit der Abteilung durchgesprochen.",
)


def _kpi(
    cast: Cast, number: int, name: str, goal: object, *, at_day: int, baseline: int, target: int
) -> None:
    cast.write(
        number,
        "kpis",
        cast.on(at_day),
        name=name,
        goal=goal,
        measure="",
        unit="percent" if target == 100 else "count",
        direction="up",
        rhythm="monthly",
        baseline=Decimal(baseline),
        baseline_on=cast.on(at_day - 1).date(),
        target=Decimal(target),
        target_on=cast.on(at_day + 160).date(),
    )


def _supplement(
    cast: Cast, name: str, subject: str, readers: tuple[User, ...], *, day: int
) -> None:
    department = cast.department(name)
    draft = begin_draft(
        company=cast.company,
        language="de",
        department=department,
        subject=subject,
        by=cast.lead,
        at=cast.on(day),
    )
    version: GuidelineVersion = publish_version(
        company=cast.company,
        number=draft.number,
        shown=fingerprint_of(text_of(draft)),
        note=f"Ergänzung für die Abteilung {name}.",
        by=cast.manager,
        at=cast.on(day + 2),
        department=department,
    )
    for reader in readers:
        acknowledge(
            company=cast.company,
            number=version.number,
            by=reader,
            at=cast.on(day + 3),
            department=department,
        )


def _board(cast: Cast, *, day: int) -> None:
    at = cast.on(day)
    meeting = meetings.plan_meeting(
        company=cast.company,
        meets_on=at.date(),
        begins=time(14),
        place="Besprechungsraum",
        agenda="- Stand der Welle\n- Was wird gesagt?\n- Nächste Schritte",
        form_key=uuid5(FORMS, f"{day}"),
        by=cast.lead,
        at=at - timedelta(days=10),
    )
    _write_minutes(cast, meeting, at + timedelta(hours=7))


def _tidy_up(cast: Cast) -> None:
    """What the first meeting left to do is done, and the second one was held."""
    for task in FollowUp.of(cast.company):
        finish_follow_up(company=cast.company, follow_up_id=task.pk, by=cast.lead, at=cast.on(114))
    for planned in Meeting.of(cast.company).filter(meets_on__gt=cast.on(100).date()):
        _write_minutes(cast, planned, cast.on(115))


def _write_minutes(cast: Cast, meeting: Meeting, at: datetime) -> None:
    people = Membership.of(cast.company).filter(user__in=cast.everybody)
    meetings.write_minutes(
        company=cast.company,
        meeting_id=meeting.pk,
        minutes="Stand besprochen. **Weiter wie geplant.**",
        people=list(people),
        seen=meeting.revision,
        by=cast.lead,
        at=at,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _figures(cast: Cast) -> None:
    """What was measured month by month; the last figure of one KPI is overdue."""
    for name, first, values in (
        ("Beantwortete Fragen", 205, (82, 88, 85, 90, 91, 93, 92)),
        ("Bewerbungen um eine Lehrstelle", 205, (6, 7, 9, 10, 12, 13, 14)),
        ("Praktika in der Lehrwerkstatt", 230, (2, 4, 5, 8, 9)),
        ("Reklamationen mit Antwort", 360, (55, 70)),
    ):
        kpi = Kpi.of(cast.company).get(name=name)
        for place, value in enumerate(values):
            at = cast.on(first + 30 * place)
            enter_reading(
                company=cast.company,
                kpi_id=kpi.pk,
                on=at.date(),
                value=Decimal(value),
                by=cast.lead,
                at=at,
            )
