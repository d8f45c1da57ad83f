"""The criteria of the gate of resources: pure rules on plain facts (S0, S2, S3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout import amounts
from rollout.load import Load
from rollout.stage import Result
from rollout.stages.resources.about import DIALOGUE_FROM, TRAINING_BELOW
from rollout.wording import Text, out_of, words


@dataclass(frozen=True, slots=True)
class RoleFact:
    """Somebody's part; people by number. ``trained``: a training was attended or is planned.

    ``is_here`` and ``deputy_is_here``: they still belong to the company.
    """

    duty: Text
    person: int
    deputy: int | None
    answers: bool
    may_decide: bool
    competence: int
    is_here: bool = True
    deputy_is_here: bool = True
    trained: bool = False

    @property
    def is_deputised(self) -> bool:
        """Whether somebody else who is here stands in."""
        return self.deputy is not None and self.deputy != self.person and self.deputy_is_here


@dataclass(frozen=True)
class ResourcesFacts:
    """What the criteria look at.

    ``sponsor_is_manager`` is None while nobody is named; ``budget`` is the criterion as attested.
    """

    load: Load
    roles: tuple[RoleFact, ...]
    sponsor_is_manager: bool | None
    has_plan: bool
    budget: Result
    escalation: int


def criteria(facts: ResourcesFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page."""
    return (
        _hours(facts.load),
        _deputies(facts.roles),
        _deciding(facts.roles),
        _sponsor(facts.sponsor_is_manager),
        _budget(facts),
        _dialogue(facts.roles),
        _training(facts.roles),
        _mutual(facts.roles),
        _escalation(facts.escalation),
    )


def _hours(load: Load) -> Result:
    return Result(
        key="hours_covered",
        title=_("The hours planned cover the hours needed"),
        met=load.is_covered,
        figure=words(
            _("%(planned)s (at least %(needed)s)"),
            {"planned": amounts.hours(load.available), "needed": amounts.hours(load.needed)},
        )
        if load.has_cadence
        else amounts.hours(load.available),
        sentence=amounts.joined(" ", _hours_found(load), _hours_unseen(load)),
        mend="staff" if load.has_cadence else "load",
    )


def _hours_found(load: Load) -> Text:
    if not load.has_cadence:
        return _("The strategy names no topics with a cadence yet, so the need is not known.")
    if load.missing:
        return words(
            _("%(missing)s a week are missing: plan more, or publish less often."),
            {"missing": amounts.hours(load.missing)},
        )
    if not load.answers.is_known:
        return _("The plan covers what topics and platforms take.")
    return _("The plan covers what topics, platforms and answers take.")


def _hours_unseen(load: Load) -> Text:
    if not load.has_cadence:
        return ""
    if not load.answers.is_known:
        return _("How much there is to answer is not known: no source could be read throughout.")
    if load.answers.is_partial:
        return _("Not every source was seen in these four weeks; there may be more to answer.")
    return ""


def _deputies(roles: Sequence[RoleFact]) -> Result:
    good = [each for each in roles if each.is_deputised and each.is_here]
    sentence: Text = _("Everybody has a deputy who belongs to the company.")
    if not roles:
        sentence = _("Name first who takes part, and with how many hours.")
    elif gone := _duties(each for each in roles if not each.is_here):
        sentence = words(
            _("Somebody has left the company; please name somebody else for: %(duties)s."),
            {"duties": gone},
        )
    elif len(good) < len(roles):
        missing = _duties(each for each in roles if not each.is_deputised)
        sentence = words(_("Without a deputy who is here: %(duties)s."), {"duties": missing})
    return Result(
        key="deputies",
        title=_("Everybody has a deputy, and nobody is their own"),
        met=bool(roles) and len(good) == len(roles),
        figure=out_of(len(good), len(roles)),
        sentence=sentence,
        mend="staff",
    )


def _duties(roles: Iterable[RoleFact]) -> Text:
    # Duties, not names: what is frozen knows people by number only.
    found = list(dict.fromkeys(each.duty for each in roles))
    return amounts.joined(", ", *found) if found else ""


