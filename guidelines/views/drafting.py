"""The draft: begun, edited paragraph by paragraph, discarded or published."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from companies.selectors import live_memberships
from guidelines import presenters
from guidelines.forms import NewParagraphForm, ParagraphForm, PublishForm
from guidelines.markdown import to_html
from guidelines.models import GuidelineVersion, Paragraph
from guidelines.selectors import (
    changes_of,
    draft_of,
    fingerprint_of,
    open_comments,
    published_version,
    text_of,
)
from guidelines.services import drafts, publishing
from guidelines.services.authority import PUBLISHERS_ONLY, may_publish
from guidelines.views.frame import act, back, found_or_404, show, who


@company_view(roles=EDITORS)
@require_POST
def begin_draft(request: CompanyRequest) -> HttpResponse:
    """A new version, in the language one reads at the moment if it is the first."""
    language = get_language() or "en"
    act(request, drafts.begin_draft, _("The draft is open for work."), language=language)
    return back(request, "draft")


@company_view()
@require_safe
def draft(request: CompanyRequest) -> HttpResponse:
    """The draft: everybody reads it and comments, editors change it."""
    row = draft_of(request.company)
    if row is None:
        is_first = published_version(request.company) is None
        return show(request, "no_draft", "draft", is_first=is_first)
    return show(
        request,
        "draft",
        "draft",
        version=row,
        title=presenters.version_title(row),
        about=presenters.published_words(row),
        paragraphs=presenters.paragraphs(text_of(row), request.standing),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_paragraph(request: CompanyRequest) -> HttpResponse:
    """One more paragraph, at the end."""
    if draft_of(request.company) is None:
        return back(request, "draft")
    form = NewParagraphForm(_sent(request), initial={"form_key": uuid4()})
    if _saves(request) and attempt(form, drafts.add_paragraph, **who(request)):
        messages.success(request, _("The paragraph stands at the end of the draft."))
        return back(request, "draft", anchor=f"p-own-{form.cleaned_data['form_key'].hex}")
    return _form_page(request, form, _("Add a paragraph"))


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
        return back(request, "draft", anchor=row.anchor)
    return _form_page(request, form, row.title)


def _row(request: CompanyRequest, pk: int) -> Paragraph:
    of_draft = Paragraph.of(request.company).filter(version__state=GuidelineVersion.State.DRAFT)
    return found_or_404(of_draft.filter(pk=pk).first())


def _sent(request: CompanyRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _saves(request: CompanyRequest) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def _form_page(request: CompanyRequest, form: ParagraphForm, title: str) -> HttpResponse:
    if "preview" in request.POST:
        # The same words again, beside what they look like; nothing was refused.
        form = type(form)(initial=request.POST.dict())
    text = form["text"].value() or ""
    return show(request, "paragraph", "draft", form=form, title=title, html=to_html(text[:6000]))


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
    return back(request, "draft", anchor=row.anchor)


@company_view(roles=EDITORS)
@require_POST
def remove_paragraph(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a paragraph out."""
    row = _row(request, pk)
    act(request, drafts.remove_paragraph, _("The paragraph is removed."), paragraph_id=row.pk)
    return back(request, "draft")


@company_view(roles=EDITORS)
@require_POST
def discard_draft(request: CompanyRequest) -> HttpResponse:
    """Throw the draft away."""
    act(request, drafts.discard_draft, _("The draft is discarded."))
    return back(request, "guidelines")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: CompanyRequest) -> HttpResponse:
    """What changes, who will be asked, and the manager's word."""
    form = PublishForm(_sent(request))
    if attempt(form, publishing.publish_version, **who(request)):
        messages.success(
            request, _("The guidelines are in force. Everybody is asked by e-mail to read them.")
        )
        return back(request, "guidelines")
    row = draft_of(request.company)
    if row is None:
        return back(request, "draft")
    if not form.is_bound:
        form = PublishForm(initial={"number": row.number, "shown": fingerprint_of(text_of(row))})
    return show(
        request,
        "publish",
        "draft",
        version=row,
        title=presenters.version_title(row),
        form=form,
        changes=presenters.changed(changes_of(row)),
        people=live_memberships(request.company).count(),
        open_comments=open_comments(row),
        why_not="" if may_publish(request.standing) else PUBLISHERS_ONLY,
    )
