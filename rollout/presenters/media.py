"""The media inventory in three columns, with examples to take over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rollout.models import MediaEntry
from rollout.wording import Text

EXAMPLES: Mapping[str, tuple[Text, ...]] = {
    MediaEntry.Kind.OWNED: (_("Website"), _("Newsletter"), _("Brochure"), _("Shop window")),
    MediaEntry.Kind.PAID: (
        _("Advertisement in the local newspaper"),
        _("Trade fair stand"),
        _("Search engine advertising"),
    ),
    MediaEntry.Kind.EARNED: (
        _("Reviews on Google Maps"),
        _("Report in the regional newspaper"),
        _("Posts of customers"),
    ),
}
"""What most companies have, to be taken over with one click (S0)."""


@dataclass(frozen=True)
class Column:
    """One kind of media; ``entries`` are MediaEntry rows, or the frozen facts of them."""

    kind: str
    label: Text
    entries: tuple[object, ...]
    examples: tuple[Text, ...]


def columns(entries: Sequence[MediaEntry]) -> list[Column]:
    """The inventory as it stands; examples that are listed already are not offered."""
    return [
        Column(
            kind,
            kind.label,
            tuple(entry for entry in entries if entry.kind == kind),
            _left(kind, {entry.name for entry in entries}),
        )
        for kind in MediaEntry.Kind
    ]


def frozen_columns(entries: Sequence[Mapping[str, str]]) -> list[Column]:
    """The inventory as it was submitted."""
    return [
        Column(kind, kind.label, tuple(each for each in entries if each["kind"] == kind), ())
        for kind in MediaEntry.Kind
    ]


def _left(kind: str, names: Collection[str]) -> tuple[Text, ...]:
    return tuple(example for example in EXAMPLES[kind] if str(example) not in names)
