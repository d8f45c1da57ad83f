"""Search in the words of mentions, in the spelling in which they were filed."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import Func, Value

from monitoring.query.fold import fold

LONGEST = 400


def search_words(query: str) -> Func:
    """A tsquery of what somebody typed: words, "phrases", -without, or.

    Folded like the text it is held against, so that Mueller finds Müller. Nothing that can be
    typed is an error; signs alone find nothing.
    """
    typed = fold(query[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode())
    return Func(
        Value("etappe"),
        Value(typed),
        function="websearch_to_tsquery",
        template="%(function)s(%(expressions)s)",
        output_field=SearchQueryField(),
    )
