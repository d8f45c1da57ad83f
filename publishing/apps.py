"""Playbooks: how something is published, step by step."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Name this app's acts and its section."""
        from companies import agenda, audit
        from companies.navigation import NavItem, register
        from publishing import acts, archive, duties
        from publishing.agenda import entries

        audit.register(acts.SENTENCES, areas=acts.AREAS)
        archive.register_all()
        duties.register_all()
        agenda.register(entries)
        register(NavItem(_("Playbooks"), "publishing:playbooks", icon="route", order=60))
