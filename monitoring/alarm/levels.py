"""The levels of an incident and the kinds of signals, in their order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """How serious it is; each has its own measured trigger."""

    WATCH = "watch", _("Watch")
    SERIOUS = "serious", _("Serious")
    CRISIS = "crisis", _("Crisis")

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return list(Level).index(self)


class Kind(TextChoices):
    """What was unusual."""

    VOLUME = "volume", _("Many mentions")
    NEGATIVE = "negative", _("Much criticism")
    SOURCE = "source", _("One source speaks much more")
    BY_HAND = "by_hand", _("Opened by hand")


MEASURED = (Kind.VOLUME, Kind.NEGATIVE, Kind.SOURCE)


def reaches(level: Level, wanted: Level) -> bool:
    """Whether ``level`` is at least ``wanted``."""
    return level.rank >= wanted.rank
