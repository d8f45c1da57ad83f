"""Krämer's press releases: one by the playbook in the pilot's weeks, and one on its way now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from companies.models import Membership, User
from publishing.models import Playbook, Run
from publishing.selectors import candidates_for
from publishing.services.playbooks import take_playbook
from publishing.services.runs import begin_run
from publishing.services.working import finish_step, return_step
from rollout.demo.kraemer.cast import Cast

FORMS = UUID("9d2f7c1e-6b0a-4f6e-8c55-1e2d3c4b5a69")
PORTAL, WEBSITE = 4, 5
WORKDAYS = 5


def tell_of_the_pilot(cast: Cast, monday: date) -> None:
    """In the pilot's second week: five apprentices, from the first line to the link."""
    took = _moment(cast, monday, 9)
    playbook = take_playbook(
        company=cast.company, key="press_release", language="de", by=cast.lead, at=took
    )
    publication = _moment(cast, monday + timedelta(days=16), 10)
    run = _begin(cast, playbook, "Fünf neue Auszubildende", publication, took)
    draft = took + timedelta(days=3)
    written = Done("Entwurf mit Bild aus der Lehrwerkstatt.", "https://kraemer.example/entwurf")
    _do(cast, run, 1, cast.lead, draft, written)
    _return(cast, run, draft + timedelta(hours=4), "Bitte den Ausbildungsberuf genau nennen.")
    _do(cast, run, 1, cast.lead, draft + timedelta(days=1), written)
    _do(cast, run, 2, cast.manager, draft + timedelta(days=4))
    _do(cast, run, 3, cast.lead, publication - timedelta(hours=20), Done("An 14 Redaktionen."))
    _do(cast, run, PORTAL, cast.service, publication + timedelta(hours=2), Done("Drei Portale."))
    _do(
        cast,
        run,
        WEBSITE,
        cast.service,
        publication + timedelta(days=1),
        Done("Mit dem Artikel aus der Zeitung.", "https://kraemer.example/aktuelles"),
    )
    _do(cast, run, 6, cast.lead, publication + timedelta(days=1, hours=1))


def tell_of_now(cast: Cast) -> None:
    """A release that is written and waits for its approval."""
    playbook = Playbook.of(cast.company).get(shipped="press_release")
    day = _workday(cast.now.date() + timedelta(days=8))
    at = cast.now - timedelta(days=3)
    run = _begin(cast, playbook, "Neue Schweißhalle eröffnet", _moment(cast, day, 11), at)
    words = Done("Die Zahl der Plätze bitte prüfen.", "https://kraemer.example/schweisshalle")
    _do(cast, run, 1, cast.lead, cast.now - timedelta(days=1), words)


@dataclass(frozen=True)
class Done:
    """What is said about a step that is done."""

    note: str = ""
    link: str = ""


NOTHING = Done()


def _begin(cast: Cast, playbook: Playbook, title: str, publication: datetime, at: datetime) -> Run:
    live = Membership.of(cast.company).filter(ended_at__isnull=True)
    people = {each.pk: each for each in live.select_related("user").order_by("pk")}
    steps = list(playbook.steps.order_by("position", "pk"))
    owners = {
        step: people[person]
        for step, person in candidates_for(steps, list(people.values())).items()
    }
    service = next(each for each in people.values() if each.user_id == cast.service.pk)
    owners |= {steps[PORTAL - 1].pk: service, steps[WEBSITE - 1].pk: service}
    return begin_run(
        company=cast.company,
        playbook_id=playbook.pk,
        title=title,
        publication_at=publication,
        owners=owners,
        seen=playbook.revision,
        form_key=uuid5(FORMS, title),
        by=cast.lead,
        at=at,
    )


def _do(cast: Cast, run: Run, number: int, by: User, at: datetime, words: Done = NOTHING) -> None:
    step = run.steps.get(position=number)
    finish_step(
        company=cast.company, step_id=step.pk, note=words.note, link=words.link, by=by, at=at
    )


def _return(cast: Cast, run: Run, at: datetime, reason: str) -> None:
    step = run.steps.get(position=2)
    return_step(company=cast.company, step_id=step.pk, reason=reason, by=cast.manager, at=at)


def _moment(cast: Cast, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(cast.company.time_zone))


def _workday(day: date) -> date:
    while day.weekday() >= WORKDAYS:
        day += timedelta(days=1)
    return day
