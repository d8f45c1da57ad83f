"""The acts of this app and the sentences that show them in the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "playbook.added": _("wrote the playbook “%(name)s”"),
    "playbook.taken_over": _("took over the playbook “%(name)s”"),
    "playbook.saved": _("changed the words of the playbook “%(name)s”"),
    "playbook.retired": _("put the playbook “%(name)s” away"),
    "playbook.step_added": _("added the step “%(title)s” to the playbook “%(name)s”"),
    "playbook.step_saved": _("changed the step “%(title)s” of the playbook “%(name)s”"),
    "playbook.step_moved": _(
        "moved the step “%(title)s” to place %(place)s in the playbook “%(name)s”"
    ),
    "playbook.step_removed": _("removed the step “%(title)s” from the playbook “%(name)s”"),
    "run.begun": _("began “%(run)s” by version %(revision)s of the playbook “%(name)s”"),
    "run.step_done": _("finished the step “%(title)s” of “%(run)s”"),
    "run.step_approved": _("approved “%(run)s” in the step “%(title)s”"),
    "run.step_skipped": _("skipped the step “%(title)s” of “%(run)s”: %(reason)s"),
    "run.step_returned": _("did not approve “%(run)s”, back to “%(title)s”: %(reason)s"),
    "run.step_opened": _("opened the step “%(title)s” of “%(run)s” again"),
    "run.step_given": _("gave the step “%(title)s” of “%(run)s” to %(person)s"),
    "run.moved": _("moved the publication of “%(run)s” to %(publication_on)s"),
    "run.finished": _("finished “%(run)s”: no step was forgotten"),
    "run.stopped": _("called off “%(run)s”: %(reason)s"),
}

AREAS = {"playbook": _("Playbooks"), "run": _("Runs of playbooks")}
