"""How somebody's reports are headed: a person's own, whichever company the report is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.user import User


class Letterhead(models.Model):
    """Name, firm, address and logo of a consultant. ``logo`` is a PNG or JPEG, or empty."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="letterhead")
    name = models.CharField(_("name on reports"), max_length=120, blank=True)
    firm = models.CharField(_("firm"), max_length=120, blank=True)
    address = models.CharField(_("address line"), max_length=200, blank=True)
    logo = models.BinaryField(default=b"", blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.firm or self.name

    @property
    def line(self) -> str:
        """Everything but the logo, for the head of a page."""
        return " · ".join(filter(None, (self.name, self.firm, self.address)))
