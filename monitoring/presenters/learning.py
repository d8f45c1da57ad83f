"""What the tone has learned, in words and figures."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.models import ToneModel
from monitoring.moments import in_words
from monitoring.pipeline.tone.fitting import FEWEST
from monitoring.presenters.addresses import page
from monitoring.presenters.sight import Sight
from monitoring.selectors.judging import Asked

WHY_NOT = {
    "one_sided": gettext_lazy(
        "Nearly all labels are the same. It takes criticism and other mentions to tell them apart."
    ),
    "overlooks": gettext_lazy(
        "It would overlook more criticism than the general judgement. "
        "With more labels that changes."
    ),
    "no_better": gettext_lazy(
        "It would not be right more often than the general judgement. "
        "With more labels that changes."
    ),
}
FIGURES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    (
        "negative_recall",
        gettext_lazy("Criticism found"),
        gettext_lazy("of all mentions you called negative"),
    ),
    ("accuracy", gettext_lazy("Label right"), gettext_lazy("of all mentions you labelled")),
    (
        "macro_f1",
        gettext_lazy("Right on balance"),
        gettext_lazy("found and rightly named, the three tones counting the same (macro-F1)"),
    ),
)


@dataclass(frozen=True, slots=True)
class State:
    """What holds now: a title, a sentence, and how it looks."""

    title: str
    sentence: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure without and with what was learned, in per cent."""

    name: str | Promise
    of_what: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class LearnedTone:
    """The page: `model` is None before the first label."""

    model: ToneModel | None
    asked: Asked
    queued_from: int
    sight: Sight

    @property
    def judges(self) -> bool:
        """Whether new mentions are judged with it."""
        return bool(self.model and self.model.accepted and self.model.switched_off_at is None)

    @property
    def is_off(self) -> bool:
        """Whether somebody went back to the general judgement."""
        return bool(self.model and self.model.switched_off_at)

    @property
    def state(self) -> State:
        """What holds now, and what to do."""
        if self.is_off:
            return State(
                _("Switched off"),
                _("New mentions are judged as for everybody. What was learned is kept."),
                "warn",
                "pause",
            )
        if self.judges:
            return State(
                _("Your labels judge too"),
                _("New German mentions are judged with what you have said. Old ones stay."),
                "ok",
                "check",
            )
        if self.asked.missing:
            said = ngettext(
                "%(number)s more label, and what was learned can be tried.",
                "%(number)s more labels, and what was learned can be tried.",
                self.asked.missing,
            )
            return State(
                _("Still learning"), said % {"number": self.asked.missing}, "accent", "hourglass"
            )
        return State(_("Not in use"), self.why_not, "accent", "info")

    @property
    def why_not(self) -> str:
        """Why what was learned does not judge."""
        outcome = str(self.model.figures.get("outcome", "")) if self.model else ""
        return str(WHY_NOT.get(outcome) or _("It is being tried right now. Look again shortly."))

    @property
    def progress_words(self) -> str:
        """How far labelling is."""
        return _("%(number)s of %(aim)s") % {"number": self.asked.labelled, "aim": self.asked.aim}

    @property
    def progress_value(self) -> int:
        """The same as a number, no more than the aim."""
        return min(self.asked.labelled, self.asked.aim)

    @property
    def lines(self) -> list[Line]:
        """The figures before and after; none before the first fit."""
        figures = self.model.figures if self.model else {}
        before, after = figures.get("before"), figures.get("after")
        if not before or not after:
            return []
        return [
            Line(name, of_what, _percent(before[key]), _percent(after[key]))
            for key, name, of_what in FIGURES
        ]

    @property
    def fitted(self) -> str:
        """When it was last learned from, and from how much."""
        if self.model is None or self.model.fitted_at is None:
            return ""
        said = ngettext(
            "Last learned: %(when)s, from %(number)s label.",
            "Last learned: %(when)s, from %(number)s labels.",
            self.model.labels,
        )
        when = in_words(self.model.fitted_at, now=self.sight.now, zone=self.sight.zone)
        return said % {"when": when, "number": self.model.labels}

    @property
    def queue(self) -> str:
        """From where on a mention is put on the desk."""
        return _(
            "A mention is put on the desk when criticism is at least %(percent)s likely. "
            "With enough labels the limit is set so that four of five critical mentions reach it."
        ) % {"percent": _percent(self.queued_from / 1000)}

    @property
    def fewest(self) -> int:
        """From how many labels on it may judge."""
        return FEWEST

    @property
    def check_url(self) -> str:
        """Where one labels mention after mention."""
        return page(self.sight.company, "check_tones")

    @property
    def general_url(self) -> str:
        """Where one goes back to the general judgement."""
        return page(self.sight.company, "use_general_tone")

    @property
    def learned_url(self) -> str:
        """Where one uses what was learned again."""
        return page(self.sight.company, "use_learned_tone")


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
