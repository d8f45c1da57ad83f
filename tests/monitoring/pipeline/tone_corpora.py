"""A small made-up collection of labelled texts in the files that the builder looks for."""

import random
from pathlib import Path

SAID = {
    "negative": [
        "defekt",
        "kaputt",
        "unfreundlich",
        "viel zu spät",
        "eine Frechheit",
        "enttäuscht",
    ],
    "neutral": ["geöffnet", "am Montag", "in der Halle", "angekündigt", "im Rathaus", "unterwegs"],
    "positive": ["super", "sehr freundlich", "pünktlich", "gerne wieder", "toll", "begeistert"],
}
ABOUT = ["Die Werkstatt", "Der Aufzug", "Das Fahrrad", "Die Bäckerei", "Der Bus", "Das Regal"]
FILES = (
    "mobasa_train.tsv",
    "mobasa_dev_doc.tsv",
    "mobasa_test_doc.tsv",
    "potts_all.tsv",
    "guhr_emotions.tsv",
)


def write(folder: Path, count: int = 120) -> Path:
    """`count` lines in each file, the same ones every time; the folder."""
    rng = random.Random(7)
    for name in FILES:
        labels = [rng.choice(list(SAID)) for _ in range(count)]
        lines = (
            f"{label}\t{rng.choice(ABOUT)} Nummer {name[0]}{'i' * rng.randrange(9)} war"
            f" {rng.choice(SAID[label])} und {rng.choice(SAID[label])}\n"
            for label in labels
        )
        (folder / name).write_text("".join(lines), encoding="utf-8")
    return folder
