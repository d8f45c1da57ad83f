"""The alarm as its page shows it: how it would have rung, who is told, what it still learns."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.alarm.figures import figures_of, in_a_sentence
from monitoring.alarm.hours import moment_of
from monitoring.alarm.levels import Level
from monitoring.alarm.rhythm import learn
from monitoring.alarm.rules import WINDOWS
from monitoring.models import AlarmContact
from monitoring.moments import in_words
from monitoring.presenters.incidents import Chip, level_chip
from monitoring.presenters.sight import Sight
from monitoring.selectors.alarm import Replayed
from monitoring.services.alarm.contacts import VALID_FOR

MOST_SHOWN = 15


@dataclass(frozen=True)
class RingView:
    """One time it would have rung."""

    when: str
    level: Chip
    sentence: str


@dataclass(frozen=True)
class ReplayView:
    """How it would have rung, in a sentence and one by one, the newest first."""

    sentence: str
    rings: tuple[RingView, ...]
    more: int


def replay_view(found: Replayed, days: int, sight: Sight) -> ReplayView:
    """What the page says of a replay."""
    if not found.replay.learned:
        said = _(
            "There is not enough history yet: the alarm needs a week of mentions before it can "
            "tell what is usual."
        )
        return ReplayView(said, (), 0)
    rings = found.replay.rings
    shown = tuple(
        RingView(
            in_words(moment_of(ring.hour + 1), now=sight.now, zone=sight.zone),
            level_chip(str(ring.first.level)),
            _ring_sentence(found, ring.hour, index),
        )
        for index, ring in reversed(list(enumerate(rings))[-MOST_SHOWN:])
    )
    return ReplayView(_summed_up(found, days), shown, len(rings) - len(shown))


def _ring_sentence(found: Replayed, hour: int, index: int) -> str:
    signal = found.replay.rings[index].first
    rhythms = learn(found.history, hour, WINDOWS)
    if rhythms is None:
        return ""
    return in_a_sentence(signal.kind, figures_of(signal, found.history, rhythms))


def _summed_up(found: Replayed, days: int) -> str:
    known, rings = found.replay.learned // 24, found.replay.begun
    said = (
        _("In the last %(days)s days")
        if known >= days
        else _("In the last %(days)s days (enough was known on %(known)s of them)")
    )
    span = said % {"days": days, "known": known}
    if not rings:
        return _("%(span)s it would not have rung at all.") % {"span": span}
    times = ngettext("once", "%(number)s times", rings) % {"number": rings}
    month = number_format(round(found.replay.per_month, 1))
    return _("%(span)s it would have rung %(times)s: %(month)s in a month.") % {
        "span": span,
        "times": times,
        "month": month,
    }


@dataclass(frozen=True)
class ContactView:
    """One contact, with what stands between them and a mail."""

    row: AlarmContact
    sight: Sight

    @property
    def level(self) -> str:
        """From which level on."""
        return _("from “%(level)s” on") % {"level": Level(self.row.from_level).label}

    @property
    def state(self) -> Chip:
        """Whether they have said yes."""
        if self.row.confirmed_at:
            return Chip(_("has agreed"), "ok", "check")
        if self.sight.now < self.row.added_at + VALID_FOR:
            return Chip(_("asked, not answered yet"), "warn", "clock")
        return Chip(_("did not answer"), "neutral", "close")
