"""Webhooks: made, given a new secret, told how to read what comes; and one delivery taken in."""

import base64
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.refusals import RefusedError
from monitoring.connectors.base import Entry
from monitoring.credentials import credential_of, keep_session
from monitoring.inbound import pointers
from monitoring.inbound.fields import KEYS
from monitoring.inbound.records import (
    Reading,
    UnreadableRecordError,
    entry_of,
    is_deleted,
    key_of,
)
from monitoring.inbound.signatures import PREFIX, SCHEMES, BadSignatureError, Sent, delivery_of
from monitoring.inbound.why import Why
from monitoring.intake import editing
from monitoring.intake.receiving import Received, receive
from monitoring.models import Delivery, Feed, Hook, Source
from monitoring.services.sources import add_source, keep_credential, locked_source

MOST_AT_ONCE = 500
KEPT = timedelta(days=30)
OVERLAP = timedelta(days=7)
"""So long the former secret holds beside a new one, so that the sender can be changed in peace."""
SHORTEST_SECRET = 16
USUAL = {key: f"/{key}" for key in KEYS}


@dataclass(frozen=True, slots=True)
class MadeHook:
    """A new webhook; its ``secret`` is seen here and never again."""

    source: Source
    secret: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery says: entries, and the keys of those that were deleted where they stood."""

    entries: tuple[Entry, ...]
    deleted: frozenset[str]


class UnreadableDeliveryError(Exception):
    """Nothing of a delivery can be used; ``errors`` are (place in the list, why)."""

    def __init__(self, errors: list[tuple[int, Why]]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@transaction.atomic
def add_hook(
    *,
    company: Company,
    name: str,
    scheme: str,
    secret: str = "",
    takes_everything: bool = True,
    by: User,
    at: datetime,
) -> MadeHook:
    """A source into which another program hands entries; raises RefusedError.

    ``secret`` is one the sender insists on; usually it is made here.
    """
    secret = _checked(scheme, secret)
    source = add_source(
        company=company,
        address=f"webhook:{uuid.uuid4()}",
        name=name,
        takes_everything=takes_everything,
        by=by,
        at=at,
        kind="webhook",
        credential={"secret": secret},
    )
    Hook.everywhere.create(company=company, feed=source.feed, scheme=scheme, mapping=USUAL)
    return MadeHook(source, secret)


@transaction.atomic
def renew_secret(*, source: Source, secret: str = "", by: User, at: datetime) -> MadeHook:
    """Another secret from now on; the former one holds for a week more."""
    locked = locked_source(source)
    hook = hook_of(locked)
    feed = Feed.objects.get(pk=locked.feed_id)
    former = credential_of(feed).get("secret", "")
    made = _checked(hook.scheme, secret)
    keep_credential(feed, {"secret": made}, by=by, at=at)
    keep_session(feed, {"former": former, "until": (at + OVERLAP).isoformat()})
    audit.record(locked.company, "source.signed_in", by=by, at=at, name=locked.name)
    return MadeHook(locked, made)


@transaction.atomic
def change_mapping(
    *, source: Source, items_at: str, mapping: Mapping[str, str], by: User, at: datetime
) -> Hook:
    """Say where in a delivery each field stands (JSON pointers); raises RefusedError."""
    for field, pointer in (("items_at", items_at), *mapping.items()):
        check_pointer(field, pointer)
    if not (mapping.get("text") or mapping.get("title")):
        raise RefusedError(_("Say where the text stands, or at least a title."), field="text")
    hook = hook_of(locked_source(source))
    hook.items_at = items_at
    hook.mapping = {key: mapping[key] for key in KEYS if mapping.get(key)}
    hook.save(update_fields=["items_at", "mapping"])
    audit.record(source.company, "source.mapped", by=by, at=at, name=source.name)
    return hook


def check_pointer(field: str, pointer: str) -> None:
    """Raises RefusedError at the field if this is no JSON pointer."""
    try:
        pointers.parts(pointer)
    except ValueError as wrong:
        said = _("A path begins with a slash: /data/text, for instance.")
        raise RefusedError(said, field=field) from wrong


def hook_of(source: Source) -> Hook:
    """The webhook of a source; raises RefusedError for any other source."""
    hook = Hook.of(source.company).filter(feed=source.feed_id).first()
    if hook is None:
        raise RefusedError(_("This source is no webhook."))
    return hook


def _checked(scheme: str, secret: str) -> str:
    if scheme not in SCHEMES:
        raise RefusedError(_("There is no such way to sign."), field="scheme")
    secret = secret.strip()
    if secret and len(secret) < SHORTEST_SECRET:
        raise RefusedError(_("A secret needs at least 16 characters."), field="secret")
    if secret:
        return secret
    made = secrets.token_bytes(32)
    if scheme == "standard":
        return PREFIX + base64.b64encode(made).decode()
    return made.hex()


def number_of_delivery(hook: Hook, sent: Sent) -> str:
    """The sender's number of a delivery that is rightly signed, maybe empty.

    Raises BadSignatureError, and remembers it for the company's page.
    """
    try:
        return delivery_of(hook.scheme, sent, _secrets(hook, sent.at))
    except BadSignatureError as problem:
        _remember(hook, Why("", problem.sentence), sent.at)
        raise


def take_delivery(hook: Hook, sent: Sent, *, number: str, body: Any) -> Received:
    """Take in a delivery whose signature was checked; a second time it changes nothing.

    ``body`` is the parsed body. Raises UnreadableDeliveryError: it is taken whole or not at all.
    """
    try:
        told = told_in(hook, body, sent.at)
    except UnreadableDeliveryError as problem:
        _remember(hook, problem.errors[0][1], sent.at)
        raise
    return _stored(hook, told, _key(number, sent.body), sent.at)


@transaction.atomic
def _stored(hook: Hook, told: Told, key: bytes, at: datetime) -> Received:
    feed = Feed.objects.select_for_update().get(pk=hook.feed_id)
    if Delivery.of(hook.company).filter(hook=hook, key=key).exists():
        return Received(0, len(told.entries) + len(told.deleted), 0)
    done = receive(feed, told.entries, at=at)
    if told.deleted:
        editing.erase(feed, told.deleted, at=at)
        editing.keep_out(feed, told.deleted, at=at)
        done = replace(done, deleted=len(told.deleted))
    Delivery.everywhere.create(
        company=hook.company,
        hook=hook,
        key=key,
        at=at,
        accepted=done.accepted,
        duplicates=done.duplicates,
    )
    Hook.of(hook.company).filter(pk=hook.pk).update(refused=0, refused_at=None, refused_why=[])
    return done


def told_in(hook: Hook, body: Any, at: datetime) -> Told:
    """What a body says as this webhook reads it; raises UnreadableDeliveryError."""
    reading = reading_of(hook.company, at)
    gone: dict[str, None] = {}
    found, errors = read_body(
        body, items_at=hook.items_at, mapping=hook.mapping, reading=reading, gone=gone
    )
    if errors:
        raise UnreadableDeliveryError(errors)
    return Told(tuple(entry for _place, entry in found), frozenset(gone))


def reading_of(company: Company, at: datetime) -> Reading:
    """How this company's deliveries are read at a moment."""
    return Reading(now=at, zone=ZoneInfo(company.time_zone))


