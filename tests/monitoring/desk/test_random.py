"""Whatever people do in whatever order, case and mention never contradict each other."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from companies.refusals import RefusedError
from monitoring.models import CaseEvent, DeskCase, Mention
from monitoring.services.desk.assigning import assign_case, release_case, route_case, take_case
from monitoring.services.desk.noting import add_note
from monitoring.services.desk.opening import put_on_desk
from monitoring.services.desk.settling import answer_case, close_case, reopen_case
from monitoring.services.desk.watching import watch_desk
from monitoring.services.mentions import correct_tone, mark_answered, undo_tone, unmark_answered
from tests.factories import MONDAY
from tests.monitoring.desk.room import Room, make_room

pytestmark = pytest.mark.django_db
STEPS = 120


def acts(room: Room, case: DeskCase, mention: Mention, chance: random.Random, at):
    member = chance.choice([room.lead, room.manager, room.member, room.colleague])
    by = {"by": member.user, "at": at}
    seen = chance.choice([None, None, case.version, case.version + 1])
    return [
        lambda: answer_case(case=case, url="https://forum.example/a", seen=seen, **by),
        lambda: close_case(case=case, because="silent", seen=seen, **by),
        lambda: reopen_case(case=case, seen=seen, **by),
        lambda: take_case(case=case, member=member, seen=seen, **by),
        lambda: assign_case(case=case, to=room.colleague, seen=seen, **by),
        lambda: release_case(case=case, seen=seen, **by),
        lambda: route_case(case=case, department=room.sales, seen=seen, **by),
        lambda: add_note(case=case, text="Hm.", **by),
        lambda: mark_answered(mention=mention, **by),
        lambda: unmark_answered(mention=mention, **by),
        lambda: put_on_desk(mention=mention, **by),
        lambda: correct_tone(mention=mention, tone=chance.choice(["negative", "neutral"]), **by),
        lambda: undo_tone(mention=mention, **by),
        lambda: watch_desk(room.company, at=at),
    ]


def check(case: DeskCase, events: int) -> int:
    """The promises, after every act; how many events there are now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    case.refresh_from_db()
    mention = Mention.everywhere.get(pk=case.mention_id)
    answered = case.outcome == "answered"
    assert (mention.answered_at, mention.answered_by_id) == (
        (case.settled_at, case.settled_by_id) if answered else (None, None)
    )
    assert (case.settled_at is None) == case.is_open
    assert (case.took_seconds is not None) == answered
    assert case.due_at >= case.came_in_at
    now = CaseEvent.everywhere.filter(case=case).count()
    assert now >= events
    return now


@pytest.mark.parametrize("seed", range(4))
def test_random_acts_never_make_case_and_mention_contradict_each_other(seed: int) -> None:
    chance = random.Random(seed)
    room, at, events = make_room(), MONDAY, 0
    case = room.asked(tone_negative=400)
    for _ in range(STEPS):
        at += timedelta(minutes=chance.randrange(1, 600))
        mention = Mention.everywhere.select_related("company").get(pk=case.mention_id)
        act = chance.choice(acts(room, case, mention, chance, at))
        try:
            act()
        except RefusedError as refusal:
            assert str(refusal)
        events = check(case, events)
    assert DeskCase.everywhere.count() == 1
