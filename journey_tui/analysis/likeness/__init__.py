"""Read by likeness: sentences weighed as learnt from labelled conversations, beside the cues and the frames.

The examples (`examples/*.jsonl`) are what customers write and say, each with the quotes that a careful reader marks; `learn` makes the
weights from them. No model, no network: a logistic regression over words, pairs of words and what they mean (`concepts.toml`).
"""

from __future__ import annotations

from journey_tui.analysis.likeness.judging import judged, promising

__all__ = ["judged", "promising"]
