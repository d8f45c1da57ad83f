"""Which item appears in which feed when: the same at every asking, growing with the clock."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from monitoring.demo_sources.texts import (
    AUTHORS,
    BRENNER,
    CLOSINGS,
    LINDNER,
    OPENINGS,
    WORDS,
)
from monitoring.demo_sources.texts_kraemer import KRAEMER

HISTORY = timedelta(days=150)
TROUBLE = (timedelta(days=40), timedelta(days=18))
"""Between so many days ago and so many days ago, deliveries went wrong at Brenner."""
LIVE_EVERY = timedelta(seconds=40)
SPOKEN_OF_EVERY = timedelta(minutes=45)
"""By the clock, however often the server is started: four times in three hours wake no alarm."""
TOLD_AFTER = (timedelta(minutes=2), timedelta(minutes=10))
"""So long after the start it carries what was said last before it, and the time before that."""
LATER = timedelta(hours=3)
"""So long after its start the server goes on at the usual rhythm of a day."""
OF_THEM = frozenset({"praise", "criticism", "question", "news", "english"})
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CHOICE = re.compile(r"\{([^{}]*)\}")
WORD = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed: its address, form and what is said there. ``a_day`` is the mean of items.

    ``sites`` are where its items lie: names below ``localhost``, which browsers take to the demo
    server as well.
    """

    path: str
    sites: tuple[str, ...]
    form: str
    title: str
    texts: Mapping[str, tuple[str, ...]]
    mix: Mapping[str, int]
    a_day: float
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One item of a feed."""

    key: str
    published_at: datetime
    author: str
    text: str

    @property
    def title(self) -> str:
        """The first words, as forums and alerts title what they carry."""
        words = self.text.split()
        return " ".join(words[:9]).rstrip(".,:!?") + ("" if len(words) <= 9 else " …")


FORUM = {"praise": 4, "criticism": 2, "question": 4, "competitor": 2, "noise": 5, "english": 1}
PRESS = {"news": 6, "competitor": 2, "noise": 2}
QUIET = {"praise": 6, "criticism": 1, "question": 4, "competitor": 2, "noise": 3, "english": 1}
REVIEWS = {"praise": 6, "criticism": 2}
GARDEN = {"noise": 6, "question": 1}
ALERT_SITES = ("stadtgespraech", "kaufberatung", "region-aktuell", "netzfunde")
ALERTS = {"news": 4, "praise": 2, "criticism": 1, "question": 1}

CHANNELS = (
    Channel("forum/holz.rss", ("holzforum",), "rss", "Holzforum", BRENNER, FORUM, 2.2, True),
    Channel(
        "presse/oberrhein.rdf", ("oberrhein-bote",), "rdf", "Oberrhein-Bote", BRENNER, PRESS, 0.7
    ),
    Channel(
        "bewertungen/brenner.json",
        ("moebelkritik",),
        "json",
        "Bewertungen: Brenner",
        BRENNER,
        REVIEWS,
        0.9,
        True,
    ),
    Channel(
        "alerts/brenner.atom", ALERT_SITES, "atom", "Alert: Brenner Möbel", BRENNER, ALERTS, 0.8
    ),
    Channel("forum/garten.rss", ("gartenfreunde",), "rss", "Gartenfreunde", BRENNER, GARDEN, 0.4),
    Channel("forum/bier.rss", ("bierforum",), "rss", "Bierforum", LINDNER, FORUM, 2.0),
    Channel(
        "presse/donau.rdf", ("donau-kurier",), "rdf", "Donau-Kurier am Abend", LINDNER, PRESS, 0.6
    ),
    Channel(
        "bewertungen/lindner.json",
        ("wirtshauskritik",),
        "json",
        "Bewertungen: Lindner",
        LINDNER,
        REVIEWS,
        0.9,
    ),
    Channel(
        "alerts/lindner.atom", ALERT_SITES, "atom", "Alert: Lindner Bräu", LINDNER, ALERTS, 0.7
    ),
    Channel("forum/metall.rss", ("metallforum",), "rss", "Metallforum", KRAEMER, QUIET, 0.7),
    Channel("presse/lenne.rdf", ("lenne-zeitung",), "rdf", "Lenne-Zeitung", KRAEMER, PRESS, 0.3),
    Channel(
        "bewertungen/kraemer.json",
        ("handwerkskritik",),
        "json",
        "Bewertungen: Krämer",
        KRAEMER,
        REVIEWS,
        0.4,
    ),
)


def stories(channel: Channel, *, started_at: datetime, now: datetime) -> list[Story]:
    """What the channel carries at ``now``, newest first: months of past, then one every while.

    ``started_at`` is when the server was started; the days before it are the same for all starts
    on one day. What comes while one watches shows life and wakes nobody: the demo's alarm is the
    one it tells of.
    """
    past = list(_past(channel, started_at))
    live = [
        *_beside(channel, started_at, now),
        *_of_them(channel, started_at, now),
        *_later(channel, started_at, now),
    ]
    return sorted(past + live, key=lambda story: story.published_at, reverse=True)


def _past(channel: Channel, started_at: datetime) -> Iterator[Story]:
    first = (started_at - HISTORY).date()
    for offset in range(HISTORY.days):
        day = first + timedelta(days=offset)
        yield from stories_of_day(channel, day, today=started_at.date())


def stories_of_day(channel: Channel, day: date, *, today: date) -> Iterator[Story]:
    """What a day in the past brought, the same at every asking on one day."""
    troubled = channel.trouble and TROUBLE[1] <= today - day <= TROUBLE[0]
    chance = random.Random(f"{channel.path} {day}")
    mean = channel.a_day * (0.6 if day.weekday() >= 5 else 1.15) * (1.7 if troubled else 1)
    for number in range(_how_many(chance, mean)):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
            minutes=chance.triangular(5 * 60, 22 * 60, 18 * 60)
        )
        yield _story(channel, chance, f"{day}-{number}", moment, troubled)


def _beside(channel: Channel, started_at: datetime, now: datetime) -> Iterator[Story]:
    """Each channel in its turn, of anything but the company."""
    turn = CHANNELS.index(channel)
    mix = {kind: n for kind, n in channel.mix.items() if kind not in OF_THEM}
    for number in range(turn, int((now - started_at) / LIVE_EVERY) * 2, len(CHANNELS)):
        chance = random.Random(f"{channel.path} {started_at.timestamp()} {number}")
        moment = started_at + LIVE_EVERY * (number // 2) + timedelta(seconds=chance.uniform(1, 30))
        if mix and moment <= now:
            key = f"{started_at:%Y%m%d%H%M%S}-{number}"
            yield _told(channel, mix, chance, key, moment)


def _of_them(channel: Channel, started_at: datetime, now: datetime) -> Iterator[Story]:
    """Now and then of the company, on one of its channels: the same ones after another start."""
    company = [each for each in CHANNELS if each.texts is channel.texts]
    mix = {kind: n for kind, n in channel.mix.items() if kind in OF_THEM}
    first = (started_at - EPOCH) // SPOKEN_OF_EVERY - 1
    for number in range(first, (min(now, started_at + LATER) - EPOCH) // SPOKEN_OF_EVERY + 1):
        chance = random.Random(f"{company[0].path} {number}")
        moment = EPOCH + SPOKEN_OF_EVERY * number
        missed = first + 1 - number
        told_at = started_at + TOLD_AFTER[missed] if missed >= 0 else moment
        if chance.choice(company) is channel and told_at <= now:
            yield _told(channel, mix, chance, f"of-them-{number}", moment)


def _later(channel: Channel, started_at: datetime, now: datetime) -> Iterator[Story]:
    """What the days bring that the server lives to see."""
    begins, today = started_at + LATER, started_at.date()
    for offset in range((now.date() - today).days + 1):
        for story in stories_of_day(channel, today + timedelta(days=offset), today=today):
            if begins < story.published_at <= now:
                yield story


def _how_many(chance: random.Random, mean: float) -> int:
    whole, rest = divmod(mean, 1)
    return max(0, int(whole) + (chance.random() < rest) + chance.choice((-1, 0, 0, 0, 1)))


def _story(
    channel: Channel, chance: random.Random, key: str, moment: datetime, troubled: bool
) -> Story:
    mix = dict(channel.mix)
    if troubled:
        mix["criticism"] = mix.get("criticism", 0) * 5
    return _told(channel, mix, chance, key, moment, troubled=troubled)


def _told(
    channel: Channel,
    mix: Mapping[str, int],
    chance: random.Random,
    key: str,
    moment: datetime,
    *,
    troubled: bool = False,
) -> Story:
    kind = chance.choices(list(mix), weights=list(mix.values()))[0]
    pool = channel.texts[kind]
    # In the weeks of trouble it is about late and damaged deliveries.
    text = chance.choice(pool[:3] if troubled and kind == "criticism" else pool)
    if kind in {"praise", "criticism", "question", "competitor"}:
        text = f"{chance.choice(OPENINGS)} {text} {chance.choice(CLOSINGS)}".strip()
    return Story(key, moment, chance.choice(AUTHORS), _worded(text, chance))


def _worded(text: str, chance: random.Random) -> str:
    text = CHOICE.sub(lambda found: chance.choice(found.group(1).split("|")), text)
    return WORD.sub(lambda found: chance.choice(WORDS[found.group(1)]), text)
