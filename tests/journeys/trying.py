"""Working through the pilot and a wave by hand."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.planning import GUESTS, HOME, KPI
from tests.journeys.typing import fill, save, write_row
from tests.journeys.words import german

PILOT, WAVE = (f"{HOME}stages/{number}/" for number in (6, 7))
WEEKS = 3


def run_pilot(page: Page, *, today: date) -> None:
    """Three weeks that ended last Sunday: planned, logged, judged."""
    last = today - timedelta(days=today.weekday() + 1)
    first = last - timedelta(weeks=WEEKS) + timedelta(days=1)
    write_row(
        page,
        PILOT,
        "plan",
        platform="Instagram",
        starts_on=first.isoformat(),
        ends_on=last.isoformat(),
        answer_rate=80,
    )
    write_row(page, PILOT, "members", person="Kathi Obermeier", part="antwortet")
    write_row(
        page,
        PILOT,
        "hypotheses",
        text="Fragen lassen sich am nächsten Tag beantworten",
        kpi=KPI,
        target="60",
        verdict="confirmed",
        conclusion="Wir bleiben dabei.",
    )
    for week in range(WEEKS):
        monday = first + timedelta(weeks=week)
        write_row(page, PILOT, "log", week_on=monday.isoformat(), text="Zwei Beiträge.", hours="4")
    write_row(
        page,
        PILOT,
        "posts",
        title="Ein Blick ins Sudhaus",
        platform="Instagram",
        target_group=GUESTS,
        planned_on=first.isoformat(),
        published_on=first.isoformat(),
    )
    _figures(page, last)
    for kind in ("keep", "change"):
        write_row(
            page, PILOT, "learnings", kind=kind, text="Bilder wirken.", consequence="Mehr davon."
        )
    write_row(page, PILOT, "outcome", outcome="go", reason="Es trägt.")
    page.goto(f"{PILOT}confirm/answered/")
    fill(page, statement="Liste der Fragen mit Antwortzeit, alle am nächsten Tag.")
    page.get_by_role("button", name=german("Save"), exact=True).click()
    expect(page.locator("#messages")).to_contain_text(german("Your name stands beside it."))


def _figures(page: Page, day: date) -> None:
    page.goto(f"{HOME}kpis/")
    page.get_by_role("link", name=KPI).first.click()
    page.get_by_role("link", name=german("Write down a figure")).first.click()
    fill(page, on=day.isoformat(), value="72")
    page.get_by_role("button", name=german("Save"), exact=True).click()


def hold_a_board_meeting(page: Page, *, today: date) -> None:
    """Somebody joins the board, it met yesterday, and what was said is written down."""
    yesterday = (today - timedelta(days=1)).isoformat()
    for person in ("Markus Ehrl", "Theresa Lindner"):
        page.goto(f"{HOME}board/members/add/")
        fill(page, membership=person, since=yesterday)
        page.locator("main form .button[data-kind=primary]").click()
    page.goto(f"{HOME}board/meetings/plan/")
    fill(page, meets_on=yesterday, place="Stüberl")
    page.locator("main form .button[data-kind=primary]").click()
    page.locator("main a[href*='/board/meetings/']:not([href$='plan/'])").first.click()
    page.get_by_role("link", name=german("Write the minutes")).first.click()
    fill(page, people=["Markus Ehrl", "Theresa Lindner"], minutes="Es geht weiter.")
    page.locator("main form .button[data-kind=primary]").click()


def plan_first_wave(page: Page, *, today: date) -> None:
    """Another platform, with its own goal, figure, owner and deputy."""
    write_row(
        page,
        WAVE,
        "wave",
        kind="platform",
        name="Bewertungen beantworten",
        why="Dort wird am meisten gefragt.",
        platform="Google",
        owner="Kathi Obermeier",
        deputy="Markus Ehrl",
        starts_on=today.isoformat(),
        ends_on=(today + timedelta(days=60)).isoformat(),
    )
    later = (today + timedelta(days=200)).isoformat()
    write_row(
        page,
        WAVE,
        "goals",
        kind="reputation",
        title="Jede Bewertung hat eine Antwort",
        due_on=later,
        owner="Kathi Obermeier",
        target_groups=[GUESTS],
    )
    write_row(
        page,
        WAVE,
        "kpis",
        name="Bewertungen mit Antwort",
        goal="Jede Bewertung hat eine Antwort",
        unit="percent",
        direction="up",
        rhythm="monthly",
        baseline="0",
        baseline_on=today.isoformat(),
        target="95",
        target_on=later,
    )
    page.goto(f"{WAVE}work/platform/add/")
    fill(
        page,
        target_groups=[GUESTS],
        purpose="Fragen und Kritik beantworten",
        kpi="Bewertungen mit Antwort",
        owner="Kathi Obermeier",
    )
    save(page)
