"""What people do with an incident: each act is a line of its timeline (S3, S4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.models import Scenario
from monitoring.alarm.levels import Kind, Level
from monitoring.models import Incident, IncidentEvent
from monitoring.selectors.incidents import open_incident, people_for_incidents
from monitoring.services.alarm.doors import editor_or_refused, note_event, open_or_refused
from monitoring.services.alarm.telling import tell_of

Sort = IncidentEvent.Sort


@transaction.atomic
def open_by_hand(
    *,
    company: Company,
    about: str,
    level: str,
    scenario: Scenario | None,
    by: User,
    at: datetime,
) -> Incident:
    """Somebody knows before the alarm does. Raises RefusedError while one is open already."""
    editor_or_refused(company, by, at)
    if open_incident(company) is not None:
        raise RefusedError(_("An incident is open already. Note there what has come up."))
    incident = Incident.everywhere.create(
        company=company,
        kind=Kind.BY_HAND,
        level=level,
        about=about.strip(),
        scenario=scenario,
        scenario_topic=scenario.topic if scenario else "",
        starts_at=at,
        opened_at=at,
        opened_by=by,
    )
    note_event(incident, Sort.OPENED, by=by, at=at, kind=str(Kind.BY_HAND), level=level)
    audit.record(company, "incident.opened", by=by, at=at, about=incident.about)
    tell_of(incident, news="opened", by=by, at=at)
    return incident


@transaction.atomic
def change_level(*, incident: Incident, level: str, text: str, by: User, at: datetime) -> Incident:
    """Raise or lower the level by hand; whoever must know of a higher one is told.

    The same level again changes nothing. A lower one needs a reason.
    """
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    was, to = Level(row.level), Level(level)
    if was is to:
        return row
    sort = Sort.RAISED if to.rank > was.rank else Sort.LOWERED
    if sort is Sort.LOWERED and not text.strip():
        raise RefusedError(_("Say why it is less serious than it looked."), field="text")
    row.level = level
    row.save(update_fields=["level"])
    note_event(row, sort, by=by, at=at, text=text.strip(), was=str(was), level=level)
    audit.record(row.company, "incident.level", by=by, at=at, was=str(was), level=level)
    if sort is Sort.RAISED:
        tell_of(row, news="raised", by=by, at=at)
    return row


@transaction.atomic
def note(*, incident: Incident, text: str, is_decision: bool, by: User, at: datetime) -> None:
    """Write down what was seen, done or decided."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    note_event(row, Sort.DECIDED if is_decision else Sort.NOTE, by=by, at=at, text=text.strip())


@transaction.atomic
def decide_to_stay_silent(*, incident: Incident, text: str, by: User, at: datetime) -> Incident:
    """Sometimes it is better to say nothing (S4): decided, with the reason, not forgotten."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    if row.silent_since is None:
        _say(row, Sort.SILENT, at, text, by, at)
        audit.record(row.company, "incident.silent", by=by, at=at, reason=text.strip())
    return row


@transaction.atomic
def decide_to_speak(*, incident: Incident, text: str, by: User, at: datetime) -> Incident:
    """The silence ends, with a reason."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    if row.silent_since is not None:
        _say(row, Sort.SPEAK, None, text, by, at)
        audit.record(row.company, "incident.speak", by=by, at=at, reason=text.strip())
    return row


def _say(
    row: Incident, sort: str, since: datetime | None, text: str, by: User, at: datetime
) -> None:
    if not text.strip():
        raise RefusedError(_("Say why."), field="text")
    row.silent_since = since
    row.save(update_fields=["silent_since"])
    note_event(row, sort, by=by, at=at, text=text.strip())


@transaction.atomic
def take_on(*, incident: Incident, owner: Membership, by: User, at: datetime) -> Incident:
    """Somebody sees to it from now on. Raises RefusedError if they cannot."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    person = people_for_incidents(row.company).filter(pk=owner.pk).first()
    if person is None:
        said = _("Only lead, consultant and manager can take an incident on.")
        raise RefusedError(said, field="owner")
    if row.owner_id != person.pk:
        row.owner = person
        row.save(update_fields=["owner"])
        note_event(row, Sort.OWNER, by=by, at=at, person=str(person.user))
        audit.record(row.company, "incident.owner", by=by, at=at, person=str(person.user))
    return row


@transaction.atomic
def choose_scenario(
    *, incident: Incident, scenario: Scenario | None, by: User, at: datetime
) -> Incident:
    """Another scenario fits better, or none."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    if row.scenario_id != (scenario.pk if scenario else None):
        row.scenario = scenario
        row.scenario_topic = scenario.topic if scenario else ""
        row.save(update_fields=["scenario", "scenario_topic"])
        note_event(row, Sort.SCENARIO, by=by, at=at, topic=row.scenario_topic)
    return row


@transaction.atomic
def close_incident(
    *, incident: Incident, outcome: str, debrief: str, by: User, at: datetime
) -> Incident:
    """It is over, with what is learned from it. ``expected``: the alarm learns from it, too."""
    editor_or_refused(incident.company, by, at)
    row = open_or_refused(incident)
    if not debrief.strip():
        raise RefusedError(_("Write down in a sentence or two what it was."), field="debrief")
    row.state, row.outcome, row.debrief = Incident.State.CLOSED, outcome, debrief.strip()
    row.closed_by, row.closed_at = by, at
    row.save()
    note_event(row, Sort.CLOSED, by=by, at=at, text=row.debrief, outcome=outcome)
    audit.record(row.company, "incident.closed", by=by, at=at, level=row.level)
    tell_of(row, news="closed", by=by, at=at)
    return row
