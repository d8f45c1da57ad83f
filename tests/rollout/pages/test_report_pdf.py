"""The whole rollout as one report: what stands in it, under whose head, and who gets it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from companies.access import standing_of
from companies.documents.document import (
    Block,
    Document,
    Entries,
    Figures,
    Heading,
    Letterhead,
    Pair,
    Pairs,
    Picture,
    Prose,
    Table,
    Warned,
)
from companies.letterheads import letterhead_for
from companies.roles import Role
from companies.services.letterhead import change_letterhead
from rollout import gate
from rollout.models import Goal, Kpi, KpiReading
from rollout.report_pdf.content import document_of
from rollout.report_pdf.reads import rollout_report
from rollout.stages.culture import media
from tests.companies.pictures import png
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.ahead import all_passed, pass_stage, place_at
from tests.rollout.builders import (
    LATER,
    TODAY,
    Place,
    approve,
    at_the_gate,
    make_place,
    make_source,
    passed,
    submit,
)
from tests.rollout.pages.test_dossier_pdf import listened
from tests.rollout.pages.visit import url, visitor

pytestmark = pytest.mark.django_db
PDF = "report/pdf/"


def report(place: Place, user=None) -> Document:
    """The report as somebody gets it, in English, an hour after the builders' moment."""
    reader = user or place.lead
    standing = standing_of(reader, place.company, TODAY)
    assert standing is not None
    with override("en"):
        return document_of(rollout_report(standing, LATER), letterhead_for(place.company, reader))


def section(of: Document, title: str) -> tuple[Block, ...]:
    return next(each.blocks for each in of.sections if each.title == title)


def pairs(blocks: tuple[Block, ...]) -> dict[str, str]:
    found = next(each for each in blocks if isinstance(each, Pairs))
    return {each.name: each.text for each in found.pairs}


def headings(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Heading)]


def warnings(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Warned)]


def test_every_stage_that_has_begun_has_a_section_and_the_others_are_named():
    of = report(passed())
    assert [each.title for each in of.sections] == [
        "Where the rollout stands",
        "1 Culture check",
        "2 Listening",
        "What lies ahead",
        "What could be seen",
    ]


def test_the_summary_says_where_it_stands_and_what_comes_next():
    of = report(passed())
    cover = pairs(of.cover)
    assert cover["Where it stands"] == "Stage 2 of 7: Listening"
    assert cover["Next"].startswith("Work on “Listening”")
    table = next(
        each for each in section(of, "Where the rollout stands") if isinstance(each, Table)
    )
    assert [[cell.text for cell in row] for row in table.rows][:3] == [
        ["1 Culture check", "Passed", "11/16/2026", "0"],
        ["2 Listening", "Open", "11/16/2026", "0"],
        ["3 Goals and target groups", "Locked", "–", "–"],
    ]


def test_a_passed_stage_stands_with_its_signatories_and_its_fingerprint():
    place = passed()
    blocks = section(report(place), "1 Culture check")
    told = next(each for each in blocks if isinstance(each, Entries)).entries
    assert [each.title for each in told] == [
        "Jana Berg submitted “Culture check” (round 1)",
        "Karl Lindner approved “Culture check”",
    ]
    assert told[0].pairs[0].text.replace(" ", "") == place.hash_at()
    assert "Questionnaire" in headings(blocks)
    assert warnings(blocks) == []


def test_the_work_of_a_passed_stage_is_the_frozen_work():
    place = passed()
    before = section(report(place), "1 Culture check")
    gate.reopen_stage(company=place.company, number=1, reason="Neues.", by=place.manager, at=LATER)
    media.add_medium(company=place.company, kind="owned", name="Blog", by=place.lead, at=LATER)
    submit(place, at=LATER)
    approve(place)
    media_after = str(section(report(place), "1 Culture check"))
    assert "Blog" in media_after
    assert "Blog" not in str(before)


def test_open_work_is_marked_as_not_decided():
    place = make_place()
    media.add_medium(company=place.company, kind="owned", name="Blog", by=place.lead, at=MONDAY)
    blocks = section(report(place), "1 Culture check")
    assert warnings(blocks) == ["As of Nov. 16, 2026, 11 a.m.: work in progress, not decided."]
    assert "Blog" in str(blocks)


def test_what_lies_before_the_gate_is_not_agreed():
    blocks = section(report(at_the_gate()), "1 Culture check")
    assert warnings(blocks) == [
        "Submitted and frozen, but not decided yet: nothing of this is agreed."
    ]


def test_every_round_is_told_with_its_reasons():
    place = at_the_gate()
    gate.return_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Mehr Stimmen, bitte.",
        by=place.manager,
        at=LATER,
    )
    submit(place, at=LATER + timedelta(minutes=1))
    blocks = section(report(place), "1 Culture check")
    told = next(each for each in blocks if isinstance(each, Entries)).entries
    assert [(each.title, each.quote) for each in told] == [
        ("Jana Berg submitted “Culture check” (round 1)", ""),
        ("Karl Lindner returned “Culture check”", "Mehr Stimmen, bitte."),
        ("Jana Berg submitted “Culture check” (round 2)", ""),
    ]


