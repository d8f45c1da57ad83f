"""Comments on a paragraph, and what came of them."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from guidelines.forms import CommentForm, SettleForm
from guidelines.markdown import to_html
from guidelines.models import Comment, Paragraph
from guidelines.presenters import address
from guidelines.services import comments as acts
from guidelines.views.frame import back, found_or_404, show, who


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say something about one paragraph."""
    rows = Paragraph.of(request.company).select_related("version")
    row: Paragraph = found_or_404(rows.filter(pk=pk).first())
    posted = request.POST if request.method == "POST" else None
    form = CommentForm(posted, initial={"form_key": uuid4()})
    if attempt(form, acts.comment, paragraph_id=row.pk, **who(request)):
        messages.success(request, _("Your comment stands below the paragraph."))
        return back(request, "version", row.version.number, anchor=row.anchor)
    url = address(request.company, "version", row.version.number)
    return show(
        request,
        "comment",
        "guidelines",
        form=form,
        paragraph=row,
        html=to_html(row.text),
        back_url=f"{url}#{row.anchor}",
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_comment(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say what came of a comment."""
    rows = Comment.of(request.company).select_related("paragraph__version", "author")
    row: Comment = found_or_404(rows.filter(pk=pk).first())
    form = SettleForm(request.POST if request.method == "POST" else None)
    number, anchor = row.paragraph.version.number, row.paragraph.anchor
    if attempt(form, acts.settle_comment, comment_id=row.pk, **who(request)):
        messages.success(request, _("The comment is settled."))
        return back(request, "version", number, anchor=anchor)
    back_url = f"{address(request.company, 'version', number)}#{anchor}"
    return show(request, "settle", "guidelines", form=form, comment=row, back_url=back_url)
