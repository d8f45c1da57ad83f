"""Which platforms are recommended to whom, and the sentences that say why."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rollout.platforms import knowledge
from rollout.platforms.knowledge import Market
from rollout.platforms.parts import GroupFacts
from rollout.platforms.recommendation import Verdict, fit_of, recommend

KNOWN = knowledge()
PLANNERS = GroupFacts("Planners", Market.B2B, 45, 65, ("Technik", "Einkauf"), ("de",), frozenset())
APPRENTICES = GroupFacts("Apprentices", Market.APPLICANTS, 16, 21, ("Ausbildung",), ("de",))
GUESTS = GroupFacts("Guests", Market.B2C, 35, 65, ("Bier", "Veranstaltungen"), ("de",))
STAFF = GroupFacts("Staff", Market.INTERNAL, 18, 65, ("Team",), ("de",))
YOUNG_BUYERS = GroupFacts("Young buyers", Market.B2C, 16, 29, ("Musik",), ("de",))


def verdicts(*groups):
    return {each.platform.key: each.verdict.value for each in recommend(groups, KNOWN)}


@pytest.mark.parametrize(
    ("group", "recommended", "not_recommended"),
    [
        (PLANNERS, {"linkedin", "xing", "blog"}, {"tiktok", "pinterest", "kununu", "internal"}),
        (
            APPRENTICES,
            {"youtube", "tiktok", "instagram", "kununu"},
            {"newsletter", "x", "internal"},
        ),
        (GUESTS, {"facebook", "google_business", "instagram"}, {"xing", "kununu", "mastodon"}),
        (STAFF, {"internal"}, {"linkedin", "facebook", "youtube", "xing", "tiktok"}),
        (YOUNG_BUYERS, {"youtube", "instagram", "tiktok"}, {"xing", "internal", "mastodon"}),
    ],
    ids=lambda value: value.name if isinstance(value, GroupFacts) else "",
)
def test_who_is_met_where(group, recommended, not_recommended):
    found = verdicts(group)
    assert {found[key] for key in recommended} == {"recommended"}
    assert {found[key] for key in not_recommended} == {"not"}


def test_older_business_people_are_met_on_linkedin_before_any_video_platform():
    keys = [each.platform.key for each in recommend([PLANNERS], KNOWN)]
    assert keys[0] == "linkedin"
    assert keys.index("xing") < keys.index("youtube")


def test_linkedin_is_not_recommended_for_pupils_who_look_for_an_apprenticeship():
    assert verdicts(APPRENTICES)["linkedin"] != "recommended"


def test_without_target_groups_nothing_is_recommended():
    assert recommend([], KNOWN) == ()


def test_the_best_come_first_and_every_platform_is_judged():
    found = recommend([GUESTS], KNOWN)
    assert {each.platform.key for each in found} == set(KNOWN.platforms)
    order = [list(Verdict).index(each.verdict) for each in found]
    assert order == sorted(order)
    for verdict in Verdict:
        points = [each.points for each in found if each.verdict == verdict]
        assert points == sorted(points, reverse=True)


def test_the_score_is_made_of_named_parts_with_a_sentence_each():
    with override("en"):
        fit = fit_of(KNOWN.platforms["facebook"], GUESTS, KNOWN)
        said = [(part.key, part.points, part.most, str(part.sentence)) for part in fit.parts]
    assert said == [
        ("market", 35, 35, "It is made for contact with private customers."),
        (
            "age",
            25,
            30,
            "33 % of people aged 50 to 69 are reached here (ARD Media, Media Perspektiven, 2024).",
        ),
        ("interests", 15, 15, "Frequent subjects here: food and drink, region and events."),
        ("place", 0, 15, "Nobody has noted that this group is here."),
        ("language", 5, 5, "The group’s language is usual here."),
    ]
    assert fit.points == 80


def test_reasons_are_spoken_in_the_language_of_the_reader():
    best = recommend([PLANNERS], KNOWN)[0]
    with override("en"):
        assert str(best.label) == "Recommended"
        assert [str(each) for each in best.reasons_for][:3] == [
            "It is made for contact with other companies.",
            "Of the people aged 50 to 69 whom it is made for, most are reached here "
            "(our estimate).",
            "Frequent subjects here: business and industry, expert knowledge.",
        ]
    with override("de"):
        assert str(best.label) == "Empfohlen"
        assert [str(each) for each in best.reasons_for][:3] == [
            "Dafür gemacht, andere Unternehmen zu erreichen.",
            "Von den Menschen von 50 bis 69 Jahren, für die es gemacht ist, "
            "werden hier die meisten erreicht (unsere Schätzung).",
            "Häufige Themen hier: Wirtschaft und Branche, Fachwissen.",
        ]


def test_what_speaks_against_a_platform_is_said_even_if_it_is_recommended():
    youtube = next(
        each for each in recommend([APPRENTICES], KNOWN) if each.platform.key == "youtube"
    )
    with override("en"):
        assert [str(each) for each in youtube.reasons_against] == [
            "A video costs days, not hours; conversation is rare outside the comments.",
            "One post a week already costs about 6 hours.",
        ]


def test_what_nobody_knows_speaks_neither_for_a_platform_nor_against_it():
    group = GroupFacts("Somebody", Market.B2C)
    facebook = next(each for each in recommend([group], KNOWN) if each.platform.key == "facebook")
    with override("en"):
        assert [str(each)[:40] for each in (*facebook.reasons_for, *facebook.reasons_against)] == [
            "It is made for contact with private cust",
            "What works: Events, news from the place ",
            "Without advertising money few followers ",
        ]


def test_half_of_the_points_already_speak_for_a_platform():
    fit = fit_of(KNOWN.platforms["linkedin"], replace(PLANNERS, age_from=70, age_to=80), KNOWN)
    age = fit.parts[1]
    assert (age.points, age.speaks_for, age.speaks_against) == (10, False, True)
    assert replace(age, points=15).speaks_for
    assert not replace(age, points=14).speaks_for


def test_the_law_comes_with_the_recommendation():
    facebook = next(each for each in recommend([GUESTS], KNOWN) if each.platform.key == "facebook")
    assert [note.key for note in facebook.law] == [
        "imprint",
        "privacy",
        "joint_controllers",
        "pictures",
        "advertising",
        "works_council",
        "terms",
    ]


def test_a_platform_counts_by_the_group_it_fits_best():
    found = {each.platform.key: each for each in recommend([GUESTS, APPRENTICES], KNOWN)}
    assert found["tiktok"].fits[0].group == APPRENTICES
    assert found["facebook"].fits[0].group == GUESTS
    assert found["instagram"].serves == ("Guests", "Apprentices")
    assert found["xing"].serves == ("Apprentices",)


def test_where_a_group_is_known_to_be_is_at_least_possible():
    there = replace(GUESTS, places=frozenset({"kununu"}))
    assert verdicts(GUESTS)["kununu"] == "not"
    assert verdicts(there)["kununu"] == "possible"


def test_a_language_that_is_not_usual_there_counts_against_it():
    abroad = replace(PLANNERS, languages=("en",))
    fit = fit_of(KNOWN.platforms["xing"], abroad, KNOWN)
    assert fit.points == fit_of(KNOWN.platforms["xing"], PLANNERS, KNOWN).points - 5


def test_without_an_age_the_middle_is_taken_and_it_is_said():
    group = replace(GUESTS, age_from=None, age_to=None)
    part = fit_of(KNOWN.platforms["facebook"], group, KNOWN).parts[1]
    with override("en"):
        assert (part.points, str(part.sentence)) == (
            15,
            "How old the group is has not been said; with the age this gets more exact.",
        )


@pytest.mark.parametrize(
    ("ages", "expected"),
    [((70, None), 10), ((None, 20), 30), ((90, 80), 10), ((3, 9), 30), ((14, 99), 24)],
    ids=["from 70", "up to 20", "turned round", "children", "everybody"],
)
def test_open_and_odd_ages(ages, expected):
    group = replace(YOUNG_BUYERS, age_from=ages[0], age_to=ages[1])
    assert fit_of(KNOWN.platforms["youtube"], group, KNOWN).parts[1].points == expected


PLATFORMS = st.sampled_from(sorted(KNOWN.platforms))
INTERESTS = st.lists(st.sampled_from(sorted(KNOWN.interests)), max_size=4).map(tuple)
AGES = st.one_of(st.none(), st.integers(0, 110))
GROUPS = st.builds(
    GroupFacts,
    name=st.text(min_size=1, max_size=5),
    market=st.sampled_from(Market),
    age_from=AGES,
    age_to=AGES,
    interests=INTERESTS,
    languages=st.sets(st.sampled_from(["de", "en", "tr"])).map(lambda found: tuple(sorted(found))),
    places=st.frozensets(PLATFORMS, max_size=3),
)


@given(GROUPS, PLATFORMS)
def test_parts_stay_within_their_bounds_and_make_a_hundred(group, key):
    parts = fit_of(KNOWN.platforms[key], group, KNOWN).parts
    assert sum(part.most for part in parts) == 100
    assert all(0 <= part.points <= part.most and str(part.sentence) for part in parts)


@given(GROUPS, PLATFORMS)
def test_to_be_known_there_never_speaks_against_a_platform(group, key):
    platform, there = KNOWN.platforms[key], replace(group, places=group.places | {key})
    before, after = fit_of(platform, group, KNOWN), fit_of(platform, there, KNOWN)
    assert after.points >= before.points
    assert list(Verdict).index(after.verdict) <= list(Verdict).index(before.verdict)


@given(GROUPS, PLATFORMS, st.sampled_from(sorted(KNOWN.interests)))
def test_one_more_interest_never_speaks_against_a_platform(group, key, interest):
    more = replace(group, interests=(*group.interests, interest))
    platform = KNOWN.platforms[key]
    assert fit_of(platform, more, KNOWN).points >= fit_of(platform, group, KNOWN).points


@given(GROUPS, PLATFORMS, st.sampled_from(Market))
def test_a_platform_made_more_for_a_market_never_loses(group, key, market):
    platform = KNOWN.platforms[key]
    better = replace(
        platform, fitness={**platform.fitness, market: min(platform.fitness[market] + 1, 3)}
    )
    before, after = fit_of(platform, group, KNOWN), fit_of(better, group, KNOWN)
    assert after.points >= before.points
    assert list(Verdict).index(after.verdict) <= list(Verdict).index(before.verdict)


@given(GROUPS, PLATFORMS, st.integers(0, 9))
def test_more_people_of_an_age_never_speak_against_a_platform(group, key, place):
    platform = KNOWN.platforms[key]
    ages = list(platform.ages)
    band = ages[place % len(ages)]
    ages[place % len(ages)] = replace(band, level=min(band.level + 1, 3))
    fuller = replace(platform, ages=tuple(ages))
    assert fit_of(fuller, group, KNOWN).points >= fit_of(platform, group, KNOWN).points


@given(st.lists(GROUPS, min_size=1, max_size=3), GROUPS)
def test_one_more_group_takes_nothing_from_a_platform(groups, another):
    order = list(Verdict)
    before = {each.platform.key: each for each in recommend(groups, KNOWN)}
    for each in recommend([*groups, another], KNOWN):
        earlier = before[each.platform.key]
        assert order.index(each.verdict) <= order.index(earlier.verdict)


@given(st.lists(GROUPS, min_size=1, max_size=3, unique_by=lambda group: group.name))
def test_the_order_of_the_groups_does_not_matter(groups):
    assert recommend(groups, KNOWN) == recommend(groups[::-1], KNOWN)


@given(GROUPS)
def test_what_is_not_made_for_a_market_is_never_recommended_for_it(group):
    for each in recommend([group], KNOWN):
        if each.platform.fitness[group.market] == 0:
            assert each.verdict != Verdict.RECOMMENDED
