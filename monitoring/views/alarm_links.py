"""Where the links in mails of the alarm lead: nobody signs in, one button each.

A link alone changes nothing, for mail programs open links by themselves to look at them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.access import public_view
from companies.limits import HOUR, address_of, within
from companies.views.frame import too_many, unlogged
from monitoring.models import AlarmContact
from monitoring.presenters.addresses import page
from monitoring.services.alarm import contacts, readers
from monitoring.services.alarm.forgetting import KEPT, forget_contact

PER_ADDRESS = 60
"""Readings an hour from one address."""

Facts = Callable[[AlarmContact, HttpRequest, datetime], dict[str, Any]]


@public_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_alarm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes to being told."""
    return _answer(request, token, contacts.CONFIRM, _confirmed)


@public_view
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_alarm(request: HttpRequest, token: str) -> HttpResponse:
    """Say no to being told any more. Mailboxes may do so for their reader (RFC 8058)."""
    return _answer(request, token, contacts.UNSUBSCRIBE, _unsubscribed)


@public_view
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_alarm(request: HttpRequest, token: str) -> HttpResponse:
    """The same for somebody with an account: no mails of this alarm, all others go on."""
    if not within(f"alarm_links:{address_of(request)}", most=PER_ADDRESS, seconds=HOUR):
        return unlogged(too_many(request))
    membership = readers.reader_behind(token)
    if membership is None:
        return unlogged(render(request, "404.html", status=404))
    if request.method == "POST":
        readers.stop_telling(membership=membership, at=timezone.now())
    with override(membership.user.language):
        context = {
            "done": not readers.is_told(membership),
            "from": membership.company,
            "email": membership.user.email,
            "alarm_url": page(membership.company, "alarm"),
        }
        return render(request, "monitoring/stop_alarm.html", context)


def _answer(request: HttpRequest, token: str, act: str, facts: Facts) -> HttpResponse:
    if not within(f"alarm_links:{address_of(request)}", most=PER_ADDRESS, seconds=HOUR):
        return unlogged(too_many(request))
    contact = contacts.contact_behind(token, act)
    if contact is None:
        return unlogged(render(request, "404.html", status=404))
    with override(contact.language):
        context = facts(contact, request, timezone.now())
        return render(request, f"monitoring/{act}_alarm.html", {"contact": contact, **context})


def _confirmed(contact: AlarmContact, request: HttpRequest, at: datetime) -> dict[str, Any]:
    if request.method == "POST":
        contacts.confirm_contact(contact=contact, at=at)
        contact.refresh_from_db()
    gone = contact.unsubscribed_at is not None
    return {
        "done": contact.confirmed_at is not None and not gone,
        "is_open": contacts.is_open(contact, at=at) and not gone,
    }


def _unsubscribed(contact: AlarmContact, request: HttpRequest, at: datetime) -> dict[str, Any]:
    if request.method == "POST":
        contacts.unsubscribe_contact(contact=contact, at=at)
        if "forget" in request.POST:
            forget_contact(contact=contact, at=at)
        contact.refresh_from_db()
    return {
        "done": contact.unsubscribed_at is not None,
        "forgotten": contact.forgotten_at is not None,
        "kept_days": KEPT.days,
    }
