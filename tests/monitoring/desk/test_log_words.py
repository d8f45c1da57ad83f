"""The log says what is stored as a code in the reader's words."""

import pytest
from django.utils import translation

from companies import audit
from companies.models import AuditEntry
from monitoring.services.desk.settings import RuleGiven, add_rule, set_promise
from tests.factories import MONDAY
from tests.monitoring.desk.room import make_room


@pytest.mark.django_db
def test_the_log_names_kinds_of_mentions_and_of_sources_in_the_readers_language() -> None:
    room = make_room()
    common = {"company": room.company, "by": room.lead.user, "at": MONDAY}
    add_rule(given=RuleGiven(kind="question", person=room.member), **common)
    add_rule(given=RuleGiven(words="Lieferung, Preis", person=room.member), **common)
    add_rule(given=RuleGiven(source_kind="imap", person=room.member), **common)
    set_promise(source_kind="mastodon", minutes=240, **common)
    audit.record(
        room.company, "source.added", by=room.lead.user, at=MONDAY, name="Shop", address="webhook:1"
    )
    with translation.override("de"):
        said = [audit.sentence(entry) for entry in AuditEntry.of(room.company).order_by("-pk")[:5]]
    assert said == [
        "hat die Quelle „Shop“ hinzugefügt (Anderes Programm (Webhook))",
        "hat eine Antwort binnen 4 Arbeitsstunden versprochen: Mastodon",
        "hat die Regel 3 (E-Mail-Benachrichtigungen) geändert, wer was beantwortet",
        "hat die Regel 2 (Lieferung, Preis) geändert, wer was beantwortet",
        "hat die Regel 1 (Frage) geändert, wer was beantwortet",
    ]
