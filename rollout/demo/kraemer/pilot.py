"""Krämer's pilot: eight weeks on one platform, with a log, learnings and a result."""

from datetime import date, timedelta
from decimal import Decimal

from rollout.attesting import confirm
from rollout.demo.kraemer import playbooks
from rollout.demo.kraemer.cast import Cast
from rollout.kpi_readings import enter_reading
from rollout.models import ContentTopic, Hypothesis, Kpi, TargetGroup
from rollout.stages import kind_of
from rollout.writing import change_row

PILOT = 6
FIRST, WEEKS = 118, 8


def tell(cast: Cast) -> None:
    """Weeks seventeen to twenty-six."""
    monday = _monday_after(cast.on(FIRST).date())
    last = monday + timedelta(weeks=WEEKS, days=-1)
    _plan(cast, monday, last)
    _run(cast, monday)
    playbooks.tell_of_the_pilot(cast, monday + timedelta(weeks=1))
    over = cast.on((last - cast.begun.date()).days + 1)
    _judge(cast, over.date())
    cast.pass_gate(PILOT, over + timedelta(days=4))


def _monday_after(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7)


def _plan(cast: Cast, monday: date, last: date) -> None:
    at = cast.on(FIRST - 2)
    cast.write(
        PILOT,
        "plan",
        at,
        platform="instagram",
        starts_on=monday,
        ends_on=last,
        answer_rate=90,
    )
    for person, part in (
        (cast.lead, "plant und wertet aus"),
        (cast.workshop, "filmt mit den Auszubildenden"),
        (cast.service, "antwortet"),
    ):
        cast.write(PILOT, "members", at, person=person, part=part)
    kpis = {each.name: each for each in Kpi.of(cast.company)}
    for text, name, target in HYPOTHESES:
        cast.write(PILOT, "hypotheses", at, text=text, kpi=kpis[name], target=Decimal(target))


HYPOTHESES = (
    ("Videos aus der Lehrwerkstatt bringen Bewerbungen", "Bewerbungen um eine Lehrstelle", 4),
    ("Fragen beantworten wir am nächsten Arbeitstag", "Beantwortete Fragen", 80),
)


def _run(cast: Cast, monday: date) -> None:
    pupils = TargetGroup.of(cast.company).get(market="applicants")
    topic = ContentTopic.of(cast.company).get(target_group=pupils)
    for week, (what, hours) in enumerate(LOG):
        day = monday + timedelta(weeks=week)
        at = cast.on((day - cast.begun.date()).days + 4)
        cast.write(PILOT, "log", at, week_on=day, text=what, hours=Decimal(hours))
        cast.write(
            PILOT,
            "posts",
            at,
            title=POSTS[week],
            platform="instagram",
            target_group=pupils,
            topic=topic,
            planned_on=day + timedelta(days=2),
            published_on=day + timedelta(days=2),
            url=f"https://instagram.example/p/kraemer{week + 1}",
            reach=180 + 95 * week,
            reactions=12 + 7 * week,
        )


LOG = (
    ("Konto eingerichtet, Impressum und Datenschutz verlinkt, erstes Video.", 11),
    ("Die Werkstatt hat drei Auszubildende gewonnen, die mitmachen. Erste Kommentare.", 9),
    ("Eine Frage zur Ausbildung kam abends; der Kundendienst hat morgens geantwortet.", 8),
    ("Weniger Zeit wegen der Montage am Parkhaus, ein Beitrag.", 6),
    ("Die Personalabteilung war mit der Kamera auf der Ausbildungsmesse.", 10),
    ("Kritik an einem alten Tor: öffentlich geantwortet, Termin gemacht.", 8),
    ("Video über das Schweißen lief am besten von allen.", 9),
    ("Ausgewertet, mit allen besprochen.", 7),
)
POSTS = (
    "Unsere Lehrwerkstatt in 30 Sekunden",
    "Mein erster Tag: Jule, 17",
    "Frage der Woche: Muss ich schon schweißen können?",
    "Vom Rohr zum Geländer",
    "Auf der Ausbildungsmesse",
    "Was verdient man im ersten Jahr?",
    "So klingt eine gute Naht",
    "Acht Wochen: Das nehmen wir mit",
)


def _judge(cast: Cast, day: date) -> None:
    at = cast.on((day - cast.begun.date()).days, hour=1)
    for name, value in (("Bewerbungen um eine Lehrstelle", 5), ("Beantwortete Fragen", 86)):
        enter_reading(
            company=cast.company,
            kpi_id=Kpi.of(cast.company).get(name=name).pk,
            on=day - timedelta(days=1),
            value=Decimal(value),
            by=cast.lead,
            at=at,
        )
    _conclude(cast, day)
    for kind, text, consequence in LEARNINGS:
        cast.write(PILOT, "learnings", at, kind=kind, text=text, consequence=consequence)
    cast.write(
        PILOT,
        "outcome",
        at,
        outcome="go",
        reason="Fünf Bewerbungen in acht Wochen, und der Aufwand blieb im Rahmen. Weiter mit "
        "der Personalabteilung.",
    )
    confirm(
        company=cast.company,
        number=PILOT,
        criterion="answered",
        statement="Liste aller 14 Erwähnungen der acht Wochen: 13 am nächsten Arbeitstag "
        "beantwortet, eine am übernächsten.",
        by=cast.lead,
        at=at,
    )


LEARNINGS = (
    ("keep", "Auszubildende zeigen ihren Alltag selbst, das wirkt.", "Jeden Monat drei Videos."),
    ("change", "Abends kommen Fragen, die bis morgens warten.", "Die Zeiten stehen im Profil."),
    ("stop", "Beiträge ohne Menschen sieht kaum jemand.", "Keine reinen Produktbilder mehr."),
)  # fmt: skip


def _conclude(cast: Cast, day: date) -> None:
    of = kind_of(PILOT).row_kind("hypotheses")
    assert of is not None
    for row in Hypothesis.of(cast.company):
        change_row(
            company=cast.company,
            number=PILOT,
            of=of,
            row_id=row.pk,
            values={"verdict": "confirmed", "conclusion": "So machen wir weiter."},
            by=cast.lead,
            at=cast.on((day - cast.begun.date()).days, hour=1),
        )
