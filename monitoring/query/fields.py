"""The conditions written as `field:value`: which there are, and which values they take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monitoring.query import sites
from monitoring.query.nodes import FieldName
from monitoring.query.wording import cleaned, wildcard_problem

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr "
    "ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw "
    "ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
    "ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr "
    "ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu"
)
LANGUAGES = frozenset(_ISO_639_1.split())
"""Two-letter codes of ISO 639-1."""


SOURCES = (
    "feed mail mastodon bluesky lemmy discourse youtube reddit facebook instagram google-reviews "
    "hackernews webhook import"
).split()
"""Kinds of sources, as the connectors call them; mail is what comes by IMAP."""


class BadValueError(ValueError):
    """A value the field does not take, with a sentence for the person."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Field:
    """One `name:value` condition; `read` returns the value in its canonical form."""

    name: FieldName
    example: str
    read: Callable[[str], str]


def _language(value: str) -> str:
    code = value.lower()
    if code not in LANGUAGES:
        raise BadValueError(
            format_lazy(
                _("“{code}” is not a language code. Use two letters, for example lang:de."),
                code=value,
            )
        )
    return code


def _site(value: str) -> str:
    name = value.lower().rstrip("./") if value.endswith((".", "/")) else value.lower()
    if not sites.is_host(name):
        raise BadValueError(
            _("Write only the name of the site, without https:// and path: site:example.de.")
        )
    return name


def _author(value: str) -> str:
    problem = wildcard_problem(value)
    if "~" in value:
        raise BadValueError(_("Names are not inflected. Leave the “~” out: author:Meier."))
    if problem is not None:
        raise BadValueError(problem.message)
    name = cleaned(value)
    if not name:
        raise BadValueError(_("An author's name needs at least one letter or digit."))
    return name


def _source(value: str) -> str:
    kind = value.lower()
    if kind not in SOURCES:
        raise BadValueError(
            format_lazy(
                _("“{kind}” is no kind of source. There are: {kinds}."),
                kind=value,
                kinds=", ".join(SOURCES),
            )
        )
    return kind


def _quality(value: str) -> str:
    if value.lower() != "question":
        raise BadValueError(_("After “is:” only “question” is known: is:question."))
    return "question"


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("lang", "lang:de", _language),
        Field("site", "site:example.de", _site),
        Field("author", "author:Meier", _author),
        Field("source", "source:mastodon", _source),
        Field("is", "is:question", _quality),
    )
}
