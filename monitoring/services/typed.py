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
    # Not by the row itself: a mail to a contact may have gone with the contact meanwhile. What has
    # no name in it is not written, so that what somebody saves at this moment is not lost.
    each.place.rows.filter(pk=each.row.pk).update(**_changed(each, names))


def _changed(each: Typed, names: Names) -> dict[str, Any]:
    place, row = each.place, each.row
    said = {field: getattr(row, field) for field in (*place.texts, place.json) if field}
    left: dict[str, Any] = {field: without(said[field], names) for field in place.texts}
    if place.json:
        left[place.json] = without_in(said[place.json], place.keys, names)
    return {field: value for field, value in left.items() if value != said[field]}
