"""What a mention's own page says of the desk."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from companies.access import Standing
from monitoring.models import DeskCase, Mention
from monitoring.presenters.addresses import page
from monitoring.presenters.desk.lines import due_of
from monitoring.presenters.sight import Sight
from monitoring.selectors.desk import Viewer, case_of


@dataclass(frozen=True)
class OnDesk:
    """Whether it wants an answer, in words; ways to its case, or onto the desk."""

    words: str
    url: str = ""
    put_url: str = ""


def on_desk(mention: Mention, standing: Standing, sight: Sight) -> OnDesk | None:
    """How a mention stands with the desk; None where there is nothing to say (2 queries)."""
    number = DeskCase.of(sight.company).filter(mention=mention).values_list("pk", flat=True).first()
    if number is not None:
        case = case_of(Viewer.of(standing), sight.company, number)
        if case is None:
            return OnDesk(_("Somebody else sees to an answer."))
        said = due_of(case, sight).words
        words = _("It wants an answer: %(due)s.") if case.is_open else _("Settled: %(due)s.")
        return OnDesk(words % {"due": said}, page(sight.company, "case", case.pk))
    if mention.answered_at is not None or mention.folded_into_id or not standing.edits:
        return None
    words = _("It did not look as if it wanted an answer. If it does, put it on the desk.")
    return OnDesk(words, put_url=page(sight.company, "put_on_desk", mention.pk))
