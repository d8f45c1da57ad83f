"""Sources of kind youtube: the comments under a channel's videos, or under one video."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker, Explain
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    SettingRefused,
    SignInMissing,
    Transient,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, origin_of, words
from monitoring.connectors.shapes import at, listed, objects, text
from monitoring.connectors.walking import Page, walk
from monitoring.fetching import Client, Response

SITE = "https://www.youtube.com"
API = "https://www.googleapis.com"
AT_ONCE = 100
CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
HANDLE = re.compile(r"@[\w.·-]{3,30}")
COMMENT = re.compile(r"[A-Za-z0-9_.-]{1,200}")
PACIFIC = ZoneInfo("America/Los_Angeles")
SOON = timedelta(minutes=15)
USED_UP = ("quotaExceeded", "dailyLimitExceeded")
TOO_FAST = ("rateLimitExceeded", "userRateLimitExceeded")
BAD_KEY = ("keyInvalid", "keyExpired", "authError", "accessNotConfigured", "ipRefererBlocked")
NOT_THERE = ("videoNotFound", "channelNotFound", "notFound")


class CommentsOff(PermissionDenied):
    """The owner of the video does not want any."""

    sentence = _("Comments are switched off there.")


class NoSuchPlace(Gone):
    """No such channel or video."""

    sentence = _("YouTube does not know that channel or video. Check its address.")


class YouTube:
    """Comments, by an API key of one's own."""

    kind = "youtube"
    label = _("YouTube comments")
    icon = "mention"
    settings = (
        Setting(
            "query",
            _("Channel or video"),
            _("Its address, or the channel's @name: yours, or another's where you are talked of."),
        ),
    )
    credential = (
        Setting(
            "key",
            _("API key"),
            _("From the Google Cloud console, for “YouTube Data API v3”; it costs nothing."),
            secret=True,
        ),
    )
    needs_credential = True
    reads_back = True
    sees = _(
        "Public comments under all videos of a channel, or under one video, and first replies."
    )
    misses = _(
        "Videos that only speak of you, comments that are held for review, and later replies to "
        "old comments. Comments are renewed within 20 days, and erased after 30 where that fails, "
        "for Google wants that."
    )
    rhythm = Rhythm(
        most=timedelta(days=20), at_once=50, expires=timedelta(days=30), site="youtube.com"
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the channel or of the video."""
        typed = words(settings)
        found = _place(typed)
        if not found:
            said = _("Enter the address of a channel or of a video, or an @name.")
            raise SettingRefused("query", said)
        return SITE + found

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"query": raw})

    def described(self, address: str) -> str:
        """Whose comments."""
        name = asked_in(address).get("v") or urlsplit(address).path.rpartition("/")[2]
        return gettext("Comments on YouTube, %(place)s") % {"place": name}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest threads. The number behind an @name is asked for once."""
        api, asker = _asker(address, client, now, credential)
        channel = cursor.get("channel") or _channel(asker, api, address)
        video = asked_in(address).get("v", "")
        place = {"videoId": video} if video else {"allThreadsRelatedToChannelId": channel}

        def page(older: str) -> Page:
            answer = asker.get(
                f"{api}/youtube/v3/commentThreads",
                part="id,snippet,replies",
                order="time",
                maxResults=str(AT_ONCE),
                textFormat="plainText",
                pageToken=older,
                **place,
            )
            return _page(answer, now)

        batch = walk(page, asker, cursor, now)
        if channel:
            batch.cursor["channel"] = channel
        return batch

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Fifty in one request, which costs one of the day's 10,000."""
        api, asker = _asker(address, client, now, credential)
        asked = [each.external_id for each in kept if COMMENT.fullmatch(each.external_id)]
        answer = asker.get(
            f"{api}/youtube/v3/comments",
            part="id,snippet",
            id=",".join(asked),
            textFormat="plainText",
        )
        rows = listed(answer, "items")
        entries = (_entry(row, _root(text(row, "id")), now) for row in rows)
        there = tuple(entry for entry in entries if entry and entry.external_id in asked)
        return Seen(there, missing=frozenset(asked) - {entry.external_id for entry in there})


def _root(number: str) -> str:
    """The thread a reply stands in; empty for a first comment."""
    root, dot, _reply = number.partition(".")
    return root if dot else ""


def _asker(
    address: str, client: Client, now: datetime, credential: Mapping[str, str]
) -> tuple[str, Asker]:
    if not credential.get("key"):
        raise SignInMissing("no API key")
    origin = origin_of(address)
    # In a header, not in the address: addresses end up in logs.
    secret = {"X-Goog-Api-Key": credential["key"]}
    asker = Asker(client, now, secret=secret, explain=_explained(now))
    return (API if origin == SITE else origin), asker


def _place(typed: str) -> str:
    """The path of a channel, a name or a video in what was typed; empty where there is none."""
    if HANDLE.fullmatch(typed) or CHANNEL.fullmatch(typed):
        return f"/{typed.lower()}" if typed.startswith("@") else f"/channel/{typed}"
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    steps = parts.path.strip("/").split("/")
    host = (parts.netloc or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be" and VIDEO.fullmatch(steps[0]):
        return f"/watch?v={steps[0]}"
    if host != "youtube.com":
        return ""
    if steps[0] == "watch" or steps[0] in ("shorts", "live"):
        video = asked_in(address).get("v", "") if steps[0] == "watch" else steps[-1]
        return f"/watch?v={video}" if VIDEO.fullmatch(video) else ""
    if steps[0] == "channel" and len(steps) > 1 and CHANNEL.fullmatch(steps[1]):
        return f"/channel/{steps[1]}"
    return f"/{steps[0].lower()}" if HANDLE.fullmatch(steps[0]) else ""


def _channel(asker: Asker, api: str, address: str) -> str:
    name = urlsplit(address).path.rpartition("/")[2]
    if not name.startswith("@"):
        return name if CHANNEL.fullmatch(name) else ""
    answer = asker.get(f"{api}/youtube/v3/channels", part="id", forHandle=name)
    found = [text(each, "id") for each in objects(answer, "items")]
    if not found or not CHANNEL.fullmatch(found[0]):
        raise NoSuchPlace("no channel of that name")
    return found[0]


def _explained(now: datetime) -> Explain:
    def explain(response: Response, answer: Any) -> ConnectorError | None:
        reasons = {text(each, "reason") for each in objects(answer, "error", "errors")}
        said = f"HTTP {response.status}: {', '.join(sorted(reasons))[:200]}"
        if reasons & set(USED_UP):
            return RateLimited(said, until=_midnight(now))
        if reasons & set(TOO_FAST):
            return RateLimited(said, until=now + SOON)
        if "commentsDisabled" in reasons:
            return CommentsOff(said)
        if reasons & set(NOT_THERE):
            return NoSuchPlace(said)
        if "processingFailure" in reasons:
            return Transient(said)
        bad = response.status == 400 and "API key" in text(answer, "error", "message")
        if bad or reasons & set(BAD_KEY):
            return AuthError(said)
        return None

    return explain


def _midnight(now: datetime) -> datetime:
    """When the allowance of the day is renewed: midnight in California."""
    tomorrow = now.astimezone(PACIFIC) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def _page(answer: Any, now: datetime) -> Page:
    entries, tops = [], []
    for thread in objects(answer, "items"):
        top = _entry(at(thread, "snippet", "topLevelComment"), "", now)
        if top:
            entries.append(top)
            tops.append(top.published_at)
        root = text(thread, "id")
        replies = (_entry(each, root, now) for each in objects(thread, "replies", "comments"))
        entries += [reply for reply in replies if reply]
    # Threads come by the time of their first comment; replies below may be of any.
    return Page(tuple(entries), text(answer, "nextPageToken"), min(tops, default=None))


def _entry(comment: Any, root: str, now: datetime) -> Entry | None:
    number, said = text(comment, "id"), at(comment, "snippet")
    video = text(said, "videoId")
    if not COMMENT.fullmatch(number):
        return None
    written = read_date(at(said, "publishedAt"))
    channel = text(said, "authorChannelId", "value")
    known = VIDEO.fullmatch(video)
    return Entry(
        external_id=number,
        url=f"{SITE}/watch?v={video}&lc={number}" if known else "",
        title="",
        html="",
        text=text(said, "textOriginal") or text(said, "textDisplay"),
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=read_date(at(said, "updatedAt")),
        author_name=plain(text(said, "authorDisplayName"), "text", 200),
        author_handle=plain(text(said, "authorDisplayName"), "text", 200),
        author_id=channel,
        author_url=f"{SITE}/channel/{channel}" if CHANNEL.fullmatch(channel) else "",
        kind="reply" if root else "comment",
        parent_id=text(said, "parentId"),
        root_id=root,
    )
