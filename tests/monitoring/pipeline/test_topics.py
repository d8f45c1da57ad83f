import pytest
from django.utils.translation import override

from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.pipeline.topics import KEYS, topics_of


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Die Lieferung kam beschädigt an, die Spedition ist schuld", ("delivery",)),
        ("Öffnungszeiten am Feiertag?", ("opening_hours",)),
        ("Oeffnungszeiten am Feiertag?", ("opening_hours",)),
        ("Viel zu teuer für die Qualität", ("price", "quality")),
        ("Als Azubi bei einem guten Arbeitgeber", ("training", "employer")),
        ("Der Onlineshop stürzt ab, Login geht nicht", ("technology",)),
        ("Unfreundliches Personal", ("staff",)),
        ("Solaranlage auf dem Dach", ("sustainability",)),
        ("The parcel was late and the staff rude", ("staff", "delivery")),
        ("Guten Morgen", ()),
        ("", ()),
    ],
)
def test_a_text_names_its_themes_the_most_spoken_of_first(
    text: str, topics: tuple[str, ...]
) -> None:
    assert topics_of(text) == topics


def test_every_theme_has_a_label() -> None:
    assert tuple(sorted(TOPICS)) == tuple(sorted(KEYS))


def test_every_label_knows_its_key_and_says_it_in_german_and_english() -> None:
    for labels in (TONES, KINDS, TOPICS):
        assert {key: label.key for key, label in labels.items()} == {key: key for key in labels}
    with override("en"):
        assert [str(TONES[key].name) for key in ("negative", "unclear")] == ["Negative", "Unclear"]
    with override("de"):
        assert str(KINDS["criticism"].name) == "Kritik"
        assert str(TOPICS["opening_hours"].name) == "Öffnungszeiten"


def test_a_colour_is_never_the_only_sign_of_a_tone() -> None:
    signs = [label.sign for label in TONES.values()]
    assert all(signs)
    assert len(set(signs)) == len(signs)
