"""A search as its row and its preview show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from companies.refusals import RefusedError
from monitoring.charts import Chart, Series, stacked_bars
from monitoring.models import SearchProfile
from monitoring.presenters.addresses import page
from monitoring.presenters.cards import Sight
from monitoring.presenters.highlight import marked, node_of
from monitoring.presenters.moments import ago
from monitoring.presenters.signs import is_name, repeats, safe_link
from monitoring.query.explain import explain
from monitoring.selectors.profiles import Looking, Progress
from monitoring.services.profiles import Preview, QueryRefusedError

DAYS = 28
"""So many days a list and a preview look back."""

AROUND = 240


def short_day(day: date) -> str:
    """A day as it stands under a picture: ``16 Nov``."""
    return date_format(day, pgettext("day and month, date format", "j M"))


@dataclass(frozen=True, slots=True)
class Spark:
    """One day of a small drawing of DAYS by 100: its place, its height and what is left above."""

    place: int
    own: int
    rest: int


@dataclass(frozen=True)
class ProfileRow:
    """One search of the list."""

    looking: Looking
    days: Mapping[date, int]
    today: date
    sight: Sight

    @property
    def profile(self) -> SearchProfile:
        """The search itself."""
        return self.looking.profile

    @property
    def kind(self) -> str:
        """What it looks for."""
        return self.profile.get_kind_display()

    @property
    def explanation(self) -> str:
        """The search in plain words."""
        node = node_of(self.profile.query)
        return explain(node) if node else _("This search cannot be read. Please open and mend it.")

    @property
    def total(self) -> int:
        """Everything found in the last days."""
        return sum(self.days.values())

    @property
    def hits(self) -> str:
        """The same in words."""
        said = ngettext("%(number)s hit", "%(number)s hits", self.total)
        return said % {"number": number_format(self.total, force_grouping=True)}

    @property
    def per_day(self) -> str:
        """What a day brings on average; empty where that is next to nothing."""
        average = self.total / DAYS
        return _("%(number)s a day") % {"number": _average(average)} if average >= 0.1 else ""

    @cached_property
    def sparks(self) -> list[Spark]:
        """The days as a small drawing; a day with hits is never invisible."""
        first = self.today - timedelta(days=DAYS - 1)
        numbers = [self.days.get(first + timedelta(days=at), 0) for at in range(DAYS)]
        top = max(max(numbers), 1)
        heights = [max(round(100 * number / top), 4) if number else 0 for number in numbers]
        return [Spark(at, height, 100 - height) for at, height in enumerate(heights)]

    @property
    def progress(self) -> Progress | None:
        """How far it is through what was stored."""
        return self.looking.progress

    @property
    def progress_words(self) -> str:
        """The same in words."""
        assert self.progress is not None
        return f"{self.progress.percent} %"

    @property
    def edit_url(self) -> str:
        """Where it is changed."""
        return page(self.sight.company, "profile", self.profile.pk)

    @property
    def mentions_url(self) -> str:
        """What it found."""
        return page(self.sight.company, "mentions", profile=self.profile.pk)


@dataclass(frozen=True, slots=True)
class Fault:
    """A search that cannot be read: the sentence, and the text cut at the characters meant."""

    sentence: str
    before: str
    at: str
    after: str
    position: int
    length: int

    @property
    def place(self) -> str:
        """Where it is, for those who do not see the mark."""
        return _("At character %(number)s") % {"number": self.position + 1}


def fault_of(query: str, refusal: RefusedError) -> Fault:
    """What is wrong with a search; without a place the whole of it is meant."""
    if not isinstance(refusal, QueryRefusedError):
        return Fault(str(refusal), "", query, "", 0, len(query))
    start = min(refusal.position, len(query))
    end = min(start + max(refusal.length, 1), len(query))
    return Fault(str(refusal), query[:start], query[start:end], query[end:], start, end - start)


@dataclass(frozen=True, slots=True)
class HitLine:
    """One of the newest texts a search would find."""

    title: SafeString | str
    text: SafeString
    url: str
    place: str
    when: str


@dataclass(frozen=True)
class PreviewFacts:
    """What a search would have found, in words and as a picture."""

    query: str
    preview: Preview
    sight: Sight

    @property
    def explanation(self) -> str:
        """The search in plain words."""
        node = node_of(self.query)
        return explain(node) if node else ""

    @property
    def says(self) -> str:
        """How much it would have found."""
        if not self.preview.looked_at:
            return _(
                "Nothing is stored yet to try it on. "
                "As soon as your sources bring something, the hits stand here."
            )
        looked = ngettext(
            "in %(number)s entry your sources brought in the last days",
            "in %(number)s entries your sources brought in the last days",
            self.preview.looked_at,
        ) % {"number": number_format(self.preview.looked_at, force_grouping=True)}
        hits = ngettext("%(number)s hit", "%(number)s hits", self.preview.number) % {
            "number": number_format(self.preview.number, force_grouping=True)
        }
        return _("%(hits)s %(looked)s") % {"hits": hits, "looked": looked}

    @property
    def per_day(self) -> str:
        """What a day brings on average."""
        return _("%(number)s a day") % {"number": _average(self.preview.per_day)}

    @property
    def advice(self) -> str:
        """What to do about too many and too few."""
        if not self.preview.looked_at:
            return ""
        if not self.preview.number:
            return _("Nothing found. Try fewer words, alternatives with OR, or another spelling.")
        if self.preview.number > self.preview.looked_at / 2 and self.preview.looked_at > 20:
            return _("That is more than half of everything. Add a word that has to be there too.")
        return ""

    @cached_property
    def chart(self) -> Chart | None:
        """The hits of each day."""
        if not self.preview.number:
            return None
        days = self.preview.days
        return stacked_bars(
            caption=_("Hits per day"),
            labels=[short_day(day) for day in days],
            series=[Series(_("Hits"), list(days.values()), "accent")],
        )

    @property
    def hits(self) -> list[HitLine]:
        """The newest ones, with what was found in them marked."""
        return [
            HitLine(
                "" if repeats(hit.title, hit.text) else marked(hit.title, hit.title_marks),
                marked(hit.text, hit.text_marks, length=AROUND),
                safe_link(hit.url),
                hit.site if is_name(hit.site) else "",
                ago(hit.published_at, now=self.sight.now, zone=self.sight.zone),
            )
            for hit in self.preview.newest
        ]


def _average(number: float) -> str:
    places = 0 if number >= 10 else 1
    return number_format(round(number, places), places)


UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
LEGAL_FORMS = {"gmbh", "ag", "kg", "ohg", "gbr", "ug", "se", "e.k.", "ek", "co.", "&", "mbh", "inc"}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A search one might begin with, and why it is written so."""

    query: str
    why: str


def suggestions(name: str) -> list[Suggested]:
    """Searches for a company's own name: without its legal form, as one word, with a question.

    Umlauts need no second spelling: the search finds Mueller and Müller alike.
    """
    bare = " ".join(word for word in name.split() if word.lower().strip(",()") not in LEGAL_FORMS)
    plain = bare.replace('"', "")
    if not plain:
        return []
    found = [Suggested(f'"{plain}"', _name_reason(plain))]
    words = plain.split()
    if len(words) > 1:
        joined = "".join(words)
        found.append(
            Suggested(
                f'"{plain}" OR {joined}',
                _("also written as one word, as in addresses and hashtags"),
            )
        )
    found.append(
        Suggested(f'"{plain}" AND is:question', _("only texts in which something is asked"))
    )
    return found


def _name_reason(name: str) -> str:
    umlauts = [(old, new) for old, new in UMLAUTS if old in name.lower()]
    if not umlauts:
        return _("the name, word for word")
    spelled = name.lower()
    for old, new in umlauts:
        spelled = spelled.replace(old, new)
    return _("the name, word for word; “%(spelling)s” is found too") % {"spelling": spelled.title()}
