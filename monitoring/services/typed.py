"""Taking a person's name out of what people of the company have typed about them."""

from typing import Any

from monitoring.privacy.redacting import Names, without, without_in
from monitoring.selectors.naming import Naming
from monitoring.selectors.typed import Typed


def take_out(named: Naming) -> int:
    """Put a mark where the name stood, in every typed text; how many rows that were.

    Call it inside the transaction of the erasure, after what the desk noted was emptied.
    """
    for each in named.texts:
        _take_out(each, named.names)
    return len(named.texts)


def _take_out(each: Typed, names: Names) -> None:
    changed: dict[str, Any] = {
        field: without(getattr(each.row, field), names) for field in each.place.texts
    }
    if json := each.place.json:
        changed[json] = without_in(getattr(each.row, json), each.place.keys, names)
    # Not by the row itself: a mail to a contact may have gone with the contact meanwhile.
    each.place.rows.filter(pk=each.row.pk).update(**changed)
