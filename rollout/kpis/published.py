"""What was published, day by day: the posts written down, and the runs of playbooks (S1, S3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models.functions import TruncDate
from django.utils.translation import ngettext_lazy

from companies.models import Company
from publishing.models import Run
from rollout.kpis.periods import Period
from rollout.models import PostRecord
from rollout.wording import Text, words

NO_REACH = ngettext_lazy(
    "how many people %(number)s post reached is not written down",
    "how many people %(number)s posts reached is not written down",
    "number",
)
NO_REACTIONS = ngettext_lazy(
    "the reactions to %(number)s post are not written down",
    "the reactions to %(number)s posts are not written down",
    "number",
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post that went out on a day; what nobody wrote down is None."""

    on: date
    planned_on: date
    reach: int | None
    reactions: int | None


@dataclass(frozen=True)
class Published:
    """Posts of some days, and on which days runs of playbooks were finished."""

    posts: tuple[Post, ...]
    runs: tuple[date, ...]

    def of(self, period: Period) -> tuple[Post, ...]:
        """The posts of a time."""
        return tuple(post for post in self.posts if post.on in period)

    def in_time(self, period: Period) -> int:
        """How many of them went out on the day they were planned for, or before."""
        return sum(post.on <= post.planned_on for post in self.of(period))

    def finished(self, period: Period) -> int:
        """How many runs of playbooks were finished, without a forgotten step."""
        return sum(day in period for day in self.runs)

    def whole(self, _period: Period) -> tuple[Text, ...]:
        """Nothing is missing: what was not written down was not published."""
        return ()

    def without_reach(self, period: Period) -> tuple[Text, ...]:
        """Why their reach is not known; empty if it is."""
        return _missing(NO_REACH, (post.reach for post in self.of(period)))

    def without_reactions(self, period: Period) -> tuple[Text, ...]:
        """Why the reactions are not known; empty if they are."""
        return _missing(NO_REACTIONS, (post.reactions for post in self.of(period)))


def _missing(sentence: Text, figures: Iterable[int | None]) -> tuple[Text, ...]:
    number = sum(figure is None for figure in figures)
    return (words(sentence, {"number": number}),) if number else ()


def published(company: Company, starts_on: date, ends_on: date) -> Published:
    """What went out on local days, both counted (two queries)."""
    posts = PostRecord.of(company).filter(published_on__range=(starts_on, ends_on))
    columns = posts.values_list("published_on", "planned_on", "reach", "reactions")
    local = TruncDate("ended_at", tzinfo=ZoneInfo(company.time_zone))
    ended = Run.of(company).filter(state=Run.State.FINISHED).annotate(day=local)
    days = ended.filter(day__range=(starts_on, ends_on)).order_by("day")
    return Published(
        tuple(_posts(columns.order_by("published_on"))),
        tuple(days.values_list("day", flat=True)),
    )


def _posts(rows: Iterable[tuple[date | None, date, int | None, int | None]]) -> Iterator[Post]:
    for on, planned_on, reach, reactions in rows:
        if on is not None:
            yield Post(on, planned_on, reach, reactions)
