"""Comments on a paragraph, proposed wordings, and what came of them."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.differences import pieces
from guidelines.forms import CommentForm, SettleForm, hash_of
from guidelines.markdown import to_html
from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.presenters import address
from guidelines.selectors import proposed_for
from guidelines.services import comments as acts
from guidelines.views.frame import act, back, found_or_404, show, who


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say something about one paragraph, or how it should read."""
    rows = Paragraph.of(request.company).select_related("version__department")
    row: Paragraph = found_or_404(rows.filter(pk=pk).first())
    posted = request.POST if request.method == "POST" else None
    initial = {"form_key": uuid4(), "proposal": row.text, "shown": hash_of(row.text)}
    form = CommentForm(posted, initial=initial)
    if attempt(form, acts.comment, paragraph_id=row.pk, **who(request)):
        messages.success(request, _("Your comment stands below the paragraph."))
        return _back_to(request, row.version, row.anchor)
    return show(
        request,
        "comment",
        "guidelines" if row.version.is_published else "draft",
        department=row.version.department,
        form=form,
        paragraph=row,
        html=to_html(row.text),
        has_proposal=form.is_bound and form["proposal"].value() not in ("", None, row.text),
        back_url=_url(request, row.version, row.anchor),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_comment(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say what came of a comment."""
    rows = Comment.of(request.company).select_related("paragraph__version__department", "author")
    row: Comment = found_or_404(rows.filter(pk=pk).first())
    form = SettleForm(request.POST if request.method == "POST" else None)
    # Whoever works on the draft comes back to it, wherever the comment was made.
    there = proposed_for(row) or row.paragraph
    if attempt(form, acts.settle_comment, comment_id=row.pk, **who(request)):
        messages.success(request, _("The comment is settled."))
        return _back_to(request, there.version, there.anchor)
    return show(
        request,
        "settle",
        "guidelines",
        department=row.paragraph.version.department,
        form=form,
        comment=row,
        proposal=pieces(row.paragraph.text, row.proposal) if row.proposal else (),
        back_url=_url(request, there.version, there.anchor),
    )


@company_view(roles=EDITORS)
@require_POST
def take_over(request: CompanyRequest, pk: int) -> HttpResponse:
    """Put a proposed wording into the draft."""
    rows = Comment.of(request.company).select_related("paragraph__version__department")
    row: Comment = found_or_404(rows.filter(pk=pk).first())
    there = proposed_for(row) or row.paragraph
    done = _("The wording stands in the draft, and the comment is settled.")
    act(request, acts.take_over, done, comment_id=row.pk, seen=request.POST.get("seen", ""))
    return _back_to(request, there.version, there.anchor)


def _url(request: CompanyRequest, version: GuidelineVersion, anchor: str) -> str:
    company, department = request.company, version.department
    if version.is_published:
        url = address(company, "version", version.number, department=department)
    else:
        url = address(company, "draft", department=department)
    return f"{url}#{anchor}"


def _back_to(request: CompanyRequest, version: GuidelineVersion, anchor: str) -> HttpResponse:
    name, args = ("version", (version.number,)) if version.is_published else ("draft", ())
    return back(request, name, *args, department=version.department, anchor=anchor)
