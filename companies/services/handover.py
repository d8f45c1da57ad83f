"""Somebody leaves and hands over what they hold: a consultant at the end of a mandate."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from companies import audit, duties, outbox
from companies.duties import Duty
from companies.models import Membership, User
from companies.refusals import RefusedError
from companies.services.people import end_membership


@transaction.atomic
def hand_over(
    *,
    membership: Membership,
    everything: Membership | None,
    each: Mapping[str, Membership],
    by: User,
    at: datetime,
    without_manager: bool = False,
) -> int:
    """End a membership; what it held goes to others. How many duties went over.

    ``each`` names who takes over one duty by its key, ``everything`` who takes the rest. Raises
    RefusedError if a duty would be nobody's, or the membership cannot end (see end_membership).
    """
    company = membership.company
    company.lock()
    held = [duty for duty in duties.duties_of(membership) if not duty.stays]
    chosen = [(duty, _successor(duty, membership, everything, each)) for duty in held]
    end_membership(membership=membership, by=by, at=at, without_manager=without_manager)
    taken: dict[Membership, list[Duty]] = defaultdict(list)
    for duty, successor in chosen:
        duties.hand_over(duty, successor)
        taken[successor].append(duty)
        audit.record(
            company,
            "duty.handed_over",
            by=by,
            at=at,
            what=str(duty.title),
            person=str(membership.user),
            successor=str(successor.user),
        )
    for successor, theirs in taken.items():
        _tell(membership, successor, theirs, at)
    return len(chosen)


def _successor(
    duty: Duty,
    leaving: Membership,
    everything: Membership | None,
    each: Mapping[str, Membership],
) -> Membership:
    successor = each.get(duty.key) or everything
    if successor is None:
        raise RefusedError(
            _("Please say who takes over what is not named below."), field="everything"
        )
    live = Membership.of(leaving.company).filter(pk=successor.pk, ended_at__isnull=True)
    if successor == leaving or not live.exists():
        raise RefusedError(
            _("Whoever takes something over has to belong to the company."), field="everything"
        )
    return successor


def _tell(leaving: Membership, successor: Membership, theirs: list[Duty], at: datetime) -> None:
    with override(successor.user.language):
        lines = [
            {"what": str(duty.title), "about": str(duty.about), "path": duty.path}
            for duty in theirs
        ]
    outbox.tell(
        leaving.company,
        successor.user,
        template="duties_taken",
        subject_key=f"handover:{leaving.pk}",
        at=at,
        person=str(leaving.user),
        duties=lines,
    )
