"""The list of one's companies: one line each, and the filters above it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.roles import Role
from rollout.machine import State
from rollout.portfolio.clients import ClientRow
from rollout.portfolio.filters import ALL_PASSED, NOT_BEGUN, PLACES, Narrowed
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import short_day, since
from rollout.presenters.states import STATES, Sign
from rollout.stages import kind_of
from rollout.titles import place_of
from rollout.urgency import Subject
from rollout.wording import Text

REASONS: Mapping[Subject, Sign] = {
    Subject.INCIDENT: Sign("stop", "bell"),
    Subject.CONDITIONS: Sign("stop", "alert"),
    Subject.GATE: Sign("warn", "hourglass"),
    Subject.CRITICISM: Sign("negative", "tone-negative"),
    Subject.SIGHT: Sign("warn", "blind"),
    Subject.STUCK: Sign("warn", "clock"),
    Subject.ANSWERS: Sign("accent", "mail"),
    Subject.STATE: Sign("neutral", ""),
}
SHOWN: Mapping[str, Text] = {
    "": gettext_lazy("All"),
    "mine": gettext_lazy("Needs me"),
    "gate": gettext_lazy("At a gate"),
    "overdue": gettext_lazy("Overdue"),
    "criticised": gettext_lazy("Criticised"),
    "blind": gettext_lazy("Listening disturbed"),
}
EXPLAINED: Mapping[str, Text] = {
    "mine": gettext_lazy(
        "A gate you decide, a condition you owe, a source to mend, somebody to answer, or a "
        "rollout to begin."
    ),
    "gate": gettext_lazy("A stage waits for its decision, or is on hold."),
    "overdue": gettext_lazy("A condition of an approval was not met in time."),
    "criticised": gettext_lazy(
        "The share of criticism in the last four weeks reaches the company’s own threshold."
    ),
    "blind": gettext_lazy(
        "A source cannot be read at the moment. What is said there since is not known, and figures "
        "may be too low: have the source mended."
    ),
}
WORRYING = {"stop", "warn", "negative"}


@dataclass(frozen=True)
class Dot:
    """One stage as small as a dot."""

    tone: str
    is_reached: bool
    is_current: bool


@dataclass(frozen=True)
class Fact:
    """A word with a tone beside a company; ``subject`` is what it is about."""

    subject: Subject
    label: Text
    tone: str
    icon: str


@dataclass(frozen=True)
class ClientLine:
    """One company as the list shows it; ``facts`` say nothing that the reason says."""

    name: str
    url: str
    role: str
    dots: tuple[Dot, ...]
    where: str
    reason: Text
    sign: Sign
    needs_help: bool
    compare_url: str
    templates_url: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Choice:
    """One filter: what it says, how many it leaves, and where it leads."""

    label: Text
    number: int
    url: str
    is_on: bool


@dataclass(frozen=True)
class PlaceChoice:
    """One place in the list of places."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class FilterBar:
    """Everything above the list."""

    views: tuple[Choice, ...]
    shows: tuple[Choice, ...]
    places: tuple[PlaceChoice, ...]
    explained: Text
    found: str


def client_lines(rows: Iterable[ClientRow]) -> list[ClientLine]:
    """The list in its order."""
    return [_line(row) for row in rows]


def _line(row: ClientRow) -> ClientLine:
    facts = tuple(each for each in _facts(row) if each.subject != row.subject)
    sign = REASONS[row.subject]
    return ClientLine(
        name=row.company.name,
        url=page_url(row.company, "home"),
        role=str(Role(row.role).label),
        dots=tuple(
            Dot(
                tone=STATES[State(stage.state)].tone,
                is_reached=stage.state == State.PASSED,
                is_current=stage == row.current,
            )
            for stage in row.stages
        ),
        where=_where(row),
        reason=row.reason,
        sign=sign,
        needs_help=sign.tone in WORRYING or any(fact.tone in WORRYING for fact in facts),
        compare_url=page_url(row.company, "comparison") if row.role == Role.CONSULTANT else "",
        templates_url=page_url(row.company, "applied") if row.role == Role.CONSULTANT else "",
        facts=facts,
    )


def _where(row: ClientRow) -> str:
    if row.current is None:
        return _("All stages have passed") if row.stages else _("The rollout has not begun yet")
    return str(place_of(row.current, len(row.stages)))


def _facts(row: ClientRow) -> Iterable[Fact]:
    facts = row.facts
    if facts.overdue:
        said = ngettext(
            "%(number)s condition overdue", "%(number)s conditions overdue", facts.overdue
        )
        yield Fact(Subject.CONDITIONS, said % {"number": facts.overdue}, "stop", "alert")
    if facts.state == State.SUBMITTED and facts.waiting_since:
        waiting = _("gate waits %(since)s") % {"since": since(facts.waiting_since, row.on)}
        yield Fact(Subject.GATE, waiting, "warn", "hourglass")
    if facts.state == State.ON_HOLD and row.hold_until:
        held = _("on hold until %(day)s") % {"day": short_day(row.hold_until)}
        yield Fact(Subject.GATE, held, "warn", "pause")
    if facts.is_criticised:
        said = _("%(percent)s %% criticism") % {"percent": facts.criticism_percent}
        yield Fact(Subject.CRITICISM, said, "negative", "tone-negative")
    if facts.blind:
        said = ngettext(
            "%(number)s source cannot be read", "%(number)s sources cannot be read", facts.blind
        )
        yield Fact(Subject.SIGHT, said % {"number": facts.blind}, "warn", "blind")
    if facts.answers_late:
        said = ngettext("%(number)s answer late", "%(number)s answers late", facts.answers_late)
        yield Fact(Subject.ANSWERS, said % {"number": facts.answers_late}, "warn", "hourglass")
    elif facts.waiting:
        said = ngettext(
            "%(number)s waits for an answer", "%(number)s wait for an answer", facts.waiting
        )
        yield Fact(Subject.ANSWERS, said % {"number": facts.waiting}, "accent", "mail")


def filter_bar(narrowed: Narrowed) -> FilterBar:
    """The filters with their counts, those that are on marked."""
    filters = narrowed.filters
    views = (("", _("Who needs help first")), ("stages", _("Stages at a glance")))
    return FilterBar(
        views=tuple(
            Choice(label, narrowed.found, filters.query(view=view), filters.view == view)
            for view, label in views
        ),
        shows=tuple(
            Choice(label, narrowed.shows[show], filters.query(show=show), filters.show == show)
            for show, label in SHOWN.items()
        ),
        places=tuple(
            PlaceChoice(
                place,
                _("%(label)s (%(number)s)")
                % {"label": _place(place), "number": narrowed.places[place]},
                place == filters.place,
            )
            for place in PLACES
        ),
        explained=EXPLAINED.get(filters.show, ""),
        found=_found(narrowed),
    )


def _place(place: str) -> str:
    if place == NOT_BEGUN:
        return _("Not begun yet")
    if place == ALL_PASSED:
        return _("All stages passed")
    return f"{place} {kind_of(int(place)).title}"


def _found(narrowed: Narrowed) -> str:
    if narrowed.pages > 1:
        return _("%(found)s of %(total)s companies, page %(page)s of %(pages)s") % {
            "found": narrowed.found,
            "total": narrowed.total,
            "page": narrowed.filters.page,
            "pages": narrowed.pages,
        }
    return ngettext(
        "%(found)s of %(total)s company", "%(found)s of %(total)s companies", narrowed.total
    ) % {"found": narrowed.found, "total": narrowed.total}
