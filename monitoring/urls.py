"""The addresses of monitoring."""

from django.urls import include, path

from monitoring.views import (
    connected,
    dashboard,
    exports,
    hooks,
    imports,
    mentions,
    profiles,
    receiving,
    saved,
    sources,
)

app_name = "monitoring"

of_company = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/news/", dashboard.dashboard_news, name="dashboard_news"),
    path("dashboard/export/", exports.export_figures, name="export_figures"),
    path("mentions/", mentions.mentions, name="mentions"),
    path("mentions/export/", exports.export_mentions, name="export_mentions"),
    path("mentions/<int:pk>/", mentions.mention, name="mention"),
    path("mentions/<int:pk>/tone/", mentions.correct_tone, name="correct_tone"),
    path("mentions/<int:pk>/tone/undo/", mentions.undo_tone, name="undo_tone"),
    path("mentions/<int:pk>/answered/", mentions.mark_answered, name="mark_answered"),
    path("mentions/<int:pk>/answered/undo/", mentions.unmark_answered, name="unmark_answered"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add_source, name="add_source"),
    path("sources/add/<slug:kind>/", connected.add_kind, name="add_kind"),
    path("sources/add-webhook/", hooks.add_hook, name="add_hook"),
    path("sources/import/", imports.add_import, name="add_import"),
    path("sources/import/<int:pk>/", imports.import_, name="import_"),
    path("sources/import/<int:pk>/discard/", imports.discard_import, name="discard_import"),
    path("sources/import/<int:pk>/refused/", imports.import_refused, name="import_refused"),
    path("sources/<int:pk>/webhook/", hooks.hook, name="hook"),
    path("sources/<int:pk>/webhook/secret/", hooks.renew_hook_secret, name="renew_hook_secret"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/sign-in/", connected.change_credential, name="change_credential"),
    path("sources/<int:pk>/pause/", sources.pause_source, name="pause_source"),
    path("sources/<int:pk>/resume/", sources.resume_source, name="resume_source"),
    path("sources/<int:pk>/remove/", sources.remove_source, name="remove_source"),
    path("sources/<int:pk>/try-again/", sources.try_source_again, name="try_source_again"),
    path("dashboard/views/", saved.views, name="views"),
    path("dashboard/views/save/", saved.save_view, name="save_view"),
    path("dashboard/views/<int:pk>/rename/", saved.rename_view, name="rename_view"),
    path("dashboard/views/<int:pk>/remove/", saved.remove_view, name="remove_view"),
    path("dashboard/views/<int:pk>/move/", saved.move_view, name="move_view"),
    path("dashboard/views/<int:pk>/begin/", saved.begin_with_view, name="begin_with_view"),
    path("profiles/", profiles.profiles, name="profiles"),
    path("profiles/add/", profiles.add_profile, name="add_profile"),
    path("profiles/preview/", profiles.preview_profile, name="preview_profile"),
    path("profiles/<int:pk>/", profiles.profile, name="profile"),
    path("profiles/<int:pk>/end/", profiles.end_profile, name="end_profile"),
    path("profiles/<int:pk>/resume/", profiles.resume_profile_, name="resume_profile"),
]
urlpatterns = [
    path("c/<slug:company>/", include(of_company)),
    path("in/<uuid:key>/", receiving.receive, name="receive"),
]
