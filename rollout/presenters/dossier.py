"""A frozen dossier as it is read: who, when, criteria, work, files, decisions."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from companies.models import Company
from rollout import snapshot
from rollout.machine import State
from rollout.models import Condition, Decision
from rollout.presenters.addresses import page_url
from rollout.presenters.criteria import Criterion, frozen_checklist, in_language
from rollout.presenters.history import Event, decided
from rollout.presenters.moments import moment, short_day
from rollout.presenters.work import FrozenWork, frozen_work
from rollout.selectors import Dossier, StagePage, numbers_in
from rollout.stages import kind_of
from rollout.stages.listening.wording import topic_name
from rollout.telling import acting_name
from rollout.wording import Text


@dataclass(frozen=True)
class FileLine:
    """An attached file; ``url`` is empty if it has been replaced since."""

    name: str
    subject: Text
    sha256: str
    url: str


@dataclass(frozen=True)
class Promised:
    """A condition of this approval."""

    text: str
    owner: str
    due: str
    state_label: Text
    tone: str


@dataclass(frozen=True)
class Decided:
    """One decision with everything that was said in it."""

    event: Event
    findings: tuple[tuple[str, str], ...]
    conditions: tuple[Promised, ...]


@dataclass(frozen=True)
class DossierView:
    """The whole page."""

    title: str
    sealed: str
    fingerprint: str
    pdf_url: str
    is_intact: bool
    criteria: tuple[Criterion, ...]
    work: FrozenWork
    files: tuple[FileLine, ...]
    decisions: tuple[Decided, ...]
    rests_on: tuple[tuple[str, str], ...]


def dossier_view(dossier: Dossier, company: Company, now: datetime) -> DossierView:
    """Everything in the reader's language; nothing is computed anew."""
    content, submission = dossier.content, dossier.submission
    findings = dossier.decisions[-1].findings if dossier.decisions else {}
    return DossierView(
        title=_("%(stage)s, round %(round)s")
        % {"stage": in_language(content["stage"]["title"]), "round": submission.round},
        sealed=_("Submitted by %(who)s on %(when)s")
        % {
            "who": acting_name(submission.submitted_by, submission.submitted_for),
            "when": moment(submission.submitted_at, company),
        },
        fingerprint=submission.content_hash,
        pdf_url=page_url(
            company, "dossier_pdf", number=submission.stage.number, round=submission.round
        ),
        is_intact=dossier.is_intact,
        criteria=tuple(frozen_checklist(content["criteria"], findings)),
        work=frozen_work(
            content["work"], company, dossier.people, now, kind_of(submission.stage.number)
        ),
        files=tuple(_files(dossier, company)),
        decisions=tuple(_decided(each, dossier, company) for each in dossier.decisions),
        rests_on=tuple(sorted(content["rests_on"].items())),
    )


def changed_since(dossier: Dossier, page: StagePage) -> Text:
    """What is different from this dossier now, in a sentence; empty if nothing is."""
    stage = page.step.stage
    if stage.submission_id and stage.submission_id != dossier.submission.pk:
        return _("This is an earlier round. A newer one has been submitted since.")
    numbers = numbers_in(dossier.submission)
    now = snapshot.work_hash(page.step.kind, page.assessment, numbers)
    if now == dossier.submission.work_hash:
        return ""
    if stage.state == State.OPEN:
        return _("The work of this stage has been changed since this round was submitted.")
    return _(
        "What the dossier was computed from has changed since it was submitted. Decisions are "
        "about the dossier as it stands here."
    )


def _files(dossier: Dossier, company: Company) -> list[FileLine]:
    kept = {each.sha256 for each in dossier.attachments}
    number = dossier.submission.stage.number
    report = dossier.content["work"].get("baseline") or {"topics": ()}
    names = {each["key"]: each["name"] for each in report["topics"]}
    return [
        FileLine(
            name=each["name"],
            subject=topic_name(each["subject"], names.get(each["subject"], "")),
            sha256=each["sha256"],
            url=page_url(company, "file", number=number, sha256=each["sha256"])
            if each["sha256"] in kept
            else "",
        )
        for each in dossier.content["attachments"]
    ]


def _decided(decision: Decision, dossier: Dossier, company: Company) -> Decided:
    titles = {each["key"]: in_language(each["title"]) for each in dossier.content["criteria"]}
    submission = dossier.submission
    title = in_language(dossier.content["stage"]["title"])
    return Decided(
        event=decided(company, submission.stage.number, submission.round, decision, title=title),
        findings=tuple(
            (titles.get(key, key), text) for key, text in sorted(decision.findings.items())
        ),
        conditions=tuple(_promised(each) for each in decision.conditions.all()),
    )


def _promised(condition: Condition) -> Promised:
    return Promised(
        text=condition.text,
        owner=str(condition.owner),
        due=short_day(condition.due_on),
        state_label=condition.get_settled_display() if condition.settled else _("Open"),
        tone="ok" if condition.settled else "warn",
    )
