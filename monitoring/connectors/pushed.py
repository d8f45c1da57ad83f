"""Sources that nobody asks: what comes, comes by itself or is handed in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.base import NOTHING, Batch, Setting
from monitoring.connectors.errors import BadRequest
from monitoring.fetching import Client


class Pushed:
    """What the kinds share: an address that is a name, and nothing to fetch."""

    kind = ""
    settings: tuple[Setting, ...] = ()
    credential: tuple[Setting, ...] = ()
    needs_credential = False

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The name of the source. Raises BadRequest."""
        return self.normalise_address(settings.get("address", ""))

    def normalise_address(self, raw: str) -> str:
        """``webhook:`` and the source's own number. Raises BadRequest."""
        kind, _colon, key = raw.partition(":")
        try:
            known = kind == self.kind and str(UUID(key)) == key
        except ValueError:
            known = False
        if not known:
            raise BadRequest(f"no source of kind {self.kind}: {raw[:80]!r}")
        return raw

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """Nothing is asked for; the queue never hands such a source out."""
        raise BadRequest(f"{address} is not asked")


class Webhook(Pushed):
    """Another program hands entries in, signed."""

    kind = "webhook"
    label = _("Webhook of another program")
    icon = "link"
    sees = _(
        "Whatever another program sends here by itself: a shop, a form on your website, a forum, "
        "an automation."
    )
    misses = _(
        "Whether the other side still sends: where nothing comes in, nobody here can tell whether "
        "nothing was said."
    )

    def described(self, address: str) -> str:
        """Where it comes from."""
        return gettext("sent by another program")


class TableImport(Pushed):
    """Somebody hands in a table, once."""

    kind = "import"
    label = _("Table (CSV, XLSX)")
    icon = "upload"
    sees = _("The rows of a table that you hand in: an export of another tool, a list of reviews.")
    misses = _("Anything after the day the table was made.")

    def described(self, address: str) -> str:
        """Where it comes from."""
        return gettext("handed in as a table")
