"""A webhook from its first page to the mentions it brings."""

import base64
import hashlib
import hmac
import html
import json
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from monitoring.intake.queue import begin, sweep
from monitoring.models import Credential, Delivery, Feed, Hook, Item, Mention, MentionCount, Source
from monitoring.services.hooks import (
    add_hook,
    forget_deliveries,
    hook_of,
    renew_secret,
    verify_token,
)
from monitoring.services.sources import pause_source, resume_source
from monitoring.views.receiving import FROM_ONE
from tests.factories import MONDAY
from tests.monitoring.pages.rows import Place, make_place

pytestmark = pytest.mark.django_db

ENTRY = {"text": "Die Bahn steht wieder.", "author": "Carol", "published_at": "2026-11-14"}


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


class Sender:
    """A program on the other side."""

    def __init__(self, source: Source, secret: str) -> None:
        self.path = f"/in/{source.feed.address.partition(':')[2]}/"
        self.secret = secret

    def send(self, content: Any, *, number: str = "msg_1", **more: Any) -> HttpResponse:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        stamp = str(int(time.time()))
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        made = hmac.new(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256).digest()
        headers = {
            "webhook-id": number,
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
        }
        kind = more.get("kind", "application/json")
        browser = Client(enforce_csrf_checks=True)
        return browser.post(self.path, body, content_type=kind, headers=headers)  # type: ignore[return-value]


def made(place: Place, **more: Any) -> tuple[Source, Sender]:
    given: dict[str, Any] = {"name": "Shop", "scheme": "standard", **more}
    new = add_hook(company=place.company, by=place.lead.user, at=MONDAY, **given)
    return new.source, Sender(new.source, new.secret)


def said(answer: HttpResponse) -> tuple[int, Any]:
    return answer.status_code, json.loads(answer.content)


def test_a_delivery_becomes_a_mention_and_comes_in_once(place: Place) -> None:
    source, sender = made(place)
    assert said(sender.send(ENTRY)) == (202, {"accepted": 1, "duplicates": 0})
    assert said(sender.send(ENTRY)) == (202, {"accepted": 0, "duplicates": 1})
    assert said(sender.send(ENTRY, number="msg_2")) == (202, {"accepted": 0, "duplicates": 1})
    mention = Mention.of(place.company).get()
    assert (mention.text, mention.author, mention.source) == (ENTRY["text"], "Carol", source)
    assert Delivery.of(place.company).count() == 2


def test_what_was_deleted_at_its_source_loses_its_words_and_figures_stay(place: Place) -> None:
    _source, sender = made(place)
    other = {"text": "Das bleibt.", "id": "b"}
    sender.send([{**ENTRY, "id": "a"}, other])
    counted = sum(MentionCount.of(place.company).values_list("number", flat=True))
    gone = {"id": "a", "deleted": True}
    answer = said(sender.send(gone, number="msg_2"))
    assert answer == (202, {"accepted": 0, "duplicates": 0, "deleted": 1})
    mentions = Mention.of(place.company).order_by("pk")
    rows = [(each.text, each.author, each.deleted_at_source is None) for each in mentions]
    assert rows == [("", "", False), ("Das bleibt.", "", True)]
    assert sum(MentionCount.of(place.company).values_list("number", flat=True)) == counted
    assert said(sender.send(gone, number="msg_2")) == (202, {"accepted": 0, "duplicates": 1})
    assert said(sender.send(gone, number="msg_3"))[0] == 202
    again = said(sender.send({**ENTRY, "id": "a"}, number="msg_4"))
    assert again == (202, {"accepted": 0, "duplicates": 1})
    assert ENTRY["text"] not in repr(list(Mention.of(place.company).values()))


def test_a_deletion_that_overtakes_its_entry_keeps_it_out(place: Place) -> None:
    _source, sender = made(place)
    gone = {"id": "carol/1", "deleted": True}
    for number in ("msg_1", "msg_2"):
        answer = said(sender.send(gone, number=number))
        assert answer == (202, {"accepted": 0, "duplicates": 0, "deleted": 1})
    assert "carol" not in Item.objects.get().external_id
    late = said(sender.send([{**ENTRY, "id": "carol/1"}, {**ENTRY, "id": "b"}], number="msg_3"))
    assert late == (202, {"accepted": 1, "duplicates": 1})
    assert [each.external_id for each in Mention.of(place.company)] == ["b"]


