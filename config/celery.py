"""The Celery application; what runs when stands in the settings (CELERY_*)."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("etappe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The web server's threads send through this one too, not only the thread that imported it.
app.set_default()


@setup_logging.connect
def log_as_the_web_server_does(**_: Any) -> None:
    """Keep the project's LOGGING; Celery would put its own in its place."""
    logging.config.dictConfig(settings.LOGGING)
