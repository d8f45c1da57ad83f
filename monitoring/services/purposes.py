"""Why a search is allowed: its purpose, the balance of interests, and what of people it names."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from companies.refusals import RefusedError
from monitoring.models import SearchProfile
from monitoring.models.source import ProfileKind
from monitoring.pipeline.text import scrub
from monitoring.privacy.names import names_in

PERSON = _(
    "This search looks for a person. Say why you may: for instance that it is your own managing "
    "director in that role, or that the person has agreed."
)


def explain(profile: SearchProfile, *, purpose: str, balancing: str, person_ground: str) -> None:
    """Keep the reasons with a search (GDPR article 6 paragraph 1 f).

    Raises RefusedError if it names a person and ``person_ground`` does not say what allows it.
    """
    profile.purpose = scrub(purpose).strip()[:500]
    profile.balancing = scrub(balancing).strip()[:2000]
    ground = scrub(person_ground).strip()[:500]
    if not ground and (refusal := _names_somebody(profile)) is not None:
        raise refusal
    profile.person_ground = ground


def _names_somebody(profile: SearchProfile) -> RefusedError | None:
    if profile.kind == ProfileKind.PERSON:
        return RefusedError(PERSON, field="person_ground")
    if names := names_in(profile.query):
        said = ngettext_lazy(
            "“%(names)s” looks like the name of a private person. Say why you may look for it, or "
            "take it out.",
            "“%(names)s” look like names of private persons. Say why you may look for them, or "
            "take them out.",
            len(names),
        )
        return RefusedError(said % {"names": "”, “".join(names)}, field="person_ground")
    return None
