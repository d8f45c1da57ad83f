"""What is known about platforms is complete in both languages, and every figure has a source."""

import re
import shutil

import pytest

from rollout.platforms import ESTIMATE, knowledge
from rollout.platforms.interests import recognised
from rollout.platforms.knowledge import Market
from rollout.platforms.loading import FOLDER, level_of, load
from rollout.platforms.reading import KnowledgeError

KNOWN = knowledge()
EVERY_PLATFORM = pytest.mark.parametrize("key", sorted(KNOWN.platforms))
CONNECTORS = {
    "feed",
    "mastodon",
    "bluesky",
    "youtube",
    "reddit",
    "discourse",
    "lemmy",
    "google_business",
    "webhook",
}


def test_the_platforms_of_the_sources_and_of_today_are_known():
    assert sorted(KNOWN.platforms) == [
        "blog",
        "bluesky",
        "facebook",
        "forums",
        "google_business",
        "instagram",
        "internal",
        "kununu",
        "linkedin",
        "mastodon",
        "newsletter",
        "pinterest",
        "tiktok",
        "whatsapp",
        "x",
        "xing",
        "youtube",
    ]


@EVERY_PLATFORM
def test_every_platform_says_everything_in_both_languages(key):
    platform = KNOWN.platforms[key]
    said = (
        platform.what,
        platform.audience,
        platform.works,
        platform.limits,
        platform.listening.note,
        platform.posting.note,
        *(figure.text for figure in platform.figures),
    )
    for each in said:
        assert each.en.strip() and each.de.strip() and each.en != each.de
    assert platform.name.en and platform.name.de
    for each in said[:4]:
        assert each.en.endswith(".") and each.de.endswith("."), each


@EVERY_PLATFORM
def test_every_figure_has_a_published_source_and_every_judgement_is_called_one(key):
    platform = KNOWN.platforms[key]
    assert all(figure.source in KNOWN.sources for figure in platform.figures)
    for band in platform.ages:
        if band.percent is None:
            assert band.source == ESTIMATE or band.source in KNOWN.sources
        else:
            assert band.source in KNOWN.sources
    assert platform.fitness_source == platform.effort_source == ESTIMATE


@EVERY_PLATFORM
def test_a_number_in_a_sentence_about_people_stands_among_the_sourced_figures(key):
    """“31 % of …” belongs to the figures: the describing sentences hold no percentages."""
    platform = KNOWN.platforms[key]
    for each in (platform.what, platform.audience, platform.works, platform.limits):
        assert not re.search(r"\d\s*%|Million", each.en + each.de)


@EVERY_PLATFORM
def test_every_public_platform_reminds_of_imprint_and_privacy(key):
    law = set(KNOWN.platforms[key].law)
    assert "privacy" in law
    assert ("imprint" in law) == (key != "internal")


@pytest.mark.parametrize("key", ["facebook", "instagram", "linkedin", "tiktok", "youtube", "xing"])
def test_pages_in_networks_remind_of_joint_responsibility(key):
    note = KNOWN.law["joint_controllers"]
    assert note in KNOWN.law_of(KNOWN.platforms[key])
    assert "cjeu_fanpages" in note.sources
    assert "C-210/16" in KNOWN.sources["cjeu_fanpages"].title


def test_works_council_pictures_and_advertising_labels_are_known_to_the_law():
    assert "§ 87" in KNOWN.law["works_council"].text.de
    assert KNOWN.law["works_council"].sources == ("betrvg_87", "bag_facebook", "lag_twitter")
    assert "kunsturhg_22" in KNOWN.law["pictures"].sources
    assert KNOWN.law["advertising"].sources == ("uwg_5a",)


def test_nothing_that_is_defined_is_left_unused():
    platforms = KNOWN.platforms.values()
    used = {figure.source for each in platforms for figure in each.figures}
    used |= {band.source for each in platforms for band in each.ages}
    used |= {source for note in KNOWN.law.values() for source in note.sources}
    assert set(KNOWN.sources) - used == set()
    assert set(KNOWN.law) - {key for each in platforms for key in each.law} == set()
    assert set(KNOWN.formats) - {key for each in platforms for key in each.minutes} == set()
    assert set(KNOWN.interests) - {key for each in platforms for key in each.interests} == set()


@EVERY_PLATFORM
def test_what_the_product_can_do_there_names_connectors_that_exist_or_are_planned(key):
    platform = KNOWN.platforms[key]
    assert platform.listening.kinds | platform.posting.kinds <= CONNECTORS
    assert platform.listening.possible({"feed"}) == ("feed" in platform.listening.kinds)


def test_every_market_has_a_platform_that_is_made_for_it():
    for market in Market:
        assert any(each.fitness[market] == 3 for each in KNOWN.platforms.values()), market


def test_effort_is_care_and_posts():
    linkedin = KNOWN.platforms["linkedin"]
    assert linkedin.minutes["text"] == min(linkedin.minutes.values())
    assert linkedin.minutes_a_week(2) == linkedin.care_minutes + 2 * linkedin.minutes["text"]
    assert not linkedin.is_laborious
    assert KNOWN.platforms["youtube"].is_laborious


