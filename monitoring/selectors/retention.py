"""How long a company keeps authors, whether it has ever said so or not."""

from companies.models import Company
from monitoring.models import Retention


def rule_of(company: Company) -> Retention:
    """The company's rule; where it has said nothing, what holds then (not stored)."""
    return Retention.of(company).first() or Retention(company=company)
