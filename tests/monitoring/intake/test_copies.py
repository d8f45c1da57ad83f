import random
from dataclasses import replace
from datetime import timedelta

import pytest

from monitoring.intake.folding import Said, Voices
from monitoring.models import Mention, MentionCount, Source
from monitoring.pipeline.duplicates import content_hash, signature
from monitoring.query.fold import fold
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import MINUTE, listening_company, look_for, post, visit, watch

pytestmark = pytest.mark.django_db
STORY = (
    "Die Brauerei Lindner aus Bamberg schließt zum Jahresende ihren Biergarten am Fluss. "
    "Das teilte die Geschäftsführung am Montag mit; betroffen sind zwölf Beschäftigte, "
    "die in der Abfüllung weiterarbeiten sollen."
)
NEARLY = STORY.replace("am Montag", "gestern")


def copies(company) -> dict[str, str | None]:
    rows = Mention.of(company).values_list("external_id", "folded_into__external_id")
    return dict(rows)


def test_a_text_that_was_passed_on_is_shown_and_counted_once(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, STORY))
    source = Source.everywhere.get()
    visit(server, source)
    server.publish(post(2, NEARLY, at=MONDAY + 20 * MINUTE))
    visit(server, source, at=MONDAY + 20 * MINUTE)
    assert copies(company) == {"1": None, "2": "1"}
    assert sum(MentionCount.of(company).values_list("number", flat=True)) == 1


def test_copies_of_copies_point_to_the_first(server: FeedServer) -> None:
    company = listening_company(server)
    source = Source.everywhere.get()
    for number in range(1, 4):
        at = MONDAY + number * 20 * MINUTE
        server.publish(post(number, f"{STORY} {number}", at=at))
        visit(server, source, at=at)
    assert copies(company) == {"1": None, "2": "1", "3": "1"}


def test_copies_in_one_answer_fold_too(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, STORY), post(2, NEARLY), post(3, "Lindner hat ein neues Bier."))
    visit(server, Source.everywhere.get())
    folded = copies(company)
    assert sorted(map(str, folded.values())) in (["1", "None", "None"], ["2", "None", "None"])


def test_copies_from_two_sources_fold(server: FeedServer) -> None:
    company = listening_company(server)
    other = watch(company, server.url("/other"))
    server.publish(post("a", STORY))
    server.publish(post("b", STORY), path="/other")
    visit(server, Source.of(company).exclude(id=other.pk).get())
    visit(server, other)
    assert copies(company) == {"a": None, "b": "a"}


def test_what_one_company_heard_folds_nothing_of_another(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post("a", STORY))
    visit(server, Source.everywhere.get())
    keller = listening_company(server, name="Keller", query="Biergarten", path="/other")
    server.publish(post("b", STORY), path="/other")
    visit(server, Source.of(keller).get())
    assert copies(keller) == {"b": None}


def test_after_two_weeks_the_same_text_is_news_again(server: FeedServer) -> None:
    company = listening_company(server)
    source = Source.everywhere.get()
    server.publish(post(1, STORY))
    visit(server, source)
    later = MONDAY + timedelta(days=15)
    server.publish(post(2, STORY, at=later))
    visit(server, source, at=later)
    assert copies(company) == {"1": None, "2": None}


def test_the_same_short_praise_of_two_people_is_two_voices(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(
        post(1, "Lindner ist super!", author="Anna"),
        post(2, "Lindner ist super!", author="Bert"),
        post(3, "Lindner ist super!", author="Anna"),
    )
    visit(server, Source.everywhere.get())
    assert sorted(map(str, copies(company).values())) in (
        ["1", "None", "None"],
        ["3", "None", "None"],
    )


def test_what_is_about_us_never_hides_behind_what_is_about_a_competitor(
    server: FeedServer,
) -> None:
    company = listening_company(server, query="Lindner lang:de site:b.example", path="/b")
    look_for(company, "Biergarten", kind="competitor")
    other = watch(company, server.url("/alert"), takes_everything=True)
    theirs = Source.of(company).exclude(id=other.pk).get()
    server.publish(post(1, STORY), path="/b")
    server.publish(post(2, STORY), path="/alert")
    visit(server, theirs)
    visit(server, other)
    assert copies(company) == {"1": None, "2": None}


WORDS = (
    "Werk Halle Lieferung Termin Monteur Meister Maschine Motor Heizung Rechnung Angebot Preis "
    "Stunde Woche Stadt Region Firma Messe neu alt schnell langsam heute morgen gestern wieder"
).split()


def told_again(rng: random.Random, number: int) -> list[str]:
    """Texts of 30 words and, for every other one, a copy in which two words are others."""
    texts = [["Lindner", *rng.choices(WORDS, k=30)] for _ in range(number)]
    for text in texts[::2]:
        copy = list(text)
        for _ in range(2):
            copy[rng.randrange(1, len(copy))] = rng.choice(WORDS)
        texts.append(copy)
    return [" ".join(text) for text in texts]


def compared_with_all(texts: list[str]) -> dict[str, str | None]:
    """What folds into what if every text is held against every one before."""
    heard, found = Voices(), dict[str, str | None]()
    for number, text in enumerate(texts):
        mine = signature(fold(text))
        said = Said(number + 1, True, MONDAY, "", content_hash(fold(text)), mine)
        root = heard.root_of(said)
        heard.add(replace(said, root=root) if root else said)
        found[str(number)] = str(root - 1) if root else None
    return found


def test_nothing_is_overheard_that_comparing_with_all_would_find(server: FeedServer) -> None:
    company = listening_company(server)
    source = Source.everywhere.get()
    texts = told_again(random.Random(5), 12)
    for number, text in enumerate(texts):
        at = MONDAY + number * 20 * MINUTE
        server.publish(post(number, text, at=at))
        visit(server, source, at=at)
    folded = compared_with_all(texts)
    assert sum(root is not None for root in folded.values()) >= 5
    assert copies(company) == folded
