"""Second thoughts: a source gets another name, a search that was ended is taken up again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import User
from companies.refusals import RefusedError
from monitoring.hints import after_commit
from monitoring.intake.catching_up import catch_up
from monitoring.intake.rematching import ask_again
from monitoring.models import Feed, SearchProfile, Source
from monitoring.pipeline.text import scrub
from monitoring.services.retention import checked_days
from monitoring.services.sources import locked_source


@transaction.atomic
def change_source(
    *,
    source: Source,
    name: str,
    takes_everything: bool,
    keep_days: int | None = None,
    by: User,
    at: datetime,
) -> Source:
    """Call a source something else, say that everything in it is about us, or keep it shorter.

    ``keep_days``: after so many its authors go, if that is sooner than the company's own rule.

    What it has lately brought becomes mentions if now everything is; none is taken away if not.
    Raises RefusedError.
    """
    name = scrub(name).strip()[:120]
    if not name:
        raise RefusedError(_("Give the source a name."), field="name")
    locked = locked_source(source)
    widened = takes_everything and not locked.takes_everything
    was, locked.name, locked.takes_everything = locked.name, name, takes_everything
    if keep_days is not None:
        checked_days(keep_days)
    locked.keep_days = keep_days
    locked.save(update_fields=["name", "takes_everything", "keep_days"])
    if widened and locked.paused_at is None:
        catch_up(Feed.objects.get(id=locked.feed_id), [locked.pk], at=at)
    audit.record(locked.company, "source.changed", by=by, at=at, was=was, name=name)
    return locked


@transaction.atomic
def resume_profile(*, profile: SearchProfile, by: User, at: datetime) -> SearchProfile:
    """Take up a search that was ended; what was missed is looked for in what is stored.

    Raises RefusedError if another search has taken its name meanwhile.
    """
    locked = (
        SearchProfile.of(profile.company)
        .select_for_update(of=("self",))
        .select_related("company")
        .get(id=profile.pk)
    )
    if locked.ended_at is None:
        return locked
    locked.ended_at, locked.changed_at = None, at
    try:
        with transaction.atomic():
            locked.save(update_fields=["ended_at", "changed_at"])
    except IntegrityError as clash:
        raise RefusedError(_("There is a search of this name already.")) from clash
    rematch = ask_again(locked, at=at)
    after_commit("rematch", rematch_id=rematch.pk)
    audit.record(locked.company, "profile.resumed", by=by, at=at, name=locked.name)
    return locked
