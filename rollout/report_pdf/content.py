"""The whole rollout put into the words of its report, in the reader's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from companies.documents.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Figures,
    Heading,
    Letterhead,
    Pair,
    Pairs,
    Prose,
    Section,
    Table,
    Warned,
)
from companies.models import Company
from rollout.days import local_day
from rollout.dossier_pdf.content import labels
from rollout.machine import State
from rollout.presenters.moments import due, moment, short_day
from rollout.presenters.states import STATES
from rollout.presenters.track import where
from rollout.report_pdf.kpis import kpi_sections
from rollout.report_pdf.reads import RolloutReport
from rollout.report_pdf.stages import section_of
from rollout.selectors import StageStep
from rollout.titles import title_of
from rollout.wording import out_of


def document_of(report: RolloutReport, head: Letterhead | None) -> Document:
    """What stands in the file; ``head`` is the letterhead it bears, if there is one."""
    company = report.company
    return Document(
        language=(get_language() or "en")[:2],
        title=_("The rollout so far"),
        kicker=_("Report"),
        company=company.name,
        author=str(report.standing.user),
        at=report.at.astimezone(ZoneInfo(company.time_zone)),
        fingerprint="",
        cover=tuple(_cover(report)),
        sections=(
            _standing(report),
            *(section_of(report, each) for each in report.stages),
            *kpi_sections(report),
            *_ahead(report),
            _sight(report),
        ),
        signatures=(),
        labels=labels(),
        letterhead=head,
        contents=_("Contents"),
    )


def file_name(report: RolloutReport) -> str:
    """``Etappe-brauerei-lindner-Bericht-2026-11-22.pdf``."""
    word = _("Report").replace(" ", "-")
    day = report.standing.on.isoformat()
    return f"Etappe-{report.company.slug}-{word}-{day}.pdf"


def _cover(report: RolloutReport) -> list[Block]:
    company, step = report.company, report.next_step
    return [
        Pairs(
            (
                Pair(_("Made for"), company.name),
                Pair(_("Made by"), str(report.standing.user)),
                Pair(_("As of"), moment(report.at, company)),
                Pair(_("Where it stands"), where(report.rollout)),
                Pair(_("Next"), f"{step.title}\n{step.sentence}"),
            )
        )
    ]


def _standing(report: RolloutReport) -> Section:
    blocks: list[Block] = [
        Figures(tuple(_figures(report))),
        Table(
            head=(_("Stage"), _("State"), _("Since"), _("Days")),
            rows=tuple(_row(each, report) for each in report.rollout.steps),
        ),
    ]
    if not report.rollout.steps:
        blocks = [Prose((_("The rollout has not begun yet."),))]
    blocks += _promised(report)
    return Section(_("Where the rollout stands"), tuple(blocks))


def _figures(report: RolloutReport) -> list[Figure]:
    """How far the rollout is, and what was said lately: blind sources are said to be."""
    steps = report.rollout.steps
    passed = sum(step.stage.state == State.PASSED for step in steps)
    return [
        Figure(_("Stages passed"), str(out_of(passed, len(steps)))),
        *(Figure(each.label, each.words, each.blind or each.trend) for each in report.lately),
    ]


def _row(step: StageStep, report: RolloutReport) -> tuple[Cell, ...]:
    stage, state = step.stage, State(step.stage.state)
    since = stage.passed_at or stage.opened_at
    end = stage.passed_at or report.at
    days = _days(stage.opened_at, end, report.company)
    return (
        Cell(f"{stage.number} {title_of(stage)}"),
        Cell(str(state.label), tone=STATES[state].tone),
        Cell(short_day(local_day(report.company, since)) if since else "–"),
        Cell("–" if days is None else str(days)),
    )


def _days(opened_at: datetime | None, end: datetime, company: Company) -> int | None:
    if opened_at is None:
        return None
    return (local_day(company, end) - local_day(company, opened_at)).days


def _promised(report: RolloutReport) -> list[Block]:
    if not report.conditions:
        return []
    return [
        Heading(_("Open conditions")),
        Table(
            head=(_("Condition"), _("Responsible"), _("Until")),
            rows=tuple(
                (
                    Cell(each.text),
                    Cell(str(each.owner)),
                    Cell(due(each.due_on, report.standing.on), tone="stop" if is_late else ""),
                )
                for each, is_late in report.conditions
            ),
        ),
    ]


def _ahead(report: RolloutReport) -> list[Section]:
    locked = [step for step in report.rollout.steps if step.stage.state == State.LOCKED]
    if not locked:
        return []
    points = tuple(f"{step.stage.number} {title_of(step.stage)}" for step in locked)
    said = Prose((_("These stages have not begun; each opens when the one before has passed."),))
    return [Section(_("What lies ahead"), (said, Bullets(points)))]


def _sight(report: RolloutReport) -> Section:
    """What nobody could see: no figure above is good news where something was blind."""
    seen = report.coverage
    blocks: list[Block] = [
        Warned(
            _("“%(name)s” cannot be seen since %(when)s.")
            % {"name": name, "when": moment(since, report.company)}
        )
        for name, since in seen.blind
    ]
    over = [
        _("“%(name)s” was not seen from %(first)s to %(last)s.")
        % {
            "name": spell.source,
            "first": moment(spell.began_at, report.company),
            "last": moment(ended_at, report.company),
        }
        for spell in seen.spells
        if (ended_at := spell.ended_at)
    ]
    if over:
        blocks.append(Bullets(tuple(over)))
    if not seen.watched:
        blocks.append(Prose((_("No source is watched yet: nothing is known of what is said."),)))
    elif seen.is_whole:
        blocks.append(Prose((_("Every source was seen all through the last four weeks."),)))
    blocks.append(
        Prose(
            (
                _(
                    "What nobody can see here: closed groups, private messages, stories, and "
                    "networks without an open interface such as Instagram, TikTok and LinkedIn. A "
                    "quiet dashboard does not mean that nothing is said there."
                ),
            )
        )
    )
    return Section(_("What could be seen"), tuple(blocks))
