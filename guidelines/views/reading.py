"""Reading: the version in force, older ones, what changed, who has read them."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from companies.roles import EDITORS
from guidelines import presenters
from guidelines.models import GuidelineVersion
from guidelines.selectors import (
    acknowledgement_of,
    changes_of,
    draft_of,
    published_version,
    readers_of,
    text_of,
    version_before,
    version_of,
    versions_of,
)
from guidelines.services import publishing
from guidelines.views.frame import act, back, found_or_404, show, who


@company_view()
@require_safe
def guidelines(request: CompanyRequest) -> HttpResponse:
    """The version in force, to read, to comment on and to acknowledge."""
    version = published_version(request.company)
    if version is None:
        draft = draft_of(request.company)
        return show(request, "nothing_yet", "guidelines", draft=draft)
    given = acknowledgement_of(version, request.standing.membership)
    context = {
        "acknowledged_on": presenters.day(given.at, request.company) if given else "",
        "asks": given is None,
    }
    return _text_page(request, version, "guidelines", **context)


def _text_page(
    request: CompanyRequest, version: GuidelineVersion, tab: str, **context: object
) -> HttpResponse:
    return show(
        request,
        "guidelines",
        tab,
        version=version,
        title=presenters.version_title(version),
        about=presenters.published_words(version),
        paragraphs=presenters.paragraphs(text_of(version), request.standing),
        **context,
    )


@company_view()
@require_safe
def version(request: CompanyRequest, number: int) -> HttpResponse:
    """Any version as it is or was."""
    row = found_or_404(version_of(request.company, number))
    return _text_page(request, row, "versions")


@company_view()
@require_safe
def versions(request: CompanyRequest) -> HttpResponse:
    """Every version, newest first."""
    rows = presenters.versions(versions_of(request.company))
    return show(request, "versions", "versions", rows=rows)


@company_view()
@require_safe
def changes(request: CompanyRequest, number: int) -> HttpResponse:
    """What a version says differently from the one before, word by word."""
    row = found_or_404(version_of(request.company, number))
    before = version_before(row)
    return show(
        request,
        "changes",
        "versions",
        version=row,
        title=presenters.version_title(row),
        before=presenters.version_title(before) if before else "",
        changes=presenters.changed(changes_of(row)),
    )


@company_view()
@require_POST
def acknowledge(request: CompanyRequest, number: int) -> HttpResponse:
    """They have read it and will follow it."""
    act(request, publishing.acknowledge, _("Thank you. Your answer is noted."), number=number)
    return back(request, "guidelines")


@company_view(roles=EDITORS)
@require_safe
def readers(request: CompanyRequest) -> HttpResponse:
    """Who has acknowledged the version in force, by department."""
    row = published_version(request.company)
    groups = readers_of(row) if row else []
    return show(
        request,
        "readers",
        "readers",
        version=row,
        title=presenters.version_title(row) if row else "",
        rows=presenters.readers(groups),
        read=sum(len(each.read) for each in groups),
        number=sum(each.number for each in groups),
    )


@company_view(roles=EDITORS)
@require_POST
def remind(request: CompanyRequest) -> HttpResponse:
    """Ask whoever is missing once more."""
    try:
        told = publishing.remind_readers(**who(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return back(request, "readers")
    if told:
        said = ngettext(
            "%(number)s person is reminded by e-mail.",
            "%(number)s people are reminded by e-mail.",
            told,
        )
        messages.success(request, said % {"number": told})
    else:
        messages.info(request, _("Whoever is missing has been reminded today already."))
    return back(request, "readers")
