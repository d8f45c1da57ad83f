"""Forms of the guidelines."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField, NameField
from guidelines.models import CouncilReview
from guidelines.starting_text import SUBJECTS


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
    """What somebody thinks of a paragraph, and how it should read; one of both is enough.

    ``shown`` is the hash of the words that stood in the field: left as they were they propose
    nothing, even if the draft has changed meanwhile.
    """

    text = forms.CharField(
        label=_("Your comment, or a wording of your own below"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proposal = forms.CharField(
        label=_("Your wording"),
        required=False,
        max_length=6000,
        help_text=_(
            "Change the words as they should read. Everybody sees the difference, and whoever "
            "edits the guidelines can take it over as it is."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Only words that were changed are a proposal; ``shown`` has done its work."""
        data = super().clean() or self.cleaned_data
        proposal = str(data.get("proposal", "")).replace("\r\n", "\n").strip()
        if hash_of(proposal) == data.pop("shown", ""):
            proposal = ""
        data["proposal"] = proposal
        return data


def hash_of(words: str) -> str:
    """What CommentForm knows the words of a paragraph by."""
    return sha256(words.strip().encode()).hexdigest()


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


class ReasonedPublishForm(PublishForm):
    """Publication although the works council objects."""

    reason = forms.CharField(
        label=_("Why it is published against the objections"),
        max_length=2000,
        help_text=_("It is kept with the version, and everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["reason", "note"]


class BeginSupplementForm(forms.Form):
    """Which words a department's supplement begins with."""

    subject = forms.ChoiceField(
        label=_("What does this department do?"),
        choices=[*SUBJECTS.items(), ("other", _("Something else: begin with an empty page"))],
        help_text=_("There are five short paragraphs for it, to be used as they are or changed."),
    )


class CouncilForm(forms.Form):
    """Whether there is a works council."""

    has_one = forms.TypedChoiceField(
        label=_("Does your company have a works council?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class ReviewForm(forms.Form):
    """What the works council said to the draft."""

    outcome = forms.ChoiceField(
        label=_("What does the works council say?"),
        choices=CouncilReview.Outcome,
        widget=forms.RadioSelect,
    )
    reviewer = NameField(
        label=_("Who spoke for it"),
        max_length=120,
        help_text=_("Name and function, for example “Maria Huber, chair”."),
    )
    day = DayField(label=_("On which day"))
    objections = forms.CharField(
        label=_("The objections, in its words"),
        required=False,
        max_length=4000,
        help_text=_("Only if it objects."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("For example where the signed answer is kept."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
