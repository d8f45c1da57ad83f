"""The bytes that are frozen."""

import pytest
from django.utils import translation

from rollout import snapshot
from rollout.stage import Assessment
from rollout.stages import STAGES


def test_the_same_content_has_the_same_bytes_whatever_its_order():
    one = snapshot.canonical({"b": [1, "ü"], "a": {"y": None, "x": True}})
    other = snapshot.canonical({"a": {"x": True, "y": None}, "b": [1, "ü"]})
    assert one == other == '{"a":{"x":true,"y":null},"b":[1,"ü"]}'.encode()


@pytest.mark.parametrize(
    "content", [1.5, {"a": [0.1]}, {"a": float("nan")}, [({"x": 2.0},)], {1: "a"}, {"a": object()}]
)
def test_floats_and_what_is_no_json_are_refused(content):
    with pytest.raises(TypeError):
        snapshot.canonical(content)


def test_sentences_are_kept_in_every_language_whoever_submits():
    with translation.override("en"):
        english = snapshot.in_languages(STAGES[0].title)
    with translation.override("de"):
        german = snapshot.in_languages(STAGES[0].title)
    assert english == german == {"de": "Kulturcheck", "en": "Culture check"}


def _work(**work: object) -> str:
    return snapshot.work_hash(STAGES[0], Assessment(results=(), work=work))


def test_figures_that_move_by_themselves_are_no_change_of_the_work():
    assert _work(rows=[{"name": "A", "measured": 1}], measured={"load": "3.1"}) == _work(
        rows=[{"name": "A", "measured": 2}], measured={"load": "4.0"}
    )
    assert _work(rows=[{"name": "A"}]) != _work(rows=[{"name": "B"}])
