from pathlib import Path

import pytest

from monitoring.pipeline.evaluate import Hits, hits, main, themes


def test_what_was_meant_called_and_right_is_counted() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False), (True, True)]
    assert hits("praise", pairs) == Hits("praise", meant=3, called=3, right=2)
    assert str(hits("praise", pairs)) == "praise: 3 texts, found 0.667, of 3 right 0.667"
    assert str(hits("praise", [])) == "praise: 0 texts, found 0.000, of 0 right 0.000"


def test_a_theme_may_be_one_of_several_and_a_text_may_have_two() -> None:
    lines = [
        ("service|staff,price", "Der Kundendienst ist viel zu teuer."),
        ("service|staff", "Unser Nachbar kam vorbei."),
        ("", "Eine Reparatur steht an."),
    ]
    assert list(themes(lines)) == [
        Hits("price", meant=1, called=1, right=1),
        Hits("service|staff", meant=2, called=2, right=1),
    ]


def test_the_command_prints_kinds_and_takes_the_marks_of_questions_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.tsv"
    lines = ["negative\tNie wieder!", "positive\tSehr gut!", "neutral\tWas kostet das?"]
    lines += ["neutral\tEcht jetzt?", "neutral\tDie Tür ist zu."]
    path.write_text("\n".join(lines), encoding="utf-8")
    main(["kinds", str(path)])
    assert capsys.readouterr().out.splitlines() == [
        "texts.tsv, criticism: 1 texts, found 1.000, of 1 right 1.000",
        "texts.tsv, praise: 1 texts, found 1.000, of 1 right 1.000",
        "texts.tsv, question without its mark: 2 texts, found 0.500, of 1 right 1.000",
    ]


def test_the_command_prints_themes_and_names_a_line_without_a_tab(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text("price\tViel zu teuer.\n", encoding="utf-8")
    main(["themes", str(path)])
    assert capsys.readouterr().out == "texts.tsv, price: 1 texts, found 1.000, of 1 right 1.000\n"
    path.write_text("price Viel zu teuer.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"texts\.tsv, line 1"):
        main(["themes", str(path)])
