"""When a company works: its hours, breaks, closures and its state's public holidays.

Pure rules on plain facts. The promise they serve is S3: an answer by the end of the next
working day at the latest.
"""

from companies.working_time.errors import InvalidWorkingTimeError, NeverOpenError, WorkingTimeError
from companies.working_time.hours import Closure, Interval
from companies.working_time.public_holidays import STATES, public_holidays
from companies.working_time.working_time import WorkingTime

__all__ = [
    "STATES",
    "Closure",
    "Interval",
    "InvalidWorkingTimeError",
    "NeverOpenError",
    "WorkingTime",
    "WorkingTimeError",
    "public_holidays",
]
