"""The addresses of the guidelines."""

from django.urls import include, path

from guidelines import readiness_urls
from guidelines.views import comments, drafting, reading

app_name = "guidelines"

of_company = [
    path("", reading.guidelines, name="guidelines"),
    path("acknowledge/<int:number>/", reading.acknowledge, name="acknowledge"),
    path("versions/", reading.versions, name="versions"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("versions/<int:number>/changes/", reading.changes, name="changes"),
    path("readers/", reading.readers, name="readers"),
    path("readers/remind/", reading.remind, name="remind"),
    path("paragraphs/<int:pk>/comment/", comments.comment, name="comment"),
    path("comments/<int:pk>/settle/", comments.settle_comment, name="settle_comment"),
    path("draft/", drafting.draft, name="draft"),
    path("draft/begin/", drafting.begin_draft, name="begin_draft"),
    path("draft/add/", drafting.add_paragraph, name="add_paragraph"),
    path("draft/preview/", drafting.preview, name="preview"),
    path("draft/discard/", drafting.discard_draft, name="discard_draft"),
    path("draft/publish/", drafting.publish, name="publish"),
    path("draft/<int:pk>/", drafting.paragraph, name="paragraph"),
    path("draft/<int:pk>/move/", drafting.move_paragraph, name="move_paragraph"),
    path("draft/<int:pk>/remove/", drafting.remove_paragraph, name="remove_paragraph"),
]
urlpatterns = [
    path("c/<slug:company>/guidelines/", include(of_company)),
    *readiness_urls.urlpatterns,
]
