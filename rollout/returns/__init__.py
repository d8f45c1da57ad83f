"""The return on social media over one to two years, as a range with its assumptions (S0, S3).

``outlook`` is the pure rule, ``reading`` makes the JSON that is frozen with a wave's work,
``parts`` puts it into words.
"""

from rollout.returns.criterion import returns_result
from rollout.returns.parts import returns_parts
from rollout.returns.reading import Returns, returns_of

__all__ = ["Returns", "returns_of", "returns_parts", "returns_result"]
