"""Measures of the culture check, as plainly as possible."""

from datetime import timedelta

from rollout.stages.culture import measures
from tests.factories import MONDAY
from tests.rollout.builders import (
    TODAY,
)


def add_measure(place, **changes):
    return measures.add_measure(
        **{
            "company": place.company,
            "dimension": "speed",
            "text": "Vertretung regeln",
            "owner": place.lead,
            "due_on": TODAY + timedelta(days=30),
            "by": place.lead,
            "at": MONDAY,
        }
        | changes
    )
