"""A company with something in every room, and what one does with its archive."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from companies.archive.reading import ArchiveFile
from companies.archive.values import canonical
from companies.archive.writing import write_archive
from companies.models import Absence, Closure, Company, Department
from companies.services.arrival import settle_company
from guidelines.models import Acknowledgement, GuidelineVersion, Meeting, Scenario, Training
from monitoring.models import ToneLabel
from rollout import gate
from rollout.conditions import settle_condition
from rollout.demo.guidelines import write_guidelines
from rollout.models import Condition, GateEscalation
from rollout.reminders import escalate_gates
from rollout.stages.culture import measures, media
from rollout.stages.listening import services as listening
from tests.factories import MONDAY, make_member
from tests.rollout.builders import (
    LATER,
    TODAY,
    Place,
    answer,
    deputise,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_source,
    submit,
)

PDF = b"%PDF-1.7 Rechnung"


def rich() -> Place:
    """Two gates behind it, one reopened on the way, listening at its gate and escalated."""
    place = make_place("Brauerei Gruen")
    _people(place)
    _culture(place)
    _listening(place)
    _guidelines(place)
    return place


def _people(place: Place) -> None:
    company = place.company
    office = Department.everywhere.create(company=company, name="Büro")
    make_member(company, name="Ilse Amt", department=office)
    Closure.everywhere.create(company=company, name="Inventur", starts_on=TODAY, ends_on=TODAY)
    Absence.everywhere.create(
        company=company, membership=place.memberships["manager"], starts_on=TODAY, ends_on=TODAY
    )
    deputise(
        company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
        mandate="Über die ersten beiden Etappen.",
    )


def _culture(place: Place) -> None:
    for role in ("management", "sales", "sales", "office"):
        answer(place, role)
    common = {"company": place.company, "by": place.lead, "at": MONDAY}
    measures.add_measure(
        dimension="speed", text="Vertretung regeln", owner=place.member, due_on=TODAY, **common
    )
    media.add_medium(kind="owned", name="Website", url="https://gruen.example", **common)
    submit(place)
    returned = {"company": place.company, "number": 1, "at": LATER}
    gate.return_stage(shown=place.hash_at(), reason="Alle fragen.", by=place.consultant, **returned)
    submit(place, at=LATER)
    gate.approve_with_conditions(
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[
            gate.Promise("Vertrieb befragen", place.lead, TODAY + timedelta(days=70)),
            gate.Promise("Chef fragen", place.member, TODAY + timedelta(days=90)),
        ],
        by=place.manager,
        **returned,
    )
    condition = Condition.of(place.company).get(text="Vertrieb befragen")
    settle_condition(
        company=place.company, condition_id=condition.pk, settled="met", by=place.manager, at=LATER
    )


def _listening(place: Place) -> None:
    source, profile = make_source(place), make_profile(place)
    topic = make_profile(place, "Lieferung", kind="topic")
    first = make_mention(source, profile, topic, tone="negative", author="Ärger, Anna")
    make_mention(source, profile, tone="negative", folded_into=first, tone_reasons=[{"word": "x"}])
    for _ in range(3):
        last = make_mention(source, profile, topic, tone="negative", topics=("delivery",))
    ToneLabel.everywhere.create(
        company=place.company, mention=last, tone="neutral", was="negative", by=place.lead, at=LATER
    )
    listen(place)
    for key in ("delivery", f"profile:{topic.pk}"):
        listening.clarify_topic(
            company=place.company,
            topic=key,
            outcome="settled",
            explanation="Der Kühlwagen war defekt.",
            statement="Rechnung liegt vor.",
            file=SimpleUploadedFile("Rechnung #7.pdf", PDF),
            by=place.lead,
            at=LATER,
        )
    submit(place, 2, at=LATER)
    escalate_gates(at=LATER + timedelta(days=20))
    assert GateEscalation.of(place.company).exists()
    gate.approve_stage(
        company=place.company,
        number=2,
        shown=place.hash_at(2),
        by=place.manager,
        at=LATER + timedelta(days=21),
    )


def _guidelines(place: Place) -> None:
    write_guidelines(
        place.company,
        lead=place.lead,
        manager=place.manager,
        sales=place.member,
        workshop=place.consultant,
        at=MONDAY,
    )
    common = {"company": place.company, "form_key": uuid4()}
    Scenario.everywhere.create(
        topic="Bier warm",
        owner=place.memberships["lead"],
        created_by=place.lead,
        created_at=MONDAY,
        changed_at=MONDAY,
        times_usual="2.5",
        **common,
    )
    Training.everywhere.create(
        title="Antworten üben",
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(hours=2),
        created_by=place.lead,
        created_at=MONDAY,
        **common,
    )
    Meeting.everywhere.create(meets_on=date(2026, 12, 1), begins="14:30", **common)
    assert GuidelineVersion.of(place.company).exists()
    assert Acknowledgement.of(place.company).exists()


def archive_of(company: Company, *, complete: bool = True) -> bytes:
    """The bytes of an archive."""
    to = BytesIO()
    write_archive(company, to, complete=complete)
    return to.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """Its files by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes, label: str) -> list[dict[str, object]]:
    """The rows of one table."""
    return [json.loads(line) for line in members(content)[f"tables/{label}.jsonl"].splitlines()]


def bring(content: bytes, tmp_path: Path, *, at=LATER) -> Company:
    """Let the company in an archive settle here."""
    path = tmp_path / f"{uuid4()}.zip"
    path.write_bytes(content)
    with ArchiveFile(path) as archive:
        return settle_company(archive=archive, at=at)


def move_away(company: Company) -> None:
    """Make room under its name, as in an installation where it has not been yet."""
    Company.objects.filter(pk=company.pk).update(slug=f"{company.slug}-{company.pk}")


def packed(found, manifest, compression=ZIP_DEFLATED):
    """Files and a manifest as one archive."""
    to = BytesIO()
    with ZipFile(to, "w", compression) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", canonical(manifest))
    return to.getvalue()
