"""The card of a mention written by f-string: what `monitoring/_mention.html` is measured against.

The same words in the same marks; only the blanks between tags differ. The parts that a list of
everyday mentions shows are here, and nothing that only one act on one card brings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.translation import gettext as _

from monitoring.presenters.cards import MentionCard

NEW_TAB = 'rel="noreferrer noopener nofollow" target="_blank"'
SWAPPED = 'hx-target="closest article" hx-swap="outerHTML"'


def rows(cards: Iterable[MentionCard], token: str) -> str:
    """All cards, one after the other."""
    return "".join(_row(card, token) for card in cards)


def _row(card: MentionCard, token: str) -> str:
    page_url, name = escape(card.page_url), card.id
    language = f' lang="{escape(card.language)}"' if card.language else ""
    title = f'<h3 class="mention-title"{language}>{escape(card.title)}</h3>' if card.title else ""
    more = f' <a class="small" href="{page_url}">{_("read on")}</a>' if card.is_cut else ""
    note = f'<p class="small soft">{escape(card.source_note)}</p>' if card.source_note else ""
    return f"""<article class="mention" id="mention-{name}">
<span class="mention-source">{_icon(card.source_icon)}</span><div><div class="mention-head"><div>
<p class="mention-who">{escape(card.author)}</p>
<p class="mention-where">{_where(card)}</p></div>
<div class="row">{_chips(card)}{_tone(card, token)}</div></div>
{title}<p class="mention-text"{language}>{escape(card.text)}{more}</p>{note}{_twins(card)}
<div class="mention-foot">
<a class="button mention-more" data-kind="quiet" data-size="small" href="{page_url}">\
{_("Read on")}</a>{_topics(card)}{_original(card)}{_answer(card, token)}</div></div></article>"""


@cache
def _icon(name: str) -> str:
    address = f"{static('icons.svg')}#{name}"
    return f'<svg class="icon" aria-hidden="true"><use href="{address}"></use></svg>'


def _where(card: MentionCard) -> str:
    reach, rating, language = card.reach, card.rating, card.language_label
    when = f'<time datetime="{card.when_exact}" title="{card.when_full}">{escape(card.when)}</time>'
    said = (escape(card.place), escape(reach), f'<a href="{escape(card.page_url)}">{when}</a>')
    return "".join(f"<span>{each}</span>" for each in (*said, escape(rating), language) if each)


def _chips(card: MentionCard) -> str:
    chips = ((card.voice_label, "neutral", "building"), (card.kind_label, "accent", "question"))
    return "".join(
        f'<span class="chip" data-tone="{tone}">{_icon(sign)}{escape(label)}</span>'
        for label, tone, sign in chips
        if label
    )


def _tone(card: MentionCard, token: str) -> str:
    reasons = ", ".join(f"<q>{escape(reason)}</q>" for reason in card.tone_reasons)
    return f"""<details class="menu tone-menu" data-align="end">
<summary class="chip" data-tone="{card.tone}">{_icon(card.tone_icon)}<span class="visually-hidden">\
{_("Tone:")}</span>{card.tone_label}{_icon("chevron-down")}</summary><div>
<p class="menu-title">{card.tone_source} {reasons}</p>
{_form(card.tone_url, token)}<p class="menu-title">{_("What tone does it have?")}</p>
{card.tone_buttons}</form></div></details>"""


def _form(url: str, token: str) -> str:
    return (
        f'<form method="post" action="{escape(url)}" hx-post="{escape(url)}" {SWAPPED}>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    )


def _twins(card: MentionCard) -> str:
    if not card.twins_label:
        return ""
    places = (
        f'<a href="{escape(twin.url)}" {NEW_TAB}>{escape(twin.place)}</a>'
        if twin.url
        else escape(twin.place)
        for twin in card.twins
    )
    items = "".join(
        f'<li>{place} <span class="soft">{escape(twin.when)}</span></li>'
        for place, twin in zip(places, card.twins, strict=True)
    )
    label = escape(card.twins_label)
    return f"""<details class="fold small"><summary>{label}</summary>
<ul class="twins">{items}</ul></details>"""


def _topics(card: MentionCard) -> str:
    items = "".join(f"<li>{escape(topic)}</li>" for topic in card.topics)
    return f'<ul class="topics">{items}</ul>' if items else ""


def _original(card: MentionCard) -> str:
    if not card.url:
        return ""
    hidden = f'<span class="visually-hidden">, {_("opens in a new tab")}</span>'
    return (
        f'<a class="button" data-size="small" href="{escape(card.url)}" {NEW_TAB}>'
        f"{_icon('external')}{_('Original')}{hidden}</a>"
    )


def _answer(card: MentionCard, token: str) -> str:
    if card.answer:
        url = escape(card.answer.url)
        link = f', <a href="{url}" {NEW_TAB}>{_("the answer")}</a>' if url else ""
        return f"""<div class="mention-answer">{_icon("check")}
<span>{escape(card.answer.words)}{link}</span>{_form(card.unanswered_url, token)}
<button class="button" data-kind="quiet" data-size="small">{_icon("undo")}\
{_("Not answered")}</button></form></div>"""
    name = f"answer-{card.id}"
    return f"""<details class="answer-fold"><summary class="button" data-size="small">\
{_icon("check")}{_("Answered …")}</summary>{_form(card.answered_url, token)}<div class="field">
<label class="field-label" for="{name}">{_("Address of the answer")} \
<span class="soft">({_("optional")})</span></label>
<input id="{name}" name="url" type="text" inputmode="url" maxlength="2000" autocomplete="off" \
value=""></div><button class="button" type="submit" data-kind="primary" data-size="small">\
{_("Mark as answered")}</button></form></details>"""
