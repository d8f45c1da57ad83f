"""What was changed or deleted at its source is changed or erased here, at every company alike.

Figures stay: whoever was counted on a day is counted on it still. A deletion takes words, author
and address; tone, kind and day stay, and so does the record of what the desk did about it.
"""

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, Value

from monitoring.connectors.base import Entry
from monitoring.intake import matching
from monitoring.intake.batches import texts
from monitoring.intake.hiding import hidden_name, names_of
from monitoring.intake.items import ROW, Brought, Stored, from_row, read
from monitoring.intake.judging import reasons_of
from monitoring.intake.naming import is_forgotten, mentions_of
from monitoring.intake.opening import open_cases
from monitoring.intake.own_tone import judge_with_own
from monitoring.intake.placing import lock, place
from monitoring.intake.prepared import rows_of
from monitoring.intake.rematching import TOUCHED, about_us
from monitoring.models import DeskCase, Feed, Followed, Item, Match, Mention, Source
from monitoring.pipeline.duplicates import Signature, near
from monitoring.pipeline.judge import Judged, judge_texts
from monitoring.pipeline.kind import kind_given
from monitoring.pipeline.text import clean, clean_title
from monitoring.query.document import Document
from monitoring.query.fold import fold

SAID = """
SELECT external_id, title, text FROM monitoring_item
WHERE feed_id = %s::bigint AND external_id = ANY(%s::text[]) AND deleted_at_source IS NULL
"""
DIGITS = re.compile(r"\d+")
NO_WORDS = sha256(b"").digest()
WORDLESS: Mapping[str, Any] = {
    "title": "",
    "text": "",
    "author": "",
    "author_url": "",
    "url": "",
    "reach": None,
}
"""An item whose words are gone."""
ERASED: Mapping[str, Any] = {
    **WORDLESS,
    "topics": [],
    "tone_reasons": [],
    "bands": [],
    "signature": b"",
    "content_hash": NO_WORDS,
}
"""A mention whose words are gone."""
MOST_EDITS = 100
"""Of one visit; what is more is a feed that writes something else each time."""


