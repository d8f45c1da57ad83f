"""A company moves away with its desk, and comes back with every case as it was."""

import pytest

from monitoring.models import CaseEvent, DeskCase
from monitoring.services.desk.assigning import route_case
from monitoring.services.desk.noting import add_note, look_at
from monitoring.services.desk.settings import (
    RuleGiven,
    add_rule,
    prepare_answer,
    set_place,
    set_promise,
)
from monitoring.services.desk.settling import answer_case, close_case
from tests.companies.archives import archive_of, bring, move_away
from tests.factories import MONDAY
from tests.monitoring.desk.room import HOUR, make_room

pytestmark = pytest.mark.django_db


def test_the_desk_comes_back_as_it_was(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    room = make_room()
    common = {"by": room.lead.user, "at": MONDAY + HOUR}
    company = room.company
    add_rule(company=company, given=RuleGiven(words="Job", person=room.member), **common)
    set_promise(company=company, source_kind="feed", minutes=90, **common)
    set_place(source=room.forum, takes_answers=True, **common)
    prepare_answer(company=company, title="Offen", text="Täglich.", **common)
    answered, closed, routed = room.asked(), room.asked(), room.asked()
    answer_case(case=answered, url="https://forum.example/a", text="Gern!", **common)
    close_case(case=closed, because="spam", **common)
    route_case(case=routed, department=room.sales, note="Bitte!", **common)
    add_note(case=routed, text="Ich frage nach.", **common)
    look_at(case=routed, **common)
    content = archive_of(company)
    move_away(company)
    there = bring(content, tmp_path)
    assert archive_of(there) == content
    outcomes = DeskCase.of(there).order_by("pk").values_list("outcome", "owner__user__name")
    assert list(outcomes) == [("answered", None), ("closed", None), ("", "Mia Roth")]
    assert CaseEvent.of(there).filter(text="Ich frage nach.").count() == 1
