"""The catalogues: what is missing, fuzzy, unused or broken is found, and nothing is."""

from pathlib import Path

import polib
from django.conf import settings

from config import catalogues, messages

PLURAL = "%(n)s mention"


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    """A catalogue with these entries."""
    made = polib.POFile()
    made.extend(entries)
    return made


def project(root: Path, python: str = "", template: str = "") -> Path:
    """A tree with one module and one template."""
    (root / "companies").mkdir()
    (root / "companies" / "views.py").write_text(python)
    (root / "templates").mkdir()
    (root / "templates" / "page.html").write_text(template)
    return root


def test_every_sentence_of_the_product_is_translated_into_german() -> None:
    german = polib.pofile(str(settings.LOCALE_PATHS[0] / "de/LC_MESSAGES/django.po"))
    found = messages.check(german, messages.spoken(settings.BASE_DIR))
    assert (found.missing, found.fuzzy, found.unused, found.broken) == ([], [], [], [])


def test_sentences_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        python='gettext_lazy("Save")\nngettext("%(n)s day", "%(n)s days", n)\n'
        'pgettext("gate", "x")',
        template='{% load i18n %}{% translate "Open" %}\n'
        "  {% blocktranslate count n=number %}{{ n }} mention{% plural %}{{ n }} mentions"
        "{% endblocktranslate %}",
    )
    assert set(messages.spoken(root).values()) == {
        messages.Message("Save"),
        messages.Message("%(n)s day", "%(n)s days"),
        messages.Message("x", context="gate"),
        messages.Message("Open"),
        messages.Message("%(n)s mention", "%(n)s mentions"),
    }


def test_what_is_missing_fuzzy_unused_or_broken_is_named() -> None:
    said = {
        ("", word): messages.Message(word)
        for word in ("missing", "fuzzy", "hello %(name)s", "fine")
    }
    found = messages.check(
        catalogue(
            polib.POEntry(msgid="missing", msgstr=""),
            polib.POEntry(msgid="fuzzy", msgstr="unscharf", flags=["fuzzy"]),
            polib.POEntry(msgid="hello %(name)s", msgstr="Hallo %(nmae)s"),
            polib.POEntry(msgid="fine", msgstr="gut"),
            polib.POEntry(msgid="old", msgstr="alt"),
        ),
        said,
    )
    assert (found.missing, found.fuzzy, found.broken, found.unused) == (
        ["missing"],
        ["fuzzy"],
        ["hello %(name)s"],
        ["old"],
    )


def test_a_sentence_without_its_plural_forms_is_missing() -> None:
    said = {("", PLURAL): messages.Message(PLURAL, "%(n)s mentions")}
    found = messages.check(catalogue(polib.POEntry(msgid=PLURAL, msgstr="x %(n)s")), said)
    assert found.missing == [PLURAL]


def test_a_merge_adds_what_is_said_drops_what_is_not_and_keeps_translations() -> None:
    german = catalogue(
        polib.POEntry(msgid="kept", msgstr="behalten"), polib.POEntry(msgid="old", msgstr="alt")
    )
    messages.merge(
        german, {("", "kept"): messages.Message("kept"), ("", "new"): messages.Message("new")}
    )
    assert [(entry.msgid, entry.msgstr) for entry in german] == [("kept", "behalten"), ("new", "")]


def test_catalogues_are_compiled_without_gettext_and_only_when_older(tmp_path: Path) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue(polib.POEntry(msgid="Save", msgstr="Speichern")).save(str(folder / "django.po"))
    catalogues.compile_all(tmp_path)
    compiled = folder / "django.mo"
    assert [entry.msgstr for entry in polib.mofile(str(compiled))] == ["Speichern"]
    before = compiled.stat().st_mtime_ns
    catalogues.compile_all(tmp_path)
    assert compiled.stat().st_mtime_ns == before
