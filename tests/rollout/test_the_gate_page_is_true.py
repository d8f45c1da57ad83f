"""docs/gate.md shows the table of the state machine: the same rows, no more and no fewer."""

import re

from django.conf import settings

from companies.roles import Role
from rollout.machine import TABLE, Edge, State


def written() -> set[tuple[str, ...]]:
    """The rows of the page's first table, without its head."""
    text = (settings.BASE_DIR / "docs" / "gate.md").read_text()
    first = text.split("\n\n")[2]
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in first.splitlines()]
    return {tuple(row) for row in rows[2:]}


def row(edge: Edge) -> tuple[str, ...]:
    """One edge as the page writes it."""
    yes = {True: "yes", False: "no"}
    return (
        edge.act.value,
        ", ".join(state.value for state in State if state in edge.sources),
        edge.target.value,
        ", ".join(role.value for role in Role if role in edge.roles) or "–",
        yes[edge.four_eyes],
        yes[edge.reason],
        yes[edge.ends_round],
    )


def test_the_page_shows_every_act_as_the_machine_knows_it() -> None:
    assert written() == {row(edge) for edge in TABLE.values()}
