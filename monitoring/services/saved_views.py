"""Filters under a name: kept, renamed, put into another order, removed, begun with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.access import Standing, standing_of
from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.models import SavedView, StartView
from monitoring.models.views import ViewPage
from monitoring.pipeline.text import scrub

IN_CHARGE = frozenset({Role.LEAD, Role.CONSULTANT})
"""Who keeps the views of everybody in order, beside whoever administers the company."""
NOT_THEIRS = _("Only whoever saved a view, the lead, the consultant and administrators change it.")
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


def may_change(standing: Standing, view: SavedView) -> bool:
    """Whether somebody may rename, move or remove a view: their own, or in charge of all."""
    is_own = view.created_by_id == standing.user.pk
    return is_own or standing.administers or standing.holds(IN_CHARGE)


@transaction.atomic
def rename_view(*, view: SavedView, name: str, by: User, at: datetime) -> SavedView:
    """Call a view something else. Raises RefusedError."""
    locked = _held(view, by, at)
    was, locked.name = locked.name, _named(name)
    if was != locked.name:
        _kept(locked)
        audit.record(view.company, "view.renamed", by=by, at=at, was=was, name=locked.name)
    return locked


@transaction.atomic
def remove_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Take a view away; whoever began with it begins with the plain page again.

    Raises RefusedError.
    """
    locked = _held(view, by, at)
    audit.record(view.company, "view.removed", by=by, at=at, name=locked.name)
    locked.delete()


@transaction.atomic
def move_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Put a view before the one that stands before it; the first one stays. Raises RefusedError."""
    _held(view, by, at)
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


def _held(view: SavedView, by: User, at: datetime) -> SavedView:
    """The view as it is now, for somebody who may change it; raises RefusedError."""
    company = view.company
    company.lock()
    standing = standing_of(by, company, at.astimezone(ZoneInfo(company.time_zone)).date())
    locked = SavedView.of(company).filter(pk=view.pk).first()
    if locked is None:
        raise RefusedError(_("This view has been removed meanwhile."))
    if standing is None or not may_change(standing, locked):
        raise RefusedError(NOT_THEIRS)
    return locked


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
