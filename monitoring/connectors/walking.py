"""Reading a list that begins with the newest: back to what is known, the rest in later visits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import Batch, Entry
from monitoring.connectors.feeds.dates import read_date

BACKFILL = timedelta(days=30)
"""How far back a new source is read."""
OVERLAP = timedelta(minutes=10)
"""Servers sort late: what was said shortly before the newest known entry is read again."""
PAGES = 3
"""At once, of the newest and of a gap each."""
VISITS = 200
"""In which a gap is closed, or given up."""
SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a list, and what to ask for to get older ones; empty at its end.

    ``back_to`` is until when nothing is missing, where that is not the time of the oldest entry:
    two lists read side by side seldom reach equally far. ``cut`` is the moment before which the
    server gives no more, though there may be more.
    """

    entries: tuple[Entry, ...]
    older: str = ""
    back_to: datetime | None = None
    cut: datetime | None = None

    @property
    def reach(self) -> datetime | None:
        """Until when nothing is missing; None for a page without entries."""
        oldest = min((entry.published_at for entry in self.entries), default=None)
        return self.back_to or oldest


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw: ``older`` is where it stopped short of its floor, empty if it did not.

    ``reach`` is how far back it came; ``cut`` as in Page, None where the floor lies behind it.
    """

    entries: tuple[Entry, ...]
    older: str
    reach: datetime | None
    cut: datetime | None = None


Ask = Callable[[str], Page]


def walk(ask: Ask, asker: Asker, cursor: Mapping[str, str], now: datetime) -> Batch:
    """The newest entries, and a step into the gap an earlier visit left.

    ``ask`` brings the page behind a token, the newest for an empty one. The cursor holds
    ``newest`` (the newest time seen), and of a gap ``gap`` (a token), ``gap_floor`` (until when),
    ``gap_at`` (so far) and ``gap_left`` (visits); ``back`` is until when nothing is missing, and
    ``wanted`` until when somebody wishes to read back. A gap that is given up, or that the server
    does not let us close, is said to be lost.
    """
    known, wanted = read_date(cursor.get("newest")), read_date(cursor.get("wanted"))
    floor = (known or now - BACKFILL) - OVERLAP
    if wanted:
        known, floor = None, min(floor, wanted)
    new = _walk(ask, asker, "", floor)
    if known and new.reach and new.reach <= known:
        # Busy places fill all pages within the overlap: what is known was reached all the same.
        new = replace(new, older="")
    seen, gap = list(new.entries), dict[str, str]()
    closed = None if known else new.cut or floor
    lost = _span(known or floor, new.cut)
    if new.older:
        # The old gap lies behind the new one: one walk down to its floor closes both.
        lowest = read_date(cursor.get("gap_floor")) or floor
        gap = _gap(new, min(lowest, floor), VISITS)
    elif cursor.get("gap") and not asker.pause:
        lowest = read_date(cursor.get("gap_floor")) or floor
        more = _walk(ask, asker, cursor["gap"], lowest)
        seen += more.entries
        gap = _gap(more, lowest, _count(cursor.get("gap_left", "")) - 1)
        given_up = (more.reach or now) if more.older and not gap else None
        lost = lost or _span(lowest, more.cut or given_up)
        closed = None if more.older else more.cut or lowest
    elif cursor.get("gap"):
        gap = {key: value for key, value in cursor.items() if key.startswith("gap")}
    times = [min(entry.published_at, now) for entry in new.entries]
    before = read_date(cursor.get("newest"))
    newest = max([*times, *([before] if before else [])], default=None)
    reached = (read_date(cursor.get("back")), None if gap else closed)
    back = min((each for each in reached if each), default=None)
    kept = {"newest": newest, "back": back}
    return Batch(
        entries=_once(seen),
        cursor={**{key: at.isoformat() for key, at in kept.items() if at}, **gap},
        next_in=asker.pause or (SOON if gap else None),
        reaches_back=not gap and not lost,
        lost=lost,
    )


def floor_of(cursor: Mapping[str, str], now: datetime) -> datetime:
    """Until when the next walk reads at the furthest."""
    stated = (read_date(cursor.get(key)) for key in ("newest", "gap_floor", "wanted"))
    floor = min((each for each in stated if each), default=now - BACKFILL)
    return floor - OVERLAP


def _walk(ask: Ask, asker: Asker, token: str, floor: datetime) -> Walked:
    seen: list[Entry] = []
    reach: datetime | None = None
    cuts: list[datetime] = []
    for _number in range(PAGES):
        page = ask(token)
        seen += page.entries
        reach = page.reach or reach
        cuts += [page.cut] if page.cut and page.cut > floor else []
        past = page.reach is not None and page.reach < floor
        if past or not page.older or page.older == token:
            return Walked(tuple(seen), "", reach, max(cuts, default=None))
        token = page.older
        if asker.pause:
            break
    return Walked(tuple(seen), token, reach, max(cuts, default=None))


def _span(floor: datetime, cut: datetime | None) -> tuple[datetime, datetime] | None:
    return (floor, cut) if cut and cut > floor else None


def _gap(walked: Walked, floor: datetime, left: int) -> dict[str, str]:
    if not walked.older or left <= 0:
        return {}
    reached = max(walked.reach or floor, floor)
    return {
        "gap": walked.older,
        "gap_floor": floor.isoformat(),
        "gap_at": reached.isoformat(),
        "gap_left": str(left),
    }


def _count(stated: str) -> int:
    return int(stated) if stated.isdecimal() and len(stated) < 6 else VISITS


def _once(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.external_id: entry for entry in reversed(entries)}.values())
