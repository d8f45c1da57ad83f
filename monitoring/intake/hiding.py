"""What is still followed although its author was forgotten: asked for, and legible to nobody.

The id of an entry often holds a handle. It is sealed where the source has to be asked for it, and
a keyed hash stands in its place, so that the entry is known again.
"""

import hmac
import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from companies.secrets import UnreadableSecretError, open_text, seal_text
from monitoring.connectors.base import Entry, Kept
from monitoring.models import Feed, Followed, Item, Mention, Source
from monitoring.privacy.keys import REMEMBERED

PLACE = "monitoring.Followed.ref"


@dataclass(frozen=True, slots=True)
class Asked:
    """A followed row, and what its entry is really called."""

    row: Followed
    kept: Kept


def names_of(external_ids: Iterable[str]) -> list[str]:
    """Every name under which entries may be followed: their own and the hidden one."""
    return [name for each in external_ids for name in (each, hidden_name(each))]


def hidden_name(external_id: str) -> str:
    """What stands in the place of an id that was hidden."""
    digest = hmac.digest(_key(settings.SECRET_KEY), external_id.encode(), "sha256")
    return f"{REMEMBERED}{digest.hex()}"


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    """As ``django.utils.crypto.salted_hmac`` derives it; for each entry anew it takes too long."""
    return sha256(b"monitoring.following" + secret.encode()).digest()


def opened(rows: Iterable[Followed]) -> list[Asked]:
    """What to ask the source for, without rows whose key is missing: it may come back."""
    found = list[Asked]()
    for row in rows:
        with suppress(UnreadableSecretError):
            found.append(Asked(row, _kept(row)))
    return found


def _kept(row: Followed) -> Kept:
    if not row.is_hidden:
        return Kept(row.external_id, row.ref or row.external_id)
    external_id, ref = json.loads(open_text(row.ref, place=PLACE))
    return Kept(external_id, ref or external_id)


def hide(feed_id: int, external_ids: Collection[str]) -> None:
    """Hide what these entries are called where nobody keeps their author any more.

    Call it inside the transaction in which the last author went.
    """
    named = _named(feed_id, external_ids)
    wanted = [each for each in external_ids if each not in named]
    rows = list(Followed.objects.filter(feed=feed_id, external_id__in=wanted, is_hidden=False))
    names = {row.pk: hidden_name(row.external_id) for row in rows}
    there = Followed.objects.filter(feed=feed_id, external_id__in=names.values())
    twice = set(there.values_list("external_id", flat=True))
    Followed.objects.filter(id__in=[pk for pk, name in names.items() if name in twice]).delete()
    fresh = [row for row in rows if names[row.pk] not in twice]
    for row in fresh:
        row.ref = seal_text(json.dumps([row.external_id, row.ref]), place=PLACE)
        row.external_id, row.is_hidden = names[row.pk], True
    Followed.objects.bulk_update(fresh, ["external_id", "ref", "is_hidden"], batch_size=500)


def _named(feed_id: int, external_ids: Collection[str]) -> set[str]:
    """Those whose author, or whose own id, is still stored with an item or a mention."""
    sources = dict(Source.everywhere.filter(feed=feed_id).values_list("id", "company_id"))
    items = Item.objects.filter(feed=feed_id, external_id__in=external_ids)
    mentions = Mention.everywhere.filter(
        company_id__in=set(sources.values()), source_id__in=sources, external_id__in=external_ids
    )
    with_author = items.exclude(author="", author_url="").values_list("external_id", flat=True)
    return {*with_author, *mentions.values_list("external_id", flat=True)}


def not_hidden(feed: Feed, entries: Sequence[Entry]) -> list[Entry]:
    """Without the entries that are followed under a hidden name already (one query)."""
    names = {hidden_name(each.external_id): each.external_id for each in entries}
    known = Followed.objects.filter(feed=feed, external_id__in=names, is_hidden=True)
    followed = {names[name] for name in known.values_list("external_id", flat=True)}
    return [each for each in entries if each.external_id not in followed]
