import random
import subprocess
import sys

import pytest

from monitoring.pipeline.duplicates import (
    BANDS,
    Signature,
    content_hash,
    near,
    signature,
    similarity,
)
from monitoring.query.fold import fold

POST = (
    "die lieferung kam drei wochen zu spaet und war auch noch beschaedigt am telefon war niemand "
    "erreichbar und auf meine mail hat bis heute niemand geantwortet so geht man nicht mit "
    "kunden um"
)
PINNED_BANDS = (-590124624, -1149285221, 2000600773)
PINNED_BYTES = "f57937911d48eccb"


def test_a_signature_is_the_same_next_year() -> None:
    """Stored signatures are compared with new ones: if this turns red, they must be recomputed."""
    found = signature(POST)
    assert found.bands[:3] == PINNED_BANDS
    assert found.minhash[:8].hex() == PINNED_BYTES


def test_another_process_signs_alike() -> None:
    program = (
        "import sys; from monitoring.pipeline.duplicates import signature;"
        "print(signature(sys.argv[1]).minhash.hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, POST], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == signature(POST).minhash.hex()


def test_bands_fit_a_column_of_integers() -> None:
    bands = signature(POST).bands
    assert len(bands) == BANDS
    assert all(-(2**31) <= band < 2**31 for band in bands)
    assert len(signature(POST).minhash) == 128


@pytest.mark.parametrize(
    "copy",
    [
        POST.replace("niemand", "keiner", 1),
        POST.removesuffix(" um"),
        "rt @kunde@example.org " + POST + " https://t.example/abc",
        POST.replace(" ", "\n\n"),
    ],
)
def test_a_copy_with_small_changes_is_near_and_shares_a_band(copy: str) -> None:
    one, other = signature(POST), signature(copy)
    assert near(one, other)
    assert any(a == b for a, b in zip(one.bands, other.bands, strict=True))


def test_the_same_words_in_another_story_are_not_near() -> None:
    words = POST.split()
    random.Random(1).shuffle(words)
    assert not near(signature(POST), signature(" ".join(words)))
    half = (
        POST[: len(POST) // 2]
        + " doch dann rief der chef selbst an und hat alles gerichtet vielen dank"
    )
    assert not near(signature(POST), signature(half))


def test_similarity_estimates_the_share_of_common_word_pairs() -> None:
    one = " ".join(f"wort{n}" for n in range(200))
    other = " ".join(f"wort{n}" for n in range(100, 300))
    assert similarity(signature(one), signature(one)) == 1.0
    assert similarity(signature(one), signature(other)) == pytest.approx(99 / 299, abs=0.13)
    assert similarity(signature(one), signature(POST)) < 0.05


def test_short_texts_are_only_compared_exactly() -> None:
    assert signature("sehr gut gerne wieder danke an das team".removesuffix(" team")) == Signature()
    assert not near(Signature(), Signature())
    assert similarity(Signature(), signature(POST)) == 0.0


def test_spelling_and_spacing_do_not_change_the_hash_but_words_and_emoji_do() -> None:
    same = {content_hash(fold(text)) for text in ("Grüße  aus\nKöln", "GRÜSSE aus Koeln ")}
    assert len(same) == 1
    assert len(same.pop()) == 32
    assert content_hash("toll 👍") != content_hash("toll 👎")
