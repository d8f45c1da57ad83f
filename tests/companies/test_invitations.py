"""Invitations: one address, once, for fourteen days."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from companies.mails import letter_of
from companies.models import AuditEntry, Invitation, Membership, Notice, User
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.invitations import (
    UsedError,
    accept_as_new_person,
    accept_invitation,
    invitation_behind,
    invite,
    revoke_invitation,
    send_again,
    token_of,
)
from tests.factories import MONDAY, make_company, make_member, make_user

pytestmark = pytest.mark.django_db
SOON = MONDAY + timedelta(days=3)
LAST_MOMENT = MONDAY + timedelta(days=14) - timedelta(seconds=1)
TOO_LATE = MONDAY + timedelta(days=14)


def invited(email: str = "erika@example.org", **what) -> Invitation:
    company = what.pop("company", None) or make_company()
    by = make_member(company, is_admin=True, name="Jana Lindner").user
    return invite(company=company, email=email, role=Role.LEAD, by=by, **{"at": MONDAY, **what})


def link_of(invitation: Invitation) -> str:
    return token_of(invitation.pk, invitation.expires_at)


def test_a_link_works_until_the_fourteenth_day_is_over() -> None:
    invitation = invited()
    assert invitation_behind(link_of(invitation), at=LAST_MOMENT) == invitation
    with pytest.raises(UsedError) as over:
        invitation_behind(link_of(invitation), at=TOO_LATE)
    assert over.value.reason == "expired"


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", str.upper])
def test_a_forged_link_leads_nowhere(spoil) -> None:
    with pytest.raises(UsedError) as over:
        invitation_behind(spoil(link_of(invited())), at=SOON)
    assert over.value.reason == "unknown"


def test_a_new_person_joins_with_a_confirmed_address() -> None:
    invitation = invited("Erika@Example.org", is_admin=True)
    membership = accept_as_new_person(
        invitation=invitation,
        name="Erika Muster",
        password="ein langes Passwort",
        language="en",
        at=SOON,
    )
    person = User.objects.get(email="erika@example.org")
    assert (membership.user, membership.role, membership.is_admin) == (person, Role.LEAD, True)
    assert (person.name, person.language) == ("Erika Muster", "en")
    assert EmailAddress.objects.get(user=person).verified
    assert person.check_password("ein langes Passwort")


def test_a_link_works_once() -> None:
    invitation = invited()
    person = make_user()
    EmailAddress.objects.create(user=person, email="erika@example.org", verified=True)
    accept_invitation(invitation=invitation, by=person, at=SOON)
    with pytest.raises(UsedError) as over:
        invitation_behind(link_of(invitation), at=SOON)
    with pytest.raises(UsedError):
        accept_invitation(invitation=invitation, by=person, at=SOON)
    assert over.value.reason == "used"
    assert Membership.of(invitation.company).filter(user=person).count() == 1


def test_somebody_else_cannot_accept_even_with_an_unconfirmed_address() -> None:
    invitation = invited()
    stranger = make_user()
    EmailAddress.objects.create(user=stranger, email="erika@example.org", verified=False)
    with pytest.raises(RefusedError, match=r"erika@example\.org"):
        accept_invitation(invitation=invitation, by=stranger, at=SOON)
    assert not Membership.everywhere.filter(user=stranger).exists()


def test_an_invitation_never_takes_over_an_account_that_exists() -> None:
    person = make_user()
    invitation = invited(person.email)
    with pytest.raises(RefusedError):
        accept_as_new_person(
            invitation=invitation, name="X", password="anders lang genug", language="de", at=SOON
        )
    person.refresh_from_db()
    assert person.check_password("ein langes Passwort")


def test_an_expired_invitation_cannot_be_accepted_by_a_page_that_stayed_open() -> None:
    person = make_user()
    invitation = invited(person.email)
    with pytest.raises(UsedError) as over:
        accept_invitation(invitation=invitation, by=person, at=TOO_LATE)
    assert over.value.reason == "expired"


def test_a_withdrawn_invitation_is_over() -> None:
    invitation = invited()
    revoke_invitation(invitation=invitation, by=make_user(), at=SOON)
    with pytest.raises(UsedError) as over:
        invitation_behind(link_of(invitation), at=SOON)
    assert over.value.reason == "revoked"
    with pytest.raises(UsedError):
        revoke_invitation(invitation=invitation, by=make_user(), at=SOON)


def test_sending_again_gives_fourteen_more_days_and_another_mail() -> None:
    invitation = invited()
    again = send_again(invitation=invitation, by=make_user(), at=SOON)
    assert again.expires_at == SOON + timedelta(days=14)
    assert invitation_behind(link_of(again), at=TOO_LATE) == invitation
    assert Notice.of(invitation.company).count() == 2
    with pytest.raises(UsedError):
        invitation_behind(link_of(invitation), at=TOO_LATE)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Kiritimati", "1. Dezember 2026"), ("Pacific/Pago_Pago", "29. November 2026")],
)
def test_the_letter_names_the_day_it_is_at_the_company(zone: str, day: str) -> None:
    company = make_company()
    company.time_zone = zone
    company.save()
    invited(company=company, at=datetime(2026, 11, 16, 10, 30, tzinfo=UTC))
    assert f"gilt bis zum {day}." in letter_of(Notice.of(company).get()).body


def test_the_outbox_holds_no_secret() -> None:
    invitation = invited()
    notice = Notice.of(invitation.company).get()
    assert link_of(invitation) not in str(notice.context)


def test_who_belongs_to_the_company_or_is_invited_is_not_invited_again() -> None:
    company = make_company()
    member = make_member(company)
    by = make_user()
    for email in [member.user.email.upper(), "neu@example.org", "NEU@example.org"]:
        try:
            invite(company=company, email=email, role=Role.MEMBER, by=by, at=MONDAY)
        except RefusedError as refusal:
            assert refusal.field == "email"
    assert [each.email for each in Invitation.of(company)] == ["neu@example.org"]


def test_somebody_who_left_may_come_back() -> None:
    company = make_company()
    member = make_member(company)
    Membership.of(company).update(ended_at=MONDAY)
    invitation = invited(member.user.email, company=company)
    back = accept_invitation(invitation=invitation, by=member.user, at=SOON)
    assert back.is_live
    assert back != member


def test_every_step_is_in_the_log() -> None:
    person = make_user("Erika Muster")
    invitation = invited(person.email)
    send_again(invitation=invitation, by=make_user("Jana"), at=SOON)
    accept_invitation(invitation=invitation, by=person, at=SOON)
    entries = AuditEntry.of(invitation.company).order_by("pk")
    assert list(entries.values_list("act", "actor_name")) == [
        ("invitation.sent", "Jana Lindner"),
        ("invitation.sent_again", "Jana"),
        ("invitation.accepted", "Erika Muster"),
    ]
