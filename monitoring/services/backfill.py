"""Reading a source further back than the usual thirty days, at somebody's wish."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import User
from companies.refusals import RefusedError
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import ReadsBack
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.walking import BACKFILL
from monitoring.hints import after_commit
from monitoring.models import Feed, Source
from monitoring.services.sources import locked_source

FURTHEST = timedelta(days=2 * 365)


@transaction.atomic
def read_back(*, source: Source, day: date, by: User, at: datetime) -> Source:
    """Have a source read back to the beginning of a day, at its next visits.

    Raises RefusedError: a day that is past already or too long ago, a kind that cannot.
    """
    locked = locked_source(source)
    feed = Feed.objects.select_for_update().get(id=locked.feed_id)
    if not isinstance(CONNECTORS[feed.kind], ReadsBack):
        raise RefusedError(_("This kind of source cannot be read further back."))
    wanted = datetime.combine(day, time.min, ZoneInfo(locked.company.time_zone))
    if wanted > at - BACKFILL:
        said = _("The last 30 days are read anyway. Choose an earlier day.")
        raise RefusedError(said, field="day")
    if wanted < at - FURTHEST:
        raise RefusedError(_("Choose a day within the last two years."), field="day")
    if any(stood and stood <= wanted for stood in _stands(feed)):
        said = _("It has been read back to that day, or is being read back to it.")
        raise RefusedError(said, field="day")
    feed.cursor = {**feed.cursor, "wanted": wanted.isoformat()}
    feed.next_due_at = min(feed.next_due_at, at)
    feed.save(update_fields=["cursor", "next_due_at"])
    after_commit("fetch_feed", feed_id=feed.pk)
    audit.record(
        locked.company,
        "source.read_back",
        by=by,
        at=at,
        name=locked.name,
        day=date_format(day, "Y-m-d"),
    )
    return locked


def _stands(feed: Feed) -> list[datetime | None]:
    return [read_date(feed.cursor.get(key)) for key in ("back", "gap_floor", "wanted")]
