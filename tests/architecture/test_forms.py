"""Every form inside a company offers that company's rows and no others."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.apps import apps

from companies.models import Company
from companies.models.company import Owned

OURS = ("companies", "guidelines", "monitoring", "publishing", "rollout")


def all_forms() -> list[type[forms.BaseForm]]:
    """Every form class defined in our apps."""
    return sorted(set(_forms()), key=lambda form: (form.__module__, form.__qualname__))


def _forms() -> Iterator[type[forms.BaseForm]]:
    for app in OURS:
        package = apps.get_app_config(app).module
        for found in walk_packages(package.__path__, f"{app}."):
            if ".migrations" in found.name or ".management" in found.name:
                continue
            values = vars(import_module(found.name)).values()
            classes = (value for value in values if isinstance(value, type))
            yield from (
                each
                for each in classes
                if issubclass(each, forms.BaseForm) and each.__module__.startswith(OURS)
            )


def owned_choices(form: type[forms.BaseForm]) -> dict[str, forms.ModelChoiceField]:
    fields = getattr(form, "base_fields", {})
    return {
        name: field
        for name, field in fields.items()
        if isinstance(field, forms.ModelChoiceField)
        and field.queryset is not None
        and issubclass(field.queryset.model, Owned)
    }


FORMS = [form for form in all_forms() if owned_choices(form)]


@pytest.mark.django_db
@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.__qualname__)
def test_choices_among_a_companys_rows_begin_empty(form: type[forms.BaseForm]) -> None:
    # What is declared on the class is shared by every company: it must offer nothing at all.
    for name, field in owned_choices(form).items():
        assert field.queryset is not None
        assert field.queryset.query.is_empty(), f"{form.__qualname__}.{name} offers every row"


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.__qualname__)
def test_no_form_offers_the_companies_themselves(form: type[forms.BaseForm]) -> None:
    for field in getattr(form, "base_fields", {}).values():
        assert getattr(getattr(field, "queryset", None), "model", None) is not Company


def test_there_are_forms_to_look_at() -> None:
    assert {form.__qualname__ for form in FORMS} >= {"DeputyForm", "InviteForm", "MemberForm"}
