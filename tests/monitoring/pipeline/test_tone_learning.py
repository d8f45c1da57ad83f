import itertools

import numpy as np
import pytest

from monitoring.pipeline.tone import LABELS_OF_LAYERS, judge
from monitoring.pipeline.tone.fitting import Labelled, Learned, Score, learn, outcome
from monitoring.pipeline.tone.german import read
from monitoring.pipeline.tone.layer import blended, from_bytes, general_likelihoods, numbers_of
from monitoring.pipeline.tone.regression import Fitted, Problem, Sparse, fit
from monitoring.pipeline.tone.weights import shipped

STARTS = ("Das Helle", "Euer Weizen", "Das Pils von gestern", "Der Bock", "Das neue Zwickl")
MIDDLES = ("kam", "war heute", "ist im Kasten", "stand im Keller und war", "blieb", "wurde")
FLAT = ("schal", "trüb wie Spülwasser", "ohne Schaum", "sauer")
FINE = ("süffig", "rund", "spritzig", "ein Gedicht")
PLAIN = ("in Flaschen", "um acht Uhr da", "zu dritt bestellt", "im Angebot")


def texts(endings: tuple[str, ...], label: str) -> list[Labelled]:
    return [
        Labelled(f"{start} {middle} {end}.", label)
        for start, middle, end in itertools.product(STARTS, MIDDLES, endings)
    ]


def mixed(each: int) -> list[Labelled]:
    sorts = (texts(FLAT, "negative"), texts(PLAIN, "neutral"), texts(FINE, "positive"))
    rows = zip(*(sort[:each] for sort in sorts), strict=True)
    return [labelled for row in rows for labelled in row]


def learned(labelled: list[Labelled]) -> Learned:
    weights = shipped()
    assert weights is not None
    return learn(labelled, weights)


def test_what_a_brewery_means_by_flat_is_learned():
    found = learned(mixed(40))
    assert (found.outcome, found.labels, found.negatives) == ("accepted", 120, 40)
    assert found.before.negative_recall < 0.5 < 0.8 < found.after.negative_recall
    assert found.before.macro_f1 < 0.6 < 0.9 < found.after.macro_f1
    new = "Eine neue Kiste, und alles darin sauer."
    assert judge(new, "de").label == "neutral"
    assert judge(new, "de", layer=found.layer).label == "negative"


def test_with_the_layer_the_label_and_both_likelihoods_change_and_the_reason_says_so():
    layer = learned(mixed(40)).layer
    plain, own = (
        judge("Das Pils war trüb wie Spülwasser.", "de", layer=each) for each in (None, layer)
    )
    assert (plain.label, own.label) == ("neutral", "negative")
    assert own.negative > plain.negative
    assert (plain.learned, own.learned) == (0, 120)


def test_stars_and_other_languages_are_not_judged_by_the_layer():
    layer = learned(mixed(40)).layer
    assert judge("Das Pils war schal.", "de", 5, layer=layer).label == "positive"
    assert judge("Das Pils war schal.", "de", 5, layer=layer).learned == 0
    assert judge("Das Pils war schal.", "nl", layer=layer) == judge("Das Pils war schal.", "nl")
    assert judge("This is bad.", "en", layer=layer) == judge("This is bad.", "en")


def test_few_labels_are_learned_from_but_do_not_judge_yet():
    found = learned(mixed(33))
    assert (found.outcome, found.labels) == ("few", 99)
    assert found.after.macro_f1 > found.before.macro_f1


@pytest.mark.parametrize(
    ("labelled", "outcome"),
    [
        ([], "few"),
        (texts(FLAT, "negative")[:4] + texts(FINE, "positive")[:40], "few"),
        (texts(FINE, "positive"), "one_sided"),
        (texts(FLAT, "negative"), "one_sided"),
    ],
    ids=["nothing", "four negatives", "praise alone", "criticism alone"],
)
def test_what_cannot_be_told_apart_gives_no_layer(labelled, outcome):
    found = learned(labelled)
    assert (found.outcome, found.layer, found.before) == (outcome, None, None)


