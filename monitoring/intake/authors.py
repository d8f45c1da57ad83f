"""Authors are kept only so long: then a pseudonym stands in their place, and figures stay.

The database is the queue: whatever is older than its source allows and still has its author is
due, whoever begins and wherever the last one stopped.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from companies.models import Company
from companies.secrets import UnreadableSecretError
from monitoring.intake.answers import forget_answers
from monitoring.intake.blanking import Blank, write_blanks
from monitoring.intake.editing import WORDLESS
from monitoring.intake.hiding import hidden_name, hide
from monitoring.intake.placing import lock
from monitoring.models import Item, Mention, Retention, Source
from monitoring.models.privacy import KEEP_DAYS
from monitoring.privacy.keys import Key, key_of

log = logging.getLogger(__name__)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """How long one source keeps authors, and what becomes of the text."""

    source_id: int
    company_id: int
    days: int
    empties_text: bool

    def before(self, at: datetime) -> datetime:
        """What was read before this moment is due."""
        return at - timedelta(days=self.days)


def rules(company: Company | None = None) -> Iterator[Rule]:
    """The rule of every source, removed ones too (one query)."""
    own = Retention.everywhere.filter(company=OuterRef("company"))
    sources = Source.everywhere.filter(company=company) if company else Source.everywhere.all()
    rows = sources.annotate(
        days=_days(), empties=Coalesce(Subquery(own.values("empties_text")[:1]), False)
    )
    for row in rows.order_by("company", "pk").values_list("pk", "company", "days", "empties"):
        yield Rule(*row)


def _days() -> Least:
    own = Retention.everywhere.filter(company=OuterRef("company")).values("keep_days")[:1]
    of_company = Coalesce(Subquery(own), KEEP_DAYS)
    return Least(of_company, Coalesce(F("keep_days"), of_company))


def forget_authors(*, at: datetime, step: int = BATCH) -> int:
    """Take the authors out of everything that is due, in steps of so many; how many mentions."""
    done = 0
    for rule in list(rules()):
        if not _due(rule, at).exists():
            continue
        company = Company.objects.get(pk=rule.company_id)
        try:
            key = key_of(company)
        except UnreadableSecretError:
            # One company's key must not keep the authors of all the others here for longer.
            log.exception("authors of company %s are not forgotten: its key", rule.company_id)
            continue
        while number := _step(rule, key, at, step):
            done += number
    _forget_in_items(at, step)
    return done


def _due(rule: Rule, at: datetime) -> "QuerySet[Mention]":
    return Mention.everywhere.filter(
        source=rule.source_id, author_removed_at__isnull=True, fetched_at__lte=rule.before(at)
    )


@transaction.atomic
def _step(rule: Rule, key: Key, at: datetime, most: int) -> int:
    lock([rule.company_id])
    columns = ("id", "author", "author_url", "site", "url", "external_id", "title", "text")
    rows = _due(rule, at).order_by("fetched_at", "id").select_for_update(no_key=True)
    found = [Row(*row) for row in rows.values_list(*columns)[:most]]
    if found:
        write_blanks([_blank(row, rule, key) for row in found], erased=False, at=at)
        feed_id = Source.everywhere.values_list("feed", flat=True).get(pk=rule.source_id)
        hide(feed_id, [row.external_id for row in found if row.is_named])
        forget_answers({row.id: (row.author, row.author_url) for row in found if row.is_named})
    return len(found)


@dataclass(frozen=True, slots=True)
class Row:
    """What there is of a mention now."""

    id: int
    author: str
    author_url: str
    site: str
    url: str
    external_id: str
    title: str
    text: str

    @property
    def is_named(self) -> bool:
        """Whether it says who wrote it."""
        return bool(self.author or self.author_url)


def _blank(row: Row, rule: Rule, key: Key) -> Blank:
    """Where nobody is named, the address of the entry leads to nobody and may stay."""
    named = row.author or row.author_url
    return Blank(
        row.id,
        author=key.pseudonym(named, row.site) if named else "",
        url="" if named else row.url,
        external_id=key.remembered(row.site, row.external_id) if named else row.external_id,
        title="" if rule.empties_text and named else row.title,
        text="" if rule.empties_text and named else row.text,
    )


def _forget_in_items(at: datetime, step: int) -> int:
    """What feeds brought serves all who watch them: it goes with the longest rule among them.

    A row without words stays under a hash, so that what a feed still carries is known again.
    """
    watched = Source.everywhere.filter(removed_at__isnull=True).annotate(days=_days())
    longest = watched.values("feed").annotate(longest=Max("days"))
    named = ~Q(author="") | ~Q(author_url="")
    gone = 0
    for feed_id, days in longest.values_list("feed", "longest"):
        old = Item.objects.filter(named, feed=feed_id, fetched_at__lte=at - timedelta(days=days))
        while number := _forget_some(feed_id, old[:step], at):
            gone += number
    return gone


@transaction.atomic
def _forget_some(feed_id: int, some: "QuerySet[Item]", at: datetime) -> int:
    items = list(some.only("external_id"))
    names = [item.external_id for item in items]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(**WORDLESS, deleted_at_source=at)
    for item in items:
        item.external_id = hidden_name(item.external_id)
    Item.objects.bulk_update(items, ["external_id"])
    hide(feed_id, names)
    return len(items)
