"""What is particular about the tables of people and tenancy."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from companies import audit
from companies.archive.people import COLUMNS, arrive
from companies.archive.specials import Outside, Special, register, register_outside


def register_all() -> None:
    """Called once, when the app is ready."""
    register_outside("companies.User", Outside(columns=COLUMNS, arrive=_people))
    register("companies.Archive", Special(left_out="An archive holds no archives."))
    register(
        "companies.Arrival",
        Special(left_out="How the company came to one installation is that installation's story."),
    )
    register(
        "companies.CalendarAddress",
        Special(left_out="Secret addresses are signed by the installation they lead to."),
    )
    register(
        "companies.Invitation",
        Special(left_out="Links are signed by the installation they lead to: invite anew."),
    )
    register(
        "companies.Notice",
        Special(left_out="E-mails that were sent, or that would be sent twice."),
    )
    register(
        "companies.AuditEntry",
        Special(
            plain_json=frozenset({"detail"}),
            leave_out_rows={"act": audit.ARRIVED},
        ),
    )


def _people(rows: Sequence[Mapping[str, Any]], at: datetime) -> list[int]:
    keys, _created = arrive(rows)
    return keys
