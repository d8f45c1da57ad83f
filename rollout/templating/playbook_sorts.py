"""What a template brings to publishing: playbooks and their steps, without people (S3)."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Membership, User
from companies.refusals import RefusedError
from companies.roles import Role
from publishing.forms.playbooks import PlaybookForm, StepForm
from publishing.models import Playbook, PlaybookStep
from publishing.services import playbooks, steps
from publishing.typed import StepText, UpTo
from rollout.templating.entries import Values
from rollout.templating.sorts import Found
from rollout.wording import Text, words

NAMES = ("name", "about")
WORDS = StepText.__slots__


class PlaybookSort:
    """Playbooks, of which the steps are entries of their own."""

    key = "playbooks"
    name = "name"
    title: Text = _("Playbooks")

    def fields(self) -> Mapping[str, forms.Field]:
        """Name and purpose."""
        own = PlaybookForm.base_fields
        return {name: deepcopy(own[name]) for name in NAMES}

    def read(self, company: Company) -> list[Found]:
        """The company's playbooks in use."""
        rows = Playbook.of(company).filter(retired_at__isnull=True)
        return [Found(str(row.pk), {"name": row.name, "about": row.about}) for row in rows]

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A playbook of the company, without steps yet."""
        row = playbooks.add_playbook(
            company=company,
            name=values["name"],
            about=values.get("about") or "",
            form_key=uuid4(),
            by=by,
            at=at,
        )
        return str(row.pk)

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """Its name and purpose anew; its steps stay."""
        row = playbooks.playbook_or_refused(company, int(ref))
        playbooks.save_playbook(
            company=company,
            playbook_id=row.pk,
            name=values["name"],
            about=values.get("about") or "",
            seen=row.revision,
            by=by,
            at=at,
        )


class PlaybookStepSort:
    """The steps of playbooks, in their order; each names the playbook it belongs to.

    A step that comes with a later version stands at the end: the company moves it.
    """

    key = "playbook_steps"
    name = "title"
    title: Text = _("Steps of playbooks")

    def fields(self) -> Mapping[str, forms.Field]:
        """The words and the role; people and departments belong to a company."""
        own = StepForm.base_fields
        return {
            "playbook": forms.CharField(
                label=_("Of which playbook?"),
                max_length=120,
                help_text=_("Its name, as it stands above."),
            ),
            **{name: deepcopy(own[name]) for name in WORDS},
            "role": forms.ChoiceField(
                label=_("Who does it?"), required=False, choices=[("", "–"), *Role.choices]
            ),
        }

    def read(self, company: Company) -> list[Found]:
        """The steps of the playbooks in use."""
        rows = PlaybookStep.of(company).filter(playbook__retired_at__isnull=True)
        ordered = rows.select_related("playbook").order_by("playbook__name", "position", "pk")
        return [
            Found(
                str(row.pk),
                {
                    "playbook": row.playbook.name,
                    **{name: getattr(row, name) for name in WORDS},
                    "role": row.role,
                },
            )
            for row in ordered
        ]

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A step at the end of its playbook; refused where there is no such playbook."""
        row = steps.add_step(
            company=company,
            playbook_id=_playbook_of(company, values["playbook"]).pk,
            words=_words(values),
            up_to=UpTo(role=values.get("role") or ""),
            deputy=None,
            form_key=uuid4(),
            by=by,
            at=at,
        )
        return str(row.pk)

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """Its words anew; its place, and whoever does it here, stay."""
        row = PlaybookStep.of(company).select_related("playbook").filter(pk=int(ref)).first()
        if row is None:
            raise RefusedError(_("This step is no longer there."))
        named = row.owner is not None or row.department is not None
        role = UpTo(role=values.get("role") or "")
        steps.save_step(
            company=company,
            step_id=row.pk,
            words=_words(values),
            up_to=UpTo(owner=row.owner, department=row.department) if named else role,
            deputy=row.deputy,
            seen=row.playbook.revision,
            by=by,
            at=at,
        )


def _playbook_of(company: Company, name: str) -> Playbook:
    found = Playbook.of(company).filter(name=name.strip(), retired_at__isnull=True).first()
    if found is None:
        said = _("There is no playbook “%(playbook)s” here: please take that over too.")
        raise RefusedError(words(said, {"playbook": name}))
    return found


def _words(values: Values) -> StepText:
    return StepText(
        title=values["title"],
        instruction=values.get("instruction") or "",
        kind=values["kind"],
        counts_from=values["counts_from"],
        days=int(values["days"]),
        after_publication=bool(values.get("after_publication")),
    )
