"""Search in the words of mentions, in the spelling in which they were filed."""

from django.contrib.postgres.search import SearchQuery

from monitoring.pipeline.text import scrub
from monitoring.query.fold import fold

LONGEST = 400


def search_words(query: str) -> SearchQuery:
    """A tsquery of what somebody typed: words, "phrases", -without, or.

    Folded like the text it is held against, so that Mueller finds Müller. Nothing that can be
    typed is an error; signs alone find nothing.
    """
    return SearchQuery(fold(scrub(query[:LONGEST])), config="etappe", search_type="websearch")
