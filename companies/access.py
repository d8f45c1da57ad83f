"""The one door of every page: the company is found through the membership.

Strangers, former members and people of other companies get 404: they cannot tell whether the
company exists. People of the company without the right get 403 with a sentence.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Deputy, Membership, User
from companies.roles import EDITORS, Role

P = ParamSpec("P")
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True)
class Standing:
    """What somebody is in a company today, and for whom they may act there."""

    membership: Membership
    on: date

    @property
    def user(self) -> User:
        """The person themselves."""
        return self.membership.user

    @cached_property
    def represents(self) -> tuple[Membership, ...]:
        """Live memberships this person is the deputy of today (one query, kept)."""
        deputyships = (
            Deputy.of(self.membership.company)
            .filter(deputy=self.membership, starts_on__lte=self.on, ends_on__gte=self.on)
            .select_related("deputy", "principal__user")
        )
        return tuple(each.principal for each in deputyships if stands_in(each))

    def principals(self, roles: Collection[str]) -> tuple[Membership, ...]:
        """Whom this person can act for in one of ``roles``, first of all themselves."""
        own = (self.membership,) if self.membership.role in roles else ()
        return own + tuple(each for each in self.represents if each.role in roles)

    def holds(self, roles: Collection[str]) -> bool:
        """Whether they hold one of ``roles`` themselves or for somebody they stand in for."""
        return bool(self.principals(roles))

    @property
    def edits(self) -> bool:
        """Whether they edit stage work and configure monitoring."""
        return self.holds(EDITORS)

    @property
    def administers(self) -> bool:
        """Whether they administer the company."""
        return self.membership.is_admin


def stands_in(deputyship: Deputy) -> bool:
    """Whether the deputy acts for the principal on the deputyship's days (no query).

    Its two memberships have to be loaded. A consultant decides for a manager only by a mandate
    in writing (docs/gate.md).
    """
    deputy, principal = deputyship.deputy, deputyship.principal
    if not principal.is_live or not deputy.is_live:
        return False
    needs_mandate = deputy.role == Role.CONSULTANT and principal.role == Role.MANAGER
    return not needs_mandate or bool(deputyship.mandate.strip())


def principals_of(standing: Standing) -> QuerySet[Deputy, int]:
    """For whom somebody stands in today, as a part of another query; the same as ``represents``."""
    deputy = standing.membership
    found = Deputy.of(deputy.company).filter(
        deputy=deputy,
        starts_on__lte=standing.on,
        ends_on__gte=standing.on,
        principal__ended_at__isnull=True,
    )
    if deputy.role == Role.CONSULTANT:
        found = found.exclude(principal__role=Role.MANAGER, mandate__regex=r"^\s*$")
    return found.values_list("principal", flat=True)


class CompanyRequest(HttpRequest):
    """A request that came through the door of a company."""

    user: User
    company: Company
    standing: Standing


CompanyView = Callable[Concatenate[CompanyRequest, P], HttpResponseBase]


def today_in(company: Company) -> date:
    """The local date of the company now (the edge of the clock: only views and jobs call it)."""
    return timezone.localdate(timezone=ZoneInfo(company.time_zone))


def standing_of(user: User, company: Company, on: date) -> Standing | None:
    """What ``user`` is in ``company`` on that day, or None for a stranger."""
    membership = (
        Membership.of(company)
        .filter(user=user, ended_at__isnull=True)
        .select_related("company", "user", "department")
        .first()
    )
    return Standing(membership, on) if membership else None


def company_view(
    *, roles: Collection[Role] | None = None, admin: bool = False
) -> Callable[[CompanyView[P]], PlainView[P]]:
    """Open a view to the members of the company named in its address (``company``).

    ``roles`` narrows it to people who hold one of them, themselves or as a deputy;
    ``admin`` to those who administer the company.
    """

    def mark(view: CompanyView[P]) -> PlainView[P]:
        @wraps(view)
        def door(request: Any, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
            enter(request, kwargs.pop("company"))
            if admin and not request.standing.administers:
                raise PermissionDenied(_("Only somebody who administers the company may do this."))
            if roles is not None and not request.standing.holds(roles):
                raise PermissionDenied(_only_for(roles))
            return view(request, *args, **kwargs)

        door.door = "company"  # type: ignore[attr-defined]
        return door

    return mark


def enter(request: Any, slug: str) -> None:
    """Put the company and the person's standing on the request, or raise Http404."""
    membership = (
        Membership.everywhere.filter(company__slug=slug, user=request.user, ended_at__isnull=True)
        .select_related("company", "user", "department")
        .first()
    )
    if membership is None:
        raise Http404
    request.company = membership.company
    request.standing = Standing(membership, today_in(membership.company))


def _only_for(roles: Collection[Role]) -> str:
    names = ", ".join(str(role.label) for role in Role if role in roles)
    return str(_("This is for: %(roles)s.") % {"roles": names})


def personal_view(view: PlainView[P]) -> PlainView[P]:
    """Open a view to whoever is signed in; it must show nothing but what is theirs."""
    view.door = "personal"  # type: ignore[attr-defined]
    return view


def public_view(view: PlainView[P]) -> PlainView[P]:
    """Open a view to everybody; what it shows must hang on a secret in the address, or nothing."""
    view.door = "public"  # type: ignore[attr-defined]
    return login_not_required(view)