@pytest.mark.parametrize(
    ("labels", "macro_f1", "recall", "said"),
    [
        (100, 0.6, 0.5, "accepted"),
        (99, 0.9, 0.9, "few"),
        (100, 0.59, 0.9, "no_better"),
        (100, 0.9, 0.49, "overlooks"),
    ],
)
def test_a_layer_judges_only_if_neither_figure_falls(labels, macro_f1, recall, said):
    assert outcome(labels, Score(0.6, 0.5, 0.5, 300), Score(macro_f1, recall, 0.5, 300)) == said


def test_what_nobody_said_is_learned_from_but_neither_counted_nor_scored():
    beside = [Labelled(each.text, each.label, 0.3, was_said=False) for each in mixed(40)]
    few = learned([*beside, *mixed(33)])
    assert (few.outcome, few.labels, few.negatives, few.beside) == ("few", 99, 33, 120)
    alone = learned(mixed(33))
    assert few.before == alone.before
    assert few.after.negative_recall > alone.after.negative_recall
    assert few.layer.labels == 99
    assert learned(beside).layer is None


def test_what_counts_a_third_moves_a_layer_less():
    text, said = "Das Pils war sauer.", mixed(40)
    wrong = [Labelled(f"Alles {n} sauer.", "positive", 1.0, was_said=False) for n in range(40)]
    weak = [Labelled(each.text, each.label, 0.3, was_said=False) for each in wrong]
    layers = [learned([*more, *said]).layer for more in ([], weak, wrong)]
    plain, little, much = (judge(text, "de", layer=layer).positive for layer in layers)
    assert plain < little < much


def test_the_label_unclear_teaches_nothing():
    unclear = [Labelled(each.text, "unclear") for each in texts(FLAT, "")]
    assert learned([*mixed(34), *unclear]).labels == 102


def test_the_same_labels_give_the_same_layer_and_it_survives_being_stored():
    one, other = learned(mixed(35)).layer, learned(mixed(35)).layer
    assert one.to_bytes() == other.to_bytes()
    again = from_bytes(one.to_bytes())
    text = "Das Zwickl kam sauer."
    weights = shipped()
    numbers = numbers_of(text, read(text), weights.likelihoods(text, read(text)), weights.limits)
    assert again.likelihoods(numbers) == pytest.approx(one.likelihoods(numbers), abs=1e-4)
    assert again.to_bytes() == one.to_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"name": "x"}\n', b"\x00\xff\n"])
def test_what_is_no_layer_is_refused(content):
    with pytest.raises((ValueError, KeyError)):
        from_bytes(content)


def test_the_layer_counts_as_much_as_the_general_judgement_after_sixty_labels():
    own, general = np.array([0.8, 0.1, 0.1]), np.array([0.2, 0.6, 0.2])
    assert blended(own, general, 60) == pytest.approx([0.5, 0.35, 0.15])
    assert blended(own, general, 0) == pytest.approx(general)


def test_at_its_limit_criticism_is_as_likely_as_neutral():
    negative, neutral, positive = general_likelihoods((0.36, 0.1), (0.36, 0.5))
    assert negative == pytest.approx(neutral)
    assert positive < neutral


def test_the_regression_finds_the_known_solution_of_a_small_problem():
    """Two classes in proportion 3:1, nothing but a constant, hardly held back: log 3 apart."""
    nothing = Sparse(4, 0, *(np.zeros(0, dtype=kind) for kind in (int, int, float)))
    classes = np.array([0, 0, 0, 1])
    found = fit(Problem(np.ones((4, 1)), nothing, classes, np.ones(4), np.full(1, 1e-6), 1.0))
    assert isinstance(found, Fitted)
    assert found.dense[0, 0] - found.dense[0, 1] == pytest.approx(np.log(3), abs=0.02)


def test_labels_are_those_a_person_can_choose_but_unclear():
    assert LABELS_OF_LAYERS == ("negative", "neutral", "positive")
