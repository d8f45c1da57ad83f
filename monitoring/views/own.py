"""Our own accounts: what they say is set apart from what others say."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from companies.views.frame import answer
from monitoring.forms.own import OwnVoiceForm
from monitoring.models import OwnVoice, OwnVoiceCheck
from monitoring.presenters.addresses import page
from monitoring.services import own_voices as acts
from monitoring.views.frame import back, found_or_404, must_edit, say, sight, tabs


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def own_voices(request: CompanyRequest) -> HttpResponse:
    """The list, and a form for one more."""
    form = OwnVoiceForm(request.POST or None)
    if request.method == "POST":
        must_edit(request)
        given = {"company": request.company, "by": request.user, "at": sight(request).now}
        if attempt(form, acts.add_own_voice, **given):
            say(request, _("What is written there counts as our own from now on."))
            return back(request, "own_voices")
    busy = OwnVoiceCheck.of(request.company).filter(finished_at__isnull=True).exists()
    context = {
        "form": form,
        "voices": list(OwnVoice.of(request.company)),
        "is_checking": busy,
        "list_url": page(request.company, "mentions", by_us=1),
        "tabs": tabs(request, "own_voices"),
        "edits": request.standing.edits,
    }
    return answer(request, "monitoring/own_voices.html", context)


@company_view(roles=EDITORS)
@require_POST
def remove_own_voice(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take one from the list."""
    row = OwnVoice.of(request.company).select_related("company").filter(pk=pk).first()
    voice: OwnVoice = found_or_404(row)
    acts.remove_own_voice(voice=voice, by=request.user, at=sight(request).now)
    say(request, _("What is written there counts as what others say again."))
    return back(request, "own_voices")
