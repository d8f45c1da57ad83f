"""The company: what everything else belongs to."""

from typing import Self, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.states import GermanState


class Company(models.Model):
    """A small or medium company on its way; strangers cannot tell that it exists."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    state = models.CharField(_("German state"), max_length=2, choices=GermanState)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Berlin")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")

    def __str__(self) -> str:
        return self.name

    def lock(self) -> None:
        """Hold this row until the transaction ends; rows that point to it still come in."""
        Company.objects.select_for_update(no_key=True).get(pk=self.pk)


class Owned(models.Model):
    """Base of every row that belongs to one company.

    There is no manager called ``objects``: reads say ``Model.of(company)``, and the few jobs
    that work for all companies say ``Model.everywhere``. Links between two owned rows are
    also composite foreign keys over ``(company_id, id)`` in the database.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")

    everywhere = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def of(cls, company: Company) -> models.QuerySet[Self]:
        """This company's rows and no others."""
        return cast("models.QuerySet[Self]", cls._default_manager.filter(company=company))


class Department(Owned):
    """A part of the company that answers for its own subject (S1, S3)."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="department_of_company"),
            models.UniqueConstraint(fields=["company", "name"], name="department_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
