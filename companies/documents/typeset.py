"""A document to PDF bytes. Typst sets it; it sees the page's own folder and nothing else.

Words reach the page as JSON in its inputs: a string there is a string, whatever it holds. Fonts
come from this package and from the wheel, never from the machine: the same document gives the
same bytes everywhere. PDF/UA-1: tagged, titled, readable aloud.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from companies.documents.document import Document
from companies.documents.letters import UNKNOWN, showable

HERE = Path(__file__).parent
PAGE = HERE / "page"
TEMPLATE = PAGE / "document.typ"
STANDARD = "ua-1"

logger = logging.getLogger(__name__)


def pdf(document: Document) -> bytes:
    """The file. Raises typst.TypstError only if the page itself is wrong, not its words."""
    # Somebody's words are worth more than a picture or the seal on the file; it is tagged all the
    # same. A picture that cannot be drawn is described.
    for standards, pictures in (([STANDARD], True), ([STANDARD], False), ([], True)):
        try:
            return _compiled(inputs_of(document, pictures=pictures), document.at, standards)
        except typst.TypstError as error:
            logger.warning("A document could not be made %s: %s", STANDARD, error.message)
    return _compiled(inputs_of(document, pictures=False), document.at, [])


def inputs_of(document: Document, *, pictures: bool = True) -> dict[str, str]:
    """What the page is given: one JSON text. Without ``pictures`` their descriptions are shown."""
    said = _showable(asdict(document))
    told = {key: value for key, value in said.items() if key != "labels"}
    said["lacks_letters"] = UNKNOWN in json.dumps(told, ensure_ascii=False)
    said["shows_pictures"] = pictures
    return {"facts": json.dumps(said, ensure_ascii=False, sort_keys=True)}


@cache
def fonts() -> typst.Fonts:
    """Ours and the wheel's; read once for each process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])


def _showable(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _showable(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_showable(each) for each in value]
    return value


def _compiled(inputs: dict[str, str], at: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        TEMPLATE,
        root=PAGE,
        font_paths=fonts(),
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
