"""The words for what the pipeline found, and the key by which a page colours them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Label:
    """A key as stored, its name in the reader's language, its `data-tone`, and a sign.

    The sign says without colour what the colour says.
    """

    key: str
    name: str | Promise
    tone: str = "neutral"
    sign: str = ""


def _by_key(*labels: Label) -> Mapping[str, Label]:
    return MappingProxyType({label.key: label for label in labels})


TONES: Final = _by_key(
    Label("negative", _("Negative"), "negative", "−"),
    Label("neutral", _("Neutral"), "neutral", "○"),
    Label("positive", _("Positive"), "positive", "+"),
    Label("unclear", _("Unclear"), "unclear", "?"),
)

KINDS: Final = _by_key(
    Label("question", _("Question"), "question", "?"),
    Label("praise", _("Praise"), "positive", "+"),
    Label("criticism", _("Criticism"), "negative", "−"),
    Label("other", _("Other"), "neutral", "○"),
)

TOPICS: Final = _by_key(
    Label("delivery", _("Delivery")),
    Label("service", _("Customer service")),
    Label("quality", _("Quality")),
    Label("price", _("Price")),
    Label("employer", _("Employer")),
    Label("training", _("Apprenticeships and training")),
    Label("product", _("Products")),
    Label("technology", _("Website and technology")),
    Label("sustainability", _("Sustainability")),
    Label("opening_hours", _("Opening hours")),
    Label("waiting", _("Waiting times")),
    Label("staff", _("Staff and friendliness")),
    Label("location", _("Location and neighbourhood")),
    Label("safety", _("Safety and health")),
    Label("commitment", _("Social commitment")),
)
