"""What people put their name to, as a stage's criteria and frozen work need it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.models import Evidence, Stage
from rollout.stage import Attachment, Attestable, Result
from rollout.wording import Text, words

Attestations = Mapping[str, Evidence]


def attestations(stage: Stage) -> Attestations:
    """The evidence by criterion (one query)."""
    rows = Evidence.of(stage.company).filter(stage=stage, subject="").select_related("by")
    return {row.criterion: row for row in rows.order_by("pk")}


def attested_result(
    asked: Attestable, found: Attestations, *, blocking: bool = True, otherwise: Text = ""
) -> Result:
    """The criterion as attested; ``otherwise`` says what is missing while nobody has."""
    row = found.get(asked.key)
    return Result(
        key=asked.key,
        title=asked.title,
        met=row is not None,
        # Without the name: what is frozen knows people by number only.
        sentence=words(_("Confirmed: %(statement)s"), {"statement": row.statement})
        if row
        else otherwise or _("Nobody has put their name to it yet."),
        blocking=blocking,
        mend=asked.section,
        attested=True,
    )


def as_json(found: Attestations) -> list[dict[str, Any]]:
    """As it is frozen with the stage's work, under the key ``attestations``."""
    return [
        {"criterion": key, "statement": found[key].statement, "by": found[key].by_id}
        for key in sorted(found)
    ]


def attachments(found: Attestations) -> tuple[Attachment, ...]:
    """The files among it."""
    return tuple(
        Attachment(row.file_name, row.sha256, row.file, row.criterion, row.subject)
        for _key, row in sorted(found.items())
        if row.file
    )
