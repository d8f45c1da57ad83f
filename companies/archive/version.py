"""The version of the product, as its own project file says it."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def product_version() -> str:
    """``0.1.0``; empty if the project file is not there."""
    try:
        told = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text("utf-8"))
    except OSError:
        return ""
    return str(told["project"]["version"])
