"""What the strategy is called and where it stands."""

from django.utils.translation import gettext_lazy as _

NUMBER = 4
TITLE = _("Strategy")
SCENARIOS_NEEDED = 3
