"""Krämer's culture check and four weeks of listening."""

from datetime import timedelta

from monitoring.demo_sources.history import remember
from monitoring.models import Feed, Source
from rollout.demo import sources
from rollout.demo.culture_check import check_culture
from rollout.demo.kraemer.cast import Cast
from rollout.models import CultureMeasure
from rollout.stages.culture import measures
from rollout.stages.listening.services import freeze_baseline, set_plan

CULTURE, LISTENING = 1, 2
WATCHED_FROM = 14
"""Day of the story from which is listened."""
THRESHOLD = 35
"""Percent of criticism the company bears: about a fifth to a quarter of its mentions are."""


def tell(cast: Cast, *, port: int) -> None:
    """The first ten weeks."""
    check_culture(
        cast.company, lead=cast.lead, manager=cast.manager, inventory=INVENTORY, at=cast.on(3)
    )
    cast.pass_gate(CULTURE, cast.on(10))
    for row in CultureMeasure.of(cast.company):
        measures.mark_measure_done(
            company=cast.company, measure_id=row.pk, by=cast.manager, at=cast.on(60)
        )
    _listen(cast, port)
    cast.pass_gate(LISTENING, cast.on(50))


def _listen(cast: Cast, port: int) -> None:
    sources.watch(
        cast.company,
        sources.KRAEMER,
        sources.KRAEMER_PROFILES,
        port=port,
        by=cast.lead,
        at=cast.on(WATCHED_FROM),
    )
    feeds = Feed.objects.filter(pk__in=Source.of(cast.company).values("feed"))
    remember(
        feeds,
        first=cast.on(WATCHED_FROM).date(),
        last=(cast.now - timedelta(days=1)).date(),
        today=cast.now.date(),
    )
    set_plan(
        company=cast.company,
        starts_on=cast.on(WATCHED_FROM + 1).date(),
        ends_on=cast.on(WATCHED_FROM + 29).date(),
        by=cast.lead,
        at=cast.on(WATCHED_FROM),
        criticism_threshold=THRESHOLD,
    )
    freeze_baseline(company=cast.company, by=cast.lead, at=cast.on(46))


INVENTORY = (
    ("owned", "Internetseite", "https://kraemer.example", "Referenzen, Stellen"),
    ("paid", "Bandenwerbung beim Sportverein", "", "Vertrag bis Sommer"),
    ("earned", "Metallforum und Bewertungen", "", "Wird bisher nicht gelesen"),
)
