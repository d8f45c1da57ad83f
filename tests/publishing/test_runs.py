"""Runs: begun with a copy of the steps, worked in order by those whose turn it is, ended."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from companies.models import AuditEntry, Deputy, Notice
from companies.refusals import RefusedError
from publishing.models import Run, RunReturn
from publishing.selectors import runs_in_window
from publishing.services.runs import begin_run, move_publication, stop_run
from publishing.services.steps import remove_step
from publishing.services.working import (
    finish_step,
    give_step,
    reopen_step,
    return_step,
    skip_step,
)
from tests.factories import MONDAY
from tests.publishing.builders import (
    PUBLICATION,
    begin,
    email,
    finish,
    finish_all,
    make_place,
    outcomes,
    step,
    take,
    told,
)

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def place():
    return make_place()


def acts(place):
    return list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))


# --- Beginning --------------------------------------------------------------------------------


def test_a_run_keeps_the_steps_as_they_were_when_it_began(place):
    playbook = take(place)
    run = begin(place, playbook)
    remove_step(step_id=playbook.steps.first().pk, **place.by(place.lead))
    assert run.revision == 1
    zone = ZoneInfo("Europe/Berlin")
    assert [
        (each.title, str(each.owner.user), each.due_at.astimezone(zone).strftime("%d.%m. %H:%M"))
        for each in run.steps.order_by("position")
    ] == [
        ("Write the press release", "Petra Vogt", "23.11. 17:00"),
        ("Approve the press release", "Georg Brenner", "25.11. 17:00"),
        ("Send it to the press list", "Petra Vogt", "27.11. 17:00"),
        ("Put it on press portals", "Petra Vogt", "30.11. 17:00"),
        ("Link it on the website", "Petra Vogt", "01.12. 17:00"),
        ("Announce it on the channels", "Petra Vogt", "01.12. 17:00"),
    ]
    assert told(place) == [("step_turn", email(place.lead))]


def test_one_form_begins_one_run(place):
    playbook = take(place)
    given = {
        "playbook_id": playbook.pk,
        "title": "News",
        "publication_at": PUBLICATION,
        "owners": {each.pk: place.lead for each in playbook.steps.all()},
        "seen": 1,
        "form_key": uuid4(),
        **place.by(place.lead),
    }
    assert begin_run(**given) == begin_run(**given)
    assert Run.of(place.company).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"publication_at": None}, "publication_on"),
        ({"publication_at": MONDAY}, "publication_on"),
        ({"title": " "}, "title"),
    ],
    ids=["no-moment", "passed", "no-title"],
)
def test_a_run_that_cannot_begin_is_refused_at_its_field(place, change, field):
    with pytest.raises(RefusedError) as refusal:
        begin(place, **change)
    assert refusal.value.field == field


def test_every_step_of_a_run_has_somebody_and_members_begin_none(place):
    playbook = take(place)
    steps = list(playbook.steps.order_by("position"))
    given = {
        "playbook_id": playbook.pk,
        "title": "News",
        "publication_at": PUBLICATION,
        "seen": 1,
        "form_key": uuid4(),
    }
    with pytest.raises(RefusedError, match="who does this step") as refusal:
        begin_run(owners={steps[0].pk: place.lead}, **given, **place.by(place.lead))
    assert refusal.value.field == f"owner_{steps[1].pk}"
    owners = {each.pk: place.lead for each in steps}
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        begin_run(owners=owners, **given, **place.by(place.member))
    with pytest.raises(RefusedError, match="Somebody else has changed this"):
        begin_run(owners=owners, **given | {"seen": 2}, **place.by(place.lead))
    assert not Run.of(place.company).exists()


def test_a_blog_post_counts_from_its_start(place):
    run = begin(place, take(place, "blog_post"), publication_at=None)
    assert run.publication_at is None
    assert [each.due_at.day for each in run.steps.order_by("position")] == [23, 25, 26, 26]


# --- Working ----------------------------------------------------------------------------------


def test_a_run_is_gone_through_step_by_step_and_finished_by_its_last(place):
    run = begin(place)
    with pytest.raises(RefusedError, match="An earlier step is still open"):
        finish(place, run, 2)
    for number in (1, 2, 3):
        finish(place, run, number, TUESDAY)
    with pytest.raises(RefusedError, match="waits for the publication"):
        finish(place, run, 4, PUBLICATION - timedelta(seconds=1))
    for number in (4, 5, 6):
        finish(place, run, number, PUBLICATION)
    run.refresh_from_db()
    assert (run.state, run.ended_by, run.ended_at) == ("finished", place.lead.user, PUBLICATION)
    assert acts(place) == [
        "playbook.taken_over",
        "run.begun",
        "run.step_done",
        "run.step_approved",
        "run.step_done",
        "run.step_done",
        "run.step_done",
        "run.step_done",
        "run.finished",
    ]


def test_a_second_click_finishes_no_second_step(place):
    run = begin(place)
    assert finish(place, run, 1).settled_at == MONDAY
    assert finish(place, run, 1, TUESDAY).settled_at == MONDAY
    assert outcomes(run) == ["done", "", "", "", "", ""]
    assert acts(place).count("run.step_done") == 1


def test_a_step_is_done_by_its_owner_its_deputy_or_whoever_stands_in_today(place):
    run = begin(place, owner_1=place.member)
    with pytest.raises(RefusedError, match="up to somebody else"):
        finish(place, run, 1, by=place.lead)
    Deputy.everywhere.create(
        company=place.company,
        principal=place.member,
        deputy=place.lead,
        starts_on=TUESDAY.date(),
        ends_on=TUESDAY.date(),
    )
    row = finish(place, run, 1, TUESDAY, by=place.lead)
    assert (row.settled_by, row.settled_for) == (place.lead.user, place.member.user)
    give_step(
        step_id=step(run, 2).pk,
        owner=place.manager,
        deputy=place.member,
        **place.by(place.lead, TUESDAY),
    )
    row = finish(place, run, 2, TUESDAY, by=place.member)
    assert (row.settled_by, row.settled_for) == (place.member.user, place.manager.user)


def test_nobody_approves_their_own_work(place):
    run = begin(place, owner_1=place.manager)
    finish(place, run, 1)
    with pytest.raises(RefusedError, match="Nobody approves their own work"):
        finish(place, run, 2)
    with pytest.raises(RefusedError, match="Nobody approves their own work"):
        skip_step(step_id=step(run, 2).pk, reason="Eilt.", **place.by(place.manager))
    with pytest.raises(RefusedError, match="Nobody approves their own work"):
        return_step(step_id=step(run, 2).pk, reason="Nein.", **place.by(place.manager))
    give_step(step_id=step(run, 2).pk, owner=place.lead, deputy=None, **place.by(place.lead))
    assert finish(place, run, 2).settled_by == place.lead.user


def test_an_approval_is_not_given_to_whoever_did_the_work(place):
    run = begin(place)
    finish(place, run, 1)
    with pytest.raises(RefusedError, match="Nobody approves their own work") as refusal:
        give_step(step_id=step(run, 2).pk, owner=place.lead, deputy=None, **place.by(place.lead))
    assert refusal.value.field == "owner"


def test_what_is_not_approved_goes_back_with_its_reason(place):
    run = begin(place)
    row = finish_step(
        step_id=step(run, 1).pk,
        note="Erster Entwurf",
        link="https://example.org/1",
        **place.by(place.lead),
    )
    back = return_step(
        step_id=step(run, 2).pk, reason="Zahlen fehlen.", **place.by(place.manager, TUESDAY)
    )
    assert back == row
    assert outcomes(run) == ["", "", "", "", "", ""]
    again = step(run, 1)
    assert (again.round, again.note, again.settled_by) == (2, "Erster Entwurf", None)
    kept = RunReturn.of(place.company).get()
    assert (kept.reason, kept.by, kept.back_to) == ("Zahlen fehlen.", place.manager.user, row)
    last = Notice.of(place.company).order_by("pk").last()
    assert (last.email, last.context["reason"]) == (email(place.lead), "Zahlen fehlen.")
    finish(place, run, 1, TUESDAY)
    assert finish(place, run, 2, TUESDAY).outcome == "done"


def test_only_an_approval_can_be_refused_and_never_without_a_reason(place):
    run = begin(place)
    with pytest.raises(RefusedError, match="Only an approval"):
        return_step(step_id=step(run, 1).pk, reason="Nein.", **place.by(place.lead))
    finish(place, run, 1)
    with pytest.raises(RefusedError) as refusal:
        return_step(step_id=step(run, 2).pk, reason=" ", **place.by(place.manager))
    assert refusal.value.field == "reason"


def test_a_step_is_skipped_by_editors_with_a_reason(place):
    run = begin(place, owner_1=place.member)
    first = step(run, 1)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        skip_step(step_id=first.pk, reason="Keine Lust.", **place.by(place.member))
    with pytest.raises(RefusedError) as refusal:
        skip_step(step_id=first.pk, reason=" ", **place.by(place.lead))
    assert refusal.value.field == "reason"
    skip_step(step_id=first.pk, reason="Lag schon vor.", **place.by(place.lead))
    assert (step(run, 1).outcome, step(run, 1).note) == ("skipped", "Lag schon vor.")


def test_a_run_in_which_nothing_was_done_is_called_off_not_finished(place):
    run = begin(place)
    for number in (1, 2, 3, 4, 5):
        by = place.manager if number == 2 else place.lead
        skip_step(step_id=step(run, number).pk, reason="Fällt aus.", **place.by(by))
    with pytest.raises(RefusedError, match="call it off instead"):
        skip_step(step_id=step(run, 6).pk, reason="Fällt aus.", **place.by(place.lead))
    stop_run(run_id=run.pk, reason="Der Anlass fiel aus.", **place.by(place.lead, TUESDAY))
    run.refresh_from_db()
    assert (run.state, run.reason, run.ended_at) == ("stopped", "Der Anlass fiel aus.", TUESDAY)
    with pytest.raises(RefusedError, match="This run is over"):
        finish(place, run, 6)


def test_the_last_tick_can_be_taken_back_while_the_run_goes_on(place):
    run = begin(place)
    finish(place, run, 1)
    finish(place, run, 2)
    with pytest.raises(RefusedError, match="Only the last step"):
        reopen_step(step_id=step(run, 1).pk, **place.by(place.lead))
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        reopen_step(step_id=step(run, 2).pk, **place.by(place.member))
    reopen_step(step_id=step(run, 2).pk, **place.by(place.manager))
    assert outcomes(run) == ["done", "", "", "", "", ""]
    finish(place, run, 2)
    finish_all(place, run)
    with pytest.raises(RefusedError, match="This run is over"):
        reopen_step(step_id=step(run, 6).pk, **place.by(place.lead))


def test_a_moved_publication_moves_what_counts_from_it(place):
    run = begin(place)
    finish(place, run, 1)
    done_before = step(run, 1).due_at
    later = PUBLICATION + timedelta(days=7)
    move_publication(run_id=run.pk, publication_at=later, **place.by(place.lead))
    assert [each.due_at.day for each in run.steps.order_by("position")] == [23, 2, 4, 7, 8, 8]
    assert step(run, 1).due_at == done_before
    for number in (2, 3):
        finish(place, run, number)
    finish(place, run, 4, later)
    with pytest.raises(RefusedError, match="its moment stays"):
        move_publication(
            run_id=run.pk, publication_at=later + timedelta(days=9), **place.by(place.lead, later)
        )


# --- Facts ------------------------------------------------------------------------------------


def test_runs_are_counted_by_the_local_day_they_were_begun_on(place):
    playbook = take(place, "blog_post")
    night = datetime(2026, 11, 17, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    finish_all(place, begin(place, playbook, publication_at=None))
    begin(place, playbook, publication_at=None, at=night)
    stopped = begin(place, playbook, publication_at=None)
    stop_run(run_id=stopped.pk, reason="Fällt aus.", **place.by(place.lead))
    monday, tuesday = MONDAY.date(), night.date()

    def count(first, last):
        found = runs_in_window(place.company, first, last)
        return found.begun, found.finished, found.stopped

    assert count(monday, tuesday) == (3, 1, 1)
    assert count(tuesday, tuesday) == (1, 0, 0)
    assert count(monday, monday) == (2, 1, 1)
    assert count(tuesday + timedelta(days=1), tuesday + timedelta(days=9)) == (0, 0, 0)
    assert runs_in_window(make_place("Nachbar").company, monday, tuesday).begun == 0