def read_body(
    body: Any,
    *,
    items_at: str,
    mapping: Mapping[str, str],
    reading: Reading,
    gone: dict[str, None] | None = None,
) -> tuple[list[tuple[int, Entry]], list[tuple[int, Why]]]:
    """The entries in a body and what is wrong with the others, each with its place from 0.

    What says of itself that it was deleted is no entry: its key goes into ``gone``.
    """
    items = pointers.at(body, items_at)
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list) or not items:
        said = _("There is no list of entries, nor an entry, where one was expected.")
        return [], [(0, Why("items_at", said))]
    if len(items) > MOST_AT_ONCE:
        return [], [(0, Why("items_at", _("At most 500 entries at once.")))]
    found, errors = [], []
    for place, item in enumerate(items):
        record = {key: pointers.at(item, pointer) for key, pointer in mapping.items()}
        known = {key: value for key, value in record.items() if value is not pointers.MISSING}
        try:
            if is_deleted(item):
                (gone if gone is not None else {})[key_of(known)] = None
            else:
                found.append((place, entry_of(known, reading)))
        except UnreadableRecordError as problem:
            errors.append((place, problem.why))
    return found, errors


def verify_token(hook: Hook) -> str:
    """What Meta repeats when the address is entered there; empty for other ways to sign.

    It travels in addresses, so it is a word of its own: the secret cannot be found from it, and
    another secret makes another one.
    """
    secret = credential_of(hook.feed).get("secret", "")
    return _verify_token(secret) if hook.scheme == "hub" and secret else ""


def is_verified(hook: Hook, typed: str, at: datetime) -> bool:
    """Whether this is what Meta has to repeat; that of the former secret holds beside it."""
    if hook.scheme != "hub":
        return False
    known = [_verify_token(secret) for secret in _secrets(hook, at)]
    return any(constant_time_compare(typed, each) for each in known)


def _verify_token(secret: str) -> str:
    return salted_hmac("monitoring.hub.verify_token", secret, algorithm="sha256").hexdigest()[:40]


def _secrets(hook: Hook, at: datetime) -> list[str]:
    given = credential_of(hook.feed)
    until = given.get("until", "")
    former = given.get("former", "") if until and at.isoformat() < until else ""
    return [secret for secret in (given.get("secret", ""), former) if secret]


def _key(number: str, body: bytes) -> bytes:
    return sha256(b"id:" + number.encode() if number else b"body:" + body).digest()


def _remember(hook: Hook, why: Why, at: datetime) -> None:
    locked = Hook.of(hook.company).filter(pk=hook.pk)
    locked.update(refused=hook.refused + 1, refused_at=at, refused_why=why.stored())


def forget_deliveries(*, before: datetime) -> int:
    """Remove the record of deliveries taken before, and why others were refused; returns how many.

    A reason repeats a few of the words that were sent.
    """
    refused = Hook.everywhere.filter(refused_at__lt=before)
    refused.update(refused=0, refused_at=None, refused_why=[])
    return Delivery.everywhere.filter(at__lt=before).delete()[0]


def parsed(body: bytes) -> Any:
    """The JSON of a body; raises ValueError for anything else, too deep nesting included."""
    try:
        return json.loads(body.decode("utf-8-sig"))
    except RecursionError as deep:
        raise ValueError("nested too deeply") from deep
