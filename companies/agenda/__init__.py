"""What stands in a company's calendar. The apps register what they know (``AppConfig.ready``).

Nothing here looks at the clock: the same data gives the same calendar.
"""

from companies.agenda.entries import Entry, Source, entries_of, register

__all__ = ["Entry", "Source", "entries_of", "register"]
