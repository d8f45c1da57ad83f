"""From where one looks."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from companies.models import Company


@dataclass(frozen=True, slots=True)
class Sight:
    """From where one looks: whose page it is, and when."""

    company: Company
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The company's clock."""
        return ZoneInfo(self.company.time_zone)
