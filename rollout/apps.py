"""The seven gated stages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolloutConfig(AppConfig):
    name = "rollout"
    verbose_name = _("Rollout")

    def ready(self) -> None:
        """Name this app's acts and its pages, and give every new company its stages."""
        from companies import agenda, audit, navigation
        from companies.services.founding import when_founded
        from rollout import acts, archive, duties, gate
        from rollout.agenda import entries
        from rollout.stages import acts_of_rows

        audit.register(acts.SENTENCES, areas=acts.AREAS)
        audit.register(acts_of_rows())
        when_founded(gate.begin_with_company)
        navigation.register(navigation.NavItem(_("Home"), "rollout:home", icon="home", order=10))
        goals = ("rollout:trace",)
        navigation.register(
            navigation.NavItem(_("Goals"), "rollout:kpis", icon="target", order=50, also=goals)
        )
        navigation.register_portfolio("rollout:portfolio")
        agenda.register(entries)
        archive.register_all()
        duties.register_all()
