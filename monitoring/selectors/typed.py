"""What people of the company have typed in which somebody is named: incidents, notes, mails, log.

Words of the company's own that are still in use (searches, prepared answers) are in ``naming``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import AuditEntry, Company, Notice
from companies.models.audit import TYPED_AREAS
from monitoring.models import CaseEvent, ExpectedRise, Incident, IncidentEvent, Mention
from monitoring.privacy.redacting import Names, is_in

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Place:
    """Where people type: columns of text, and keys of a column of JSON. ``at`` is when."""

    label: "StrPromise"
    rows: "QuerySet[Any]"
    texts: tuple[str, ...] = ()
    json: str = ""
    keys: tuple[str, ...] = ()
    at: str = "at"


@dataclass(frozen=True, slots=True)
class Typed:
    """One row in which somebody is named."""

    place: Place
    row: Model

    @property
    def told(self) -> list[str]:
        """Everything that was typed in it."""
        return _told(self.place, self.row)

    @property
    def at(self) -> datetime:
        """When it was typed."""
        moment: datetime = getattr(self.row, self.place.at)
        return moment


def typed(company: Company, names: Names, *, apart_from: "QuerySet[Mention]") -> list[Typed]:
    """Every row that names one of them, without what was noted about these mentions (six queries).

    Only rows that hold typed words are read.
    """
    return list(_found(company, names, apart_from)) if names else []


def _found(company: Company, names: Names, apart_from: "QuerySet[Mention]") -> Iterator[Typed]:
    for place in _places(company, apart_from):
        for row in place.rows.order_by("pk").iterator(chunk_size=500):
            if is_in(names, *_told(place, row)):
                yield Typed(place, row)


def _places(company: Company, apart_from: "QuerySet[Mention]") -> tuple[Place, ...]:
    areas = Q()
    for area in TYPED_AREAS:
        areas |= Q(act__startswith=f"{area}.")
    notes = CaseEvent.of(company).exclude(text="").exclude(case__mention__in=apart_from)
    mails = Notice.of(company).filter(template="incident")
    return (
        Place(_("Incident"), Incident.of(company), ("about", "debrief"), at="opened_at"),
        Place(_("Timeline of an incident"), IncidentEvent.of(company).exclude(text=""), ("text",)),
        Place(_("Note on the desk"), notes, ("text",)),
        Place(
            _("Announced to the alarm"), ExpectedRise.of(company), ("reason",), at="announced_at"
        ),
        Place(_("Mail"), mails, json="context", keys=("sentence",), at="created_at"),
        Place(
            _("Log"),
            AuditEntry.of(company).filter(areas),
            json="detail",
            keys=("name", "was", "about", "reason", "query", "title", "rule", "value"),
        ),
    )


def _told(place: Place, row: Model) -> list[str]:
    said = [getattr(row, field) for field in place.texts]
    detail: Mapping[str, Any] = getattr(row, place.json) if place.json else {}
    said += [value for key in place.keys if isinstance(value := detail.get(key), str)]
    return [text for text in said if text]
