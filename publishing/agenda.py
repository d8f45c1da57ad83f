"""What stands of playbooks in the company's calendar (companies/agenda)."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies.agenda import Entry
from companies.models import Company
from publishing.models import Run, RunStep
from publishing.presenters.addresses import address


def entries(company: Company) -> Iterable[Entry]:
    """Publications, and steps that are due, of the runs that go on (2 queries)."""
    zone = ZoneInfo(company.time_zone)
    running = Run.of(company).filter(state=Run.State.RUNNING)
    for run in running.filter(publication_at__isnull=False).order_by("pk"):
        assert run.publication_at is not None, "asked for above"
        yield Entry(
            key=f"publishing.run.{run.pk}",
            title=format_lazy(_("Publication: {title}"), title=run.title),
            starts=run.publication_at,
            ends=run.publication_at,
            changed_at=run.changed_at,
            path=address(company, "run", run.pk),
        )
    steps = RunStep.of(company).filter(run__state=Run.State.RUNNING, outcome="")
    for step in steps.select_related("run", "owner__user").order_by("pk"):
        yield Entry(
            key=f"publishing.step.{step.pk}",
            title=format_lazy(_("Due: {text}"), text=step.title),
            starts=step.due_at.astimezone(zone).date(),
            changed_at=step.run.changed_at,
            path=address(company, "run", step.run_id),
            note=f"{step.run.title} · {step.owner.user}",
        )
