"""The public holidays of the sixteen German states.

Only what is a holiday in the whole state counts. Mariä Himmelfahrt in the Catholic municipalities
of Bavaria, Fronleichnam in some of Saxony and Thuringia and Augsburg's Friedensfest are not
included: a company there enters the day as a closure. 24 and 31 December are ordinary days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays.countries.germany import Germany

STATES = frozenset(Germany.subdivisions) - {"Augsburg"}  # the one city the library lists


@lru_cache(maxsize=2048)
def public_holidays(state: str, year: int, language: str = "de") -> Mapping[date, str]:
    """Day to name, for one of STATES and one year, in German (`de`) or else in English.

    Raises NotImplementedError for a state that is not one of the library's.
    """
    found = Germany(
        subdiv=state,
        years=year,
        expand=False,
        language="de" if language.startswith("de") else "en_US",
    )
    return MappingProxyType(dict(found))
