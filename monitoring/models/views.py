"""Views of the dashboard and of the list that a company has given a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User


class ViewPage(models.TextChoices):
    """The pages whose filters can be kept; the values are names of addresses."""

    DASHBOARD = "dashboard", _("Dashboard")
    MENTIONS = "mentions", _("Mentions")


PAGE_KNOWN = Q(page__in=ViewPage.values)


class SavedView(Owned):
    """Filters under a name, for everybody in the company.

    ``query`` is what stands behind the question mark, as the page itself writes it.
    """

    page = models.CharField(_("page"), max_length=10, choices=ViewPage)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="view_of_company"),
            models.UniqueConstraint(fields=["company", "page", "name"], name="view_name_once"),
            models.CheckConstraint(condition=PAGE_KNOWN, name="view_page_known"),
        ]

    def __str__(self) -> str:
        return self.name


class StartView(Owned):
    """With which view a page begins for somebody; one per person and page."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=10, choices=ViewPage)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="starts")

    class Meta:
        verbose_name = _("start view")
        verbose_name_plural = _("start views")
        constraints = [
            models.UniqueConstraint(fields=["membership", "page"], name="start_view_one"),
            models.CheckConstraint(condition=PAGE_KNOWN, name="start_view_page_known"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.view_id}"