def _deciding(roles: Sequence[RoleFact]) -> Result:
    answering = [each for each in roles if each.answers]
    able = [each for each in answering if each.may_decide]
    sentence: Text = _("Whoever answers may decide, so answers are quick.")
    if not answering:
        sentence = _("Nobody answers in public yet.")
    elif len(able) < len(answering):
        sentence = _(
            "Whoever has to ask first answers too late. Let them decide, within limits you set."
        )
    return Result(
        key="answering_decides",
        title=_("Whoever answers may decide"),
        met=bool(answering) and len(able) == len(answering),
        figure=out_of(len(able), len(answering)),
        sentence=sentence,
        mend="staff",
    )


def _sponsor(is_manager: bool | None) -> Result:
    sentence: Text = _("Somebody of the management stands behind it.")
    if is_manager is None:
        sentence = _("Name somebody of the management who stands behind it in public, too.")
    elif not is_manager:
        sentence = _("The sponsor named does not belong to the management, or has left.")
    return Result(
        key="sponsor",
        title=_("Management stands behind it by name"),
        met=is_manager is True,
        sentence=sentence,
        mend="resource_plan",
    )


def _budget(facts: ResourcesFacts) -> Result:
    if facts.has_plan:
        return facts.budget
    return replace(
        facts.budget, met=False, sentence=_("Say first what is planned, even if it is nothing.")
    )


def _dialogue(roles: Sequence[RoleFact]) -> Result:
    able = sum(1 for each in roles if each.answers and each.competence >= DIALOGUE_FROM)
    return Result(
        key="dialogue",
        title=_("Somebody who answers is good at dialogue"),
        met=able > 0,
        figure=str(able),
        sentence=_("At least one of those who answer stays calm and clear under criticism.")
        if able
        else _(
            "Nobody who answers is said to stay calm under criticism. Whom do people listen to?"
        ),
        blocking=False,
        mend="staff",
    )


def _training(roles: Sequence[RoleFact]) -> Result:
    weak = {each.person: each.trained for each in roles if each.competence < TRAINING_BELOW}
    planned = sum(weak.values())
    return Result(
        key="training",
        title=_("Whoever has little practice in dialogue learns it"),
        met=planned == len(weak),
        figure=out_of(planned, len(weak)) if weak else "",
        sentence=_("Nobody is left to themselves.")
        if planned == len(weak)
        else words(
            ngettext_lazy(
                "%(number)s person with little practice has no training yet, attended or planned.",
                "%(number)s people with little practice have no training yet, attended or planned.",
                "number",
            ),
            {"number": len(weak) - planned},
        ),
        blocking=False,
        mend="staff",
    )


def _mutual(roles: Sequence[RoleFact]) -> Result:
    alone = is_a_closed_pair(roles)
    return Result(
        key="more_than_two",
        title=_("The work does not hang on two people alone"),
        met=not alone,
        sentence=_(
            "All the work lies with two people who stand in for each other. If both are away, or "
            "one is on holiday and the other falls ill, nobody answers: name a third."
        )
        if alone
        else _("If one is away and another falls ill, somebody is still there.")
        if roles
        else _("Nobody is named yet."),
        blocking=False,
        mend="staff",
    )


def is_a_closed_pair(roles: Iterable[RoleFact]) -> bool:
    """Whether two people stand in for each other and nobody else takes part."""
    pairs = {(each.person, each.deputy) for each in roles if each.deputy is not None}
    involved = {person for pair in pairs for person in pair}
    return len(involved) == 2 and len(pairs) == 2


def _escalation(steps: int) -> Result:
    return Result(
        key="escalation",
        title=_("It is said who is told when nobody answers in time"),
        met=steps > 0,
        figure=str(steps),
        sentence=_("What nobody answers in time goes up.")
        if steps
        else _("Say to whom a matter goes then, and what they may decide."),
        blocking=False,
        mend="escalation",
    )