@pytest.mark.parametrize(
    ("percent", "level"), [(0, 0), (4, 0), (5, 1), (19, 1), (20, 2), (39, 2), (40, 3), (100, 3)]
)
def test_levels_follow_from_measured_shares(percent, level):
    assert level_of(percent) == level


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["Gartenmöbel"], {"home"}),
        (["GARTENMOEBEL"], {"home"}),
        (["Bier", "Volksfest"], {"food", "region"}),
        (["careers"], {"careers"}),
        (["apprenticeship at a joinery"], {"careers"}),
        (["Wirtshausbier"], set()),
        (["Tierarzt"], set()),
        ([""], set()),
        ([], set()),
    ],
    ids=[
        "a German compound",
        "umlauts spelt out",
        "several",
        "by key",
        "in English",
        "a short stem begins a word",
        "unknown",
        "empty",
        "nothing",
    ],
)
def test_interests_are_recognised_in_what_somebody_typed(typed, expected):
    found = recognised(typed, KNOWN.interests)
    assert expected <= found
    assert bool(found) == bool(expected)


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may spoil."""
    return shutil.copytree(FOLDER, tmp_path / "data")


SPOILT = {
    "a language is missing": (
        "each/x.toml",
        'what.de = "',
        'what.fr = "',
        "x.toml: what.de: is missing",
    ),
    "an empty text": (
        "each/x.toml",
        'works.en = "Short',
        'works.en = ""\nshadow = "Short',
        "x.toml: works.en: is empty",
    ),
    "a translation forgotten": (
        "law.toml",
        'title.de = "Impressum"',
        'title.de = "Imprint"',
        "law.toml: imprint.title.de: is the same as in English",
    ),
    "a figure without a source": (
        "each/mastodon.toml",
        '{ source = "ard_zdf_2025_mastodon", ',
        "{ ",
        "mastodon.toml: figures[1].source: is missing",
    ),
    "a figure of our own": (
        "each/mastodon.toml",
        'source = "ard_zdf_2025_mastodon"',
        'source = "estimate"',
        "mastodon.toml: figures[1].source: a measured figure needs a published source",
    ),
    "an unknown source": (
        "each/mastodon.toml",
        'source = "ard_zdf_2025_mastodon"',
        'source = "hearsay"',
        "mastodon.toml: figures[1].source: “hearsay” is not among the sources",
    ),
    "a percentage that is only estimated": (
        "each/youtube.toml",
        'percent = 78, source = "ard_zdf_2024_video"',
        'percent = 78, source = "estimate"',
        "youtube.toml: ages[1].source: a measured figure needs a published source",
    ),
    "a level against its percentage": (
        "each/youtube.toml",
        "level = 3, percent = 78",
        "level = 1, percent = 78",
        "youtube.toml: ages[1].level: does not follow from 78 %",
    ),
    "a gap between ages": (
        "each/youtube.toml",
        "from = 30",
        "from = 31",
        "youtube.toml: ages[2].from: must lie between 30 and 30",
    ),
    "ages that end early": (
        "each/youtube.toml",
        "to = 99",
        "to = 80",
        "youtube.toml: ages: must reach 99",
    ),
    "a fitness beyond the scale": (
        "each/x.toml",
        "b2b = 1",
        "b2b = 4",
        "x.toml: fitness.b2b: must lie between 0 and 3",
    ),
    "a market forgotten": (
        "each/x.toml",
        "applicants = 0\n",
        "",
        "x.toml: fitness.applicants: is missing",
    ),
    "true is no number": (
        "each/x.toml",
        "b2b = 1",
        "b2b = true",
        "x.toml: fitness.b2b: must be a whole number",
    ),
    "an unknown note of law": (
        "each/x.toml",
        'law = ["imprint"',
        'law = ["imprimt"',
        "x.toml: law: “imprimt” is not known",
    ),
    "an unknown format": (
        "each/x.toml",
        "{ text = 20",
        "{ txt = 20",
        "x.toml: effort.minutes.txt: is no known format",
    ),
    "a misspelt key": (
        "each/x.toml",
        "as_of = 2026-11-22",
        "as_of = 2026-11-22\nlegall = 1",
        "x.toml: legall: is not known",
    ),
    "no day": (
        "each/x.toml",
        "as_of = 2026-11-22",
        'as_of = "autumn"',
        "x.toml: as_of: must be a day, such as 2026-01-31",
    ),
    "something named twice": (
        "each/x.toml",
        'languages = ["en", "de"]',
        'languages = ["en", "en"]',
        "x.toml: languages: names something twice",
    ),
    "a source without an address": (
        "sources.toml",
        'url = "https://www.gesetze-im-internet.de/ddg/__5.html"',
        'url = "in the library"',
        "sources.toml: ddg_5.url: must begin with https://",
    ),
    "a year that cannot be": (
        "sources.toml",
        "year = 1907",
        "year = 19070",
        "sources.toml: kunsturhg_22.year: must lie between 1900 and 2100",
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_an_incomplete_entry_is_refused_with_its_file_and_key(folder, spoilt):
    name, right, wrong, message = spoilt
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load(folder)
    assert str(refused.value) == message


def test_a_file_that_is_no_toml_is_named(folder):
    (folder / "each" / "x.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^x\.toml: cannot be read: "):
        load(folder)
