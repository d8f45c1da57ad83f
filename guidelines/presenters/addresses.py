"""Where the pages of the guidelines and of the supplements are."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from companies.access import CompanyRequest
from companies.models import Company, Department
from companies.views.frame import Tab

TABS: dict[str, str | Promise] = {
    "guidelines": gettext_lazy("In force"),
    "draft": gettext_lazy("Draft"),
    "versions": gettext_lazy("Versions"),
    "readers": gettext_lazy("Who has read them"),
}


def address(
    company: Company, name: str, *args: object, department: Department | None = None
) -> str:
    """The address of a page; with a department, of the same page of its supplement."""
    if department is None:
        return reverse(f"guidelines:{name}", args=(company.slug, *args))
    return reverse(f"guidelines:supplement_{name}", args=(company.slug, department.pk, *args))


@dataclass(frozen=True)
class Links:
    """The pages of one document by name, as templates ask for them."""

    company: Company
    department: Department | None

    def __getitem__(self, name: str) -> str:
        return address(self.company, name, department=self.department)


def tabs(request: CompanyRequest, current: str, department: Department | None = None) -> list[Tab]:
    """The pages this person may open; the company's guidelines lead on to the supplements."""
    found = [
        Tab(label, address(request.company, name, department=department), name == current)
        for name, label in TABS.items()
        if name != "readers" or request.standing.edits
    ]
    if department is None:
        label = gettext_lazy("Supplements")
        found.append(Tab(label, address(request.company, "supplements"), current == "supplements"))
    return found


def crumbs(company: Company, department: Department | None) -> list[Tab]:
    """The way up from a supplement."""
    if department is None:
        return []
    return [
        Tab(gettext_lazy("Guidelines"), address(company, "guidelines"), False),
        Tab(gettext_lazy("Supplements"), address(company, "supplements"), False),
    ]


def day(at: datetime | date, company: Company) -> str:
    """A moment's day at the company, written out; a day as it is."""
    if isinstance(at, datetime):
        at = at.astimezone(ZoneInfo(company.time_zone)).date()
    return date_format(at, "DATE_FORMAT")
