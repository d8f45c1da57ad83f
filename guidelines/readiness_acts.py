"""The acts around scenarios, training and the board, and the sentences of the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "scenario.added": _("wrote the conflict scenario “%(topic)s”"),
    "scenario.taken_over": _("took over the example “%(topic)s” as a conflict scenario"),
    "scenario.saved": _("changed the conflict scenario “%(topic)s”"),
    "scenario.reviewed": _("reviewed the conflict scenario “%(topic)s” on %(reviewed_on)s"),
    "scenario.removed": _("removed the conflict scenario “%(topic)s”"),
    "scenario.text_added": _("added the text “%(title)s” to the conflict scenario “%(topic)s”"),
    "scenario.text_saved": _("changed the text “%(title)s” of the conflict scenario “%(topic)s”"),
    "scenario.text_removed": _(
        "removed the text “%(title)s” from the conflict scenario “%(topic)s”"
    ),
    "training.added": _("offered “%(title)s”"),
    "training.saved": _("changed the date “%(title)s”"),
    "training.called_off": _("called off “%(title)s”"),
    "training.signed_up": _("signed up for “%(title)s”"),
    "training.taken_back": _("gave the seat in “%(title)s” back"),
    "training.entered": _("gave %(person)s a seat in “%(title)s”"),
    "training.seat_removed": _("took %(person)s out of “%(title)s”"),
    "training.held": _("noted who was at “%(title)s”: %(there)s there, %(missing)s missing"),
    "training.outside_noted": _("noted that %(person)s attended “%(title)s” elsewhere"),
    "training.outside_removed": _(
        "removed the note that %(person)s attended “%(title)s” elsewhere"
    ),
    "board.joined": _("put %(person)s on the board from %(since_on)s"),
    "board.member_saved": _("changed the entry of %(person)s on the board"),
    "board.planned": _("planned a meeting of the board on %(meets_on)s"),
    "board.meeting_saved": _("changed the meeting of the board on %(meets_on)s"),
    "board.meeting_removed": _("took the meeting of the board on %(meets_on)s off the plan"),
    "board.minutes": _("wrote the minutes of the meeting of the board on %(meets_on)s"),
    "board.decided": _("noted a decision of the board on %(meets_on)s: %(text)s"),
    "board.decision_removed": _("removed a decision of the board on %(meets_on)s: %(text)s"),
    "board.follow_up_added": _("gave %(person)s a follow-up until %(due_on)s: %(text)s"),
    "board.follow_up_saved": _("changed a follow-up of %(person)s, due %(due_on)s: %(text)s"),
    "board.follow_up_done": _("finished a follow-up of %(person)s: %(text)s"),
    "board.follow_up_reopened": _("opened a follow-up of %(person)s again: %(text)s"),
}

AREAS = {
    "scenario": _("Conflict scenarios"),
    "training": _("Training"),
    "board": _("Board"),
}
