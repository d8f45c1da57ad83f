"""Put an e-mail into the outbox, in the transaction of the act that it tells of."""

from datetime import datetime
from typing import Any

from companies.models import Company, Notice, User


def tell(
    company: Company,
    user: User,
    *,
    template: str,
    subject_key: str,
    at: datetime,
    **context: Any,
) -> bool:
    """Tell a person once about a subject; False if they were told already."""
    return tell_address(
        company,
        user.email,
        language=user.language,
        template=template,
        subject_key=subject_key,
        at=at,
        name=str(user),
        **context,
    )


def tell_address(
    company: Company,
    email: str,
    *,
    language: str,
    template: str,
    subject_key: str,
    at: datetime,
    **context: Any,
) -> bool:
    """Tell an address once about a subject (people without an account, invitations).

    The template gets ``context`` (JSON), the name of the ``company`` and ``base_url``.
    """
    before = Notice.of(company).filter(email=email, subject_key=subject_key)
    if before.exists():
        return False
    Notice.everywhere.bulk_create(
        [
            Notice(
                company=company,
                email=email,
                language=language,
                template=template,
                subject_key=subject_key,
                context={"company": company.name, **context},
                created_at=at,
                due_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return True
