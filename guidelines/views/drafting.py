"""The draft: read, edited paragraph by paragraph, published."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.models import Department
from companies.roles import EDITORS
from guidelines import presenters
from guidelines.forms import (
    NewParagraphForm,
    ParagraphForm,
    PublishForm,
    ReasonedPublishForm,
)
from guidelines.markdown import to_html
from guidelines.models import GuidelineVersion, Paragraph
from guidelines.selectors import (
    carried_comments,
    changes_of,
    draft_of,
    fingerprint_of,
    open_comments,
    people_of,
    published_version,
    text_of,
    works_council,
)
from guidelines.services import drafts, publishing
from guidelines.services.authority import PUBLISHERS_ONLY, may_publish
from guidelines.views.beginning import begin_form
from guidelines.views.frame import act, back, department_of, found_or_404, show, who


@company_view()
@require_safe
def draft(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """The draft: everybody reads it and comments, editors change it."""
    of = department_of(request, department)
    row = draft_of(request.company, of)
    if row is None:
        is_first = published_version(request.company, of) is None
        context = {"is_first": is_first, "begin_form": begin_form(of) if is_first else None}
        return show(request, "no_draft", "draft", department=of, **context)
    rows = text_of(row)
    return show(
        request,
        "draft",
        "draft",
        department=of,
        version=row,
        title=presenters.version_title(row),
        about=presenters.published_words(row),
        whole=presenters.text_view(row, rows, carried_comments(row), request.standing),
        council=presenters.council_view(row, fingerprint_of(rows), request.standing),
        pdf_url=presenters.address(request.company, "pdf", row.number, department=of),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_paragraph(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """One more paragraph, at the end."""
    of = department_of(request, department)
    if draft_of(request.company, of) is None:
        return back(request, "draft", department=of)
    form = NewParagraphForm(_sent(request), initial={"form_key": uuid4()})
    if _saves(request) and attempt(form, drafts.add_paragraph, department=of, **who(request)):
        messages.success(request, _("The paragraph stands at the end of the draft."))
        anchor = f"p-own-{form.cleaned_data['form_key'].hex}"
        return back(request, "draft", department=of, anchor=anchor)
    return _form_page(request, form, _("Add a paragraph"), of)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: CompanyRequest, pk: int) -> HttpResponse:
    """Change one paragraph of the draft."""
    row = _row(request, pk)
    initial = {"title": row.title, "text": row.text, "seen": row.fingerprint}
    form = ParagraphForm(_sent(request), initial=initial)
    given = {"paragraph_id": row.pk, **who(request)}
    if _saves(request) and attempt(form, drafts.save_paragraph, **given):
        messages.success(request, _("Saved."))
        return back(request, "draft", department=row.version.department, anchor=row.anchor)
    return _form_page(request, form, row.title, row.version.department)


def _row(request: CompanyRequest, pk: int) -> Paragraph:
    rows = Paragraph.of(request.company).select_related("version__department")
    of_draft = rows.filter(version__state=GuidelineVersion.State.DRAFT)
    return found_or_404(of_draft.filter(pk=pk).first())


def _sent(request: CompanyRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _saves(request: CompanyRequest) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def _form_page(
    request: CompanyRequest, form: ParagraphForm, title: str, department: Department | None
) -> HttpResponse:
    if "preview" in request.POST:
        # The same words again, beside what they look like; nothing was refused.
        form = type(form)(initial=request.POST.dict())
    text = form["text"].value() or ""
    context = {"form": form, "title": title, "html": to_html(text[:6000])}
    return show(request, "paragraph", "draft", department=department, **context)


@company_view(roles=EDITORS)
@require_POST
def preview(request: CompanyRequest) -> HttpResponse:
    """What the words look like, while they are typed."""
    text = request.POST.get("text", "").replace("\0", "")[:6000]
    return render(request, "guidelines/_preview.html", {"html": to_html(text)})


@company_view(roles=EDITORS)
@require_POST
def move_paragraph(request: CompanyRequest, pk: int) -> HttpResponse:
    """Put a paragraph at another place."""
    row = _row(request, pk)
    typed = request.POST.get("place", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 5:
        act(request, drafts.move_paragraph, "", paragraph_id=row.pk, place=int(typed))
    return back(request, "draft", department=row.version.department, anchor=row.anchor)


@company_view(roles=EDITORS)
@require_POST
def remove_paragraph(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a paragraph out."""
    row = _row(request, pk)
    act(request, drafts.remove_paragraph, _("The paragraph is removed."), paragraph_id=row.pk)
    return back(request, "draft", department=row.version.department)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """What changes, who will be asked, what is missing, and the manager's word."""
    of = department_of(request, department)
    row = draft_of(request.company, of)
    rows = text_of(row) if row else []
    council = presenters.council_view(row, fingerprint_of(rows), request.standing) if row else None
    kind = ReasonedPublishForm if council and council.needs_reason else PublishForm
    form = kind(_sent(request))
    if attempt(form, publishing.publish_version, department=of, **who(request)):
        messages.success(request, _("It is in force. Whoever it is for is asked to read it."))
        return back(request, "guidelines", department=of)
    if row is None:
        return back(request, "draft", department=of)
    if not form.is_bound:
        form = kind(initial={"number": row.number, "shown": fingerprint_of(rows)})
    return show(
        request,
        "publish",
        "draft",
        department=of,
        version=row,
        title=presenters.version_title(row),
        form=form,
        changes=presenters.changed(changes_of(row)),
        people=people_of(request.company, of).count(),
        open_comments=open_comments(row),
        council=council,
        works_council=works_council(request.company),
        why_not="" if may_publish(request.standing) else PUBLISHERS_ONLY,
    )
