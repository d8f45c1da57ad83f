"""First stage: does the company's own culture fit open dialogue? (S0)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.culture.about import NUMBER, TITLE
from rollout.stages.culture.selectors import assess
from rollout.stages.culture.statements import STATEMENTS_OF_ONES_OWN

KIND = StageKind(
    key="culture",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "On social media others talk too, and in public. Before a company begins there, it looks "
        "honestly at itself: do we like open dialogue, can we bear to lose control over what is "
        "said about us, and does management stand behind it? Several people of several roles "
        "answer, and what is weak gets a measure, an owner and a date."
    ),
    decides=_("Does our culture fit open dialogue, and is enough done about what does not fit?"),
    source="S0",
    assess=assess,
    rows=(STATEMENTS_OF_ONES_OWN,),
    sections=(
        Section("survey", _("Questionnaire")),
        Section("measures", _("Measures")),
        Section("media", _("Media inventory")),
    ),
)
