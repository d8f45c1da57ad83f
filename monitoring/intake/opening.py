"""What wants an answer is put on the desk in the transaction in which it is written down (S3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Q

from companies.calendars import working_time_of
from companies.models import Company, User
from companies.working_time import WorkingTime
from monitoring.desk.due import due_at
from monitoring.desk.places import takes_answers
from monitoring.desk.routing import About, Rule, first_fit
from monitoring.desk.wanting import BAD_RATING, Said, cues, is_recent, why
from monitoring.desk.words import Happening, Why
from monitoring.models import (
    AnswerPlace,
    AnswerPromise,
    CaseEvent,
    DeskCase,
    Mention,
    RoutingRule,
    Source,
)
from monitoring.pipeline.text import whole
from monitoring.selectors.judging import wants_answer_threshold
from monitoring.selectors.staff import Staff, staff_of

COLUMNS = (
    "id",
    "company_id",
    "source_id",
    "title",
    "text",
    "published_at",
    "fetched_at",
    "rating",
    "is_own",
    "is_by_us",
    "is_question",
    "addressed_to_us",
    "folded_into_id",
    "tone",
    "tone_negative",
    "tone_by_id",
    "tone_reasons",
    "kind",
    "topics",
    "answered_at",
)


@dataclass
class Desk:
    """The desk of one company at one moment: its calendar, promises, rules and people."""

    company: Company
    at: datetime
    taken: Counter[int] = field(default_factory=Counter)

    @cached_property
    def working_time(self) -> WorkingTime:
        """When it works."""
        return working_time_of(self.company)

    @cached_property
    def threshold(self) -> int:
        """From which likelihood of criticism on, per mille."""
        return wants_answer_threshold(self.company)

    @cached_property
    def promises(self) -> Mapping[str, int]:
        """Working minutes by kind of source."""
        rows = AnswerPromise.of(self.company)
        return dict(rows.values_list("source_kind", "minutes"))

    @cached_property
    def places(self) -> Mapping[int, bool]:
        """What somebody said of a source: whether one can answer there."""
        return dict(AnswerPlace.of(self.company).values_list("source_id", "takes_answers"))

    @cached_property
    def rules(self) -> list[Rule]:
        """Who gets what, in order."""
        return [rule_of(row) for row in RoutingRule.of(self.company).order_by("position", "id")]

    @cached_property
    def staff(self) -> Staff:
        """Who is there today."""
        return staff_of(self.company, self._today)

    @property
    def _today(self) -> date:
        return self.at.astimezone(ZoneInfo(self.company.time_zone)).date()

    @cached_property
    def sources(self) -> Mapping[int, tuple[str, str]]:
        """Kind and address of every source, the removed ones too: their mentions stay."""
        rows = Source.of(self.company).values_list("id", "feed__kind", "feed__address")
        return {pk: (kind, address) for pk, kind, address in rows}

    def reason(self, mention: Mention) -> Why | None:
        """Why a mention wants an answer; None if it does not, or has one."""
        if mention.answered_at is not None:
            return None
        kind, address = self.sources[mention.source_id]
        place = self.places.get(mention.source_id)
        return why(
            said_of(mention),
            threshold=self.threshold,
            takes_answers=takes_answers(kind, address) if place is None else place,
        )

    def case(
        self, mention: Mention, reason: Why, came_in_at: datetime, by: User | None = None
    ) -> tuple[DeskCase, CaseEvent, CaseEvent | None]:
        """A case for a mention with what happened to it at once, none of it saved yet."""
        kind, _address = self.sources[mention.source_id]
        minutes = self.promises.get(kind)
        text = whole(mention.title, mention.text)
        about = About(text, mention.topics, mention.source_id, kind, mention.kind, mention.tone)
        case = DeskCase(
            company=self.company,
            mention_id=mention.pk,
            why=reason,
            cues=cues(reason, text, mention.tone_reasons),
            opened_at=self.at,
            opened_by=by,
            came_in_at=came_in_at,
            due_at=due_at(self.working_time, came_in_at, minutes),
            promised_minutes=minutes,
        )
        opened = self._event(case, Happening.OPENED, by, {"why": str(reason.value)})
        return case, opened, self._routed(case, first_fit(self.rules, about))

    def _routed(self, case: DeskCase, rule: Rule | None) -> CaseEvent | None:
        if rule is None:
            return None
        if rule.department is not None:
            case.department_id = rule.department
            case.owner_id = self.staff.somebody_of(rule.department, self.taken)
        elif rule.person is not None and rule.person in self.staff.people:
            person = self.staff.people[rule.person]
            case.department_id, case.owner_id = person.department_id, person.pk
        else:
            return None
        detail: dict[str, str] = {}
        if case.owner_id is not None:
            self.taken[case.owner_id] += 1
            detail["to"] = str(self.staff.people[case.owner_id].user)
        return self._event(case, Happening.ROUTED, None, detail)

    def _event(
        self, case: DeskCase, kind: Happening, by: User | None, detail: Mapping[str, object]
    ) -> CaseEvent:
        return CaseEvent(
            company=self.company, case=case, at=self.at, by=by, kind=kind, detail=dict(detail)
        )


def said_of(mention: Mention) -> Said:
    """What the choice rests on; a tone that somebody chose counts for certain."""
    negative = mention.tone_negative
    if mention.tone_by_id is not None:
        negative = 1000 if mention.tone == "negative" else 0
    return Said(
        about_us=mention.is_own,
        by_us=mention.is_by_us,
        is_copy=mention.folded_into_id is not None,
        is_question=mention.is_question,
        addressed=mention.addressed_to_us,
        rating=mention.rating,
        negative=negative,
    )


def rule_of(row: RoutingRule) -> Rule:
    """A stored rule as plain facts."""
    return Rule(
        words=row.words,
        topic=row.topic,
        source_id=row.source_id,
        source_kind=row.source_kind,
        kind=row.kind,
        tone=row.tone,
        department=row.department_id,
        person=row.person_id,
    )


LOWEST = 50
"""No company's threshold of criticism lies lower (monitoring/pipeline/tone/threshold.py)."""

