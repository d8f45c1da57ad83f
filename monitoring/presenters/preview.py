"""What a search would have found, and where it cannot be read."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.refusals import RefusedError
from monitoring.charts import Chart, Series, stacked_bars
from monitoring.presenters.days import average, short_day
from monitoring.presenters.highlight import marked, node_of
from monitoring.presenters.moments import ago
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import is_name, repeats, safe_link
from monitoring.query.explain import explain
from monitoring.services.profiles import Preview, QueryRefusedError

AROUND = 240
"""Characters shown of a hit."""


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


@dataclass(frozen=True, slots=True)
class FoundAs:
    """A form in which a search found its words, and in how many texts."""

    words: str
    number: str


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
        return _("%(number)s a day") % {"number": average(self.preview.per_day)}

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
    def forms(self) -> list[FoundAs]:
        """The forms its words were found in and the names beside them, the commonest first."""
        return [
            FoundAs(words, number_format(number, force_grouping=True))
            for words, number in self.preview.found_as
        ]

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
