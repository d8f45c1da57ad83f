"""Walking the pages as a browser without scripts does."""

import re
from datetime import datetime
from html import unescape
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from companies.models import User
from rollout.stages.culture.questionnaire import STATEMENTS
from tests.rollout.builders import OPEN_MINDED, Place

SHOWN = re.compile(r'name="shown" value="([0-9a-f]{64})"')


def now() -> datetime:
    """The moment the views act at."""
    return timezone.localtime()


def visitor(user: User | None = None, language: str = "en") -> Client:
    """Somebody at their browser, signed in unless they are nobody."""
    client = Client(headers={"accept-language": language})
    if user is not None:
        user.language = language
        user.save(update_fields=["language"])
        client.force_login(user)
    return client


def url(place: Place, path: str = "") -> str:
    """An address of the company: ``url(place, "stages/1/")``."""
    return f"/c/{place.company.slug}/{path}"


def text_of(answer) -> str:
    """What the page says, entities undone and blanks folded."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def shown_on(answer) -> str:
    """The hash that a decision form carries."""
    found = SHOWN.search(answer.content.decode())
    assert found, text_of(answer)
    return found[1]


def filled_survey(role: str = "sales", ratings: dict[str, int] | None = None) -> dict[str, str]:
    """A questionnaire that was filled in."""
    chosen = ratings or OPEN_MINDED
    answers = {key: str(chosen[key]) for key in STATEMENTS}
    return {"form_key": str(uuid4()), "role": role, **answers}


def no_condition() -> dict[str, str]:
    """The empty rows that the decision form always sends."""
    names = ("text", "owner", "due_on")
    return {f"condition-{number}-{name}": "" for number in range(5) for name in names}
