"""The language's meaning said once more, slowly: word by word over the text, without an index."""

import re
from collections.abc import Callable

from monitoring.query import sites
from monitoring.query.fold import Span, spans
from monitoring.query.kin import is_kin, kin_of
from monitoring.query.matcher import Document
from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Term


def means(node: Node, document: Document) -> bool:
    match node:
        case And(nodes):
            return all(means(child, document) for child in nodes)
        case Or(nodes):
            return any(means(child, document) for child in nodes)
        case Not(child):
            return not means(child, document)
        case Filter("lang", code):
            return document.language.split("-")[0] == code
        case Filter("site", site):
            return f".{sites.host(document.site)}".endswith(f".{sites.host(site)}")
        case Filter("source", kind):
            return kind in document.source.replace("imap", "mail").split("-")
        case Filter("author", name):
            return bool(_found(Term(name), document.author))
        case Filter():
            return bool(re.search(r"\?(\W|$)", f"{document.title}\n{document.text}"))
        case Term():
            return any(_found(node, text) for text in (document.title, document.text))
        case Near():
            return any(_near(node, text) for text in (document.title, document.text))


def _near(near: Near, text: str) -> bool:
    pairs = [
        (one, other)
        for one in _side(near.left, text)
        for other in _side(near.right, text)
        if not set(one) & set(other)
    ]
    return any(min(abs(a - b) for a in one for b in other) <= near.distance for one, other in pairs)


def _side(side: Node, text: str) -> list[range]:
    terms = side.nodes if isinstance(side, Or) else (side,)
    return [place for term in terms for place in _found(term, text)]


def _found(term: Term, text: str) -> list[range]:
    words = [span.word for span in spans(text)]
    wanted = [_asked(term.text, span) for span in spans(term.text)]
    return [
        range(start, start + len(wanted))
        for start in range(len(words) - len(wanted) + 1)
        if all(fits(words[start + i]) for i, fits in enumerate(wanted))
    ]


def _asked(text: str, span: Span) -> Callable[[str], bool]:
    if text[: span.start].endswith("~"):
        kin = kin_of(text[span.start : span.end])
        return lambda word: is_kin(kin, word)
    if text[span.end :].startswith("*"):
        return lambda word: word[: len(span.word)] == span.word
    return lambda word: word == span.word
