"""The addresses of scenarios, training and the board."""

from django.urls import include, path

from guidelines.views import attendance, board, meetings, prepared_texts, scenarios, training

of_scenarios = [
    path("", scenarios.scenarios, name="scenarios"),
    path("add/", scenarios.add_scenario, name="add_scenario"),
    path("examples/", scenarios.example_scenarios_, name="example_scenarios"),
    path("examples/take/", scenarios.take_example, name="take_example"),
    path("<int:pk>/", scenarios.scenario, name="scenario"),
    path("<int:pk>/change/", scenarios.change_scenario, name="change_scenario"),
    path("<int:pk>/review/", scenarios.review_scenario, name="review_scenario"),
    path("<int:pk>/remove/", scenarios.remove_scenario, name="remove_scenario"),
    path("<int:pk>/texts/add/", prepared_texts.add_text, name="add_text"),
    path("texts/<int:pk>/", prepared_texts.prepared_text, name="prepared_text"),
    path("texts/<int:pk>/remove/", prepared_texts.remove_text, name="remove_text"),
]
of_training = [
    path("", training.trainings, name="trainings"),
    path("add/", training.add_training, name="add_training"),
    path("people/", attendance.trained, name="trained"),
    path("elsewhere/", attendance.outside_training, name="outside_training"),
    path(
        "elsewhere/<int:pk>/remove/",
        attendance.remove_outside_training,
        name="remove_outside_training",
    ),
    path("seats/<int:pk>/remove/", attendance.remove_seat, name="remove_seat"),
    path("<int:pk>/", training.training, name="training"),
    path("<int:pk>/change/", training.change_training, name="change_training"),
    path("<int:pk>/sign-up/", training.sign_up, name="sign_up"),
    path("<int:pk>/take-back/", training.take_back, name="take_back"),
    path("<int:pk>/call-off/", training.call_off, name="call_off"),
    path("<int:pk>/enter-people/", attendance.enter_people, name="enter_people"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
]
of_board = [
    path("", board.board, name="board"),
    path("members/add/", board.add_board_member, name="add_board_member"),
    path("members/<int:pk>/", board.board_member, name="board_member"),
    path("meetings/plan/", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/minutes/", meetings.minutes, name="minutes"),
    path("meetings/<int:pk>/remove/", meetings.remove_meeting, name="remove_meeting"),
    path("meetings/<int:pk>/decide/", meetings.add_decision, name="add_decision"),
    path("meetings/<int:pk>/follow-up/", meetings.add_follow_up, name="add_follow_up"),
    path("decisions/<int:pk>/remove/", meetings.remove_decision, name="remove_decision"),
    path("follow-ups/<int:pk>/", board.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/finish/", board.finish_follow_up, name="finish_follow_up"),
    path("follow-ups/<int:pk>/reopen/", board.reopen_follow_up, name="reopen_follow_up"),
]
urlpatterns = [
    path("c/<slug:company>/scenarios/", include(of_scenarios)),
    path("c/<slug:company>/training/", include(of_training)),
    path("c/<slug:company>/board/", include(of_board)),
]
