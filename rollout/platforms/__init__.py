"""What is known about platforms, kept as data with its sources, and what follows for a company.

The knowledge is in data/ (TOML); ``knowledge`` says what an entry is, ``reading`` and ``loading``
bring it in and refuse what is incomplete, ``recommendation`` is the rule that speaks from it (S0,
S2: content first, then the platforms where the target groups are).
"""

from rollout.platforms.knowledge import ESTIMATE, Knowledge, Platform, Said
from rollout.platforms.loading import knowledge

__all__ = ["ESTIMATE", "Knowledge", "Platform", "Said", "knowledge"]
