"""A company at its fifth stage; sentences are compared in English."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.rollout.builders import Place
from tests.rollout.resourcing import resources_place


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return resources_place()
