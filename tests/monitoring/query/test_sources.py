from monitoring.connectors import CONNECTORS
from monitoring.query.document import Document, Folded
from monitoring.query.fields import SOURCES


def test_every_kind_of_source_can_be_asked_for() -> None:
    kinds = {Folded(Document("", source=kind)).source for kind in CONNECTORS}
    assert kinds == set(SOURCES)
