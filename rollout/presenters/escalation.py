"""That a gate was escalated, and who can decide now, in a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from companies.models import Company
from rollout.days import local_day
from rollout.models import Submission
from rollout.presenters.moments import day
from rollout.standins import escalation_of, gate_keepers


def escalated(company: Company, submission: Submission, on: date) -> str:
    """``Escalated on …``, empty before that (1 query, 5 once it was escalated)."""
    escalation = escalation_of(submission)
    if escalation is None:
        return ""
    keepers = gate_keepers(company, submission, on)
    facts = {
        "day": day(local_day(company, escalation.at)),
        "who": ", ".join(str(each) for each in keepers.deputies or keepers.managers),
    }
    if keepers.deputies:
        return _("Escalated on %(day)s: %(who)s can decide in the manager’s place.") % facts
    if not keepers.managers:
        return (
            _(
                "Escalated on %(day)s: nobody can decide but whoever submitted it, and nobody "
                "decides on a submission of their own. Somebody else has to become manager."
            )
            % facts
        )
    return (
        _("Escalated on %(day)s: nobody stands in for %(who)s. A manager should name a deputy.")
        % facts
    )
