"""Krämer answers: from the pilot on, the next morning."""

from datetime import timedelta

from rollout.demo import desk
from rollout.demo.kraemer.cast import Cast

FROM = 118
"""The day of the story from which somebody answers."""
FORGOTTEN = 14
"""Of so many that wanted an answer one was forgotten."""
WORDS = "Reklamation, Geländer, Termin, Montage"


def tell(cast: Cast) -> None:
    """Since the pilot, answers come the next morning, save for a few."""
    of = desk.house(cast.company, cast.lead, cast.service, WORDS, "Lenne-Zeitung")
    desk.decide(of, at=cast.on(FROM - 2))
    desk.answer_steadily(
        of,
        since=cast.on(FROM),
        until=cast.now - timedelta(days=6),
        forgotten=FORGOTTEN,
        now=cast.now,
    )
