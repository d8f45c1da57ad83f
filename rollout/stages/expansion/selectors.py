"""What a wave reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from companies.models import Company, Membership
from guidelines.readiness.board import BoardFacts, board_facts
from monitoring.models import SearchProfile, Source
from rollout.aims.facts import aims_in
from rollout.aims.reading import aim_rows
from rollout.journal import Journal, journal_of
from rollout.machine import APPROVALS
from rollout.models import Decision, PlatformAudience, PlatformChoice, Stage, Submission, Wave
from rollout.returns import returns_of, returns_result
from rollout.stage import Assessment
from rollout.stages.expansion.criteria import PlatformFacts, WaveFacts, criteria
from rollout.stages.expansion.readers import ReadFacts, guidelines_read, supplement_read


@dataclass(frozen=True)
class Heard:
    """Names of what is listened to since the wave opened."""

    profiles: tuple[str, ...]
    sources: tuple[str, ...]


def assess(stage: Stage, on: date) -> Assessment:
    """The wave as it stands (about forty queries with KPIs and returns, however much there is)."""
    company = stage.company
    wave = Wave.of(company).filter(stage=stage).select_related("department").first()
    window = (wave.starts_on, wave.ends_on) if wave else None
    aims, journal = aim_rows(stage), journal_of(stage, window, on)
    returns = returns_of(stage, on)
    choices = _choices(company, wave)
    own = next((each for each in choices if each.stage_id == stage.pk), None)
    guidelines = guidelines_read(company, wave)
    supplement = supplement_read(company, wave.department if wave else None)
    board, heard = board_facts(company, on), _heard(stage)
    here = _here(company)
    facts = WaveFacts(
        on=on,
        kind=wave.kind if wave else "",
        window=window,
        owner_here=bool(wave and wave.owner_id in here),
        deputy_here=bool(wave and wave.deputy_id in here),
        aims=aims_in(aims.work()),
        guidelines=guidelines,
        supplement=supplement,
        board=board,
        platform=_best(choices, here),
        new_profiles=len(heard.profiles),
        new_sources=len(heard.sources),
        learnings=len(journal.learnings),
    )
    return Assessment(
        results=criteria(facts, returns_result(returns.work)),
        work={
            "wave": wave and _wave(wave),
            **aims.work(),
            "platform": own and _platform(own),
            **journal.as_json(),
            "returns": returns.work,
            "measured": _measured(journal, guidelines, supplement, board, heard),
        },
        rows={
            "wave": (wave.pk,) if wave else (),
            **aims.keys(),
            "platform": (own.pk,) if own else (),
            **journal.rows,
            **returns.rows,
        },
    )


def _choices(company: Company, wave: Wave | None) -> list[PlatformChoice]:
    """Where the wave's platform was chosen, the newest first: in this wave or in the strategy."""
    if wave is None or wave.kind != Wave.Kind.PLATFORM:
        return []
    rows = PlatformChoice.of(company).filter(platform=wave.platform, is_chosen=True)
    return list(rows.select_related("kpi").order_by("-stage__number"))


def _best(choices: list[PlatformChoice], here: frozenset[int]) -> PlatformFacts | None:
    found = [
        PlatformFacts(
            has_purpose=bool(each.purpose.strip()),
            has_kpi=each.kpi_id is not None,
            has_owner=each.owner_id in here,
        )
        for each in choices
    ]
    return next((each for each in found if each.is_whole), found[0] if found else None)


def _here(company: Company) -> frozenset[int]:
    live = Membership.of(company).filter(ended_at__isnull=True)
    return frozenset(live.values_list("user_id", flat=True))


def _heard(stage: Stage) -> Heard:
    """What is still listened to and was added since the wave opened (3 or 4 queries)."""
    since = _began_at(stage)
    if since is None:
        return Heard((), ())
    profiles = SearchProfile.of(stage.company).filter(created_at__gte=since, ended_at__isnull=True)
    sources = Source.of(stage.company).filter(added_at__gte=since, removed_at__isnull=True)
    return Heard(
        tuple(profiles.order_by("name").values_list("name", flat=True)),
        tuple(sources.order_by("name").values_list("name", flat=True)),
    )


def _began_at(stage: Stage) -> datetime | None:
    """When the wave began. ``opened_at`` is when its round did: a return begins a new one.

    Once there was a round, it is when the stage before first passed.
    """
    if not Submission.of(stage.company).filter(stage=stage).exists():
        return stage.opened_at
    before = Decision.of(stage.company).filter(
        submission__stage__number=stage.number - 1, act__in=APPROVALS
    )
    moments = before.order_by("decided_at").values_list("decided_at", flat=True)
    return moments.first() or stage.opened_at


def _wave(wave: Wave) -> Mapping[str, Any]:
    return {
        "kind": wave.kind,
        "name": wave.name,
        "why": wave.why,
        "department": wave.department.name if wave.department else "",
        "platform": wave.platform,
        "owner": wave.owner_id,
        "deputy": wave.deputy_id,
        "starts_on": wave.starts_on.isoformat(),
        "ends_on": wave.ends_on.isoformat(),
    }


def _platform(choice: PlatformChoice) -> Mapping[str, Any]:
    audiences = PlatformAudience.of(choice.company).filter(choice=choice)
    names = audiences.order_by("target_group_id").values_list("target_group__name", flat=True)
    return {
        "platform": choice.platform,
        "purpose": choice.purpose,
        "kpi": choice.kpi.name if choice.kpi else "",
        "owner": choice.owner_id,
        "target_groups": list(names),
    }


def _measured(
    journal: Journal,
    guidelines: ReadFacts,
    supplement: ReadFacts,
    board: BoardFacts,
    heard: Heard,
) -> Mapping[str, Any]:
    """What moves by itself: frozen and shown, but no change of the work."""
    return {
        "actuals": list(journal.actuals),
        "guidelines": _read(guidelines),
        "supplement": _read(supplement),
        "board": {
            "members": board.members,
            "departments": list(board.departments),
            "last_meeting_on": _day(board.last_meeting_on),
            "next_meeting_on": _day(board.next_meeting_on),
            "overdue_follow_ups": board.overdue_follow_ups,
        },
        "listening": {"profiles": list(heard.profiles), "sources": list(heard.sources)},
    }


def _read(facts: ReadFacts) -> Mapping[str, Any]:
    return {"version": facts.version, "people": facts.people, "read": facts.read}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
