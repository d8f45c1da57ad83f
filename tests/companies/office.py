"""A company and the browsers of the people in it."""

from datetime import timedelta

from django.test import Client

from companies import audit
from companies.models import (
    Membership,
)
from companies.roles import Role
from companies.services.founding import found_company
from tests.factories import MONDAY, make_member


class Office:
    """A company and browsers of the people in it."""

    def __init__(self) -> None:
        self.company = found_company(
            name="Brauerei Lindner", state="BY", founder=None, by=None, at=MONDAY
        )
        self.admin = make_member(self.company, Role.LEAD, name="Jana Lindner", is_admin=True)
        self.manager = make_member(self.company, Role.MANAGER, name="Karl Lindner")
        self.member = make_member(self.company, name="Erika Muster")

    def url(self, path: str = "") -> str:
        return f"/c/{self.company.slug}/settings/{path}"

    def browser(self, membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        return client

    def get(self, path: str = "", *, by: Membership | None = None):
        return self.browser(by or self.admin).get(self.url(path))

    def post(self, path: str, typed: dict, *, by: Membership | None = None):
        return self.browser(by or self.admin).post(self.url(path), typed)


def days(first: str, last: str, **typed) -> dict:
    return {"starts_on": first, "ends_on": last, **typed}


def log_of(office: Office, count: int) -> None:
    for number in range(count):
        audit.record(
            office.company,
            "department.added",
            by=office.admin.user,
            at=MONDAY + timedelta(hours=number),
            department=f"Nr. {number}",
        )
