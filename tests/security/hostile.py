"""Hostile words, everywhere in the database, and what of them a browser would run."""

from contextlib import suppress
from html.parser import HTMLParser

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from companies.models import User
from companies.models.company import Owned
from monitoring.models import Feed, Item

TEXT = "\"><hostile-x a='1'>{{ 7|add:7 }}<script>hostile()</script>' hostile-y=\""
LINK = "javascript:hostile()//https://example.org"
ORDINARY = {
    # What is written by our own code or checked by the database; a hostile value says nothing.
    "act", "address", "code", "content_hash", "criterion", "dimension", "email", "external_id",
    "file", "host", "key", "kind", "language", "outcome", "password", "query", "role", "settled",
    "sha256", "slug", "state", "status", "subject_key", "template", "time_zone", "token", "tone",
    "topic", "was", "work_hash",
}  # fmt: skip
LINKS = ("href", "src", "action", "formaction", "xlink:href", "poster", "hx-get", "hx-post")


class Reader(HTMLParser):
    """Collects whatever a browser would run or follow and that is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "hostile-x" or "hostile-y" in said:
            self.found.append(f"{tag} {attrs}")
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.found.append(f"script {attrs}")
        for name, value in attrs:
            scheme = "".join((value or "").split()).lower().partition(":")[0]
            runs = name in LINKS and scheme in {"javascript", "data", "vbscript"}
            if runs or name.startswith("on") or name == "srcdoc":
                self.found.append(f"{tag} {name}={value}")


def hostile_in(html: str) -> list[str]:
    """What a browser would run or follow and that is not ours."""
    reader = Reader()
    reader.feed(html)
    return reader.found


def make_everything_hostile() -> None:
    """Every free text in the database, and every address of the web, past all forms."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if issubclass(model, Owned) or model in (User, Feed, Item):
                _fill(cursor, model)


def _fill(cursor, model: type[models.Model]) -> None:
    cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        if not is_text or field.choices or field.name in ORDINARY:
            continue
        value = LINK if field.name.endswith("url") else TEXT
        # What the database itself refuses cannot be there.
        with suppress(IntegrityError), transaction.atomic():
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s',
                [value[: field.max_length or None]],
            )
