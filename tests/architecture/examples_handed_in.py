"""Webhooks and tables for the walk over all doors."""

from uuid import uuid4

from monitoring.models import MentionImport, Source
from monitoring.services.hooks import add_hook
from monitoring.services.imports import hand_in
from tests.architecture.examples import House, example
from tests.factories import MONDAY


def _hook(of: House) -> Source:
    there = Source.of(of.company).filter(feed__kind="webhook", removed_at__isnull=True)
    found = there.select_related("feed").first()
    if found:
        return found
    by = of.admin.user
    return add_hook(company=of.company, name="Shop", scheme="token", by=by, at=MONDAY).source


@example("monitoring:hook", "monitoring:renew_hook_secret")
def _of_hook(of: House) -> dict[str, object]:
    return {"pk": _hook(of).pk}


@example("monitoring:receive")
def _receive(of: House) -> dict[str, object]:
    return {"key": _hook(of).feed.address.partition(":")[2]}


@example("monitoring:import_", "monitoring:discard_import", "monitoring:import_refused")
def _import(of: House) -> dict[str, object]:
    there = MentionImport.of(of.company).first()
    row = there or hand_in(
        company=of.company,
        content=b"Text;Autor\nGut.;Carol\n",
        file_name="liste.csv",
        form_key=uuid4(),
        by=of.admin.user,
        at=MONDAY,
    )
    return {"pk": row.pk}
