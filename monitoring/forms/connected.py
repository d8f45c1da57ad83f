"""A new source of any kind: the form is built from what its connector declares."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from companies.secrets import UnreadableSecretError, open_text, seal_text
from monitoring.connectors.base import Connector, Setting
from monitoring.connectors.errors import ConnectorError, SettingRefused
from monitoring.forms.sources import ALL_ABOUT_US, ALL_ABOUT_US_HELP

PREFIX = "credential_"
NEEDED = _("This is needed, too.")
KEPT_HELP = _("Entered. It is not shown again; leave it empty to keep it.")


def field_of(setting: Setting, *, required: bool) -> forms.Field:
    """The field that asks for a setting."""
    if setting.choices:
        return forms.ChoiceField(
            label=setting.label,
            help_text=setting.help,
            choices=setting.choices,
            required=required,
        )
    plain = {"autocomplete": "off", "spellcheck": "false"}
    widget: forms.Widget = forms.TextInput(attrs=plain)
    if setting.secret:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        label=setting.label,
        help_text=setting.help,
        max_length=setting.most,
        required=required,
        widget=widget,
    )


class CredentialForm(forms.Form):
    """What one signs in with, typed anew; nothing of it is ever shown again."""

    def __init__(self, *args: Any, connector: Connector, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting in connector.credential:
            self.fields[PREFIX + setting.key] = field_of(setting, required=setting.required)


def typed_credential(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """The parts of a credential among cleaned data, without what was left empty."""
    return {
        key.removeprefix(PREFIX): str(value)
        for key, value in cleaned.items()
        if key.startswith(PREFIX) and value
    }


class ConnectedForm(forms.Form):
    """Settings, a sign-in where there is one, and what to call it.

    A credential that was tested comes back with the form sealed, for this ``place`` alone, so
    that it neither has to be typed twice nor stands in the page.
    """

    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, connector: Connector, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connector, self.place = connector, place
        self.credential: dict[str, str] = {}
        for setting in connector.settings:
            self.fields[setting.key] = field_of(setting, required=setting.required)
        kept = self.data.get("kept") or self.initial.get("kept")
        for setting in connector.credential:
            # What is kept from before need not be typed again; clean() asks whether it is whole.
            needed = connector.needs_credential and setting.required and not kept
            field = self.fields[PREFIX + setting.key] = field_of(setting, required=needed)
            if kept and setting.secret:
                field.help_text = KEPT_HELP
        self.fields["name"] = NameField(
            label=_("Name"),
            max_length=120,
            required=False,
            help_text=_(
                "As it stands on the dashboard. Left empty, it is named for what it reads."
            ),
        )
        self.fields["takes_everything"] = forms.BooleanField(
            label=ALL_ABOUT_US, help_text=ALL_ABOUT_US_HELP, required=False
        )

    @property
    def of_settings(self) -> list[forms.BoundField]:
        """The fields that say what is read."""
        return [self[setting.key] for setting in self.connector.settings]

    @property
    def of_credential(self) -> list[forms.BoundField]:
        """The fields of the sign-in."""
        return [self[PREFIX + setting.key] for setting in self.connector.credential]

    def clean(self) -> dict[str, Any]:
        """The typed credential, completed by what is kept."""
        cleaned = super().clean() or self.cleaned_data
        try:
            self.connector.address_of(self.chosen)
        except SettingRefused as problem:
            if problem.field not in self.errors:
                self.add_error(problem.field, problem.sentence)
        except ConnectorError as problem:
            self.add_error(None, problem.sentence)
        credential = {**self._kept(), **typed_credential(cleaned)}
        if credential or self.connector.needs_credential:
            for setting in self.connector.credential:
                name = PREFIX + setting.key
                missing = setting.required and not credential.get(setting.key)
                if missing and name not in self.errors:
                    self.add_error(name, NEEDED)
        self.credential = credential
        return cleaned

    def _kept(self) -> dict[str, str]:
        try:
            found = json.loads(open_text(self.cleaned_data.get("kept") or "", place=self.place))
        except (UnreadableSecretError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()}

    def keep(self) -> None:
        """Have the credential come back with a form that is shown again."""
        again = QueryDict(mutable=True)
        again.update({key: self.data[key] for key in self.data})
        again["kept"] = self.sealed()
        self.data = again

    def sealed(self) -> str:
        """The credential, fit to stand in the page; empty where there is none."""
        text = json.dumps(self.credential)
        return seal_text(text, place=self.place) if self.credential else ""

    @property
    def chosen(self) -> dict[str, str]:
        """What was typed of the settings."""
        return {each.key: self.cleaned_data.get(each.key, "") for each in self.connector.settings}
