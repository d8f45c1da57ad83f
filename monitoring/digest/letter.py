"""The mail of the week in words; to be made in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import coverage
from monitoring.dashboard.figures import told
from monitoring.dashboard.page import unseen
from monitoring.digest.week import Week
from monitoring.models import Mention
from monitoring.pipeline.labels import TONES
from monitoring.pipeline.text import excerpt
from monitoring.presenters.addresses import page, with_query
from monitoring.presenters.cards import place_of
from monitoring.presenters.sight import Sight

LENGTH = 180
RISING = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """What the template places; plain text."""

    headline: str
    days: str
    unseen: list[str]
    figures: list[str]
    rising: list[str]
    reading: list[dict[str, str]]
    answers: list[str]
    dashboard_url: str
    desk_url: str


def letter(week: Week, sight: Sight) -> Letter:
    """The week in the language that is on."""
    found = week.facts
    written = [
        date_format(day, "SHORT_DATE_FORMAT")
        for day in (found.period.starts_on, found.period.ends_on)
    ]
    asked = {
        "starts_on": found.period.starts_on.isoformat(),
        "ends_on": found.period.ends_on.isoformat(),
    }
    return Letter(
        headline=_headline(week, sight),
        days=_("%(first)s to %(last)s") % {"first": written[0], "last": written[1]},
        unseen=unseen(found.seen, sight),
        figures=[_mentions(week, sight), _criticism(week, sight), *_voice(week, sight)],
        rising=[_risen(each.term, each.number, each.before) for each in week.rising[:RISING]],
        reading=[_reading(each, sight) for each in week.worth_reading],
        answers=_answers(week, sight),
        dashboard_url=_address(with_query(page(sight.company, "dashboard"), asked)),
        desk_url=_address(page(sight.company, "desk", queue="all")),
    )


def _headline(week: Week, sight: Sight) -> str:
    """The one thing of the week; never a reassuring number of what nobody saw."""
    found = week.facts
    if not found.seen.is_whole:
        return _("not everything was seen last week")
    number = found.now.total
    said = ngettext("%(number)s mention last week", "%(number)s mentions last week", number)
    return said % {"number": number_format(number, force_grouping=True)}


def _mentions(week: Week, sight: Sight) -> str:
    found = week.facts
    figure = coverage.count(found.now.total, found.seen, now=sight.now)
    words = figure.words
    if figure.is_known:
        words = number_format(found.now.total, force_grouping=True)
    return _beside(
        _("Mentions: %(number)s") % {"number": words},
        number_format(found.before.total, force_grouping=True),
        is_known=figure.is_known and found.seen_before.is_whole,
    )


def _criticism(week: Week, sight: Sight) -> str:
    found = week.facts
    now, before = told(found.now), told(found.before)
    figure = coverage.share(found.now.of_tone("negative"), now, found.seen, now=sight.now)
    earlier = _percent(found.before.of_tone("negative"), before)
    return _beside(
        _("Share of criticism: %(share)s") % {"share": figure.words},
        earlier,
        is_known=figure.is_known and found.seen_before.is_whole and before > 0,
    )


def _voice(week: Week, sight: Sight) -> list[str]:
    found = week.facts
    if not found.has_competitors:
        return []
    ours, all_ = _ours(week, found.voices), sum(found.voices.values())
    before, all_before = _ours(week, found.voices_before), sum(found.voices_before.values())
    figure = coverage.share(ours, all_, found.seen, now=sight.now)
    said = _("Share of voice: %(share)s") % {"share": figure.words}
    is_known = figure.is_known and found.seen_before.is_whole and all_before > 0
    return [_beside(said, _percent(before, all_before), is_known=is_known)]


def _ours(week: Week, voices: object) -> int:
    assert isinstance(voices, dict)
    return sum(n for pk, n in voices.items() if pk not in week.facts.competitors)


def _percent(part: int, whole: int) -> str:
    return _("%(percent)s %%") % {"percent": round(100 * part / whole) if whole else 0}


def _beside(said: str, before: str, *, is_known: bool) -> str:
    if not is_known:
        return said
    return _("%(now)s (the week before: %(before)s)") % {"now": said, "before": before}


def _risen(term: str, number: int, before: int) -> str:
    said = ngettext("%(number)s mention", "%(number)s mentions", number) % {"number": number}
    if not before:
        return _("%(term)s: %(said)s, new") % {"term": term, "said": said}
    return _("%(term)s: %(said)s, more than in the four weeks before") % {
        "term": term,
        "said": said,
    }


def _reading(mention: Mention, sight: Sight) -> dict[str, str]:
    text = mention.text or mention.title
    return {
        "text": " ".join(excerpt(text, length=LENGTH).split()),
        "about": " · ".join((str(TONES[mention.tone].name), place_of(mention))),
        "url": _address(page(sight.company, "mention", mention.pk)),
    }


def _answers(week: Week, sight: Sight) -> list[str]:
    found = week.facts
    said = []
    if found.answers.waiting:
        waiting, late = found.answers.waiting, found.answers.late
        words = ngettext(
            "%(number)s mention waits for an answer",
            "%(number)s mentions wait for an answer",
            waiting,
        ) % {"number": waiting}
        if late:
            words = _("%(open)s, %(late)s of them late") % {"open": words, "late": late}
        said.append(words)
    return said


def _address(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
