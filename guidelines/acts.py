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
    "guidelines.taken_over": _(
        "took over a proposed wording for “%(title)s” into version %(number)s of the guidelines"
    ),
    "guidelines.review_agrees": _(
        "recorded that the works council (%(reviewer)s) agrees to version %(number)s of the "
        "guidelines"
    ),
    "guidelines.review_objects": _(
        "recorded that the works council (%(reviewer)s) objects to version %(number)s of the "
        "guidelines"
    ),
    "guidelines.review_pending": _(
        "recorded that the works council (%(reviewer)s) has received version %(number)s of the "
        "guidelines"
    ),
    "guidelines.supplement_begun": _(
        "began version %(number)s of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_discarded": _(
        "discarded the draft of version %(number)s of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_paragraph_added": _(
        "added “%(title)s” to the draft of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_paragraph_saved": _(
        "changed “%(title)s” in the draft of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_paragraph_moved": _(
        "moved “%(title)s” to place %(place)s in the draft of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_paragraph_removed": _(
        "removed “%(title)s” from the draft of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_commented": _(
        "commented on “%(title)s” in version %(number)s of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_comment_settled": _(
        "settled a comment on “%(title)s” in version %(number)s of the supplement for "
        "“%(department)s”: %(answer)s"
    ),
    "guidelines.supplement_taken_over": _(
        "took over a proposed wording for “%(title)s” into version %(number)s of the supplement "
        "for “%(department)s”"
    ),
    "guidelines.supplement_review_agrees": _(
        "recorded that the works council (%(reviewer)s) agrees to version %(number)s of the "
        "supplement for “%(department)s”"
    ),
    "guidelines.supplement_review_objects": _(
        "recorded that the works council (%(reviewer)s) objects to version %(number)s of the "
        "supplement for “%(department)s”"
    ),
    "guidelines.supplement_review_pending": _(
        "recorded that the works council (%(reviewer)s) has received version %(number)s of the "
        "supplement for “%(department)s”"
    ),
    "guidelines.supplement_published": _(
        "published version %(number)s of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_acknowledged": _(
        "acknowledged version %(number)s of the supplement for “%(department)s”"
    ),
    "guidelines.supplement_reminded": _(
        "reminded whoever had not yet acknowledged version %(number)s of the supplement for "
        "“%(department)s” (%(people)s)"
    ),
    "guidelines.council_exists": _("said that there is a works council"),
    "guidelines.council_missing": _("said that there is no works council"),
}

AREAS = {"guidelines": _("Guidelines")}
