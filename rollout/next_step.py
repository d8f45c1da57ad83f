"""The one thing to do now, for one person in one company: a pure rule on plain facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.machine import State
from rollout.stage import Result
from rollout.wording import Text, words


@dataclass(frozen=True)
class HomeFacts:
    """What the choice rests on.

    ``edits``: they work on stages; ``decides``: nothing but the criteria would keep them from
    approving what is at the gate; ``why_not_decide`` says why not. ``unmet`` are the blocking
    criteria of the current stage. ``own_conditions_due`` counts the unsettled conditions this
    person owes that are due within a week, ``own_overdue`` those that are late. ``answers_late``
    and ``answers_today`` count what waits for their answer on the desk. ``unread`` counts
    the documents in force they have not acknowledged; if the first of them is a supplement, its
    department is ``unread_supplement_of``.
    """

    begun: bool
    edits: bool
    decides: bool
    number: int | None = None
    title: Text = ""
    state: State | None = None
    unmet: tuple[Result, ...] = ()
    is_author: bool = False
    is_manager: bool = False
    may_answer: bool = False
    answers_late: int = 0
    answers_today: int = 0
    own_overdue: int = 0
    own_conditions_due: int = 0
    unread: int = 0
    unread_supplement_of: int | None = None
    hold_until: Text = ""


@dataclass(frozen=True)
class NextStep:
    """A title, why, and where to: a route's name, its arguments, the section on the page."""

    title: Text
    sentence: Text
    url_name: str
    label: Text
    url_kwargs: Mapping[str, int] = field(default_factory=dict)
    section: str = ""


def next_step(facts: HomeFacts) -> NextStep:
    """The most urgent of what this person can do; never nothing."""
    if not facts.begun or facts.number is None or facts.state is None:
        return (
            _answer_late(facts)
            or _overdue(facts)
            or _answer_today(facts)
            or _read(facts)
            or _not_begun(facts)
        )
    return (
        _answer_late(facts)
        or _overdue(facts)
        or _answer_today(facts)
        or _decide(facts)
        or _answer(facts)
        or _due(facts)
        or _read(facts)
        or _work(facts)
        or _wait(facts)
    )


def _stage(facts: HomeFacts) -> dict[str, int]:
    return {"number": facts.number or 1}


def _not_begun(facts: HomeFacts) -> NextStep:
    if facts.begun and facts.edits:
        return NextStep(
            title=_("Plan the next wave"),
            sentence=_(
                "Every stage has passed. What comes next: another platform, another department, "
                "or more listening?"
            ),
            url_name="rollout:plan_wave",
            label=_("Plan the next wave"),
        )
    if facts.begun:
        return NextStep(
            title=_("Every stage has passed"),
            sentence=_("The rollout is complete. Keep listening, and keep answering."),
            url_name="monitoring:dashboard",
            label=_("To the dashboard"),
        )
    if facts.edits:
        return NextStep(
            title=_("Begin the rollout"),
            sentence=_("Seven stages lead to good use of social media. The first one is short."),
            url_name="rollout:begin",
            label=_("Begin"),
        )
    return NextStep(
        title=_("The rollout has not begun yet"),
        sentence=_("The lead or a manager begins it. Meanwhile you can see what is being said."),
        url_name="monitoring:dashboard",
        label=_("To the dashboard"),
    )


def _answer_late(facts: HomeFacts) -> NextStep | None:
    """Somebody answers by the end of the next working day (S3): what is late comes first."""
    if not facts.answers_late:
        return None
    return NextStep(
        title=_("Answer what is overdue"),
        sentence=words(
            ngettext_lazy(
                "%(number)s person has been waiting for an answer longer than promised.",
                "%(number)s people have been waiting for an answer longer than promised.",
                "number",
            ),
            {"number": facts.answers_late},
        ),
        url_name="monitoring:desk",
        label=_("To the desk"),
    )


def _answer_today(facts: HomeFacts) -> NextStep | None:
    if not facts.answers_today:
        return None
    return NextStep(
        title=_("Answer what is due today"),
        sentence=words(
            ngettext_lazy(
                "%(number)s person waits for an answer that was promised for today.",
                "%(number)s people wait for an answer that was promised for today.",
                "number",
            ),
            {"number": facts.answers_today},
        ),
        url_name="monitoring:desk",
        label=_("To the desk"),
    )


