"""A search in plain words, in the reader's language."""

from collections.abc import Callable, Sequence
from functools import reduce

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Term


def explain(node: Node) -> str:
    """Return one sentence that says what is found, in the active language."""
    return _("Finds texts that {what}.").format(what=_sentence(node))


def _sentence(node: Node) -> str:
    """Return the predicate; of an AND first what is asked for, at the end what is not."""
    if not isinstance(node, And) or (_is_words(node) and not _excluded(node)):
        return _clause(node)
    words = [child for child in node.nodes if _is_words(child) and not isinstance(child, Not)]
    rest = [child for child in node.nodes if not _is_words(child) and not isinstance(child, Not)]
    asked = [_contain(words)] if words else []
    sentence = _joined(asked + [_clause(child, bracketed=True) for child in rest], _and)
    excluded = _excluded(node)
    plain = [child.node for child in excluded if _is_words(child)]
    if words and not rest and len(plain) == len(excluded):
        unwanted = _joined([_words(child, bracketed=True) for child in plain], _nor)
        return _("{wanted}, but not {unwanted}").format(wanted=sentence, unwanted=unwanted)
    unwanted = _joined([_clause(child, bracketed=True) for child in excluded], _and)
    if not sentence or not unwanted:
        return sentence or unwanted
    return _("{wanted}, but {unwanted}").format(wanted=sentence, unwanted=unwanted)


def _excluded(node: And) -> list[Not]:
    return [child for child in node.nodes if isinstance(child, Not)]


def _is_words(node: Node) -> bool:
    """Whether a node is only about what the text contains."""
    match node:
        case And(nodes) | Or(nodes):
            return all(_is_words(child) for child in nodes)
        case Not(child):
            return _is_words(child)
        case _:
            return not isinstance(node, Filter)


def _clause(node: Node, *, bracketed: bool = False) -> str:
    """Return a verb and what belongs to it: “contain …”, “are written in German”."""
    if isinstance(node, Filter):
        return _condition(node)
    if isinstance(node, Not):
        return _negated_clause(node.node)
    if _is_words(node):
        return _contain([node])
    assert isinstance(node, And | Or)  # everything else has just been dealt with
    clauses = [_clause(child, bracketed=True) for child in node.nodes]
    joined = _joined(clauses, _and if isinstance(node, And) else _or)
    return f"({joined})" if bracketed else joined


def _negated_clause(node: Node) -> str:
    if isinstance(node, Filter):
        return _negated_condition(node)
    if _is_words(node):
        return _("do not contain {words}").format(words=_words(node, bracketed=True))
    return _("do not at the same time {clause}").format(clause=_clause(node, bracketed=True))


def _contain(nodes: Sequence[Node]) -> str:
    if len(nodes) == 1:
        return _("contain {words}").format(words=_words(nodes[0], bracketed=False))
    return _("contain {words}").format(words=_listed(nodes, _and))


def _words(node: Node, *, bracketed: bool) -> str:
    """Return words as they stand after “contain”."""
    match node:
        case Term():
            return _term(node)
        case Not(child):
            return _("not {words}").format(words=_words(child, bracketed=True))
        case Near(left, right, distance):
            return ngettext(
                "{left} at most {count} word away from {right}",
                "{left} at most {count} words away from {right}",
                distance,
            ).format(
                left=_words(left, bracketed=True),
                right=_words(right, bracketed=True),
                count=distance,
            )
        case And(nodes) | Or(nodes):
            joined = _listed(nodes, _and if isinstance(node, And) else _or)
            return f"({joined})" if bracketed else joined
        case Filter():
            return _condition(node)


def _term(term: Term) -> str:
    text = term.text
    if any(part.kin for part in term.parts):
        return _inflected(term)
    if text.endswith("*") and "*" not in text[:-1] and " " not in text:
        return _("a word beginning with “{word}”").format(word=text[:-1])
    return _("“{words}”").format(words=text)


def _inflected(term: Term) -> str:
    if len(term.parts) > 1:
        return _("“{words}” (the words after “~” in all their forms)").format(words=term.text)
    word = term.text[1:]
    if any(kin.compounds for kin in term.parts[0].kin):
        return _("“{word}” in all its forms and compounds").format(word=word)
    return _("“{word}” in all its forms").format(word=word)


def _condition(condition: Filter) -> str:
    sentence = {
        "lang": _("are written in {language}"),
        "site": _("come from {site}"),
        "author": _("are by an author called “{name}”"),
        "source": _("come from a source of the kind “{name}”"),
        "is": _("ask a question"),
    }[condition.field]
    return _filled(sentence, condition)


def _negated_condition(condition: Filter) -> str:
    sentence = {
        "lang": _("are not written in {language}"),
        "site": _("do not come from {site}"),
        "author": _("are not by an author called “{name}”"),
        "source": _("do not come from a source of the kind “{name}”"),
        "is": _("do not ask a question"),
    }[condition.field]
    return _filled(sentence, condition)


def _filled(sentence: str, condition: Filter) -> str:
    value = condition.value
    return sentence.format(language=_language(value), site=value, name=value)


def _language(code: str) -> str:
    known = LANG_INFO.get(code, {}).get("name")
    return _(known) if known else code


def _listed(nodes: Sequence[Node], last: Callable[[str, str], str]) -> str:
    """Join words with commas; where brackets stand among them, each with the word that joins."""
    parts = [_words(node, bracketed=True) for node in nodes]
    if any(isinstance(node, And | Or) for node in nodes):
        return reduce(last, parts)
    return _joined(parts, last)


def _joined(parts: Sequence[str], last: Callable[[str, str], str]) -> str:
    """Join as people do: “a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return last(", ".join(parts[:-1]), parts[-1])


def _and(first: str, last: str) -> str:
    return _("{first} and {last}").format(first=first, last=last)


def _or(first: str, last: str) -> str:
    return _("{first} or {last}").format(first=first, last=last)


def _nor(first: str, last: str) -> str:
    return _("{first} or {last}").format(first=first, last=last)
