"""The ways of storing that benchmarks/store_mentions.py compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value
from psycopg.types.json import Json

from benchmarks.database import cpu_seconds
from companies.models import BusinessHours, Company
from monitoring.connectors.base import Entry
from monitoring.intake import placing
from monitoring.intake.items import Brought, Stored, read, store_items
from monitoring.intake.judging import Judge, judged
from monitoring.intake.matching import index, wanted, watchers_of
from monitoring.intake.placing import New, place
from monitoring.models import Mention, Source
from monitoring.pipeline.judge import Judged, judge_texts
from monitoring.query.fold import fold
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.listening import look_for, watch

LONG_AGO = timedelta(days=90)
WRITTEN = (
    "company_id source_id external_id url title text author author_url site language published_at "
    "fetched_at day rating is_own tone tone_negative tone_positive tone_reasons kind is_question "
    "topics content_hash bands signature answer_url words"
).split()


class Ways:
    """One company, one source, the same entries again and again, in batches of any size."""

    def __init__(self, entries: Sequence[Entry], batch: int) -> None:
        by = make_user()
        self.company = make_company()
        for weekday in range(5):
            BusinessHours.everywhere.create(
                company=self.company, weekday=weekday, opens=time(8), closes=time(17)
            )
        for name in ("Lindner", "Service OR Hotline", "Biergarten AND Bamberg"):
            look_for(self.company, name, by=by)
        self.source = watch(self.company, "https://blog.example/feed", by=by)
        self.all = entries
        self.past = [replace(each, published_at=each.published_at - LONG_AGO) for each in entries]
        self.cut(batch)
        self.ahead = judged_ahead([*self.brought, *self.old_news])
        self.empty()
        self.store()
        # As where mentions have been stored before: an empty database's first plans are guesses.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.rows = list(
            Mention.everywhere.order_by("id").values(*WRITTEN).iterator(chunk_size=1_000)
        )

    def cut(self, batch: int) -> None:
        """From now on store so many at a time, whatever the way."""
        self.batch = batch
        self.entries = batches(self.all, batch)
        self.brought = [read(each, site="blog.example") for each in self.entries]
        self.old_news = [read(each, site="blog.example") for each in batches(self.past, batch)]

    def empty(self, *, with_items: bool = False) -> None:
        """No mention is stored any more; nor any item, unless asked for."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE monitoring_item, monitoring_mention CASCADE")
            cursor.execute("TRUNCATE monitoring_mentioncount, monitoring_voicecount")
            cursor.execute("DROP TABLE IF EXISTS bare")
            cursor.execute("CREATE TABLE bare AS TABLE monitoring_mention WITH NO DATA")
            cursor.execute("DROP TABLE IF EXISTS stage")
            cursor.execute("CREATE TEMP TABLE stage AS TABLE monitoring_mention WITH NO DATA")
            cursor.execute("ALTER TABLE stage ALTER COLUMN words TYPE text")
        if with_items:
            self.news = [self._new(each) for each in self.brought]

    def _new(self, brought: Sequence[Brought]) -> list[New]:
        stored = store_items(self.source.feed_id, brought, at=MONDAY)
        watchers, ids = watchers_of(self.source.feed_id), placing.next_ids(len(stored))
        found = list(wanted(stored, watchers, index()))
        opinions = self.ahead(each.item for each in found)
        return [
            New(pk, each, opinions[each.item.id], None) for pk, each in zip(ids, found, strict=True)
        ]

    def mentions_alone(self) -> None:
        """The one statement that writes finished mentions and files their words."""
        for each in self.news:
            placing.insert(each)

    def check(self, name: str, number: int) -> None:
        """Whatever the way, the same number of mentions must be there."""
        with connection.cursor() as cursor:
            table = "bare" if "bare" in name else "monitoring_mention"
            cursor.execute(f"SELECT count(*) FROM {table}")
            found = cursor.fetchone()[0]
            assert found == number, f"{name}: {found} of {number}"

    def ours(self) -> None:
        """The product's way, from the parsed entry on."""
        for each in self.entries:
            self._store(read(each, site="blog.example"), judged)

    def store(self) -> None:
        """The product's way, of items judged before."""
        for each in self.brought:
            self._store(each, self.ahead)

    def store_old_news(self) -> None:
        """The same, of items too old for anybody to answer them: nothing comes onto the desk."""
        for each in self.old_news:
            self._store(each, self.ahead)

    @transaction.atomic
    def _store(self, brought: Any, judge: Judge) -> None:
        feed = self.source.feed_id
        stored = store_items(feed, brought, at=MONDAY)
        place(wanted(stored, watchers_of(feed), index()), judge=judge)

    def bulk_create(self) -> None:
        """Django's way for many, the words filed by the same function."""
        for each in batches(self.rows, self.batch):
            Mention.everywhere.bulk_create(
                [Mention(**with_words(row)) for row in each], ignore_conflicts=True
            )

    def get_or_create(self) -> None:
        """Django's way one by one."""
        for row in self.rows:
            given = with_words(row)
            key = {name: given.pop(name) for name in ("company_id", "source_id", "external_id")}
            Mention.everywhere.get_or_create(**key, defaults=given)

    def copy(self) -> None:
        """The floor with the same indexes and triggers: finished rows, words and all."""
        self._copy("monitoring_mention")

    def copy_bare(self) -> None:
        """The floor of the floor."""
        self._copy("bare")

    def _copy(self, table: str) -> None:
        for each in batches(self.rows, self.batch):
            _copied(table, each)

    def copy_and_merge(self) -> None:
        """COPY that files the words as we do: into a table between, and from there."""
        columns = ", ".join(name for name in WRITTEN if name != "words")
        for each in batches(self.rows, self.batch):
            given = [row | {"words": fold(f"{row['text']}\n{row['author']}")} for row in each]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("TRUNCATE stage")
                _copied("stage", given)
                cursor.execute(
                    f"INSERT INTO monitoring_mention ({columns}, words) "
                    f"SELECT {columns}, to_tsvector('etappe', words) FROM stage "
                    "ON CONFLICT (company_id, source_id, external_id) DO NOTHING"
                )


