"""Arguments for the addresses of the desk."""

from datetime import timedelta

from companies.models import Department
from monitoring.models import DeskCase, Mention, PreparedAnswer, RoutingRule
from tests.architecture.examples import EXAMPLES, House, example, source_of
from tests.factories import MONDAY


@example(
    "monitoring:case",
    "monitoring:take_case",
    "monitoring:assign_case",
    "monitoring:release_case",
    "monitoring:route_case",
    "monitoring:note_case",
    "monitoring:answer_case",
    "monitoring:close_case",
    "monitoring:reopen_case",
)
def _case(of: House) -> dict[str, object]:
    mention = Mention.of(of.company).get(pk=EXAMPLES["monitoring:mention"](of)["pk"])
    row, _ = DeskCase.everywhere.get_or_create(
        company=of.company,
        mention=mention,
        defaults={
            "why": "criticism",
            "cues": ["warm"],
            "opened_at": MONDAY,
            "came_in_at": MONDAY,
            "due_at": MONDAY + timedelta(days=1),
            "owner": of.member,
        },
    )
    return {"pk": row.pk}


@example("monitoring:put_on_desk")
def _mention(of: House) -> dict[str, object]:
    return EXAMPLES["monitoring:mention"](of)


@example("monitoring:desk_place")
def _source(of: House) -> dict[str, object]:
    return {"pk": source_of(of).pk}


@example("monitoring:remove_promise")
def _promise(of: House) -> dict[str, object]:
    return {"kind": "mastodon"}


@example("monitoring:desk_rule", "monitoring:move_desk_rule", "monitoring:remove_desk_rule")
def _rule(of: House) -> dict[str, object]:
    department, _ = Department.everywhere.get_or_create(company=of.company, name="Vertrieb")
    row, _ = RoutingRule.everywhere.get_or_create(
        company=of.company, position=1, words="Bier", department=department
    )
    return {"pk": row.pk}


@example("monitoring:prepared_answer", "monitoring:remove_prepared_answer")
def _prepared(of: House) -> dict[str, object]:
    row, _ = PreparedAnswer.everywhere.get_or_create(
        company=of.company,
        title="Reklamation",
        defaults={"text": "Das tut uns leid.", "changed_by": of.admin.user, "changed_at": MONDAY},
    )
    return {"pk": row.pk}
