"""Guidelines written with the employees, versions, and who has read them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    name = "guidelines"
    verbose_name = _("Guidelines")

    def ready(self) -> None:
        """Name this app's acts and its section."""
        from companies import agenda, audit
        from companies.navigation import NavItem, register
        from guidelines import acts, archive, duties, readiness_acts
        from guidelines.agenda import entries

        audit.register(acts.SENTENCES, areas=acts.AREAS)
        audit.register(readiness_acts.SENTENCES, areas=readiness_acts.AREAS)
        archive.register_all()
        duties.register_all()
        agenda.register(entries)
        rooms = ("guidelines:scenarios", "guidelines:trainings", "guidelines:board")
        register(
            NavItem(_("Guidelines"), "guidelines:guidelines", icon="file", order=70, also=rooms)
        )
