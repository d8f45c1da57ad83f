"""Examples for the addresses around the dashboard."""

from monitoring.models import SavedView
from tests.architecture.examples import House, example
from tests.factories import MONDAY


@example(
    "monitoring:rename_view",
    "monitoring:remove_view",
    "monitoring:move_view",
    "monitoring:begin_with_view",
)
def _view(of: House) -> dict[str, object]:
    row, _ = SavedView.everywhere.get_or_create(
        company=of.company,
        page="mentions",
        name="Kritik",
        defaults={"query": "tone=negative", "created_by": of.admin.user, "created_at": MONDAY},
    )
    return {"pk": row.pk}
