"""The pages of the guidelines, walked as a browser without scripts does."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies.models import Membership
from companies.roles import Role
from guidelines.models import Acknowledgement, Comment
from guidelines.selectors import draft_of, published_version, text_of
from guidelines.services import drafts, publishing
from tests.factories import make_member
from tests.guidelines.builders import begin, make_place, paragraph_of, publish, say

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('ä')</script> ![x](https://evil.example/x.png) [k](javascript:alert(1))"


def visit(who: Membership) -> Client:
    who.user.language = "en"
    who.user.save(update_fields=["language"])
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.user)
    return client


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def hidden(answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def test_a_company_comes_from_nothing_to_a_version_everybody_has_read():
    place = make_place()
    lead, manager, member = visit(place.lead), visit(place.manager), visit(place.member)
    assert "Begin with this text" in words(lead.get(place.url()))
    assert "Begin with this text" not in words(member.get(place.url()))
    begun = lead.post(place.url("draft/begin/"))
    assert begun["Location"] == place.url("draft/")
    assert "Read the draft" in words(member.get(place.url()))
    assert "Put into force" not in words(lead.get(place.url("draft/publish/")))
    page = manager.get(place.url("draft/publish/"))
    assert "3 people are told by e-mail" in words(page)
    sent = {"note": "Hello.", "number": "1", "shown": hidden(page, "shown")}
    for _ in range(2):  # a double click
        assert manager.post(place.url("draft/publish/"), sent)["Location"] == place.url()
    read = member.get(place.url())
    assert "I have read it and will follow it" in words(read)
    assert member.post(place.url("acknowledge/1/"))["Location"] == place.url()
    assert "You acknowledged this version on" in words(member.get(place.url()))
    counted = words(lead.get(place.url("readers/")))
    assert "Version 1: read by 1 of 3" in counted
    assert "Still missing: Georg Brenner, Petra Vogt" in counted


def test_a_paragraph_is_previewed_saved_and_refused_with_everything_typed():
    place = make_place()
    row = paragraph_of(begin(place))
    lead, url = visit(place.lead), place.url(f"draft/{row.pk}/")
    seen = hidden(lead.get(url), "seen")
    typed = {"title": "Tone", "text": "We are **kind**.", "seen": seen}
    shown = lead.post(url, {**typed, "preview": "1"})
    assert shown.status_code == 200
    assert "<strong>kind</strong>" in shown.content.decode()
    assert paragraph_of(draft_of(place.company)).title != "Tone"
    refused = lead.post(url, {**typed, "text": " "})
    assert refused.status_code == 422
    assert 'value="Tone"' in refused.content.decode()
    assert lead.post(url, typed)["Location"] == place.url("draft/") + "#p-tone"
    assert paragraph_of(draft_of(place.company)).text == "We are **kind**."
    assert lead.post(url, {**typed, "text": "Other."}).status_code == 422  # it has changed since


def test_the_preview_for_scripts_shows_the_same_words():
    place = make_place()
    answer = visit(place.lead).post(place.url("draft/preview/"), {"text": "**kind**"})
    assert (
        answer.content.decode()
        .strip()
        .endswith('<div class="prose" id="preview"><p><strong>kind</strong></p>\n</div>')
    )


@pytest.mark.parametrize("path", ["", "draft/", "versions/1/", "versions/2/changes/"])
def test_hostile_words_are_shown_and_do_nothing(path):
    place = make_place()
    publish(place)
    row = paragraph_of(begin(place))
    given = {"title": EVIL[:120], "text": EVIL, "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    if not path:
        publish(place)
        begin(place)
    say(place, paragraph_of(draft_of(place.company)), EVIL)
    page = visit(place.member).get(place.url(path)).content.decode()
    assert "<script>alert" not in page
    assert 'evil.example/x.png"' not in page.replace('<a href="https://evil.example/x.png"', "")
    assert 'href="javascript:' not in page


def test_a_comment_is_written_shown_and_settled():
    place = make_place()
    row = paragraph_of(publish(place))
    member, url = visit(place.member), place.url(f"paragraphs/{row.pk}/comment/")
    empty = member.post(url, {"text": "", "form_key": hidden(member.get(url), "form_key")})
    assert empty.status_code == 422
    sent = {"text": "At night too?", "form_key": hidden(empty, "form_key")}
    for _ in range(2):
        answer = member.post(url, sent)
    assert answer["Location"] == place.url("versions/1/") + "#p-tone"
    said = Comment.of(place.company).get()
    settle = place.url(f"comments/{said.pk}/settle/")
    assert member.post(settle, {"answer": "No."}).status_code == 403
    assert visit(place.lead).post(settle, {"answer": "No."}).status_code == 302
    assert "At night too? Settled Petra Vogt No." in words(member.get(place.url()))


def test_what_changed_is_shown_with_signs_for_eyes_and_ears():
    place = make_place()
    publish(place)
    row = paragraph_of(begin(place), "competitors")
    given = {"title": row.title, "text": f"{row.text} Punkt.", "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    page = visit(place.member).get(place.url("versions/2/changes/")).content.decode()
    assert page.count("<ins>") == 1
    assert page.count("<del>") == 0
    assert re.search(r' <ins><span class="visually-hidden">\[added:</span>Punkt\.', page)


def test_an_old_page_acknowledges_nothing_new():
    place = make_place()
    publish(place)
    publish(place)
    visit(place.member).post(place.url("acknowledge/1/"))
    assert not Acknowledgement.of(place.company).exists()


def test_a_paragraph_moves_and_goes_by_its_buttons():
    place = make_place()
    draft = begin(place)
    lead, row = visit(place.lead), paragraph_of(draft, "identity")
    lead.post(place.url(f"draft/{row.pk}/move/"), {"place": "1"})
    assert text_of(draft)[0].key == "identity"
    lead.post(place.url(f"draft/{row.pk}/move/"), {"place": "99999999999999999999"})
    assert text_of(draft)[0].key == "identity"
    lead.post(place.url(f"draft/{row.pk}/remove/"))
    assert len(text_of(draft)) == 15


def test_a_published_paragraph_has_no_page_to_change_it():
    place = make_place()
    row = paragraph_of(publish(place))
    assert visit(place.lead).get(place.url(f"draft/{row.pk}/")).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "draft/", "versions/", "versions/2/changes/", "readers/", "draft/publish/"]
)
def test_queries_do_not_grow_with_what_is_said_and_who_reads(path):
    place = make_place()
    publish(place)
    begin(place)
    client = visit(place.manager)
    client.get(place.url(path))

    def number() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(place.url(path)).status_code == 200
        return len(queries)

    before = number()
    for i in range(8):
        someone = make_member(place.company, Role.MEMBER, name=f"Person {i}")
        at = timezone.now()
        publishing.acknowledge(number=1, **place.by(someone, at))
        for version in (published_version(place.company), draft_of(place.company)):
            say(place, text_of(version)[i], "Hm.", key=f"{version.pk}-{i}")
    assert number() == before
    assert before <= 17


def test_a_neighbours_version_is_unknown():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    row = paragraph_of(publish(neighbour))
    lead = visit(place.lead)
    assert lead.get(place.url("versions/1/")).status_code == 404
    assert lead.get(place.url(f"paragraphs/{row.pk}/comment/")).status_code == 404
    assert lead.get(neighbour.url()).status_code == 404
