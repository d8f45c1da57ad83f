"""One client beside a consultant's others, whose figures stand in groups without names."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.roles import Role
from rollout import snapshot
from rollout.days import local_day
from rollout.machine import State
from rollout.models import ComparisonGroup, ComparisonShare, Stage
from rollout.portfolio.groups import Spread, joining, spread
from rollout.portfolio.metrics import METRICS, Metric, PassedStage, values_of
from rollout.refusals import RefusedError


@dataclass(frozen=True)
class Compared:
    """One metric: the client's own figure, and the others'; None where there is none.

    ``is_within``: the client's figure stands in the only groups there are, so that nothing is left
    to compare it with.
    """

    metric: Metric
    own: int | None
    others: Spread | None
    is_within: bool


def comparison_of(user: User, company: Company) -> tuple[Compared, ...]:
    """Every metric for one client of a consultant (3 queries).

    A group that the client's own figure is in is left out whole.
    """
    own = _values([company]).get(company.pk, {})
    within = set(ComparisonShare.of(company).filter(user=user).values_list("group_id", flat=True))
    groups: dict[str, list[ComparisonGroup]] = defaultdict(list)
    for group in ComparisonGroup.objects.filter(user=user).order_by("pk"):
        groups[group.metric].append(group)
    return tuple(
        _compared(metric, own.get(metric.key), groups[metric.key], within) for metric in METRICS
    )


def _compared(
    metric: Metric, own: int | None, groups: list[ComparisonGroup], within: Collection[int]
) -> Compared:
    others = [group.values for group in groups if group.pk not in within]
    return Compared(
        metric=metric,
        own=own,
        others=spread(others, metric.unit.step),
        is_within=bool(groups) and not others,
    )


def may_compare(user: User, company: Company) -> bool:
    """Whether new figures of a consultant’s other clients could join now (3 queries)."""
    return next(_new(_clients(user), company, user), None) is not None


def compare(*, company: Company, by: User, at: datetime) -> int:
    """Let new figures of a consultant's other clients join, in groups of five; how many groups.

    ``company`` is the client they are to stand beside; its own figures do not join. Raises
    RefusedError if too few new figures are there.
    """
    with transaction.atomic():
        # Two at once would let a figure join twice.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        clients = _clients(by)
        if company not in clients:
            raise RefusedError(_("Only the consultant of a company compares it with others."))
        groups = [
            _group(metric.key, members, by=by, at=at)
            for metric, members in _new(clients, company, by)
        ]
        if not groups:
            raise RefusedError(
                _(
                    "There are too few new figures. At least five other clients have to have "
                    "passed the same stage since."
                )
            )
        _tell(clients, groups, by=by, at=at)
    return len(groups)


def _clients(user: User) -> list[Company]:
    live = Membership.everywhere.filter(user=user, role=Role.CONSULTANT, ended_at__isnull=True)
    return [each.company for each in live.select_related("company").order_by("company")]


def _new(
    clients: list[Company], shown: Company, user: User
) -> Iterator[tuple[Metric, dict[int, int]]]:
    """The figures that join now, metric by metric."""
    values = _values(clients)
    counted: dict[str, set[int]] = defaultdict(set)
    shares = ComparisonShare.everywhere.filter(user=user)
    for metric_key, company_id in shares.values_list("metric", "company_id"):
        counted[metric_key].add(company_id)
    for metric in METRICS:
        there = {pk: found[metric.key] for pk, found in values.items() if metric.key in found}
        members = joining(there, counted=counted[metric.key], shown=shown.pk)
        if members:
            yield metric, members


def _group(metric: str, members: dict[int, int], *, by: User, at: datetime) -> set[int]:
    group = ComparisonGroup.objects.create(
        user=by, metric=metric, values=sorted(members.values()), made_at=at
    )
    ComparisonShare.everywhere.bulk_create(
        ComparisonShare(company_id=company, user=by, metric=metric, group=group)
        for company in sorted(members)
    )
    return set(members)


def _tell(clients: list[Company], groups: list[set[int]], *, by: User, at: datetime) -> None:
    """Each company's log says that figures of it were taken, and how many."""
    for client in clients:
        number = sum(client.pk in group for group in groups)
        if number:
            audit.record(client, "comparison.joined", by=by, at=at, figures=number)


def _values(companies: list[Company]) -> dict[int, dict[str, int]]:
    """The figures of each company by metric (one query)."""
    by_key = {each.pk: each for each in companies}
    passed = Stage.everywhere.filter(company__in=by_key, state=State.PASSED)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = passed.select_related("submission").order_by("company", "number")
    for row in rows.iterator(chunk_size=100):
        company = by_key[row.company_id]
        assert row.submission is not None, "a stage passes with a submission"
        assert row.passed_at is not None, "a stage that passed has a moment"
        found[row.company_id] |= values_of(
            PassedStage(
                number=row.number,
                opened_on=local_day(company, row.opened_at) if row.opened_at else None,
                passed_on=local_day(company, row.passed_at),
                work=snapshot.read(row.submission.snapshot)["work"],
            )
        )
    return found
