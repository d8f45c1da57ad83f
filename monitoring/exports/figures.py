"""The figures of the dashboard as rows: one long table, which every program can group."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from monitoring.dashboard.facts import Choices, Facts
from monitoring.dashboard.figures import told
from monitoring.exports.table import Cell
from monitoring.models import Source
from monitoring.pipeline.labels import TONES, TOPICS
from monitoring.presenters.sight import Sight

Row = Sequence[Cell]


def headers() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [_("Part"), _("Day"), _("Name"), _("Number"), _("In the time before"), _("Remark")]


def rows(facts: Facts, offered: Choices, sight: Sight) -> Iterator[Row]:
    """What the page shows; a number that is not the whole truth says so beside it."""
    yield from _figures(facts)
    yield from _by_tone(facts)
    yield from _by_day(facts)
    yield from _by_source(facts, offered.sources)
    yield from _by_topic(facts)
    yield from _by_voice(facts, offered)


def _number(number: int, *, is_seen: bool) -> tuple[Cell, str]:
    """None of what was not seen is unknown, some is at least some."""
    if is_seen:
        return number, ""
    return (number, _("at least")) if number else ("", _("unknown"))


def _line(
    part: str,
    name: str,
    now: int,
    before: int | None = None,
    *,
    is_seen: bool,
    was_seen: bool = True,
    day: str = "",
) -> Row:
    number, remark = _number(now, is_seen=is_seen)
    earlier: Cell = "" if before is None or not was_seen else before
    return [part, day, name, number, earlier, remark]


def _figures(facts: Facts) -> Iterator[Row]:
    seen, was_seen = facts.seen.is_whole, facts.seen_before.is_whole
    part = _("Figures")
    for name, now, before in (
        (_("Mentions"), facts.now.total, facts.before.total),
        (
            _("Critical mentions"),
            facts.now.of_tone("negative"),
            facts.before.of_tone("negative"),
        ),
        (_("Mentions whose tone could be told"), told(facts.now), told(facts.before)),
        (_("Questions in this time"), facts.now.questions, facts.before.questions),
    ):
        yield _line(part, name, now, before, is_seen=seen, was_seen=was_seen)
    # Of now, and of the desk: nothing a blind source could make too small.
    yield _line(part, _("Waiting for an answer"), facts.answers.waiting, is_seen=True)
    yield _line(part, _("Late"), facts.answers.late, is_seen=True)


def _by_tone(facts: Facts) -> Iterator[Row]:
    seen, was_seen = facts.seen.is_whole, facts.seen_before.is_whole
    for tone, label in TONES.items():
        now, before = facts.now.of_tone(tone), facts.before.of_tone(tone)
        yield _line(_("Tone"), str(label.name), now, before, is_seen=seen, was_seen=was_seen)


def _by_day(facts: Facts) -> Iterator[Row]:
    unknown = facts.seen.days_unknown
    for day, tones in facts.now.by_day_and_tone.items():
        for tone, label in TONES.items():
            yield _line(
                _("Day and tone"),
                str(label.name),
                tones[tone],
                is_seen=day not in unknown and facts.seen.watched > 0,
                day=day.isoformat(),
            )


def _by_source(facts: Facts, sources: Sequence[Source]) -> Iterator[Row]:
    blind = {spell.source_id for spell in facts.seen.spells}
    was_blind = {spell.source_id for spell in facts.seen_before.spells}
    before = facts.before.by_source
    for source in sources:
        yield _line(
            _("Source"),
            source.name,
            facts.now.by_source.get(source.pk, 0),
            before.get(source.pk, 0),
            is_seen=source.pk not in blind,
            was_seen=source.pk not in was_blind,
        )


def _by_topic(facts: Facts) -> Iterator[Row]:
    for key, (number, _negative) in facts.topics.items():
        if key in TOPICS:
            name = str(TOPICS[key].name)
            yield _line(_("Topic"), name, number, is_seen=facts.seen.is_whole)


def _by_voice(facts: Facts, offered: Choices) -> Iterator[Row]:
    named = {each.pk: each.name for each in offered.profiles}
    for pk, number in facts.voices.items():
        yield _line(
            _("Share of voice"),
            named[pk],
            number,
            facts.voices_before[pk],
            is_seen=facts.seen.is_whole,
            was_seen=facts.seen_before.is_whole,
        )
