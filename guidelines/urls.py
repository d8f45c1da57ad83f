"""The addresses of the guidelines, and the same once more for each department's supplement."""

from django.urls import URLPattern, URLResolver, include, path

from guidelines import readiness_urls
from guidelines.views import beginning, comments, council, drafting, reading

app_name = "guidelines"


def of_document(prefix: str) -> list[URLPattern]:
    """What every document has: the guidelines of the company, or a department's supplement."""
    return [
        path("", reading.guidelines, name=f"{prefix}guidelines"),
        path("acknowledge/<int:number>/", reading.acknowledge, name=f"{prefix}acknowledge"),
        path("versions/", reading.versions, name=f"{prefix}versions"),
        path("versions/<int:number>/", reading.version, name=f"{prefix}version"),
        path("versions/<int:number>/changes/", reading.changes, name=f"{prefix}changes"),
        path("versions/<int:number>/pdf/", reading.pdf, name=f"{prefix}pdf"),
        path("readers/", reading.readers, name=f"{prefix}readers"),
        path("readers/remind/", reading.remind, name=f"{prefix}remind"),
        path("draft/", drafting.draft, name=f"{prefix}draft"),
        path("draft/begin/", beginning.begin_draft, name=f"{prefix}begin_draft"),
        path("draft/add/", drafting.add_paragraph, name=f"{prefix}add_paragraph"),
        path("draft/discard/", beginning.discard_draft, name=f"{prefix}discard_draft"),
        path("draft/review/", council.review, name=f"{prefix}review"),
        path("draft/publish/", drafting.publish, name=f"{prefix}publish"),
    ]


of_company: list[URLPattern | URLResolver] = [
    *of_document(""),
    path("supplements/", reading.supplements, name="supplements"),
    path("supplements/<int:department>/", include(of_document("supplement_"))),
    path("works-council/", council.works_council_page, name="works_council"),
    path("paragraphs/<int:pk>/comment/", comments.comment, name="comment"),
    path("comments/<int:pk>/settle/", comments.settle_comment, name="settle_comment"),
    path("comments/<int:pk>/take-over/", comments.take_over, name="take_over"),
    path("draft/preview/", drafting.preview, name="preview"),
    path("draft/<int:pk>/", drafting.paragraph, name="paragraph"),
    path("draft/<int:pk>/move/", drafting.move_paragraph, name="move_paragraph"),
    path("draft/<int:pk>/remove/", drafting.remove_paragraph, name="remove_paragraph"),
]
urlpatterns = [
    path("c/<slug:company>/guidelines/", include(of_company)),
    *readiness_urls.urlpatterns,
]
