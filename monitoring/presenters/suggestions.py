"""Searches one might begin with: the company's own name, as people write it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
LEGAL_FORMS = {"gmbh", "ag", "kg", "ohg", "gbr", "ug", "se", "e.k.", "ek", "co.", "&", "mbh", "inc"}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A search one might begin with, and why it is written so."""

    query: str
    why: str


def suggestions(name: str) -> list[Suggested]:
    """Searches for a company's own name: without its legal form, as one word, with a question.

    Umlauts need no second spelling: the search finds Mueller and Müller alike.
    """
    bare = " ".join(word for word in name.split() if word.lower().strip(",()") not in LEGAL_FORMS)
    plain = bare.replace('"', "")
    if not plain:
        return []
    found = [Suggested(f'"{plain}"', _name_reason(plain))]
    words = plain.split()
    if len(words) > 1:
        joined = "".join(words)
        found.append(
            Suggested(
                f'"{plain}" OR {joined}',
                _("also written as one word, as in addresses and hashtags"),
            )
        )
    found.append(
        Suggested(f'"{plain}" AND is:question', _("only texts in which something is asked"))
    )
    return found


def _name_reason(name: str) -> str:
    umlauts = [(old, new) for old, new in UMLAUTS if old in name.lower()]
    if not umlauts:
        return _("the name, word for word")
    spelled = name.lower()
    for old, new in umlauts:
        spelled = spelled.replace(old, new)
    return _("the name, word for word; “%(spelling)s” is found too") % {"spelling": spelled.title()}
