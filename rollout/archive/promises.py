"""What every rollout keeps, looked at after one has come in an archive (docs/gate.md)."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from companies.models import Company
from rollout import snapshot
from rollout.machine import APPROVALS, AT_GATE, FINAL, Act, State
from rollout.models import Condition, Decision, SnapshotPerson, Stage, Submission


def broken_promises(company: Company) -> Iterator[str]:
    """Every promise that the rows of a company break, in words for the operator."""
    yield from _passed_without_approval(company)
    yield from _at_a_gate_too_early(company)
    yield from _rounds_without_an_end(company)
    yield from _conditions_of_nothing(company)
    for submission in Submission.of(company).select_related("stage").iterator(chunk_size=50):
        yield from _dossier(submission)


def _passed_without_approval(company: Company) -> Iterator[str]:
    own = Decision.of(company).filter(submission=OuterRef("submission"))
    approved = own.filter(act__in=APPROVALS).exclude(decided_by=F("submission__submitted_by"))
    undone = own.filter(act=Act.REOPEN)
    passed = Stage.of(company).filter(state=State.PASSED)
    for stage in passed.exclude(Exists(approved) & ~Exists(undone)):
        yield f"stage {stage.number} has passed without the approval of a second person"


def _at_a_gate_too_early(company: Company) -> Iterator[str]:
    stages = list(Stage.of(company).order_by("number"))
    for position, stage in enumerate(stages, start=1):
        earlier_open = any(each.state != State.PASSED for each in stages[: position - 1])
        if stage.number != position:
            yield f"stage {stage.number} is not the one after stage {position - 1}"
        if stage.state in AT_GATE and earlier_open:
            yield f"stage {stage.number} is at its gate before an earlier one has passed"
        if stage.submission_id and not _own_round(stage):
            yield f"stage {stage.number} stands on a round of another stage"


def _own_round(stage: Stage) -> bool:
    newest = Submission.of(stage.company).filter(stage=stage).order_by("-round").first()
    return newest is not None and newest.pk == stage.submission_id


def _rounds_without_an_end(company: Company) -> Iterator[str]:
    ended = Decision.of(company).filter(submission=OuterRef("pk"), act__in=FINAL)
    reopened = Decision.of(company).filter(submission=OuterRef("pk"), act=Act.REOPEN)
    standing = Stage.of(company).filter(submission=OuterRef("pk"))
    rounds = Submission.of(company).select_related("stage").defer("snapshot")
    left = rounds.filter(~Exists(standing)).annotate(
        is_ended=Exists(ended), is_reopened=Exists(reopened)
    )
    for each in left.exclude(is_ended=True):
        yield f"round {each.round} of stage {each.stage.number} was never decided"
    for late in rounds.filter(Exists(standing.filter(state__in=AT_GATE)), Exists(ended)):
        yield f"round {late.round} of stage {late.stage.number} is decided and still at the gate"


def _conditions_of_nothing(company: Company) -> Iterator[str]:
    rows = Condition.of(company).exclude(decision__act=Act.APPROVE_WITH_CONDITIONS)
    if rows.exists():
        yield "a condition belongs to no approval with conditions"


def _dossier(submission: Submission) -> Iterator[str]:
    """The bytes say what the row says: of which stage, which round, by whom, which work."""
    where = f"round {submission.round} of stage {submission.stage.number}"
    rows = SnapshotPerson.of(submission.company).filter(submission=submission)
    known = dict(rows.values_list("number", "user_id"))
    try:
        content = snapshot.read(submission.snapshot)
        said = (content["stage"]["number"], content["round"])
        work = snapshot.work_hash_of(content)
        named = tuple(known.get(content["submitted"][which]) for which in ("by", "for"))
        whole = snapshot.canonical(content) == bytes(submission.snapshot)
    except (ValueError, KeyError, TypeError):
        yield f"the dossier of {where} cannot be read"
        return
    if said != (submission.stage.number, submission.round) or not whole:
        yield f"the dossier of {where} is that of another round"
    if work != submission.work_hash:
        yield f"the work in the dossier of {where} has another hash"
    if named != (submission.submitted_by_id, submission.submitted_for_id):
        yield f"the dossier of {where} names somebody else as its author"
