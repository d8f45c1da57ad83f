"""The tables of people and tenancy, one room per subject."""

from companies.models.archive import Archive, Arrival
from companies.models.audit import AuditEntry
from companies.models.calendar import Absence, BusinessHours, Closure
from companies.models.company import Company, Department, Owned
from companies.models.letterhead import Letterhead
from companies.models.membership import Deputy, Invitation, Membership
from companies.models.notice import Notice
from companies.models.subscription import CalendarAddress
from companies.models.user import User

__all__ = [
    "Absence",
    "Archive",
    "Arrival",
    "AuditEntry",
    "BusinessHours",
    "CalendarAddress",
    "Closure",
    "Company",
    "Department",
    "Deputy",
    "Invitation",
    "Letterhead",
    "Membership",
    "Notice",
    "Owned",
    "User",
]
