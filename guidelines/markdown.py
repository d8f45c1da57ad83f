"""Markdown of the guidelines to HTML: no HTML of its own, no pictures, only links that are safe."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

SCHEMES = frozenset({"http", "https", "mailto"})


class _SafeLinks(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether a link may stand; otherwise its source is shown as text."""
        try:
            return urlsplit(url).scheme.lower() in SCHEMES
        except ValueError:
            return False


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    tokens[at].attrSet("rel", "noreferrer noopener nofollow")
    return renderer.renderToken(tokens, at, options, env)


def _reader() -> MarkdownIt:
    reader = _SafeLinks("commonmark", {"html": False})
    # Each paragraph has its heading already; another would break the order of the page.
    reader.disable(["html_block", "html_inline", "image", "heading", "lheading"])
    reader.add_render_rule("link_open", _link_open)
    return reader


_READER = _reader()


def to_html(text: str) -> SafeString:
    """The text as HTML that can stand in a page as it is: html is off, and the tests attack it."""
    html: str = _READER.render(text)
    return SafeString(html)


def tokens_of(text: str) -> list[Token]:
    """The text as the reader's tokens, for documents that are not HTML."""
    return _READER.parse(text)
