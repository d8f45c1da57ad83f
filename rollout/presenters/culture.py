"""The culture check's figures in pictures and words, live or frozen: from its plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.charts import Chart, Series, radar
from rollout.models.culture import RespondentRole
from rollout.stages.culture.batches import SMALLEST_GROUP
from rollout.stages.culture.criteria import ROLES_AT_LEAST
from rollout.stages.culture.questionnaire import DIMENSIONS
from rollout.wording import Text

FULL = 100


@dataclass(frozen=True)
class DimensionView:
    """One dimension: its score, what it means, and whether it needs a measure."""

    key: str
    title: Text
    about: Text
    score: int | None
    words: str
    tone: str
    is_weak: bool
    disagreement: str


@dataclass(frozen=True)
class SurveyView:
    """Who has answered, and what it comes to; ``chart`` is None below three people.

    ``waiting`` says how many answers the figures do not rest on yet.
    """

    people: int
    people_words: str
    people_wanted: int
    roles: int
    roles_words: str
    roles_wanted: int
    chart: Chart | None
    dimensions: tuple[DimensionView, ...]
    withheld: str
    waiting: str


def survey_view(work: Mapping[str, Any]) -> SurveyView:
    """The evaluation, from the JSON that is frozen at the gate."""
    survey, threshold = work["survey"], work["threshold"]
    groups = survey["groups"]
    by_key = {each["key"]: each for each in survey["dimensions"]}
    dimensions = tuple(
        _dimension(dimension.key, dimension.title, dimension.about, by_key, threshold)
        for dimension in DIMENSIONS
    )
    return SurveyView(
        people=min(survey["people"], SMALLEST_GROUP),
        people_words=_("%(number)s of at least %(wanted)s people")
        % {"number": survey["people"], "wanted": SMALLEST_GROUP},
        people_wanted=SMALLEST_GROUP,
        roles=min(len(groups), ROLES_AT_LEAST),
        roles_words=_("%(number)s of at least %(wanted)s roles")
        % {"number": len(groups), "wanted": ROLES_AT_LEAST},
        roles_wanted=ROLES_AT_LEAST,
        chart=_radar(by_key, groups) if dimensions[0].score is not None else None,
        dimensions=dimensions,
        withheld=_withheld(groups) if dimensions[0].score is not None else "",
        waiting=_waiting(survey) if dimensions[0].score is not None else "",
    )


def _dimension(
    key: str, title: Text, about: Text, scores: Mapping[str, Any], threshold: int
) -> DimensionView:
    score, apart = scores[key]["score"], scores[key]["disagreement"]
    is_weak = score is not None and score < threshold
    return DimensionView(
        key=key,
        title=title,
        about=about,
        score=score,
        words=_("%(score)s of 100, asked for: %(threshold)s")
        % {"score": score, "threshold": threshold},
        tone="warn" if is_weak else "ok",
        is_weak=is_weak,
        disagreement=_disagreement(apart),
    )


def _disagreement(apart: int | None) -> str:
    if apart is None:
        return ""
    return ngettext(
        "The roles are %(points)s point apart.", "The roles are %(points)s points apart.", apart
    ) % {"points": apart}


def _radar(scores: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]) -> Chart:
    keys = [dimension.key for dimension in DIMENSIONS]
    shown = [group for group in groups if group["scores"] is not None]
    return radar(
        caption=_("The five dimensions, in points of 100"),
        axes=[str(dimension.title) for dimension in DIMENSIONS],
        series=[
            Series(_("Everybody"), [scores[key]["score"] for key in keys], "accent"),
            *(
                Series(_role(group["role"]), [group["scores"][key] for key in keys])
                for group in shown
            ),
        ],
        top=FULL,
    )


def _withheld(groups: Sequence[Mapping[str, Any]]) -> str:
    hidden = [group for group in groups if group["scores"] is None]
    if not hidden:
        return ""
    named = ", ".join(f"{_role(group['role'])} ({_people(group['people'])})" for group in hidden)
    return _(
        "Not shown on their own: %(roles)s. Figures of a group of fewer than three people, and "
        "those from which they could be worked out, are withheld, so that nobody is found out by "
        "them. In the figures of everybody they count as soon as three have come together."
    ) % {"roles": named}


def _waiting(survey: Mapping[str, Any]) -> str:
    """What the figures do not rest on yet; dossiers of before let every answer count at once."""
    everybody = survey["people"] - survey.get("counted", survey["people"])
    behind = [
        (group, group["people"] - group.get("counted", group["people"]))
        for group in survey["groups"]
        if group["scores"] is not None
    ]
    said = [_waiting_answers(everybody)] if everybody else []
    if named := ", ".join(f"{_role(group['role'])} ({n})" for group, n in behind if n):
        said.append(_("Not yet in the figures of their role: %(roles)s.") % {"roles": named})
    if said:
        said.append(_("So nobody is found out by comparing the figures before and after."))
    return " ".join(said)


def _waiting_answers(number: int) -> str:
    return ngettext(
        "%(number)s more answer waits until three have come together.",
        "%(number)s more answers wait until three have come together.",
        number,
    ) % {"number": number}


def _role(key: str) -> str:
    return str(RespondentRole(key).label) if key in RespondentRole.values else key


def _people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}
