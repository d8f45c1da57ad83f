"""The list of mentions as its page shows it, with what to do when it is empty."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.forms.filters import MentionListForm
from monitoring.presenters.addresses import asked_for, mention_list, page, with_query
from monitoring.presenters.cards import MentionCard
from monitoring.presenters.exports import ExportLink, export_links
from monitoring.presenters.filters import ActiveFilter, active_filters
from monitoring.presenters.saved_views import plainly
from monitoring.presenters.sight import Sight
from monitoring.selectors.mentions import MentionFilters, Page


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is, and the way on; members are led nowhere they may not go."""

    title: str
    sentence: str
    icon: str
    action_label: str = ""
    action_url: str = ""
    for_editors: bool = False


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    form: MentionListForm
    cards: list[MentionCard]
    count: str
    active: list[ActiveFilter]
    clear_url: str
    newer_url: str
    older_url: str
    empty: Empty | None
    exports: list[ExportLink]
    can_narrow: bool
    """Whether there is anything that filters could leave out."""


def listing(
    form: MentionListForm,
    found: Page,
    cards: list[MentionCard],
    number: tuple[int, bool],
    has: tuple[bool, bool],
    sight: Sight,
) -> Listing:
    """The page; ``has`` says whether there are sources and searches at all."""
    filters, company = form.filters, sight.company
    path, asked = page(company, "mentions"), asked_for(filters)
    plain = with_query(path, plainly("mentions"))
    return Listing(
        form=form,
        cards=cards,
        count=_count(*number),
        active=active_filters(form, path, asked, silent=("q",), without=plain),
        clear_url=plain,
        newer_url=mention_list(company, filters, after=found.newer) if found.newer else "",
        older_url=mention_list(company, filters, before=found.older) if found.older else "",
        empty=None if cards else _empty(filters, has, sight),
        exports=export_links(company, "export_mentions", asked) if cards else [],
        can_narrow=bool(cards) or has[0] or filters.narrows,
    )


def _count(number: int, more: bool) -> str:
    written = number_format(number, force_grouping=True)
    if more:
        return _("more than %(number)s mentions") % {"number": written}
    return ngettext("%(number)s mention", "%(number)s mentions", number) % {"number": written}


def _empty(filters: MentionFilters, has: tuple[bool, bool], sight: Sight) -> Empty:
    has_sources, has_profiles = has
    if not has_sources:
        return Empty(
            _("Nothing is read yet"),
            _("Add a first source, such as the feed of a local paper. A few minutes later what is "
              "said about you stands here."),
            "feed",
            _("Add a source"),
            page(sight.company, "add_source"),
            for_editors=True,
        )  # fmt: skip
    if filters.by_us:
        return Empty(
            _("None of your own posts is here"),
            _("Name your websites, accounts and authors: what is written there is set apart and "
              "stands here."),
            "building",
            _("Our own accounts"),
            page(sight.company, "own_voices"),
        )  # fmt: skip
    if filters.narrows:
        return Empty(
            _("Nothing fits these filters"),
            _("Take a filter off, choose a longer time, or search with fewer words."),
            "filter",
            _("Show all mentions"),
            with_query(page(sight.company, "mentions"), plainly("mentions")),
        )
    if not has_profiles:
        return Empty(
            _("Your sources are read, but nothing is looked for"),
            _("Name your company, your products, your competitors: what your sources say of them "
              "becomes a mention."),
            "search",
            _("Add a search"),
            page(sight.company, "add_profile"),
            for_editors=True,
        )  # fmt: skip
    return Empty(
        _("Nothing was said about you yet"),
        _("Your sources are read and your searches look through them. Look at the hits of your "
          "searches, or add more sources."),
        "listen",
        _("Look at the searches"),
        page(sight.company, "profiles"),
    )  # fmt: skip
