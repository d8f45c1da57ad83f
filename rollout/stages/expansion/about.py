"""What the expansion is called, and with which number its waves begin."""

from django.utils.translation import gettext_lazy as _

NUMBER = 7
TITLE = _("Expansion")

USUAL = 84
"""Days a wave is suggested to run: twelve weeks."""
