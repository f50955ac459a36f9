"""A model that was turned altogether: it claims each sentence that stands the checks for each requirement; and what must not move."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from journey_tui.analysis.topics import bears_on, fits_part
from journey_tui.data.sqlite import open_reader
from journey_tui.workspace import Workspace
from tests import raw
from tests.model.scripted import PLAYBOOK, entries, people

WAYS = {
    "raises": (("supports",), "asserted"), "denies": (("contradicts",), "asserted"), "weakens": (("weakens",), "asserted"),
    "takes back": (("supports", "weakens"), "retracted"), "both ways": (("supports", "contradicts", "weakens"), "asserted"),
}  # fmt: skip
REMARKS = (
    "question",
    "promise",
    "request",
    "absence",
    "dated_event",
    "date_moved",
    "decider",
    "leaving",
    "rescheduled",
    "asked",
    "authority",
)


def citing(stances: tuple[str, ...], modality: str, *, remarks: bool = False, knowing: bool = True) -> Any:
    """Claim every sentence of everybody for every requirement, with parts from its own words; it names whom it can."""

    def answer(request: Any) -> Any:
        if request.purpose == "words":
            return {"words": []}
        prompt = request.messages[-1].text
        names = people(prompt)
        said = [(label, quote) for label, text in entries(prompt).items() for quote in sentences(text)]
        return {
            "evidence": [
                claim(label, quote, spec, stance, modality, names)
                for label, quote in said
                for spec in PLAYBOOK.requirements
                for stance in stances
                if knowing is False or bears_on(spec.key, quote)
            ][:400],
            "remarks": [
                {"touchpoint": label, "quote": quote, "kind": kind, "value": quote[:60]}
                for label, quote in said
                for kind in REMARKS
                if remarks
            ][:400],
        }

    return answer


def sentences(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"(?<=[.?!])\s+|\n\n", text) if len(one) >= 20]


def claim(label: str, quote: str, spec: Any, stance: str, modality: str, names: dict[str, str]) -> dict[str, Any]:
    pieces = re.findall(r"[\w%£$€'-]+(?: [\w%'-]+){0,3}", quote)
    parts = {name: part_of(spec.key, name, pieces) for part in spec.parts for name in (part.key, *part.names)}
    about = next((label for name, label in names.items() if name.split()[0] in quote), next(iter(names.values()), ""))
    return {"touchpoint": label, "quote": quote, "requirement": spec.key, "stance": stance, "modality": modality, "claim": quote,
            "parts": parts, "about": about, "act": True, "due": "2027-01-01"}  # fmt: skip


def part_of(requirement: str, name: str, pieces: list[str]) -> str:
    return next((piece for piece in pieces if fits_part(requirement, name, piece)), "none")


def standing(store: Path) -> dict[str, Any]:
    """Return what people stand on, of every deal: as it is stored, without numbers that show nowhere but in the sums."""
    found: dict[str, Any] = {}
    workspace = Workspace(store, now=raw.NOON)
    for row in workspace.triage(mine=False, closed=True, limit=100).rows:
        reading = workspace.deal(row.deal_id).reading
        found[row.deal_id] = {
            "requirements": [(r.key, r.status, r.band, r.covered, r.missing, r.evidence, r.strongest) for r in reading.requirements],
            "gates": reading.gates, "lines": reading.lines, "claims": reading.claims, "weakest": reading.weakest,
            "lanes": [(p.key, p.lane) for p in reading.people], "channel": (reading.channel, reading.channel_rule),
        }  # fmt: skip
    return found


def settings(store: Path) -> Any:
    connection = open_reader(store)
    tables = ("meta", "channel_record", "channel_update", "decision", "evidence", "remark", "touchpoint", "deal")
    return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}
