"""Arguments for every address with arguments, so that the walk over all doors can knock.

Whoever adds an address with an argument adds an example, in examples_<app>.py beside this file
(found by itself; the examples of companies stand here). A company's examples are rows of
one company, ``Example.of``; the walk knocks with them as people of another. Register with

    @example("companies:member")
    def _member(of: House) -> dict[str, object]:
        return {"pk": of.member.pk}

The argument ``company`` is filled in by the walk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from companies.models import Absence, Closure, Company, Department, Deputy, Invitation, Membership
from companies.roles import Role
from companies.services.founding import found_company
from companies.services.invitations import token_of
from monitoring.models import Feed, Mention, SearchProfile, Source
from tests.factories import MONDAY, make_member

DAY = date(2026, 12, 24)


@dataclass(frozen=True)
class House:
    """A company whose doors are knocked at, and people in it."""

    company: Company
    admin: Membership
    member: Membership
    former: Membership


Arguments = Callable[[House], dict[str, object]]
EXAMPLES: dict[str, Arguments] = {}


def example(*url_names: str) -> Callable[[Arguments], Arguments]:
    """Register a function that makes the arguments of these addresses."""

    def keep(arguments: Arguments) -> Arguments:
        EXAMPLES.update(dict.fromkeys(url_names, arguments))
        return arguments

    return keep


def make_house(name: str = "Brauerei Lindner") -> House:
    """A company with an administrator (lead), a plain member and somebody who left."""
    company = found_company(name=name, state="BY", founder=None, by=None, at=MONDAY)
    former = make_member(company, Role.MANAGER, name="Frieda Former", is_admin=True)
    Membership.of(company).filter(pk=former.pk).update(ended_at=MONDAY)
    return House(
        company=company,
        admin=make_member(company, Role.LEAD, name="Anna Admin", is_admin=True),
        member=make_member(company, Role.MEMBER, name="Moritz Member"),
        former=former,
    )


@example("companies:member", "companies:end_membership")
def _membership(of: House) -> dict[str, object]:
    return {"pk": of.member.pk}


@example("companies:send_again", "companies:revoke_invitation")
def _invitation(of: House) -> dict[str, object]:
    return {"pk": _open_invitation(of).pk}


@example("companies:invitation")
def _token(of: House) -> dict[str, object]:
    invitation = _open_invitation(of)
    return {"token": token_of(invitation.pk, invitation.expires_at)}


def _open_invitation(of: House) -> Invitation:
    invitation, _ = Invitation.everywhere.get_or_create(
        company=of.company,
        email="neu@example.org",
        role=Role.MEMBER,
        invited_by=of.admin.user,
        created_at=MONDAY,
        expires_at=MONDAY.replace(year=2099),
    )
    return invitation


@example("companies:department", "companies:remove_department")
def _department(of: House) -> dict[str, object]:
    row, _ = Department.everywhere.get_or_create(company=of.company, name="Vertrieb")
    return {"pk": row.pk}


@example("companies:end_deputy")
def _deputy(of: House) -> dict[str, object]:
    row, _ = Deputy.everywhere.get_or_create(
        company=of.company,
        principal=of.admin,
        deputy=of.member,
        starts_on=DAY,
        ends_on=DAY,
    )
    return {"pk": row.pk}


@example("companies:remove_absence")
def _absence(of: House) -> dict[str, object]:
    row, _ = Absence.everywhere.get_or_create(
        company=of.company, membership=of.admin, starts_on=DAY, ends_on=DAY
    )
    return {"pk": row.pk}


@example("companies:remove_closure")
def _closure(of: House) -> dict[str, object]:
    row, _ = Closure.everywhere.get_or_create(
        company=of.company, name="Betriebsruhe", starts_on=DAY, ends_on=DAY
    )
    return {"pk": row.pk}


@example("account_confirm_email")
def _confirmation(of: House) -> dict[str, object]:
    return {"key": "forged"}


@example("account_reset_password_from_key")
def _reset(of: House) -> dict[str, object]:
    return {"uidb36": "1", "key": "forged"}


@example("mfa_edit_webauthn", "mfa_remove_webauthn")
def _security_key(of: House) -> dict[str, object]:
    return {"pk": 1}


@example(
    "monitoring:source",
    "monitoring:change_credential",
    "monitoring:read_back",
    "monitoring:pause_source",
    "monitoring:resume_source",
    "monitoring:remove_source",
    "monitoring:try_source_again",
)
def _source(of: House) -> dict[str, object]:
    return {"pk": source_of(of).pk}


@example("monitoring:add_kind")
def _kind(of: House) -> dict[str, object]:
    return {"kind": "hackernews"}


@example("monitoring:profile", "monitoring:end_profile", "monitoring:resume_profile")
def _profile(of: House) -> dict[str, object]:
    row, _ = SearchProfile.everywhere.get_or_create(
        company=of.company,
        name="Lindner",
        kind="brand",
        query="Lindner",
        created_by=of.admin.user,
        created_at=MONDAY,
        changed_at=MONDAY,
    )
    return {"pk": row.pk}


@example(
    "monitoring:mention",
    "monitoring:correct_tone",
    "monitoring:undo_tone",
    "monitoring:mark_answered",
    "monitoring:unmark_answered",
)
def _mention(of: House) -> dict[str, object]:
    row, _ = Mention.everywhere.get_or_create(
        company=of.company,
        source=source_of(of),
        external_id="1",
        defaults={
            "text": "Das Bier kam warm an.",
            "published_at": MONDAY,
            "fetched_at": MONDAY,
            "day": MONDAY.date(),
            "tone": "negative",
            "kind": "criticism",
            "content_hash": b"1" * 32,
        },
    )
    return {"pk": row.pk}


def source_of(of: House) -> Source:
    """A source of the company."""
    feed, _ = Feed.objects.get_or_create(
        kind="feed",
        address=f"https://example.org/{of.company.slug}",
        defaults={
            "host": "example.org",
            "interval": timedelta(hours=1),
            "next_due_at": MONDAY,
            "created_at": MONDAY,
        },
    )
    row, _ = Source.everywhere.get_or_create(
        company=of.company,
        feed=feed,
        name="Anzeiger",
        added_by=of.admin.user,
        added_at=MONDAY,
    )
    return row
