"""One stage of the report: its state, how it came to it, and its work."""

from django.utils.translation import gettext as _

from companies.documents.document import (
    Block,
    Entries,
    Entry,
    Heading,
    Pair,
    Pairs,
    Prose,
    Section,
    Warned,
)
from companies.models import Company
from rollout.dossier_pdf import work
from rollout.dossier_pdf.content import broken_bytes, conditions_table, criteria_table
from rollout.machine import State
from rollout.presenters import history
from rollout.presenters.criteria import checklist
from rollout.presenters.dossier import DossierView, dossier_view
from rollout.presenters.moments import moment
from rollout.presenters.track import titles
from rollout.presenters.work import FrozenWork, current_work
from rollout.report_pdf.reads import RolloutReport, StageReport
from rollout.titles import title_of


def section_of(report: RolloutReport, stage: StageReport) -> Section:
    """The stage under its number and title."""
    number = stage.step.stage.number
    blocks: list[Block] = [Pairs(tuple(_head(report, stage)))]
    older = titles(stage.step.rests_on_older, report.rollout)
    if older:
        blocks.append(Warned(_("Rests on an older version of %(stages)s.") % {"stages": older}))
    if told := _history(report.company, stage):
        blocks += [Heading(_("What happened at the gate")), Entries(told)]
    if stage.dossier:
        blocks += _frozen(report, stage)
    if stage.assessment:
        blocks += _in_work(report, stage)
    return Section(f"{number} {title_of(stage.step.stage)}", tuple(blocks))


def _head(report: RolloutReport, stage: StageReport) -> list[Pair]:
    row, company = stage.step.stage, report.company
    pairs = [
        Pair(_("State"), str(stage.state.label)),
        Pair(_("What is decided here"), str(stage.step.kind.decides)),
    ]
    if row.opened_at:
        pairs.append(Pair(_("Opened on"), moment(row.opened_at, company)))
    if row.passed_at:
        pairs.append(Pair(_("Passed on"), moment(row.passed_at, company)))
    return pairs


def _grouped(fingerprint: str) -> str:
    pieces = [fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8)]
    return " ".join(pieces)


def _frozen(report: RolloutReport, stage: StageReport) -> list[Block]:
    assert stage.dossier is not None
    # Worded as of the submission, as in the dossier itself.
    at = stage.dossier.submission.submitted_at
    view = dossier_view(stage.dossier, report.company, at)
    blocks: list[Block] = []
    if not view.is_intact:
        blocks.append(Warned(broken_bytes()))
    if stage.state != State.PASSED:
        blocks.append(
            Warned(_("Submitted and frozen, but not decided yet: nothing of this is agreed."))
        )
    blocks += [Heading(_("Criteria at submission")), criteria_table(view.criteria)]
    blocks += _work(view.work)
    blocks += _conditions(view)
    return blocks


def _conditions(view: DossierView) -> list[Block]:
    promised = [each for decided in view.decisions for each in decided.conditions]
    return [Heading(_("Conditions")), conditions_table(promised)] if promised else []


def _in_work(report: RolloutReport, stage: StageReport) -> list[Block]:
    assert stage.assessment is not None
    kind, number = stage.step.kind, stage.step.stage.number
    criteria = checklist(stage.assessment.results, report.company, number, kind)
    return [
        Warned(
            _("As of %(when)s: work in progress, not decided.")
            % {"when": moment(report.at, report.company)}
        ),
        Heading(_("Criteria so far")),
        criteria_table(tuple(criteria)),
        *_work(current_work(stage.assessment.work, report.company, report.at, kind)),
    ]


def _work(frozen: FrozenWork) -> list[Block]:
    blocks: list[Block] = []
    for part in work.sections_of(frozen):
        blocks += [Heading(part.title), *part.blocks]
    return blocks or [Prose((_("No work has been entered yet."),))]


def _history(company: Company, stage: StageReport) -> tuple[Entry, ...]:
    """What was submitted and decided, the oldest first, each round's fingerprint with it."""
    entries = []
    title = title_of(stage.step.stage)
    for each in reversed(stage.rounds):
        number = stage.step.stage.number
        begun = history.submitted(company, number, each.submission, title=title)
        mark = Pair(_("Fingerprint"), _grouped(each.submission.content_hash))
        entries.append(Entry(begun.sentence, (begun.when,), pairs=(mark,)))
        for decision in each.decisions:
            event = history.decided(company, number, each.submission.round, decision, title=title)
            entries.append(Entry(event.sentence, (event.when,), event.quote))
    return tuple(entries)
