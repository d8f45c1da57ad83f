"""Every address of the installation; each app names its own."""

from django.urls import include, path

from config import styleguide, views

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("accounts/", include("allauth.urls")),
    path("", include("companies.urls")),
    path("", include("guidelines.urls")),
    path("", include("monitoring.urls")),
    path("", include("publishing.urls")),
    path("", include("rollout.urls")),
]
