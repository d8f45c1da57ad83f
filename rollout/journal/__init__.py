"""What the pilot and every wave write down on their way: hypotheses, log, posts, learnings."""

from rollout.journal.parts import hypotheses_part, learnings_part, log_part, posts_part
from rollout.journal.reading import Journal, journal_of
from rollout.journal.weeks import LogFacts, log_facts

__all__ = [
    "Journal",
    "LogFacts",
    "hypotheses_part",
    "journal_of",
    "learnings_part",
    "log_facts",
    "log_part",
    "posts_part",
]
