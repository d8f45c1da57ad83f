"""A match comes or goes while somebody changes the tone of its mention: no voice is lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from monitoring.models import Match, Mention, Source
from tests.monitoring.test_counts_never_drift import (
    act,
    profiles,
    true_voices,
    voices,
    watched,
)
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def match(source: Source) -> None:
    mention = Mention.of(source.company).get()
    profile = profiles(source)[0]
    Match.everywhere.create(company=source.company, mention=mention, profile=profile)


def unmatch(source: Source) -> None:
    Match.of(source.company).delete()


def retone(source: Source) -> None:
    Mention.of(source.company).update(tone="negative")


def nothing(source: Source) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        (nothing, match, retone),
        (nothing, retone, match),
        (match, unmatch, retone),
        (match, retone, unmatch),
    ],
    ids=["match-retone", "retone-match", "unmatch-retone", "retone-unmatch"],
)
def test_two_that_happen_at_once_both_count(
    before: Callable[[Source], None],
    first: Callable[[Source], None],
    second: Callable[[Source], None],
) -> None:
    source = watched()
    act(source, "add", ["1"], "neutral", False)
    before(source)

    def at_once() -> None:
        try:
            second(source)
        finally:
            connection.close()

    other = threading.Thread(target=at_once)
    with transaction.atomic():
        first(source)
        other.start()
        # The other one waits for this transaction: it has done nothing yet, or would see it.
        other.join(timeout=0.5)
        assert other.is_alive()
    other.join(timeout=PATIENCE)
    assert voices(source) == true_voices(source)