def test_a_deletion_is_signed_names_a_key_and_stays_with_its_sender(place: Place) -> None:
    _source, sender = made(place)
    _another, neighbour = made(place, name="Forum")
    sender.send({**ENTRY, "id": "a"})
    stranger = Sender(_source, "whsec_" + base64.b64encode(b"another").decode())
    assert said(stranger.send({"id": "a", "deleted": True}, number="msg_2"))[0] == 401
    status, content = said(sender.send({"deleted": True}, number="msg_3"))
    assert (status, content["errors"][0]["field"]) == (400, "id")
    neighbour.send({"id": "a", "deleted": True}, number="msg_4")
    sender.send({"id": "unknown", "deleted": "true"}, number="msg_5")
    assert Mention.of(place.company).get().text == ENTRY["text"]


def test_a_list_comes_in_whole_or_not_at_all(place: Place) -> None:
    _source, sender = made(place)
    bad = [ENTRY, {"text": "x", "rating": 9}, {"author": "nobody"}]
    status, content = said(sender.send(bad))
    assert status == 400
    assert content == {
        "errors": [
            {
                "index": 1,
                "field": "rating",
                "message": "“9” is no number of stars from 1 to 5.",
            },
            {"index": 2, "field": "text", "message": "There is neither a text nor a title."},
        ]
    }
    assert not Item.objects.exists()
    many = [{**ENTRY, "id": number} for number in range(500)]
    assert said(sender.send(many)) == (202, {"accepted": 500, "duplicates": 0})
    assert said(sender.send([*many, ENTRY], number="msg_9"))[0] == 400


def test_whoever_does_not_know_the_secret_is_refused_and_the_company_reads_it(place: Place) -> None:
    source, sender = made(place)
    stranger = Sender(source, "whsec_" + base64.b64encode(b"another").decode())
    assert said(stranger.send(ENTRY))[0] == 401
    assert said(Client().post(sender.path, ENTRY, content_type="application/json"))[0] == 401  # type: ignore[arg-type]
    assert not Item.objects.exists()
    page = place.get(f"sources/{source.pk}/webhook/")
    assert "2 deliveries were refused" in page
    assert "It carried no signature" in page
    sender.send(ENTRY)
    assert "refused" not in place.get(f"sources/{source.pk}/webhook/").partition("Where each")[0]


def test_the_source_itself_says_what_was_refused_after_the_last_good_delivery(place: Place) -> None:
    source, sender = made(place)
    stranger = Sender(source, "whsec_" + base64.b64encode(b"another").decode())
    stranger.send(ENTRY)
    for path in (f"sources/{source.pk}/", "sources/"):
        page = html.unescape(place.get(path))
        assert "Nothing has come in yet. 1 delivery was refused, the last one " in page
        assert 'data-tone="stop"' in page and "Try again" not in page
    sender.send(ENTRY)
    for path in (f"sources/{source.pk}/", "sources/"):
        page = place.get(path)
        assert "Came in last" in page and "refused" not in page and 'data-tone="stop"' not in page
    stranger.send(ENTRY, number="msg_2")
    stranger.send(ENTRY, number="msg_3")
    page = html.unescape(place.get(f"sources/{source.pk}/"))
    assert re.search(
        r"Came in last [^.]+\. After that 2 deliveries were refused, the last one \d\d:\d\d: "
        r"Its signature does not fit",
        page,
    ), page


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"null", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"text": {"a": 1}}', "application/json", 400),
        (b"<text/>", "text/xml", 415),
        (b"x" * 1_000_001, "application/json", 413),
        (b"text=Die+Bahn+steht.&author=Carol", "application/x-www-form-urlencoded", 202),
        (b'{"text": "\\u0000a\\ud800b"}', "application/json", 202),
    ],
    ids=[
        "broken",
        "deep",
        "empty_list",
        "a_word",
        "null",
        "no_text",
        "nested",
        "xml",
        "large",
        "form",
        "odd_signs",
    ],
)
def test_bodies_of_every_shape_get_a_clear_answer(
    place: Place, body: bytes, kind: str, status: int
) -> None:
    _source, sender = made(place)
    assert sender.send(body, kind=kind).status_code == status
    assert Item.objects.count() == (1 if status == 202 else 0)