def test_conditions_stand_at_their_stage_and_open_ones_in_the_summary():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Liste führen", place.member, TODAY)],
        by=place.manager,
        at=LATER,
    )
    of = report(place)
    for title in ("Where the rollout stands", "1 Culture check"):
        rows = [row for each in section(of, title) if isinstance(each, Table) for row in each.rows]
        assert ["Liste führen", "Mia Roth"] in [[cell.text for cell in row[:2]] for row in rows]


def test_the_baseline_stands_with_its_figures():
    blocks = section(report(listened()), "2 Listening")
    figures = next(each for each in blocks if isinstance(each, Figures))
    assert [each.value for each in figures.figures] == ["4", "100 %", "0", "0"]


def test_what_was_blind_is_said_and_no_figure_is_good_news():
    place = make_place()
    feed = make_source(place).feed
    feed.failing_since = MONDAY - timedelta(days=2)
    feed.save()
    of = report(place)
    assert any(
        "“Anzeiger” cannot be seen since" in each
        for each in warnings(section(of, "What could be seen"))
    )
    figures = section(of, "Where the rollout stands")[0]
    assert isinstance(figures, Figures)
    assert figures.figures[1].value.startswith("unknown")


def test_without_a_source_nothing_is_known():
    said = section(report(make_place()), "What could be seen")
    assert said[0] == Prose(("No source is watched yet: nothing is known of what is said.",))


def make_kpi(place: Place, number: int, name: str) -> Kpi:
    """A KPI of a stage: from 4 to 12 questions answered a month, 9 of them now."""
    stage = place.stage(number)
    goal = Goal.everywhere.create(
        company=place.company,
        stage=stage,
        kind="service",
        title=f"Ziel zu {name}",
        due_on=TODAY + timedelta(days=200),
        owner=place.lead,
    )
    kpi = Kpi.everywhere.create(
        company=place.company,
        stage=stage,
        goal=goal,
        name=name,
        unit="count",
        direction="up",
        rhythm="monthly",
        baseline=4,
        baseline_on=TODAY - timedelta(days=60),
        target=12,
        target_on=TODAY + timedelta(days=200),
    )
    KpiReading.everywhere.create(
        company=place.company,
        kpi=kpi,
        on=TODAY,
        value=9,
        origin="entered",
        by=place.lead,
        at=LATER,
    )
    return kpi


def test_kpis_stand_beside_their_goals_and_planned_ones_are_not_decided():
    place = place_at(3)
    make_kpi(place, 3, "Antworten")
    planned = section(report(place), "KPIs")
    assert planned == (Prose(("Still open, not decided: Antworten.",)),)
    pass_stage(place, 3)
    heading, table = section(report(place), "KPIs")
    assert isinstance(heading, Heading)
    assert heading.text.startswith("Ziel zu Antworten")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Antworten", "4", "9", "12", "On the way"]
    ]


def test_without_a_kpi_there_is_no_section_about_them():
    assert "KPIs" not in [each.title for each in report(passed()).sections]


def test_it_bears_the_letterhead_of_the_consultant_for_every_reader():
    place = make_place()
    change_letterhead(
        by=place.consultant,
        at=MONDAY,
        name="Dr. Ben Ostler",
        firm="Ostler",
        address="Fulda",
        logo=SimpleUploadedFile("logo.png", png()),
    )
    wanted = Letterhead("Dr. Ben Ostler\nOstler · Fulda", Picture(png(), "png", "Ostler"))
    assert [report(place, who).letterhead for who in (place.consultant, place.manager)] == [
        wanted,
        wanted,
    ]
    assert Pair("Made by", "Karl Lindner") in report(place, place.manager).cover[0].pairs


def test_without_a_letterhead_it_bears_none():
    assert report(make_place()).letterhead is None


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Etappe-lindner-Bericht-{day}.pdf"), ("en", "Etappe-lindner-Report-{day}.pdf")],
)
def test_it_is_a_download_in_the_readers_language(language, name):
    place = passed()
    place.company.slug = "lindner"
    place.company.save(update_fields=["slug"])
    answer = visitor(place.member, language).get(url(place, PDF))
    said = answer.headers["Content-Disposition"]
    day = said.rsplit("-", 3)[1:]
    assert said == f'attachment; filename="{name.format(day="-".join(day)[:10])}"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")


def test_nobody_from_another_company_gets_it():
    place = make_place()
    stranger = make_member(make_company("Saegewerk"), Role.CONSULTANT, name="Uwe Fremd")
    assert visitor(stranger.user).get(url(place, PDF)).status_code == 404
    assert visitor().get(url(place, PDF)).status_code == 302


def test_home_leads_to_it_once_the_rollout_has_begun():
    place = make_place()
    address = url(place, PDF)
    assert f'href="{address}"' in visitor(place.manager).get(url(place)).content.decode()
    empty = make_company("Leer")
    lead = make_member(empty, Role.LEAD).user
    assert PDF not in visitor(lead).get(f"/c/{empty.slug}/").content.decode()


def test_every_stage_that_has_passed_costs_a_few_queries():
    counted = []
    for last in (7, 9):
        place = all_passed(f"Bis {last}", last=last)
        with CaptureQueriesContext(connection) as asked:
            of = report(place)
        assert len(of.sections) == last + 2
        counted.append(len(asked))
    assert (counted[1] - counted[0]) / 2 <= 10
