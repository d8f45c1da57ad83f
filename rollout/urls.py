"""The addresses of rollout: the stage's number within the company, never a bare id."""

from django.urls import URLPattern, URLResolver, include, path

from rollout.views import (
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
    path("report/pdf/", files.report_pdf, name="report_pdf"),
    path("conditions/", conditions.conditions, name="conditions"),
    path("conditions/<int:pk>/settle/", conditions.settle, name="settle"),
    path("stages/<int:number>/", include(of_stage)),
]
urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("survey/<str:token>/", survey.survey_link, name="survey_link"),
    path("survey/<str:token>/thanks/", survey.thanks, name="thanks"),
    path("c/<slug:company>/", include(of_company)),
]
