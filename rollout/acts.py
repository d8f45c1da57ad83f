"""The acts of this app and the sentences that show them in the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rollout.begun": _("began the rollout"),
    "stage.submit": _("submitted stage %(number)s (round %(round)s)"),
    "stage.withdraw": _("withdrew stage %(number)s from the gate"),
    "stage.hold": _("put stage %(number)s on hold until %(until_on)s: %(reason)s"),
    "stage.resume": _("resumed stage %(number)s"),
    "stage.return": _("returned stage %(number)s: %(reason)s"),
    "stage.approve": _("approved stage %(number)s (round %(round)s)"),
    "stage.approve_with_conditions": _(
        "approved stage %(number)s (round %(round)s) with conditions (%(conditions)s): %(reason)s"
    ),
    "stage.reopen": _("reopened stage %(number)s: %(reason)s"),
    "stage.unlock": _("unlocked stage %(number)s"),
    "stage.wave_planned": _("opened wave %(wave)s of the expansion (stage %(number)s)"),
    "condition.met": _("noted a condition as met: %(text)s"),
    "condition.waived": _("waived a condition: %(text)s"),
    "template.applied": _("took over “%(name)s” (version %(version)s, entries: %(entries)s)"),
    "template.updated": _("updated “%(name)s” to version %(version)s (entries: %(entries)s)"),
    "stage.confirmed": _("put their name to “%(criterion)s”: %(statement)s"),
    "stage.unconfirmed": _("took their name back from “%(criterion)s”"),
    "comparison.joined": _(
        "took figures of this company (%(figures)s) into an anonymous comparison of clients"
    ),
    "kpi.reading_entered": _("wrote down a figure of “%(name)s”: %(value)s on %(day_on)s"),
    "kpi.reading_corrected": _(
        "corrected a figure of “%(name)s”: %(value)s on %(day_on)s instead of %(old)s"
    ),
    "kpi.reading_withdrawn": _("took back a figure of “%(name)s”: %(value)s on %(day_on)s"),
    "kpi.readings_imported": _("imported figures of “%(name)s”: %(number)s"),
    "culture.link_created": _("created a survey link"),
    "culture.link_withdrawn": _("withdrew a survey link"),
    "culture.measure_added": _("added a measure: %(text)s"),
    "culture.measure_changed": _("changed a measure: %(text)s"),
    "culture.measure_removed": _("removed a measure: %(text)s"),
    "culture.measure_done": _("marked a measure as done: %(text)s"),
    "culture.medium_added": _("added “%(name)s” to the media inventory"),
    "culture.medium_changed": _("changed “%(name)s” in the media inventory"),
    "culture.medium_removed": _("removed “%(name)s” from the media inventory"),
    "listening.plan_set": _(
        "set the listening window from %(first_on)s to %(last_on)s, at least %(days)s days, "
        "threshold %(threshold)s %%"
    ),
    "listening.baseline_frozen": _("froze the baseline from %(first_on)s to %(last_on)s"),
    "listening.topic_clarified": _("clarified the topic “%(topic)s” (evidence: %(statement)s)"),
    "listening.topic_unclarified": _("took back the clarification of the topic “%(topic)s”"),
}

AREAS = {
    "rollout": _("Rollout"),
    "stage": _("Stages and gates"),
    "comparison": _("Comparison of clients"),
    "condition": _("Conditions"),
    "culture": _("Culture check"),
    "listening": _("Listening"),
    "goals": _("Goals and target groups"),
    "strategy": _("Strategy"),
    "resources": _("Resources"),
    "pilot": _("Pilot"),
    "expansion": _("Expansion"),
    "kpi": _("KPIs"),
    "template": _("Templates"),
}
