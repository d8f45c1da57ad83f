"""What the pages of the guidelines show, in the reader's words."""

from guidelines.presenters.addresses import Links, address, crumbs, day, tabs
from guidelines.presenters.council import council_view, review_view
from guidelines.presenters.readers import readers
from guidelines.presenters.supplements import own_supplement, supplements
from guidelines.presenters.texts import text_view
from guidelines.presenters.versions import (
    changed,
    document_title,
    published_words,
    publisher,
    version_title,
    versions,
)

__all__ = [
    "Links",
    "address",
    "changed",
    "council_view",
    "crumbs",
    "day",
    "document_title",
    "own_supplement",
    "published_words",
    "publisher",
    "readers",
    "review_view",
    "supplements",
    "tabs",
    "text_view",
    "version_title",
    "versions",
]
