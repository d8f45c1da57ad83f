"""How large a search may be: ample for people, small enough to be read in no time."""

MAX_LENGTH = 2_000
"""Characters."""

MAX_DEPTH = 20
"""Brackets and NOTs inside one another."""

MAX_TERMS = 200
"""Words, phrases and field conditions."""
