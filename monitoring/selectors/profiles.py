"""A company's searches, and how far each is through what is stored."""

from dataclasses import dataclass

from companies.models import Company
from monitoring.models import Rematch, SearchProfile


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search of what is stored has come."""

    done: int
    total: int
    found: int

    @property
    def percent(self) -> int:
        """0 to 99: at 100 there is nothing to show any more."""
        return min(99, 100 * self.done // max(self.total, 1))


@dataclass(frozen=True, slots=True)
class Looking:
    """A search with its progress, None once everything stored was searched."""

    profile: SearchProfile
    progress: Progress | None


def live_profiles(company: Company) -> list[Looking]:
    """The searches that have not ended, by kind and name (two queries)."""
    running = Rematch.of(company).filter(finished_at__isnull=True)
    progress = {
        rematch.profile_id: Progress(rematch.done, rematch.total, rematch.found)
        for rematch in running
    }
    profiles = SearchProfile.of(company).filter(ended_at__isnull=True)
    return [Looking(profile, progress.get(profile.pk)) for profile in profiles]
