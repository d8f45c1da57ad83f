import re
from pathlib import Path

import pytest

from monitoring.pipeline.tone import Tone
from monitoring.pipeline.tone.corpora import is_unseen, labelled
from monitoring.pipeline.tone.evaluate import Figures, figures, main
from tests.monitoring.pipeline.test_tone_learning import mixed


def tone(label: str, negative: int = 0) -> Tone:
    return Tone(label, negative, 0)  # type: ignore[arg-type]


def test_the_figures_of_a_small_table_are_those_one_counts_by_hand() -> None:
    pairs = [
        ("negative", tone("negative", 900)),
        ("negative", tone("neutral", 300)),
        ("neutral", tone("negative", 600)),
        ("neutral", tone("neutral", 100)),
        ("positive", tone("unclear", 100)),
    ]
    assert figures(pairs) == Figures(
        count=5,
        accuracy=0.4,
        macro_f1=pytest.approx(1 / 3),
        negative_recall=0.5,
        negative_precision=0.5,
        unclear=0.2,
        queue_recall=1.0,
        queue_share=0.6,
        in_order=pytest.approx(5 / 6),
    )


def test_nothing_to_compare_with_is_said() -> None:
    with pytest.raises(ValueError, match="no labelled text"):
        figures([])


def test_a_line_without_a_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text("neutral\tguten Tag\ngut\tohne Marke\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"texts\.tsv, line 2"):
        list(labelled(path))


def test_the_command_prints_a_line_for_each_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text("negative\tNie wieder!\npositive\tSehr gut!\n", encoding="utf-8")
    right = (
        "2 texts, accuracy 1.000, macro-F1 0.667, negatives found 1.000 (right 1.000), "
        "unclear 0.000, queued 0.500 with 1.000 of the negatives, in order 1.000\n"
    )
    main([str(path)])
    assert capsys.readouterr().out == (
        f"texts.tsv, with weights: {right}"
        f"texts.tsv, cues alone: {right}"
        "texts.tsv, always neutral: 2 texts, accuracy 0.000, macro-F1 0.000, "
        "negatives found 0.000 (right 0.000), unclear 0.000, "
        "queued 0.000 with 0.000 of the negatives, in order 0.500\n"
    )


def test_other_languages_are_compared_with_always_neutral_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text("negative\tTerrible service\n", encoding="utf-8")
    main([str(path), "--language", "en"])
    names = [found.split(":")[0] for found in capsys.readouterr().out.splitlines()]
    assert names == ["texts.tsv, judged", "texts.tsv, always neutral"]


def test_the_unseen_fifth_is_always_the_same_and_about_a_fifth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.tsv"
    texts = "".join(f"neutral\tText aus dem Dorf {'x' * number}\n" for number in range(200))
    path.write_text(texts, encoding="utf-8")
    unseen = [each.text for each in labelled(path) if is_unseen(each.text)]
    main([str(path), "--unseen"])
    assert f"always neutral: {len(unseen)} texts" in capsys.readouterr().out
    assert 25 <= len(unseen) <= 55
    assert all(
        is_unseen(f"{text.upper()} https://example.org/{n}")
        == is_unseen(f"{text} https://example.org/anders")
        for n, text in enumerate(unseen)
    )


def test_the_learning_curve_of_one_company_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brewery.tsv"
    lines = [f"{each.label}\t{each.text}\n" for each in mixed(70)]
    path.write_text("".join(lines), encoding="utf-8")
    main([str(path), "--learning"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("brewery.tsv, 50 labels (few): 160 others, accuracy ")
    assert second.startswith("brewery.tsv, 100 labels (accepted): 110 others, accuracy ")
    before, after = re.search(r"macro-F1 (\S+) to (\S+),", second).groups()
    assert float(after) > float(before) + 0.3