@pytest.mark.parametrize("field", ["rating", "published_at", "language", "id", "url"])
@pytest.mark.parametrize(
    "value",
    ['"\\ud800"', '"a\\u0000b"', "NaN", "1e999", "1" * 4299, '"9999-12-31T23:59:59-14:00"'],
    ids=["surrogate", "nul", "nan", "infinite", "long", "too_late"],
)
def test_values_of_every_shape_get_a_clear_answer(place: Place, field: str, value: str) -> None:
    source, sender = made(place)
    body = f'{{"text": "Die Bahn steht.", "{field}": {value}}}'
    assert sender.send(body.encode()).status_code in (202, 400)
    assert "Die Bahn" not in place.get(f"sources/{source.pk}/webhook/")


def test_why_something_was_refused_is_kept_for_a_month(place: Place) -> None:
    source, sender = made(place)
    assert sender.send({"text": "x", "rating": "Rosa"}).status_code == 400
    now = timezone.now()
    forget_deliveries(before=now - timedelta(minutes=1))
    assert "Rosa" in place.get(f"sources/{source.pk}/webhook/")
    forget_deliveries(before=now + timedelta(minutes=1))
    assert "Rosa" not in place.get(f"sources/{source.pk}/webhook/")


def test_an_address_nobody_made_a_removed_one_and_reading_it_lead_nowhere(place: Place) -> None:
    source, sender = made(place)
    unknown = "/in/00000000-0000-4000-8000-000000000000/"
    assert Client().post(unknown, b"{}", content_type="application/json").status_code == 404
    assert Client().get(sender.path).status_code == 405
    place.browser().post(place.url(f"sources/{source.pk}/remove/"))
    assert sender.send(ENTRY).status_code == 404


def test_networks_that_ask_for_an_echo_get_it(place: Place) -> None:
    secret = "geheimes-wort-fuer-meta"
    source, sender = made(place, scheme="hub", secret=secret)
    token = verify_token(Hook.of(place.company).get(feed=source.feed))
    asked = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1158201444"}
    assert Client().get(sender.path, asked).content == b"1158201444"
    assert Client().get(sender.path, {**asked, "hub.verify_token": "x"}).status_code == 405
    slack, other = made(place, name="Slack", scheme="slack", secret=secret)
    body = b'{"type":"url_verification","challenge":"3eZbrw1a"}'
    stamp = str(int(time.time()))
    signed = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={signed}"}
    answer = Client().post(other.path, body, content_type="application/json", headers=headers)
    assert json.loads(answer.content) == {"challenge": "3eZbrw1a"}
    assert {source.feed.kind, slack.feed.kind} == {"webhook"}


def test_the_word_for_meta_is_not_the_secret_and_changes_with_it(place: Place) -> None:
    source, sender = made(place, scheme="hub", secret="geheimes-wort-fuer-meta")
    hook = Hook.of(place.company).get(feed=source.feed)
    token = verify_token(hook)

    def answer(typed: str) -> int:
        return Client().get(sender.path, {"hub.verify_token": typed}).status_code

    assert answer("geheimes-wort-fuer-meta") == 405
    assert answer("") == 405
    assert answer(token) == 200
    now = timezone.now()
    renew_secret(source=source, by=place.lead.user, at=now - timedelta(days=6))
    assert verify_token(hook) != token
    assert (answer(token), answer(verify_token(hook))) == (200, 200)
    renew_secret(source=source, by=place.lead.user, at=now - timedelta(days=8))
    assert answer(token) == 405
    other, standard = made(place, name="Other")
    assert verify_token(Hook.of(place.company).get(feed=other.feed)) == ""
    assert Client().get(standard.path, {"hub.verify_token": ""}).status_code == 405


def test_the_page_of_a_webhook_shows_the_word_for_meta_and_never_the_secret(place: Place) -> None:
    secret = "geheimes-wort-fuer-meta"
    source, _sender = made(place, scheme="hub", secret=secret)
    page = place.get(f"sources/{source.pk}/webhook/")
    assert verify_token(Hook.of(place.company).get(feed=source.feed)) in page
    assert secret not in page


def test_whoever_does_not_know_the_secret_uses_up_nothing_of_the_sender(place: Place) -> None:
    _source, sender = made(place)
    forged = {"content_type": "application/json", "REMOTE_ADDR": "198.51.100.7"}
    for _each in range(FROM_ONE):
        Client().post(sender.path, b"[]", **forged)
    assert Client().post(sender.path, b"[]", **forged).status_code == 429
    assert sender.send(ENTRY).status_code == 202


