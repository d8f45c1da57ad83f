from datetime import UTC, datetime, timedelta

import pytest

from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Gone,
    PermissionDenied,
    RateLimited,
    Transient,
    from_answer,
    from_fetch,
)
from monitoring.connectors.waiting import when_again
from monitoring.fetching import FetchError, RefusedAddress, Response, TooLarge, TooSlow, Unreachable

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "-5"}, 1),
        ({"retry-after": "Sun, 22 Nov 2026 14:10:00 GMT"}, 600),
        ({"retry-after": "Sun, 22 Nov 2026 13:00:00 GMT"}, 1),
        ({"retry-after": "999999999"}, 86_400),
        ({"retry-after": "60", "x-ratelimit-reset": "300"}, 60),
        ({"retry-after": "soon", "ratelimit-reset": "30"}, 30),
        ({"x-ratelimit-reset": "2026-11-22T14:10:00.019685Z"}, 600.019685),
        ({"x-ratelimit-reset": "2026-11-22T14:39:09.000Z"}, 2349),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x-ratelimit-reset": "437.0"}, 437),
        ({"x-ratelimit-reset": "1e400"}, None),
        ({"x-ratelimit-reset": "nan"}, None),
        ({"x-ratelimit-reset": "T"}, None),
        ({}, None),
    ],
)
def test_a_server_says_in_many_ways_when_to_come_back(
    headers: dict[str, str], wait: float | None
) -> None:
    expected = None if wait is None else NOW + timedelta(seconds=wait)
    assert when_again(headers, NOW) == expected


def answer(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("https://alps.example/feed", status, named, b"", (), 0.1)


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (answer(401), AuthError),
        (answer(403), PermissionDenied),
        (answer(403, retry_after="60"), RateLimited),
        (answer(404), Gone),
        (answer(406), BadRequest),
        (answer(408), Transient),
        (answer(410), Gone),
        (answer(418), BadRequest),
        (answer(429), RateLimited),
        (answer(500), Transient),
        (answer(503), Transient),
        (answer(503, retry_after="60"), RateLimited),
        (answer(304), Transient),
        (answer(300), Transient),
    ],
)
def test_every_bad_answer_belongs_to_one_class(
    response: Response, kind: type[ConnectorError]
) -> None:
    assert type(from_answer(response, now=NOW)) is kind


def test_a_good_answer_is_no_error() -> None:
    assert from_answer(answer(200), now=NOW) is None


def test_only_410_is_gone_for_good() -> None:
    gone = [from_answer(answer(status), now=NOW) for status in (404, 410)]
    assert [problem.for_good for problem in gone if isinstance(problem, Gone)] == [False, True]


def test_too_many_requests_without_a_date_wait_a_quarter_of_an_hour() -> None:
    problem = from_answer(answer(429), now=NOW)
    assert isinstance(problem, RateLimited)
    assert problem.until == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (Unreachable("x"), Transient),
        (TooSlow("x"), Transient),
        (TooLarge("x"), BadRequest),
        (RefusedAddress("x"), BadRequest),
    ],
)
def test_a_request_without_an_answer_keeps_its_sentence(
    problem: FetchError, kind: type[ConnectorError]
) -> None:
    found = from_fetch(problem)
    assert type(found) is kind
    assert found.sentence is problem.sentence