class More:
    """A company that has a source and mentions already gets some more, by three ways."""

    BATCH = 50

    def __init__(self, company: Company) -> None:
        self.source = Source.of(company).get()

    def rates(self, part: Sequence[Entry]) -> dict[str, float]:
        """Rows per CPU second by way; each way brings them under names of its own."""
        whole = self._brought(part, "whole")
        ahead = judged_ahead(whole)
        found = {"the whole transaction": cpu_seconds(lambda: self._store(whole, ahead))}
        news = [self._items(each) for each in self._brought(part, "alone")]
        found["mentions alone"] = cpu_seconds(lambda: self._insert(news))
        rows = self._rows(part)
        found["bulk_create"] = cpu_seconds(lambda: self._bulk_create(rows))
        return {name: len(part) / seconds for name, seconds in found.items()}

    def _brought(self, part: Sequence[Entry], way: str) -> list[Sequence[Brought]]:
        named = [replace(each, external_id=f"{way}:{each.external_id}") for each in part]
        return [read(each, site="blog.example") for each in batches(named, self.BATCH)]

    def _store(self, whole: Sequence[Sequence[Brought]], judge: Judge) -> None:
        feed = self.source.feed_id
        for brought in whole:
            with transaction.atomic():
                stored = store_items(feed, brought, at=MONDAY)
                place(wanted(stored, watchers_of(feed), index()), judge=judge)

    def _items(self, brought: Sequence[Brought]) -> list[New]:
        stored = store_items(self.source.feed_id, brought, at=MONDAY)
        found = list(wanted(stored, watchers_of(self.source.feed_id), index()))
        ids, opinions = placing.next_ids(len(stored)), judged(each.item for each in found)
        return [
            New(pk, each, opinions[each.item.id], None) for pk, each in zip(ids, found, strict=True)
        ]

    def _insert(self, news: Sequence[Sequence[New]]) -> None:
        for each in news:
            placing.insert(each)

    def _rows(self, part: Sequence[Entry]) -> list[dict[str, Any]]:
        ids = [f"alone:{each.external_id}" for each in part]
        found = Mention.everywhere.filter(source=self.source, external_id__in=ids)
        rows = list(found.order_by("id").values(*WRITTEN))
        return [{**row, "external_id": f"bulk:{row['external_id']}"} for row in rows]

    def _bulk_create(self, rows: Sequence[dict[str, Any]]) -> None:
        for each in batches(rows, self.BATCH):
            made = [Mention(**with_words(row)) for row in each]
            Mention.everywhere.bulk_create(made, ignore_conflicts=True)


def judged_ahead(brought: Sequence[Sequence[Brought]]) -> Judge:
    """What the pipeline says of entries, worked out before it is asked."""
    entries = [each for batch in brought for each in batch]
    opinions = judge_texts([each.words for each in entries])
    known = {each.entry.external_id: one for each, one in zip(entries, opinions, strict=True)}

    def judge(items: Iterable[Stored]) -> dict[int, Judged]:
        return {item.id: known[item.external_id] for item in items}

    return judge


def with_words(row: dict[str, Any]) -> dict[str, Any]:
    """A mention's columns with its words, filed by the database's function."""
    words = SearchVector(Value(fold(f"{row['text']}\n{row['author']}")), config="etappe")
    return {**row, "words": words}


def batches(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """The rows in pieces as feeds bring them."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _copied(table: str, rows: Sequence[dict[str, Any]]) -> None:
    columns = ", ".join(WRITTEN)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_plain(name, row[name]) for name in WRITTEN])


def _plain(name: str, value: Any) -> Any:
    if name == "tone_reasons":
        return Json(value)
    return bytes(value) if isinstance(value, memoryview) else value
