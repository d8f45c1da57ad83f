"""Notes at a case, who is looking at it, and words that have to be forgotten."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.desk.words import Happening
from monitoring.models import CaseEvent, CaseViewing, DeskCase
from monitoring.services.desk.holding import tell, words_of


@transaction.atomic
def add_note(*, case: DeskCase, text: str, by: User, at: datetime) -> CaseEvent:
    """Write something down for colleagues; it does not stand in anybody's way. Raises RefusedError.

    Only the company's own people ever see it.
    """
    if not words_of(text):
        raise RefusedError(_("Write the note first."), field="text")
    return tell(case, Happening.NOTE, by=by, at=at, text=text)


def look_at(*, case: DeskCase, by: User, at: datetime) -> None:
    """Somebody has the case open now."""
    CaseViewing.everywhere.bulk_create(
        [CaseViewing(company=case.company, case=case, user=by, at=at)],
        update_conflicts=True,
        unique_fields=["case", "user"],
        update_fields=["at"],
    )


@transaction.atomic
def forget_words(*, company: Company, mention_ids: Collection[int]) -> int:
    """Blank what was written at, or quoted in, the cases of mentions erased on legal request.

    That something happened, when and by whom stays. Call it before the mentions go; how many
    events were blanked.
    """
    DeskCase.of(company).filter(mention__in=mention_ids).exclude(cues=[]).update(cues=[])
    events = CaseEvent.of(company).filter(case__mention__in=mention_ids)
    # The address of an answer often has the name of whoever was answered in it.
    answers = list(events.filter(detail__has_key="url"))
    for event in answers:
        event.text, event.detail = "", {k: v for k, v in event.detail.items() if k != "url"}
        event.save(update_fields=["text", "detail"])
    return len(answers) + events.exclude(text="").update(text="")
