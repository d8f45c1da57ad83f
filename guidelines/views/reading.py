"""Reading: the version in force, older ones, what changed, who has read them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.documents.typeset import pdf as typeset
from companies.models import Department
from companies.refusals import RefusedError
from companies.roles import EDITORS
from companies.views.downloads import download, may_typeset
from companies.views.frame import too_many
from guidelines import presenters
from guidelines.document import document_of, file_name
from guidelines.models import GuidelineVersion
from guidelines.selectors import (
    acknowledgement_of,
    carried_comments,
    changes_of,
    draft_of,
    fingerprint_of,
    last_review,
    may_acknowledge,
    published_version,
    readers_of,
    supplement_facts,
    text_of,
    version_before,
    version_of,
    versions_of,
)
from guidelines.services import publishing
from guidelines.views.beginning import begin_form
from guidelines.views.frame import act, back, department_of, found_or_404, show, who


@company_view()
@require_safe
def guidelines(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """The version in force, to read, to comment on and to acknowledge."""
    of = department_of(request, department)
    version = published_version(request.company, of)
    if version is None:
        draft = draft_of(request.company, of)
        form = begin_form(of)
        return show(
            request, "nothing_yet", "guidelines", department=of, draft=draft, begin_form=form
        )
    given = acknowledgement_of(version, request.standing.membership)
    own = presenters.own_supplement(request.standing) if of is None else None
    return _text_page(
        request,
        version,
        "guidelines",
        of,
        acknowledged_on=presenters.day(given.at, request.company) if given else "",
        asks=given is None and may_acknowledge(version, request.standing.membership),
        own_supplement=own,
    )


def _text_page(
    request: CompanyRequest,
    version: GuidelineVersion,
    tab: str,
    department: Department | None,
    **context: object,
) -> HttpResponse:
    rows = text_of(version)
    fingerprint = fingerprint_of(rows)
    return show(
        request,
        "guidelines",
        tab,
        department=department,
        version=version,
        title=presenters.version_title(version),
        about=presenters.published_words(version),
        whole=presenters.text_view(version, rows, carried_comments(version), request.standing),
        fingerprint=fingerprint,
        council=presenters.council_view(version, fingerprint, request.standing),
        pdf_url=presenters.address(request.company, "pdf", version.number, department=department),
        acknowledge_url=presenters.address(
            request.company, "acknowledge", version.number, department=department
        ),
        **context,
    )


@company_view()
@require_safe
def version(request: CompanyRequest, number: int, department: int | None = None) -> HttpResponse:
    """Any version as it is or was."""
    of = department_of(request, department)
    row = found_or_404(version_of(request.company, number, of))
    return _text_page(request, row, "versions", of)


@company_view()
@require_safe
def pdf(request: CompanyRequest, number: int, department: int | None = None) -> HttpResponseBase:
    """Any version as a file, in the language it is written in; a draft is marked as one."""
    if not may_typeset(request.user):
        return too_many(request)
    of = department_of(request, department)
    row = found_or_404(version_of(request.company, number, of))
    content = typeset(document_of(row, text_of(row), last_review(row)))
    return download(content, file_name(row), "application/pdf")


@company_view()
@require_safe
def versions(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """Every version, newest first."""
    of = department_of(request, department)
    rows = presenters.versions(versions_of(request.company, of))
    return show(request, "versions", "versions", department=of, rows=rows)


@company_view()
@require_safe
def changes(request: CompanyRequest, number: int, department: int | None = None) -> HttpResponse:
    """What a version says differently from the one before, word by word."""
    of = department_of(request, department)
    row = found_or_404(version_of(request.company, number, of))
    before = version_before(row)
    return show(
        request,
        "changes",
        "versions",
        department=of,
        version=row,
        title=presenters.version_title(row),
        before=presenters.version_title(before) if before else "",
        changes=presenters.changed(changes_of(row)),
    )


@company_view()
@require_POST
def acknowledge(
    request: CompanyRequest, number: int, department: int | None = None
) -> HttpResponse:
    """They have read it and will follow it."""
    of = department_of(request, department)
    done = _("Thank you. Your answer is noted.")
    act(request, publishing.acknowledge, done, number=number, department=of)
    return back(request, "guidelines", department=of)


@company_view()
@require_safe
def supplements(request: CompanyRequest) -> HttpResponse:
    """Every department's supplement, and how many have read it."""
    facts = supplement_facts(request.company)
    rows = presenters.supplements(facts, request.company, request.standing)
    return show(request, "supplements", "supplements", rows=rows)


@company_view(roles=EDITORS)
@require_safe
def readers(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """Who has acknowledged the version in force, by department."""
    of = department_of(request, department)
    row = published_version(request.company, of)
    groups = readers_of(row) if row else []
    return show(
        request,
        "readers",
        "readers",
        department=of,
        version=row,
        title=presenters.version_title(row) if row else "",
        rows=presenters.readers(groups),
        read=sum(len(each.read) for each in groups),
        number=sum(each.number for each in groups),
    )


@company_view(roles=EDITORS)
@require_POST
def remind(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """Ask whoever is missing once more."""
    of = department_of(request, department)
    try:
        told = publishing.remind_readers(department=of, **who(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return back(request, "readers", department=of)
    if told:
        said = ngettext(
            "%(number)s person is reminded by e-mail.",
            "%(number)s people are reminded by e-mail.",
            told,
        )
        messages.success(request, said % {"number": told})
    else:
        messages.info(request, _("Whoever is missing has been reminded today already."))
    return back(request, "readers", department=of)
