"""The list of mentions, one mention, and what people say of it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from monitoring.dashboard.facts import choices
from monitoring.forms.mentions import AnsweredForm
from monitoring.models import Mention
from monitoring.models.views import ViewPage
from monitoring.presenters.addresses import asked_for
from monitoring.presenters.cards import MentionCard, cards
from monitoring.presenters.desk.on_mention import on_desk
from monitoring.presenters.list import listing
from monitoring.selectors.copies import copies_of
from monitoring.selectors.mentions import Place, labels_of, mention_of, mentions_page, number_of
from monitoring.services import mentions as acts
from monitoring.views.frame import back, found_or_404, is_htmx, refuse, say, show, sight
from monitoring.views.narrowing import begin, list_form, views_of


@company_view()
@require_safe
def mentions(request: CompanyRequest) -> HttpResponse:
    """What was said, the newest first, narrowed by what stands in the address."""
    if (start := begin(request, ViewPage.MENTIONS)) is not None:
        return start
    here, offered = sight(request), choices(request.company)
    form = list_form(request, offered)
    filters = form.filters
    page = mentions_page(
        request.company,
        filters,
        before=Place.read(request.GET.get("before", "")),
        after=Place.read(request.GET.get("after", "")),
    )
    shown = cards(
        page.mentions,
        here,
        words=filters.words,
        twins=copies_of(request.company, page.mentions),
    )
    has = (bool(offered.watched), bool(offered.profiles))
    context = listing(form, page, shown, number_of(request.company, filters), has, here)
    views = views_of(request, ViewPage.MENTIONS, asked_for(filters))
    return show(request, "mentions", {"list": context, "views": views})


@company_view()
@require_safe
def mention(request: CompanyRequest, pk: int) -> HttpResponse:
    """One mention in full."""
    return _page(request, _card(request, pk, length=0))


@company_view()
@require_POST
def correct_tone(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say what tone it really has."""

    def act(mention: Mention) -> None:
        tone = request.POST.get("tone", "")
        acts.correct_tone(mention=mention, tone=tone, by=request.user, at=sight(request).now)

    return _done(request, pk, act, _("Thank you. The tone is changed."), "undo_tone")


@company_view()
@require_POST
def undo_tone(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take the last correction back."""

    def act(mention: Mention) -> None:
        acts.undo_tone(mention=mention, by=request.user, at=sight(request).now)

    return _done(request, pk, act, _("The tone is as it was before."))


@company_view()
@require_POST
def mark_answered(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was answered, and where."""
    form = AnsweredForm(request.POST)
    form.is_valid()
    url = form.cleaned_data.get("url", "")

    def act(mention: Mention) -> None:
        acts.mark_answered(mention=mention, url=url, by=request.user, at=sight(request).now)

    return _done(request, pk, act, _("Marked as answered."), "unmark_answered")


@company_view()
@require_POST
def unmark_answered(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was not answered after all."""

    def act(mention: Mention) -> None:
        acts.unmark_answered(mention=mention, by=request.user, at=sight(request).now)

    return _done(request, pk, act, _("Not answered any more."))


def _done(
    request: CompanyRequest, pk: int, act: Callable[[Mention], None], said: str, undo: str = ""
) -> HttpResponse:
    """Do it; with htmx the card comes back with what was done, else the page one came from."""
    row = found_or_404(mention_of(request.company, pk))
    try:
        act(row)
    except RefusedError as refusal:
        if not is_htmx(request):
            refuse(request, refusal)
            return back(request, "mention", pk)
        card = _card(request, pk, problem=str(refusal), typed_url=request.POST.get("url", ""))
        return _page(request, card)
    if not is_htmx(request):
        say(request, said)
        return back(request, "mention", pk)
    return _page(request, _card(request, pk, said=said, undo=undo))


def _card(
    request: CompanyRequest,
    pk: int,
    *,
    length: int | None = None,
    said: str = "",
    undo: str = "",
    problem: str = "",
    typed_url: str = "",
) -> MentionCard:
    here, row = sight(request), found_or_404(mention_of(request.company, pk))
    (card,) = cards([row], here, twins=copies_of(request.company, [row]))
    return card.changed(length=length, said=said, undo=undo, problem=problem, typed_url=typed_url)


def _page(request: CompanyRequest, card: MentionCard) -> HttpResponse:
    history = [] if is_htmx(request) else labels_of(card.mention)
    desk = None if is_htmx(request) else on_desk(card.mention, request.standing, card.sight)
    context = {"mention": card, "history": card.history(history), "desk": desk}
    return show(request, "mention", context, fragment="_mention")
