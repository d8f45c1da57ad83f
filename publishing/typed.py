"""What people type about a playbook, as plain facts between forms and services."""

from dataclasses import dataclass

from companies.models import Department, Membership


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step says, without its people (S3).

    ``days`` are working days from the start or the publication (``counts_from``), before the
    publication if negative. ``after_publication``: it has to wait for the publication's moment.
    """

    title: str
    instruction: str
    kind: str
    counts_from: str
    days: int
    after_publication: bool


@dataclass(frozen=True, slots=True)
class UpTo:
    """Whose step it is: one person, somebody of a department, somebody of a role, or not said."""

    owner: Membership | None = None
    department: Department | None = None
    role: str = ""


NOT_SAID = UpTo()
