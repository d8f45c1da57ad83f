"""Krämer's goals, strategy and resources."""

from datetime import date, timedelta
from decimal import Decimal

from guidelines.models import GuidelineVersion
from guidelines.services.publishing import acknowledge
from rollout.attesting import confirm
from rollout.demo.guidelines import write_guidelines
from rollout.demo.kraemer.cast import Cast
from rollout.demo.readiness import prepare_people
from rollout.models import CompanyGoal, Goal, Kpi, TargetGroup

GOALS, STRATEGY, RESOURCES = 3, 4, 5


def tell(cast: Cast) -> None:
    """Weeks nine to eighteen."""
    _goals(cast)
    cast.pass_gate(GOALS, cast.on(64))
    _guidelines(cast)
    _strategy(cast)
    cast.pass_gate(STRATEGY, cast.on(92))
    _resources(cast)
    cast.pass_gate(RESOURCES, cast.on(110))


def _goals(cast: Cast) -> None:
    at, later = cast.on(56), _in_eighteen_months(cast, 56)
    apprentices = cast.write(
        GOALS, "company_goals", at, name="Alle sechs Lehrstellen besetzen", level="company"
    )
    regulars = cast.write(GOALS, "company_goals", at, name="Stammkunden halten", level="marketing")
    builders = cast.write(
        GOALS,
        "target_groups",
        at,
        name="Bauherren und Hausverwaltungen",
        market="b2c",
        age_from=35,
        age_to=65,
        interests="Geländer, Tore, Treppen; Pflege und Reparatur",
        languages=["de"],
        places=["forums", "google_business", "facebook"],
        places_note="Vier Wochen zugehört",
    )
    pupils = cast.write(
        GOALS,
        "target_groups",
        at,
        name="Jugendliche vor der Berufswahl",
        market="applicants",
        age_from=15,
        age_to=20,
        interests="Was man in der Lehre wirklich macht; Geld, Leute, Werkzeug",
        languages=["de"],
        places=["instagram", "youtube", "tiktok"],
        places_note="Eigene Auszubildende gefragt",
    )
    service = cast.write(
        GOALS,
        "goals",
        at,
        kind="service",
        title="Neun von zehn Fragen im Netz beantworten wir selbst",
        description="Kunden, die nach Pflege, Preis oder Wartezeit fragen, bekommen von uns bis "
        "zum nächsten Arbeitstag eine Antwort.",
        due_on=later,
        owner=cast.service,
        serves=regulars,
        target_groups=[builders],
    )
    recruiting = cast.write(
        GOALS,
        "goals",
        at,
        kind="recruiting",
        title="Zwölf Bewerbungen um eine Lehrstelle über Social Media",
        description="Jugendliche aus der Umgebung sehen den Alltag in der Lehrwerkstatt und "
        "bewerben sich.",
        due_on=later,
        owner=cast.staff,
        serves=apprentices,
        target_groups=[pupils],
    )
    _kpi(cast, "Beantwortete Fragen", service, "percent", 20, 90)
    _kpi(cast, "Bewerbungen um eine Lehrstelle", recruiting, "count", 2, 12)


def _kpi(cast: Cast, name: str, goal: object, unit: str, baseline: int, target: int) -> None:
    cast.write(
        GOALS,
        "kpis",
        cast.on(57),
        name=name,
        goal=goal,
        measure="",
        unit=unit,
        direction="up",
        rhythm="monthly",
        baseline=Decimal(baseline),
        baseline_on=cast.on(50).date(),
        target=Decimal(target),
        target_on=_in_eighteen_months(cast, 56),
    )


def _in_eighteen_months(cast: Cast, day: int) -> date:
    return (cast.on(day) + timedelta(days=560)).date()


def _guidelines(cast: Cast) -> None:
    write_guidelines(
        cast.company,
        lead=cast.lead,
        manager=cast.manager,
        sales=cast.service,
        workshop=cast.workshop,
        at=cast.on(68),
    )
    published = GuidelineVersion.of(cast.company).get(state=GuidelineVersion.State.PUBLISHED)
    for person in (cast.staff, cast.workshop):
        acknowledge(company=cast.company, number=published.number, by=person, at=cast.on(76))
    prepare_people(
        cast.company,
        lead=cast.lead,
        manager=cast.manager,
        others=(cast.staff, cast.service, cast.workshop),
        at=cast.on(88),
    )


