"""Only characters that the fonts in the file have: PDF/UA forbids boxes nobody can read aloud."""

import unicodedata

# Shown by Hanken Grotesk, Libertinus Serif or DejaVu Sans Mono; tests/companies/test_documents.py
# typesets every one of them.
SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x4FF),
    (0x5D0, 0x5EA),
    (0x621, 0x63A),
    (0x640, 0x64A),
    (0x660, 0x66D),
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),
    (0x2030, 0x2040),
    (0x2070, 0x211E),
    (0x2126, 0x2151),
    (0x2190, 0x23FF),
    (0x2500, 0x25FF),
    (0x2701, 0x2704),
    (0x2713, 0x2718),
)
UNKNOWN = "□"

# Parts of a character before them (skin tones, joiners), or orders to turn text around.
SILENT = {"Mn", "Me", "Cf", "Sk", "Cc", "Cs"}


def showable(text: str) -> str:
    """The text with lines and spaces as they were, pictures named, unknown characters as □.

    Direction marks and everything invisible is left out: what is signed reads as it is stored.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(_shown(letter) for letter in composed)


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n":
        return letter
    if kind in {"Zs", "Zl", "Zp"}:
        return letter if letter in {" ", "\xa0"} else " "
    if kind != "Cn" and any(first <= ord(letter) <= last for first, last in SHOWN):
        return letter
    if kind in SILENT:
        return ""
    # A face or a flag has a name that can be read; a letter of a far script has a number only.
    name = unicodedata.name(letter, "") if kind == "So" else ""
    return f"[{name.lower()}]" if name else UNKNOWN
