"""Examples for the addresses around the dashboard."""

from monitoring.digest import sending
from monitoring.models import OwnVoice, SavedView, WallAddress
from monitoring.services import wall
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


@example("monitoring:wall_behind_secret")
def _wall(of: House) -> dict[str, object]:
    row, _ = WallAddress.everywhere.get_or_create(
        company=of.company,
        revoked_at=None,
        defaults={"made_by": of.admin.user, "created_at": MONDAY},
    )
    return {"token": wall.token_of(row)}


@example("monitoring:stop_digest")
def _digest(of: House) -> dict[str, object]:
    return {"token": sending.token_of(of.admin)}


@example("monitoring:remove_own_voice")
def _own_voice(of: House) -> dict[str, object]:
    row, _ = OwnVoice.everywhere.get_or_create(
        company=of.company,
        kind="site",
        value="brauerei.example",
        defaults={"added_by": of.admin.user, "added_at": MONDAY},
    )
    return {"pk": row.pk}
