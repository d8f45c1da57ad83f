"""The pages of playbooks and runs, as those see them who work by them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from publishing.models import Playbook, PlaybookStep, Run
from tests.publishing.builders import begin, finish, finish_all, make_place, outcomes, step, take

pytestmark = pytest.mark.django_db

HOURS = timedelta(hours=1)


@pytest.fixture
def place():
    return make_place()


def client_of(member):
    member.user.language = "en"
    member.user.save()
    client = Client()
    client.force_login(member.user)
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def said(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


def begin_now(place, **given):
    """A run whose publication lies ahead of the clock on the wall."""
    now = timezone.now()
    return begin(place, publication_at=now + timedelta(days=20), at=now - HOURS, **given)


def test_an_empty_page_offers_what_is_shipped_to_editors_and_waits_with_others(place):
    lead, member = client_of(place.lead), client_of(place.member)
    page = text_of(lead.get(place.url()))
    assert "Begin with one of these" in page
    for name in ("Press release", "Blog post"):
        assert f'>Take over<span class="visually-hidden"> {name}</span></button>' in page
    page = text_of(member.get(place.url()))
    assert "No playbook yet" in page and "Take over" not in page


def test_a_lead_takes_one_over_changes_it_and_begins_a_run(place):
    client = client_of(place.lead)
    answer = client.post(place.url("take/"), {"key": "blog_post"})
    playbook = Playbook.of(place.company).get()
    assert answer.url == place.url(f"{playbook.pk}/")
    typed = {
        "title": "Ask the workshop",
        "instruction": "By phone.",
        "kind": "work",
        "up_to": f"person:{place.member.pk}",
        "deputy": place.lead.pk,
        "counts_from": "start",
        "days": "2",
        "form_key": uuid4(),
    }
    client.post(place.url(f"{playbook.pk}/steps/add/"), typed)
    row = PlaybookStep.of(place.company).get(title="Ask the workshop")
    assert (row.owner, row.deputy, row.position) == (place.member, place.lead, 5)
    client.post(place.url(f"steps/{row.pk}/move/"), {"to": "up"})
    page = text_of(client.get(place.url(f"{playbook.pk}/")))
    assert "4. Ask the workshop" in page and "Version 3" in page
    form = client.get(place.url(f"{playbook.pk}/begin/")).context["form"]
    typed = {"title": "Why we weld", "seen": 3, "form_key": uuid4()}
    typed |= {
        name: form.get_initial_for_field(field, name)
        for name, field in form.fields.items()
        if name.startswith("owner_")
    }
    answer = client.post(place.url(f"{playbook.pk}/begin/"), typed)
    run = Run.of(place.company).get()
    assert answer.url == place.url(f"runs/{run.pk}/")
    assert [str(each.owner.user) for each in run.steps.order_by("position")] == [
        "Petra Vogt",
        "Georg Brenner",
        "Petra Vogt",
        "Jonas Maier",
        "Petra Vogt",
    ]


def test_bad_input_gets_its_error_at_the_field_and_nothing_typed_is_lost(place):
    client = client_of(place.lead)
    playbook = take(place)
    typed = {"title": "Film it", "instruction": "Upright.", "kind": "work", "days": "-3"}
    typed |= {"counts_from": "start", "form_key": uuid4()}
    answer = client.post(place.url(f"{playbook.pk}/steps/add/"), typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["days"]
    assert "Upright." in text_of(answer)
    typed = {"title": "News", "publication_on": "2020-01-02", "publication_time": "10:00"}
    typed |= {"seen": playbook.revision, "form_key": uuid4()}
    typed |= {f"owner_{each.pk}": place.lead.pk for each in playbook.steps.all()}
    answer = client.post(place.url(f"{playbook.pk}/begin/"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"publication_on": ["This moment has passed."]}
    foreign = {**typed, f"owner_{playbook.steps.first().pk}": make_place("Nachbar").lead.pk}
    answer = client.post(place.url(f"{playbook.pk}/begin/"), foreign)
    assert f"owner_{playbook.steps.first().pk}" in answer.context["form"].errors


def test_the_run_page_says_whose_turn_it_is_and_lets_only_them_do_it(place):
    run = begin_now(place, owner_1=place.member)
    member, lead = client_of(place.member), client_of(place.lead)
    url = place.url(f"runs/{run.pk}/")
    finish_url = place.url(f"runs/steps/{step(run, 1).pk}/finish/")
    page = text_of(member.get(url))
    assert "Your next step" in page and finish_url in page and "Skip this step" not in page
    page = text_of(lead.get(url))
    assert "It is up to Jonas Maier." in page and finish_url not in page
    assert "Skip this step" in page and "Give to somebody else" in page
    answer = lead.post(finish_url, {"note": "", "link": ""})
    assert answer.status_code == 422
    answer = member.post(finish_url, {"note": "Entwurf", "link": "https://example.org/1"})
    assert answer.url == url
    assert outcomes(run)[0] == "done"
    page = text_of(lead.get(url))
    assert "Entwurf" in page and 'href="https://example.org/1"' in page


def test_a_hostile_link_is_refused(place):
    run = begin_now(place)
    url = place.url(f"runs/steps/{step(run, 1).pk}/finish/")
    answer = client_of(place.lead).post(url, {"link": "javascript:alert(1)"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["link"])


def test_who_did_the_work_reads_why_somebody_else_approves_it(place):
    run = begin_now(place, owner_1=place.manager)
    finish(place, run, 1)
    page = text_of(client_of(place.manager).get(place.url(f"runs/{run.pk}/")))
    assert "You did the work before this step, so somebody else has to approve it." in page
    assert "Do not approve" not in page and "Skip this step" not in page


def test_what_was_not_approved_says_why_at_the_step_that_is_open_again(place):
    run = begin_now(place)
    finish(place, run, 1)
    manager = client_of(place.manager)
    url = place.url(f"runs/steps/{step(run, 2).pk}/return/")
    assert manager.post(url, {"reason": " "}).status_code == 422
    manager.post(url, {"reason": "Figures are missing."})
    page = text_of(client_of(place.lead).get(place.url(f"runs/{run.pk}/")))
    assert "Georg Brenner has not approved it: Figures are missing." in page


def test_under_an_embargo_the_page_says_from_when_on(place):
    run = begin_now(place)
    for number in (1, 2, 3):
        finish(place, run, number)
    client = client_of(place.lead)
    page = text_of(client.get(place.url(f"runs/{run.pk}/")))
    assert "This step waits for the publication: it can be ticked off from" in page
    assert "Embargo until" in page
    answer = client.post(place.url(f"runs/steps/{step(run, 4).pk}/finish/"), {})
    assert answer.status_code == 422
    assert "waits for the publication" in text_of(answer)


def test_an_automatic_step_admits_that_it_is_done_by_hand(place):
    now = timezone.now()
    run = begin(place, take(place, "blog_post"), publication_at=None, at=now)
    for number in (1, 2, 3):
        finish(place, run, number, now)
    page = text_of(client_of(place.lead).get(place.url(f"runs/{run.pk}/")))
    assert "Etappe does not post to your channels by itself yet" in page


def test_everybody_sees_their_own_steps_first(place):
    begin_now(place, owner_1=place.member)
    page = text_of(client_of(place.member).get(place.url()))
    assert page.index("My steps") < page.index("Going on") < page.index("Our playbooks")
    assert "Your turn" in page and "0 of 6 steps" in page
    page = text_of(client_of(place.manager).get(place.url()))
    assert "Your turn" not in page  # the approval comes later
    assert "Approve the press release" in page


def test_the_navigation_leads_there(place):
    page = text_of(client_of(place.member).get(place.url()))
    assert f'<a href="{place.url()}" aria-current="page">' in page


def test_what_is_over_stands_in_its_own_list(place):
    client = client_of(place.lead)
    assert "Nothing is over yet" in text_of(client.get(place.url("runs/")))
    run = finish_all(place, begin(place))
    page = text_of(client.get(place.url("runs/")))
    assert "New apprentices" in page and "Finished" in page
    page = text_of(client.get(place.url(f"runs/{run.pk}/")))
    assert "Finished: no step was forgotten" in page


def test_acts_of_the_page_answer_in_words(place):
    run = begin_now(place)
    finish(place, run, 1)
    lead = client_of(place.lead)
    first = place.url(f"runs/steps/{step(run, 1).pk}/reopen/")
    assert said(lead.post(first)) == ["It is open again."]
    finish(place, run, 1)
    given = {"owner": place.member.pk, "deputy": ""}
    lead.post(place.url(f"runs/steps/{step(run, 2).pk}/give/"), given)
    assert step(run, 2).owner == place.member
    moved = (timezone.now() + timedelta(days=30)).date()
    typed = {"publication_on": moved.isoformat(), "publication_time": "09:30"}
    lead.post(place.url(f"runs/{run.pk}/move/"), typed)
    run.refresh_from_db()
    assert run.publication_at.date() == moved
    lead.post(place.url(f"runs/steps/{step(run, 2).pk}/skip/"), {"reason": "Passt."})
    assert outcomes(run)[1] == ""  # whoever did the work does not skip its approval
    answer = lead.post(place.url(f"runs/{run.pk}/stop/"), {"reason": "Fällt aus."})
    assert said(answer) == ["Called off. What was done stays written down."]


def test_a_member_changes_no_playbook(place):
    playbook, client = take(place), client_of(place.member)
    first = playbook.steps.first()
    for path in (f"{playbook.pk}/change/", f"{playbook.pk}/begin/", f"steps/{first.pk}/", "add/"):
        assert client.get(place.url(path)).status_code == 403
    for path in (f"steps/{first.pk}/remove/", f"{playbook.pk}/retire/", "take/"):
        assert client.post(place.url(path)).status_code == 403
    assert "Add a step" not in text_of(client.get(place.url(f"{playbook.pk}/")))
