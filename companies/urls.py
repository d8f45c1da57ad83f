"""The addresses of companies."""

from django.urls import include, path

from companies.views import (
    archives,
    calendar,
    entrance,
    handover,
    letterhead,
    people,
    personal,
    settings,
    standins,
)

app_name = "companies"

of_company = [
    path("", settings.settings, name="settings"),
    path("people/", people.people_, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.member, name="member"),
    path("people/<int:pk>/hand-over/", handover.hand_over, name="hand_over"),
    path("people/<int:pk>/end/", people.end_membership, name="end_membership"),
    path("invitations/<int:pk>/send-again/", people.send_again, name="send_again"),
    path("invitations/<int:pk>/revoke/", people.revoke_invitation, name="revoke_invitation"),
    path("departments/", settings.departments, name="departments"),
    path("departments/<int:pk>/", settings.department, name="department"),
    path("departments/<int:pk>/remove/", settings.remove_department, name="remove_department"),
    path("deputies/", standins.deputies, name="deputies"),
    path("deputies/appoint/", standins.appoint_deputy, name="appoint_deputy"),
    path("deputies/<int:pk>/end/", standins.end_deputy, name="end_deputy"),
    path("absences/note/", standins.note_absence, name="note_absence"),
    path("absences/<int:pk>/remove/", standins.remove_absence, name="remove_absence"),
    path("hours/", settings.hours, name="hours"),
    path("closures/add/", settings.add_closure, name="add_closure"),
    path("closures/<int:pk>/remove/", settings.remove_closure, name="remove_closure"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/address/", calendar.make_calendar_address, name="make_calendar_address"),
    path(
        "calendar/address/revoke/",
        calendar.revoke_calendar_address,
        name="revoke_calendar_address",
    ),
    path("archives/", archives.archives, name="archives"),
    path("archives/make/", archives.make_archive, name="make_archive"),
    path("archives/<int:pk>/", archives.archive_download, name="archive_download"),
    path("archives/<int:pk>/remove/", archives.remove_archive, name="remove_archive"),
    path("log/", settings.log, name="log"),
]
urlpatterns = [
    path("", entrance.start, name="start"),
    path("set-up/", entrance.set_up, name="set_up"),
    path("invitations/<str:token>/", entrance.invitation, name="invitation"),
    path("companies/found/", personal.found, name="found"),
    path("profile/", personal.profile, name="profile"),
    path("profile/letterhead/", letterhead.letterhead, name="letterhead"),
    path("profile/letterhead/logo/", letterhead.letterhead_logo, name="letterhead_logo"),
    path("language/", personal.language, name="language"),
    path("calendar/<str:token>.ics", calendar.calendar_subscription, name="calendar_subscription"),
    path("c/<slug:company>/calendar.ics", calendar.calendar_download, name="calendar_download"),
    path("c/<slug:company>/settings/", include(of_company)),
]
