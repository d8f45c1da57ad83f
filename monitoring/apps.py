"""Sources, search profiles, mentions, and the dashboard over them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self) -> None:
        """Name this app's acts and its sections."""
        from companies import audit
        from companies.navigation import NavItem, register
        from monitoring import acts, archive, duties, incident_duties
        from monitoring.presenters.desk.badge import desk_badge

        audit.register(acts.SENTENCES, areas=acts.AREAS, words=acts.WORDS)
        archive.register_all()
        duties.register_all()
        incident_duties.register_all()
        register(NavItem(_("Dashboard"), "monitoring:dashboard", icon="chart", order=20))
        register(NavItem(_("Mentions"), "monitoring:mentions", icon="mention", order=40))
        register(NavItem(_("Desk"), "monitoring:desk", icon="mail", order=30, badge=desk_badge))
        also = ("monitoring:profiles", "monitoring:personal_data")
        register(NavItem(_("Sources"), "monitoring:sources", icon="feed", order=80, also=also))
        told = ("monitoring:alarm",)
        register(NavItem(_("Incidents"), "monitoring:incidents", icon="bell", order=45, also=told))
