"""What the tone has learned, and mention after mention: is this right?"""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from companies.roles import EDITORS
from monitoring.pipeline.labels import TONES
from monitoring.presenters import tones
from monitoring.presenters.addresses import page
from monitoring.presenters.cards import cards
from monitoring.presenters.learning import LearnedTone
from monitoring.selectors.judging import (
    asked,
    learned_tone,
    least_certain,
    wants_answer_threshold,
)
from monitoring.selectors.mentions import mention_of
from monitoring.services import learning
from monitoring.services.mentions import correct_tone
from monitoring.views.frame import back, found_or_404, refuse, say, show, sight

SKIPPED = 50
"""Mentions that were passed over and are not asked for again at once."""


@company_view()
@require_safe
def learned(request: CompanyRequest) -> HttpResponse:
    """How many labels there are, what they have taught, and whether it is used."""
    company = request.company
    facts = LearnedTone(
        learned_tone(company), asked(company), wants_answer_threshold(company), sight(request)
    )
    return show(request, "learned_tone", {"learned": facts, "edits": request.standing.edits})


@company_view(roles=EDITORS)
@require_POST
def use_general_tone(request: CompanyRequest) -> HttpResponse:
    """Back to the general judgement."""
    return _used(request, learning.use_general_tone, _("New mentions are judged as for everybody."))


@company_view(roles=EDITORS)
@require_POST
def use_learned_tone(request: CompanyRequest) -> HttpResponse:
    """Use what was learned again."""
    return _used(request, learning.use_learned_tone, _("What was learned is used again."))


def _used(request: CompanyRequest, act: learning.Switch, said: str) -> HttpResponse:
    try:
        act(company=request.company, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
    else:
        say(request, said)
    return back(request, "learned_tone")


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def check_tones(request: CompanyRequest) -> HttpResponse:
    """One mention, the least certain one, to confirm or to correct; then the next."""
    skipped = _ids(request.POST.get("skip") or request.GET.get("skip", ""))
    if request.method == "POST":
        return _checked(request, skipped)
    row = least_certain(request.company, without=skipped)
    context = {
        "asked": asked(request.company),
        "skip": _written(skipped),
        "learned_url": page(request.company, "learned_tone"),
        "last": _last(request),
    }
    if row:
        (card,) = cards([row], sight(request))
        context |= {
            "mention": card.changed(length=0),
            "choices": tones.choices(row),
            "guess": TONES[row.tone].name,
            "skip_url": page(request.company, "check_tones", skip=_written([*skipped, row.pk])),
        }
    return show(request, "check_tones", context)


def _checked(request: CompanyRequest, skipped: list[int]) -> HttpResponse:
    (pk, *_rest) = [*_ids(request.POST.get("mention", "")), 0]
    row = found_or_404(mention_of(request.company, pk))
    try:
        tone = request.POST.get("tone", "")
        correct_tone(mention=row, tone=tone, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
        return back(request, "check_tones", skip=_written(skipped))
    return back(request, "check_tones", skip=_written(skipped), last=pk)


def _last(request: CompanyRequest) -> dict[str, object] | None:
    """The mention labelled a moment ago, for second thoughts."""
    (pk, *_rest) = [*_ids(request.GET.get("last", "")), 0]
    row = mention_of(request.company, pk) if pk else None
    if row is None:
        return None
    return {"tone": TONES[row.tone].name, "url": page(request.company, "mention", pk)}


def _ids(typed: str) -> list[int]:
    """The numbers of an address, the last SKIPPED of them; what is none is left out."""
    numbers = [each for each in typed[:2_000].split("-") if each.isascii() and each.isdecimal()]
    return [int(each) for each in numbers if len(each) < 19][-SKIPPED:]


def _written(ids: list[int]) -> str:
    return "-".join(map(str, ids[-SKIPPED:]))
