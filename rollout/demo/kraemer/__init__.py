"""Metallbau Krämer: more than a year on its way, in its second wave."""

from datetime import datetime, timedelta

from rollout.demo.kraemer import (
    alarm,
    answering,
    beginning,
    pilot,
    plan,
    playbooks,
    training,
    waves,
)
from rollout.demo.kraemer.cast import Cast, found
from rollout.demo.mornings import morning

BEGUN = timedelta(days=430)


def tell(*, port: int, now: datetime) -> Cast:
    """The company's story, through the services, each act on its own day."""
    cast = found(morning(now - BEGUN), now)
    beginning.tell(cast, port=port)
    plan.tell(cast)
    answering.tell(cast)
    pilot.tell(cast)
    waves.tell(cast)
    training.tell(cast)
    alarm.tell(cast)
    playbooks.tell_of_now(cast)
    return cast
