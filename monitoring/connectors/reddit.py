"""Sources of kind reddit: a subreddit, or a search, by an approved client of one's own."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import Asker
from monitoring.connectors.base import NOTHING, Batch, Entry, Kept, Rhythm, Seen, Setting
from monitoring.connectors.errors import (
    AuthError,
    ConnectorError,
    Gone,
    PermissionDenied,
    SettingRefused,
    SignInMissing,
    Transient,
)
from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.words import plain
from monitoring.connectors.places import asked_in, build, origin_of, words
from monitoring.connectors.shapes import at, listed, objects, text
from monitoring.connectors.walking import BACKFILL, OVERLAP, Page, walk
from monitoring.fetching import Client, Response

SITE = "https://www.reddit.com"
API = "https://oauth.reddit.com"
AT_ONCE = 100
NAME = re.compile(r"[A-Za-z0-9_]{2,40}")
FULLNAME = re.compile(r"t[13]_[a-z0-9]{1,20}")
PATH = re.compile(r"/r/[\w/%.-]{1,400}")
TAKEN = ("[deleted]", "[removed]")
EARLY = timedelta(minutes=2)
"""So long before its end a token is not used any more."""
LONGEST = 10**6
END = "-"
NEARLY_ALL = 90
"""Of a page of a hundred: some of it is left out because it was removed."""
Given = TypeVar("Given")


class TokenEnded(AuthError):  # noqa: N818 (named for what happened)
    """The token of an earlier visit is no longer taken."""


class NoSuchSubreddit(Gone):
    """Misspelled, banned, or never there."""

    sentence = _("Reddit does not know that subreddit, or has closed it.")


class PrivateSubreddit(PermissionDenied):
    """Only members may read it."""

    sentence = _("That subreddit is private or in quarantine, so it cannot be read.")


class Reddit:
    """Posts and comments of a subreddit, or posts with words in them."""

    kind = "reddit"
    label = _("Reddit")
    icon = "forum"
    settings = (
        Setting(
            "query",
            _("Subreddit or search words"),
            _("r/alpen reads a subreddit with its comments; words without r/ are searched."),
        ),
    )
    credential = (
        Setting("client", _("Client ID"), _("Of an app that Reddit has approved for you.")),
        Setting("secret", _("Client secret"), _("It stands beside the client ID."), secret=True),
        Setting("user", _("Reddit user name"), _("Of the app's owner, as Reddit asks for.")),
    )
    needs_credential = True
    reads_back = True
    sees = _(
        "New posts and comments of a public subreddit, or new posts anywhere in which your words "
        "stand. Without an approved app a subreddit can be read as a feed: its address with "
        "/new/.rss behind it."
    )
    misses = _(
        "Comments outside a subreddit you name, private subreddits, chats. Lists end at about "
        "1,000 entries. What is deleted on Reddit is erased here within two days, for Reddit wants "
        "that; what cannot be asked for again in 30 days is erased, too."
    )
    rhythm = Rhythm(
        most=timedelta(hours=24), at_once=AT_ONCE, expires=timedelta(days=30), site="reddit.com"
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The page of the subreddit or of the search."""
        query = words(settings)
        name = query.removeprefix("/")
        if not name.lower().startswith("r/"):
            return build(SITE, "/search", {"q": query, "sort": "new"})
        if not NAME.fullmatch(name[2:].rstrip("/")):
            raise SettingRefused("query", _("A subreddit is written r/name."))
        return f"{SITE}/r/{name[2:].rstrip('/').lower()}/new"

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        return self.address_of({"query": _asked(raw)})

    def described(self, address: str) -> str:
        """What is read."""
        asked = _asked(address)
        if asked.startswith("r/"):
            return gettext("%(tag)s on %(server)s") % {"tag": asked, "server": "Reddit"}
        return gettext("“%(words)s” on %(server)s") % {"words": asked, "server": "Reddit"}

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest posts and comments, with the token of the last visit while it lasts."""
        batch, session = _in_session(
            lambda asker: _read(address, cursor, asker, now),
            origin_of(address),
            client,
            now,
            credential,
        )
        return replace(batch, session=session)

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """A hundred in one request; what was taken away says so itself."""
        origin = origin_of(address)
        seen, session = _in_session(
            lambda asker: _looked_at(asker, origin, kept, now), origin, client, now, credential
        )
        return replace(seen, session=session)


def _in_session(
    act: Callable[[Asker], Given],
    origin: str,
    client: Client,
    now: datetime,
    credential: Mapping[str, str],
) -> tuple[Given, dict[str, str] | None]:
    """What an act gives, with the token of the last time while it lasts, and the new one."""
    if not all(credential.get(key) for key in ("client", "secret", "user")):
        raise SignInMissing("no client")
    agent = {"User-Agent": _agent(credential)}
    session = _session(credential, now)
    if session is not None:
        try:
            return act(_asker(client, now, agent, session)), None
        except TokenEnded:
            session = None
    session = _signed_in(origin, client, now, agent, credential)
    return act(_asker(client, now, agent, session)), session


def _looked_at(asker: Asker, origin: str, kept: Sequence[Kept], now: datetime) -> Seen:
    api = API if origin == SITE else origin
    asked = [each.external_id for each in kept if FULLNAME.fullmatch(each.external_id)]
    answer = asker.get(f"{api}/api/info", id=",".join(asked), raw_json="1")
    there, deleted = [], set()
    for child in listed(answer, "data", "children"):
        entry = _entry(child, now)
        if entry:
            there.append(entry)
        else:
            deleted.add(text(child, "data", "name"))
    missing = set(asked) - deleted - {entry.external_id for entry in there}
    return Seen(tuple(there), frozenset(deleted & set(asked)), frozenset(missing))


def _asked(address: str) -> str:
    steps = unquote(urlsplit(address).path).strip("/").split("/")
    if steps[0] == "r" and len(steps) > 1:
        return f"r/{steps[1]}"
    return asked_in(address).get("q", "")


def _agent(credential: Mapping[str, str]) -> str:
    """As Reddit wants it: default agents are slowed down."""
    plain_words = [re.sub(r"[^A-Za-z0-9_-]", "", credential[key]) for key in ("client", "user")]
    return f"web:etappe.{plain_words[0]}:v1 (by /u/{plain_words[1]})"


def _session(credential: Mapping[str, str], now: datetime) -> dict[str, str] | None:
    until = read_date(credential.get("until"))
    if not credential.get("access") or until is None or until - EARLY < now:
        return None
    return {"access": credential["access"], "until": credential["until"]}


def _signed_in(
    origin: str,
    client: Client,
    now: datetime,
    agent: Mapping[str, str],
    credential: Mapping[str, str],
) -> dict[str, str]:
    pair = f"{credential['client']}:{credential['secret']}".encode()
    basic = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    asker = Asker(client, now, secret={**agent, **basic}, explain=_explain)
    answer = asker.post_form(f"{origin}/api/v1/access_token", {"grant_type": "client_credentials"})
    token, lasts = text(answer, "access_token")[:8000], at(answer, "expires_in")
    if not token:
        raise AuthError(f"no token: {text(answer, 'error')[:100]}")
    good = isinstance(lasts, int) and 0 < lasts < LONGEST
    until = now + timedelta(seconds=lasts if good else 3600)
    return {"access": token, "until": until.isoformat()}


def _asker(
    client: Client, now: datetime, agent: Mapping[str, str], session: Mapping[str, str]
) -> Asker:
    secret = {**agent, "Authorization": f"Bearer {session['access']}"}
    return Asker(client, now, secret=secret, explain=_explain_read)


def _read(address: str, cursor: Mapping[str, str], asker: Asker, now: datetime) -> Batch:
    origin, asked = origin_of(address), _asked(address)
    api = API if origin == SITE else origin

    def page(older: str) -> Page:
        if asked.startswith("r/"):
            name = quote(asked[2:], safe="")
            return _side_by_side(
                asker, [f"{api}/r/{name}/new", f"{api}/r/{name}/comments"], older, now
            )
        answer = asker.get(
            f"{api}/search",
            q=asked,
            sort="new",
            t="year" if _is_deep(cursor, now) else "month",
            type="link",
            limit=str(AT_ONCE),
            raw_json="1",
            after=older,
        )
        after = text(answer, "data", "after")
        return Page(_entries(answer, now), after, cut=_cut(answer, after))

    return walk(page, asker, cursor, now)


def _is_deep(cursor: Mapping[str, str], now: datetime) -> bool:
    """Whether more than the usual month is to be read."""
    floors = (read_date(cursor.get(key)) for key in ("wanted", "gap_floor"))
    return any(floor < now - BACKFILL - OVERLAP - EARLY for floor in floors if floor)


def _side_by_side(asker: Asker, urls: list[str], older: str, now: datetime) -> Page:
    """One page of two lists; it reaches as far back as the shorter of those that go on."""
    tokens = older.split(" ") if older else ["", ""]
    entries: list[Entry] = []
    following, ends, cuts = [], list[datetime](), list[datetime | None]()
    for url, token in zip(urls, tokens, strict=True):
        if token == END:
            following.append(END)
            continue
        answer = asker.get(url, limit=str(AT_ONCE), raw_json="1", after=token)
        found, after = _entries(answer, now), text(answer, "data", "after")
        entries += found
        following.append(after if FULLNAME.fullmatch(after) else END)
        cuts.append(_cut(answer, after))
        if following[-1] != END and found:
            ends.append(min(entry.published_at for entry in found))
    more = " ".join(following) if set(following) != {END} else ""
    cut = max((each for each in cuts if each), default=None)
    return Page(tuple(entries), more, max(ends, default=None), cut)


def _cut(answer: Any, after: str) -> datetime | None:
    """Where a list ends because Reddit gives about 1,000 entries: then its last page is full."""
    rows = objects(answer, "data", "children")
    times = [time for row in rows if (time := _time(at(row, "data", "created_utc")))]
    return min(times) if times and not after and len(rows) >= NEARLY_ALL else None


def _explain_read(response: Response, answer: Any) -> ConnectorError | None:
    if response.status == 401:
        return TokenEnded("HTTP 401")
    return _explain(response, answer)


def _explain(response: Response, answer: Any) -> ConnectorError | None:
    reason = text(answer, "reason")
    said = f"HTTP {response.status}: {reason[:100]}"
    if response.status == 401:
        return AuthError(said)
    if reason in ("private", "quarantined", "gold_only"):
        return PrivateSubreddit(said)
    if response.status == 404 or reason == "banned":
        return NoSuchSubreddit(said)
    if response.redirects:
        # A name that is unknown leads to the search of subreddits.
        return NoSuchSubreddit(said)
    if response.status >= 500:
        return Transient(said)
    return None


def _entries(answer: Any, now: datetime) -> tuple[Entry, ...]:
    children = objects(answer, "data", "children")
    return tuple(entry for child in children if (entry := _entry(child, now)))


def _entry(child: Mapping[str, Any], now: datetime) -> Entry | None:
    """A post or a comment; None for what was taken away, and for "more" in the list."""
    row = at(child, "data")
    number, path = text(row, "name"), text(row, "permalink")
    body = text(row, "body") if number.startswith("t1_") else text(row, "selftext")
    if not FULLNAME.fullmatch(number) or body in TAKEN or text(row, "removed_by_category"):
        return None
    written = _time(at(row, "created_utc"))
    author = text(row, "author")
    known = NAME.fullmatch(author.replace("-", "_"))
    is_comment = number.startswith("t1_")
    return Entry(
        external_id=number,
        url=SITE + path if PATH.fullmatch(path) else "",
        title=plain(text(row, "title") or text(row, "link_title"), "text"),
        html="",
        text=body,
        published_at=min(written or now, now),
        stated_at=written,
        edited_at=_time(at(row, "edited")),
        author_name=author if known else "",
        author_handle=author if known else "",
        author_id=text(row, "author_fullname"),
        author_url=f"{SITE}/user/{author}" if known else "",
        kind="comment" if is_comment else "post",
        parent_id=text(row, "parent_id"),
        root_id=text(row, "link_id"),
    )


def _time(stated: Any) -> datetime | None:
    good = isinstance(stated, int | float) and not isinstance(stated, bool)
    return datetime.fromtimestamp(stated, UTC) if good and 0 < stated < 10**10 else None
