"""Mails of Google Alerts, in the shapes they come in."""

import json
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from monitoring.connectors.base import Entry
from monitoring.connectors.mail.alerts import Found, found_in
from monitoring.connectors.mail.letters import entries, read
from tests.patience import patience

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AWAY = "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga&cd=CAEY&usg=AOv"
FIRST = "https://zeitung.example/lindner?a=1%26b=2"
LINK = AWAY.format("https%3A%2F%2Fzeitung.example%2Flindner")
OTHER = AWAY.format("https://forum.example/t/1")


def with_data(*widgets: object) -> str:
    data = json.dumps({"api_version": "1.0", "cards": [{"title": "x", "widgets": widgets}]})
    return f'<html><script data-scope="inboxmarkup" type="application/json">{data}</script></html>'


def of_links() -> str:
    return f"""<table><tr><td><a href="{LINK}" itemprop="url"><span itemprop="name">Neues
      <b>Bier</b> &amp; mehr</span></a>
      <div itemprop="publisher"><a href="{LINK}"><span itemprop="name">Zeitung</span></a></div>
      <div itemprop="description">Die Brauerei <b>Lindner</b> &lt;zeigt&gt; …</div>
      <a href="https://www.google.com/alerts/share?hl=de">Teilen</a></td></tr>
      <tr><td><a href="{OTHER}">Faden</a><div itemprop="description">Wer kennt das?</div></td></tr>
      <tr><td><a href="https://www.google.com/alerts?s=1">Alert bearbeiten</a>
      <a href="{AWAY.format("https://support.google.com/x")}">Hilfe</a></td></tr></table>"""


def mail(html: str = "", text: str = "", sender: str = "googlealerts-noreply@google.com") -> bytes:
    written = EmailMessage()
    written["Message-ID"] = "<alert@google.com>"
    written["From"] = f"Google Alerts <{sender}>"
    written["Subject"] = "Google Alert – Lindner"
    written.set_content(text)
    written.add_alternative(html, subtype="html")
    return bytes(written)


def read_as_entries(raw: bytes) -> list[Entry]:
    return entries(read(raw, NOW), NOW)


def test_what_is_said_in_json_is_taken_first() -> None:
    widget = {"type": "LINK", "title": "Neues Bier <b>", "description": "Lindner & Co", "url": LINK}
    assert found_in(with_data(widget, {"title": "ohne"}, 5) + of_links(), "") == [
        Found("https://zeitung.example/lindner", "Neues Bier &lt;b&gt;", "Lindner &amp; Co")
    ]


def test_without_json_the_links_over_the_redirector_are_taken() -> None:
    assert found_in(of_links(), "") == [
        Found(
            "https://zeitung.example/lindner",
            "Neues Bier &amp; mehr",
            "Die Brauerei Lindner &lt;zeigt&gt; …",
            "Zeitung",
        ),
        Found("https://forum.example/t/1", "Faden", "Wer kennt das?"),
    ]


def test_without_html_the_plain_text_is_taken() -> None:
    text = f"=== News - 2 neue Ergebnisse ===\n\nNeues Bier\nZeitung\nLindner braut.\n<{LINK}>\n\n"
    text += "Diesen Alert abbestellen:\n<https://www.google.com/alerts/remove?s=1>\n"
    assert found_in("", text) == [
        Found("https://zeitung.example/lindner", "Neues Bier", "Zeitung Lindner braut.")
    ]


def test_one_mail_becomes_many_entries_each_under_its_own_address() -> None:
    found = read_as_entries(mail(of_links()))
    assert [(each.external_id, each.url, each.title) for each in found] == [
        ("https://zeitung.example/lindner",) * 2 + ("Neues Bier & mehr",),
        ("https://forum.example/t/1",) * 2 + ("Faden",),
    ]
    assert found[0].author_name == "Zeitung" and found[0].published_at == NOW


def test_an_alert_that_lists_nothing_is_kept_whole() -> None:
    (whole,) = read_as_entries(mail("<p>Ihr Alert wurde erstellt.</p>"))
    assert (whole.kind, whole.title) == ("message", "Google Alert – Lindner")


def test_somebody_elses_mail_is_not_taken_apart() -> None:
    (whole,) = read_as_entries(mail(of_links(), sender="googlealerts-noreply@evil.example"))
    assert whole.kind == "message" and whole.site == "evil.example"


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{LINK}">x</a>' * 30_000,
        '<div itemprop="description">' * 40_000,
        "<" * 1_000_000,
        '<script type="application/json">' * 30_000,
        f'<script type="application/json">{"[" * 100_000}</script>',
        f"{'<table>' * 5_000}<a href='{OTHER}'>Faden</a>",
        "\x00\ud800",
    ],
    ids=["links", "boxes", "strokes", "scripts", "deep-json", "tables", "odd"],
)
def test_the_reading_of_a_hostile_alert_comes_to_an_end(html: str) -> None:
    with patience():
        found_in(html, html)


def test_a_link_that_hides_a_script_is_none() -> None:
    hidden = AWAY.format("javascript:alert(1)")
    assert [each.url for each in found_in(f'<a href="{hidden}">x</a>', "")] == []
