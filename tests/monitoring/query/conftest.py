from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation

if not settings.configured:  # this package needs translations only, no application
    settings.configure(LOCALE_PATHS=[Path(__file__).parents[3] / "locale"])
    django.setup()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
