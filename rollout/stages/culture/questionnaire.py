"""The questionnaire of the culture check: five dimensions, rated from 1 (no) to 5 (fully).

Source: S0, first step ("does our own culture fit open dialogue?"; loss of control with earned
media; management involved; one to two years until success) and S4 (recognise subjects of
conflict beforehand, react fast, decide who is responsible).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from rollout.wording import Text

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence to rate; of a ``reverse`` one agreement counts against openness."""

    key: str
    text: Text
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five things the culture check looks at."""

    key: str
    title: Text
    about: Text
    statements: tuple[Statement, ...]


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "openness",
        _("Open to public dialogue"),
        _("Whether we like to talk where everybody can read along."),
        (
            Statement(
                "openness_public",
                _("We like to hear from customers in public, not only by telephone or e-mail."),
            ),
            Statement(
                "openness_staff",
                _("Employees may say openly what they do here and what they think of it."),
            ),
            Statement(
                "openness_closed",
                _("What happens inside the company is nobody’s business outside."),
                reverse=True,
            ),
            Statement(
                "openness_answer",
                _("If somebody asks us something where others can read it, we answer there."),
            ),
            Statement(
                "openness_across",
                _("We talk to each other across departments without going through the boss."),
            ),
        ),
    ),
    Dimension(
        "control",
        _("Letting go of control"),
        _("Whether we can bear that others talk about us as they like."),
        (
            Statement(
                "control_bear",
                _("We can bear that others talk about us in words we would not have chosen."),
            ),
            Statement(
                "control_approved",
                _("Nothing about us should appear in public that we have not approved."),
                reverse=True,
            ),
            Statement(
                "control_earned",
                _("What satisfied customers say about us counts more than our own advertising."),
            ),
            Statement(
                "control_voice",
                _("We let an employee speak for the company without reading every sentence first."),
            ),
            Statement(
                "control_delete",
                _("A comment that we do not like should disappear as fast as possible."),
                reverse=True,
            ),
        ),
    ),
    Dimension(
        "criticism",
        _("Taking criticism"),
        _("Whether we learn from criticism or look for somebody to blame."),
        (
            Statement(
                "criticism_right",
                _("When a customer complains, we first ask what is right about it."),
            ),
            Statement(
                "criticism_mistakes",
                _("Whoever makes a mistake here can say so without fear."),
            ),
            Statement(
                "criticism_blame",
                _("When we are criticised, we first look for who is to blame."),
                reverse=True,
            ),
            Statement(
                "criticism_subjects",
                _("We know on which subjects we could be attacked and have thought of an answer."),
            ),
            Statement(
                "criticism_polite",
                _("We would answer a harsh public comment politely and to the point."),
            ),
        ),
    ),
    Dimension(
        "speed",
        _("Deciding fast"),
        _("Whether an answer can be given while it still matters."),
        (
            Statement(
                "speed_day",
                _("A customer’s question gets a binding answer by the next working day."),
            ),
            Statement(
                "speed_signatures",
                _("Before anything goes public, at least three people have to agree."),
                reverse=True,
            ),
            Statement(
                "speed_urgent",
                _("It is clear who decides when something urgent happens."),
            ),
            Statement(
                "speed_deputy",
                _("When somebody is away, somebody else decides in their place."),
            ),
            Statement(
                "speed_knows",
                _("Whoever knows the answer may give it, whatever their department."),
            ),
        ),
    ),
    Dimension(
        "management",
        _("Management’s own part"),
        _("Whether management stands behind it, with its own time and name."),
        (
            Statement(
                "management_why",
                _("Management says in plain words why we should be on social media."),
            ),
            Statement(
                "management_name",
                _("Management would answer questions there under its own name."),
            ),
            Statement(
                "management_others",
                _("For management this is a matter for marketing alone."),
                reverse=True,
            ),
            Statement(
                "management_means",
                _("Management sets aside time and money for it beside the daily business."),
            ),
            Statement(
                "management_patience",
                _("Management gives it one to two years before it judges success."),
            ),
        ),
    ),
)

Questionnaire = tuple[Dimension, ...]


def statements_of(questionnaire: Questionnaire) -> Mapping[str, Statement]:
    """Every statement that is asked, by its key, in the order of the form."""
    return {each.key: each for dimension in questionnaire for each in dimension.statements}


def with_own(own: Iterable[tuple[str, Statement]]) -> Questionnaire:
    """The given questionnaire with a company's own statements, each with its dimension's key."""
    added = list(own)
    return tuple(
        replace(
            dimension,
            statements=(
                *dimension.statements,
                *(statement for key, statement in added if key == dimension.key),
            ),
        )
        for dimension in DIMENSIONS
    )


STATEMENTS: Mapping[str, Statement] = statements_of(DIMENSIONS)
DIMENSION_TITLES: Mapping[str, Text] = {dimension.key: dimension.title for dimension in DIMENSIONS}