def changed(feed: Feed, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that say something else than what is stored of them; call it before a visit
    is written down. A number that goes up (comments, views) is no change, unless the source says
    that there was one."""
    names = texts(entry.external_id for entry in entries)
    known = {name: (title, text) for name, title, text in rows_of(SAID, [feed.pk, names])}
    found = [each for each in entries if each.external_id in known]
    return [each for each in found if _differs(each, known[each.external_id])][:MOST_EDITS]


def _differs(entry: Entry, stored: tuple[str, str]) -> bool:
    said = (clean_title(entry.title) or stored[0], clean(_body(entry)))
    if said == stored:
        return False
    counted = [tuple(DIGITS.sub("", part) for part in each) for each in (said, stored)]
    return entry.edited_at is not None or counted[0] != counted[1]


def _body(entry: Entry) -> str:
    return entry.html or html.escape(entry.text)


def edit(feed: Feed, entries: Sequence[Entry], *, at: datetime) -> int:
    """Write down what these entries say now, in the item and in every mention of them.

    Call it inside a transaction with the feed's row locked; returns how many mentions changed.
    """
    number = sum(_edit(feed, entry, at) for entry in entries)
    if reach := {each.external_id: each.reach for each in entries if each.reach}:
        _keep_reach(feed, reach)
    return number


def _keep_reach(feed: Feed, reach: Mapping[str, int | None]) -> None:
    """The newest reach of authors who are named still; a few entries of one round."""
    mentions = mentions_of(feed, reach)
    for external_id, number in reach.items():
        own = [pk for pk, entry in mentions if entry == external_id]
        for rows in (
            Item.objects.filter(feed=feed, external_id=external_id),
            Mention.everywhere.filter(id__in=own, author_removed_at__isnull=True),
        ):
            rows.exclude(author="").exclude(reach=number).update(reach=number)


def _edit(feed: Feed, entry: Entry, at: datetime) -> int:
    item = Item.objects.filter(
        feed=feed, external_id=entry.external_id, deleted_at_source__isnull=True
    ).first()
    mentions = _mentions(feed, [entry.external_id])
    titles = [item.title] if item else [mention.title for mention in mentions]
    if not titles:
        return 0
    # Not every answer repeats the title of the thread: an empty one says nothing.
    brought = read([replace(entry, title=entry.title or titles[0])], site=feed.site)
    if not brought:
        return 0
    if item:
        _rewrite_item(item, brought[0])
    stale = [each for each in mentions if not _is_emptied(each) and _is_other(each, brought[0])]
    index, watchers = matching.index(), matching.watchers_of(feed.pk)
    if item:
        (row,) = Item.objects.filter(id=item.pk).values(*ROW)
        place(matching.wanted([from_row(row)], watchers, index), at=at)
    for mention in stale:
        _rewrite(mention, brought[0], entry.edited_at or at)
        _match_anew(mention, index)
    judge_with_own([(each.pk, _as_wanted(each)) for each in stale if each.tone_by_id is None])
    ids = [mention.pk for mention in stale]
    about_us(ids)
    open_cases(ids, at=at)
    return len(stale)


def _mentions(feed: Feed, external_ids: Collection[str]) -> list[Mention]:
    """The mentions of entries of a feed, also of companies that watch it no longer; locked."""
    lock(set(Source.everywhere.filter(feed=feed).values_list("company_id", flat=True)))
    ids = [mention for mention, _entry in mentions_of(feed, external_ids)]
    found = Mention.everywhere.filter(
        id__in=ids, deleted_at_source__isnull=True, erased_at__isnull=True
    )
    return list(found.order_by("id").select_for_update(of=("self",)))


def _is_emptied(mention: Mention) -> bool:
    # Words that were kept long enough here must not come back by an edit.
    return mention.author_removed_at is not None and not (mention.title or mention.text)


def _is_other(row: Item | Mention, brought: Brought) -> bool:
    said = (brought.words.title, brought.words.text)
    return said != (row.title, row.text) or _lost_its_author(row, brought.entry)


def _lost_its_author(row: Item | Mention, entry: Entry) -> bool:
    return bool(row.author) and not (entry.author_name or entry.author_handle)


def _said(judged: Judged) -> dict[str, Any]:
    return {
        "title": judged.title,
        "text": judged.text,
        "language": judged.language[:8],
        "is_question": judged.is_question,
        "topics": list(judged.topics),
        "content_hash": judged.content_hash,
        "bands": list(judged.bands),
        "signature": judged.signature.minhash,
    }


def _toned(judged: Judged) -> dict[str, Any]:
    tone = judged.tone
    return {
        "tone": tone.label,
        "tone_negative": tone.negative,
        "tone_positive": tone.positive,
        "tone_reasons": reasons_of(judged),
        "kind": judged.kind,
    }


def _nameless(row: Item | Mention, entry: Entry) -> dict[str, Any]:
    # A name is only ever taken away: what was forgotten here must not come back by an edit.
    return {"author": "", "author_url": "", "reach": None} if _lost_its_author(row, entry) else {}


def _rewrite_item(item: Item, brought: Brought) -> None:
    words = brought.words
    said = {"title": words.title, "text": words.text, "language": words.language[:8]}
    Item.objects.filter(id=item.pk).update(**said, **_nameless(item, brought.entry))


def _rewrite(mention: Mention, brought: Brought, edited_at: datetime) -> None:
    """The words anew; a tone that a person has corrected stays, and so does its kind's tone."""
    (judged,) = judge_texts([brought.words])
    values = {**_said(judged), **_nameless(mention, brought.entry)}
    if mention.tone_by_id is None:
        values |= _toned(judged)
    else:
        values |= {"tone_reasons": [], "kind": kind_given(mention.tone, judged.is_question)}
    if mention.folded_into_id and not _still_a_copy(mention, judged):
        values["folded_into_id"] = None
    author = values.get("author", mention.author)
    words = SearchVector(Value(f"{judged.folded}\n{fold(author)}"), config="etappe")
    Mention.everywhere.filter(id=mention.pk).update(
        **values, words=words, edited_at_source=edited_at
    )


def _still_a_copy(mention: Mention, judged: Judged) -> bool:
    root = Mention.everywhere.get(folded=mention)
    signature = Signature(tuple(root.bands), bytes(root.signature))
    return bytes(root.content_hash) == judged.content_hash or near(signature, judged.signature)


def _as_stored(row: Mention) -> Stored:
    kind = row.source.feed.kind
    document = Document(row.text, row.title, row.author, row.site, row.language, kind)
    return Stored(0, row.external_id, row.published_at, document, row.addressed_to_us)


def _as_wanted(mention: Mention) -> matching.Wanted:
    row = Mention.everywhere.select_related("source__feed").get(id=mention.pk)
    watcher = matching.Watcher(row.source_id, row.company_id, "UTC", False)
    return matching.Wanted(watcher, _as_stored(row), row.is_own, ())


def _match_anew(mention: Mention, index: matching.Index) -> None:
    """What a search finds is added; what it finds no more goes, unless somebody dealt with it."""
    row = Mention.everywhere.select_related("source__feed").get(id=mention.pk)
    stored = _as_stored(row)
    found = index.hits(stored).get(row.company_id, [])
    Match.everywhere.bulk_create(
        [Match(company_id=row.company_id, mention_id=row.pk, profile_id=each) for each in found],
        ignore_conflicts=True,
    )
    if not Mention.everywhere.filter(TOUCHED | Q(cases__isnull=False), id=row.pk).exists():
        Match.everywhere.filter(mention_id=row.pk).exclude(profile_id__in=found).delete()


def erase(feed: Feed, external_ids: Collection[str], *, at: datetime) -> int:
    """Take the words and the author of what was deleted at its source, from item and mentions.

    The row stays, under a name that no longer tells what it was called there. Call it inside a
    transaction with the feed's row locked; returns how many mentions were erased.
    """
    items = Item.objects.filter(feed=feed, external_id__in=external_ids)
    items.filter(deleted_at_source__isnull=True).update(**WORDLESS, deleted_at_source=at)
    mentions = _mentions(feed, external_ids)
    for mention in mentions:
        Mention.everywhere.filter(id=mention.pk).update(
            **ERASED,
            external_id=(
                mention.external_id
                if is_forgotten(mention.external_id)
                else _nameless_id(feed, mention.external_id)
            ),
            words=None,
            deleted_at_source=at,
        )
        DeskCase.everywhere.filter(mention=mention.pk).update(cues=[])
    Followed.objects.filter(feed=feed, external_id__in=names_of(external_ids)).delete()
    return len(mentions)


def keep_out(feed: Feed, external_ids: Collection[str], *, at: datetime) -> None:
    """Know entries that were deleted before they came, so that they do not come in after all.

    Deliveries overtake each other. Nothing but a hash of the name is kept, as long as items are.
    Call it inside a transaction with the feed's row locked.
    """
    items = Item.objects.filter(feed=feed, external_id__in=names_of(external_ids))
    there = set(items.values_list("external_id", flat=True))
    Item.objects.bulk_create(
        Item(feed=feed, external_id=name, published_at=at, fetched_at=at, deleted_at_source=at)
        for each in sorted(external_ids)
        if there.isdisjoint({each, name := hidden_name(each)})
    )


def stored_still(feed: Feed, external_ids: Collection[str]) -> list[str]:
    """Those of which words are stored: a source may say for months that they are gone."""
    items = Item.objects.filter(feed=feed, external_id__in=external_ids)
    there = set(items.filter(deleted_at_source=None).values_list("external_id", flat=True))
    named = mentions_of(feed, external_ids)
    kept = Mention.everywhere.filter(
        id__in=[pk for pk, _name in named], deleted_at_source=None, erased_at=None
    )
    told = set(kept.values_list("id", flat=True))
    return sorted(there | {name for pk, name in named if pk in told})


def _nameless_id(feed: Feed, external_id: str) -> str:
    return f"deleted:{sha256(f'{feed.pk} {external_id}'.encode()).hexdigest()}"
