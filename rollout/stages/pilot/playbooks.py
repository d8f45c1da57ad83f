"""Whether the way from the idea to the post was gone without forgetting a step (S2, S3).

Runs of playbooks show it; where none was begun in the pilot's time, somebody's word stands in.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from companies.models import Company
from publishing.selectors import RunsInWindow, runs_in_window
from rollout.rowkinds.journal import Window
from rollout.stage import Result
from rollout.wording import Text, out_of, words

NO_RUNS = RunsInWindow(begun=0, finished=0, stopped=0)


def runs_of(company: Company, window: Window | None) -> RunsInWindow:
    """Runs begun in the pilot's window, as far as it is planned (at most one query)."""
    return runs_in_window(company, *window) if window else NO_RUNS


def playbooks_result(runs: RunsInWindow, attested: Result) -> Result:
    """The criterion: from the runs that were not called off; without any, as it is attested."""
    begun = runs.begun - runs.stopped
    if not begun:
        return attested if attested.met else replace(attested, sentence=NOBODY_YET)
    return replace(
        attested,
        met=runs.finished > 0,
        figure=out_of(runs.finished, begun),
        sentence=_finished(runs.finished) if runs.finished else _none_finished(begun),
        attested=False,
    )


NOBODY_YET: Text = _(
    "No run of a playbook was begun in this time. Begin one, or put your name to how it was done."
)


def _finished(finished: int) -> Text:
    said = ngettext_lazy(
        "Counted: %(finished)s run of a playbook was begun in this time and finished, without a "
        "forgotten step.",
        "Counted: %(finished)s runs of playbooks were begun in this time and finished, without a "
        "forgotten step.",
        "finished",
    )
    return words(said, {"finished": finished})


def _none_finished(begun: int) -> Text:
    said = ngettext_lazy(
        "Counted: %(begun)s run of a playbook was begun in this time and is not finished yet.",
        "Counted: %(begun)s runs of playbooks were begun in this time, and none is finished yet.",
        "begun",
    )
    return words(said, {"begun": begun})
