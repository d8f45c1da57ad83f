"""The addresses of the rollout's pages, from the company and the stage's number."""

from django.urls import reverse

from companies.models import Company


def page_url(company: Company, name: str, /, **kwargs: object) -> str:
    """A page of this company: ``page_url(company, "stage", number=2)``."""
    return reverse(f"rollout:{name}", kwargs={"company": company.slug, **kwargs})


def stage_url(company: Company, number: int, section: str = "") -> str:
    """A stage's page, at one of its sections."""
    url = page_url(company, "stage", number=number)
    return f"{url}#{section}" if section else url


def mend_url(company: Company, number: int, section: str) -> str:
    """Where a criterion is mended: a section of the stage, or a page of its own."""
    if section == "conditions":
        return page_url(company, "conditions")
    return stage_url(company, number, section) if section else ""
