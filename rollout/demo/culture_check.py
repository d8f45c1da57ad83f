"""The demo's culture checks: answered by link, weak dimensions met with measures."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from companies.models import Company, User
from rollout.demo.answers import PEOPLE_PER_ROLE, VIEWS, answers
from rollout.models import Stage
from rollout.stages.culture import measures, media, survey
from rollout.stages.culture.questionnaire import DIMENSIONS
from rollout.stages.culture.selectors import culture_work

CULTURE = 1
FORMS = UUID("6f6f0f52-6a3c-4c39-9a53-0c8bb9a0d3a1")


def check_culture(
    company: Company,
    *,
    lead: User,
    manager: User,
    inventory: tuple[tuple[str, str, str, str], ...],
    at: datetime,
) -> None:
    """Three people of each role answer; what is weak gets a measure; the media are listed."""
    _answer(company, lead, at)
    work = culture_work(Stage.of(company).get(number=CULTURE), at.date())
    weak = [
        figure.key
        for figure in work.survey.dimensions
        if figure.score is not None and figure.score < work.facts.threshold
    ]
    for dimension in (each for each in DIMENSIONS if each.key in weak):
        measures.add_measure(
            company=company,
            dimension=dimension.key,
            text="Wer antwortet, entscheidet: Freigaben nur noch bei Rechtsfragen und Presse.",
            owner=manager,
            due_on=(at + timedelta(days=70)).date(),
            by=lead,
            at=at,
        )
    for kind, name, url, note in inventory:
        media.add_medium(company=company, kind=kind, name=name, url=url, note=note, by=lead, at=at)


def _answer(company: Company, lead: User, at: datetime) -> None:
    link = survey.create_survey_link(company=company, by=lead, at=at)
    for role in VIEWS:
        for person in range(PEOPLE_PER_ROLE):
            survey.answer_by_link(
                token=link.token,
                role=role,
                answers=answers(role, person),
                form_key=uuid5(FORMS, f"{company.slug} {role} {person}"),
                at=at + timedelta(days=1, hours=person),
            )
    survey.withdraw_survey_link(company=company, link_id=link.pk, by=lead, at=at)
