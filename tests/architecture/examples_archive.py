"""Examples for the addresses of calendars and archives."""

from companies.models import Archive
from tests.architecture.examples import House, example
from tests.factories import MONDAY


@example("companies:calendar_subscription")
def _token(of: House) -> dict[str, object]:
    return {"token": "forged"}


@example("companies:archive_download", "companies:remove_archive")
def _archive(of: House) -> dict[str, object]:
    row, _ = Archive.everywhere.get_or_create(
        company=of.company,
        requested_by=of.admin.user,
        requested_at=MONDAY,
        defaults={"begun_at": MONDAY, "finished_at": MONDAY, "file": "archives/lost.zip"},
    )
    return {"pk": row.pk}


@example("companies:hand_over")
def _leaving(of: House) -> dict[str, object]:
    return {"pk": of.member.pk}
