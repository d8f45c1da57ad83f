"""The acts of this app and the sentences that show them in the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "guidelines.begun": _("began version %(number)s of the guidelines"),
    "guidelines.discarded": _("discarded the draft of version %(number)s of the guidelines"),
    "guidelines.paragraph_added": _("added “%(title)s” to the draft of the guidelines"),
    "guidelines.paragraph_saved": _("changed “%(title)s” in the draft of the guidelines"),
    "guidelines.paragraph_moved": _(
        "moved “%(title)s” to place %(place)s in the draft of the guidelines"
    ),
    "guidelines.paragraph_removed": _("removed “%(title)s” from the draft of the guidelines"),
    "guidelines.commented": _("commented on “%(title)s” in version %(number)s of the guidelines"),
    "guidelines.comment_settled": _(
        "settled a comment on “%(title)s” in version %(number)s of the guidelines: %(answer)s"
    ),
    "guidelines.published": _("published version %(number)s of the guidelines"),
    "guidelines.acknowledged": _("acknowledged version %(number)s of the guidelines"),
    "guidelines.reminded": _(
        "reminded whoever had not yet acknowledged version %(number)s of the guidelines "
        "(%(people)s)"
    ),
}

AREAS = {"guidelines": _("Guidelines")}
