"""What is raised when the store refuses a decision, apart from the rules that refuse it."""

from __future__ import annotations


class DecisionRefused(ValueError):
    """A decision cannot be recorded; the message says why and what would do."""
