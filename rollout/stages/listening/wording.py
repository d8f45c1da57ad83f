"""What a topic of the baseline is called."""

from django.utils.translation import gettext_lazy as _

from monitoring.pipeline.labels import TOPICS
from monitoring.reports import OTHER
from rollout.stages.listening.figures import WHOLE
from rollout.wording import Text


def topic_name(key: str, name: str = "") -> Text:
    """A topic in words: ``name`` is what the baseline kept for the company's own topics."""
    if key == WHOLE:
        return _("The criticism as a whole")
    if key == OTHER:
        return _("Other criticism")
    if key in TOPICS:
        return TOPICS[key].name
    return name or key
