"""The addresses of monitoring's pages; what a list is narrowed to stands in the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from companies.models import Company
from monitoring.selectors.mentions import MentionFilters, Place

NAMES = {"words": "q", "open_questions": "open"}
"""Fields of the filters that have another name in the address."""


def page(company: Company, name: str, *args: object, **asked: object) -> str:
    """The address of one of our pages; what is asked for and empty is left out."""
    path = reverse(f"monitoring:{name}", args=(company.slug, *args))
    return with_query(path, asked)


def with_query(path: str, asked: Mapping[str, Any]) -> str:
    """A path with what is asked for behind it."""
    query = urlencode({key: str(value) for key, value in asked.items() if value not in ("", None)})
    return f"{path}?{query}" if query else path


def asked_for(filters: MentionFilters) -> dict[str, str]:
    """The filters as they stand in an address; what is as usual is left out."""
    usual = MentionFilters()
    return {
        NAMES.get(field, field): _written(getattr(filters, field))
        for field in MentionFilters.__dataclass_fields__
        if field != "folded_into" and getattr(filters, field) != getattr(usual, field)
    }


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)


SAID = ("source", "profile", "tone", "language", "about")
"""Filters of mentions that narrow the desk, too."""


def desk_list(company: Company, filters: MentionFilters, **asked: object) -> str:
    """The cases of the desk that these filters let through, under the same names."""
    return page(company, "desk", **asked, **said_of(filters))


def said_of(filters: MentionFilters) -> dict[str, str]:
    """The part of the filters that the desk knows, as it stands in an address."""
    return {name: value for name, value in asked_for(filters).items() if name in SAID}


def mention_list(
    company: Company,
    filters: MentionFilters,
    *,
    before: Place | None = None,
    after: Place | None = None,
    **narrower: Any,
) -> str:
    """The list of mentions that these filters let through, from a place on."""
    asked: dict[str, Any] = asked_for(replace(filters, **narrower))
    return with_query(
        page(company, "mentions"), {**asked, "before": before or "", "after": after or ""}
    )
