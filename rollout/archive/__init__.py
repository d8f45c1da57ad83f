"""What is particular about the tables of the rollout in a company's archive."""

from django.apps import apps

from companies.archive.specials import (
    FileColumn,
    Special,
    register,
    register_check,
    register_guards,
)
from rollout.archive.people import snapshot_people
from rollout.archive.promises import broken_promises
from rollout.archive.templates import row_behind
from rollout.archive.topics import highest_number_of_a_topic
from rollout.machine import State
from rollout.models import StageContent

ANONYMOUS = (
    "Single answers to the culture check, and who took part, are shown to nobody: only an archive "
    "made by the operator for a move holds them."
)
GUARDS = (
    "rollout.Stage:stage_begins_in_order",
    "rollout.Stage:stage_moves_along_the_table",
    "rollout.Submission:submission_up_to_them",
    "rollout.Decision:decision_up_to_them",
    "rollout.Condition:condition_of_an_approval",
)
"""They ask who acts now and from which state; broken_promises looks at where it all has led."""


def register_all() -> None:
    """Called once, when the app is ready."""
    register(
        "rollout.Stage",
        # A submission belongs to a stage and the stage stands on a submission: first without it.
        Special(first={"state": State.LOCKED.value, "submission": None}),
    )
    register(
        "rollout.SurveyLink",
        Special(left_out="Secret addresses that lead to the installation they were made by."),
    )
    register(
        "rollout.ComparisonShare",
        Special(left_out="Part of a consultant's comparison of clients, which is theirs."),
    )
    register(
        "rollout.CultureResponse",
        Special(confidential=ANONYMOUS, random_key=True, plain_json=frozenset({"answers"})),
    )
    register("monitoring.SearchProfile", Special(beyond=highest_number_of_a_topic))
    register("rollout.SurveyParticipation", Special(confidential=ANONYMOUS))
    register("rollout.SnapshotPerson", Special(rows=snapshot_people))
    register(
        "rollout.Evidence", Special(file=FileColumn("file", "sha256", "file_name", "evidence"))
    )
    register(
        "rollout.AppliedEntry",
        Special(plain_json=frozenset({"values", "written"}), references={"ref": row_behind}),
    )
    register("rollout.Decision", Special(plain_json=frozenset({"findings"})))
    register("rollout.Baseline", Special(plain_json=frozenset({"figures"})))
    register("rollout.TargetGroup", Special(plain_json=frozenset({"languages", "places"})))
    register("rollout.ContentTopic", Special(plain_json=frozenset({"formats"})))
    register_guards(*GUARDS, *_frozen_work())
    register_check(broken_promises)


def _frozen_work() -> list[str]:
    """The guards of every table of work, whichever stages there are."""
    names = ("work_frozen_unless_open", "work_frozen_row")
    return [
        f"{model._meta.label}:{trigger.name}"
        for model in apps.get_models()
        if issubclass(model, StageContent)
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name in names
    ]
