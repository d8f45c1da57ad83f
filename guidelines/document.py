"""A version put into the words of its document, in the language it is written in."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from companies.documents.document import Block, Document, Labels, Pair, Pairs, Prose, Section
from companies.documents.rich import rich_text
from guidelines.markdown import tokens_of
from guidelines.models import CouncilReview, GuidelineVersion, Paragraph
from guidelines.presenters import day, document_title, publisher, review_view, version_title
from guidelines.selectors import fingerprint_of

LONG = 6
"""Paragraphs from which on a text has a table of contents."""


def document_of(
    version: GuidelineVersion, text: Sequence[Paragraph], review: CouncilReview | None
) -> Document:
    """What stands in the file; the same words with the same answers give the same one."""
    with translation.override(version.language):
        return Document(
            language=version.language,
            title=document_title(version),
            kicker=_state(version),
            company=version.company.name,
            author=str(version.published_by or version.begun_by),
            at=version.published_at or version.begun_at,
            fingerprint=fingerprint_of(text),
            cover=_cover(version, review),
            sections=tuple(
                Section(each.title, (rich_text(tokens_of(each.text)),)) for each in text
            ),
            signatures=(),
            labels=_labels(),
            mark="" if version.is_published else _("Draft, not in force"),
            contents=_("Contents") if len(text) >= LONG else "",
        )


def _state(version: GuidelineVersion) -> str:
    if version.is_published:
        return version_title(version)
    return _("Draft of version %(number)s") % {"number": version.number}


def _cover(version: GuidelineVersion, review: CouncilReview | None) -> tuple[Block, ...]:
    company = version.company
    if version.published_at is None:
        begun = {"day": day(version.begun_at, company), "person": version.begun_by}
        pairs = [Pair(_("State"), _("Draft since %(day)s, begun by %(person)s") % begun)]
    else:
        pairs = [
            Pair(_("In force since"), day(version.published_at, company)),
            Pair(_("Published by"), publisher(version)),
        ]
    if review is not None:
        pairs += _council(version, review)
    if version.note:
        pairs.append(Pair(_("What is new"), version.note))
    whole: list[Block] = [Pairs(tuple(pairs))]
    if version.department is not None:
        sentence = _("It adds to the guidelines of the whole company, which hold as well.")
        whole.append(Prose((sentence,)))
    return tuple(whole)


def _council(version: GuidelineVersion, review: CouncilReview) -> list[Pair]:
    view = review_view(review, version)
    said = [f"{view.label}: {view.about}", review.objections, review.note]
    pairs = [Pair(_("Works council"), "\n".join(filter(None, said)))]
    if version.despite_objections:
        why = Pair(_("Why it is published against the objections"), version.despite_objections)
        pairs.append(why)
    return pairs


def _labels() -> Labels:
    return Labels(
        fingerprint=_("Fingerprint"),
        fingerprint_about=_(
            "SHA-256 of all paragraphs. Etappe shows the same fingerprint with this version; if "
            "one character were different, so would it be."
        ),
        page=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        signed="",
        missing=_(
            "□ stands for a character that this file cannot show. Etappe shows the text with "
            "every character as it was typed."
        ),
    )


def file_name(version: GuidelineVersion) -> str:
    """``Richtlinien-brauerei-lindner-Version-2.pdf``, a draft and a supplement by their name."""
    with translation.override(version.language):
        words = [_("Guidelines"), version.company.slug]
        if version.department is not None:
            words = [_("Supplement"), version.company.slug, _plain(version.department.name)]
        words += [_("Version"), str(version.number)]
        if not version.is_published:
            words.append(_("Draft"))
    return "-".join(words) + ".pdf"


def _plain(name: str) -> str:
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        name = name.lower().replace(letter, written)
    return slugify(name) or "x"
