"""A dossier put into the words of its document, in the reader's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from companies.documents.document import (
    Block,
    Cell,
    Document,
    Entries,
    Entry,
    Labels,
    Pair,
    Pairs,
    Section,
    Signature,
    Table,
    Warned,
)
from companies.models import Company
from rollout.dossier_pdf import work
from rollout.machine import FINAL
from rollout.presenters.criteria import Criterion, in_language
from rollout.presenters.dossier import Decided, DossierView, FileLine, Promised, dossier_view
from rollout.presenters.moments import moment
from rollout.selectors import Dossier
from rollout.telling import acting_name
from rollout.titles import title_at


def document_of(dossier: Dossier, company: Company) -> Document:
    """What stands in the file. The same dossier with the same decisions gives the same one."""
    submission = dossier.submission
    # What was blind is worded as of the submission: a file must not depend on when it is made.
    view = dossier_view(dossier, company, submission.submitted_at)
    return Document(
        language=(get_language() or "en")[:2],
        title=view.title,
        kicker=_("Dossier of stage %(number)s") % {"number": submission.stage.number},
        company=dossier.content["company"],
        author=_submitter(dossier),
        at=_local(submission.submitted_at, company),
        fingerprint=view.fingerprint,
        cover=tuple(_cover(view, dossier, company)),
        sections=tuple(_sections(view)),
        signatures=tuple(_signatures(dossier, company)),
        labels=labels(),
    )


def labels() -> Labels:
    """The words that every document of the rollout has of its own."""
    return Labels(
        fingerprint=_("Fingerprint"),
        fingerprint_about=_(
            "SHA-256 of the frozen content. Etappe shows the same fingerprint with this dossier; "
            "if one character of what was submitted were different, so would it be."
        ),
        page=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        signed=_("Signatures"),
        missing=_(
            "□ stands for a character that this file cannot show. Etappe shows the dossier with "
            "every character as it was typed."
        ),
    )


def _cover(view: DossierView, dossier: Dossier, company: Company) -> list[Block]:
    submission = dossier.submission
    pairs = [
        Pair(_("Submitted by"), _submitter(dossier)),
        Pair(_("Submitted on"), moment(submission.submitted_at, company)),
    ]
    pairs += [
        Pair(_("Decision"), f"{each.event.sentence}\n{each.event.when}") for each in view.decisions
    ]
    if not view.decisions:
        pairs.append(Pair(_("Decision"), _("Nothing has been decided about this round yet.")))
    blocks: list[Block] = [Pairs(tuple(pairs))]
    if not view.is_intact:
        blocks.insert(0, Warned(broken_bytes()))
    return blocks


def broken_bytes() -> str:
    """What is said where frozen bytes are no longer what they were."""
    return _(
        "The bytes of this dossier no longer match its fingerprint. Please tell whoever runs this "
        "installation."
    )


def _sections(view: DossierView) -> list[Section]:
    sections = [Section(_("Criteria at submission"), (criteria_table(view.criteria),))]
    sections += work.sections_of(view.work)
    if view.decisions:
        told = tuple(_decision(each) for each in view.decisions)
        sections.append(Section(_("Decisions"), (Entries(told),)))
    if promised := [each for decided in view.decisions for each in decided.conditions]:
        sections.append(Section(_("Conditions"), (conditions_table(promised),)))
    if view.files:
        sections.append(Section(_("Attached files"), (_files(view.files),)))
    if view.rests_on:
        sections.append(Section(_("Rests on"), (_rests_on(view.rests_on),)))
    return sections


def criteria_table(criteria: tuple[Criterion, ...]) -> Table:
    """Criteria with what became of each, and the figure that made it so."""
    return Table(
        head=(_("Criterion"), _("Result"), _("Figure")),
        rows=tuple(
            (
                Cell(str(each.label), tuple(filter(None, (str(each.sentence), each.attested)))),
                Cell(each.state_label, tone=each.tone),
                Cell(str(each.figure) or "–"),
            )
            for each in criteria
        ),
    )


def _decision(each: Decided) -> Entry:
    return Entry(
        title=each.event.sentence,
        says=(each.event.when,),
        quote=each.event.quote,
        pairs=tuple(Pair(title, text) for title, text in each.findings),
    )


def conditions_table(promised: list[Promised]) -> Table:
    """The conditions of an approval, and how they stand."""
    return Table(
        head=(_("Condition"), _("Responsible"), _("Until"), _("Result")),
        rows=tuple(
            (
                Cell(each.text),
                Cell(each.owner),
                Cell(each.due),
                Cell(str(each.state_label), tone=each.tone),
            )
            for each in promised
        ),
    )


def _files(files: tuple[FileLine, ...]) -> Table:
    return Table(
        head=(_("File"), "SHA-256"),
        rows=tuple((Cell(each.name, (str(each.subject),)), Cell(each.sha256)) for each in files),
        mono=1,
    )


def _rests_on(earlier: tuple[tuple[str, str], ...]) -> Table:
    return Table(
        head=(_("Stage"), _("Fingerprint of its work")),
        rows=tuple(
            (Cell(f"{number} {title_at(int(number))}"), Cell(work_hash))
            for number, work_hash in earlier
        ),
        mono=1,
    )


def _signatures(dossier: Dossier, company: Company) -> list[Signature]:
    submission = dossier.submission
    final = next((each for each in dossier.decisions if each.act in FINAL), None)
    submitted = Signature(
        _("Submitted"), _submitter(dossier), moment(submission.submitted_at, company)
    )
    if final is None:
        return [submitted, Signature(_("Decided"), "")]
    name = acting_name(final.decided_by, final.principal)
    return [submitted, Signature(_("Decided"), name, moment(final.decided_at, company))]


def _submitter(dossier: Dossier) -> str:
    return acting_name(dossier.submission.submitted_by, dossier.submission.submitted_for)


def _local(at: datetime, company: Company) -> datetime:
    return at.astimezone(ZoneInfo(company.time_zone))


def file_name(dossier: Dossier, company: Company) -> str:
    """``Etappe-brauerei-lindner-1-Kulturcheck-Runde-1.pdf``."""
    submission = dossier.submission
    title = in_language(dossier.content["stage"]["title"])
    words = (
        "Etappe",
        company.slug,
        str(submission.stage.number),
        *title.split(),
        _("Round"),
        str(submission.round),
    )
    return "-".join(words) + ".pdf"
