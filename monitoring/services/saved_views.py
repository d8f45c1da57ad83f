"""Filters under a name: kept, renamed, put into another order, removed, begun with."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from monitoring.models import SavedView, StartView
from monitoring.models.views import ViewPage
from monitoring.pipeline.text import scrub

MOST = 24
"""Views of one page: more than one finds again at a glance."""


@transaction.atomic
def save_view(
    *, company: Company, page: str, name: str, query: str, by: User, at: datetime
) -> SavedView:
    """Keep filters under a name, last in the order. Raises RefusedError.

    ``query`` is what the page itself writes into its address, without the question mark.
    """
    if page not in ViewPage.values or len(query) > 2000:
        raise RefusedError(_("These filters cannot be kept."))
    company.lock()
    there = SavedView.of(company).filter(page=page)
    if there.count() >= MOST:
        said = _("There are %(number)s views already. Remove one that nobody needs.")
        raise RefusedError(said % {"number": MOST}, field="name")
    last = there.aggregate(last=Max("place"))["last"] or 0
    view = SavedView(
        company=company,
        page=page,
        name=_named(name),
        query=query,
        place=last + 1,
        created_by=by,
        created_at=at,
    )
    _kept(view)
    audit.record(company, "view.saved", by=by, at=at, name=view.name)
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str, by: User, at: datetime) -> SavedView:
    """Call a view something else. Raises RefusedError."""
    view.company.lock()
    locked = SavedView.of(view.company).get(pk=view.pk)
    was, locked.name = locked.name, _named(name)
    if was != locked.name:
        _kept(locked)
        audit.record(view.company, "view.renamed", by=by, at=at, was=was, name=locked.name)
    return locked


@transaction.atomic
def remove_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Take a view away; whoever began with it begins with the plain page again."""
    audit.record(view.company, "view.removed", by=by, at=at, name=view.name)
    view.delete()


@transaction.atomic
def move_view(*, view: SavedView) -> None:
    """Put a view before the one that stands before it; the first one stays."""
    view.company.lock()
    views = list(SavedView.of(view.company).filter(page=view.page))
    place = next(n for n, each in enumerate(views) if each.pk == view.pk)
    if place:
        views[place - 1], views[place] = views[place], views[place - 1]
    for number, each in enumerate(views, start=1):
        each.place = number
    SavedView.everywhere.bulk_update(views, ["place"])


@transaction.atomic
def begin_with(*, view: SavedView, membership: Membership) -> None:
    """From now on the page begins with this view for this person."""
    StartView.everywhere.update_or_create(
        company=view.company, membership=membership, page=view.page, defaults={"view": view}
    )


@transaction.atomic
def begin_plainly(*, view: SavedView, membership: Membership) -> None:
    """From now on the page begins without filters for this person."""
    StartView.of(view.company).filter(membership=membership, view=view).delete()


def _named(name: str) -> str:
    name = " ".join(scrub(name).split())[:60]
    if not name:
        raise RefusedError(_("Give the view a name."), field="name")
    return name


def _kept(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as clash:
        said = _("There is a view of this name already.")
        raise RefusedError(said, field="name") from clash
