"""An act for the log, told of the guidelines or of a department's supplement."""

from datetime import datetime
from typing import Any

from companies import audit
from companies.models import User
from guidelines.models import GuidelineVersion


def record(
    version: GuidelineVersion,
    act: str,
    *,
    by: User,
    at: datetime,
    on_behalf_of: User | None = None,
    **words: Any,
) -> None:
    """Write ``guidelines.<act>`` or ``guidelines.supplement_<act>`` with the version's number."""
    told = {"number": version.number, **words}
    name = f"guidelines.{act}"
    if version.department is not None:
        name, told = f"guidelines.supplement_{act}", told | {"department": version.department.name}
    audit.record(version.company, name, by=by, at=at, on_behalf_of=on_behalf_of, **told)
