"""A company's home: where its rollout stands, and the one thing to do now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from monitoring.presenters.incidents import banner
from rollout.gate import begin_rollout
from rollout.home import next_step_for
from rollout.presenters import at_desk, glimpse, home_page, track
from rollout.selectors import conditions_of, rollout_of
from rollout.stages import STAGES


@company_view()
def home(request: CompanyRequest) -> HttpResponse:
    """The track, the next step, conditions, what is said, what happened last."""
    company, on = request.company, request.standing.on
    rollout = rollout_of(company)
    conditions = conditions_of(company, on)
    step = next_step_for(request.standing, rollout, at=timezone.now())
    lately = glimpse.glimpse(company, on, timezone.now())
    return render(
        request,
        "rollout/home.html",
        {
            "incident": banner(company, timezone.now()),
            "where": track.where(rollout),
            "track": track.short_track(rollout),
            "next": step,
            "desk": at_desk.desk_line(request.standing, timezone.now()),
            "next_url": home_page.next_url(company, step),
            "conditions": home_page.condition_lines(conditions, on),
            "reminders": home_page.reminders(rollout, on),
            "glimpse": lately,
            "unknown": glimpse.unknown(lately),
            "events": home_page.latest_events(rollout),
        },
    )


@company_view()
@require_http_methods(["GET", "POST"])
def begin(request: CompanyRequest) -> HttpResponse:
    """Lay out the stages; only companies from before the rollout came along need it."""
    if request.method == "POST":
        try:
            begin_rollout(company=request.company, by=request.user, at=timezone.now())
        except RefusedError as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, _("The rollout has begun. The first stage is open."))
        return redirect("rollout:home", company=request.company.slug)
    return render(
        request,
        "rollout/begin.html",
        {"kinds": STAGES, "may_begin": request.standing.edits or request.standing.administers},
    )
