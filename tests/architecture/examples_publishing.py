"""Examples for the addresses of playbooks and their runs."""

from datetime import timedelta
from uuid import UUID, uuid5

from publishing.models import Playbook, PlaybookStep, Run, RunStep
from publishing.services.playbooks import take_playbook
from publishing.services.runs import begin_run
from tests.architecture.examples import House, example
from tests.factories import MONDAY

KEYS = UUID("b4d1c7a2-90de-4d55-8f0b-5d7f5a3c2e10")


def _playbook_of(of: House) -> Playbook:
    there = Playbook.of(of.company).first()
    given = {"company": of.company, "by": of.admin.user, "at": MONDAY}
    return there or take_playbook(key="press_release", language="de", **given)


def _run_of(of: House) -> Run:
    if there := Run.of(of.company).first():
        return there
    playbook = _playbook_of(of)
    return begin_run(
        company=of.company,
        playbook_id=playbook.pk,
        title="Neue Auszubildende",
        publication_at=MONDAY + timedelta(days=3650),
        owners={each.pk: of.member for each in playbook.steps.all()},
        seen=playbook.revision,
        form_key=uuid5(KEYS, of.company.slug),
        by=of.admin.user,
        at=MONDAY,
    )


@example(
    "publishing:playbook",
    "publishing:change_playbook",
    "publishing:retire_playbook",
    "publishing:begin_run",
    "publishing:add_step",
)
def _playbook(of: House) -> dict[str, object]:
    return {"pk": _playbook_of(of).pk}


@example("publishing:change_step", "publishing:move_step", "publishing:remove_step")
def _step(of: House) -> dict[str, object]:
    playbook = _playbook_of(of)
    return {"pk": PlaybookStep.of(of.company).filter(playbook=playbook)[0].pk}


@example("publishing:run", "publishing:move_publication", "publishing:stop_run")
def _run(of: House) -> dict[str, object]:
    return {"pk": _run_of(of).pk}


@example(
    "publishing:finish_step",
    "publishing:skip_step",
    "publishing:return_step",
    "publishing:give_step",
    "publishing:reopen_step",
)
def _run_step(of: House) -> dict[str, object]:
    return {"pk": RunStep.of(of.company).filter(run=_run_of(of))[0].pk}
