"""The few ways a source can fail: every answer of every service maps to one of them."""

# ruff: noqa: N818 (an error is named for what happened)
from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.connectors.waiting import when_again
from monitoring.fetching import (
    FetchError,
    RefusedAddress,
    Response,
    TooLarge,
    UnsupportedAddress,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DEFAULT_WAIT = timedelta(minutes=15)
PERMANENT = (RefusedAddress, TooLarge, UnsupportedAddress)


class ConnectorError(Exception):
    """A visit that brought nothing. ``str`` is for the log, ``sentence`` for the person."""

    sentence: str | StrPromise = _("This source could not be read.")

    def __init__(self, detail: str, *, sentence: str | StrPromise | None = None) -> None:
        super().__init__(detail)
        if sentence is not None:
            self.sentence = sentence


class AuthError(ConnectorError):
    """The credentials are missing or no longer valid: refresh once, then pause the source."""

    sentence = _("This source asks for a sign-in that is missing or no longer valid.")


class PermissionDenied(ConnectorError):
    """Access is forbidden: pause the source and tell its owner."""

    sentence = _("The server does not allow this address to be read.")


class RateLimited(ConnectorError):
    """Asked too often: sleep ``until`` then; does not count as a failed attempt."""

    sentence = _("The server asks to be left alone for a while.")

    def __init__(self, detail: str, *, until: datetime) -> None:
        super().__init__(detail)
        self.until = until


class Transient(ConnectorError):
    """Likely to pass: try again with a growing pause."""

    sentence = _("The server has a problem at the moment.")


class Gone(ConnectorError):
    """Nothing is there any more. ``for_good`` where the server says so itself (410)."""

    sentence = _("There is nothing at this address any more.")

    def __init__(self, detail: str, *, for_good: bool = False) -> None:
        super().__init__(detail)
        self.for_good = for_good


class BadRequest(ConnectorError):
    """The address or the settings are wrong: asking again will not help."""

    sentence = _("The server does not accept this address. Check that it is complete.")


class SettingRefused(BadRequest):
    """What was typed cannot be used; ``field`` is the key of the setting."""

    def __init__(self, field: str, sentence: str | StrPromise) -> None:
        super().__init__(f"{field}: {sentence}", sentence=sentence)
        self.field = field


class Unexpected(Transient):
    """An answer of another shape than documented: a page instead of data, or broken off."""

    sentence = _("The server answered with something that cannot be understood.")


class SignInMissing(AuthError):
    """The server answers only to people who are signed in, and no credential was given."""

    sentence = _("This server answers only with a sign-in. Enter one for this source.")


class Insecure(BadRequest):
    """A credential would travel unencrypted."""

    sentence = _("A sign-in is only sent over a secure connection (https://).")


def from_fetch(problem: FetchError) -> ConnectorError:
    """The class of a request that brought no answer at all; keeps its sentence."""
    kind = BadRequest if isinstance(problem, PERMANENT) else Transient
    return kind(str(problem), sentence=problem.sentence)


def from_answer(response: Response, *, now: datetime) -> ConnectorError | None:
    """The class of an answer by its status, None for a good one (2xx)."""
    status = response.status
    if 200 <= status < 300:
        return None
    detail = f"HTTP {status} from {response.url}"
    again = when_again(response.headers, now)
    if status == 429 or (again and status in (403, 503)):
        return RateLimited(detail, until=again or now + DEFAULT_WAIT)
    if status in (404, 410):
        return Gone(detail, for_good=status == 410)
    return _BY_STATUS.get(status, BadRequest if 400 <= status < 500 else Transient)(detail)


_BY_STATUS: dict[int, type[ConnectorError]] = {
    401: AuthError,
    403: PermissionDenied,
    407: AuthError,
    408: Transient,
    421: Transient,
    425: Transient,
    451: PermissionDenied,
}
