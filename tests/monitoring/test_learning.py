"""From labels to a layer that judges: through the database, the queue and the intake."""

from datetime import timedelta

import pytest

from companies.models import AuditEntry, Company
from companies.refusals import RefusedError
from monitoring.models import DeskCase, Mention, Source, ToneLabel, ToneModel
from monitoring.pipeline.tone.fitting import Labelled
from monitoring.pipeline.tone.weights import NAME
from monitoring.selectors.judging import wants_answer_threshold
from monitoring.selectors.teaching import labelled
from monitoring.services.desk.settling import answer_case, close_case
from monitoring.services.learning import (
    BUSY,
    LEASE,
    QUIET,
    due,
    learn_tone,
    use_general_tone,
    use_learned_tone,
)
from monitoring.services.mentions import correct_tone, undo_tone
from tests.factories import MONDAY, make_user
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import listening_company, post, visit
from tests.monitoring.pages.rows import make_mention, make_place, make_source
from tests.monitoring.pipeline.test_tone_learning import mixed

pytestmark = pytest.mark.django_db
FLAT = "Bei Lindner: eine neue Kiste, und alles darin ohne Schaum."


def taught(source: Source, each: int = 40) -> ToneModel:
    """The company of a source has labelled three times so many mentions, and learned from it."""
    by = make_user()
    for one in mixed(each):
        mention = make_mention(source, text=one.text, at=MONDAY)
        ToneLabel.everywhere.create(
            company=source.company, mention=mention, tone=one.label, was="neutral", by=by, at=MONDAY
        )
    model = ToneModel.everywhere.create(company=source.company, requested_at=MONDAY)
    assert learn_tone(model.pk, at=MONDAY + QUIET)
    return ToneModel.everywhere.get(id=model.pk)


def make_case(mention: Mention, why: str) -> DeskCase:
    return DeskCase.everywhere.create(
        company=mention.company, mention=mention, why=why, opened_at=MONDAY, came_in_at=MONDAY,
        due_at=MONDAY + BUSY,
    )  # fmt: skip


def heard(server: FeedServer, company: Company, text: str) -> Mention:
    source = Source.of(company).get(name="Blog")
    server.publish(post(Mention.everywhere.count(), text))
    visit(server, source, at=MONDAY + timedelta(hours=Mention.everywhere.count()))
    return Mention.of(company).get(text=text)


def test_a_label_asks_for_learning_and_names_who_had_judged() -> None:
    mention = make_mention(make_source(make_place()), tone_reasons=[{"learned": 120}])
    correct_tone(mention=mention, tone="negative", by=make_user(), at=MONDAY)
    assert ToneLabel.everywhere.get().judged_by == f"{NAME}+120"
    assert ToneModel.everywhere.get().requested_at == MONDAY
    undo_tone(mention=mention, by=make_user(), at=MONDAY + LEASE)
    assert ToneModel.everywhere.get().requested_at == MONDAY + LEASE


def test_it_is_fitted_once_it_is_quiet_or_has_waited_long() -> None:
    model = ToneModel.everywhere.create(
        company=make_place().company, requested_at=MONDAY, fitted_at=MONDAY, general=NAME
    )
    seconds = timedelta(seconds=1)
    assert due(at=MONDAY + QUIET - seconds) == []
    assert due(at=MONDAY + QUIET) == [model.pk]
    ToneModel.everywhere.update(requested_at=MONDAY + BUSY - seconds)
    assert due(at=MONDAY + BUSY) == [model.pk]
    ToneModel.everywhere.update(requested_at=None)
    assert due(at=MONDAY + BUSY) == []
    ToneModel.everywhere.update(general="older weights")
    assert due(at=MONDAY) == [model.pk]


def test_two_workers_do_not_fit_the_same() -> None:
    model = ToneModel.everywhere.create(company=make_place().company, lease_until=MONDAY + LEASE)
    assert not learn_tone(model.pk, at=MONDAY)
    assert learn_tone(model.pk, at=MONDAY + LEASE)


def test_the_last_word_on_each_german_mention_is_learned_from() -> None:
    source, by = make_source(make_place()), make_user()
    first, second = (make_mention(source, text=text, title="") for text in ("eins", "zwei"))
    dutch = make_mention(source, text="drie", language="nl")
    for mention, tone in ((second, "neutral"), (first, "positive"), (dutch, "negative")):
        correct_tone(mention=mention, tone=tone, by=by, at=MONDAY)
    correct_tone(mention=second, tone="negative", by=by, at=MONDAY)
    assert [(each.text, each.label) for each in labelled(source.company)] == [
        ("eins", "positive"),
        ("zwei", "negative"),
    ]


