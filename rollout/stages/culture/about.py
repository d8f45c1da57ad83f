"""What the culture check is called and where it stands."""

from django.utils.translation import gettext_lazy as _

NUMBER = 1
TITLE = _("Culture check")