MIGHT_WANT = (
    Q(is_question=True)
    | Q(addressed_to_us=True)
    | Q(rating__lte=BAD_RATING)
    | Q(tone_negative__gte=LOWEST)
)


def open_cases(mention_ids: Collection[int], *, at: datetime | None = None) -> int:
    """Put what wants an answer on the desk; how many cases were opened.

    ``at`` is when the mentions became known, where that is later than when they were fetched.
    The caller holds the companies' lock (monitoring/intake/placing.py).
    """
    if not mention_ids:
        return 0
    rows = (
        Mention.everywhere.filter(MIGHT_WANT, id__in=mention_ids, is_own=True, is_by_us=False)
        .filter(folded_into__isnull=True, answered_at__isnull=True, cases__isnull=True)
        .select_related("company")
        .only(*COLUMNS, "company__time_zone")
        .order_by("company_id", "id")
    )
    recent = [row for row in rows if is_recent(row.published_at, known_at(row, at))]
    return sum(
        _open(company, list(mentions), at)
        for company, mentions in groupby(recent, key=lambda row: row.company)
    )


def known_at(mention: Mention, at: datetime | None) -> datetime:
    """When we could know of a mention."""
    return max(mention.fetched_at, at) if at else mention.fetched_at


def _open(company: Company, mentions: Sequence[Mention], at: datetime | None) -> int:
    desk = Desk(company, max(known_at(each, at) for each in mentions))
    made = [
        desk.case(mention, reason, known_at(mention, at))
        for mention in mentions
        if (reason := desk.reason(mention)) is not None
    ]
    save(made)
    return len(made)


def save(made: Iterable[tuple[DeskCase, CaseEvent, CaseEvent | None]]) -> None:
    """Write cases with what happened to them, in two statements."""
    made = list(made)
    if not made:
        return
    DeskCase.everywhere.bulk_create([case for case, _opened, _routed in made])
    events = [(opened, routed) for _case, opened, routed in made]
    CaseEvent.everywhere.bulk_create([each for pair in events for each in pair if each])
