"""Forms of the guidelines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField


class ParagraphForm(forms.Form):
    """One paragraph; ``seen`` is the fingerprint of the words that are being changed."""

    title = NameField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=6000,
        help_text=_(
            "Plain text. An empty line begins a new paragraph, a line with “- ” is a point in a "
            "list, **two asterisks** make words bold, [words](https://…) make a link."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_text(self) -> str:
        """Line breaks as everywhere else."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()


class NewParagraphForm(ParagraphForm):
    """A paragraph that is not there yet; its key tells a double click from a second paragraph."""

    seen = None  # type: ignore[assignment]
    form_key = forms.UUIDField(widget=forms.HiddenInput)


class CommentForm(forms.Form):
    """What somebody thinks of a paragraph."""

    text = forms.CharField(
        label=_("Your comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """What came of a comment."""

    answer = forms.CharField(
        label=_("What came of it?"),
        max_length=2000,
        help_text=_("Everybody reads it below the comment. It cannot be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PublishForm(forms.Form):
    """Publication; ``number`` and ``shown`` say what was read."""

    note = forms.CharField(
        label=_("What is new, in a sentence or two"),
        required=False,
        max_length=1000,
        help_text=_("It stands in the e-mail and above the guidelines."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
