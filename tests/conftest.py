"""What every test stands on: the same embedded services, settings from the environment."""

import os

os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver owns a loop
