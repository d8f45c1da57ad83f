"""Tags for the pages of signing in."""

from django import forms, template

register = template.Library()


@register.filter
def without_placeholders(form: forms.BaseForm) -> forms.BaseForm:
    """The same form; labels stand above its fields, so nothing is said twice inside them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
