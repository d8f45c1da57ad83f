"""Whatever is written to mentions, by whichever statement, the counts are what one would count."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.models import Feed, Match, Mention, MentionCount, SearchProfile, Source, VoiceCount
from monitoring.models.mention import TONES
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.listening import look_for, watch

NUMBERS = st.integers(0, 4)
SOME = st.lists(NUMBERS, min_size=1, max_size=5, unique=True)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), SOME, st.sampled_from(TONES), st.booleans()),
        st.tuples(st.just("retone"), SOME, st.sampled_from(TONES), st.booleans()),
        st.tuples(st.just("fold"), SOME, NUMBERS, st.booleans()),
        st.tuples(st.just("say it is ours"), SOME, st.none(), st.booleans()),
        st.tuples(st.just("move"), SOME, st.integers(0, 3), st.booleans()),
        st.tuples(st.just("ours"), SOME, st.none(), st.booleans()),
        st.tuples(st.just("match"), SOME, st.integers(0, 1), st.booleans()),
        st.tuples(st.just("unmatch"), SOME, st.integers(0, 1), st.booleans()),
        st.tuples(st.just("reword"), SOME, st.integers(0, 9), st.booleans()),
        st.tuples(st.just("remove"), SOME, st.none(), st.booleans()),
        st.tuples(st.just("roll back"), SOME, st.none(), st.booleans()),
    ),
    min_size=3,
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_counts_never_drift(steps: list[tuple[str, list[int], object, bool]]) -> None:
    with transaction.atomic():
        source = watched()
        act(source, "add", list("01234"), "neutral", False)
        act(source, "match", list("0123"), 0, True)
        for what, numbers, argument, flag in steps:
            act(source, what, [str(number) for number in numbers], argument, flag)
            assert counted(source) == true_counts(source)
            assert voices(source) == true_voices(source)
            assert bands(source) == true_bands(source)
        transaction.set_rollback(True)


def watched() -> Source:
    company, by = make_company(), make_user()
    look_for(company, "Lindner", by=by)
    look_for(company, "Keller", kind="competitor", by=by)
    return watch(company, "https://blog.example/feed", by=by)


def act(source: Source, what: str, ids: list[str], argument: object, flag: bool) -> None:
    chosen = Mention.of(source.company).filter(external_id__in=ids)
    if what == "add":
        rows = [mention(source, pk, str(argument), flag) for pk in ids]
        Mention.everywhere.bulk_create(rows, ignore_conflicts=True)
    elif what == "retone":
        chosen.update(tone=argument, is_question=flag)
    elif what == "fold":
        root = Mention.of(source.company).filter(external_id=str(argument)).first()
        chosen.exclude(id=root.pk if root else None).update(folded_into=root)
    elif what == "say it is ours":
        chosen.update(is_by_us=flag)
    elif what == "move":
        chosen.update(day=date(2026, 11, 1) + timedelta(days=int(str(argument))), is_own=flag)
    elif what == "ours":
        chosen.update(is_by_us=flag)
    elif what == "match":
        profile = profiles(source)[int(str(argument))]
        rows = [Match(company=source.company, mention=each, profile=profile) for each in chosen]
        Match.everywhere.bulk_create(rows, ignore_conflicts=True)
    elif what == "unmatch":
        profile = profiles(source)[int(str(argument))]
        Match.of(source.company).filter(mention__in=chosen, profile=profile).delete()
    elif what == "reword":
        first = int(str(argument))
        chosen.update(bands=list(range(first, first + 3)) if flag else [])
    elif what == "remove":
        Mention.of(source.company).filter(external_id__in=ids, folded__isnull=True).delete()
    else:
        try:
            with transaction.atomic():
                chosen.update(tone="negative", day=date(2026, 11, 9))
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass


def mention(source: Source, pk: str, tone: str, is_question: bool) -> Mention:
    return Mention(
        company=source.company,
        source=source,
        external_id=pk,
        published_at=MONDAY,
        fetched_at=MONDAY,
        day=MONDAY.date(),
        tone=tone,
        is_question=is_question,
        kind="other",
        content_hash=pk.encode(),
        bands=[int(pk), 7, -8],
    )


def profiles(source: Source) -> list[SearchProfile]:
    return list(SearchProfile.of(source.company).order_by("id"))


def voices(source: Source) -> Counter[tuple[object, ...]]:
    rows = VoiceCount.of(source.company).exclude(number=0)
    keys = ("profile_id", "day", "tone", "number")
    return Counter({tuple(row[:-1]): row[-1] for row in rows.values_list(*keys)})


def true_voices(source: Source) -> Counter[tuple[object, ...]]:
    rows = Match.of(source.company).filter(
        mention__folded_into__isnull=True, mention__is_by_us=False
    )
    return Counter(rows.values_list("profile_id", "mention__day", "mention__tone"))


def bands(source: Source) -> Counter[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT band, day, mention_id FROM monitoring_band WHERE company_id = %s",
            [source.company_id],
        )
        return Counter(cursor.fetchall())


def true_bands(source: Source) -> Counter[tuple[object, ...]]:
    rows = Mention.of(source.company).values_list("bands", "day", "id")
    return Counter((band, day, pk) for held, day, pk in rows for band in held)


def counted(source: Source) -> Counter[tuple[object, ...]]:
    rows = MentionCount.of(source.company).exclude(number=0)
    keys = ("source_id", "day", "tone", "is_own", "is_question", "number")
    return Counter({tuple(row[:-1]): row[-1] for row in rows.values_list(*keys)})


def true_counts(source: Source) -> Counter[tuple[object, ...]]:
    rows = Mention.of(source.company).filter(folded_into__isnull=True, is_by_us=False)
    keys = ("source_id", "day", "tone", "is_own", "is_question")
    return Counter(rows.values_list(*keys))


@pytest.mark.django_db
def test_the_drift_test_sees_a_drift() -> None:
    source = watch(make_company(), "https://blog.example/feed", by=make_user())
    act(source, "add", ["1"], "neutral", False)
    MentionCount.everywhere.update(number=2)
    assert counted(source) != true_counts(source)
    assert Feed.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "steps",
    [
        [("fold", ["1"], 0, True), ("remove", ["1"], None, True)],
        [("fold", ["1", "2"], 0, True), ("retone", ["0", "1"], "negative", True)],
        [("fold", ["1"], 0, True), ("fold", ["1"], 9, True), ("move", ["1"], 2, False)],
        [("say it is ours", ["0", "1"], None, True), ("say it is ours", ["1"], None, False)],
    ],
)
def test_copies_come_and_go_without_being_counted(steps) -> None:
    source = watch(make_company(), "https://blog.example/feed", by=make_user())
    act(source, "add", list("0123"), "neutral", False)
    for step in steps:
        act(source, *step)
        assert counted(source) == true_counts(source)
