"""Anybody does anything to a run, in any order: no run is finished with a step forgotten.

What is promised is written down here a second time, from the rows alone.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from companies.models import Membership
from companies.refusals import RefusedError
from publishing.models import Run, RunStep
from publishing.services import working
from publishing.services.runs import move_publication, stop_run
from tests.factories import MONDAY
from tests.publishing.builders import PUBLICATION, Place, begin, make_place, take

pytestmark = pytest.mark.django_db

SEEDS, ACTS = 6, 60


class Chance:
    """One run, and people who do whatever comes to mind."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.place: Place = make_place()
        key = self.random.choice(["press_release", "blog_post"])
        moment = PUBLICATION if key == "press_release" else None
        self.run = begin(self.place, take(self.place, key), publication_at=moment)
        self.at = MONDAY

    def do_something(self) -> str:
        """One act, by a service or past them all; what it was, and whether it was refused."""
        self.at += timedelta(hours=self.random.randint(0, 30))
        doing = self.random.choices(
            [self._finish, self._return, self._skip, self._reopen, self._give, self._by_hand,
             self._end_by_hand, self._move, self._stop],
            [9, 2, 2, 1, 2, 3, 3, 1, 0.1],
        )[0]  # fmt: skip
        try:
            with transaction.atomic():
                doing()
        except (RefusedError, IntegrityError):
            return f"{doing.__name__} refused"
        return doing.__name__

    def _anybody(self) -> Membership:
        return self.random.choice([self.place.lead, self.place.manager, self.place.member])

    def _step(self) -> RunStep:
        """Most often whose turn it is."""
        steps = list(self.run.steps.order_by("position"))
        now = [each for each in steps if each.is_open][:1]
        return self.random.choice(now * 5 + steps)

    def _act(self, service: Callable[..., Any], by: Membership, **given: object) -> None:
        service(**given, **self.place.by(by, self.at))

    def _finish(self) -> None:
        step = self._step()
        by = self.random.choice([step.owner, step.owner, self._anybody()])
        self._act(working.finish_step, by, step_id=step.pk, note="", link="")

    def _return(self) -> None:
        step = self._step()
        self._act(working.return_step, step.owner, step_id=step.pk, reason="Nein.")

    def _skip(self) -> None:
        self._act(working.skip_step, self._anybody(), step_id=self._step().pk, reason="Passt.")

    def _reopen(self) -> None:
        self._act(working.reopen_step, self._anybody(), step_id=self._step().pk)

    def _give(self) -> None:
        self._act(
            working.give_step,
            self._anybody(),
            step_id=self._step().pk,
            owner=self._anybody(),
            deputy=self.random.choice([None, self._anybody()]),
        )

    def _move(self) -> None:
        moment = self.at + timedelta(days=self.random.randint(1, 9))
        self._act(move_publication, self.place.lead, run_id=self.run.pk, publication_at=moment)

    def _stop(self) -> None:
        self._act(stop_run, self.place.lead, run_id=self.run.pk, reason="Fällt aus.")

    def _by_hand(self) -> None:
        """Straight into the table, as no service would."""
        outcome = self.random.choice(["done", "skipped", ""])
        by = self._anybody().user if outcome else None
        RunStep.everywhere.filter(pk=self._step().pk).update(
            outcome=outcome,
            settled_by=by,
            settled_for=None,
            settled_at=self.at if outcome else None,
            note="Von Hand.",
        )

    def _end_by_hand(self) -> None:
        Run.everywhere.filter(pk=self.run.pk).update(
            state="finished", ended_by=self.place.lead.user, ended_at=self.at
        )


def broken(run: Run) -> list[str]:
    """What the rows of a run say that may not be."""
    steps = list(run.steps.order_by("position"))
    found = []
    opened = [each.outcome == "" for each in steps]
    if run.state == "finished" and any(opened):
        found.append("finished with an open step")
    if opened != sorted(opened):
        found.append("out of order")
    for number, step in enumerate(steps):
        if step.outcome == "done" and step.after_publication:
            assert run.publication_at is not None
            if step.settled_at < run.publication_at:
                found.append("under embargo")
        if step.kind == "approval" and step.outcome:
            work = [each for each in steps[:number] if each.kind != "approval"]
            before = {each.settled_by_id for each in work if each.outcome == "done"}
            if step.settled_by_id in before | {steps[number - 1].settled_by_id}:
                found.append("approved one's own work")
    return found


def test_no_run_is_finished_with_a_step_forgotten_whatever_people_do() -> None:
    ends = set()
    for seed in range(SEEDS):
        chance = Chance(seed)
        for _turn in range(ACTS):
            done = chance.do_something()
            chance.run.refresh_from_db()
            assert broken(chance.run) == [], f"{seed}: {done}"
        ends.add(chance.run.state)
    assert "finished" in ends
