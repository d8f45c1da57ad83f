"""The criteria of the pilot's gate: pure rules on plain facts (S0, S1, S2)."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.journal.criteria import learned
from rollout.rowkinds.journal import Window
from rollout.stage import Result
from rollout.stages.pilot.about import SHORTEST
from rollout.wording import Text, at_least, out_of, words

FEWEST_PEOPLE = 2


@dataclass(frozen=True)
class AnswerFacts:
    """What the desk knows of the window; ``blind`` sources did not see all of it.

    ``asked`` wanted an answer; ``in_time`` got one within the promise, ``late`` after it or none;
    ``waiting`` are not due yet.
    """

    asked: int
    in_time: int
    late: int
    waiting: int
    blind: tuple[str, ...]

    @property
    def due(self) -> int:
        """How many should have been answered by now, or have been."""
        return self.asked - self.waiting

    @property
    def percent(self) -> int | None:
        """Answered in time, of those that were due, rounded down; None if none was."""
        return 100 * self.in_time // self.due if self.due else None


@dataclass(frozen=True)
class PilotFacts:
    """What the criteria look at; ``answer_rate`` is in percent."""

    on: date
    window: Window | None
    people: int
    weeks: int
    written: int
    hypotheses: int
    measured: int
    judged: int
    published: int
    learnings: int
    kept_and_changed: bool
    outcome: str
    answers: AnswerFacts
    answer_rate: int

    @property
    def days(self) -> int:
        """How long it is planned to run, both days counted."""
        return (self.window[1] - self.window[0]).days + 1 if self.window else 0


def criteria(facts: PilotFacts, answered: Result, playbooks: Result) -> tuple[Result, ...]:
    """All criteria in the order of the page; the attested ones come ready made."""
    return (
        _ran(facts),
        _group(facts),
        _logged(facts),
        _measured(facts),
        _judged(facts),
        _published(facts),
        playbooks,
        answered_in_time(facts, answered),
        learned(
            facts.learnings,
            missing=_("Write down what you learned, and what follows from it."),
        ),
        _both_sides(facts),
        _decided(facts),
    )


def _ran(facts: PilotFacts) -> Result:
    is_over = facts.window is not None and facts.window[1] < facts.on
    is_long = facts.days >= SHORTEST
    return Result(
        key="ran",
        title=_("The pilot ran its planned time"),
        met=is_over and is_long,
        figure=words(
            ngettext_lazy(
                "%(days)s day (at least %(needed)s)", "%(days)s days (at least %(needed)s)", "days"
            ),
            {"days": facts.days, "needed": SHORTEST},
        )
        if facts.window
        else "",
        sentence=_ran_so(facts, is_over, is_long),
        mend="plan",
    )


def _ran_so(facts: PilotFacts, is_over: bool, is_long: bool) -> Text:
    if facts.window is None:
        return _("Choose one platform, and from when to when the pilot runs.")
    if not is_long:
        return _("It is planned too short to learn anything: please let it run two weeks at least.")
    if is_over:
        return _("It ran to its last day.")
    if facts.on < facts.window[0]:
        left = (facts.window[0] - facts.on).days
        said = ngettext_lazy("It begins in %(left)s day.", "It begins in %(left)s days.", "left")
        return words(said, {"left": left})
    left = (facts.window[1] - facts.on).days + 1
    said = ngettext_lazy(
        "It is running: %(left)s day is left.", "It is running: %(left)s days are left.", "left"
    )
    return words(said, {"left": left})


def _group(facts: PilotFacts) -> Result:
    met = facts.people >= FEWEST_PEOPLE
    return Result(
        key="group",
        title=_("A small group takes part, each with a part of their own"),
        met=met,
        figure=at_least(facts.people, FEWEST_PEOPLE),
        sentence=_("The group is named.")
        if met
        else _("Name the people who take part: one alone learns for themselves only."),
        blocking=False,
        mend="members",
    )


def _logged(facts: PilotFacts) -> Result:
    met = facts.weeks > 0 and facts.written == facts.weeks
    return Result(
        key="logged",
        title=_("Every week has its entry in the log"),
        met=met,
        figure=out_of(facts.written, facts.weeks) if facts.weeks else "",
        sentence=_("Every week is written down.")
        if met
        else _("Write down each week: what happened, and how many hours it took."),
        mend="log",
    )


def _measured(facts: PilotFacts) -> Result:
    met = 0 < facts.hypotheses == facts.measured
    sentence: Text = _("Every expected figure has the actual one beside it.")
    if not facts.hypotheses:
        sentence = _("Say what you expect: at least one hypothesis with a KPI and a target.")
    elif not met:
        sentence = _(
            "Enter or import the missing figures. Where none can be known, the verdict is “Cannot "
            "be told”, with the reason."
        )
    return Result(
        key="measured",
        title=_("Actual figures stand beside the targets"),
        met=met,
        figure=out_of(facts.measured, facts.hypotheses) if facts.hypotheses else "",
        sentence=sentence,
        mend="hypotheses",
    )


def _judged(facts: PilotFacts) -> Result:
    met = 0 < facts.hypotheses == facts.judged
    return Result(
        key="judged",
        title=_("Every hypothesis has its verdict"),
        met=met,
        figure=out_of(facts.judged, facts.hypotheses) if facts.hypotheses else "",
        sentence=_("For each it is said what came of it.")
        if met
        else _("Say of each hypothesis whether it came true, and what follows."),
        mend="hypotheses",
    )


def _published(facts: PilotFacts) -> Result:
    return Result(
        key="published",
        title=_("At least one post was published"),
        met=facts.published > 0,
        figure=at_least(facts.published, 1),
        sentence=_("Published.")
        if facts.published
        else _("Write down the posts with the day they were published on."),
        mend="posts",
    )


def answered_in_time(facts: PilotFacts, attested: Result) -> Result:
    """Counted by the desk; somebody's word counts only for what listening could not see (S3)."""
    answers, percent = facts.answers, facts.answers.percent
    figure: Text = ""
    if percent is not None:
        figure = words(
            _("%(percent)s %% (at least %(rate)s %%)"),
            {"percent": percent, "rate": facts.answer_rate},
        )
    is_enough = percent is not None and percent >= facts.answer_rate
    if percent is not None and (not is_enough or not answers.blind):
        counted = _what_was_counted(answers)
        return replace(attested, met=is_enough, figure=figure, sentence=counted, attested=False)
    if attested.met:
        return replace(attested, figure=figure)
    return replace(attested, figure=figure, sentence=_what_is_missing(answers))


