"""What people type about a scenario or a training, as plain facts between forms and services."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """The words of a scenario without its people (S4); empty is not said yet.

    ``criticism_percent``: of a day's mentions; ``times_usual``: of a usual day's number.
    """

    topic: str
    likelihood: str
    trigger: str
    criticism_percent: int | None
    times_usual: Decimal | None
    reaction: str
    plan: str


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """When, where and about what (S2); ``seats`` None is without a limit."""

    kind: str
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    seats: int | None
    led_by: str
