"""What a template brings to the guidelines: conflict scenarios, paragraphs (S3, S4)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Membership, User
from guidelines.forms import ParagraphForm
from guidelines.models import Paragraph, Scenario
from guidelines.models.scenarios import Likelihood, Reaction
from guidelines.selectors import draft_of, published_version
from guidelines.services import drafts, scenarios
from guidelines.typed import ScenarioWords
from rollout.templating.entries import Values
from rollout.templating.sorts import Found, plain
from rollout.wording import Text

WORDS = ("topic", "likelihood", "trigger", "criticism_percent", "times_usual", "reaction", "plan")


def _long(label: Any, limit: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=limit, required=False, widget=area)


class ScenarioSort:
    """Conflict scenarios, without their people."""

    key = "scenarios"
    name = "topic"
    title: Text = _("Conflict scenarios")

    def fields(self) -> Mapping[str, forms.Field]:
        """The words; people belong to a company."""
        return {
            "topic": forms.CharField(label=_("What is the conflict about?"), max_length=120),
            "likelihood": forms.ChoiceField(label=_("How likely is it?"), choices=Likelihood),
            "trigger": _long(_("What sets it off?"), 2000),
            "criticism_percent": forms.IntegerField(
                label=_("Share of criticism in a day’s mentions, in percent"),
                min_value=1,
                max_value=100,
                required=False,
            ),
            "times_usual": forms.DecimalField(
                label=_("Times the usual volume"),
                min_value=Decimal(1),
                max_value=Decimal(100),
                decimal_places=1,
                required=False,
            ),
            "reaction": forms.ChoiceField(
                label=_("What is done first?"),
                choices=[("", "–"), *Reaction.choices],
                required=False,
            ),
            "plan": _long(_("How exactly?"), 4000),
        }

    def read(self, company: Company) -> list[Found]:
        """The company's scenarios."""
        return [
            Found(str(row.pk), {name: plain(getattr(row, name)) for name in WORDS})
            for row in Scenario.of(company)
        ]

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A scenario of the company, looked after by ``owner``."""
        row = scenarios.add_scenario(
            company=company,
            words=_words(values),
            owner=owner,
            deputy=None,
            form_key=uuid4(),
            by=by,
            at=at,
        )
        return str(row.pk)

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """Its words anew; its people stay."""
        row = scenarios.scenario_or_refused(company, int(ref))
        scenarios.save_scenario(
            company=company,
            scenario_id=row.pk,
            words=_words(values),
            owner=row.owner,
            deputy=row.deputy,
            seen=row.revision,
            by=by,
            at=at,
        )


def _words(values: Values) -> ScenarioWords:
    times = values.get("times_usual")
    return ScenarioWords(
        topic=values["topic"],
        likelihood=values["likelihood"],
        trigger=values.get("trigger") or "",
        criticism_percent=values.get("criticism_percent"),
        times_usual=Decimal(times) if times else None,
        reaction=values.get("reaction") or "",
        plan=values.get("plan") or "",
    )


class ParagraphSort:
    """Paragraphs of the guidelines: they go into the company's draft, which its manager publishes.

    A paragraph is known by its key, which is the same in every version of the guidelines.
    """

    key = "paragraphs"
    name = "title"
    title: Text = _("Paragraphs of the guidelines")

    def fields(self) -> Mapping[str, forms.Field]:
        """Title and text."""
        own = ParagraphForm.base_fields
        return {name: own[name] for name in ("title", "text")}

    def read(self, company: Company) -> list[Found]:
        """The paragraphs of the draft, else of the published version."""
        version = draft_of(company) or published_version(company)
        rows = Paragraph.of(company).filter(version=version) if version else ()
        return [Found(row.key, {"title": row.title, "text": row.text}) for row in rows]

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A paragraph of the draft; one of the same title gets these words."""
        draft = drafts.begin_draft(company=company, language=by.language, by=by, at=at)
        there = Paragraph.of(company).filter(version=draft, title=values["title"]).first()
        if there:
            self.change(company, there.key, values, by=by, at=at)
            return there.key
        return drafts.add_paragraph(company=company, form_key=uuid4(), by=by, at=at, **values).key

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """Its words anew, in the draft."""
        draft = drafts.begin_draft(company=company, language=by.language, by=by, at=at)
        row = Paragraph.of(company).filter(version=draft, key=ref).first()
        if row is None:
            drafts.add_paragraph(company=company, form_key=uuid4(), by=by, at=at, **values)
            return
        drafts.save_paragraph(
            company=company, paragraph_id=row.pk, seen=row.fingerprint, by=by, at=at, **values
        )
