"""Working through goals, strategy and resources by hand, with what they rest on elsewhere."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.typing import fill, save, write_row
from tests.journeys.words import german

HOME = "/c/lindner-braeu/"
GOALS, STRATEGY, RESOURCES = (f"{HOME}stages/{number}/" for number in (3, 4, 5))
GUESTS = "Gäste aus der Region"
GOAL = "Neun von zehn Fragen beantworten wir selbst"
KPI = "Beantwortete Fragen"


def set_goals(page: Page, *, owner: str, today: date) -> None:
    """One goal of the company, one target group, one goal for it, and the figure that shows it."""
    write_row(page, GOALS, "company_goals", name="Stammgäste halten", level="company")
    write_row(
        page,
        GOALS,
        "target_groups",
        name=GUESTS,
        market="b2c",
        age_from=25,
        age_to=60,
        interests="Bier, Biergarten, Führungen",
        languages=["de"],
        places=["instagram", "google_business"],
    )
    later = (today + timedelta(days=300)).isoformat()
    write_row(
        page,
        GOALS,
        "goals",
        kind="service",
        title=GOAL,
        description="Fragen zu Öffnungszeiten und Sorten, bis zum nächsten Arbeitstag.",
        due_on=later,
        owner=owner,
        serves="Stammgäste halten",
        target_groups=[GUESTS],
    )
    write_row(
        page,
        GOALS,
        "kpis",
        name=KPI,
        goal=GOAL,
        unit="percent",
        direction="up",
        rhythm="monthly",
        baseline="10",
        baseline_on=today.isoformat(),
        target="90",
        target_on=later,
    )


def put_guidelines_into_force(lead: Page, manager: Page, readers: list[Page]) -> None:
    """The lead begins with the shipped text, the manager publishes, everybody reads."""
    lead.goto(f"{HOME}guidelines/draft/")
    lead.get_by_role("button", name=german("Begin")).first.click()
    manager.goto(f"{HOME}guidelines/draft/publish/")
    manager.get_by_role("button", name=german("Put into force")).click()
    for page in (lead, manager, *readers):
        page.goto(f"{HOME}guidelines/")
        page.get_by_role("button", name=german("I have read it and will follow it")).click()


def prepare_scenarios(page: Page, *, owner: str) -> None:
    """Three shipped scenarios are taken over, each with somebody who owns it."""
    for _ in range(3):
        page.goto(f"{HOME}scenarios/examples/")
        page.get_by_role("button", name=german("Take over")).first.click()
    page.goto(f"{HOME}scenarios/")
    links = page.locator("main .line-title a, main h2 a, main h3 a")
    addresses = [each.get_attribute("href") for each in links.all()]
    assert len(addresses) == 3
    for address in addresses:
        page.goto(f"{address}change/")
        fill(page, owner=owner)
        page.get_by_role("button", name=german("Save"), exact=True).click()


def plan_strategy(page: Page, *, owner: str) -> None:
    """How the goal serves the company, what is said, and only then where."""
    write_row(
        page,
        STRATEGY,
        "alignments",
        goal=GOAL,
        company_goal="Stammgäste halten",
        strength="strong",
        how="Wer Antwort bekommt, kommt wieder.",
    )
    write_row(
        page,
        STRATEGY,
        "topics",
        target_group=GUESTS,
        title="Frage der Woche",
        formats=["picture"],
        posts_per_month=4,
        minutes_per_post=45,
        supplier=owner,
    )
    page.goto(f"{STRATEGY}work/platforms/add/")
    fill(
        page,
        platform="Instagram",
        is_chosen="True",
        target_groups=[GUESTS],
        purpose="Zeigen, was im Sudhaus geschieht",
        kpi=KPI,
        owner=owner,
    )
    save(page)


def name_people_and_money(lead: Page, manager: Page) -> None:
    """Who does what, with deputies; the sponsor, and the manager's word about the budget."""
    for person, duty, deputy, answers in (
        ("Markus Ehrl", "coordination", "Kathi Obermeier", True),
        ("Kathi Obermeier", "answering", "Markus Ehrl", True),
        ("Toni Wimmer", "content", "Markus Ehrl", False),
    ):
        write_row(
            lead,
            RESOURCES,
            "staff",
            person=person,
            duty=duty,
            hours_per_week="12",
            competence="4",
            deputy=deputy,
            answers=answers,
            may_decide=answers,
        )
    lead.goto(f"{RESOURCES}work/resource_plan/add/")
    fill(lead, sponsor="Theresa Lindner", one_off="1500", monthly="100", tools="30", agency="0")
    save(lead)
    manager.goto(f"{RESOURCES}confirm/budget_approved/")
    fill(manager, statement="Steht im Plan für das nächste Jahr.")
    manager.get_by_role("button", name=german("Save"), exact=True).click()
    expect(manager.locator("#messages")).to_contain_text(german("Your name stands beside it."))
