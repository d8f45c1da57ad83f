"""What no figure shows is attested: a named person puts their name to it, with evidence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout import evidence, snapshot
from rollout.days import local_day
from rollout.editing import editing, standing_or_refused
from rollout.models import Evidence
from rollout.refusals import RefusedError
from rollout.stage import Attestable
from rollout.stages import kind_of
from rollout.titles import title_at
from rollout.wording import Text, words

OTHER_WORK = _(
    "What this is about has changed since you opened this page. Please look at it again, and open "
    "the form anew."
)


def fingerprint(asked: Attestable, work: Mapping[str, Any]) -> str:
    """What a confirmation is about, as a form carries it; empty where it is about nothing exact."""
    if not asked.about:
        return ""
    return snapshot.sha256(snapshot.canonical({key: work[key] for key in asked.about}))


def confirm(
    *,
    company: Company,
    number: int,
    criterion: str,
    statement: str,
    by: User,
    at: datetime,
    file: UploadedFile | None = None,
    shown: str | None = None,
) -> Evidence:
    """Put one's own name to a criterion; said anew, it replaces what was said before.

    Nobody acts for somebody else here: only their own role counts. ``shown`` is the fingerprint
    of what was before their eyes, None where nobody looked at a page. Raises RefusedError.
    """
    asked = _asked(number, criterion)
    with (
        evidence.kept_if_done(company, file) as stored,
        editing(company, number, title_at(number), by=by, at=at) as stage,
    ):
        if standing_or_refused(company, by, at).membership.role not in asked.roles:
            raise RefusedError(who_may(asked))
        if not statement.strip():
            raise RefusedError(_("Please say what shows it."), field="statement")
        if shown is not None and asked.about:
            work = kind_of(number).assess(stage, local_day(company, at)).work
            if fingerprint(asked, work) != shown:
                raise RefusedError(OTHER_WORK)
        row = evidence.sign(
            stage, criterion=criterion, statement=statement, stored=stored, by=by, at=at
        )
        audit.record(
            company,
            "stage.confirmed",
            by=by,
            at=at,
            number=number,
            criterion=str(asked.title),
            statement=row.statement,
        )
    return row


def unconfirm(*, company: Company, number: int, criterion: str, by: User, at: datetime) -> None:
    """Take it back; a file stays in the storage, as an earlier round may rest on it."""
    asked = _asked(number, criterion)
    with editing(company, number, title_at(number), by=by, at=at) as stage:
        removed, _rows = Evidence.of(company).filter(stage=stage, criterion=criterion).delete()
        if removed:
            audit.record(
                company,
                "stage.unconfirmed",
                by=by,
                at=at,
                number=number,
                criterion=str(asked.title),
            )


def who_may(asked: Attestable) -> Text:
    """Whose name is asked for, in a sentence."""
    return words(
        _("Only somebody with one of these roles puts their name to it: %(roles)s."),
        {"roles": ", ".join(str(role.label) for role in sorted(asked.roles))},
    )


def _asked(number: int, criterion: str) -> Attestable:
    asked = kind_of(number).attestable(criterion)
    if asked is None:
        raise RefusedError(_("This is not confirmed by anybody at this stage."))
    return asked
