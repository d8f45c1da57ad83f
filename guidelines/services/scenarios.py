"""Conflict scenarios: written, taken over from an example, reviewed, removed (S3, S4)."""

from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from guidelines.example_scenarios import example_scenario
from guidelines.models import PreparedText, Scenario
from guidelines.services.editors import (
    CHANGED_MEANWHILE,
    day_of,
    live_or_refused,
    lock_for_editor,
)
from guidelines.typed import ScenarioWords

MOST = 60
"""Scenarios of a company; nobody keeps more in mind."""
GONE = _("This scenario is no longer there.")
EXAMPLES = UUID("2f5c1a53-7a38-4b0b-8a39-3a0ac1f7a1de")


@transaction.atomic
def add_scenario(
    *,
    company: Company,
    words: ScenarioWords,
    owner: Membership | None,
    deputy: Membership | None,
    form_key: UUID,
    by: User,
    at: datetime,
) -> Scenario:
    """A scenario of one's own; the same form sent twice adds one."""
    lock_for_editor(company, by, at)
    if there := Scenario.of(company).filter(form_key=form_key).first():
        return there
    _check_number(company)
    row = Scenario(company=company, form_key=form_key, created_by=by, created_at=at, changed_at=at)
    _fill(row, words)
    _put_people(row, owner, deputy)
    row.save()
    audit.record(company, "scenario.added", by=by, at=at, topic=row.topic)
    return row


@transaction.atomic
def take_example(*, company: Company, key: str, language: str, by: User, at: datetime) -> Scenario:
    """A shipped example with its texts, to be changed; taken twice it is there once."""
    lock_for_editor(company, by, at)
    example = example_scenario(language, key)
    if example is None:
        raise RefusedError(_("There is no such example."))
    if there := Scenario.of(company).filter(example=key).first():
        return there
    _check_number(company)
    row = Scenario(
        company=company,
        example=key,
        form_key=uuid5(EXAMPLES, f"{key} {at.isoformat()}"),
        created_by=by,
        created_at=at,
        changed_at=at,
    )
    _fill(row, example.words)
    row.save()
    PreparedText.everywhere.bulk_create(
        PreparedText(
            company=company,
            scenario=row,
            title=each.title,
            language=example.language,
            text=each.text,
            form_key=uuid5(row.form_key, each.title),
        )
        for each in example.texts
    )
    audit.record(company, "scenario.taken_over", by=by, at=at, topic=row.topic)
    return row


@transaction.atomic
def save_scenario(
    *,
    company: Company,
    scenario_id: int,
    words: ScenarioWords,
    owner: Membership | None,
    deputy: Membership | None,
    seen: int,
    by: User,
    at: datetime,
) -> Scenario:
    """New words for a scenario; ``seen`` is the revision that was before their eyes.

    Refused if somebody else has changed it in between; the same words sent twice are saved once.
    """
    lock_for_editor(company, by, at)
    row = scenario_or_refused(company, scenario_id)
    if _says_so_already(row, words, owner, deputy):
        return row
    if seen != row.revision:
        raise RefusedError(CHANGED_MEANWHILE)
    _fill(row, words)
    _put_people(row, owner, deputy)
    touch(row, at)
    audit.record(company, "scenario.saved", by=by, at=at, topic=row.topic)
    return row


@transaction.atomic
def review_scenario(*, company: Company, scenario_id: int, by: User, at: datetime) -> Scenario:
    """It was read again today and still holds; said twice on a day it counts once."""
    lock_for_editor(company, by, at)
    row = scenario_or_refused(company, scenario_id)
    today = at.astimezone(ZoneInfo(company.time_zone)).date()
    if row.reviewed_on == today:
        return row
    row.reviewed_on, row.reviewed_by = today, by
    row.save(update_fields=["reviewed_on", "reviewed_by"])
    audit.record(
        company,
        "scenario.reviewed",
        by=by,
        at=at,
        topic=row.topic,
        reviewed_on=day_of(company, at),
    )
    return row


@transaction.atomic
def remove_scenario(*, company: Company, scenario_id: int, by: User, at: datetime) -> None:
    """Take a scenario away with its texts; the log keeps that it was there."""
    lock_for_editor(company, by, at)
    row = scenario_or_refused(company, scenario_id)
    PreparedText.of(company).filter(scenario=row).delete()
    row.delete()
    audit.record(company, "scenario.removed", by=by, at=at, topic=row.topic)


def scenario_or_refused(company: Company, scenario_id: int) -> Scenario:
    """The scenario; raises RefusedError if it has been removed."""
    row = Scenario.of(company).filter(pk=scenario_id).first()
    if row is None:
        raise RefusedError(GONE)
    return row


def words_of(row: Scenario) -> ScenarioWords:
    """What the scenario says."""
    return ScenarioWords(
        topic=row.topic,
        likelihood=row.likelihood,
        trigger=row.trigger,
        criticism_percent=row.criticism_percent,
        times_usual=row.times_usual,
        reaction=row.reaction,
        plan=row.plan,
    )


def touch(row: Scenario, at: datetime) -> None:
    """Save it as changed at this moment: pages that were open before are outdated."""
    row.revision += 1
    row.changed_at = at
    row.save()


def _check_number(company: Company) -> None:
    if Scenario.of(company).count() >= MOST:
        raise RefusedError(_("There are sixty scenarios already; nobody keeps more in mind."))


def _fill(row: Scenario, words: ScenarioWords) -> None:
    if not words.topic.strip():
        raise RefusedError(_("Please name the conflict."), field="topic")
    if words.reaction and not words.plan.strip():
        raise RefusedError(
            _("Please say in a few words how, or why you would stay silent."), field="plan"
        )
    row.topic, row.likelihood = words.topic.strip(), words.likelihood
    row.trigger, row.reaction, row.plan = words.trigger.strip(), words.reaction, words.plan.strip()
    row.criticism_percent, row.times_usual = words.criticism_percent, words.times_usual


def _says_so_already(
    row: Scenario, words: ScenarioWords, owner: Membership | None, deputy: Membership | None
) -> bool:
    people = (owner.pk if owner else None, deputy.pk if deputy else None)
    return words_of(row) == words and (row.owner_id, row.deputy_id) == people


def _put_people(row: Scenario, owner: Membership | None, deputy: Membership | None) -> None:
    row.owner = live_or_refused(row.company, owner, "owner")
    row.deputy = live_or_refused(row.company, deputy, "deputy")
    if row.owner is not None and row.owner == row.deputy:
        raise RefusedError(_("Nobody is their own deputy."), field="deputy")
