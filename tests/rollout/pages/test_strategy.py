"""The strategy's page: content opens the platforms, the recommendation speaks, forms forgive."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rollout.models import ContentTopic, PlatformChoice
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place, submit
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.strategic import (
    choose,
    group,
    kpi,
    place_with_goals,
    prepare_scenarios,
    publish_guidelines,
    write_topic,
    write_topics,
)

pytestmark = pytest.mark.django_db
PAGE = "stages/4/"
TOPICS = f"{PAGE}work/topics/"
PLATFORMS = f"{PAGE}work/platforms/"


@pytest.fixture
def place() -> Place:
    return place_with_goals()


def page_of(place: Place, language: str = "en") -> str:
    return text_of(visitor(place.lead, language).get(url(place, PAGE)))


def filled(place: Place, **values: object) -> dict[str, object]:
    """The form of a platform, filled in."""
    usual = {
        "platform": "facebook",
        "is_chosen": "True",
        "target_groups": [group(place).pk],
        "purpose": "Mit Gästen reden",
        "kpi": kpi(place).pk,
        "owner": place.lead.pk,
        "reason": "",
    }
    return usual | values


def test_before_the_content_the_platforms_are_closed_and_say_why(place: Place) -> None:
    write_topic(place, "Gäste")
    answer = visitor(place.lead).get(url(place, PAGE))
    said = text_of(answer)
    assert (
        "Content comes before platforms. These target groups have no topic yet: Lehrlinge" in said
    )
    assert "This opens as soon as every target group has a topic." in said
    assert url(place, f"{PLATFORMS}add/") not in answer.content.decode()
    assert "Recommended" not in section(answer, "platforms")


def section(answer, key: str) -> str:
    """The words of one section of the page."""
    found = re.search(
        rf'<section[^>]* id="{key}".*?</section>', answer.content.decode(), flags=re.DOTALL
    )
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_a_post_before_the_content_is_refused_and_loses_nothing(place: Place) -> None:
    answer = visitor(place.lead).post(url(place, f"{PLATFORMS}add/"), filled(place))
    assert answer.status_code == 422
    assert "Content comes before platforms: “Gäste” has no topic yet." in text_of(answer)
    assert "Mit Gästen reden" in answer.content.decode()
    assert not PlatformChoice.of(place.company).exists()


def test_with_topics_for_all_the_recommendation_speaks(place: Place) -> None:
    write_topics(place)
    answer = visitor(place.lead).get(url(place, PAGE))
    said = section(answer, "platforms")
    for words in (
        "Google Business Profile",
        "For Gäste",
        "For it: Applicants look for employers here.",
        "Against it: A video costs days, not hours",
        "One post a week already costs about 6 hours.",
        "How the points come about",
        "EuGH, Urteil vom 5. Juni 2018, C-210/16",
        "This is no legal advice.",
        "platforms that are not recommended",
    ):
        assert words in said
    assert url(place, f"{PLATFORMS}add/?platform=facebook") in answer.content.decode()


def test_the_page_speaks_german(place: Place) -> None:
    write_topics(place)
    said = page_of(place, "de")
    for words in (
        "Was empfohlen wird",
        "Dafür: Dafür gemacht, Privatkunden zu erreichen.",
        "Gemeinsam mit dem Netzwerk verantwortlich",
        "Pflege in der Woche, ohne Beiträge",
        "Mindestens drei Konfliktszenarien haben eine Reaktion und Verantwortliche",
    ):
        assert words in said


def test_a_link_chooses_the_platform_in_the_form(place: Place) -> None:
    write_topics(place)
    client = visitor(place.lead)
    form = client.get(url(place, f"{PLATFORMS}add/?platform=youtube")).content.decode()
    assert '<option value="youtube" selected>' in form
    odd = client.get(url(place, f"{PLATFORMS}add/?platform=%3Cscript%3E")).content.decode()
    assert "selected" not in odd.split("</select>")[0]
    assert "<script>" not in odd.split("<main")[1]


def test_a_decision_is_written_shown_and_no_longer_asked_for(place: Place) -> None:
    write_topics(place)
    client = visitor(place.lead)
    answer = client.post(url(place, f"{PLATFORMS}add/"), filled(place), follow=True)
    said = section(answer, "platforms")
    assert "Mit Gästen reden" in said
    assert "We go there" in said
    assert url(place, f"{PLATFORMS}add/?platform=facebook") not in answer.content.decode()
    row = PlatformChoice.of(place.company).get()
    assert (row.kpi, row.owner, row.recommended) == (kpi(place), place.lead, "recommended")


def test_a_reason_is_asked_for_at_its_field_and_what_was_typed_stays(place: Place) -> None:
    write_topics(place)
    client = visitor(place.lead)
    wrong = filled(place, platform="xing", purpose="Stammgäste treffen")
    answer = client.post(url(place, f"{PLATFORMS}add/"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_reason_error"' in page
    assert "Stammgäste treffen" in page
    right = client.post(
        url(place, f"{PLATFORMS}add/"), wrong | {"reason": "Dort sind unsere Vereine."}, follow=True
    )
    assert "Dort sind unsere Vereine." in section(right, "platforms")


def test_a_platform_saves_as_one_works_and_the_criteria_say_what_is_missing(place: Place) -> None:
    write_topics(place)
    client = visitor(place.lead)
    empty = filled(place, purpose="", kpi="", owner="")
    answer = client.post(url(place, f"{PLATFORMS}add/"), empty, follow=True)
    assert "It is not said yet what Facebook is for." in text_of(answer)


def test_a_topic_is_written_from_an_example(place: Place) -> None:
    client = visitor(place.lead)
    form = client.get(url(place, f"{TOPICS}add/?example=0")).content.decode()
    assert "From the workshop: how it is made, and why so" in form
    assert re.search(r'value="short_video"[^>]*checked', form)
    answer = client.post(
        url(place, f"{TOPICS}add/"),
        {
            "target_group": group(place).pk,
            "title": "Wie unser Bier entsteht",
            "formats": ["picture", "short_video"],
            "posts_per_month": "4",
            "minutes_per_post": "90",
            "tone": "nah",
            "supplier": place.member.pk,
        },
        follow=True,
    )
    said = section(answer, "topics")
    for words in ("Wie unser Bier entsteht", "For: Gäste", "Short video", "Mia Roth"):
        assert words in said
    row = ContentTopic.of(place.company).get()
    assert (row.formats, row.posts_per_month) == (["picture", "short_video"], 4)


@pytest.mark.parametrize(
    "wrong",
    [{"formats": []}, {"posts_per_month": "0"}, {"minutes_per_post": "9999"}, {"formats": ["fax"]}],
    ids=["no format", "no posts", "too long", "unknown format"],
)
def test_a_topic_with_something_wrong_keeps_what_was_typed(
    place: Place, wrong: dict[str, object]
) -> None:
    values = {
        "target_group": group(place).pk,
        "title": "Wie unser Bier entsteht",
        "formats": ["picture"],
        "posts_per_month": "4",
        "minutes_per_post": "90",
    }
    answer = visitor(place.lead).post(url(place, f"{TOPICS}add/"), values | wrong)
    assert answer.status_code == 422
    assert "Wie unser Bier entsteht" in answer.content.decode()
    assert not ContentTopic.of(place.company).exists()


def test_a_member_reads_everything_and_decides_nothing(place: Place) -> None:
    write_topics(place)
    choose(place)
    prepare_scenarios(place)
    answer = visitor(place.member).get(url(place, PAGE))
    page = answer.content.decode()
    assert "Mit Gästen über Feste reden" in page
    assert "Konflikt 1" in page
    assert PLATFORMS not in page
    refused = visitor(place.member).post(url(place, f"{PLATFORMS}add/"), filled(place))
    assert PlatformChoice.of(place.company).count() == 1
    assert refused.status_code == 422


def test_the_dossier_and_its_pdf_tell_the_strategy(place: Place) -> None:
    write_topics(place)
    choose(place, "facebook")
    choose(place, "xing", target_groups=[group(place, "Lehrlinge")], reason="Dort sind Eltern.")
    prepare_scenarios(place)
    publish_guidelines(place)
    submit(place, 4)
    client = visitor(place.manager)
    said = text_of(client.get(url(place, "stages/4/dossier/1/")))
    for words in (
        "Thema für Gäste",
        "Mit Gästen über Feste reden",
        "Dort sind Eltern.",
        "Konflikt 3",
        "Wir antworten am selben Tag.",
        "version 1",
    ):
        assert words in said
    pdf = client.get(url(place, "stages/4/dossier/1/pdf/"))
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")


def test_without_anything_every_section_says_what_to_do_next() -> None:
    said = page_of(place_at(4))
    for words in (
        "Nothing has been said yet. Begin with the goal that matters most.",
        "No topics yet. Begin with the group that matters most.",
        "There are no target groups yet; they come from the stage before.",
        "Not published yet. Take the template, let employees comment, then publish.",
        "None yet. Begin with what you would least like to read about yourselves.",
        "Nobody has attended a workshop or training yet.",
    ):
        assert words in said


def test_the_sections_lead_to_the_rooms_where_things_are_kept(place: Place) -> None:
    page = visitor(place.lead).get(url(place, PAGE)).content.decode()
    for path in ("guidelines/", "scenarios/", "scenarios/examples/", "training/"):
        assert f'href="{url(place, path)}"' in page


def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
    place: Place, django_assert_max_num_queries
) -> None:
    client = visitor(place.lead)
    write_topics(place)
    choose(place)
    few = queries_of(client, place)
    for name in ("instagram", "youtube", "whatsapp"):
        choose(place, name)
    for number in range(5):
        write_topic(place, title=f"Thema {number}")
    prepare_scenarios(place, 5)
    with django_assert_max_num_queries(few):
        client.get(url(place, PAGE))


def queries_of(client, place: Place) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as found:
        client.get(url(place, PAGE))
    return len(found)


def test_a_member_is_not_led_to_rooms_that_are_closed_to_them(place: Place) -> None:
    page = visitor(place.member).get(url(place, PAGE)).content.decode()
    assert [
        path
        for path in ("scenarios/", "scenarios/examples/", "training/", "training/people/")
        if f'href="{url(place, path)}"' in page
    ] == ["scenarios/", "training/"]