def test_stars_teach_in_full_beside_what_people_said() -> None:
    source, by = make_source(make_place()), make_user()
    for stars, text in ((1, "kalt"), (3, "lauwarm"), (5, "heiß"), (4, "")):
        make_mention(source, text=text, title="", rating=stars)
    said = make_mention(source, text="gelogen", title="", rating=5)
    make_mention(source, text="koud", title="", rating=1, language="nl")
    correct_tone(mention=said, tone="negative", by=by, at=MONDAY)
    assert sorted(labelled(source.company)[:3], key=lambda each: each.text) == [
        Labelled("heiß", "positive", was_said=False),
        Labelled("kalt", "negative", was_said=False),
        Labelled("lauwarm", "neutral", was_said=False),
    ]
    assert labelled(source.company)[3:] == [Labelled("gelogen", "negative")]
    assert labelled(make_place("Kraemer").company) == []


@pytest.mark.parametrize(
    ("outcome", "because", "taught"),
    [
        ("answered", "", "negative"),
        ("closed", "silent", "negative"),
        ("closed", "unreachable", "negative"),
        ("closed", "elsewhere", "negative"),
        ("closed", "not_needed", "neutral"),
        ("closed", "spam", None),
        ("closed", "not_us", None),
        ("", "", None),
    ],
)
def test_what_somebody_did_with_probable_criticism_teaches_a_little(
    outcome: str, because: str, taught: str | None
) -> None:
    place = make_place()
    mention = make_mention(make_source(place), text="Das Bier war schal.", title="")
    case = make_case(mention, why="criticism")
    ToneModel.everywhere.create(company=place.company)
    if outcome == "answered":
        answer_case(case=case, by=make_user(), at=MONDAY + QUIET)
    elif outcome:
        close_case(case=case, because=because, by=make_user(), at=MONDAY + QUIET)
    expected = [Labelled("Das Bier war schal.", taught, 0.3, was_said=False)] if taught else []
    assert labelled(place.company) == expected
    assert ToneModel.everywhere.get().requested_at == (MONDAY + QUIET if outcome else None)


def test_what_came_on_the_desk_for_another_reason_or_went_by_itself_teaches_nothing() -> None:
    place = make_place()
    source = make_source(place)
    asked = make_case(make_mention(source, text="Habt ihr offen?"), why="question")
    answer_case(case=asked, by=make_user(), at=MONDAY)
    itself = make_case(make_mention(source, text="Ach so."), why="criticism")
    close_case(case=itself, because="by_itself", by=None, at=MONDAY)
    said = make_mention(source, text="Na gut.", title="")
    answer_case(case=make_case(said, why="criticism"), by=make_user(), at=MONDAY)
    correct_tone(mention=said, tone="positive", by=make_user(), at=MONDAY)
    assert labelled(place.company) == [Labelled("Na gut.", "positive")]


def test_what_was_learned_is_written_down_with_its_figures() -> None:
    model = taught(make_source(make_place()))
    assert (model.labels, model.accepted, model.general) == (120, True, NAME)
    assert (model.requested_at, model.lease_until) == (None, None)
    assert model.figures["outcome"] == "accepted"
    assert model.figures["after"]["macro_f1"] > model.figures["before"]["macro_f1"] + 0.3
    other = make_place("Kraemer").company
    assert (wants_answer_threshold(model.company), wants_answer_threshold(other)) == (
        model.figures["after"]["queue_from"],
        300,
    )


def test_new_mentions_are_judged_with_it_those_of_others_are_not(server: FeedServer) -> None:
    company = listening_company(server)
    other = listening_company(server, name="Kraemer")
    taught(Source.of(company).get())
    mine = heard(server, company, FLAT)
    assert (mine.tone, mine.kind, mine.tone_reasons[-1]) == (
        "negative",
        "criticism",
        {"learned": 120},
    )
    visit(server, Source.of(other).get(), at=MONDAY + timedelta(days=2))
    theirs = Mention.of(other).get(text=FLAT)
    assert (theirs.tone, theirs.kind) == ("neutral", "other")
    assert [each for each in theirs.tone_reasons if "learned" in each] == []


def test_without_a_layer_in_use_the_general_judgement_stands(server: FeedServer) -> None:
    company = listening_company(server)
    model = taught(Source.of(company).get())
    by = make_user()
    use_general_tone(company=company, by=by, at=MONDAY)
    assert heard(server, company, f"{FLAT} Eins").tone == "neutral"
    assert wants_answer_threshold(company) == model.figures["before"]["queue_from"]
    use_learned_tone(company=company, by=by, at=MONDAY)
    assert heard(server, company, f"{FLAT} Zwei").tone == "negative"
    ToneModel.everywhere.update(accepted=False)
    assert heard(server, company, f"{FLAT} Drei").tone == "neutral"
    said = AuditEntry.of(company).filter(act__startswith="tone.").order_by("id")
    assert [entry.act for entry in said] == ["tone.general", "tone.learned"]


def test_nothing_learned_cannot_be_put_out_of_use() -> None:
    with pytest.raises(RefusedError, match="noch nichts gelernt"):
        use_general_tone(company=make_place().company, by=make_user(), at=MONDAY)
