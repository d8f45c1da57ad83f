"""The dashboard for a screen on the wall: figures to be read from afar, nothing to click."""

from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.charts import Chart
from monitoring.dashboard import figures, pictures
from monitoring.dashboard.answering import answering
from monitoring.dashboard.facts import Facts
from monitoring.dashboard.figures import FigureCard
from monitoring.presenters.cards import SHORT, MentionCard
from monitoring.presenters.sight import Sight

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Wall:
    """What hangs there. ``newest`` is empty where only figures may be seen."""

    title: str
    days: str
    figures: list[FigureCard]
    volume: Chart
    unseen: str
    as_of: str
    newest: tuple[MentionCard, ...] = ()
    shows_names: bool = False


def wall(facts: Facts, sight: Sight, *, mentions: bool = False, names: bool = False) -> Wall:
    """Figures; with ``mentions`` the newest of them too, with ``names`` who said so."""
    days = facts.period.length
    said = ngettext("the last %(number)s day", "the last %(number)s days", days)
    cards = [*figures.figures(facts, sight), *answering(facts, sight)]
    newest = facts.newest[:SHOWN] if mentions else ()
    local = sight.now.astimezone(sight.zone)
    return Wall(
        title=sight.company.name,
        days=said % {"number": days},
        figures=[replace(card, url="") for card in cards],
        volume=pictures.volume(facts, sight, linked=False),
        unseen=_unseen(facts),
        as_of=_("as of %(when)s") % {"when": date_format(local, "TIME_FORMAT")},
        newest=tuple(MentionCard(each, sight, length=SHORT) for each in newest),
        shows_names=names,
    )


def _unseen(facts: Facts) -> str:
    """How many sources are not seen; which ones is nobody's business here."""
    blind = {spell.source_id for spell in facts.seen.spells if spell.ended_at is None}
    if blind:
        said = ngettext(
            "%(number)s source cannot be seen: figures say “at least” or “unknown”.",
            "%(number)s sources cannot be seen: figures say “at least” or “unknown”.",
            len(blind),
        )
        return said % {"number": len(blind)}
    return "" if facts.seen.is_whole else _("Not everything was seen in this time.")
