"""The acts of this app and the sentences that show them in the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "source.added": _("added the source “%(name)s” (%(address)s)"),
    "source.changed": _("changed the source “%(was)s”, now “%(name)s”"),
    "source.paused": _("paused the source “%(name)s”"),
    "source.resumed": _("resumed the source “%(name)s”"),
    "source.signed_in": _("gave the source “%(name)s” a sign-in"),
    "source.mapped": _("changed how the deliveries of “%(name)s” are read"),
    "source.removed": _("removed the source “%(name)s”; its mentions stay"),
    "source.retried": _("had the source “%(name)s” tried again"),
    "profile.added": _("added the search “%(name)s”: %(query)s"),
    "profile.changed": _("changed the search “%(name)s” from %(was)s to %(query)s"),
    "profile.ended": _("ended the search “%(name)s”; what it found stays"),
    "profile.resumed": _("took up the search “%(name)s” again"),
    "mention.answered": _("marked “%(mention)s” as answered"),
    "mention.unanswered": _("took back that “%(mention)s” was answered"),
    "case.opened": _("put “%(mention)s” on the desk"),
    "case.assigned": _("gave “%(mention)s” to %(to)s"),
    "case.routed": _("passed “%(mention)s” to %(department)s"),
    "case.closed": _("closed “%(mention)s” without an answer"),
    "case.reopened": _("took up “%(mention)s” again"),
    "desk.rule_set": _("changed the rules of who answers what: %(rule)s"),
    "desk.rule_removed": _("removed a rule of who answers what: %(rule)s"),
    "desk.promise_set": _("promised an answer within %(hours)s working hours: %(place)s"),
    "desk.promise_removed": _("promised an answer by the end of the next working day: %(place)s"),
    "desk.place_set": _("said whether one can answer at “%(source)s”"),
    "desk.answer_prepared": _("prepared an answer: “%(title)s”"),
    "desk.answer_removed": _("removed a prepared answer: “%(title)s”"),
    "view.saved": _("saved the view “%(name)s”"),
    "view.renamed": _("renamed the view “%(was)s” to “%(name)s”"),
    "view.removed": _("removed the view “%(name)s”"),
    "export.made": _("took %(number)s rows of “%(what)s” away as %(kind)s"),
}

AREAS = {
    "source": _("Sources"),
    "profile": _("Searches"),
    "mention": _("Mentions"),
    "case": _("Cases of the desk"),
    "desk": _("Settings of the desk"),
    "view": _("Saved views"),
    "export": _("Exports"),
}
