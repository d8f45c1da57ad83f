"""Which language one to three words are in: a small table of weights, made from word lists."""

from monitoring.pipeline.few_words.weights import leaning

__all__ = ["leaning"]
