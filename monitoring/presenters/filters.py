"""The filters that are on, each as a word that can be taken off again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from monitoring.presenters.addresses import with_query


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter that is on: what it says, and the page without it."""

    words: str
    url: str


def active_filters(
    form: forms.Form,
    path: str,
    asked: dict[str, str],
    *,
    silent: tuple[str, ...] = (),
    without: str = "",
) -> list[ActiveFilter]:
    """The filters that are on, in the order of the form; ``asked`` is what the address says.

    ``without`` is the page without any: the bare path may begin with somebody's own view.
    """
    found = []
    for name, words in _said(form, asked):
        if name not in silent:
            rest = {key: value for key, value in asked.items() if key != name}
            found.append(ActiveFilter(words, with_query(path, rest) if rest else without or path))
    return found


def _said(form: forms.Form, asked: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, field in form.fields.items():
        value = asked.get(name)
        if not value:
            continue
        yield name, _words(str(field.label), field, value, form.cleaned_data.get(name))


def _words(label: str, field: forms.Field, typed: str, value: object) -> str:
    if isinstance(field, forms.BooleanField):
        return label
    if isinstance(field, forms.ChoiceField):
        chosen = dict(field.choices)  # type: ignore[arg-type]
        return _("%(label)s: %(value)s") % {"label": label, "value": chosen.get(typed, typed)}
    if isinstance(field, forms.DateField):
        typed = date_format(value, "SHORT_DATE_FORMAT") if value else typed  # type: ignore[arg-type]
    return _("%(label)s: %(value)s") % {"label": label, "value": typed}
