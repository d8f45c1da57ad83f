"""Reads of the guidelines, each for one page; of the whole company unless a department is named."""

from guidelines.selectors.comments import carried_comments, open_comments, proposed_for, text_of
from guidelines.selectors.council import last_review, reviews_of, works_council
from guidelines.selectors.readers import (
    Readers,
    acknowledgement_of,
    may_acknowledge,
    people_of,
    readers_of,
    unread_by,
)
from guidelines.selectors.supplements import SupplementFact, supplement_facts
from guidelines.selectors.versions import (
    changes_of,
    draft_of,
    fingerprint_of,
    published_version,
    version_before,
    version_of,
    versions_of,
)

__all__ = [
    "Readers",
    "SupplementFact",
    "acknowledgement_of",
    "carried_comments",
    "changes_of",
    "draft_of",
    "fingerprint_of",
    "last_review",
    "may_acknowledge",
    "open_comments",
    "people_of",
    "proposed_for",
    "published_version",
    "readers_of",
    "reviews_of",
    "supplement_facts",
    "text_of",
    "unread_by",
    "version_before",
    "version_of",
    "versions_of",
    "works_council",
]
