"""What is done when somebody asks what is stored of them: handed out, or erased for good.

Figures stay as they are: who said it goes, not that it was said. What the same person said at
another company is that company's to erase.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.access import Standing, standing_of
from companies.models import Company, User
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.intake.blanking import Blank, write_blanks
from monitoring.intake.hiding import names_of as names_of_entries
from monitoring.intake.hiding import opened
from monitoring.intake.naming import is_forgotten
from monitoring.intake.placing import lock
from monitoring.intake.remembering import remember
from monitoring.models import ErasureRecord, Followed, Item, Mention, Source, ToneModel
from monitoring.pipeline.text import scrub
from monitoring.privacy.keys import Key, key_of
from monitoring.privacy.redacting import is_in
from monitoring.selectors.naming import Naming, names_of, naming
from monitoring.selectors.persons import Voice, items_by, mentions_by, picked, voices
from monitoring.services.alarm.forgetting import forget_contact
from monitoring.services.desk.mails import forget_in_mails
from monitoring.services.desk.noting import forget_words
from monitoring.services.typed import take_out

ANSWERS = frozenset({Role.LEAD})
"""Who answers such requests, beside whoever administers the company."""
BATCH = 500
NOBODY = _("Tick at least one of the authors.")
NO_GROUND = _("Say on what ground, for instance the article of the law.")
NAMELESS = _("Leave the name out: the ground is kept for good, the name must not be.")
NOT_SURE = _("Confirm that it shall be erased for good.")


def may_answer(standing: Standing) -> bool:
    """Whether this person answers requests about personal data."""
    return standing.administers or standing.holds(ANSWERS)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is handed out of one person: by whom they are known, and where they are named."""

    chosen: tuple[Voice, ...]
    naming: Naming


@transaction.atomic
def record_export(
    *, company: Company, asked: str, keys: Collection[str], by: User, at: datetime
) -> Stored:
    """Note that what is stored of somebody is handed out; what, so that the caller writes the file.

    Raises RefusedError if nobody is ticked, and nobody is named anywhere either.
    """
    _must(company, by, at)
    found = _stored(company, asked, keys)
    number = mentions_by(company, found.chosen).count() + items_by(company, found.chosen).count()
    texts = len(found.naming.texts) + len(found.naming.contacts)
    done = Done(ErasureRecord.Act.EXPORTED, mentions=number, texts=texts)
    _record(company, done, asked, by, at)
    return found


@transaction.atomic
def erase_person(
    *,
    company: Company,
    asked: str,
    keys: Collection[str],
    ground: str,
    confirmed: bool,
    takes_out: bool = True,
    by: User,
    at: datetime,
) -> ErasureRecord:
    """Take words, author and links out of everything the ticked authors said.

    It does not come back with the next reading. Notes that the desk made about it go, too, saved
    views and contacts of the alarm that name them, and, where ``takes_out``, their name from what
    people of the company have typed. Raises RefusedError, at the field where something is missing.
    """
    _must(company, by, at)
    ground = scrub(ground).strip()[:500]
    if not ground:
        raise RefusedError(NO_GROUND, field="ground")
    if not confirmed:
        raise RefusedError(NOT_SURE, field="confirmed")
    found = _stored(company, asked, keys)
    if is_in(found.naming.names | names_of(asked, ()), ground):
        raise RefusedError(NAMELESS, field="ground")
    lock([company.pk])
    number = _erase_said(company, found.chosen, at)
    for view in found.naming.views:
        view.delete()
    for contact in found.naming.contacts:
        forget_contact(contact=contact, at=at)
    texts = take_out(found.naming) if takes_out else 0
    done = Done(ErasureRecord.Act.ERASED, ground, number, texts + len(found.naming.contacts))
    return _record(company, done, asked, by, at)


def _erase_said(company: Company, chosen: Sequence[Voice], at: datetime) -> int:
    key, number = key_of(company), 0
    rows = list(mentions_by(company, chosen).select_related("source"))
    for start in range(0, len(rows), BATCH):
        number += _erase(company, key, rows[start : start + BATCH], at)
    if rows:
        # What was learned from their words is learned anew without them.
        ToneModel.of(company).update(requested_at=at)
    return number + _erase_unheard(company, key, chosen, at)


