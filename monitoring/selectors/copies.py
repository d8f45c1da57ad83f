"""What a list of mentions shows beside each: its copies elsewhere, and who answered it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import prefetch_related_objects

from companies.models import Company
from monitoring.models import Mention

MOST = 500


def copies_of(company: Company, mentions: Sequence[Mention]) -> Mapping[int, list[Mention]]:
    """The mentions folded into each of these, the oldest first (one query, two with answers).

    Loads who answered into the mentions themselves.
    """
    prefetch_related_objects([each for each in mentions if each.answered_by_id], "answered_by")
    found: dict[int, list[Mention]] = defaultdict(list)
    folded = Mention.of(company).filter(folded_into__in=[mention.pk for mention in mentions])
    rows = folded.select_related("source").only(
        "folded_into_id", "site", "url", "published_at", "source__name"
    )
    for row in rows.order_by("published_at", "id")[:MOST]:
        assert row.folded_into_id is not None  # it was asked for
        found[row.folded_into_id].append(row)
    return found