def _overdue(facts: HomeFacts) -> NextStep | None:
    if not facts.own_overdue:
        return None
    return NextStep(
        title=_("Meet your overdue condition"),
        sentence=words(
            ngettext_lazy(
                "%(number)s condition you took on is overdue. Until it is settled, no further gate "
                "opens.",
                "%(number)s conditions you took on are overdue. Until they are settled, no further "
                "gate opens.",
                "number",
            ),
            {"number": facts.own_overdue},
        ),
        url_name="rollout:conditions",
        label=_("To the conditions"),
    )


def _decide(facts: HomeFacts) -> NextStep | None:
    if not facts.decides:
        return None
    values = {"stage": facts.title, "day": facts.hold_until}
    if facts.state == State.ON_HOLD:
        sentence = _("It is on hold until %(day)s. You can also decide earlier.")
    else:
        sentence = _("It was submitted and frozen. Read the dossier, then decide.")
    return NextStep(
        title=words(_("Decide on “%(stage)s”"), values),
        sentence=words(sentence, values),
        url_name="rollout:decide",
        url_kwargs=_stage(facts),
        label=_("Read and decide"),
    )


def _answer(facts: HomeFacts) -> NextStep | None:
    if not facts.may_answer:
        return None
    return NextStep(
        title=_("Answer the culture check"),
        sentence=_(
            "25 short statements. Nobody sees what you answered; figures are shown for groups of "
            "three and more only."
        ),
        url_name="rollout:survey",
        label=_("Answer now"),
    )


def _due(facts: HomeFacts) -> NextStep | None:
    if not facts.own_conditions_due:
        return None
    return NextStep(
        title=_("Meet your condition in time"),
        sentence=words(
            ngettext_lazy(
                "%(number)s condition you took on is due within a week.",
                "%(number)s conditions you took on are due within a week.",
                "number",
            ),
            {"number": facts.own_conditions_due},
        ),
        url_name="rollout:conditions",
        label=_("To the conditions"),
    )


def _read(facts: HomeFacts) -> NextStep | None:
    """Guidelines are of use when everybody they ask has read them (S4)."""
    if not facts.unread:
        return None
    is_supplement = facts.unread_supplement_of is not None
    return NextStep(
        title=_("Read your department’s supplement") if is_supplement else _("Read the guidelines"),
        sentence=_(
            "They are in force, and you have not said yet that you have read them. It takes a few "
            "minutes."
        ),
        url_name="guidelines:supplement_guidelines" if is_supplement else "guidelines:guidelines",
        url_kwargs={"department": facts.unread_supplement_of}
        if facts.unread_supplement_of is not None
        else {},
        label=_("Read them"),
    )


def _work(facts: HomeFacts) -> NextStep | None:
    if facts.state != State.OPEN or not facts.edits:
        return None
    values = {"stage": facts.title}
    if facts.unmet:
        return NextStep(
            title=words(_("Work on “%(stage)s”"), values),
            sentence=facts.unmet[0].sentence,
            url_name="rollout:stage",
            url_kwargs=_stage(facts),
            section=facts.unmet[0].mend,
            label=_("Continue"),
        )
    return NextStep(
        title=words(_("Submit “%(stage)s”"), values),
        sentence=_("Everything its gate asks for is there."),
        url_name="rollout:stage",
        url_kwargs=_stage(facts),
        section="gate",
        label=_("To the gate"),
    )


def _wait(facts: HomeFacts) -> NextStep:
    values = {"stage": facts.title, "day": facts.hold_until}
    if facts.state == State.SUBMITTED and facts.is_author and facts.is_manager:
        sentence = _(
            "You submitted it yourself, so somebody else has to decide: another manager, or a "
            "deputy of one."
        )
    elif facts.state == State.SUBMITTED:
        sentence = _("A manager reads the dossier and decides. You will hear of it by e-mail.")
    elif facts.state == State.ON_HOLD:
        sentence = _("It is on hold until %(day)s.")
    else:
        sentence = _("The lead works on it. You can read along.")
    return NextStep(
        title=words(
            _("“%(stage)s” waits for its decision")
            if facts.state == State.SUBMITTED
            else _("“%(stage)s” is on hold")
            if facts.state == State.ON_HOLD
            else _("“%(stage)s” is being worked on"),
            values,
        ),
        sentence=words(sentence, values),
        url_name="rollout:stage",
        url_kwargs=_stage(facts),
        label=_("Look at the stage"),
    )
