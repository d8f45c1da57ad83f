"""Open comments follow into the next draft; a proposed wording goes into it by one click."""

from datetime import timedelta

import pytest

from companies.models import AuditEntry
from companies.refusals import RefusedError
from guidelines.forms import CommentForm, hash_of
from guidelines.models import Comment
from guidelines.selectors import carried_comments, draft_of, open_comments, text_of
from guidelines.services import comments, drafts
from tests.factories import MONDAY
from tests.guidelines.builders import (
    begin,
    make_department,
    make_place,
    paragraph_of,
    publish,
    say,
)
from tests.guidelines.test_pages import hidden, visit, words

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
KEY = "11111111-1111-4111-8111-111111111111"


def carried(version) -> list[str]:
    return [each.text for each in carried_comments(version)]


def test_open_comments_follow_until_somebody_settles_them():
    place = make_place()
    first = publish(place)
    said = say(place, paragraph_of(first), "Zu streng.")
    done = say(place, paragraph_of(first, "help"), "Wer hilft?", key="2")
    comments.settle_comment(comment_id=done.pk, answer="Petra.", **place.by(place.lead))
    second = begin(place, at=TUESDAY)
    assert carried(second) == ["Zu streng."]
    assert open_comments(second) == 1
    publish(place, at=TUESDAY)
    third = begin(place, at=WEDNESDAY)
    assert carried(third) == ["Zu streng."]
    settle = {"comment_id": said.pk, "answer": "Bleibt so."}
    comments.settle_comment(**settle, **place.by(place.lead, WEDNESDAY))
    assert carried(draft_of(place.company)) == ["Zu streng."]
    assert open_comments(third) == 0
    publish(place, at=WEDNESDAY)
    assert carried(begin(place, at=WEDNESDAY + timedelta(days=1))) == []


def test_comments_stay_with_their_document():
    place = make_place()
    sales = make_department(place)
    say(place, paragraph_of(publish(place, department=sales), "sales-offers"), "Und Rabatte?")
    say(place, paragraph_of(publish(place)), "Zu streng.", key="2")
    assert carried(begin(place)) == ["Zu streng."]
    assert carried(begin(place, sales)) == ["Und Rabatte?"]


def test_the_draft_shows_a_comment_at_its_paragraph_or_at_the_end():
    place = make_place()
    first = publish(place)
    say(place, paragraph_of(first), "Zu streng.")
    say(place, paragraph_of(first, "help"), "Wer hilft?", key="2")
    draft = begin(place)
    drafts.remove_paragraph(paragraph_id=paragraph_of(draft, "help").pk, **place.by(place.lead))
    page = words(visit(place.lead).get(place.url("draft/")))
    assert "from version 1 Zu streng." in page
    assert "About paragraphs that are no longer there" in page
    assert page.index("no longer there") < page.index("Wer hilft?")
    settle = place.url(f"comments/{Comment.of(place.company).get(text='Zu streng.').pk}/settle/")
    answer = visit(place.lead).post(settle, {"answer": "Bleibt so."})
    assert answer["Location"] == place.url("draft/") + "#p-tone"


def test_a_wording_alone_is_enough_and_nothing_is_not():
    place = make_place()
    row = paragraph_of(publish(place))
    assert say(place, row, "", proposal=" Freundlich. ").proposal == "Freundlich."
    with pytest.raises(RefusedError, match="Please write what you think"):
        say(place, row, " ", key="2", proposal=" ")


def test_words_left_as_they_were_propose_nothing():
    shown = "Eins.\n\n- zwei"
    sent = {"text": "Gut.", "form_key": KEY, "shown": hash_of(shown)}
    form = CommentForm({**sent, "proposal": "Eins.\r\n\r\n- zwei\r\n"})
    assert form.is_valid()
    assert form.cleaned_data["proposal"] == ""
    changed = CommentForm({**sent, "proposal": "Eins."})
    assert changed.is_valid()
    assert changed.cleaned_data["proposal"] == "Eins."


