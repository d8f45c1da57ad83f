"""What is particular about the tables of the guidelines in a company's archive."""

from companies.archive.specials import register_guards

GUARDS = (
    "guidelines.GuidelineVersion:guideline_begins_as_draft",
    "guidelines.GuidelineVersion:guideline_published_as_reviewed",
    "guidelines.Paragraph:guideline_paragraph_of_a_draft",
    "guidelines.CouncilReview:guideline_review_of_a_draft",
    "guidelines.Acknowledgement:guideline_acknowledges_own",
    "guidelines.Participation:training_seats",
)
"""They keep the order in which people act; rows that arrive have been through it."""


def register_all() -> None:
    """Called once, when the app is ready."""
    register_guards(*GUARDS)