def _must(company: Company, by: User, at: datetime) -> None:
    standing = standing_of(by, company, at.astimezone(ZoneInfo(company.time_zone)).date())
    if standing is None or not may_answer(standing):
        raise RefusedError(_("Only the lead and whoever administers the company may do this."))


def _stored(company: Company, asked: str, keys: Collection[str]) -> Stored:
    found = voices(company, asked)
    chosen = picked(found, keys)
    named = naming(company, asked, chosen)
    if not chosen and (found or not named.can_be_erased):
        raise RefusedError(NOBODY, field="voices")
    return Stored(tuple(chosen), named)


def _erase(company: Company, key: Key, rows: Sequence[Mention], at: datetime) -> int:
    entries = [key.once(row.site, row.external_id) for row in rows]
    _erase_items(company, key, rows)
    write_blanks(
        [Blank(row.pk, "", "", key.remembered(row.site, row.external_id)) for row in rows],
        erased=True,
        at=at,
    )
    remember(company.pk, entries, at=at)
    forget_in_mails(company=company, mention_ids=[row.pk for row in rows])
    forget_words(company=company, mention_ids=[row.pk for row in rows])
    return len(rows)


def _erase_items(company: Company, key: Key, rows: Iterable[Mention]) -> None:
    """What feeds brought goes where no other company watches the feed."""
    alone = _feeds_alone(company)
    brought: dict[int, list[Mention]] = defaultdict(list)
    for row in rows:
        if row.source.feed_id in alone:
            brought[row.source.feed_id].append(row)
    for feed, theirs in brought.items():
        names = names_of_entries(_entries(feed, key, theirs))
        Followed.objects.filter(feed=feed, external_id__in=names).delete()
        Item.objects.filter(feed=feed, external_id__in=names).delete()


def _feeds_alone(company: Company) -> set[int]:
    own = set(Source.of(company).values_list("feed", flat=True))
    others = Source.everywhere.filter(feed__in=own, removed_at__isnull=True)
    return own - set(others.exclude(company=company).values_list("feed", flat=True))


def _erase_unheard(company: Company, key: Key, chosen: Sequence[Voice], at: datetime) -> int:
    """What feeds brought of them and no search has found; how many that were not known before."""
    number = items_by(company, chosen).count()
    by = Q(pk__in=())
    for voice in chosen:
        if not voice.is_pseudonym:
            by |= Q(author=voice.author, author_url=voice.author_url)
    own = Source.of(company).values("feed")
    items = list(Item.objects.filter(by, feed__in=own).only("feed", "site", "external_id"))
    remember(company.pk, [key.entry(item.site, item.external_id) for item in items], at=at)
    alone = _feeds_alone(company)
    gone = [item for item in items if item.feed_id in alone]
    for item in gone:
        names = names_of_entries([item.external_id])
        Followed.objects.filter(feed=item.feed_id, external_id__in=names).delete()
    Item.objects.filter(pk__in=[item.pk for item in gone]).delete()
    return number


def _entries(feed_id: int, key: Key, rows: Sequence[Mention]) -> set[str]:
    """What the mentions of a feed are called at their source, also those under a hash by now."""
    names, sites = {row.external_id for row in rows}, {row.site for row in rows}
    if not any(is_forgotten(name) for name in names):
        return names
    items = Item.objects.filter(feed=feed_id).values_list("external_id", flat=True)
    followed = opened(Followed.objects.filter(feed=feed_id).iterator(chunk_size=500))
    there = {*items, *(each.kept.external_id for each in followed)}
    return names | {
        each for each in there if any(key.remembered(site, each) in names for site in sites)
    }


@dataclass(frozen=True, slots=True)
class Done:
    """What is written down of it."""

    act: str
    ground: str = ""
    mentions: int = 0
    texts: int = 0


def _record(company: Company, done: Done, asked: str, by: User, at: datetime) -> ErasureRecord:
    """Both keep that it was done, by whom and on what ground; neither keeps a name."""
    act = f"person.{done.act}"
    audit.record(company, act, by=by, at=at, number=done.mentions, texts=done.texts)
    return ErasureRecord.everywhere.create(
        company=company,
        act=done.act,
        person=key_of(company).person(asked),
        ground=done.ground,
        mentions=done.mentions,
        texts=done.texts,
        by=by,
        at=at,
    )
