"""The criteria of a wave's gate: pure rules on plain facts (S0, S1, S4)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guidelines.readiness.board import MEETS_WITHIN_DAYS, BoardFacts
from rollout.aims.criteria import goals_have_groups, goals_have_kpis
from rollout.aims.facts import Aims
from rollout.journal.criteria import learned
from rollout.models import Wave
from rollout.rowkinds.journal import Window
from rollout.stage import Result
from rollout.stages.expansion.readers import ReadFacts
from rollout.wording import Text, at_least, out_of, words

Kind = Wave.Kind


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """How the platform of a wave stands in the strategy."""

    has_purpose: bool
    has_kpi: bool
    has_owner: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.has_purpose and self.has_kpi and self.has_owner


@dataclass(frozen=True)
class WaveFacts:
    """What the criteria look at; ``kind`` is empty while nobody has said what the wave adds.

    ``owner_here`` and ``deputy_here``: they are named and belong to the company. ``platform`` is
    None while it has not been chosen. ``new_profiles`` and ``new_sources`` came since the wave
    opened.
    """

    on: date
    kind: str
    window: Window | None
    owner_here: bool
    deputy_here: bool
    aims: Aims
    guidelines: ReadFacts
    supplement: ReadFacts
    board: BoardFacts
    platform: PlatformFacts | None
    new_profiles: int
    new_sources: int
    learnings: int


def criteria(facts: WaveFacts, returns: Result) -> tuple[Result, ...]:
    """All criteria in the order of the page; those of the other kinds of waves are left out."""
    by_kind = {
        Kind.PLATFORM: (_platform,),
        Kind.DEPARTMENT: (_supplement,),
        Kind.MONITORING: (_listening,),
    }
    own = by_kind[Kind(facts.kind)] if facts.kind else ()
    return (
        _said(facts),
        goals_have_kpis(facts.aims),
        goals_have_groups(facts.aims),
        _people(facts),
        _guidelines(facts),
        *(each(facts) for each in own),
        _board(facts),
        _ran(facts),
        learned(
            facts.learnings,
            missing=_("The next wave begins with what this one has learned."),
            blocking=False,
        ),
        returns,
    )


def _said(facts: WaveFacts) -> Result:
    return Result(
        key="said",
        title=_("It is said what the wave adds, and why now"),
        met=bool(facts.kind),
        sentence=_("Said.")
        if facts.kind
        else _("Say what this wave adds: a platform, a department, or more listening."),
        mend="wave",
    )


def _people(facts: WaveFacts) -> Result:
    met = facts.owner_here and facts.deputy_here
    sentence: Text = _("Both are named and belong to the company.")
    if not facts.kind:
        sentence = _("Name who is responsible, and who stands in.")
    elif not facts.owner_here:
        sentence = _("Whoever was responsible has left the company: please name somebody else.")
    elif not facts.deputy_here:
        sentence = _("Name somebody who stands in and belongs to the company.")
    return Result(
        key="people",
        title=_("The wave has somebody responsible and a deputy"),
        met=met,
        figure=out_of(facts.owner_here + facts.deputy_here, 2),
        sentence=sentence,
        mend="wave",
    )


def _guidelines(facts: WaveFacts) -> Result:
    title: Text = _("Those responsible have read the guidelines")
    if facts.kind == Kind.DEPARTMENT:
        title = _("Everybody in the department has read the guidelines")
    return _read_by_all("guidelines_read", title, facts.guidelines, _("the guidelines"))


def _supplement(facts: WaveFacts) -> Result:
    return _read_by_all(
        "supplement_read",
        _("Everybody in the department has read its supplement to the guidelines"),
        facts.supplement,
        _("the department’s supplement"),
    )


def _read_by_all(key: str, title: Text, read: ReadFacts, document: Text) -> Result:
    missing = read.people - read.read
    sentence: Text = _("Everybody concerned has read what is in force.")
    if read.version is None:
        sentence = words(_("Not published yet: %(document)s."), {"document": document})
    elif not read.people:
        sentence = _("Nobody belongs to it yet.")
    elif missing:
        sentence = words(
            ngettext_lazy(
                "%(missing)s person has not read %(document)s yet (version %(version)s).",
                "%(missing)s people have not read %(document)s yet (version %(version)s).",
                "missing",
            ),
            {"missing": missing, "version": read.version, "document": document},
        )
    return Result(
        key=key,
        title=title,
        met=read.is_read_by_all,
        figure=out_of(read.read, read.people) if read.people else "",
        sentence=sentence,
        mend="guidelines",
    )


def _platform(facts: WaveFacts) -> Result:
    platform = facts.platform
    found = platform or PlatformFacts(has_purpose=False, has_kpi=False, has_owner=False)
    sentence: Text = _("The strategy says what it is for, how it is measured and by whom.")
    if platform is None:
        sentence = _("Say what the platform is for, which KPI shows it, and who is responsible.")
    elif not platform.has_purpose:
        sentence = _("Say what the platform is for.")
    elif not platform.has_kpi:
        sentence = _("Name the KPI that shows whether the platform works.")
    elif not platform.has_owner:
        sentence = _("Name somebody who is responsible for the platform and belongs to us.")
    return Result(
        key="platform_chosen",
        title=_("The new platform has a purpose, a KPI and somebody responsible"),
        met=found.is_whole,
        figure=out_of(found.has_purpose + found.has_kpi + found.has_owner, 3),
        sentence=sentence,
        mend="platform",
    )


def _listening(facts: WaveFacts) -> Result:
    number = facts.new_profiles + facts.new_sources
    return Result(
        key="listens_more",
        title=_("More is listened to than before the wave"),
        met=number > 0,
        figure=at_least(number, 1),
        sentence=words(
            _("Since the wave opened: search profiles %(profiles)s, sources %(sources)s."),
            {"profiles": facts.new_profiles, "sources": facts.new_sources},
        )
        if number
        else _("Add a search profile or a source: nothing new is listened to yet."),
        mend="listening",
    )


def _board(facts: WaveFacts) -> Result:
    board = facts.board
    sentence: Text = _("The board is at work.")
    figure: Text = ""
    if not board.members:
        sentence = _("There is no board yet. Bring people of several departments together.")
    elif board.last_meeting_on is None:
        sentence = _("The board has not met yet, or its minutes are missing.")
    else:
        days = (board.on - board.last_meeting_on).days
        figure = words(
            ngettext_lazy(
                "%(days)s day ago (at most %(most)s)",
                "%(days)s days ago (at most %(most)s)",
                "days",
            ),
            {"days": days, "most": MEETS_WITHIN_DAYS},
        )
        if not board.meets:
            sentence = _("The board has not met for too long.")
    return Result(
        key="board_meets",
        title=_("The Social-Media-Board meets"),
        met=board.meets,
        figure=figure,
        sentence=sentence,
        mend="board",
    )


def _ran(facts: WaveFacts) -> Result:
    is_over = facts.window is not None and facts.window[1] < facts.on
    return Result(
        key="ran",
        title=_("The wave ran its planned time"),
        met=is_over,
        sentence=_("It ran to its last day.")
        if is_over
        else _("Its last day is still to come. It shows more when it has run its time."),
        blocking=False,
        mend="wave",
    )
