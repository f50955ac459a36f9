"""Which sightings are one observation: those of a thread and a speaker, of a meeting, of a speaker and a day (product.md §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journey_tui.domain.model import Evidence, Seen
from journey_tui.domain.observations import when


def groups(items: Sequence[Evidence], weight: Callable[[Evidence], float]) -> list[list[Evidence]]:
    """Return the observations: sightings that share a thread and speaker, a meeting, or speaker and day, taken together.

    All invitations are one; they join the heaviest observation that they share a meeting with, and never tie two together.
    """
    plain = [item for item in items if item.seen is not Seen.INVITATION]
    invitations = [item for item in items if item.seen is Seen.INVITATION]
    clusters = _clusters(plain)
    if not invitations:
        return clusters
    keys = {key for item in invitations for key in _keys(item)}
    sharing = [cluster for cluster in clusters if any(key in keys for item in cluster for key in _keys(item))]
    if not sharing:
        return [*clusters, invitations]
    home = max(sharing, key=lambda cluster: max((weight(item), *when(item)) for item in cluster))
    return [[*cluster, *invitations] if cluster is home else cluster for cluster in clusters]


def _keys(item: Evidence) -> list[tuple[str, ...]]:
    """Return what ties a sighting to others."""
    keys: list[tuple[str, ...]] = []
    if item.meeting:
        keys.append(("meeting", item.meeting))
    if item.speaker_key:
        keys.append(("day", item.speaker_key, item.observed_at.date().isoformat()))
        if item.thread:
            keys.append(("thread", item.thread, item.speaker_key))
    return keys or [("touchpoint", item.touchpoint_id)]


def _clusters(items: Sequence[Evidence]) -> list[list[Evidence]]:
    """Return the connected groups of sightings (union-find), in the order of their first member."""
    parent = list(range(len(items)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[tuple[str, ...], int] = {}
    for at, item in enumerate(items):
        for key in _keys(item):
            parent[root(at)] = root(first.setdefault(key, at))
    clusters: dict[int, list[Evidence]] = {}
    for at, item in enumerate(items):
        clusters.setdefault(root(at), []).append(item)
    return list(clusters.values())
