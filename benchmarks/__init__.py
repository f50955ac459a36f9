"""Timings: how long things take, never whether they are right. `python -m benchmarks --help`."""
