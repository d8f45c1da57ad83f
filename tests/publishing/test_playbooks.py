"""Playbooks: taken over, written, changed in versions, put away."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from companies.models import AuditEntry, Department
from companies.refusals import RefusedError
from companies.roles import Role
from publishing.models import Playbook, PlaybookStep
from publishing.selectors import candidates_for
from publishing.services.playbooks import (
    add_playbook,
    retire_playbook,
    save_playbook,
    take_playbook,
)
from publishing.services.steps import add_step, move_step, remove_step, save_step
from publishing.shipped_playbooks import shipped_playbooks
from publishing.typed import StepText, UpTo
from tests.factories import make_member
from tests.publishing.builders import make_place, take

pytestmark = pytest.mark.django_db

FILM = StepText(
    title="Film it",
    instruction="Upright.",
    kind="work",
    counts_from="start",
    days=2,
    after_publication=False,
)
KEY = UUID("7f6c52b4-29cf-43dc-9d0b-7b1c3a0f9a11")


@pytest.fixture
def place():
    return make_place()


def titles(playbook):
    return list(playbook.steps.order_by("position").values_list("title", flat=True))


def words_of(row):
    return StepText(**{name: getattr(row, name) for name in StepText.__slots__})


def add(place, playbook, words=FILM, **given):
    said = {"up_to": UpTo(), "deputy": None, "form_key": uuid4()} | given
    return add_step(playbook_id=playbook.pk, words=words, **said, **place.by(place.lead))


def test_what_is_shipped_is_the_same_in_both_languages_but_for_its_words():
    german, english = shipped_playbooks("de"), shipped_playbooks("en")

    def shape(playbooks):
        return {
            playbook.key: [
                (each.words.kind, each.words.counts_from, each.words.days, each.role,
                 each.words.after_publication)
                for each in playbook.steps
            ]
            for playbook in playbooks
        }  # fmt: skip

    assert shape(german) == shape(english)
    assert [each.words.kind for each in german[0].steps] == [
        "work",
        "approval",
        "work",
        "work",
        "work",
        "automatic",
    ]
    assert [each.words.kind for each in german[1].steps] == [
        "work",
        "approval",
        "work",
        "automatic",
    ]
    assert [each.words.after_publication for each in german[0].steps] == [
        False, False, False, True, True, True,
    ]  # fmt: skip


def test_a_shipped_playbook_is_taken_over_once_with_its_steps(place):
    row = take(place, language="de")
    assert take(place, language="de") == row
    assert titles(row) == [
        "Pressemeldung verfassen",
        "Pressemeldung freigeben",
        "An die Presseliste senden",
        "In die Presseportale einstellen",
        "Auf der Website verlinken",
        "In den Kanälen ankündigen",
    ]
    assert row.revision == 1
    acts = AuditEntry.of(place.company).values_list("act", flat=True)
    assert list(acts) == ["playbook.taken_over"]


def test_nobody_takes_over_what_is_not_shipped(place):
    with pytest.raises(RefusedError):
        take_playbook(key="no-such", language="de", **place.by(place.lead))


def test_one_form_writes_one_playbook_and_a_name_is_there_once(place):
    given = {"name": "Video", "about": "", "form_key": KEY, **place.by(place.lead)}
    assert add_playbook(**given) == add_playbook(**given)
    with pytest.raises(RefusedError, match="of this name already") as refusal:
        add_playbook(**given | {"form_key": uuid4()})
    assert refusal.value.field == "name"
    retire_playbook(playbook_id=Playbook.of(place.company).get().pk, **place.by(place.lead))
    assert add_playbook(**given | {"form_key": uuid4()}).name == "Video"


def test_only_editors_change_playbooks(place):
    playbook = take(place)
    member = place.by(place.member)
    first = playbook.steps.first()
    acts = (
        lambda: take_playbook(key="blog_post", language="de", **member),
        lambda: add_playbook(name="Video", about="", form_key=KEY, **member),
        lambda: save_playbook(playbook_id=playbook.pk, name="X", about="", seen=1, **member),
        lambda: retire_playbook(playbook_id=playbook.pk, **member),
        lambda: move_step(step_id=first.pk, up=False, **member),
        lambda: remove_step(step_id=first.pk, **member),
        lambda: add_step(
            playbook_id=playbook.pk, words=FILM, up_to=UpTo(), deputy=None, form_key=KEY, **member
        ),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
            act()
    playbook.refresh_from_db()
    assert (playbook.revision, playbook.retired_at) == (1, None)


def test_every_change_makes_a_version(place):
    playbook = take(place)
    row = add(place, playbook)
    move_step(step_id=row.pk, up=True, **place.by(place.lead))
    remove_step(step_id=playbook.steps.first().pk, **place.by(place.lead))
    playbook.refresh_from_db()
    assert playbook.revision == 4
    assert titles(playbook) == [
        "Approve the press release",
        "Send it to the press list",
        "Put it on press portals",
        "Link it on the website",
        "Film it",
        "Announce it on the channels",
    ]
    assert list(playbook.steps.order_by("position").values_list("position", flat=True)) == [
        1, 2, 3, 4, 5, 6,
    ]  # fmt: skip
    assert list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True)) == [
        "playbook.taken_over",
        "playbook.step_added",
        "playbook.step_moved",
        "playbook.step_removed",
    ]


def test_at_the_end_of_the_list_a_step_stays_where_it_is(place):
    playbook = take(place)
    first, last = playbook.steps.first(), playbook.steps.last()
    before = titles(playbook)
    move_step(step_id=first.pk, up=True, **place.by(place.lead))
    move_step(step_id=last.pk, up=False, **place.by(place.lead))
    playbook.refresh_from_db()
    assert (titles(playbook), playbook.revision) == (before, 1)


def test_who_saves_what_somebody_else_has_changed_meanwhile_is_told(place):
    playbook = take(place)
    first = playbook.steps.first()
    given = {"step_id": first.pk, "up_to": UpTo(owner=place.member), "deputy": None, "seen": 1}
    changed = replace(words_of(first), title="Write it well")
    save_step(words=changed, **given, **place.by(place.lead))
    save_step(words=changed, **given, **place.by(place.lead))
    playbook.refresh_from_db()
    assert playbook.revision == 2
    with pytest.raises(RefusedError, match="Somebody else has changed this"):
        save_step(words=FILM, **given, **place.by(place.manager))
    first.refresh_from_db()
    assert (first.title, first.owner, first.role) == ("Write it well", place.member, "")
    with pytest.raises(RefusedError, match="Somebody else has changed this"):
        save_playbook(
            playbook_id=playbook.pk, name="News", about="", seen=1, **place.by(place.lead)
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"days": -1}, "days"),
        ({"days": 251}, "days"),
        ({"counts_from": "publication", "days": -1, "after_publication": True}, "days"),
    ],
    ids=["nothing", "before-the-start", "too-far", "before-what-it-waits-for"],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(place, change, field):
    with pytest.raises(RefusedError) as refusal:
        add(place, take(place), replace(FILM, **change))
    assert refusal.value.field == field


def test_nobody_stands_in_for_themselves_and_nobody_who_has_left_gets_a_step(place):
    playbook = take(place)
    with pytest.raises(RefusedError, match="stands in for themselves"):
        add(place, playbook, up_to=UpTo(owner=place.lead), deputy=place.lead)
    stranger = make_place("Nachbar").lead
    with pytest.raises(RefusedError, match="does not belong") as refusal:
        add(place, playbook, up_to=UpTo(owner=stranger))
    assert refusal.value.field == "up_to"
    department = Department.everywhere.create(company=stranger.company, name="Fremd")
    with pytest.raises(RefusedError, match="no longer there"):
        add(place, playbook, up_to=UpTo(department=department))


def test_steps_are_proposed_to_the_role_the_department_or_the_person(place):
    office = Department.everywhere.create(company=place.company, name="Büro")
    clerk = make_member(place.company, name="Ilse Amt", department=office)
    second = make_member(place.company, Role.LEAD, name="Zoe Zweit")
    playbook = take(place)
    rows = [
        add(place, playbook, up_to=UpTo(owner=place.member)),
        add(place, playbook, up_to=UpTo(department=office)),
        add(place, playbook, up_to=UpTo(role="lead")),
        add(place, playbook, replace(FILM, kind="approval"), up_to=UpTo(role="lead")),
        add(place, playbook),
    ]
    people = [place.lead, place.manager, place.member, clerk, second]
    assert candidates_for(rows, people) == {
        rows[0].pk: place.member.pk,
        rows[1].pk: clerk.pk,
        rows[2].pk: place.lead.pk,
        rows[3].pk: second.pk,  # whoever did the step before does not approve it
    }
    assert PlaybookStep.of(place.company).count() == 11
