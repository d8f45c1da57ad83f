from datetime import timedelta

import pytest
from django.utils import timezone

from companies.roles import Role
from monitoring.models import Mention, ToneLabel, ToneModel
from monitoring.pipeline.tone.weights import NAME
from tests.factories import make_member
from tests.monitoring.pages.rows import Place, make_mention, make_place, make_source

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SCORES = {
    "outcome": "accepted",
    "negatives": 41,
    "before": {"macro_f1": 0.51, "negative_recall": 0.652, "accuracy": 0.67, "queue_from": 388},
    "after": {"macro_f1": 0.625, "negative_recall": 0.725, "accuracy": 0.78, "queue_from": 379},
}


def learned(place: Place, **fields: object) -> ToneModel:
    row = {
        "labels": 400,
        "accepted": True,
        "figures": SCORES,
        "fitted_at": timezone.now(),
        "general": NAME,
    } | fields
    return ToneModel.everywhere.create(company=place.company, **row)


def labelled(place: Place, number: int) -> None:
    source = make_source(place)
    for _number in range(number):
        ToneLabel.everywhere.create(
            company=place.company, mention=make_mention(source, at=timezone.now() - 9 * HOUR),
            tone="negative", was="neutral", by=place.lead.user, at=timezone.now(),
        )  # fmt: skip


def test_before_the_first_label_it_says_how_many_it_takes() -> None:
    page = make_place().get("mentions/tone/")
    assert "Still learning" in page
    assert "100 more labels" in page
    assert "There are too few labels yet to compare" in page
    assert "at least 30 % likely" in page
    assert "Go back" not in page


def test_what_judges_is_shown_with_its_figures_and_a_way_back() -> None:
    place = make_place()
    labelled(place, 3)
    learned(place)
    page = place.get("mentions/tone/")
    for said in ("Your labels judge too", "3 of 300", "65 %", "72 %", "67 %", "78 %", "51 %",
                 "62 %", "from 400 labels", "at least 38 % likely"):  # fmt: skip
        assert said in page
    answer = place.browser().post(place.url("mentions/tone/general/"), follow=True)
    assert "Switched off" in answer.content.decode()
    assert "at least 39 % likely" in answer.content.decode()
    answer = place.browser().post(place.url("mentions/tone/learned/"), follow=True)
    assert "Your labels judge too" in answer.content.decode()


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("overlooks", "overlook more criticism"),
        ("no_better", "not be right more often"),
        ("one_sided", "Nearly all labels are the same"),
        ("few", "being tried right now"),
    ],
)
def test_what_does_not_judge_says_why(outcome: str, said: str) -> None:
    place = make_place()
    labelled(place, 100)
    learned(place, accepted=False, figures=SCORES | {"outcome": outcome})
    page = place.get("mentions/tone/")
    assert said in page
    assert "Go back" not in page


def test_only_editors_go_back_and_without_anything_learned_nobody_can() -> None:
    place = make_place()
    url = place.url("mentions/tone/general/")
    assert place.browser(place.member).post(url).status_code == 403
    answer = place.browser().post(url, follow=True)
    assert "Nothing has been learned yet." in answer.content.decode()
    learned(place)
    assert (
        "Go back"
        not in place.browser(place.member).get(place.url("mentions/tone/")).content.decode()
    )


def test_the_least_certain_mention_is_asked_for_first_and_the_rest_follow() -> None:
    place = make_place()
    source = make_source(place)
    sure = make_mention(source, text="Sicher", tone_negative=20, tone_positive=20)
    unsure = make_mention(source, text="Unsicher", tone_negative=350, tone_positive=20)
    page = place.get("mentions/check/")
    assert "Unsicher" in page
    assert "0 of 300" in page
    answer = place.browser().post(
        place.url("mentions/check/"), {"mention": unsure.pk, "tone": "negative"}, follow=True
    )
    page = answer.content.decode()
    assert "Sicher" in page
    assert "Unsicher" not in page
    assert "1 of 300" in page
    assert "Saved: Negative." in page
    assert (ToneLabel.everywhere.get().tone, ToneLabel.everywhere.get().by) == (
        "negative",
        place.lead.user,
    )
    place.browser().post(place.url("mentions/check/"), {"mention": sure.pk, "tone": "neutral"})
    assert "Nothing left to ask" in place.get("mentions/check/")
    assert Mention.everywhere.filter(tone_by=place.lead.user).count() == 2


def test_a_mention_passed_over_is_not_asked_for_again() -> None:
    place = make_place()
    source = make_source(place)
    first = make_mention(source, text="Das eine", tone_negative=359)
    make_mention(source, text="Das andere", tone_negative=300)
    assert f"skip={first.pk}" in place.get("mentions/check/")
    assert "Das andere" in place.get(f"mentions/check/?skip={first.pk}-x--99")
    answer = place.browser().post(
        place.url("mentions/check/"),
        {"mention": first.pk, "tone": "nonsense", "skip": "17"},
        follow=True,
    )
    assert "There is no such tone." in answer.content.decode()
    assert ToneLabel.everywhere.count() == 0


def test_stars_copies_competitors_other_languages_and_other_companies_are_not_asked_for() -> None:
    place, other = make_place(), make_place("Kraemer")
    source = make_source(place)
    first = make_mention(source, text="Erstes", rating=2)
    make_mention(source, text="Kopie", folded_into_id=first.pk)
    make_mention(source, text="Anderer", is_own=False)
    make_mention(source, text="Dutch", language="nl")
    theirs = make_mention(make_source(other), text="Fremdes")
    assert "Nothing left to ask" in place.get("mentions/check/")
    answer = place.browser().post(
        place.url("mentions/check/"), {"mention": theirs.pk, "tone": "negative"}
    )
    assert answer.status_code == 404
    assert ToneLabel.everywhere.count() == 0


def test_a_mention_says_that_own_labels_had_a_part() -> None:
    place = make_place()
    reasons = [{"word": "warm", "polarity": -1, "start": 0, "end": 4}, {"learned": 120}]
    mention = make_mention(make_source(place), tone_reasons=reasons, tone="negative")
    page = place.get(f"mentions/{mention.pk}/")
    assert "Your own labels had a part (120). Recognised by these words:" in page
    assert "<q>warm</q>" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"language": "en", "tone": "negative"}, "English is read only roughly"),
        ({"language": "nl", "tone": "unclear"}, "Only German and English are read"),
        ({"language": "", "tone": "unclear"}, "Only German and English are read"),
        ({"language": "nl", "tone": "negative", "rating": 1}, "From the rating: 1 star of 5."),
        ({"language": "de", "tone": "neutral"}, "No word in it speaks clearly"),
    ],
    ids=["English", "Dutch", "nobody knows", "Dutch with stars", "German"],
)
def test_how_sure_a_tone_is_depends_on_the_language(fields: dict[str, object], said: str) -> None:
    place = make_place()
    mention = make_mention(make_source(place), tone_reasons=[], **fields)
    assert said in place.get(f"mentions/{mention.pk}/")


def test_a_member_may_label() -> None:
    place = make_place()
    mention = make_mention(make_source(place))
    guest = make_member(place.company, Role.MEMBER, name="Gerd")
    place.browser(guest).post(
        place.url("mentions/check/"), {"mention": mention.pk, "tone": "neutral"}
    )
    assert ToneLabel.everywhere.get().by == guest.user
