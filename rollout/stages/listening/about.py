"""What listening is called and where it stands."""

from django.utils.translation import gettext_lazy as _

NUMBER = 2
TITLE = _("Listening")
CLARIFIED = "criticism_clarified"
"""The criterion that clarifications are evidence for."""
