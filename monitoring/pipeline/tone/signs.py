"""Emoticons and emoji: the tone people draw."""

import re
from dataclasses import dataclass
from typing import Final

_EMOJI: Final = {
    2.0: "😍🥰🤩",
    1.5: "❤♥👍👏🎉🥳💯😘💕💖🏆🙌",
    1.0: "😊😀😃😄😁🙂😎🤗☺😋💪💚💙🧡👌✨🌞☀🥂🎊",
    0.4: "😉🙏😅😂🤣😜😇🌟⭐",
    -0.6: "😭😕🙁😐😑🤔🤨😬😳😱😮",
    -1.0: "🙄☹😞😔😟😢😣😖😩😫😥😓🤷🥺💔",
    -1.5: "🤡👎😠😤🤦🤮🤢😒💩😾",
    -2.0: "😡🤬🖕",
}
_WEIGHTS: Final = {sign: weight for weight, signs in _EMOJI.items() for sign in signs}

# Ranges, because a set of single astral characters is tried one by one.
_EMOJI_SIGN: Final = re.compile("[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]")
# An eye-roll beside praise is as good as a confession of irony.
_IRONIC: Final = frozenset("🙄🤡")

# A face begins with its eyes; the set stands first so that the scan skips all other characters.
# What stands before decides whether it is one: not in "Punkt 8:30", not in "https://".
_FACE: Final = re.compile(
    r"[:;=xX<^>*\-](?:"
    r"(?<=[:;=])(?<![\w/].)['’]?[-o^]?(?:(?P<smile>[)\]}*>]+|D+\b|[pP]\b)|[(\[|{]+|[/\\sS](?![\w/]))"
    r"|(?<=[xX])(?<!\w.)(?P<laugh>D+)\b"
    r"|(?<=<)(?P<heart>3+)(?!\d)"
    r"|(?<=\^)(?P<eyes>[_.-]*\^)"
    r"|(?<=\*)(?P<stars>[_.]+\*)"
    r"|(?<=[>\-])[_.]+[<\-])"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn feeling: where it stands, end excluded, and its weight from -2 to 2."""

    start: int
    end: int
    weight: float
    ironic: bool = False


def signs_in(text: str) -> list[Sign]:
    """The emoticons and emoji of a text that carry a tone."""
    found = [
        Sign(face.start(), face.end(), 1.0 if face.lastgroup else -1.0)
        for face in _FACE.finditer(text)
    ]
    if text.isascii():
        return found
    return found + [
        Sign(m.start(), m.end(), _WEIGHTS[m.group()], ironic=m.group() in _IRONIC)
        for m in _EMOJI_SIGN.finditer(text)
        if m.group() in _WEIGHTS
    ]
