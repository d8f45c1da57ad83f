"""What a company's labels teach the judgement of tone: asked for, fitted, put out of use."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.desk.words import Why
from monitoring.models import DeskCase, ToneModel
from monitoring.pipeline.tone.fitting import learn
from monitoring.pipeline.tone.weights import NAME, shipped
from monitoring.selectors.teaching import labelled


class Switch(Protocol):
    """Puts what a company has taught to use, or out of it."""

    def __call__(self, *, company: Company, by: User, at: datetime) -> ToneModel: ...


QUIET = timedelta(seconds=30)
"""So long nobody must have labelled before it is fitted anew, at the latest after BUSY."""

BUSY = timedelta(minutes=5)
LEASE = timedelta(minutes=3)


def ask_to_learn(company: Company, *, at: datetime) -> None:
    """Labels have changed: fit anew once it is quiet, inside the caller's transaction."""
    ToneModel.everywhere.update_or_create(company=company, defaults={"requested_at": at})


def learn_from_end(case: DeskCase, *, at: datetime) -> None:
    """A case has ended or begun again: what follows of its tone is learned, if anything is yet."""
    if case.why == Why.CRITICISM:
        ToneModel.of(case.company).update(requested_at=at)


def judged_by(reasons: Iterable[Mapping[str, Any]]) -> str:
    """Which weights gave a mention its tone, by its stored reasons."""
    labels = max((int(reason.get("learned", 0)) for reason in reasons), default=0)
    return f"{NAME}+{labels}" if labels else NAME


def due(*, at: datetime) -> list[int]:
    """What is to be fitted now: labels have changed, or the general weights have."""
    quiet = Q(requested_at__lte=at - QUIET)
    long_ago = Q(fitted_at__isnull=True) | Q(fitted_at__lte=at - BUSY)
    changed = quiet | (Q(requested_at__isnull=False) & long_ago)
    outdated = Q(fitted_at__isnull=False) & ~Q(general=NAME)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    first = F("requested_at").asc(nulls_last=True)
    waiting = ToneModel.everywhere.filter(free, changed | outdated).order_by(first, "id")
    return list(waiting.values_list("id", flat=True))


def learn_tone(model_id: int, *, at: datetime) -> bool:
    """Fit a company's layer from all its labels; False if somebody is at it already.

    Labels that change meanwhile ask again.
    """
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    if not ToneModel.everywhere.filter(free, id=model_id).update(lease_until=at + LEASE):
        return False
    model = ToneModel.everywhere.select_related("company").get(id=model_id)
    weights = shipped()
    if weights is None:
        ToneModel.everywhere.filter(id=model_id).update(lease_until=None, requested_at=None)
        return True
    found = learn(labelled(model.company), weights)
    _written(
        model,
        at=at,
        labels=found.labels,
        figures=found.figures,
        accepted=found.outcome == "accepted",
        weights=found.layer.to_bytes() if found.layer else b"",
    )
    return True


def _written(model: ToneModel, *, at: datetime, **fitted: object) -> None:
    unchanged = Q(requested_at=model.requested_at) | Q(requested_at__isnull=True)
    rows = ToneModel.everywhere.filter(id=model.pk)
    with transaction.atomic():
        rows.update(lease_until=None, fitted_at=at, general=NAME, **fitted)
        rows.filter(unchanged).update(requested_at=None)


@transaction.atomic
def use_general_tone(*, company: Company, by: User, at: datetime) -> ToneModel:
    """Judge new mentions by the general judgement again; what was learned is kept."""
    model = _locked(company)
    if model.switched_off_at is None:
        model.switched_off_at = at
        model.save(update_fields=["switched_off_at"])
        audit.record(company, "tone.general", by=by, at=at, labels=model.labels)
    return model


@transaction.atomic
def use_learned_tone(*, company: Company, by: User, at: datetime) -> ToneModel:
    """Judge new mentions with what was learned again."""
    model = _locked(company)
    if model.switched_off_at is not None:
        model.switched_off_at = None
        model.save(update_fields=["switched_off_at"])
        audit.record(company, "tone.learned", by=by, at=at, labels=model.labels)
    return model


def _locked(company: Company) -> ToneModel:
    model = ToneModel.of(company).select_for_update(of=("self",)).first()
    if model is None:
        raise RefusedError(_("Nothing has been learned yet."))
    return model
