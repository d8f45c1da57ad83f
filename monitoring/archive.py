"""What is particular about the tables of listening in a company's archive."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from companies.archive.errors import ArchiveRefusedError
from companies.archive.specials import Outside, Special, register, register_outside
from companies.models import Company, Owned
from companies.secrets import open_text, seal_text
from monitoring.connectors import CONNECTORS
from monitoring.connectors.errors import ConnectorError
from monitoring.models import Feed, Mention, Retention
from monitoring.pipeline.text import whole
from monitoring.privacy.keys import place_of
from monitoring.query.fold import fold
from monitoring.services.sources import feed_for


def register_all() -> None:
    """Called once, when the app is ready."""
    register_outside("monitoring.Feed", Outside(columns=("kind", "address"), arrive=_feeds))
    register(
        "monitoring.Mention",
        Special(plain_json=frozenset({"tone_reasons"}), computed=_words),
    )
    register("monitoring.Retention", Special(rows=_opened, computed=_sealed))
    register("monitoring.ToneModel", Special(plain_json=frozenset({"figures"})))
    register("monitoring.Incident", Special(plain_json=frozenset({"figures"})))
    register("monitoring.Peak", Special(plain_json=frozenset({"figures"})))
    register("monitoring.IncidentEvent", Special(plain_json=frozenset({"detail"})))
    register("monitoring.CaseEvent", Special(plain_json=frozenset({"detail"})))
    register(
        "monitoring.CaseViewing",
        Special(left_out="Who has a case open in these minutes."),
    )
    register(
        "monitoring.Credential",
        Special(left_out="Sealed by the installation it belongs to: enter it anew."),
    )
    for table in ("Hook", "Delivery"):
        register(
            f"monitoring.{table}",
            Special(left_out="Its address belongs to the installation: make a webhook anew."),
        )
    register(
        "monitoring.MentionImport",
        Special(left_out="The queue of a table that was handed in; its mentions are here."),
    )
    register(
        "monitoring.MentionCount",
        Special(left_out="Counted by the database from the mentions, also when they arrive."),
    )
    register(
        "monitoring.OwnVoiceCheck",
        Special(left_out="The queue of a search through what this installation has stored."),
    )
    register(
        "monitoring.WallAddress",
        Special(left_out="Secret addresses are signed by the installation they lead to."),
    )
    register(
        "monitoring.VoiceCount",
        Special(left_out="Counted by the database from the matches, also when they arrive."),
    )
    register(
        "monitoring.Rematch",
        Special(left_out="The queue of a search through what this installation has stored."),
    )


def _opened(company: Company) -> Iterator[Retention]:
    """With the key as it is: what was erased must not come back in the next installation."""
    for row in Retention.of(company):
        row.key = open_text(row.key, place=place_of(company.pk))
        yield row


def _sealed(batch: Sequence[Owned]) -> None:
    for row in batch:
        assert isinstance(row, Retention), "asked for retentions only"
        if not re.fullmatch("[0-9a-f]{64}", row.key):
            raise ArchiveRefusedError("monitoring.Retention: a key of another kind.")
        row.key = seal_text(row.key, place=place_of(row.company_id))


def _feeds(rows: Sequence[Mapping[str, Any]], at: datetime) -> list[int]:
    return [_feed(row["kind"], row["address"], at).pk for row in rows]


def _feed(kind: Any, address: Any, at: datetime) -> Feed:
    if not isinstance(kind, str) or kind not in CONNECTORS or not isinstance(address, str):
        raise ArchiveRefusedError(f"{kind!r:.40}: nobody here reads such a source.")
    try:
        if CONNECTORS[kind].normalise_address(address) != address or len(address) > 2000:
            raise ArchiveRefusedError(f"{address!r:.200}: a source's address is written otherwise.")
    except ConnectorError as wrong:
        raise ArchiveRefusedError(f"{address!r:.200}: {wrong.sentence}") from wrong
    return feed_for(kind, address, at)


def _words(batch: Sequence[Owned]) -> None:
    for row in batch:
        assert isinstance(row, Mention), "asked for mentions only"
        text = f"{fold(whole(row.title, row.text))}\n{fold(row.author)}"
        row.words = SearchVector(Value(text), config="etappe")
