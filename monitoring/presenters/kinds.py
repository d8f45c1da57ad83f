"""The kinds of sources one can choose from, and what each sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.connectors.base import Connector
from monitoring.presenters.addresses import page

OWN_PAGES = {"feed": "add_source", "webhook": "add_hook", "import": "add_import"}
"""Kinds whose first page is one of their own; all others share ``add_kind``."""

FIRST = ("feed", "imap", "mastodon", "import")
"""What most companies begin with; everything else stands behind "All kinds"."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name and sign, where it is set up, and whether that is this page."""

    label: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that ask the same of whoever sets them up."""

    title: str
    kinds: list[Kind]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The few that stand in sight, the current one among them, and all of them by group."""

    first: list[Kind]
    groups: list[Group]

    @property
    def number(self) -> int:
        """How many there are in all."""
        return sum(len(group.kinds) for group in self.groups)


def kinds(company: Company, current: str) -> Kinds:
    """All kinds that are set up by hand."""
    shown = [*FIRST, *([] if current in FIRST else [current])]
    groups = {
        _("Open: no sign-in"): [each for each in CONNECTORS.values() if _is_open(each)],
        _("With a sign-in of your own"): [each for each in CONNECTORS.values() if _asks(each)],
        _("With an app or project that was approved"): [
            each for each in CONNECTORS.values() if _approval(each)
        ],
        _("Handed in by you"): [CONNECTORS[kind] for kind in CONNECTORS if kind in PUSHED],
    }
    return Kinds(
        _kinds((CONNECTORS[kind] for kind in shown), company, current),
        [Group(title, _kinds(found, company, current)) for title, found in groups.items()],
    )


def _kinds(connectors: Iterable[Connector], company: Company, current: str) -> list[Kind]:
    return [
        Kind(str(each.label), each.icon, _url(company, each), each.kind == current)
        for each in connectors
    ]


def _is_open(connector: Connector) -> bool:
    return connector.kind not in PUSHED and not connector.needs_credential


def _asks(connector: Connector) -> bool:
    return connector.needs_credential and not _approval(connector)


def _approval(connector: Connector) -> object:
    return getattr(connector, "approval", "")


def _url(company: Company, connector: Connector) -> str:
    if connector.kind in OWN_PAGES:
        return page(company, OWN_PAGES[connector.kind])
    return page(company, "add_kind", connector.kind)
