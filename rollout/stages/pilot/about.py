"""What the pilot is called, where it stands, and how long it runs at least."""

from django.utils.translation import gettext_lazy as _

NUMBER = 6
TITLE = _("Pilot")

SHORTEST = 14
"""Days: a pilot that ends before its second week has shown nothing."""

USUAL = 42
"""Days a pilot is suggested to run: six weeks."""
