"""What a company decides about its desk: who gets what, how fast, where, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Department, Membership, User
from companies.refusals import RefusedError
from monitoring.connectors import CONNECTORS
from monitoring.models import AnswerPlace, AnswerPromise, PreparedAnswer, RoutingRule, Source
from monitoring.models.desk import LONGEST_PROMISE
from monitoring.models.mention import TONES
from monitoring.pipeline.text import scrub

RULES = 60
PREPARED = 200


@dataclass(frozen=True)
class RuleGiven:
    """What somebody says of a rule: conditions, empty for any, and one place it leads to."""

    words: str = ""
    topic: str = ""
    source: Source | None = None
    source_kind: str = ""
    kind: str = ""
    tone: str = ""
    department: Department | None = None
    person: Membership | None = None


@transaction.atomic
def add_rule(*, company: Company, given: RuleGiven, by: User, at: datetime) -> RoutingRule:
    """A new rule behind the others. Raises RefusedError."""
    company.lock()
    rules = RoutingRule.of(company)
    if rules.count() >= RULES:
        raise RefusedError(_("There are enough rules. Please put some of them together."))
    last = rules.aggregate(last=Max("position"))["last"] or 0
    row = RoutingRule(company=company, position=last + 1)
    _fill(row, given)
    row.save()
    return _logged(row, by, at)


@transaction.atomic
def change_rule(*, rule: RoutingRule, given: RuleGiven, by: User, at: datetime) -> RoutingRule:
    """Say a rule anew, at its place. Raises RefusedError."""
    row = RoutingRule.of(rule.company).select_for_update().get(pk=rule.pk)
    _fill(row, given)
    row.save()
    return _logged(row, by, at)


@transaction.atomic
def move_rule(*, rule: RoutingRule, up: bool, by: User, at: datetime) -> None:
    """Let a rule be asked one earlier, or one later; at the end nothing happens."""
    rule.company.lock()
    rows = list(RoutingRule.of(rule.company).order_by("position", "id"))
    place = next((number for number, row in enumerate(rows) if row.pk == rule.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    RoutingRule.everywhere.bulk_update(rows, ["position"])
    _logged(rule, by, at)


@transaction.atomic
def remove_rule(*, rule: RoutingRule, by: User, at: datetime) -> None:
    """Take a rule away; what it has led somewhere stays there."""
    said = str(rule)
    if RoutingRule.of(rule.company).filter(pk=rule.pk).delete()[0]:
        audit.record(rule.company, "desk.rule_removed", by=by, at=at, rule=said)


def _fill(row: RoutingRule, given: RuleGiven) -> None:
    if (given.department is None) == (given.person is None):
        raise RefusedError(_("Choose a department or a person."), field="to")
    if given.source_kind not in {"", *CONNECTORS}:
        raise RefusedError(_("There is no such kind of source."), field="source_kind")
    if given.tone not in {"", *TONES}:
        raise RefusedError(_("There is no such tone."), field="tone")
    owned: Sequence[Source | Department | Membership | None]
    owned = (given.source, given.department, given.person)
    if any(each is not None and each.company_id != row.company_id for each in owned):
        raise RefusedError(_("Choose something of this company."))
    row.words = scrub(given.words).strip()[:300]
    row.topic = scrub(given.topic).strip()[:40]
    row.source, row.source_kind = given.source, given.source_kind
    row.kind, row.tone = given.kind[:10], given.tone
    row.department, row.person = given.department, given.person


def _logged(row: RoutingRule, by: User, at: datetime) -> RoutingRule:
    audit.record(row.company, "desk.rule_set", by=by, at=at, rule=str(row))
    return row


@transaction.atomic
def set_promise(
    *, company: Company, source_kind: str, minutes: int | None, by: User, at: datetime
) -> AnswerPromise | None:
    """Promise answers to one kind of source in so many working minutes; None: the usual promise.

    It holds for what comes in from now on; what lies on the desk keeps its due time. Raises
    RefusedError.
    """
    if source_kind not in CONNECTORS:
        raise RefusedError(_("There is no such kind of source."), field="source_kind")
    place = str(source_kind)
    if minutes is None:
        if AnswerPromise.of(company).filter(source_kind=source_kind).delete()[0]:
            audit.record(company, "desk.promise_removed", by=by, at=at, place=place)
        return None
    if not 15 <= minutes <= LONGEST_PROMISE:
        raise RefusedError(
            _("Promise something between a quarter of an hour and 40 working hours."),
            field="hours",
        )
    row, _new = AnswerPromise.everywhere.update_or_create(
        company=company, source_kind=source_kind, defaults={"minutes": minutes}
    )
    hours = f"{minutes / 60:g}"
    audit.record(company, "desk.promise_set", by=by, at=at, place=place, hours=hours)
    return row


@transaction.atomic
def set_place(*, source: Source, takes_answers: bool, by: User, at: datetime) -> None:
    """Say whether one can answer at a source; it holds for what comes in from now on."""
    AnswerPlace.everywhere.update_or_create(
        company=source.company, source=source, defaults={"takes_answers": takes_answers}
    )
    audit.record(source.company, "desk.place_set", by=by, at=at, source=source.name)


@transaction.atomic
def prepare_answer(
    *,
    company: Company,
    title: str,
    text: str,
    by: User,
    at: datetime,
    answer: PreparedAnswer | None = None,
) -> PreparedAnswer:
    """Keep words to begin an answer with, new or said anew. Raises RefusedError."""
    title, text = scrub(title).strip()[:80], scrub(text).strip()[:3000]
    if not title:
        raise RefusedError(_("Say on which occasion."), field="title")
    if not text:
        raise RefusedError(_("Write the words."), field="text")
    company.lock()
    others = PreparedAnswer.of(company)
    if answer is not None:
        others = others.exclude(pk=answer.pk)
    if others.filter(title=title).exists():
        raise RefusedError(_("There is a prepared answer of this name already."), field="title")
    if answer is None and others.count() >= PREPARED:
        raise RefusedError(_("There are enough prepared answers. Please remove some first."))
    row = answer or PreparedAnswer(company=company)
    row.title, row.text, row.changed_by, row.changed_at = title, text, by, at
    row.save()
    audit.record(company, "desk.answer_prepared", by=by, at=at, title=title)
    return row


@transaction.atomic
def remove_prepared(*, answer: PreparedAnswer, by: User, at: datetime) -> None:
    """Take prepared words away."""
    if PreparedAnswer.of(answer.company).filter(pk=answer.pk).delete()[0]:
        audit.record(answer.company, "desk.answer_removed", by=by, at=at, title=answer.title)
