import pytest

from monitoring.pipeline.tone.threshold import threshold


def test_with_few_labels_it_stays_where_everybody_begins():
    assert (threshold([]), threshold([900] * 19)) == (300, 300)


@pytest.mark.parametrize(
    ("negatives", "queued_from"),
    [
        ([*range(100, 600, 25)], 200),
        ([150] * 4 + [410] * 16, 410),
        ([150] * 5 + [410] * 16, 150),
        ([0] * 20, 50),
        ([990] * 20, 600),
    ],
    ids=["spread", "a fifth below", "more than a fifth below", "all unlikely", "all sure"],
)
def test_four_of_five_negatives_reach_it(negatives, queued_from):
    assert threshold(negatives) == queued_from
