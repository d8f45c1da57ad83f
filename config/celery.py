"""The Celery application; what runs when stands in the settings (CELERY_*)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("etappe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The web server's threads send through this one too, not only the thread that imported it.
app.set_default()
