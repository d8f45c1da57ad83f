"""The work of a stage as sections of its document: from what the page shows."""

from django.utils.translation import gettext as _

from companies.documents.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Entries,
    Entry,
    Figure,
    Figures,
    Pair,
    Pairs,
    Prose,
    Section,
    Table,
    Warned,
)
from monitoring.charts import Chart
from rollout.parts import Grid, Line, Noted, Part
from rollout.presenters.baseline import FigureView, ReportView
from rollout.presenters.culture import DimensionView, SurveyView
from rollout.presenters.media import Column
from rollout.presenters.work import ClarificationView, FrozenWork, MeasureView
from rollout.wording import Text

FULL = 1000
"""Thousandths of the longest bar."""


def sections_of(work: FrozenWork) -> list[Section]:
    """The parts the stage has, in the order of its page."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        (_("Questionnaire"), _survey(work.survey) if work.survey else ()),
        (_("Statements of our own"), (Bullets(work.statements),) if work.statements else ()),
        (_("Measures"), (_measures(work.measures),) if work.measures else ()),
        (_("Media inventory"), (_media(work.media),) if work.media else ()),
        (_("Window and limits"), (Prose((work.plan,)),) if work.plan else ()),
        (_("Baseline report"), _report(work.report) if work.report else ()),
        (_("Critical topics"), (Prose(work.topics),) if work.topics else ()),
        (_("Clarifications"), (_clarified(work.clarifications),) if work.clarifications else ()),
    ]
    own = [Section(str(part.title), _part(part)) for part in work.parts]
    return own + [Section(title, blocks) for title, blocks in parts if blocks]


def _part(part: Part) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if part.lines:
        blocks.append(Entries(tuple(_line(each) for each in part.lines)))
    if part.facts:
        blocks.append(Pairs(_pairs(part.facts)))
    if part.grid:
        blocks.append(_grid(part.grid))
    return tuple(blocks)


def _line(line: Line) -> Entry:
    said = [line.note, *(chip.label for chip in line.chips)]
    return Entry(
        title=str(line.title),
        says=tuple(str(each) for each in said if each),
        quote=line.text,
        pairs=_pairs(line.facts),
    )


def _pairs(facts: tuple[tuple[Text, Text], ...]) -> tuple[Pair, ...]:
    return tuple(Pair(str(term), str(text) or "–") for term, text in facts)


def _grid(grid: Grid) -> Table:
    return Table(
        head=tuple(str(each) for each in grid.head),
        rows=tuple(tuple(_cell(each) for each in row) for row in grid.rows),
        caption=str(grid.caption),
    )


def _cell(each: Text | Noted) -> Cell:
    if isinstance(each, Noted):
        return Cell(str(each.text), (str(each.note),) if each.note else ())
    return Cell(str(each))


def _survey(survey: SurveyView) -> tuple[Block, ...]:
    asked = Prose((f"{survey.people_words}, {survey.roles_words}",))
    if survey.chart is None:
        why = _("Figures are shown from three people on, so that nobody is found out by them.")
        return asked, Prose((why,))
    blocks: list[Block] = [
        asked,
        Bars(survey.chart.caption, tuple(_dimension(each) for each in survey.dimensions)),
    ]
    if len(survey.chart.headers) > 2:
        blocks.append(_chart_table(survey.chart, _("By role, in points of 100")))
    if said := tuple(each for each in (survey.withheld, survey.waiting) if each):
        blocks.append(Prose(said))
    return tuple(blocks)


def _dimension(each: DimensionView) -> Bar:
    weak = _("below its threshold") if each.is_weak else ""
    return Bar(
        label=str(each.title),
        words=each.words,
        share=None if each.score is None else each.score * FULL // 100,
        tone=each.tone if each.is_weak else "accent",
        below="\n".join(filter(None, (weak, each.disagreement))),
    )


def _measures(measures: tuple[MeasureView, ...]) -> Table:
    return Table(
        head=(_("Measure"), _("Responsible"), _("Until")),
        rows=tuple(
            (Cell(each.text, (str(each.dimension),)), Cell(each.owner), Cell(each.due))
            for each in measures
        ),
    )


def _media(columns: tuple[Column, ...]) -> Pairs:
    return Pairs(
        tuple(
            Pair(str(column.label), "\n".join(_medium(each) for each in column.entries) or "–")
            for column in columns
        )
    )


def _medium(entry: object) -> str:
    assert isinstance(entry, dict)
    note = entry.get("note")
    return f"{entry['name']} ({note})" if note else str(entry["name"])


def _report(report: ReportView) -> tuple[Block, ...]:
    blocks: list[Block] = [Warned(sentence) for sentence in report.blind]
    blocks.append(Prose((report.window,)))
    blocks.append(Figures(tuple(_figure(each) for each in report.figures)))
    if report.is_empty:
        blocks.append(Prose((_("Nothing was found in this window."),)))
    blocks += [_bars(chart) for chart in report.charts]
    if report.speakers:
        blocks.append(Pairs((Pair(_("Who speaks:"), report.speakers),)))
    return tuple(blocks)


def _figure(each: FigureView) -> Figure:
    return Figure(each.label, f"{each.value} {each.unit}".strip(), each.blind or each.trend)


def _bars(chart: Chart) -> Block:
    """A chart of one series as bars; the words are those of the table behind it."""
    if any(len(row) != 2 for row in chart.rows):
        return _chart_table(chart, chart.caption)
    numbers = [_number(row[1].text) for row in chart.rows]
    most = max((each for each in numbers if each is not None), default=0) or 1
    return Bars(
        chart.caption,
        tuple(
            Bar(row[0].text or "–", row[1].text, None if number is None else number * FULL // most)
            for row, number in zip(chart.rows, numbers, strict=True)
        ),
    )


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() else None


def _chart_table(chart: Chart, caption: str) -> Table:
    return Table(
        head=tuple(str(each) for each in chart.headers),
        rows=tuple(tuple(Cell(each.text) for each in row) for row in chart.rows),
        caption=caption,
    )


def _clarified(clarifications: tuple[ClarificationView, ...]) -> Entries:
    return Entries(
        tuple(
            Entry(
                title=f"{each.topic}: {each.outcome}",
                says=(each.by,),
                quote=each.explanation,
                pairs=(Pair(_("What shows it:"), each.statement),),
            )
            for each in clarifications
        )
    )
