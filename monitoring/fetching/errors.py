# ruff: noqa: N818 (an error is named for what happened)
"""What can go wrong with a request, each with a sentence for the person who set the source up.

``str(error)`` is the technical detail for the log; ``error.sentence`` is what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class FetchError(Exception):
    """No usable answer came back. Base of everything this package raises."""

    sentence: StrPromise = _("This address could not be read.")

    def __init__(self, detail: str, *, url: str = "") -> None:
        super().__init__(detail)
        self.url = url


class Unreachable(FetchError):
    """The name is unknown, the connection was refused or broke off."""

    sentence = _(
        "The server behind this address cannot be reached. "
        "Check the spelling, or try again later if the site is down."
    )


class RefusedAddress(FetchError):
    """The address leads, or might lead, somewhere that is not on the public internet."""

    sentence = _(
        "This address does not lead to a public website, so it is not opened. "
        "Enter the address as it stands in your browser."
    )


class UnsupportedAddress(FetchError):
    """Another scheme than http(s), another port, a name and password, or no address at all."""

    sentence = _(
        "This is not an address that can be read. It has to begin with https:// or http://, "
        "and must not contain a user name, a password or an unusual port."
    )


class TooSlow(FetchError):
    """The deadline for the whole request passed."""

    sentence = _("The server took too long to answer.")


class TooLarge(FetchError):
    """The answer, once unpacked, is larger than its limit."""

    sentence = _("The answer from this address is too large to be read.")


class TooManyRedirects(FetchError):
    """The address leads on and on."""

    sentence = _("This address forwards too many times. Enter the address it ends at.")


class RedirectLoop(FetchError):
    """The address leads back to itself."""

    sentence = _("This address forwards back to itself, so nothing can be read from it.")


class TlsProblem(FetchError):
    """The certificate is wrong or no secure connection could be agreed on."""

    sentence = _(
        "The secure connection to this address failed: its certificate is not valid. "
        "Only the operator of that site can mend this."
    )


class MalformedAnswer(FetchError):
    """What came back is not HTTP, breaks off, or cannot be unpacked."""

    sentence = _("The server answered with something that cannot be understood.")
