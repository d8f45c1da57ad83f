"""A new or changed search is held against what is stored: first the items, then the mentions.

What it finds is added. What it no longer finds loses its match, unless somebody answered the
mention or corrected its tone, or its author is gone; the mention itself stays, for nothing that
was said is deleted by rewording a search. A mention that no search of our own finds any more is
not about us.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from monitoring.intake.items import ROW, from_row
from monitoring.intake.matching import Wanted, Watcher, node_of
from monitoring.intake.opening import open_cases
from monitoring.intake.placing import lock, place
from monitoring.models import Feed, Item, Match, Mention, Rematch, SearchProfile, Source
from monitoring.models.source import ProfileKind
from monitoring.query.matcher import Document, Matcher

CHUNK = 500
LEASE = timedelta(seconds=120)
ITEMS, MENTIONS = "items", "mentions"
TOUCHED = (
    Q(answered_at__isnull=False) | Q(tone_by__isnull=False) | Q(author_removed_at__isnull=False)
)

ABOUT_US = """
UPDATE monitoring_mention AS mention SET is_own = found.is_own
FROM (
    SELECT mention.id, source.takes_everything OR mention.addressed_to_us OR EXISTS (
        SELECT FROM monitoring_match AS match
        JOIN monitoring_searchprofile AS profile ON profile.id = match.profile_id
        WHERE match.mention_id = mention.id AND profile.kind <> %s
    ) AS is_own
    FROM monitoring_mention AS mention
    JOIN monitoring_source AS source ON source.id = mention.source_id
    WHERE mention.id = ANY(%s)
) AS found
WHERE found.id = mention.id AND found.is_own <> mention.is_own
"""


@dataclass(frozen=True, slots=True)
class Search:
    """The one search of a rematch."""

    profile: SearchProfile
    matcher: Matcher

    def finds(self, document: Document) -> bool:
        """Whether the search finds this text."""
        return bool(self.matcher.match(document))


def ask_again(profile: SearchProfile, *, at: datetime) -> Rematch:
    """Ask for a rematch of a profile, inside the caller's transaction; one begun starts over."""
    total = _items(profile, 0).count() + _mentions(profile, 0).count()
    Rematch.of(profile.company).filter(profile=profile, finished_at__isnull=True).delete()
    return Rematch.everywhere.create(
        company=profile.company, profile=profile, requested_at=at, total=total
    )


def due(*, at: datetime) -> list[int]:
    """The rematches that nobody is at."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    waiting = Rematch.everywhere.filter(free, finished_at__isnull=True).order_by("requested_at")
    return list(waiting.values_list("id", flat=True))


def begin_rematch(rematch_id: int, *, at: datetime) -> bool:
    """Take one in hand, after whoever is storing items by the old search has finished."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    waiting = Rematch.everywhere.filter(free, id=rematch_id, finished_at__isnull=True)
    if not waiting.update(lease_until=at + LEASE):
        return False
    profile = SearchProfile.everywhere.get(rematches=rematch_id)
    with transaction.atomic():
        list(_feeds(profile).order_by("id").select_for_update(of=("self",)))
    return True


@transaction.atomic
def go_on(rematch_id: int, *, at: datetime) -> bool:
    """Work through one chunk; False once there is nothing left to do."""
    rematch = Rematch.everywhere.select_for_update().filter(id=rematch_id).first()
    if rematch is None or rematch.finished_at:
        return False
    profile = SearchProfile.everywhere.select_related("company").get(id=rematch.profile_id)
    node = node_of(profile.query)
    if node is None or profile.ended_at:
        return _finish(rematch, at)
    search = Search(profile, Matcher({profile.pk: node}))
    last = (_over_items if rematch.phase == ITEMS else _over_mentions)(rematch, search, at)
    if last is not None:
        rematch.position, rematch.lease_until = last, at + LEASE
    elif rematch.phase == ITEMS:
        rematch.phase, rematch.position = MENTIONS, 0
    else:
        return _finish(rematch, at)
    rematch.save()
    return True


