"""Who takes over what somebody held."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.duties import Duty
from companies.forms.base import CompanyForm, MembershipField
from companies.models import Membership


class HandOverForm(CompanyForm):
    """One person for everything, and somebody else for single duties where that fits better."""

    everything = MembershipField(
        label=_("Who takes over"),
        required=False,
        help_text=_("Everything below for which you choose nobody else."),
    )
    without_manager = forms.BooleanField(
        label=_("Yes, there will be no manager, and no gate can be decided."), required=False
    )

    def __init__(
        self,
        *args: Any,
        leaving: Membership,
        duties: Sequence[Duty],
        is_only_manager: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, company=leaving.company, **kwargs)
        if not is_only_manager:
            del self.fields["without_manager"]
        if not duties:
            del self.fields["everything"]
        self.duties = {f"duty_{number}": duty for number, duty in enumerate(duties)}
        others = Membership.of(leaving.company).filter(ended_at__isnull=True)
        others = others.exclude(pk=leaving.pk).select_related("user").order_by("user__name")
        for name, duty in self.duties.items():
            self.fields[name] = MembershipField(
                label=str(duty.title), help_text=str(duty.about), required=False
            )
        for field in self.fields.values():
            if isinstance(field, MembershipField):
                field.queryset = others
                field.empty_label = "–"

    def clean(self) -> dict[str, Any]:
        """What the service asks for: ``each`` by the key of its duty."""
        cleaned = super().clean() or {}
        each = {
            duty.key: cleaned.pop(name)
            for name, duty in self.duties.items()
            if cleaned.get(name) is not None
        }
        for name in self.duties:
            cleaned.pop(name, None)
        everything = cleaned.get("everything")
        if everything is None and len(each) < len(self.duties) and not self.errors:
            self.add_error("everything", _("Please say who takes over what is not named below."))
        return {**cleaned, "everything": everything, "each": each}

    def lines(self) -> list[tuple[Duty, forms.BoundField]]:
        """Each duty beside the field that says who takes it."""
        return [(duty, self[name]) for name, duty in self.duties.items()]
