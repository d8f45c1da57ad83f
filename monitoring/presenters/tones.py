"""The tone of a mention in words: what it is, why, what else it could be, who said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from monitoring.models import Mention, ToneLabel
from monitoring.moments import in_words
from monitoring.pipeline.labels import TONES
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import TONE_ICONS

READ = ("de", "en")
SURE = "de"
"""Languages whose tone is judged, and the one of them where it is more than a guess."""

REASONS = 6
"""Words shown at most."""


@dataclass(frozen=True, slots=True)
class ToneChoice:
    """One of the tones a reader can choose."""

    key: str
    label: str | Promise
    icon: str
    is_current: bool


def choices(mention: Mention) -> list[ToneChoice]:
    """What one can correct it to; the present one confirms it."""
    return [_choice(key, mention.tone) for key in TONES]


def buttons(mention: Mention) -> SafeString:
    """The choices as they stand in the menu of a card."""
    return _buttons(mention.tone, get_language())


@cache
def _buttons(tone: str, language: str | None) -> SafeString:
    # A list has fifty menus of at most four kinds; what reads them knows the language by itself.
    offered = [_choice(key, tone) for key in TONES]
    return SafeString(render_to_string("monitoring/_tone_choices.html", {"choices": offered}))


def _choice(key: str, current: str) -> ToneChoice:
    return ToneChoice(key, TONES[key].name, TONE_ICONS[key], key == current)


def reasons(mention: Mention) -> list[str]:
    """The words that made it so, each once; none where a person or a rating said it."""
    if mention.tone_by_id or mention.rating:
        return []
    words = (str(reason.get("word", "")) for reason in mention.tone_reasons)
    return list(dict.fromkeys(word for word in words if word))[:REASONS]


def _learned(mention: Mention) -> int:
    """From how many labels of the company's own the layer was learned that judged too."""
    return max((int(reason.get("learned", 0)) for reason in mention.tone_reasons), default=0)


def source(mention: Mention) -> str:
    """Where the tone comes from, in words."""
    if mention.tone_by_id:
        return _("Somebody here chose this tone.")
    if mention.rating:
        said = ngettext(
            "From the rating: %(number)s star of 5.",
            "From the rating: %(number)s stars of 5.",
            mention.rating,
        )
        return said % {"number": mention.rating}
    if mention.language not in READ:
        return _("Only German and English are read for their tone. Please judge for yourself.")
    if mention.language != SURE:
        rough = _("English is read only roughly: about half of the labels are right.")
        return f"{rough} {_('Recognised by these words:')}" if reasons(mention) else rough
    if learned := _learned(mention):
        said = ngettext(
            "Your own label had a part (%(number)s).",
            "Your own labels had a part (%(number)s).",
            learned,
        ) % {"number": learned}
        return f"{said} {_('Recognised by these words:')}" if reasons(mention) else said
    if reasons(mention):
        return _("Recognised by these words:")
    return _("No word in it speaks clearly for praise or criticism.")


def history(labels: Iterable[ToneLabel], sight: Sight) -> list[str]:
    """What people said of its tone, the newest first."""
    said = _("%(name)s, %(when)s: %(tone)s (before: %(was)s)")
    return [
        said
        % {
            "name": label.by,
            "when": in_words(label.at, now=sight.now, zone=sight.zone),
            "tone": TONES[label.tone].name,
            "was": TONES[label.was].name,
        }
        for label in labels
    ]
