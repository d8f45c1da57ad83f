"""Replay a company's history and print when the alarm would have rung."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from companies.models import Company
from monitoring.alarm.hours import moment_of
from monitoring.alarm.replay import Ring
from monitoring.selectors.alarm import replayed, settings_of, thresholds_of


class Command(BaseCommand):
    """``manage.py backtest_alarm lindner-braeu --days 180 --minimum 8``"""

    help = (
        "Replay a company's history hour by hour and print when the alarm would have rung. "
        "Nothing is written and nobody is told."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The company, how far back, and other settings than its own."""
        parser.add_argument("company", help="the company's short name in addresses")
        parser.add_argument("--days", type=int, default=90, help="how far back (90)")
        parser.add_argument("--minimum", type=int, help="fewest mentions in a window")
        parser.add_argument("--cooldown", type=int, help="hours between two of one kind")
        parser.add_argument("--rising", type=int, help="the same, if it gets worse")

    def handle(self, *, company: str, days: int, **options: Any) -> None:
        """Print each ring and the sum of them."""
        found = Company.objects.filter(slug=company).first()
        if found is None:
            raise CommandError(f"There is no company {company!r}.")
        if not 1 <= days <= 3650:
            raise CommandError("--days: between 1 and 3650.")
        others = {name: options[name] for name in ("minimum", "cooldown", "rising")}
        said = replace(
            thresholds_of(settings_of(found)),
            **{name: value for name, value in others.items() if value is not None},
        )
        result = replayed(found, said, days=days, at=timezone.now())
        for ring in result.replay.rings:
            self.stdout.write(self._line(ring, result.history.zone))
        self.stdout.write(
            f"{result.replay.begun} in {days} days ({result.replay.learned // 24} of them "
            f"with enough history): {result.replay.per_month:.1f} a month."
        )

    def _line(self, ring: Ring, zone: Any) -> str:
        said = "; ".join(
            f"{signal.kind} {signal.level}: {signal.window.number} in {signal.window.hours} h "
            f"(usual {signal.window.expected:.1f}, unusual from {signal.window.unusual_from}), "
            f"{signal.window.negative} critical (usual {signal.window.expected_negative:.1f})"
            for signal in ring.signals
        )
        worse = "worse: " if ring.raises else ""
        return f"{moment_of(ring.hour + 1).astimezone(zone):%a %Y-%m-%d %H:%M}  {worse}{said}"
