"""A company names its own accounts, sites and authors: what they say is not what others say."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.hints import after_commit
from monitoring.intake.own_voice_checks import check_again
from monitoring.models import OwnVoice
from monitoring.pipeline import own

MOST = 100
WRONG = {
    own.SITE: _("A website looks like this: brewery.example"),
    own.AUTHOR: _("Enter the name as it stands under the posts."),
    own.HANDLE: _("An account looks like this: @brewery or @brewery@mastodon.social"),
    own.ADDRESS: _("The beginning of an address looks like this: facebook.com/brewery"),
}


@transaction.atomic
def add_own_voice(*, company: Company, kind: str, value: str, by: User, at: datetime) -> OwnVoice:
    """From now on what this voice says is ours; what is stored is looked through. RefusedError."""
    if kind not in WRONG:
        raise RefusedError(_("There is no such kind."), field="kind")
    spelt = own.normalised(kind, value)
    if not spelt:
        raise RefusedError(WRONG[kind], field="value")
    company.lock()
    if OwnVoice.of(company).count() >= MOST:
        said = _("There are %(number)s entries already: more than anybody keeps in view.")
        raise RefusedError(said % {"number": MOST})
    try:
        with transaction.atomic():
            voice = OwnVoice.everywhere.create(
                company=company, kind=kind, value=spelt, added_by=by, added_at=at
            )
    except IntegrityError as clash:
        raise RefusedError(_("This stands in the list already."), field="value") from clash
    audit.record(company, "own_voice.added", by=by, at=at, value=spelt)
    _look_through(company, at)
    return voice


@transaction.atomic
def remove_own_voice(*, voice: OwnVoice, by: User, at: datetime) -> None:
    """What it says is somebody else's again; what is stored is looked through."""
    voice.company.lock()
    audit.record(voice.company, "own_voice.removed", by=by, at=at, value=voice.value)
    voice.delete()
    _look_through(voice.company, at)


def _look_through(company: Company, at: datetime) -> None:
    after_commit("check_own_voices", check_id=check_again(company.pk, at=at).pk)
