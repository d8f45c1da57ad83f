"""The project itself as an application: its commands and its checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Holds the management commands that start and stop the product."""

    name = "config"
    verbose_name = "Etappe"

    def ready(self) -> None:
        """Whoever uses Django sends tasks through our Celery application and gets our checks."""
        from config import celery, checks  # noqa: F401
