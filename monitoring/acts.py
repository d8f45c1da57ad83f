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
    "view.saved": _("saved the view “%(name)s”"),
    "view.renamed": _("renamed the view “%(was)s” to “%(name)s”"),
    "view.removed": _("removed the view “%(name)s”"),
    "export.made": _("took %(number)s rows of “%(what)s” away as %(kind)s"),
}

AREAS = {
    "source": _("Sources"),
    "profile": _("Searches"),
    "mention": _("Mentions"),
    "view": _("Saved views"),
    "export": _("Exports"),
}
