"""Sources that are set up by settings instead of an address, and what they sign in with."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import NOTHING
from monitoring.connectors.errors import ConnectorError, SettingRefused
from monitoring.intake.catching_up import catch_up
from monitoring.intake.following import follow_also
from monitoring.models import Feed, Source
from monitoring.services.sources import (
    add_source,
    feed_for,
    keep_credential,
    locked_source,
    try_again,
)


def add_connected_source(
    *,
    company: Company,
    kind: str,
    settings: Mapping[str, str],
    credential: Mapping[str, str] = NOTHING,
    name: str,
    takes_everything: bool = False,
    by: User,
    at: datetime,
) -> Source:
    """Watch what these settings name; raises RefusedError, at the setting it lies with."""
    try:
        address = CONNECTORS[kind].address_of(settings)
    except SettingRefused as problem:
        raise RefusedError(problem.sentence, field=problem.field) from problem
    except ConnectorError as problem:
        raise RefusedError(problem.sentence) from problem
    return add_source(
        company=company,
        address=address,
        name=name,
        takes_everything=takes_everything,
        by=by,
        at=at,
        kind=kind,
        credential=credential,
    )


@transaction.atomic
def give_credential(
    *, source: Source, credential: Mapping[str, str], by: User, at: datetime
) -> Source:
    """Sign in with this from now on, and try at once; what it was before is overwritten.

    A source that was read without a sign-in is read for this company alone from now on.
    Raises RefusedError.
    """
    locked = locked_source(source)
    feed = Feed.objects.get(id=locked.feed_id)
    if not credential or not CONNECTORS[feed.kind].credential:
        raise RefusedError(_("This source has no sign-in."))
    own = feed_for(feed.kind, feed.address, at, locked.company)
    if own.pk != feed.pk:
        locked.feed = own
        locked.save(update_fields=["feed"])
        catch_up(own, [locked.pk], at=at)
        follow_also(own, feed)
    keep_credential(own, credential, by=by, at=at)
    audit.record(locked.company, "source.signed_in", by=by, at=at, name=locked.name)
    return try_again(source=locked, by=by, at=at)
