"""The KPIs of the report: each beside its goal, with where it stands and how that is known."""

from django.utils.translation import gettext as _

from companies.documents.document import Block, Cell, Heading, Prose, Section, Table
from rollout.machine import State
from rollout.presenters.kpis import GoalGroup, KpiLine, goal_groups
from rollout.report_pdf.reads import RolloutReport


def kpi_sections(report: RolloutReport) -> list[Section]:
    """One section, or none without a KPI. KPIs of a stage that is still open are said to be."""
    if not report.kpis:
        return []
    passed = {step.stage.pk for step in report.rollout.steps if step.stage.state == State.PASSED}
    decided = [fact for fact in report.kpis if fact.kpi.stage_id in passed]
    planned = [fact for fact in report.kpis if fact.kpi.stage_id not in passed]
    blocks: list[Block] = []
    for group in goal_groups(report.company, decided):
        blocks += _group(group)
    if planned:
        names = ", ".join(sorted(fact.kpi.name for fact in planned))
        blocks.append(Prose((_("Still open, not decided: %(names)s.") % {"names": names},)))
    return [Section(_("KPIs"), tuple(blocks))]


def _group(group: GoalGroup) -> list[Block]:
    title = f"{group.title} ({group.until})" if group.until else str(group.title)
    table = Table(
        head=(_("KPI"), _("Baseline"), _("Actual"), _("Target"), _("State")),
        rows=tuple(_row(line) for line in group.lines),
    )
    return [Heading(title), table]


def _row(line: KpiLine) -> tuple[Cell, ...]:
    return (
        Cell(line.name, (str(line.sentence),)),
        Cell(str(line.baseline)),
        Cell(str(line.actual)),
        Cell(str(line.target)),
        Cell(str(line.chip.label), tone=line.chip.tone),
    )
