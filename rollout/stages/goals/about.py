"""What the stage of goals is called and where it stands."""

from django.utils.translation import gettext_lazy as _

NUMBER = 3
TITLE = _("Goals and target groups")
