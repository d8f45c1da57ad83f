"""What the pages of a company's settings are tried with."""

import pytest

from tests.companies.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