def test_a_wording_is_taken_over_into_the_draft_and_settles_the_comment():
    place = make_place()
    said = say(place, paragraph_of(publish(place)), "Kürzer.", proposal="Wir sind freundlich.")
    row = paragraph_of(begin(place, at=TUESDAY))
    given = {"comment_id": said.pk, "seen": row.fingerprint}
    for _ in range(2):
        comments.take_over(**given, **place.by(place.lead, TUESDAY))
    said.refresh_from_db()
    assert paragraph_of(draft_of(place.company)).text == "Wir sind freundlich."
    assert said.answer == "Der Vorschlag ist in Version 2 übernommen."
    assert (said.settled_by, said.settled_at) == (place.lead.user, TUESDAY)
    acts = list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["guidelines.paragraph_saved", "guidelines.taken_over"]


def test_a_wording_does_not_replace_words_that_were_not_seen():
    place = make_place()
    draft = begin(place)
    row = paragraph_of(draft)
    said = say(place, row, "", proposal="Wir sind freundlich.")
    seen = row.fingerprint
    changed = {"title": row.title, "text": "Anders.", "seen": seen}
    drafts.save_paragraph(paragraph_id=row.pk, **changed, **place.by(place.manager))
    with pytest.raises(RefusedError, match="Somebody else has changed"):
        comments.take_over(comment_id=said.pk, seen=seen, **place.by(place.lead))
    assert paragraph_of(draft).text == "Anders."
    assert Comment.of(place.company).get().settled_at is None


@pytest.mark.parametrize("what", ["no_draft", "no_wording", "gone", "settled"])
def test_what_cannot_be_taken_over_is_refused(what):
    place = make_place()
    wording = "" if what == "no_wording" else "Wir sind freundlich."
    said = say(place, paragraph_of(publish(place)), "Hm.", proposal=wording)
    seen = ""
    if what != "no_draft":
        row = paragraph_of(begin(place))
        seen = row.fingerprint
        if what == "gone":
            drafts.remove_paragraph(paragraph_id=row.pk, **place.by(place.lead))
        if what == "settled":
            settle = {"comment_id": said.pk, "answer": "Nein."}
            comments.settle_comment(**settle, **place.by(place.manager))
    sentence = "Somebody else has settled" if what == "settled" else "There is no paragraph"
    with pytest.raises(RefusedError, match=sentence):
        comments.take_over(comment_id=said.pk, seen=seen, **place.by(place.lead))


def test_a_member_takes_nothing_over():
    place = make_place()
    draft = begin(place)
    said = say(place, paragraph_of(draft), "", proposal="Wir sind freundlich.")
    url = place.url(f"comments/{said.pk}/take-over/")
    assert visit(place.member).post(url, {"seen": "x"}).status_code == 403
    page = visit(place.member).get(place.url("draft/")).content.decode()
    assert "take-over" not in page


def test_a_wording_is_proposed_shown_as_difference_and_taken_over_on_the_pages():
    place = make_place()
    row = paragraph_of(publish(place), "competitors")
    member, url = visit(place.member), place.url(f"paragraphs/{row.pk}/comment/")
    page = member.get(url)
    assert row.text in page.content.decode()
    sent = {
        "text": "",
        "proposal": f"{row.text} Punkt.",
        "form_key": hidden(page, "form_key"),
        "shown": hidden(page, "shown"),
    }
    refused = member.post(url, {**sent, "proposal": row.text})
    assert refused.status_code == 422
    assert member.post(url, sent)["Location"] == place.url("versions/1/") + "#p-competitors"
    shown = member.get(place.url()).content.decode()
    assert shown.count("<ins>") == 1
    assert "take-over" not in shown
    begin(place)
    draft = visit(place.lead).get(place.url("draft/"))
    said = Comment.of(place.company).get()
    take = place.url(f"comments/{said.pk}/take-over/")
    assert f'action="{take}"' in draft.content.decode()
    taken = visit(place.lead).post(take, {"seen": hidden(draft, "seen")})
    assert taken["Location"] == place.url("draft/") + "#p-competitors"
    texts = {each.key: each.text for each in text_of(draft_of(place.company))}
    assert texts["competitors"].endswith(" Punkt.")
    assert "Settled Petra Vogt" in words(member.get(place.url("draft/")))


def test_hostile_words_in_a_proposal_do_nothing():
    place = make_place()
    evil = "<script>alert('ä')</script> [k](javascript:alert(1))"
    say(place, paragraph_of(publish(place)), "", proposal=evil)
    page = visit(place.lead).get(place.url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
