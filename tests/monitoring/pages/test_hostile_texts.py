"""What strangers write stays text: in cards, attributes, pictures and tables."""

import re
from html.parser import HTMLParser

import pytest

from tests.monitoring.pages.rows import Place, make_mention, make_profile, make_source

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title></style><svg onload=alert(1)>",
    "{{ 'vor'|add:'nach' }}{% now 'Y' %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<mark>x</mark><b>y",
]
LINKS = ["javascript:alert(1)", "data:text/html,<script>1</script>", "//evil.example", "vbscript:x"]
OURS = {"js/theme-early.js", "js/app.js", "js/live.js", "js/query.js", "htmx-2.min.js"}


class Watcher(HTMLParser):
    """Collects whatever could run, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "xlink:href", "hx-get", "hx-post"):
                self.links.add(value or "")
        source = dict(attrs).get("src") or ""
        if tag == "script" and not any(source.endswith(ours) for ours in OURS):
            self.found.append(f"script {source}")
        if tag in ("img", "iframe", "object", "embed", "b"):
            self.found.append(tag)


def looked_at(html: str) -> Watcher:
    watcher = Watcher()
    watcher.feed(html)
    return watcher


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_of_strangers_are_inert_on_every_page(place: Place, payload: str) -> None:
    source = make_source(place, payload)
    profile = make_profile(place, payload[:80], query="Lindner")
    rival = make_profile(place, f"!{payload}"[:80], kind="competitor", query="Krone")
    mention = make_mention(
        source, profile, rival,
        title=payload, text=f"Lindner {payload} Lindner", author=payload, site=payload,
        topics=[payload[:40]], external_id=payload, language=payload[:8],
        tone_reasons=[{"word": payload, "polarity": -1, "start": 0, "end": 3}], is_question=True,
    )  # fmt: skip
    make_mention(source, folded_into=mention, site=payload)
    for path in (
        "dashboard/", "dashboard/news/", "mentions/", f"mentions/?q={payload}",
        f"mentions/{mention.pk}/", "sources/", f"sources/{source.pk}/", "profiles/",
        f"profiles/{profile.pk}/",
    ):  # fmt: skip
        html = place.get(path)
        assert looked_at(html).found == [], path
        assert "vornach" not in html and "<b>y" not in html


@pytest.mark.parametrize("link", LINKS)
def test_links_of_strangers_lead_to_the_web_or_nowhere(place: Place, link: str) -> None:
    source = make_source(place)
    source.feed.address = link
    source.feed.save()
    mention = make_mention(
        source, make_profile(place), url=link, author_url=link, answer_url=link,
        answered_by=place.lead.user, answered_at=source.added_at,
    )  # fmt: skip
    make_mention(source, folded_into=mention, url=link)
    pages = (
        "dashboard/",
        "mentions/",
        f"mentions/{mention.pk}/",
        "sources/",
        f"sources/{source.pk}/",
    )
    for path in pages:
        links = looked_at(place.get(path)).links
        assert not [each for each in links if re.match(r"(javascript|data|vbscript):|//", each)], (
            path
        )


def test_whatever_is_typed_into_a_form_comes_back_as_text(place: Place) -> None:
    for payload in PAYLOADS:
        typed = {"name": payload, "kind": payload, "query": f"({payload}", "address": payload}
        for path in ("profiles/add/", "sources/add/"):
            html = place.browser().post(place.url(path), {**typed, "watch": "1"}).content.decode()
            assert looked_at(html).found == [], (path, payload)
