"""People, tenancy, working time, audit, notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "companies"
    verbose_name = _("Companies")

    def ready(self) -> None:
        """Name this app's acts and its section."""
        from companies import acts, audit, navigation
        from companies.archive import own

        audit.register(acts.SENTENCES, areas=acts.AREAS)
        own.register_all()
        navigation.register(
            navigation.NavItem(_("Settings"), "companies:settings", icon="settings", order=90)
        )
