"""The fields of an entry that can be handed in, and what they are usually called elsewhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, its name for people, and headings under which it is found."""

    key: str
    label: "StrPromise"
    names: tuple[str, ...]


FIELDS: tuple[Field, ...] = (
    Field("text", _("Text"), ("text", "inhalt", "body", "content", "message", "kommentar")),
    Field("title", _("Title"), ("titel", "title", "betreff", "überschrift", "headline")),
    Field(
        "published_at",
        _("Published on"),
        ("datum", "date", "publishedat", "zeit", "time", "veröffentlicht", "createdat", "created"),
    ),
    Field("author", _("Author"), ("autor", "verfasser", "author", "name", "user", "von", "from")),
    Field("url", _("Address"), ("url", "link", "adresse", "permalink", "quelle")),
    Field("author_url", _("Address of the author"), ("authorurl", "profil", "profile")),
    Field("rating", _("Stars (1 to 5)"), ("sterne", "rating", "stars", "bewertung", "note")),
    Field("language", _("Language"), ("sprache", "language", "lang")),
    Field("id", _("Number or key at the source"), ("id", "nummer", "schlüssel", "key", "guid")),
)
KEYS = tuple(field.key for field in FIELDS)
BY_KEY = {field.key: field for field in FIELDS}
