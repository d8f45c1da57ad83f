"""Krämer answers: from the pilot on, the next morning."""

from datetime import timedelta

from monitoring.models import Mention
from monitoring.services.mentions import mark_answered
from rollout.demo.kraemer.cast import Cast

FROM = 118
"""The day of the story from which somebody answers."""
FORGOTTEN = 14
"""Of so many questions one was forgotten."""


def tell(cast: Cast) -> None:
    """Since the pilot, questions are answered the next morning, save for a few."""
    since = cast.on(FROM)
    asked = Mention.of(cast.company).filter(
        is_own=True, is_question=True, folded_into__isnull=True, fetched_at__gte=since
    )
    waiting = cast.now - timedelta(days=6)
    for place, mention in enumerate(asked.filter(fetched_at__lt=waiting).order_by("id")):
        if place % FORGOTTEN:
            mark_answered(
                mention=mention,
                by=cast.service,
                at=mention.fetched_at + timedelta(hours=9),
            )
