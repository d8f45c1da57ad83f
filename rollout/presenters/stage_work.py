"""The work of a stage as its page shows it to one person: parts, and what can be done to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company
from rollout.attested import Attestations, attestations
from rollout.machine import State
from rollout.parts import Line, Part
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import moment
from rollout.rowkinds import RowKind
from rollout.selectors import StagePage, names_of
from rollout.snapshot import people_in
from rollout.stage import Attestable, Result
from rollout.wording import Text


@dataclass(frozen=True)
class Way:
    """A link with its words."""

    label: Text
    url: str


@dataclass(frozen=True)
class LineView:
    """A line of a part, with where it is changed and removed; empty where it cannot be.

    ``beside`` is what else the stage shows of it, by the template ``beside_template``.
    """

    line: Line
    change: Way | None = None
    remove: Way | None = None
    beside: Any = None
    beside_template: str = ""


@dataclass(frozen=True)
class Confirmation:
    """A criterion that somebody puts their name to; ``confirm`` is None for whoever may not."""

    title: Text
    ask: Text
    statement: str
    who: str
    confirm: Way | None
    take_back: Way | None


@dataclass(frozen=True)
class Extra:
    """What a stage shows in a section beyond its rows: a template of its own, and its data.

    ``lines`` stand beside the rows, one for each, each shown by ``line_template``.
    """

    template: str = ""
    data: Any = None
    above: bool = False
    lines: tuple[Any, ...] = ()
    line_template: str = ""


@dataclass(frozen=True)
class SectionView:
    """One section of the page; ``add`` is None where nothing can be added now."""

    part: Part
    lines: tuple[LineView, ...]
    add: Way | None
    remove: Way | None
    examples: tuple[Way, ...]
    confirmations: tuple[Confirmation, ...]
    extra: Extra | None


@dataclass(frozen=True)
class ContentsLink:
    """A section in the list above them all: whether the gate still waits for something in it."""

    title: Text
    url: str
    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class WorkPage:
    """Everything the template rollout/work/sections.html needs."""

    sections: tuple[SectionView, ...]
    contents: tuple[ContentsLink, ...]


def work_page(
    page: StagePage, standing: Standing, extras: Mapping[str, Extra] | None = None
) -> WorkPage:
    """The parts of the stage's work in their order (two queries more than the criteria took)."""
    kind, work = page.step.kind, page.assessment.work
    assert kind.parts is not None, "a stage without parts has a page of its own"
    found = attestations(page.step.stage) if kind.attested else {}
    parts = kind.parts(work, names_of(people_in(work)))
    return WorkPage(
        tuple(
            _section(part, page, standing, found, (extras or {}).get(part.key)) for part in parts
        ),
        tuple(_link(part, page.assessment.results) for part in parts),
    )


def _link(part: Part, results: Sequence[Result]) -> ContentsLink:
    own = [each for each in results if each.mend == part.key]
    if any(each.blocks for each in own):
        look = (_("still open"), "stop", "close")
    elif any(each.blocking for each in own):
        look = (_("met"), "ok", "check")
    else:
        look = (_("optional"), "neutral", "")
    return ContentsLink(part.title, f"#{part.key}", *look)


def _section(
    part: Part, page: StagePage, standing: Standing, found: Attestations, extra: Extra | None
) -> SectionView:
    company, number = page.rollout.company, page.step.stage.number
    row_kind = page.step.kind.row_kind(part.rows)
    edits = page.why_no_editing is None
    keys = page.assessment.rows.get(part.rows, ())
    single = row_kind is not None and row_kind.single
    return SectionView(
        part=part,
        lines=tuple(
            _with_extra(_lines(part, row_kind if edits else None, keys, company, number), extra)
        ),
        add=_add(row_kind, bool(keys), company, number) if row_kind and edits else None,
        remove=_remove(row_kind, keys[0], row_kind.title, company, number)
        if row_kind and single and keys and edits
        else None,
        examples=tuple(examples_of(row_kind, company, number))
        if row_kind and edits and not (single and keys)
        else (),
        confirmations=tuple(
            _confirmation(each, found, page, standing)
            for each in page.step.kind.attested
            if each.section == part.key
        ),
        extra=extra,
    )


def _lines(
    part: Part, kind: RowKind | None, keys: tuple[int, ...], company: Company, number: int
) -> list[LineView]:
    if kind is None or not part.lines:
        # What a stage has one of is told in facts.
        return [LineView(line) for line in part.lines]
    return [
        LineView(
            line,
            change=Way(
                _("Change “%(name)s”") % {"name": line.title},
                page_url(company, "row", number=number, kind=kind.key, pk=pk),
            ),
            remove=_remove(kind, pk, line.title, company, number),
        )
        for line, pk in zip(part.lines, keys, strict=True)
    ]


def _with_extra(lines: list[LineView], extra: Extra | None) -> list[LineView]:
    if extra is None or not extra.lines:
        return lines
    return [
        replace(line, beside=beside, beside_template=extra.line_template)
        for line, beside in zip(lines, extra.lines, strict=True)
    ]


def _remove(kind: RowKind, pk: int, name: Text, company: Company, number: int) -> Way:
    return Way(
        _("Remove “%(name)s”") % {"name": name},
        page_url(company, "remove_row", number=number, kind=kind.key, pk=pk),
    )


def _add(kind: RowKind, is_there: bool, company: Company, number: int) -> Way:
    label = kind.change if kind.single and is_there else kind.add
    return Way(label, page_url(company, "add_row", number=number, kind=kind.key))


def examples_of(kind: RowKind, company: Company, number: int) -> list[Way]:
    """The examples of a kind, each with the form that it fills in."""
    url = page_url(company, "add_row", number=number, kind=kind.key)
    return [
        Way(example.label, f"{url}?example={place}")
        for place, example in enumerate(kind.all_examples())
    ]


def _confirmation(
    asked: Attestable, found: Attestations, page: StagePage, standing: Standing
) -> Confirmation:
    company, number = page.rollout.company, page.step.stage.number
    row = found.get(asked.key)
    is_open = page.step.stage.state == State.OPEN
    may = is_open and standing.membership.role in asked.roles
    arguments = {"number": number, "criterion": asked.key}
    return Confirmation(
        title=asked.title,
        ask=asked.ask,
        statement=row.statement if row else "",
        who=_("%(who)s on %(when)s") % {"who": row.by, "when": moment(row.at, company)}
        if row
        else "",
        confirm=Way(
            _("Say it anew") if row else _("Put my name to it"),
            page_url(company, "confirm", **arguments),
        )
        if may
        else None,
        take_back=Way(_("Take it back"), page_url(company, "unconfirm", **arguments))
        if row and page.why_no_editing is None
        else None,
    )
