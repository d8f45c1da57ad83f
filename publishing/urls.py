"""The addresses of playbooks and their runs."""

from django.urls import include, path

from publishing.views import playbooks, runs, steps, working

app_name = "publishing"

of_playbooks = [
    path("", playbooks.playbooks, name="playbooks"),
    path("add/", playbooks.add_playbook, name="add_playbook"),
    path("take/", playbooks.take_playbook, name="take_playbook"),
    path("<int:pk>/", playbooks.playbook, name="playbook"),
    path("<int:pk>/change/", playbooks.change_playbook, name="change_playbook"),
    path("<int:pk>/retire/", playbooks.retire_playbook, name="retire_playbook"),
    path("<int:pk>/begin/", runs.begin_run, name="begin_run"),
    path("<int:pk>/steps/add/", steps.add_step, name="add_step"),
    path("steps/<int:pk>/", steps.change_step, name="change_step"),
    path("steps/<int:pk>/move/", steps.move_step, name="move_step"),
    path("steps/<int:pk>/remove/", steps.remove_step, name="remove_step"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/move/", runs.move_publication, name="move_publication"),
    path("runs/<int:pk>/stop/", runs.stop_run, name="stop_run"),
    path("runs/steps/<int:pk>/finish/", working.finish_step, name="finish_step"),
    path("runs/steps/<int:pk>/skip/", working.skip_step, name="skip_step"),
    path("runs/steps/<int:pk>/return/", working.return_step, name="return_step"),
    path("runs/steps/<int:pk>/give/", working.give_step, name="give_step"),
    path("runs/steps/<int:pk>/reopen/", working.reopen_step, name="reopen_step"),
]
urlpatterns = [path("c/<slug:company>/playbooks/", include(of_playbooks))]
