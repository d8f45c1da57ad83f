"""Telling a worker that there is something to do; the sweeper would find it anyway."""

from typing import Any

from celery import current_app
from django.db import transaction


def after_commit(task: str, **kwargs: Any) -> None:
    """Send a hint once the transaction is through; a broker that is away is logged, not raised."""

    def send() -> None:
        current_app.send_task(f"monitoring.tasks.{task}", kwargs=kwargs, retry=False)

    transaction.on_commit(send, robust=True)
