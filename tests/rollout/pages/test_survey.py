"""The questionnaire, with an account and by a link, and everything that can go wrong with it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rollout.models import CultureResponse, SurveyLink, SurveyParticipation
from rollout.stages.culture import survey
from rollout.stages.culture.questionnaire import STATEMENTS
from tests.rollout.builders import answer, at_the_gate, make_place, submit
from tests.rollout.pages.visit import filled_survey, now, text_of, url, visitor

pytestmark = pytest.mark.django_db


def link_of(place, **times) -> SurveyLink:
    return survey.create_survey_link(
        company=place.company, by=place.lead, at=times.pop("at", now()), **times
    )


def test_a_stranger_with_the_link_answers_in_their_own_language():
    place = make_place()
    page = visitor(language="de").get(f"/survey/{link_of(place).token}/")
    assert page.status_code == 200
    assert "Wir hören gern auch öffentlich von unseren Kunden" in text_of(page)
    english = visitor(language="en").get(f"/survey/{link_of(place).token}/")
    assert "We like to hear from customers in public" in text_of(english)
    assert 'name="language" value="de"' in english.content.decode()


def test_a_double_click_stores_one_answer_and_thanks_twice():
    place = make_place()
    address, filled = f"/survey/{link_of(place).token}/", filled_survey()
    first, second = visitor().post(address, filled), visitor().post(address, filled)
    assert first["Location"] == second["Location"] == f"{address}thanks/"
    assert CultureResponse.of(place.company).count() == 1


def test_what_was_ticked_is_still_ticked_when_something_is_missing():
    place = make_place()
    filled = filled_survey("production")
    del filled["speed_day"]
    page = visitor().post(f"/survey/{link_of(place).token}/", filled)
    html = page.content.decode()
    assert page.status_code == 422
    assert "Please choose a value from 1 to 5." in text_of(page)
    assert html.count(" checked") == len(STATEMENTS)  # the role, and all statements but one
    assert f'value="{filled["form_key"]}"' in html
    assert not CultureResponse.of(place.company).exists()


@pytest.mark.parametrize("rating", ["0", "6", "-1", "viel", "3.5", "3' OR '1"])
def test_a_rating_off_the_scale_is_refused(rating):
    place = make_place()
    page = visitor().post(
        f"/survey/{link_of(place).token}/", {**filled_survey(), "speed_day": rating}
    )
    assert page.status_code == 422
    assert not CultureResponse.of(place.company).exists()


def test_a_forged_form_key_is_refused_without_a_fault():
    place = make_place()
    page = visitor().post(
        f"/survey/{link_of(place).token}/", {**filled_survey(), "form_key": "nonsense"}
    )
    assert page.status_code == 422


def test_links_that_are_over_say_so_and_name_nobody():
    place = make_place()
    expired = link_of(place, at=now() - timedelta(days=15))
    withdrawn = link_of(place)
    survey.withdraw_survey_link(
        company=place.company, link_id=withdrawn.pk, by=place.lead, at=now()
    )
    for token in (expired.token, withdrawn.token, "forged"):
        for page in (visitor().get(f"/survey/{token}/"), visitor().post(f"/survey/{token}/", {})):
            assert page.status_code == 410
            assert "This link no longer works" in text_of(page)
            assert place.company.name not in text_of(page)


def test_a_questionnaire_of_a_submitted_stage_is_closed():
    place = make_place()
    link = link_of(place)
    for role in ("management", "sales", "sales"):
        answer(place, role)
    submit(place, at=now())
    page = visitor().post(f"/survey/{link.token}/", filled_survey())
    assert page.status_code == 410
    assert "The questionnaire is closed" in text_of(page)
    assert CultureResponse.of(place.company).count() == 3


def test_a_member_answers_once_and_the_answer_does_not_lead_back():
    place = make_place()
    member = visitor(place.member)
    member.post(url(place, "survey/"), filled_survey("sales"))
    again = member.get(url(place, "survey/"), follow=True)
    assert "You have already answered. Thank you." in text_of(again)
    refused = member.post(url(place, "survey/"), filled_survey("management"))
    assert refused.status_code == 422
    assert "Every person answers once." in text_of(refused)
    assert [row.role for row in CultureResponse.of(place.company)] == ["sales"]
    assert [row.user for row in SurveyParticipation.of(place.company)] == [place.member]


def test_members_cannot_answer_while_the_stage_is_at_the_gate():
    place = at_the_gate()
    page = visitor(place.member).get(url(place, "survey/"), follow=True)
    assert "The questionnaire is closed while the stage is not open." in text_of(page)
    refused = visitor(place.member).post(url(place, "survey/"), filled_survey())
    assert refused.status_code == 422
    assert "its work is frozen until the decision" in text_of(refused)


def test_links_are_made_once_per_click_and_can_be_taken_back():
    place = make_place()
    lead, key = visitor(place.lead), {"form_key": str(uuid4())}
    lead.post(url(place, "stages/1/links/create/"), key)
    lead.post(url(place, "stages/1/links/create/"), key)
    link = SurveyLink.of(place.company).get()
    assert f"/survey/{link.token}/" in text_of(lead.get(url(place, "stages/1/")))
    lead.post(url(place, f"stages/1/links/{link.pk}/withdraw/"))
    assert link.token not in text_of(lead.get(url(place, "stages/1/")))
    assert visitor().get(f"/survey/{link.token}/").status_code == 410


def test_members_are_not_shown_the_links():
    place = make_place()
    link = link_of(place)
    page = visitor(place.member).get(url(place, "stages/1/"))
    assert link.token not in page.content.decode()
    refused = visitor(place.member).post(url(place, "stages/1/links/create/"), follow=True)
    assert "The lead, a consultant or a manager edits the work of a stage." in text_of(refused)
    assert SurveyLink.of(place.company).count() == 1


def test_no_figure_of_fewer_than_three_people_is_on_the_page():
    place = make_place()
    answer(place, "management")
    answer(place, "sales")
    page = text_of(visitor(place.lead).get(url(place, "stages/1/")))
    assert "2 of at least 3 people" in page
    assert "No figures yet" in page
    assert "75" not in page
