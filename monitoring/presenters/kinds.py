"""The kinds of sources one can choose from, and what each sees."""

from dataclasses import dataclass

from companies.models import Company
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Connector
from monitoring.presenters.addresses import page

OWN_PAGES = {"feed": "add_source", "webhook": "add_hook", "import": "add_import"}
"""Kinds whose first page is one of their own; all others share ``add_kind``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name and sign, where it is set up, and whether that is this page."""

    label: str
    icon: str
    url: str
    current: bool


def kinds(company: Company, current: str) -> list[Kind]:
    """All kinds that are set up by hand; the feed first."""
    return [
        Kind(str(each.label), each.icon, _url(company, each), each.kind == current)
        for each in CONNECTORS.values()
    ]


def _url(company: Company, connector: Connector) -> str:
    if connector.kind in OWN_PAGES:
        return page(company, OWN_PAGES[connector.kind])
    return page(company, "add_kind", connector.kind)
