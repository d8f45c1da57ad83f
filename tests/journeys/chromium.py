"""The system's own Chromium; none is ever downloaded."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "There is no Chromium here, so the product was not tried in a browser. Install one, on "
    "Debian and Ubuntu: apt install chromium"
)


def chromium() -> str:
    """Where the browser is. Without one the test is skipped, or fails where one is required."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if os.environ.get("ETAPPE_BROWSER_REQUIRED") == "1":
        pytest.fail(MISSING)
    pytest.skip(MISSING)
