"""Readers of touchpoints: the Analyst port, the rules analyst behind it, and grounding."""