def _finish(rematch: Rematch, at: datetime) -> bool:
    rematch.finished_at, rematch.lease_until = at, None
    rematch.save()
    return False


def _feeds(profile: SearchProfile) -> QuerySet[Feed]:
    return Feed.objects.filter(
        id__in=Source.everywhere.filter(
            company=profile.company_id, paused_at__isnull=True, removed_at__isnull=True
        ).values("feed_id")
    )


def _items(profile: SearchProfile, after: int) -> QuerySet[Item]:
    stored = Item.objects.filter(feed__in=_feeds(profile), deleted_at_source__isnull=True)
    return stored.filter(id__gt=after).order_by("id")


def _mentions(profile: SearchProfile, after: int) -> QuerySet[Mention]:
    # What was deleted at its source has no words to be found by, and keeps what found it.
    told = Mention.everywhere.filter(company=profile.company_id, deleted_at_source__isnull=True)
    return told.filter(id__gt=after).order_by("id")


def _over_items(rematch: Rematch, search: Search, at: datetime) -> int | None:
    profile = search.profile
    rows = list(_items(profile, rematch.position).values("feed_id", *ROW)[:CHUNK])
    if not rows:
        return None
    watchers = {
        feed: Watcher(pk, profile.company_id, profile.company.time_zone, takes_everything)
        for pk, feed, takes_everything in Source.of(profile.company)
        .filter(paused_at__isnull=True, removed_at__isnull=True)
        .values_list("id", "feed_id", "takes_everything")
    }
    is_own = profile.kind != ProfileKind.COMPETITOR

    def found() -> Iterator[Wanted]:
        for row in rows:
            item, watcher = from_row(row), watchers.get(row["feed_id"])
            if watcher and search.finds(item.document):
                own = is_own or watcher.takes_everything or item.addressed_to_us
                yield Wanted(watcher, item, own, (profile.pk,))

    rematch.found += place(found(), at=at)
    rematch.done += len(rows)
    return int(rows[-1]["id"])


def _over_mentions(rematch: Rematch, search: Search, at: datetime) -> int | None:
    profile = search.profile
    lock([profile.company_id])
    columns = ("id", "text", "title", "author", "site", "language", "source__feed__kind")
    rows = list(_mentions(profile, rematch.position).values_list(*columns)[:CHUNK])
    if not rows:
        return None
    ids = [row[0] for row in rows]
    now = {pk for pk, *words in rows if search.finds(Document(*words))}
    matched = Match.everywhere.filter(profile=profile, mention__in=ids)
    before = set(matched.values_list("mention_id", flat=True))
    rematch.found += _gain(profile, sorted(now - before))
    rematch.lost += _lose(profile, sorted(before - now))
    about_us(sorted(before | now))
    open_cases(sorted(now), at=at)
    rematch.done += len(rows)
    return int(ids[-1])


def _gain(profile: SearchProfile, ids: Sequence[int]) -> int:
    Match.everywhere.bulk_create(
        [Match(company_id=profile.company_id, mention_id=pk, profile=profile) for pk in ids],
        ignore_conflicts=True,
    )
    return len(ids)


def _lose(profile: SearchProfile, ids: Sequence[int]) -> int:
    untouched = Mention.everywhere.filter(id__in=ids).exclude(TOUCHED).values("id")
    return Match.everywhere.filter(profile=profile, mention__in=untouched).delete()[0]


def about_us(ids: Sequence[int]) -> None:
    """Say anew of mentions whether they are about the company itself."""
    with connection.cursor() as cursor:
        cursor.execute(ABOUT_US, [ProfileKind.COMPETITOR.value, list(ids)])


def put_back(rematch_id: int) -> None:
    """Let go of one that is not finished, for the next worker."""
    Rematch.everywhere.filter(id=rematch_id).update(lease_until=None)
