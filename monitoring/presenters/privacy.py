"""Personal data in words: what is kept how long and why, and what was done on request."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from monitoring.connectors import CONNECTORS
from monitoring.intake.authors import rules
from monitoring.models import ErasureRecord, Mention, PreparedAnswer, SearchProfile, Source
from monitoring.presenters.addresses import page
from monitoring.presenters.sight import Sight
from monitoring.privacy.names import names_in
from monitoring.selectors.naming import Naming
from monitoring.selectors.persons import Voice

SITES = 3
"""Named of a voice; beyond, only that there are more."""


def days_words(days: int) -> str:
    """``365 days``."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def forgotten_words(mention: Mention, sight: Sight) -> str:
    """Why nobody is named; empty while somebody is, or nobody ever was."""
    if at := mention.erased_at:
        said = _("Erased on %(day)s, because its author asked for it. The figures stay.")
        return said % {"day": _day(at.astimezone(sight.zone).date())}
    if (at := mention.author_removed_at) is None or not mention.author:
        return ""
    days = (at - mention.fetched_at).days
    said = ngettext(
        "Author removed after %(days)s day, on %(day)s.",
        "Author removed after %(days)s days, on %(day)s.",
        days,
    )
    if not mention.text and not mention.title:
        said = ngettext(
            "Author and text removed after %(days)s day, on %(day)s.",
            "Author and text removed after %(days)s days, on %(day)s.",
            days,
        )
    return said % {"days": days, "day": _day(at.astimezone(sight.zone).date())}


@dataclass(frozen=True)
class ProfileLine:
    """A search in the record of processing; ``missing`` says what is not said yet."""

    name: str
    kind: str
    query: str
    purpose: str
    balancing: str
    person_ground: str
    is_about_a_person: bool
    is_whole: bool
    url: str


@dataclass(frozen=True)
class SourceLine:
    """A source in it: what is read, and how long authors stay."""

    name: str
    kind: str
    days: str
    url: str


def profile_lines(company: Company) -> list[ProfileLine]:
    """Every search that is on."""
    rows = SearchProfile.of(company).filter(ended_at__isnull=True).order_by("name")
    return [
        ProfileLine(
            row.name,
            row.get_kind_display(),
            row.query,
            row.purpose,
            row.balancing,
            row.person_ground,
            bool(row.person_ground) or row.kind == "person" or bool(names_in(row.query)),
            bool(row.purpose and row.balancing),
            f"{page(company, 'profile', row.pk)}#why",
        )
        for row in rows
    ]


def source_lines(company: Company) -> list[SourceLine]:
    """Every source that is watched, with the rule that holds for it."""
    days = {rule.source_id: rule.days for rule in rules(company)}
    rows = Source.of(company).filter(removed_at__isnull=True).select_related("feed")
    return [
        SourceLine(
            row.name,
            str(CONNECTORS[row.feed.kind].label),
            days_words(days[row.pk]),
            page(company, "source", row.pk),
        )
        for row in rows.order_by("name")
    ]


def kept_for(source: Source) -> str:
    """How long a source's authors stay, as its page says it."""
    days = {rule.source_id: rule.days for rule in rules(source.company)}[source.pk]
    return _("authors are kept for %(days)s") % {"days": days_words(days)}


@dataclass(frozen=True)
class VoiceLine:
    """One author that was found; ``is_picked`` if they were ticked."""

    key: str
    author: str
    address: str
    about: str
    is_picked: bool


def voice_lines(found: Iterable[Voice], keys: Sequence[str]) -> list[VoiceLine]:
    """Whom one may tick; who is the only one is ticked already."""
    listed = list(found)
    return [
        VoiceLine(
            each.key,
            each.author or _("without a name"),
            each.author_url,
            _about(each),
            each.key in keys or len(listed) == 1,
        )
        for each in listed
    ]


def _about(voice: Voice) -> str:
    said = list[str]()
    if voice.number:
        number = ngettext("%(number)s mention", "%(number)s mentions", voice.number)
        said.append(number % {"number": voice.number})
    if voice.unheard:
        number = ngettext(
            "%(number)s entry that no search has found",
            "%(number)s entries that no search has found",
            voice.unheard,
        )
        said.append(number % {"number": voice.unheard})
    said.append(_between(voice.first, voice.last))
    more = ["…"] if len(voice.sites) > SITES else []
    return ", ".join([*said, *voice.sites[:SITES], *more])


def _between(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    return _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


@dataclass(frozen=True)
class Staying:
    """Where a name stays until somebody changes it."""

    name: str
    url: str


@dataclass(frozen=True)
class NamingLines:
    """What goes, what loses the name and how often, and what stays for people to change."""

    views: list[str]
    contacts: list[str]
    texts: list[tuple[str, int]]
    stays: list[Staying]
    can_be_erased: bool


def naming_lines(found: Naming) -> NamingLines:
    """Where people of the company have typed a name."""
    stays = [
        *(_staying(each, "profile", each.name) for each in found.profiles),
        *(_staying(each, "prepared_answer", each.title) for each in found.answers),
        *(Staying(each.value, page(each.company, "own_voices")) for each in found.own_voices),
    ]
    places = Counter(str(each.place.label) for each in found.texts)
    return NamingLines(
        [view.name for view in found.views],
        [f"{each.name} <{each.email}>" for each in found.contacts],
        list(places.items()),
        stays,
        found.can_be_erased,
    )


def _staying(row: SearchProfile | PreparedAnswer, name: str, title: str) -> Staying:
    return Staying(title, page(row.company, name, row.pk))


def texts_words(number: int) -> str:
    """How many typed texts have lost a name."""
    said = ngettext(
        "The name is taken out of %(number)s typed text.",
        "The name is taken out of %(number)s typed texts.",
        number,
    )
    return said % {"number": number}


@dataclass(frozen=True)
class RecordLine:
    """What was done at somebody's request."""

    what: str
    when: str
    who: str
    ground: str


def record_lines(company: Company, sight: Sight) -> list[RecordLine]:
    """The latest first."""
    rows = ErasureRecord.of(company).select_related("by")[:100]
    return [
        RecordLine(
            _done(row),
            _day(row.at.astimezone(sight.zone).date()),
            str(row.by),
            row.ground,
        )
        for row in rows
    ]


def _done(row: ErasureRecord) -> str:
    if row.act == ErasureRecord.Act.ERASED:
        said = ngettext("%(number)s mention erased", "%(number)s mentions erased", row.mentions)
    else:
        said = ngettext(
            "%(number)s mention handed out", "%(number)s mentions handed out", row.mentions
        )
    if not row.texts:
        return said % {"number": row.mentions}
    typed = ngettext("%(number)s typed text", "%(number)s typed texts", row.texts)
    return f"{said % {'number': row.mentions}}, {typed % {'number': row.texts}}"


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
