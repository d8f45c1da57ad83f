"""The views a company has saved, and with which one somebody begins."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from companies.models import Company, Membership
from monitoring.models import SavedView, StartView


@dataclass(frozen=True, slots=True)
class Kept:
    """One saved view; ``begins``: the reader's page begins with it."""

    view: SavedView
    begins: bool


def saved_views(membership: Membership, page: str = "") -> list[Kept]:
    """The company's views of one page, or of all, in their order (one query)."""
    starts = StartView.everywhere.filter(membership=membership, view=OuterRef("pk"))
    rows = SavedView.of(membership.company).annotate(begins=Exists(starts))
    rows = rows.select_related("created_by").order_by("page", "place", "id")
    return [Kept(row, row.begins) for row in (rows.filter(page=page) if page else rows)]


def start_view(membership: Membership, page: str) -> SavedView | None:
    """The view with which a page begins for somebody (one query)."""
    starts = StartView.of(membership.company).filter(membership=membership, page=page)
    start = starts.select_related("view").first()
    return start.view if start else None


def view_of(company: Company, view_id: int) -> SavedView | None:
    """One view, None for one of another company."""
    return SavedView.of(company).select_related("company").filter(pk=view_id).first()
