"""Whatever a feed is written in, as UTF-8: most lie about it, many do not say."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BARE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
STATED = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"\s+encoding\s*=\s*[\"'][^\"'<>]*[\"']")
IS_UTF8 = re.compile(rb"encoding=[\"']utf-8[\"']", re.IGNORECASE)
CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r") + b"\x7f"
HEAD = 1024
# What browsers read for these names: the letters of latin-1 and the signs of Windows.
AS_WINDOWS = frozenset({"iso8859-1", "ascii"})
# Written in seven bits, these pass for UTF-8.
SEVEN_BIT = ("iso2022", "hz")
# Never meant by a feed, or code and not text.
NOT_TEXT = frozenset({"utf-7", "idna", "punycode", "undefined", "unicode_escape", "mbcs", "oem",
                      "raw_unicode_escape", "base64", "bz2", "hex", "quopri", "uu", "zlib",
                      "rot13"})  # fmt: skip


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """``body`` as UTF-8 without BOM, control characters and without naming an encoding.

    In order: a BOM, NULs that give UTF-16 away, what is valid UTF-8 whatever it claims, UTF-8
    with a few foreign bytes, what the XML declaration says, what the header says, a guess.
    Never fails; a byte that means nothing is dropped.
    """
    wide = _wide(body)
    text = _recode(body, wide) if wide else _narrow(body, content_type)
    text = text.translate(None, CONTROLS)
    return _undeclared(text.removeprefix(codecs.BOM_UTF8))


def _wide(body: bytes) -> str:
    for mark, name in (*BOMS, *BARE_STARTS):
        if body.startswith(mark):
            return name
    return ""


def _recode(body: bytes, name: str) -> bytes:
    if name == "utf-8":
        return _narrow(body[3:], "")
    return body.decode(name, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")


def _narrow(body: bytes, content_type: str) -> bytes:
    named = list(_named(body, content_type))
    if not any(name.startswith(SEVEN_BIT) for name in named):
        if is_utf8(body):
            return body
        if _mostly_utf8(body):
            return body.decode("utf-8", "windows_signs").encode("utf-8", "ignore")
    for name in named:
        if name != "utf-8":
            try:
                return body.decode(name, "strict" if _multibyte(name) else "c1").encode()
            except (UnicodeError, LookupError):
                continue
    return body.decode(_guess(body), "c1").encode("utf-8", "ignore")


def is_utf8(body: bytes) -> bool:
    """Whether ``body`` is valid UTF-8; latin-1 with an umlaut practically never is."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _named(body: bytes, content_type: str) -> Iterator[str]:
    declared = DECLARED.match(body[:HEAD])
    if declared:
        yield from _known(declared[1].decode("ascii"))
    stated = STATED.search(content_type)
    if stated:
        yield from _known(stated[1])


def _known(name: str) -> Iterator[str]:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return
    if found.name in AS_WINDOWS:
        yield "cp1252"
    elif found.name == "gb2312":
        yield "gb18030"
    elif found.name not in NOT_TEXT and not found.name.startswith(("utf-16", "utf-32")):
        yield found.name


def _multibyte(name: str) -> bool:
    return not name.startswith(("cp125", "iso8859", "koi8", "mac", "latin"))


def _mostly_utf8(body: bytes) -> bool:
    """Several whole characters beyond ASCII and fewer broken ones: a foreign quote pasted in."""
    broken = body.decode("utf-8", "replace").count("\ufffd") - body.count(b"\xef\xbf\xbd")
    whole = len(WHOLE.findall(body))
    return whole > broken


WHOLE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _guess(body: bytes) -> str:
    """Western European unless letters beyond ASCII make up the words themselves."""
    sample = body[:50_000]
    foreign = len(sample) - len(sample.translate(None, bytes(range(0xC0, 0x100))))
    if foreign * 5 < len(re.findall(rb"[A-Za-z]", sample)):
        return "cp1252"
    beyond = re.sub(rb"<[^<>]{0,300}>", b" ", sample)[:8_000]
    best = from_bytes(beyond, threshold=0.4).best()
    return best.encoding if best is not None and best.encoding != "utf_8" else "cp1252"


def _undeclared(text: bytes) -> bytes:
    head = text[:HEAD]
    if DECLARED.match(head) is None:
        return text
    end = head.find(b"?>")
    if end < 0 or IS_UTF8.search(head, 0, end):
        return text
    return ATTRIBUTE.sub(b"", head[:end], count=1) + text[end:]


def _windows_signs(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeDecodeError)
    return problem.object[problem.start : problem.start + 1].decode("cp1252", "ignore"), (
        problem.start + 1
    )


def _dropped(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeDecodeError)
    return "", problem.end


codecs.register_error("windows_signs", _windows_signs)
codecs.register_error("c1", _dropped)