def _strategy(cast: Cast) -> None:
    at = cast.on(80)
    groups = {each.market: each for each in TargetGroup.of(cast.company)}
    goals = {each.kind: each for each in Goal.of(cast.company)}
    kpis = {
        each.goal.kind: each for each in Kpi.of(cast.company).select_related("goal") if each.goal
    }
    wanted = {each.level: each for each in CompanyGoal.of(cast.company)}
    for kind, level, how in (
        ("service", "marketing", "Wer schnell Antwort bekommt, kommt wieder."),
        ("recruiting", "company", "Jugendliche lernen uns kennen, bevor sie sich entscheiden."),
    ):
        cast.write(
            STRATEGY,
            "alignments",
            at,
            goal=goals[kind],
            company_goal=wanted[level],
            strength="strong",
            how=how,
        )
    for market, title, formats, posts, minutes, supplier in TOPICS:
        cast.write(
            STRATEGY,
            "topics",
            at,
            target_group=groups[market],
            title=title,
            formats=formats,
            posts_per_month=posts,
            minutes_per_post=minutes,
            tone="ehrlich, mit Bildern aus der Werkstatt",
            supplier=getattr(cast, supplier),
        )
    for platform, market, kind, owner, purpose, reason in PLATFORMS:
        cast.write(
            STRATEGY,
            "platforms",
            cast.on(82),
            platform=platform,
            is_chosen=True,
            target_groups=[groups[market]],
            purpose=purpose,
            kpi=kpis[kind],
            owner=getattr(cast, owner),
            reason=reason,
        )


TOPICS = (
    ("b2c", "Pflege und Reparatur, Frage der Woche", ["text"], 4, 30, "service"),
    ("applicants", "Ein Tag in der Lehrwerkstatt", ["short_video"], 3, 120, "workshop"),
)
PLATFORMS = (
    (
        "google_business",
        "b2c",
        "service",
        "service",
        "Bewertungen und Fragen beantworten",
        "",
    ),
    (
        "instagram",
        "applicants",
        "recruiting",
        "staff",
        "Die Lehrwerkstatt zeigen",
        "",
    ),
)


def _resources(cast: Cast) -> None:
    at = cast.on(100)
    duties = (
        ("lead", "coordination", 5, 4, "service", False, True),
        ("service", "answering", 4, 4, "lead", True, True),
        ("workshop", "content", 5, 3, "staff", False, False),
        ("staff", "expertise", 3, 3, "lead", True, True),
    )
    for person, duty, hours, competence, deputy, answers, decides in duties:
        cast.write(
            RESOURCES,
            "staff",
            at,
            person=getattr(cast, person),
            duty=duty,
            hours_per_week=Decimal(hours),
            competence=competence,
            competence_note="Hat bei der Schulung mitgemacht",
            deputy=getattr(cast, deputy),
            answers=answers,
            may_decide=decides,
        )
    cast.write(
        RESOURCES,
        "resource_plan",
        at,
        sponsor=cast.manager,
        promise="next_working_day",
        minutes_per_answer=15,
        decision_path="Wer antwortet, entscheidet. Recht und Presse: Geschäftsführung.",
        currency="EUR",
        one_off=Decimal(1800),
        monthly=Decimal(120),
        tools=Decimal(40),
        agency=Decimal(0),
    )
    for hours, person, what in (
        (8, "lead", "antwortet oder holt die Fachabteilung"),
        (16, "manager", "entscheidet selbst"),
    ):
        cast.write(
            RESOURCES,
            "escalation",
            at,
            after_hours=hours,
            person=getattr(cast, person),
            what=what,
        )
    confirm(
        company=cast.company,
        number=RESOURCES,
        criterion="budget_approved",
        statement="Im Jahresplan, Zeile 14: 1.800 Euro einmalig, 160 Euro im Monat.",
        by=cast.manager,
        at=cast.on(104),
    )
