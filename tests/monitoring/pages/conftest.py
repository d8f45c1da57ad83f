import pytest

from tests.monitoring.pages.rows import Place, make_place


@pytest.fixture
def place(db: None) -> Place:
    return make_place()
