"""Inviting people, changing what they are, setting up the first of them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField
from companies.models import Department, Membership, User
from companies.roles import Role
from companies.services.founding import set_up_key
from companies.states import GermanState

ROLE_HELP = _(
    "Leads and consultants work through the stages; managers decide the gates; "
    "members answer what is routed to them."
)
ADMIN_HELP = _("May invite people, and change roles, deputies, business hours and these settings.")


class InviteForm(CompanyForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = NameField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("For the salutation. The person can change it."),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role, initial=Role.MEMBER, help_text=ROLE_HELP
    )
    department = forms.ModelChoiceField(
        Department.everywhere.none(), label=_("Department"), required=False, empty_label="–"
    )
    is_admin = forms.BooleanField(
        label=_("Administers the company"), required=False, help_text=ADMIN_HELP
    )


class MemberForm(CompanyForm):
    """What somebody is in the company; ``asks`` for the word that no manager is meant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, help_text=ROLE_HELP)
    department = forms.ModelChoiceField(
        Department.everywhere.none(), label=_("Department"), required=False, empty_label="–"
    )
    is_admin = forms.BooleanField(
        label=_("Administers the company"), required=False, help_text=ADMIN_HELP
    )
    without_manager = forms.BooleanField(
        label=_("I know that without a manager nobody can decide a gate."), required=False
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["without_manager"]


class EndMembershipForm(forms.Form):
    """The confirmation that a company without a manager is meant."""

    without_manager = forms.BooleanField(
        label=_("I know that without a manager nobody can decide a gate."), required=False
    )

    def __init__(self, *args: Any, membership: Membership, is_only_manager: bool) -> None:
        super().__init__(*args)
        self.membership = membership
        if not is_only_manager:
            del self.fields["without_manager"]


class NewPersonForm(forms.Form):
    """Name and password of somebody who has no account yet; ``known_email`` is the address."""

    name = NameField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Several words in a row are easy to remember."),
    )

    def __init__(self, *args: Any, known_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_email = known_email

    def clean(self) -> dict[str, Any]:
        """Judge the password once name and address are known."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            person = User(
                email=cleaned.get("email", self.known_email), name=cleaned.get("name", "")
            )
            try:
                password_validation.validate_password(password, person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class SetUpForm(NewPersonForm):
    """The first person and the first company of an installation."""

    key = forms.CharField(
        label=_("Set-up key"),
        max_length=64,
        help_text=_("It is part of the link that was shown when Etappe was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    company = NameField(label=_("Name of the company"), max_length=120)
    state = forms.ChoiceField(
        label=_("German state"),
        choices=[("", "–"), *GermanState.choices],
        help_text=_("It decides the public holidays that due times are computed with."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    role = forms.ChoiceField(
        label=_("Your role"), choices=Role, initial=Role.LEAD, help_text=ROLE_HELP
    )

    field_order = ["key", "company", "state", "name", "email", "role", "password"]

    def clean_key(self) -> str:
        """The key must be the installation's own."""
        key = str(self.cleaned_data["key"]).strip()
        if not constant_time_compare(key, set_up_key()):
            raise ValidationError(
                _("This is not the key of this installation. Please copy the whole link.")
            )
        return key


class FoundForm(forms.Form):
    """Another company, founded by somebody who has an account already."""

    name = NameField(label=_("Name of the company"), max_length=120)
    state = forms.ChoiceField(
        label=_("German state"),
        choices=[("", "–"), *GermanState.choices],
        help_text=_("It decides the public holidays that due times are computed with."),
    )
    role = forms.ChoiceField(
        label=_("Your role there"), choices=Role, initial=Role.CONSULTANT, help_text=ROLE_HELP
    )


class ProfileForm(forms.Form):
    """Somebody's own name and language."""

    name = NameField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For all pages and for the e-mails you get."),
    )
