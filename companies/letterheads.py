"""Whose head a report bears."""

from companies.documents.document import Letterhead as Head
from companies.documents.document import picture
from companies.models import Company, Letterhead, Membership, User
from companies.roles import Role


def letterhead_of(user: User) -> Letterhead | None:
    """A person's own letterhead (one query)."""
    return Letterhead.objects.filter(user=user).first()


def letterhead_for(company: Company, reader: User) -> Head | None:
    """The head of a report about a company: the reader's if they are a consultant there, else of
    the consultant who has looked after it longest; None if nobody has one (two queries)."""
    live = Membership.of(company).filter(
        role=Role.CONSULTANT, ended_at__isnull=True, user__letterhead__isnull=False
    )
    consultants = list(live.order_by("started_at", "pk").values_list("user", flat=True))
    found = Letterhead.objects.select_related("user").in_bulk(consultants, field_name="user_id")
    heads = [found[pk] for pk in consultants]
    own = [head for head in heads if head.user_id == reader.pk]
    return next((as_head(head) for head in own + heads if head.line or head.logo), None)


def as_head(head: Letterhead) -> Head:
    """As documents take it: the name over firm and address, beside the logo."""
    rest = " · ".join(filter(None, (head.firm, head.address)))
    alt = head.firm or head.name or str(head.user)
    logo = picture(bytes(head.logo), alt) if head.logo else None
    return Head("\n".join(filter(None, (head.name, rest))), logo)
