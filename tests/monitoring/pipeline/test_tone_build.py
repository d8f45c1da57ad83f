from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from monitoring.pipeline.tone import build, grams, training
from monitoring.pipeline.tone.corpora import (
    CORPORA,
    LABELS,
    Labelled,
    Parts,
    fold_of,
    is_unseen,
    labelled,
    parts_of,
)
from monitoring.pipeline.tone.german import read
from monitoring.pipeline.tone.judgement import judge_german
from monitoring.pipeline.tone.weights import from_bytes
from tests.monitoring.pipeline.tone_corpora import write

TEXTS = [
    "Die Lieferung war schon wieder defekt und der Chef unfreundlich 😡",
    "Sehr freundlich, gerne wieder! https://example.org/7 @werkstatt",
    "Die Halle öffnet am Montag um 8 Uhr.",
    "Nicht pünktlich, aber begeistert?",
    "gut",
    "",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def parts(folder: Path) -> list[Parts]:
    return [parts_of(corpus, folder) for corpus in CORPORA]


@pytest.fixture(scope="module")
def built(parts: list[Parts]) -> training.Built:
    return training.build(parts)


def test_two_builds_give_the_same_bytes_and_the_same_notice(folder: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        out, notice = tmp_path / name, tmp_path / f"{name}.txt"
        build.main(f"--data {folder} --out {out} --notice {notice}".split())
    first, second = ((tmp_path / name).read_bytes() for name in ("first", "second"))
    assert first == second
    assert (tmp_path / "first.txt").read_text() == (tmp_path / "second.txt").read_text()
    assert 1_500_000 < len(first) < 1_600_000


def test_without_the_training_library_the_likelihoods_are_the_same(built: training.Built) -> None:
    shipped = from_bytes(built.weights.to_bytes())
    texts = [*TEXTS, *(each.text for each in labelled_again())]
    rows = training.sample([Labelled("neutral", text) for text in texts]).rows
    trained = np.stack([curve.likelihoods(rows) for curve in built.curves], axis=1)
    ours = np.array([shipped.likelihoods(text, read(text)) for text in texts])
    # The difference is that of 16-bit weights; a label hangs on hundredths.
    assert np.abs(trained - ours).max() < 5e-4


def test_limits_are_chosen_by_the_labels_that_are_given(built: training.Built) -> None:
    texts = [*TEXTS, "Essen sehr lecker, Wartezeit unverschämt lang", "Super gemacht 🙄"]
    given = training.sample([Labelled("neutral", text) for text in texts])
    likely = [curve.likelihoods(given.rows) for curve in built.curves]
    # Limits that most texts stay below: those of doubt are unclear, and none is by chance neutral.
    limits = (0.97, 0.999)
    called = training._called(given, likely, limits)
    found = [judge_german(text, replace(built.weights, limits=limits)).label for text in texts]
    assert [(*LABELS, "unclear")[number] for number in called] == found
    assert found.count("unclear") == 2


def labelled_again() -> list[Labelled]:
    return [Labelled("neutral", f"{a} {b}") for a in TEXTS for b in TEXTS]


def test_what_was_trained_reads_the_kind_of_text_it_was_trained_with(built: training.Built) -> None:
    tones = [judge_german(text, built.weights).label for text in TEXTS[:3]]
    assert tones == ["negative", "positive", "neutral"]


def test_weights_survive_their_file(built: training.Built) -> None:
    content = built.weights.to_bytes()
    again = from_bytes(content)
    assert again.to_bytes() == content
    assert again.limits == built.weights.limits


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-2],
        lambda content: content.replace(b"etappe-tone-de-2", b"etappe-tone-de-0"),
        lambda content: b"PK\x03\x04" + content,
        lambda content: b"",
    ],
    ids=["too short", "another kind", "no such file", "empty"],
)
def test_another_file_is_refused(built: training.Built, spoil: object) -> None:
    content = built.weights.to_bytes()
    with pytest.raises(ValueError):
        from_bytes(spoil(content))  # type: ignore[operator]


def test_nothing_is_learned_from_what_stays_unseen(parts: list[Parts], tmp_path: Path) -> None:
    write(tmp_path)
    known = next(labelled(tmp_path / "mobasa_train.tsv")).text
    tested = f"neutral\t{known.upper()}\n"
    (tmp_path / "mobasa_test_doc.tsv").write_text(tested, encoding="utf-8")
    learned = {grams.line(each.text) for each in parts_of(CORPORA[0], tmp_path).texts}
    assert learned
    assert grams.line(known) not in learned
    for part in parts[1:]:
        assert part.texts
        assert not [each for each in part.texts if is_unseen(each.text)]


def test_what_sets_the_limits_is_the_file_that_is_like_the_world(parts: list[Parts]) -> None:
    mobasa, potts, guhr = parts
    assert 0 < mobasa.tuning < len(mobasa.texts)
    assert (potts.tuning, guhr.tuning) == (len(potts.texts), 0)


def test_copies_of_a_text_are_judged_by_the_absence_of_all_of_them() -> None:
    folds = {fold_of(f"Der Bus Nummer {'i' * number} war spät") for number in range(60)}
    assert folds == set(range(5))
    assert fold_of("Der BUS war spät https://example.org/1") == fold_of(
        "der Bus war spät www.example.com"
    )


def test_a_corpus_without_all_labels_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "guhr_emotions.tsv").write_text("negative\tdu Schurke\n", encoding="utf-8")
    parts = [parts_of(corpus, tmp_path) for corpus in CORPORA]
    with pytest.raises(ValueError, match="all three labels"):
        training.build(parts)


def test_a_corpus_can_be_left_out_but_only_one_there_is() -> None:
    assert [c.name for c in build.chosen(["PotTS"])] == ["MobASA", "Utterances on emotions"]
    with pytest.raises(ValueError, match="no corpus Potts"):
        build.chosen(["Potts"])


def test_the_notice_names_every_data_set_with_its_terms_and_no_text(parts: list[Parts]) -> None:
    said = build.notice(parts, b"weights")
    assert all(corpus.name in said and corpus.licence in said for corpus in CORPORA)
    assert not [t.text for part in parts for t in part.texts if t.text in said]
