"""Words with bold, italic, links and lists, as data: Markdown that was read, never markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

SAFE = frozenset({"http", "https", "mailto"})
DEEPEST = 5
"""Lists and quotes within each other; what lies deeper is shown without another indent."""


@dataclass(frozen=True)
class Run:
    """Some words in one manner; ``link`` is an address of a safe kind, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Runs one after another; a line break within them stays one."""

    runs: tuple[Run, ...]
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Points:
    """A list; ``start`` is its first number, None for points without numbers."""

    items: tuple[tuple["RichBlock", ...], ...]
    start: int | None = None
    kind: str = field(default="points", init=False)


@dataclass(frozen=True)
class Quoted:
    """What somebody else said."""

    blocks: tuple["RichBlock", ...]
    kind: str = field(default="quoted", init=False)


RichBlock = Paragraph | Points | Quoted


@dataclass(frozen=True)
class Rich:
    """A text of its own, ready for a section of a document."""

    blocks: tuple[RichBlock, ...]
    kind: str = field(default="rich", init=False)


def rich_text(tokens: Sequence[Token]) -> Rich:
    """The text behind the tokens of a Markdown reader (markdown-it).

    Headings become bold lines, pictures their description, HTML its source: a document has its own
    headings and opens nothing from elsewhere.
    """
    return Rich(tuple(_blocks(SyntaxTreeNode(tokens), DEEPEST)))


def _blocks(node: SyntaxTreeNode, depth: int) -> Iterator[RichBlock]:
    for each in node.children:
        if each.type in {"bullet_list", "ordered_list", "blockquote"}:
            yield from _nested(each, depth)
        elif each.type in {"paragraph", "heading"}:
            start = Run("", bold=each.type == "heading")
            yield Paragraph(tuple(run for part in each.children for run in _runs(part, start)))
        elif each.content:
            is_code = each.type in {"fence", "code_block"}
            yield Paragraph((Run(each.content.rstrip("\n"), code=is_code),))


def _nested(node: SyntaxTreeNode, depth: int) -> Iterator[RichBlock]:
    if depth == 0:
        parts = node.children if node.type != "blockquote" else [node]
        for part in parts:
            yield from _blocks(part, 0)
    elif node.type == "blockquote":
        yield Quoted(tuple(_blocks(node, depth - 1)))
    else:
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        yield Points(tuple(tuple(_blocks(item, depth - 1)) for item in node.children), start)


def _runs(node: SyntaxTreeNode, manner: Run) -> Iterator[Run]:
    if node.type in {"softbreak", "hardbreak"}:
        yield replace(manner, text=" " if node.type == "softbreak" else "\n")
        return
    inner = _inner(node, manner)
    if node.children:
        for each in node.children:
            yield from _runs(each, inner)
    elif node.content:
        yield replace(inner, text=node.content)


def _inner(node: SyntaxTreeNode, manner: Run) -> Run:
    match node.type:
        case "strong":
            return replace(manner, bold=True)
        case "em":
            return replace(manner, italic=True)
        case "code_inline":
            return replace(manner, code=True)
        case "link":
            return replace(manner, link=_safe(str(node.attrs.get("href", ""))))
    return manner


def _safe(address: str) -> str:
    try:
        return address if urlsplit(address).scheme.lower() in SAFE else ""
    except ValueError:
        return ""
