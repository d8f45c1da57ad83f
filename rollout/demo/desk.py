"""The desk of the demo's companies: rules, promises, words, and cases in every state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from companies.models import Company, Department, Membership, User
from monitoring.demo_sources.history import remember
from monitoring.models import DeskCase, Feed, Source
from monitoring.services.desk.assigning import assign_case, route_case, take_case
from monitoring.services.desk.noting import add_note
from monitoring.services.desk.settings import (
    RuleGiven,
    add_rule,
    prepare_answer,
    set_place,
    set_promise,
)
from monitoring.services.desk.settling import answer_case, close_case

HOUR = timedelta(hours=1)
FORGOTTEN = timedelta(days=18)
"""Longer ago than the works are shut at Christmas, so that its promise is over."""
READ_AGAIN = timedelta(days=2)
"""So long ago the demo's companies last looked at what had come in."""


@dataclass(frozen=True)
class House:
    """Who answers in a company, and for which subjects a department does."""

    company: Company
    lead: User
    answers: Membership
    department: Department
    words: str
    press: str


def house(company: Company, lead: User, answers: User, words: str, press: str) -> House:
    """The people of a company's desk; the one who answers belongs to a department."""
    member = Membership.of(company).select_related("user", "department").get(user=answers)
    assert member.department is not None, "said in rollout/demo/people.py"
    return House(company, lead, member, member.department, words, press)


def decide(of: House, *, at: datetime) -> None:
    """What the company decides about its desk."""
    company, lead = of.company, of.lead
    for given in (
        RuleGiven(words=of.words, department=of.department),
        RuleGiven(kind="question", person=of.answers),
    ):
        add_rule(company=company, given=given, by=lead, at=at)
    set_promise(company=company, source_kind="mastodon", minutes=240, by=lead, at=at)
    for title, text in PREPARED:
        prepare_answer(company=company, title=title, text=text, by=lead, at=at)
    for source in Source.of(of.company).filter(name=of.press):
        set_place(source=source, takes_answers=False, by=of.lead, at=at)


def tell(of: House, *, now: datetime) -> None:
    """What came in last week, and what people have done about it since."""
    decide(of, at=now - timedelta(days=10))
    feeds = Feed.objects.filter(pk__in=Source.of(of.company).values("feed"))
    last = (now - READ_AGAIN - timedelta(days=1)).date()
    remember(feeds, first=last - timedelta(days=6), last=last, today=now.date())
    cases = DeskCase.of(of.company).filter(came_in_at__gt=now - FORGOTTEN)
    for place, case in enumerate(_in_order(cases)):
        _work_on(of, case, place, now)


def forget_one(of: House, *, now: datetime) -> None:
    """Of what came in weeks ago one was taken and forgotten: it is late on whatever day one looks.

    Everything else of that week has its answer.
    """
    feeds = Feed.objects.filter(pk__in=Source.of(of.company).values("feed"))
    last = (now - FORGOTTEN - timedelta(days=2)).date()
    remember(feeds, first=last - timedelta(days=6), last=last, today=now.date())
    person = of.answers
    for place, case in enumerate(_in_order(DeskCase.of(of.company))):
        at = case.came_in_at + 9 * HOUR
        if place:
            answer_case(case=case, text=ANSWER, by=person.user, at=at)
        else:
            take_case(case=case, member=person, by=person.user, at=at)
            add_note(case=case, text=ASKED, by=person.user, at=at + HOUR)


def _in_order(cases: QuerySet[DeskCase]) -> QuerySet[DeskCase]:
    return cases.select_related("company", "mention").order_by("id")


def _work_on(of: House, case: DeskCase, place: int, now: datetime) -> None:
    at = min(case.came_in_at + 10 * HOUR, now)
    person = of.answers
    if place % 6 in (0, 1):
        take_case(case=case, member=person, by=person.user, at=at)
        answer_case(case=case, text=ANSWER, by=person.user, at=min(at + HOUR, now))
    elif place % 6 == 2:
        close_case(case=case, because="not_needed", note=KNOWN, by=of.lead, at=at)
    elif place % 6 == 3:
        route_case(case=case, department=of.department, by=of.lead, at=at, note=PLEASE)
    elif place % 6 == 4:
        assign_case(case=case, to=person, by=of.lead, at=at)
        add_note(case=case, text=ASKED, by=person.user, at=min(at + HOUR, now))


def answer_steadily(
    of: House, *, since: datetime, until: datetime, forgotten: int, now: datetime
) -> None:
    """Nearly everything that comes in from ``since`` on is answered the next morning.

    What lay there before is closed; of what was forgotten, the old is given up.
    """
    came_in = (
        DeskCase.of(of.company).select_related("company", "mention").order_by("came_in_at", "id")
    )
    person = of.answers.user
    place = 0
    for case in came_in:
        if case.came_in_at < since:
            close_case(case=case, because="elsewhere", note=BEFORE, by=of.lead, at=since)
        elif case.came_in_at < until:
            place += 1
            if place % forgotten:
                answer_case(case=case, by=person, at=case.came_in_at + 9 * HOUR)
            elif case.came_in_at < now - timedelta(days=30):
                late = case.came_in_at + timedelta(days=20)
                close_case(case=case, because="unreachable", note=TOO_LATE, by=of.lead, at=late)


PREPARED = (
    (
        "Reklamation",
        "Guten Tag, das tut uns leid. So soll es bei uns nicht sein. Bitte schreiben Sie uns mit "
        "Ihrem Namen und Ihrer Telefonnummer, dann melden wir uns heute noch und finden eine "
        "Lösung.",
    ),
    (
        "Öffnungszeiten",
        "Guten Tag, wir sind von Montag bis Freitag für Sie da. Die genauen Zeiten stehen auf "
        "unserer Internetseite. Wir freuen uns auf Ihren Besuch!",
    ),
    (
        "Dank für Lob",
        "Herzlichen Dank für die freundlichen Worte! Wir geben sie im Haus weiter.",
    ),
)
ANSWER = "Guten Tag, gern: Rufen Sie uns einfach an, wir klären das zusammen."
KNOWN = "Ist mit dem Kunden am Telefon geklärt."
PLEASE = "Könnt ihr das fachlich beantworten?"
ASKED = "Ich frage noch beim Meister nach, wann wir liefern können."
BEFORE = "Aus der Zeit, bevor hier jemand geantwortet hat."
TOO_LATE = "Übersehen; der Beitrag ist inzwischen geschlossen."
