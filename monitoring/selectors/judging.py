"""What a company's own labels say about judging its mentions."""

from companies.models import Company
from monitoring.models import ToneModel
from monitoring.pipeline.tone.threshold import AT_FIRST


def wants_answer_threshold(company: Company) -> int:
    """From how many per mille of likely criticism on a mention is queued (one query).

    300 until the company has labelled enough; then what reaches four of five of the mentions it
    called negative itself, as cross-validated with the last fit.
    """
    learned = ToneModel.of(company).values_list("figures", "accepted", "switched_off_at").first()
    if learned is None:
        return AT_FIRST
    figures, accepted, switched_off_at = learned
    used = "after" if accepted and switched_off_at is None else "before"
    return int(figures.get(used, {}).get("queue_from", AT_FIRST))
