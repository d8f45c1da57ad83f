"""Whether a picture can be drawn at all: asked of whatever will draw it."""

import json

import typst

from companies.documents.document import Picture

PAGE = (
    b"#let it = json(bytes(sys.inputs.it))\n"
    b"#set page(width: auto, height: auto)\n"
    b"#image(bytes(it.content), format: it.format)"
)


def can_be_drawn(picture: Picture) -> bool:
    """Whether typesetting a document with this picture will not stumble over it."""
    it = json.dumps({"content": list(picture.content), "format": picture.format})
    try:
        typst.compile(PAGE, sys_inputs={"it": it}, format="pdf")
    except typst.TypstError:
        return False
    return True