def _what_was_counted(answers: AnswerFacts) -> Text:
    return words(
        ngettext_lazy(
            "Of %(due)s mention that wanted an answer, %(in_time)s got one within the promise.",
            "Of %(due)s mentions that wanted an answer, %(in_time)s got one within the promise.",
            "due",
        ),
        {"due": answers.due, "in_time": answers.in_time},
    )


def _what_is_missing(answers: AnswerFacts) -> Text:
    if answers.blind:
        return words(
            _(
                "Listening did not see everything (%(sources)s). Somebody has to put their name "
                "to what was not seen."
            ),
            {"sources": ", ".join(answers.blind)},
        )
    return _(
        "Nothing that listening saw was due by now. If people asked where nobody listens for you, "
        "put your name to how they were answered."
    )


def _both_sides(facts: PilotFacts) -> Result:
    return Result(
        key="both_sides",
        title=_("The learnings say what to keep and what to change"),
        met=facts.kept_and_changed,
        sentence=_("Both are there.")
        if facts.kept_and_changed
        else _("Name something to keep, and something to change or stop."),
        blocking=False,
        mend="learnings",
    )


def _decided(facts: PilotFacts) -> Result:
    sentences: dict[str, Text] = {
        "": _("Say whether to go on, to adjust or to stop, and why."),
        "go": _("The proposal is to go on."),
        "adjust": _("The proposal is to go on with changes."),
        "stop": _("The proposal is to stop. If the gate passes all the same, the expansion opens."),
    }
    return Result(
        key="decided",
        title=_("It is said whether to go on, to adjust or to stop"),
        met=bool(facts.outcome),
        sentence=sentences[facts.outcome],
        mend="outcome",
    )
