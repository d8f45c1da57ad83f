"""Signs and names beside the labels: which symbol of static/icons.svg says what."""

from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.health import Tone

TONE_ICONS = {
    "negative": "tone-negative",
    "neutral": "tone-neutral",
    "positive": "tone-positive",
    "unclear": "tone-unclear",
}
HEALTH = {"good": ("ok", "check"), "neutral": ("neutral", "hourglass"), "bad": ("stop", "blind")}
SOURCE_ICONS = (
    ("forum", "forum"),
    ("review", "star"),
    ("bewertung", "star"),
    ("alert", "bell"),
    ("news", "news"),
    ("presse", "news"),
    ("zeitung", "news"),
)
LANGUAGES = ("de", "en", "fr", "it", "nl", "pl", "tr", "es")
"""The languages a filter offers."""


def health_signs(tone: Tone) -> tuple[str, str]:
    """The data-tone and the icon of a health line."""
    return HEALTH[tone]


def source_icon(name: str, address: str) -> str:
    """What kind of place a feed comes from, guessed from its name and address."""
    words = f"{name} {address}".lower()
    return next((icon for word, icon in SOURCE_ICONS if word in words), "feed")


def language_name(code: str) -> str:
    """The name of a language in the reader's language, the code where there is none."""
    known = LANG_INFO.get(code, {}).get("name")
    return _(known) if known else code


def followers_words(number: int) -> str:
    """How many follow somebody."""
    said = ngettext("%(number)s follower", "%(number)s followers", number)
    return said % {"number": number_format(number, force_grouping=True)}


def safe_link(url: str) -> str:
    """The address if it may stand in a link: http or https with a host; else empty."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def plain_address(url: str) -> str:
    """An address as people read it: without scheme, ``www.`` and the last stroke."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def is_name(site: str) -> bool:
    """Whether a host says something to people: a name, not the number of a machine."""
    return "." in site and ":" not in site and any(letter.isalpha() for letter in site)


def repeats(title: str, text: str) -> bool:
    """Whether a title says only how the text begins, as many sources have it."""
    said, told = (" ".join(words.split()).casefold() for words in (title.rstrip(" .…"), text))
    return told.startswith(said)
