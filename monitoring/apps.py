"""Sources, search profiles, mentions, and the dashboard over them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self) -> None:
        """Name this app's acts."""
        from companies import audit
        from monitoring import acts

        audit.register(acts.SENTENCES, areas=acts.AREAS)
