"""The addresses of rollout: the stage's number within the company, never a bare id."""

from django.urls import URLPattern, URLResolver, include, path

from rollout.views import (
    applied,
    comparison,
    conditions,
    culture,
    decide,
    files,
    gate,
    home,
    listening,
    portfolio,
    stage,
    survey,
    templates,
    waves,
    work,
)

app_name = "rollout"

of_stage = [
    path("", stage.stage, name="stage"),
    path("submit/", gate.submit, name="submit"),
    path("withdraw/", gate.withdraw, name="withdraw"),
    path("decide/", decide.decide, name="decide"),
    path("resume/", gate.resume, name="resume"),
    path("reopen/", gate.reopen, name="reopen"),
    path("dossier/<int:round>/", gate.dossier, name="dossier"),
    path("dossier/<int:round>/pdf/", files.dossier_pdf, name="dossier_pdf"),
    path("files/<str:sha256>/", files.file, name="file"),
    path("work/<slug:kind>/add/", work.add_row, name="add_row"),
    path("work/<slug:kind>/<int:pk>/", work.row, name="row"),
    path("work/<slug:kind>/<int:pk>/remove/", work.remove_row, name="remove_row"),
    path("confirm/<slug:criterion>/", work.confirm, name="confirm"),
    path("confirm/<slug:criterion>/take-back/", work.unconfirm, name="unconfirm"),
    path("links/create/", culture.create_link, name="create_link"),
    path("links/<int:pk>/withdraw/", culture.withdraw_link, name="withdraw_link"),
    path("measures/add/", culture.add_measure, name="add_measure"),
    path("measures/<int:pk>/", culture.measure, name="measure"),
    path("measures/<int:pk>/remove/", culture.remove_measure, name="remove_measure"),
    path("measures/<int:pk>/done/", culture.measure_done, name="measure_done"),
    path("media/add/", culture.add_medium, name="add_medium"),
    path("media/<int:pk>/", culture.medium, name="medium"),
    path("media/<int:pk>/remove/", culture.remove_medium, name="remove_medium"),
    path("plan/", listening.plan, name="plan"),
    path("freeze/", listening.freeze, name="freeze"),
    path("topics/<str:topic>/", listening.clarify, name="clarify"),
    path("topics/<str:topic>/take-back/", listening.unclarify, name="unclarify"),
]
of_company: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("begin/", home.begin, name="begin"),
    path("plan-wave/", waves.plan_wave, name="plan_wave"),
    path("survey/", survey.survey, name="survey"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("report/pdf/", files.report_pdf, name="report_pdf"),
    path("conditions/", conditions.conditions, name="conditions"),
    path("conditions/<int:pk>/settle/", conditions.settle, name="settle"),
    path("templates/", applied.applied, name="applied"),
    path("templates/save/", applied.save_as_template, name="save_as_template"),
    path("templates/<int:pk>/apply/", applied.apply_template, name="apply_template"),
    path("templates/taken/<int:pk>/", applied.take_update, name="take_update"),
    path("stages/<int:number>/", include(of_stage)),
]
of_templates = [
    path("", templates.templates, name="templates"),
    path("new/", templates.new_template, name="new_template"),
    path("<int:pk>/", templates.template, name="template"),
    path("<int:pk>/publish/", templates.publish_template, name="publish_template"),
    path("<int:pk>/retire/", templates.retire_template, name="retire_template"),
    path("<int:pk>/add/<slug:sort>/", templates.add_entry, name="add_entry"),
    path("<int:pk>/entries/<slug:key>/", templates.entry, name="entry"),
    path("<int:pk>/entries/<slug:key>/remove/", templates.remove_entry, name="remove_entry"),
]
urlpatterns = [
    path("templates/", include(of_templates)),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("survey/<str:token>/", survey.survey_link, name="survey_link"),
    path("survey/<str:token>/thanks/", survey.thanks, name="thanks"),
    path("c/<slug:company>/", include(of_company)),
]
