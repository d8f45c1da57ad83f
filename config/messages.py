"""The message catalogues without system gettext: what the code says against what is translated.

Django's own ``templatize`` turns a template into source that Babel's Python extractor reads, so
templates and code go the same way. Catalogues are read and written with polib.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

APPS = ("companies", "config", "guidelines", "monitoring", "publishing", "rollout")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence that the code says; ``plural`` is empty where there is none."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same sentence."""
        return (self.context, self.singular)


@dataclass(slots=True)
class Findings:
    """What is wrong with a catalogue, by sentence."""

    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.fuzzy or self.unused or self.broken)


def spoken(root: Path) -> dict[tuple[str, str], Message]:
    """Every sentence in the code and templates below ``root``, by its key."""
    messages: dict[tuple[str, str], Message] = {}
    for path in _sources(root):
        for message in _extract(path):
            known = messages.get(message.key)
            if known is None or (message.plural and not known.plural):
                messages[message.key] = message
    return messages


def check(catalogue: polib.POFile, messages: dict[tuple[str, str], Message]) -> Findings:
    """Compare what is said with what is translated."""
    findings = Findings()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for key, message in messages.items():
        entry = known.get(key)
        if (
            entry is None
            or not entry.translated()
            or bool(message.plural) != bool(entry.msgid_plural)
        ):
            is_fuzzy = entry is not None and entry.fuzzy
            (findings.fuzzy if is_fuzzy else findings.missing).append(message.singular)
        elif _placeholders_differ(entry):
            findings.broken.append(message.singular)
    findings.unused = [msgid for context, msgid in known.keys() - messages.keys()]
    return findings


def merge(catalogue: polib.POFile, messages: dict[tuple[str, str], Message]) -> None:
    """Add what is missing, drop what is no longer said, sort; translations stay."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    for key, entry in known.items():
        if key not in messages:
            catalogue.remove(entry)
    for key, message in messages.items():
        if key not in known:
            catalogue.append(_entry(message))
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))


def _entry(message: Message) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.singular,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        msgstr_plural={0: "", 1: ""} if message.plural else {},
    )


def _sources(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for pattern in ("*.html", "*.txt"):
        yield from sorted((root / "templates").rglob(pattern))


def _extract(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # How a template is indented is no matter of Python's.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    found = extract_python(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for _line, function, strings, _comments in found:
        message = _message(str(function), strings)
        if message and message.singular:
            yield message


def _message(function: str, strings: object) -> Message | None:
    parts = [strings] if isinstance(strings, str) else list(strings or ())  # type: ignore[call-overload]
    if any(part is None for part in parts[: _needed(function)]) or not parts:
        return None
    if "np" in function:
        return Message(parts[1], parts[2], parts[0])
    if function.startswith("n"):
        return Message(parts[0], parts[1])
    if function.startswith("p"):
        return Message(parts[1], context=parts[0])
    return Message(parts[0])


def _needed(function: str) -> int:
    spec = KEYWORDS[function]
    return len(spec) if spec else 1


def _placeholders_differ(entry: polib.POEntry) -> bool:
    pattern = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
    wanted = set(pattern.findall(entry.msgid)) | set(pattern.findall(entry.msgid_plural or ""))
    given = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return any(set(pattern.findall(text)) - wanted for text in given) or (
        not entry.msgid_plural and set(pattern.findall(entry.msgstr)) != wanted
    )