def test_after_another_secret_the_former_one_holds_for_a_week(place: Place) -> None:
    source, sender = made(place)
    now = timezone.now()
    new = renew_secret(source=source, by=place.lead.user, at=now - timedelta(days=6))
    assert sender.send(ENTRY).status_code == 202
    assert Sender(source, new.secret).send(ENTRY, number="msg_2").status_code == 202
    renew_secret(source=source, by=place.lead.user, at=now - timedelta(days=8))
    assert Sender(source, new.secret).send(ENTRY, number="msg_3").status_code == 401


def test_a_paused_webhook_takes_in_and_shows_later(place: Place) -> None:
    source, sender = made(place)
    pause_source(source=source, by=place.lead.user, at=MONDAY)
    assert sender.send(ENTRY).status_code == 202
    assert not Mention.of(place.company).exists()
    resume_source(source=source, by=place.lead.user, at=MONDAY)
    assert Mention.of(place.company).count() == 1


def test_nobody_asks_a_webhook_and_silence_is_no_failure(place: Place) -> None:
    source, _sender = made(place)
    assert sweep(at=MONDAY) == []
    assert begin(source.feed_id, at=MONDAY) is None
    page = place.get("sources/")
    assert "Nothing has come in yet." in page
    assert 'data-tone="stop"' not in page


def test_the_secret_is_shown_once_and_kept_sealed(place: Place) -> None:
    browser = place.browser()
    typed = {"name": "Shop", "scheme": "standard", "takes_everything": "on"}
    shown = browser.post(place.url("sources/add-webhook/"), typed)
    secret = re.findall(r"whsec_[A-Za-z0-9+/=]+", shown.content.decode())[0]
    assert "no-store" in shown["Cache-Control"]
    source = Source.of(place.company).get()
    assert secret not in place.get(f"sources/{source.pk}/webhook/")
    assert secret not in Credential.everywhere.get().sealed
    assert Sender(source, secret).send(ENTRY).status_code == 202


def test_what_was_typed_wrongly_is_refused_at_its_field(place: Place) -> None:
    browser = place.browser()
    typed = {"name": "", "scheme": "standard", "secret": "short"}
    refused = browser.post(place.url("sources/add-webhook/"), typed)
    assert refused.status_code == 422
    refused = browser.post(place.url("sources/add-webhook/"), {**typed, "name": "Shop"})
    assert "A secret needs at least 16 characters." in refused.content.decode()
    assert not Feed.objects.exists()


def test_fields_are_found_where_the_company_says_they_stand(place: Place) -> None:
    source, sender = made(place)
    delivery = {"data": {"items": [{"msg": {"body": "Zu teuer."}, "who/what": "Carol"}]}}
    paths = {"items_at": "/data/items", "text": "/msg/body", "author": "/who~1what"}
    path, browser = place.url(f"sources/{source.pk}/webhook/"), place.browser()
    tried = browser.post(path, {**paths, "example": json.dumps(delivery), "try": "1"})
    assert "Zu teuer." in tried.content.decode()
    assert not Item.objects.exists()
    assert hook_of(source).items_at == ""
    assert browser.post(path, {**paths, "save": "1"}).status_code == 302
    assert said(sender.send(delivery)) == (202, {"accepted": 1, "duplicates": 0})
    mention = Mention.of(place.company).get()
    assert (mention.text, mention.author) == ("Zu teuer.", "Carol")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"text": "body", "save": "1"}, "A path begins with a slash"),
        ({"author": "/author", "save": "1"}, "Say where the text stands"),
        ({"text": "/text", "example": "{", "try": "1"}, "This is no JSON"),
        ({"text": "/text", "items_at": "/a", "example": "{}", "try": "1"}, "no list of entries"),
    ],
    ids=["no_slash", "no_text", "no_json", "no_list"],
)
def test_a_path_or_example_that_cannot_be_is_refused_there(
    place: Place, typed: dict[str, str], says: str
) -> None:
    source, _sender = made(place)
    before = Hook.everywhere.get().mapping
    answer = place.browser().post(place.url(f"sources/{source.pk}/webhook/"), typed)
    assert says in answer.content.decode()
    assert Hook.everywhere.get().mapping == before


def test_a_webhook_is_its_companys_alone(place: Place) -> None:
    source, _sender = made(place)
    other = make_place("Metallbau Krämer")
    assert other.browser().get(other.url(f"sources/{source.pk}/webhook/")).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Hook.everywhere.update(company=other.company)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.everywhere.create(
            company=other.company,
            feed=source.feed,
            name="x",
            added_by=other.lead.user,
            added_at=MONDAY,
        )
