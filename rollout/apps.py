"""The seven gated stages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolloutConfig(AppConfig):
    name = "rollout"
    verbose_name = _("Rollout")

    def ready(self) -> None:
        """Name this app's acts."""
        from companies import audit
        from rollout import acts

        audit.register(acts.SENTENCES, areas=acts.AREAS)
