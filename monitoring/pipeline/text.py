"""HTML of strangers to plain text that PostgreSQL stores and people read.

The parser is libxml2's push parser with a target of our own (lxml). It builds no tree, so nesting
of any depth costs nothing, and it stays linear where nh3 does not: a megabyte of `&` takes nh3
six seconds and this five milliseconds. On ordinary posts both do about 35,000 a second. Nothing
that leaves this module is markup: templates escape it like any other text.
"""

import html as entities
import re
import threading
from typing import Final

from lxml import etree

MAX_CHARACTERS: Final = 20_000
MAX_MARKUP: Final = 1_000_000
MAX_TITLE: Final = 500

_TAG = re.compile(r"<[A-Za-z/!?]")
_MANY_LINES = re.compile(r"\n{3,}")

# Control characters become spaces. Soft hyphens, zero-width marks and direction overrides vanish:
# they split words that a search must find, and hide what a reader ought to see. The zero-width
# joiner stays, because emoji are made with it.
_UNWANTED: Final = {
    **dict.fromkeys([*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF], None),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
    0x00: "\N{REPLACEMENT CHARACTER}",
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}

_RARE: Final = re.compile("[" + "".join(map(chr, _UNWANTED)) + "]")

_DROPPED: Final = frozenset(
    "script style template title noscript iframe object embed svg math audio video select".split()
)
_BREAKS: Final = {
    **dict.fromkeys(
        "div section article header footer aside main nav address li dl dt dd tr hr caption "
        "figcaption details summary form fieldset".split(),
        1,
    ),
    **dict.fromkeys("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol table figure".split(), 2),
}


_kept: Final = threading.local()


class _Text:
    """Collects what a reader would see; told of every tag and every run of characters."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._room = 4 * MAX_CHARACTERS
        self._break = 0
        self._hidden = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._hidden or tag in _DROPPED or (attributes and _is_invisible(tag, attributes)):
            self._hidden += 1
        elif tag in _BREAKS:
            self._break = max(self._break, _BREAKS[tag])
            if tag == "li":
                self._add("• ")
            self._preformatted += tag == "pre"
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self._add(_picture_sign(attributes))

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif tag in _BREAKS:
            self._break = max(self._break, _BREAKS[tag])
            self._preformatted -= tag == "pre"
        elif tag in ("td", "th"):
            self._add(" ")

    def data(self, characters: str) -> None:
        if self._hidden or (self._break and characters.isspace()):
            return
        self._add(characters if self._preformatted else characters.replace("\n", " "))

    def close(self) -> str:
        text = "".join(self._parts)
        self._begin()
        return text

    def _add(self, characters: str) -> None:
        if not characters or self._room <= 0:
            return
        if self._break:
            self._parts.append("\n" * self._break)
            self._break = 0
        self._parts.append(characters)
        self._room -= len(characters)


def clean(html: str) -> str:
    """The plain text of a piece of HTML, at most MAX_CHARACTERS characters.

    Text without a single tag keeps its own line breaks: many sources send plain text. Never
    raises; takes time in proportion to the length.
    """
    markup = scrub(html[:MAX_MARKUP])
    if not _TAG.search(markup):
        return tidy(entities.unescape(markup) if "&" in markup else markup)
    try:
        return tidy(_read(markup.replace("\r", "\n")))
    except etree.LxmlError:
        return ""


def _read(markup: str) -> str:
    """What a parser reads; a thread keeps its own, for making one takes half as long as a post.

    One that did not come to its end is not used again.
    """
    parser = _kept.__dict__.pop("parser", None) or etree.HTMLParser(
        target=_Text(), encoding="utf-8", huge_tree=True
    )
    parser.feed(markup.encode())
    text = str(parser.close())
    _kept.parser = parser
    return text


def clean_title(html: str) -> str:
    """A title on one line, at most MAX_TITLE characters; sources put markup into titles too."""
    return " ".join(clean(html[: 20 * MAX_TITLE]).split())[:MAX_TITLE].rstrip()


def scrub(text: str) -> str:
    """The same text without what PostgreSQL or an encoder refuses: NUL and lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # A pair of surrogates that belong together (JSON does that) becomes its character.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def tidy(text: str) -> str:
    """Whitespace and invisible characters brought into order, length capped."""
    text = scrub(text[: 4 * MAX_CHARACTERS]).replace("\r\n", "\n")
    if _RARE.search(text):
        text = text.translate(_UNWANTED)
    text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    if "\n\n\n" in text:
        text = _MANY_LINES.sub("\n\n", text)
    return text.strip()[:MAX_CHARACTERS].rstrip()


def whole(title: str, text: str) -> str:
    """Title and text as the one text that is judged; positions in reasons count from its start.

    Many sources repeat the text as its title: a title the text begins with is not said twice.
    """
    if not title or text.startswith(title.rstrip(" .…")):
        return text
    return f"{title}\n{text}" if text else title


def excerpt(text: str, *, around: str = "", length: int = 240) -> str:
    """About `length` characters of a text on one line, cut between words, `…` where cut.

    The excerpt holds the first place where `around` stands, whatever its capitals; the beginning
    of the text where it does not stand at all.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    found = line.lower().find(around.lower()) if around else -1
    start = 0 if found < length // 2 else found - (length - len(around)) // 2
    start = max(0, min(start, len(line) - length))
    begin = _next_word(line, start) if start else 0
    end = _last_word(line, begin, start + length)
    return (
        ("… " if begin else "") + line[begin:end].rstrip(" ,;:") + (" …" if end < len(line) else "")
    )


def _next_word(line: str, position: int) -> int:
    """The first beginning of a word at or after a position, unless a single word fills the line."""
    space = line.find(" ", position - 1, position + 40)
    return space + 1 if space >= 0 else position


def _last_word(line: str, begin: int, end: int) -> int:
    """The last end of a word before a position, unless a single word fills the line."""
    if end >= len(line):
        return len(line)
    space = line.rfind(" ", max(begin + 1, end - 40), end + 1)
    return space if space >= 0 else end


def _is_invisible(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "span" and "invisible" in attributes.get("class", "").split()


def _picture_sign(attributes: dict[str, str]) -> str:
    """An emoji that a source drew as a picture; the words of a real picture are not the text."""
    sign = attributes.get("alt", "")
    return sign if len(sign) <= 8 and not any(c.isalnum() or c.isspace() for c in sign) else ""
