"""The acts of this app and the sentences that show them in the log."""

from django.utils.translation import gettext_lazy as _

from companies import audit

SENTENCES = {
    "company.founded": _("founded the company “%(name)s”"),
    audit.ARRIVED: _(
        "The company came here from %(installation)s in an archive (SHA-256 %(sha256)s); what "
        "stands before was done there."
    ),
    "archive.requested": _("asked for an archive of the company"),
    "archive.made": _("An archive of the company was made (SHA-256 %(sha256)s)."),
    "archive.downloaded": _("downloaded the archive of the company (SHA-256 %(sha256)s)"),
    "archive.removed": _("removed an archive of the company"),
    "company.changed": _("changed the company: %(name)s, %(state)s, %(time_zone)s"),
    "invitation.sent": _("invited %(email)s (%(role)s)"),
    "invitation.sent_again": _("sent the invitation to %(email)s again"),
    "invitation.revoked": _("withdrew the invitation to %(email)s"),
    "invitation.accepted": _("joined the company (%(role)s) as %(email)s"),
    "membership.changed": _("gave %(person)s the role %(role)s (before: %(role_before)s)"),
    "membership.ended": _("ended the membership of %(person)s (%(role)s)"),
    "duty.handed_over": _("handed over “%(what)s” from %(person)s to %(successor)s"),
    "deputy.appointed": _(
        "appointed %(deputy)s deputy of %(principal)s from %(first_on)s to %(last_on)s"
    ),
    "deputy.ended": _(
        "took back that %(deputy)s stands in for %(principal)s from %(first_on)s to %(last_on)s"
    ),
    "absence.noted": _("noted %(person)s as away from %(first_on)s to %(last_on)s"),
    "absence.removed": _("removed the absence of %(person)s from %(first_on)s to %(last_on)s"),
    "department.added": _("added the department “%(department)s”"),
    "department.renamed": _("renamed the department “%(before)s” to “%(department)s”"),
    "department.removed": _("removed the department “%(department)s”"),
    "hours.changed": _("changed the business hours"),
    "closure.added": _("closed the company from %(first_on)s to %(last_on)s (%(closure)s)"),
    "closure.removed": _("removed the closure “%(closure)s” from %(first_on)s to %(last_on)s"),
    "calendar.address_made": _("made a secret calendar address for themselves"),
    "calendar.address_revoked": _("ended their secret calendar address"),
}

AREAS = {
    "company": _("Company"),
    "invitation": _("Invitations"),
    "membership": _("People"),
    "deputy": _("Deputies"),
    "duty": _("Handed over"),
    "absence": _("Absences"),
    "department": _("Departments"),
    "hours": _("Business hours"),
    "closure": _("Closures"),
    "calendar": _("Calendar"),
    "archive": _("Archives"),
}
