"""What somebody holds in playbooks and runs, for the day they leave (companies/duties, S3)."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies.duties import Duty, Room, register
from companies.models import Membership
from companies.refusals import RefusedError
from publishing.models import PlaybookStep, Run, RunStep
from publishing.presenters.addresses import address
from publishing.selectors import steps_of_run
from publishing.services.working import check_four_eyes

PARTS = {"owner": _("Step of a playbook"), "deputy": _("Deputy in a step of a playbook")}
RUN_PARTS = {"owner": _("Step of “{run}”"), "deputy": _("Deputy in a step of “{run}”")}


def register_all() -> None:
    """Called once, when the app is ready."""
    register("playbook", Room(held=_steps, hand_over=_hand_over_step))
    register("run", Room(held=_run_steps, hand_over=_hand_over_run_step))


def _steps(of: Membership) -> Iterator[Duty]:
    for part, about in PARTS.items():
        rows = PlaybookStep.of(of.company).filter(playbook__retired_at__isnull=True, **{part: of})
        for row in rows.select_related("playbook").order_by("pk"):
            yield Duty(
                key=f"playbook.{part}.{row.pk}",
                title=format_lazy("{name}: {step}", name=row.playbook.name, step=row.title),
                about=about,
                path=address(of.company, "playbook", row.playbook_id),
            )


def _hand_over_step(key: str, to: Membership) -> None:
    _room, part, pk = key.split(".")
    row = PlaybookStep.of(to.company).filter(pk=pk).first()
    if row is not None:
        _put(row, part, to)


def _run_steps(of: Membership) -> Iterator[Duty]:
    for part, about in RUN_PARTS.items():
        rows = RunStep.of(of.company).filter(run__state=Run.State.RUNNING, outcome="", **{part: of})
        for row in rows.select_related("run").order_by("due_at", "pk"):
            yield Duty(
                key=f"run.{part}.{row.pk}",
                title=row.title,
                about=format_lazy(about, run=row.run.title),
                path=address(of.company, "run", row.run_id),
                due_on=row.due_at.astimezone(ZoneInfo(of.company.time_zone)).date(),
            )


def _hand_over_run_step(key: str, to: Membership) -> None:
    _room, part, pk = key.split(".")
    rows = RunStep.of(to.company).filter(pk=pk, outcome="", run__state=Run.State.RUNNING)
    row = rows.select_related("run__company").first()
    if row is None:
        return
    if part == "owner":
        try:
            check_four_eyes(row.run, row, steps_of_run(row.run), to)
        except RefusedError as refusal:
            said = _("“{step}”: {why}")
            raise RefusedError(
                format_lazy(said, step=row.title, why=str(refusal)), field="everything"
            ) from refusal
    _put(row, part, to)


def _put(row: PlaybookStep | RunStep, part: str, to: Membership) -> None:
    """Whoever has the other part already has both now, so nobody stands in."""
    other = {"owner": row.deputy_id, "deputy": row.owner_id}[part]
    if other == to.pk:
        row.owner, row.deputy = to, None
    else:
        setattr(row, part, to)
    row.save(update_fields=["owner", "deputy"])
