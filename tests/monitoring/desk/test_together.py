"""Two people at one case in the same moment: one wins, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from companies.models import Membership
from companies.refusals import RefusedError
from monitoring.models import CaseEvent, DeskCase, Mention
from monitoring.services.desk.settling import answer_case
from monitoring.services.desk.watching import watch_desk
from monitoring.services.mentions import mark_answered
from tests.factories import MONDAY
from tests.monitoring.desk.room import HOUR, TUESDAY_17, Room, make_room
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + HOUR


def at_once(*acts) -> list[str]:
    """What each act was told, empty if it was done."""
    said = [""] * len(acts)
    start = Barrier(len(acts))

    def run(place: int) -> None:
        try:
            start.wait(PATIENCE)
            acts[place]()
        except RefusedError as refusal:
            said[place] = str(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return said


def answering(case: DeskCase, member: Membership, seen: int | None = None):
    return lambda: answer_case(case=case, by=member.user, at=LATER, seen=seen)


@pytest.fixture
def room() -> Room:
    return make_room()


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(room: Room) -> None:
    case = room.asked()
    said = at_once(
        answering(case, room.member, case.version), answering(case, room.lead, case.version)
    )
    assert sorted(map(bool, said)) == [False, True]
    assert "in the meantime" in max(said) or "inzwischen" in max(said)
    case.refresh_from_db()
    mention = Mention.everywhere.get()
    assert (case.outcome, case.settled_by_id) == ("answered", mention.answered_by_id)
    assert CaseEvent.everywhere.filter(kind="answered").count() == 1


def test_from_the_desk_and_from_the_mention_at_once_it_is_answered_once(room: Room) -> None:
    case, mention = room.asked(), Mention.everywhere.get()
    at_once(
        answering(case, room.member),
        lambda: mark_answered(mention=mention, by=room.lead.user, at=LATER),
    )
    assert CaseEvent.everywhere.filter(kind="answered").count() == 1


def test_two_watches_at_once_tell_everybody_once(room: Room) -> None:
    from companies.models import Notice

    for _ in range(5):
        room.asked()
    rounds = [lambda: watch_desk(room.company, at=TUESDAY_17)] * 3
    at_once(*rounds)
    watch_desk(room.company, at=TUESDAY_17)
    assert CaseEvent.everywhere.filter(kind="escalated").count() == 5
    told = [len(each.context["cases"]) for each in Notice.of(room.company)]
    assert sum(told) == 5
