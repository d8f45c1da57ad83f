"""What the pages people have open cost: rows against an f-string, requests, queries.

Run `python -m benchmarks.mention_page [--quick]`. A company has 100,000 mentions (quick: 5,000).
First fifty cards are rendered by their template and by an f-string (`mention_rows`) that writes the
same; then whole requests of a signed-in person are made to the home page, the dashboard, the list
and the desk, without a server around them: CPU milliseconds of this process and of its database
process, and how many questions the database was asked. Medians, by turns.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.database import cpu_seconds, own_database
from benchmarks.filling import companies_of, fill

ROWS, QUICK = 100_000, 5_000
ROUNDS = 15
PAGE = 50
DEMANDED = 3
PAGES = ("rollout:home", "monitoring:dashboard", "monitoring:mentions", "monitoring:desk")
MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
ROWS_TEMPLATE = "{% for mention in cards %}{% include 'monitoring/_mention.html' %}{% endfor %}"


def main() -> None:
    """Fill, compare, ask, and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    number = QUICK if options.parse_args().quick else ROWS
    with TemporaryDirectory() as folder:
        # The files' hashed names are looked up as they are in production.
        os.environ["STATIC_ROOT"] = folder
        os.environ["STATICFILES_BACKEND"] = MANIFEST
        with own_database("etappe_benchmark_pages"):
            report(number)


def report(number: int) -> None:
    """Measure and print what was found."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone, translation

    from companies.roles import Role
    from tests.factories import make_member, make_user

    call_command("collectstatic", interactive=False, verbosity=0)
    user = make_user()
    (company,) = companies_of(1)
    make_member(company, Role.LEAD, user=user)
    fill([company], number)
    say_more(company, user, timezone.now())
    with translation.override("de"):
        rows(company)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    pages = {name: reverse(name, args=(company.slug,)) for name in PAGES}
    print(f"\nWhole requests, {number:,} mentions      CPU ms   questions   KB")
    for name, (milliseconds, questions, size) in requests(client, pages).items():
        print(f"  {name:<30}{milliseconds:10.1f}{questions:12}{size:5.0f}")


def say_more(company: Any, user: Any, now: Any) -> None:
    """Give the newest mentions the words and tones of everyday ones, and the desk its cases."""
    from benchmarks.judge import entries
    from monitoring.models import Mention
    from monitoring.pipeline.judge import judge_entry
    from monitoring.services.desk.opening import put_on_desk

    newest = list(Mention.of(company).order_by("-published_at")[: 4 * PAGE])
    for mention, (title, html) in zip(newest, entries(), strict=False):
        judged = judge_entry(title, html)
        mention.title, mention.text = judged.title, judged.text
        mention.tone, mention.kind = judged.tone.label, judged.kind
        mention.tone_reasons = [{"word": each.word} for each in judged.tone.reasons]
        mention.topics = list(judged.topics)
    Mention.everywhere.bulk_update(
        newest, ["title", "text", "tone", "kind", "tone_reasons", "topics"]
    )
    for mention in newest[::2]:
        put_on_desk(mention=mention, by=user, at=now)


def rows(company: Any) -> None:
    """Print what fifty cards cost by their template and by an f-string that writes the same."""
    from django.template import engines
    from django.utils import timezone

    from benchmarks import mention_rows
    from monitoring.presenters.cards import cards
    from monitoring.presenters.sight import Sight
    from monitoring.selectors.mentions import MentionFilters, mentions_page

    page = mentions_page(company, MentionFilters())
    here, token = Sight(company, timezone.now()), "t" * 64
    template = engines["django"].from_string(ROWS_TEMPLATE)

    def made() -> Any:
        return cards(page.mentions, here)

    ready = [Prepared(card) for card in made()]

    ways: dict[str, Callable[[], str]] = {
        "template": lambda: template.render({"cards": made(), "csrf_token": token}),
        "f-string": lambda: mention_rows.rows(made(), token),
        "template alone": lambda: template.render({"cards": ready, "csrf_token": token}),
        "f-string alone": lambda: mention_rows.rows(ready, token),
    }
    assert len({_bare(way()) for way in ways.values()}) == 1
    times = medians({name: _timed(way) for name, way in ways.items()})
    for written in ("", " alone"):
        ours, plain = (1000 * times[f"{way}{written}"] for way in ("template", "f-string"))
        print(
            f"{len(page.mentions)} cards{written or ' prepared and written'}, CPU ms: template"
            f" {ours:.1f}, f-string {plain:.1f}: {ours / plain:.2f} x (demanded: {DEMANDED})"
        )


class Prepared:
    """What a card says, made once; so that only writing it is measured."""

    def __init__(self, card: Any) -> None:
        for name in dir(type(card)):
            if not name.startswith("_") and not callable(getattr(type(card), name)):
                setattr(self, name, getattr(card, name))
        self.is_unread, self.problem, self.typed_url = False, "", ""
        self.mention, self.said = card.mention, ""


def requests(client: Any, pages: dict[str, str]) -> dict[str, tuple[float, int, float]]:
    """CPU milliseconds, questions and kilobytes of each page, by name."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, url in pages.items():
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, (name, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        found[name] = (len(asked), len(answer.content) / 1000)
    times = medians(
        {name: lambda url=url: cpu_seconds(lambda: client.get(url)) for name, url in pages.items()}
    )
    return {name: (1000 * times[name], *found[name]) for name in pages}


def medians(measures: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each measure, taken by turns."""
    rounds = [{name: measure() for name, measure in measures.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(each[name] for each in rounds) for name in measures}


def _timed(way: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        began = time.process_time()
        way()
        return time.process_time() - began

    return measure


def _bare(html: str) -> str:
    """Without the blanks between tags."""
    return re.sub(r"\s*([<>])\s*", r"\1", " ".join(html.split()))


if __name__ == "__main__":
    main()
