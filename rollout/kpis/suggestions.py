"""Figures that suit a kind of goal, to be added with one click and changed (S2)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rollout.kpis.measures import MEASURES
from rollout.models import Goal, Kpi
from rollout.wording import Text

MONTHLY, QUARTERLY = Kpi.Rhythm.MONTHLY, Kpi.Rhythm.QUARTERLY


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A KPI that suits a goal; what is counted has a measure, everything else is entered."""

    name: Text
    unit: Kpi.Unit = Kpi.Unit.COUNT
    direction: Kpi.Direction = Kpi.Direction.UP
    rhythm: Kpi.Rhythm = MONTHLY
    measure: str = ""


def _counted(key: str) -> Suggestion:
    measure = MEASURES[key]
    return Suggestion(measure.title, measure.unit, measure.direction, MONTHLY, key)


SUGGESTIONS: dict[Goal.Kind, tuple[Suggestion, ...]] = {
    Goal.Kind.AWARENESS: (
        _counted("own_mentions"),
        _counted("share_of_voice"),
        Suggestion(_("Followers on the chosen platform")),
        Suggestion(_("Visitors who come to the website from social media")),
    ),
    Goal.Kind.DIALOGUE: (
        _counted("questions"),
        _counted("questions_answered_share"),
        Suggestion(_("Comments under our posts")),
    ),
    Goal.Kind.SERVICE: (
        _counted("questions_answered_share"),
        _counted("open_questions"),
        Suggestion(_("Hours until the first answer"), Kpi.Unit.HOURS, Kpi.Direction.DOWN),
    ),
    Goal.Kind.RECRUITING: (
        Suggestion(_("Applications that name social media"), rhythm=QUARTERLY),
        Suggestion(_("Visitors of the page with our jobs")),
        Suggestion(_("Training places filled"), Kpi.Unit.PERCENT, rhythm=QUARTERLY),
    ),
    Goal.Kind.SALES: (
        Suggestion(_("Enquiries that came through social media")),
        Suggestion(_("Turnover from these enquiries"), Kpi.Unit.EURO, rhythm=QUARTERLY),
    ),
    Goal.Kind.REPUTATION: (
        _counted("criticism_share"),
        _counted("positive_share"),
        Suggestion(_("Average rating on review sites"), Kpi.Unit.POINTS, rhythm=QUARTERLY),
    ),
    Goal.Kind.DEVELOPMENT: (
        Suggestion(_("Ideas from comments and questions"), rhythm=QUARTERLY),
        Suggestion(_("Ideas that were taken up"), rhythm=QUARTERLY),
    ),
    Goal.Kind.INTERNAL: (
        Suggestion(_("New contributions in the internal blog")),
        Suggestion(_("Employees who take part"), Kpi.Unit.PERCENT),
    ),
}
