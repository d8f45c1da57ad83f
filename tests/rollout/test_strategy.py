"""The strategy: what its gate asks for, and what is refused on the way there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from companies.audit import sentence
from companies.models import AuditEntry
from rollout import gate, snapshot
from rollout.assessment import assess
from rollout.models import (
    CompanyGoal,
    ContentTopic,
    Goal,
    PlatformAudience,
    PlatformChoice,
    TargetGroup,
)
from rollout.refusals import RefusedError
from rollout.selectors import names_of
from rollout.stage import Assessment
from rollout.stages import kind_of
from rollout.writing import change_row, remove_row
from tests.factories import MONDAY
from tests.rollout.ahead import come_to, place_at
from tests.rollout.builders import Place
from tests.rollout.strategic import (
    KINDS,
    STRATEGY,
    choose,
    group,
    involve,
    place_with_goals,
    prepare_scenarios,
    publish_guidelines,
    write,
    write_topic,
    write_topics,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return place_with_goals()


def found(place: Place) -> Assessment:
    return assess(place.stage(STRATEGY), MONDAY.date())


def unmet(place: Place) -> set[str]:
    return {each.key for each in found(place).results if not each.met}


@pytest.mark.django_db
def test_nothing_is_met_at_the_beginning(place: Place) -> None:
    assert unmet(place) == {
        "aligned",
        "topics",
        "platforms",
        "platform_duties",
        "guidelines",
        "scenarios",
        "staff",
    }


@pytest.mark.django_db
def test_no_platform_is_chosen_before_every_group_has_a_topic(place: Place) -> None:
    write_topic(place, "Gäste")
    with pytest.raises(RefusedError, match="Content comes before platforms: “Lehrlinge”"):
        choose(place)
    write_topic(place, "Lehrlinge")
    assert choose(place).pk


@pytest.mark.django_db
def test_a_choice_keeps_what_was_recommended_for_its_groups(place: Place) -> None:
    write_topics(place)
    row = choose(place, "facebook")
    assert isinstance(row, PlatformChoice)
    assert row.recommended == "recommended"
    assert [each.target_group.name for each in row.audiences.all()] == ["Gäste"]


@pytest.mark.django_db
def test_a_platform_for_no_group_is_refused_at_the_groups(place: Place) -> None:
    write_topics(place)
    with pytest.raises(RefusedError) as refused:
        choose(place, target_groups=[])
    assert refused.value.field == "target_groups"


@pytest.mark.django_db
def test_to_go_where_it_is_not_recommended_needs_a_reason(place: Place) -> None:
    write_topics(place)
    with pytest.raises(RefusedError, match="say why you go there") as refused:
        choose(place, "xing")
    assert refused.value.field == "reason"
    row = choose(place, "xing", reason="Unsere Stammgäste treffen sich dort.")
    assert isinstance(row, PlatformChoice)
    assert row.recommended == "not"


@pytest.mark.django_db
def test_to_leave_what_is_recommended_needs_a_reason(place: Place) -> None:
    write_topics(place)
    left = {"is_chosen": False, "target_groups": []}
    with pytest.raises(RefusedError, match="say why you leave it"):
        choose(place, "instagram", **left)
    assert choose(place, "instagram", **left, reason="Wir haben niemanden, der fotografiert.").pk


@pytest.mark.django_db
def test_a_blank_reason_is_none(place: Place) -> None:
    write_topics(place)
    with pytest.raises(RefusedError):
        choose(place, "xing", reason="   ")


@pytest.mark.django_db
def test_a_change_of_one_field_is_judged_with_what_stays(place: Place) -> None:
    write_topics(place)
    row = choose(place, "facebook")
    with pytest.raises(RefusedError, match="say why you leave it"):
        change_row(
            company=place.company,
            number=STRATEGY,
            of=KINDS["platforms"],
            row_id=row.pk,
            values={"is_chosen": False},
            by=place.lead,
            at=MONDAY,
        )


@pytest.mark.django_db
def test_an_unknown_platform_is_refused(place: Place) -> None:
    write_topics(place)
    with pytest.raises(RefusedError, match="not known") as refused:
        choose(place, "studivz")
    assert refused.value.field == "platform"


@pytest.mark.django_db
def test_a_platform_is_decided_on_once(place: Place) -> None:
    write_topics(place)
    choose(place)
    with pytest.raises(RefusedError, match="already been decided"):
        choose(place)


@pytest.mark.django_db
def test_the_log_calls_platforms_by_their_names(place: Place) -> None:
    write_topics(place)
    row = choose(place, "google_business")
    remove_row(
        company=place.company,
        number=STRATEGY,
        of=KINDS["platforms"],
        row_id=row.pk,
        by=place.lead,
        at=MONDAY,
    )
    entries = AuditEntry.of(place.company).filter(act__startswith="strategy.platforms")
    assert [sentence(each) for each in entries.order_by("pk")] == [
        "decided on the platform Google Business Profile",
        "took back the decision on the platform Google Business Profile",
    ]
    assert not PlatformAudience.of(place.company).exists()


@pytest.mark.django_db
def test_a_target_group_with_topics_cannot_be_left_by_removing_them_once_chosen(
    place: Place,
) -> None:
    """Taking a topic back closes the platforms again; what was chosen stays to be read."""
    write_topics(place)
    choose(place)
    topic = ContentTopic.of(place.company).get(target_group__name="Lehrlinge")
    remove_row(
        company=place.company,
        number=STRATEGY,
        of=KINDS["topics"],
        row_id=topic.pk,
        by=place.lead,
        at=MONDAY,
    )
    platforms = part(place, "platforms")
    assert (platforms.rows, len(platforms.lines)) == ("", 1)
    assert {"topics", "platforms"} <= unmet(place)


def part(place: Place, key: str) -> Any:
    work = found(place).work
    parts = kind_of(STRATEGY).parts
    assert parts is not None
    names = names_of(snapshot.people_in(work))
    return next(each for each in parts(work, names) if each.key == key)


@pytest.mark.django_db
def test_the_platforms_open_with_the_last_topic(place: Place) -> None:
    write_topic(place, "Gäste")
    assert part(place, "platforms").rows == ""
    assert str(part(place, "platforms").empty) == (
        "This opens as soon as every target group has a topic."
    )
    write_topic(place, "Lehrlinge")
    assert part(place, "platforms").rows == "platforms"


@pytest.mark.django_db
def test_without_target_groups_no_platform_opens() -> None:
    assert part(place_at(STRATEGY), "platforms").rows == ""


@pytest.mark.django_db
def test_the_topics_say_what_they_cost_in_a_month(place: Place) -> None:
    write_topic(place, "Gäste", posts_per_month=4, minutes_per_post=90)
    write_topic(place, "Gäste", title="Zweites", posts_per_month=1, minutes_per_post=30)
    grid = part(place, "topics").grid
    assert [[str(cell) for cell in row] for row in grid.rows] == [
        ["Gäste", "2", "5", "7"],
        ["Lehrlinge", "0", "0", "0"],
        ["All together", "2", "5", "7"],
    ]


@pytest.mark.django_db
def test_the_matrix_shows_which_goal_serves_which(place: Place) -> None:
    assert part(place, "alignments").grid.rows == (("Mit Gästen reden", "–"),)
    write(
        place,
        "alignments",
        goal=Goal.of(place.company).get(),
        company_goal=CompanyGoal.of(place.company).get(),
        strength="strong",
        how="Wer mit uns redet, kommt wieder.",
    )
    grid = part(place, "alignments").grid
    assert [[str(cell) for cell in row] for row in grid.rows] == [["Mit Gästen reden", "strongly"]]
    assert "aligned" not in unmet(place)


@pytest.mark.django_db
def test_a_goal_that_serves_one_since_the_stage_before_is_aligned() -> None:
    place = place_at(3)
    laid = {"company": place.company, "stage": place.stage(3)}
    served = CompanyGoal.everywhere.create(**laid, name="Mehr Gäste", level="company")
    Goal.everywhere.create(
        **laid,
        kind="sales",
        title="Verkaufen",
        due_on="2027-01-01",
        owner=place.lead,
        serves=served,
    )
    come_to(place, STRATEGY)
    assert "aligned" not in unmet(place)
    assert [str(cell) for cell in part(place, "alignments").grid.rows[0]] == ["Verkaufen", "serves"]


@pytest.mark.django_db
def test_a_platform_that_is_left_meets_nobody_and_needs_no_owner(place: Place) -> None:
    write_topics(place)
    everybody = list(TargetGroup.of(place.company))
    choose(place, "instagram", target_groups=everybody)
    assert not {"platforms", "platform_duties"} & unmet(place)
    choose(place, "x", is_chosen=False, target_groups=[], purpose="", kpi=None, owner=None)
    assert "platform_duties" not in unmet(place)
    row = PlatformChoice.of(place.company).get(platform="instagram")
    change_row(
        company=place.company,
        number=STRATEGY,
        of=KINDS["platforms"],
        row_id=row.pk,
        values={"is_chosen": False, "reason": "Niemand fotografiert."},
        by=place.lead,
        at=MONDAY,
    )
    assert {"platforms", "platform_duties"} <= unmet(place)


@pytest.mark.django_db
def test_an_owner_who_left_is_nobody(place: Place) -> None:
    write_topics(place)
    choose(place, owner=place.consultant)
    assert "platform_duties" not in unmet(place)
    membership = place.memberships["consultant"]
    membership.ended_at = MONDAY
    membership.save()
    assert "platform_duties" in unmet(place)


@pytest.mark.django_db
def test_scenarios_count_with_reaction_and_a_live_owner(place: Place) -> None:
    prepare_scenarios(place, 2)
    assert "scenarios" in unmet(place)
    prepare_scenarios(place, 1, first=3, reaction="", plan="")
    prepare_scenarios(place, 1, first=4, owner=None)
    assert "scenarios" in unmet(place)
    prepare_scenarios(place, 1, first=5)
    assert "scenarios" not in unmet(place)


@pytest.mark.django_db
def test_a_whole_strategy_can_be_submitted_and_its_dossier_speaks_for_itself(place: Place) -> None:
    write_topics(place)
    choose(place, "facebook")
    choose(place, "tiktok", target_groups=[group(place, "Lehrlinge")], purpose="Lehrlinge finden")
    prepare_scenarios(place)
    publish_guidelines(place)
    assert unmet(place) == {"aligned", "staff"}
    submission = gate.submit_stage(company=place.company, number=STRATEGY, by=place.lead, at=MONDAY)
    work = snapshot.read(submission.snapshot)["work"]
    assert [each["platform"] for each in work["platforms"]] == ["facebook", "tiktok"]
    assert work["platforms"][1]["target_groups"] == ["Lehrlinge"]
    assert work["guidelines"]["version"] == 1
    assert [each["owner"] for each in work["scenarios"]] == [place.lead.pk] * 3
    assert snapshot.people_in(work) == {place.lead.pk, place.member.pk}


@pytest.mark.django_db
def test_the_frozen_work_names_no_people_and_no_keys(place: Place) -> None:
    write_topics(place)
    choose(place)
    prepare_scenarios(place)
    frozen = snapshot.canonical(found(place).work).decode()
    for person in (place.lead, place.member):
        assert person.name not in frozen
    assert '"id"' not in frozen and '"pk"' not in frozen


@pytest.mark.django_db
def test_further_participants_change_the_figure_but_not_the_work(place: Place) -> None:
    before = found(place).work
    involve(place, "member")
    once = found(place)
    involve(place, "consultant")
    twice = found(place)
    assert (before["staff_involved"], once.work["staff_involved"]) == (False, True)
    assert once.work == twice.work
    figures = [
        str(result.figure)
        for each in (once, twice)
        for result in each.results
        if result.key == "staff"
    ]
    assert figures == ["1 of 4", "2 of 4"]


@pytest.mark.django_db
def test_the_strategy_is_read_in_a_few_queries_however_much_there_is(
    place: Place, django_assert_max_num_queries: Any
) -> None:
    write_topics(place)
    choose(place)
    choose(place, "tiktok", target_groups=[group(place, "Lehrlinge")])
    prepare_scenarios(place)
    stage = place.stage(STRATEGY)
    with django_assert_max_num_queries(16):
        kind_of(STRATEGY).assess(stage, MONDAY.date())


@pytest.mark.django_db
def test_groups_of_a_neighbour_are_not_offered(place: Place) -> None:
    other = place_with_goals("Anders GmbH")
    for key, name in (("topics", "target_group"), ("platforms", "target_groups")):
        form = KINDS[key].form(company=place.company)
        offered = set(form.fields[name].queryset.values_list("pk", flat=True))
        assert offered == set(TargetGroup.of(place.company).values_list("pk", flat=True))
        assert not offered & set(TargetGroup.of(other.company).values_list("pk", flat=True))
