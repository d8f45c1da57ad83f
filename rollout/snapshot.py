"""What is frozen at a gate: canonical bytes, and what is hashed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from rollout.stage import Assessment, Result, StageKind
from rollout.wording import Text

FORMAT = 1

PEOPLE = frozenset({"by", "deputy", "for", "owner", "person", "sponsor", "supplier"})
"""The keys under which frozen content keeps people, each by number."""


MEASURED = "measured"
"""The key, however deep, under which frozen work keeps figures that move by themselves.

They are frozen with the work and shown, but a figure that has moved since is no change of the
work: they are left out of its fingerprint.
"""


def canonical(content: Any) -> bytes:
    """The one way to write this content: keys sorted, no spaces, UTF-8.

    Raises TypeError for floats and everything else that is not plain JSON: what is written today
    has to be read the same in ten years.
    """
    _refuse_floats(content)
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def _refuse_floats(content: Any) -> None:
    if isinstance(content, float):
        raise TypeError("a snapshot holds no floats")
    if isinstance(content, Mapping):
        if not all(isinstance(key, str) for key in content):
            raise TypeError("the keys of a snapshot are text")
        for value in content.values():
            _refuse_floats(value)
    elif isinstance(content, list | tuple):
        for value in content:
            _refuse_floats(value)


def sha256(content: bytes) -> str:
    """The fingerprint of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def work_hash(
    kind: StageKind, assessment: Assessment, numbers: Mapping[int, int] | None = None
) -> str:
    """The fingerprint of the work and its files alone, without who, when and which round.

    ``numbers`` gives people other numbers first: those of a dossier that is compared with.
    """
    work = renumbered(assessment.work, numbers) if numbers else assessment.work
    return _hash_of_work(kind.key, work, _attachments(assessment))


def _hash_of_work(stage: str, work: Any, attachments: Any) -> str:
    return sha256(
        canonical({"stage": stage, "work": _without_measured(work), "attachments": attachments})
    )


def _without_measured(content: Any) -> Any:
    if isinstance(content, Mapping):
        return {key: _without_measured(value) for key, value in content.items() if key != MEASURED}
    if isinstance(content, list | tuple):
        return [_without_measured(each) for each in content]
    return content


def work_hash_of(content: Mapping[str, Any]) -> str:
    """The same fingerprint, from the content of a submission's bytes."""
    return _hash_of_work(content["stage"]["key"], content["work"], content["attachments"])


def build(
    *,
    company: str,
    kind: StageKind,
    number: int,
    round_number: int,
    assessment: Assessment,
    submitted_by: int,
    submitted_for: int | None,
    at: datetime,
    rests_on: Mapping[int, str],
    title: Text = "",
) -> bytes:
    """The bytes of a submission.

    People are there by number, never by name. Sentences are kept in every language, so that the
    dossier reads the same whoever opens it. ``rests_on`` gives the work hash of each earlier
    stage as it has passed. ``title`` is that of the wave where it is one.
    """
    return canonical(
        {
            "format": FORMAT,
            "company": company,
            "stage": {
                "number": number,
                "key": kind.key,
                "title": in_languages(title or kind.title),
            },
            "round": round_number,
            "submitted": {
                "by": submitted_by,
                "for": submitted_for,
                "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            },
            "criteria": [_criterion(result) for result in assessment.results],
            "work": assessment.work,
            "attachments": _attachments(assessment),
            "rests_on": {str(earlier): rests_on[earlier] for earlier in rests_on},
        }
    )


def read(content: bytes | memoryview) -> dict[str, Any]:
    """The content of a submission's bytes."""
    parsed: dict[str, Any] = json.loads(bytes(content))
    return parsed


def people_in(content: Any) -> frozenset[int]:
    """The numbers of all people that some frozen content mentions, however deep."""
    found: set[int] = set()
    if isinstance(content, Mapping):
        for key, value in content.items():
            if key in PEOPLE and isinstance(value, int):
                found.add(value)
            else:
                found |= people_in(value)
    elif isinstance(content, list | tuple):
        for value in content:
            found |= people_in(value)
    return frozenset(found)


def renumbered(content: Any, numbers: Mapping[int, int]) -> Any:
    """The same content with other numbers for people; those not in ``numbers`` keep theirs."""
    if isinstance(content, Mapping):
        return {
            key: numbers.get(value, value)
            if key in PEOPLE and isinstance(value, int)
            else renumbered(value, numbers)
            for key, value in content.items()
        }
    if isinstance(content, list | tuple):
        return [renumbered(value, numbers) for value in content]
    return content


def in_languages(text: Text) -> dict[str, str]:
    """A sentence in every language of the installation."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = str(text)
    return said


def _criterion(result: Result) -> dict[str, Any]:
    return {
        "key": result.key,
        "title": in_languages(result.title),
        "met": result.met,
        "blocking": result.blocking,
        "attested": result.attested,
        "figure": result.figure if isinstance(result.figure, str) else in_languages(result.figure),
        "sentence": in_languages(result.sentence),
    }


def _attachments(assessment: Assessment) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "sha256": each.sha256,
            "criterion": each.criterion,
            "subject": each.subject,
        }
        for each in assessment.attachments
    ]
