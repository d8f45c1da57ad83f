"""A feed that says what was deleted: the words go here, the figures stay."""

from datetime import timedelta

import pytest

from monitoring.models import Item, Mention, MentionCount, Source
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import listening_company, visit

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SAID = "Lindner war am Markt, sagt Carol."


def feed(*within: str) -> Scripted:
    head = (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Blog</title>'
    )
    return Scripted(200, {}, f"{head}{''.join(within)}</feed>".encode())


def entry(number: int, said: str) -> str:
    return (
        f"<entry><id>tag:{number}</id><title>{said}</title><author><name>Carol</name></author>"
        f"<updated>2026-11-15T09:00:00Z</updated></entry>"
    )


STONE = '<at:deleted-entry ref="tag:1" when="2026-11-16T09:00:00Z"/>'


def test_what_a_feed_says_is_deleted_loses_its_words_once(server: FeedServer) -> None:
    other = entry(2, "Lindner hat zu.")
    server.script(feed(entry(1, SAID), other), feed(STONE, other), feed(STONE, other, " "))
    company = listening_company(server)
    source = Source.of(company).get()
    visit(server, source)
    counted = list(MentionCount.of(company).exclude(number=0).values())
    assert Mention.of(company).count() == 2
    visit(server, source, at=MONDAY + HOUR)
    gone = Mention.of(company).get(deleted_at_source=MONDAY + HOUR)
    assert (gone.title, gone.text, gone.author, gone.url) == ("", "", "", "")
    assert Item.objects.get(external_id="tag:1").title == ""
    assert list(MentionCount.of(company).exclude(number=0).values()) == counted
    visit(server, source, at=MONDAY + 2 * HOUR)
    assert Mention.of(company).filter(deleted_at_source=MONDAY + HOUR).count() == 1
    assert Mention.of(company).get(deleted_at_source=None).title == "Lindner hat zu."


def test_a_stone_for_what_was_never_read_or_stands_elsewhere_changes_nothing(
    server: FeedServer,
) -> None:
    server.script(feed(entry(1, SAID)), path="/one")
    server.script(feed(STONE, entry(3, "Lindner feiert.")), path="/other")
    company = listening_company(server, path="/one")
    other = listening_company(server, path="/other", name="Keller")
    for each in (company, other):
        visit(server, Source.of(each).get())
    assert [each.title for each in Mention.of(company)] == [SAID]
    assert [each.title for each in Mention.of(other)] == ["Lindner feiert."]
