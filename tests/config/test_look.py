"""The design system: colours that can be read, names that exist, components that render."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase
from django.utils import translation

from config.styleguide import SampleForm, styleguide

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
COLOUR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in COLOUR.findall((CSS / "tokens.css").read_text())
}
TONES = ["negative", "neutral", "positive", "unclear", "ok", "warn", "stop"]
READABLE = [  # ink, ground: 4.5 to 1 for words (WCAG 1.4.3)
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("page", "surface")],
    *[(ink, "sunk") for ink in ("ink", "ink-soft", "accent")],
    *[(tone, f"{tone}-soft") for tone in [*TONES, "accent"]],
    *[(tone, ground) for tone in TONES for ground in ("page", "surface")],
    *[("ink", f"{tone}-soft") for tone in ("ok", "warn", "stop", "accent")],
    ("on-accent", "accent"),
    ("on-banner", "banner"),
    ("ink", "mark"),
    ("page", "accent"),
]
VISIBLE = [("line-strong", "surface"), ("line-strong", "page"), ("line-strong", "sunk")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_words_can_be_read_on_their_ground(ink, ground, theme):
    assert contrast(COLOURS[ink][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), VISIBLE)
def test_edges_that_mean_something_can_be_seen(edge, ground, theme):
    assert contrast(COLOURS[edge][theme], COLOURS[ground][theme]) >= 3


def test_every_custom_property_that_is_used_is_defined():
    sheets = "".join(sheet.read_text() for sheet in CSS.rglob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", sheets))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", sheets))
    assert used - defined == set()


def test_every_stylesheet_is_imported_and_every_import_exists():
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text()))
    there = {str(sheet.relative_to(CSS)) for sheet in CSS.rglob("*.css")} - {"app.css"}
    assert imported == there


def test_no_template_carries_what_the_content_security_policy_forbids():
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    templates = "".join(t.read_text() for t in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r'(?:{% icon |icon=)"([\w-]+)"', templates))
    assert named and named - drawn == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_what_it_needs_and_renders_without_it(component):
    assert component.read_text().startswith("{% comment %}\n")
    render_to_string(f"components/{component.name}", {"field": SampleForm()["name"]})


@pytest.mark.parametrize("page", ["404", "403", "403_csrf", "429", "500"])
def test_every_error_page_renders_without_a_request_and_offers_a_way_on(page):
    with translation.override("en"):
        html = render_to_string(f"{page}.html")
    assert html.count("<h1>") == 1
    assert '<a class="button" href="/" data-kind="primary">To the home page</a>' in html


def page_of(theme: str) -> str:
    with translation.override("de"):
        return styleguide(RequestFactory().get("/styleguide/", {"theme": theme})).content.decode()


def test_the_styleguide_shows_every_component():
    html = page_of("dark")
    assert '<html lang="de" data-theme="dark">' in html
    for name in ("next", "track", "dots", "figures", "chart-figure", "checklist", "mention",
                 "pagination", "error-summary", "field", "chip", "person", "message", "progress",
                 "dialog", "dossier", "timeline", "health", "empty", "tabs", "table",
                 "breadcrumb", "definitions", "menu"):  # fmt: skip
        assert re.search(rf'class="[^"]*\b{name}\b', html), name


def test_no_id_stands_twice_in_the_styleguide():
    ids = re.findall(r'\sid="([^"]+)"', page_of("light"))
    assert sorted(ids) == sorted(set(ids))


def test_a_blind_figure_never_shows_its_number():
    with translation.override("en"):
        html = render_to_string(
            "components/figure.html",
            {"label": "Open questions", "value": "0", "trend": "2 fewer", "blind": "since Tuesday"},
        )
    SimpleTestCase().assertHTMLEqual(
        html,
        """<div class="figure" data-blind><span class="figure-label">Open questions</span>
        <span class="figure-value">unknown</span><span class="figure-trend" data-tone="warn">
        <svg class="icon" aria-hidden="true"><use href="/static/icons.svg#blind"></use></svg>
        since Tuesday</span></div>""",
    )


def test_the_current_stage_is_said_to_screen_readers_once():
    assert page_of("light").count('aria-current="step"') == 2  # two tracks, one each
