"""The leader's overlay: counts across a team's deals, one gap a deal, notes for whose deal it is, and who leads whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from journey_tui.data import leader as kept
from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.data.reader import load_decisions
from journey_tui.domain import asked
from journey_tui.domain import leader as rules
from journey_tui.domain.language import first_words
from journey_tui.domain.model import Decision, Side
from journey_tui.domain.reading import DealReading
from journey_tui.domain.team import Pair, TeamFileError, led_by, of_each, read_team
from journey_tui.domain.views_leader import VOICE, Asked, Behind, Gap, GapPage, LeaderView, TeamPerson, TeamView
from journey_tui.doors.deciding import DecidingDoor
from journey_tui.text import clean

LONGEST_FILE = 4 * 1024 * 1024
"""Bytes of a file of who leads whom."""
TEAM_READS = "This is a team's store: every member of its group can read every note."
ONE_READS = "This store is yours alone: nobody else reads the note until you share the store."


class LeaderDoor(DecidingDoor):
    """Reads and decisions across a team's deals."""

    # Who leads whom -------------------------------------------------------------------------------------------------------------

    def team(self) -> TeamView:
        """Return who leads whom: as a file says where one was brought in, else as the CRM's users do."""
        found = kept.users(self._db)
        names = {key: name or address or key for key, name, address, *_ in found}
        pairs, origin, words = self._pairs()
        leaders: dict[str, list[str]] = {}
        for leader, person in pairs:
            if (name := names.get(leader, leader)) not in leaders.setdefault(person, []):
                leaders[person].append(name)
        people = tuple(
            TeamPerson(key, name or address, address, tuple(leaders.get(key, ())), bool(active))
            for key, name, address, _, active in found
        )
        return TeamView(people, origin, words, tuple(sorted(led_by(self.member_ids(), pairs))))

    def _pairs(self) -> tuple[Sequence[Pair], str, str]:
        """Return who leads whom, where that is from, and that in words."""
        told, users = kept.team_file(self._db), kept.users(self._db)
        known = [(key, name, address) for key, name, address, *_ in users]
        if told is not None:
            pairs = of_each([(leader, person) for leader, person in told["pairs"]], known)
            return pairs, "file", f"From {told['file']}, brought in by {told['by']} on {told['at'][:10]}."
        pairs = of_each([(manager, key) for key, _, _, manager, _ in users if manager and manager != key], known)
        if pairs:
            return pairs, "crm", "From the CRM's users."
        return [], "", "Neither the CRM's users nor a file says who leads whom: journey team --set FILE."

    def set_team(self, path: Path) -> TeamView:
        """Take in who leads whom from a file, in place of what was known; raises `DecisionRefused` that names the place."""
        try:
            if path.stat().st_size > LONGEST_FILE:
                raise DecisionRefused(
                    f"{path.name}: the file is larger than {LONGEST_FILE // 1024 // 1024} MB. Nothing was changed."
                )
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DecisionRefused(
                f"{path.name}: byte {error.start} is no UTF-8. Save it as UTF-8. Nothing was changed."
            ) from error
        users = [(key, name, address) for key, name, address, *_ in kept.users(self._db)]
        try:
            pairs = read_team(clean(path.name, limit=200), text, users)
        except TeamFileError as error:
            raise DecisionRefused(f"{error} Nothing was changed.") from error
        told = {"file": clean(path.name, limit=200), "by": self.person, "at": self.now.isoformat(), "pairs": pairs}
        self.set_meta(kept.TEAM, json.dumps(told))
        return self.team()

    def clear_team(self) -> TeamView:
        """Forget the file: the CRM's users say who leads whom again."""
        self.set_meta(kept.TEAM, "")
        return self.team()

    # Across deals ---------------------------------------------------------------------------------------------------------------

    def _owners(self, scope: str) -> tuple[tuple[str, ...] | None, str, str]:
        """Return whose deals are counted (None: everybody's), the scope in force, and why in words."""
        if scope == "all":
            return None, "all", "everybody's deals"
        mine = self.team().mine
        if mine:
            people = "one person" if len(mine) == 1 else f"{len(mine)} people"
            return mine, "team", f"deals of the {people} whom you lead"
        nobody = "nobody is named as led by you" if self.member_ids() else "nobody said who you are"
        return None, "all", f"everybody's deals ({nobody})"

    def leader(self, *, scope: str = "team") -> LeaderView:
        """Return what is not met across a team's deals, by channel and gate; `scope`: team, or all. Counted in the store."""
        owners, scope, words = self._owners(scope)
        gates = {c.name: [(gate.stage, gate.gatekeeper) for gate in c.gates] for c in self.playbooks.channels}
        counted = rules.count_channels(kept.groups(self._db, owners), self.playbooks.playbook, gates, self._least())
        return LeaderView(
            scope, words, sum(one.open_deals for one in counted), counted, self.note_readers(), kept.oldest_reading(self._db)
        )

    @staticmethod
    def _least() -> int:
        from journey_tui.settings import SettingsError, load_settings

        try:
            return load_settings().channels.least_deals
        except SettingsError:
            return rules.LEAST

    def gaps(self, behind: Behind, *, scope: str = "team", offset: int = 0, limit: int = 50) -> GapPage:
        """Return a window of the deals behind a count, each with its one gap, by close date."""
        owners, _, _ = self._owners(scope)
        ids, total = kept.deals_behind(self._db, owners, behind, offset=offset, limit=limit)
        return GapPage(tuple(self.gap(one) for one in ids), total, offset)

    def gap(self, deal_id: str) -> Gap:
        """Return the one gap of a deal, why it is the one, and one question to ask; raises `DealNotFound`."""
        view = self.deal(deal_id)
        quotes = {one.id: one for one in view.evidence}
        decided = load_decisions(self._db, deal_id)
        heard = self._put_to_the_customer(deal_id, rules.gap_key(view.reading), view.reading)
        return rules.gap_of(view.deal, view.reading, self.playbooks.playbook, quotes, decided, self.now, heard)

    def _put_to_the_customer(self, deal_id: str, key: str, reading: DealReading | None = None) -> tuple[Asked, ...]:
        """Return what our people asked the customer about a requirement, in mail and calls up to now.

        Of a gate's role that was not heard: what asks for it, and what was written to those who hold it.
        """
        spec = self.playbooks.playbook.requirement(key)
        gate = rules.first_gate(reading) if reading is not None and key == VOICE else None
        written: list[Asked] = []
        if gate is not None and reading is not None:
            holders = [one for one in reading.people if one.lane is gate.gatekeeper and one.side is Side.CUSTOMER]
            names = [part for one in holders for part in (one.name, *one.name.split()[:1]) if len(part) > 2]
            fits: asked.Fits = lambda words: asked.is_for_role(words, gate.gatekeeper, names)  # noqa: E731
            written = [*kept.written_to(self._db, deal_id, {one.key: one.name for one in holders})]
        elif spec is not None:
            fits = lambda words: asked.is_about(words, spec)  # noqa: E731
        else:
            return ()
        found = [
            *asked.asked_in_mail(kept.asked_in_writing(self._db, deal_id), fits),
            *asked.asked_in_talks(kept.talks(self._db, deal_id), fits),
        ]
        told = {one.touchpoint for one in found}
        found += [one for one in written if one.touchpoint not in told]
        return tuple(one for one in found if one.at <= self.now)

    # Notes ----------------------------------------------------------------------------------------------------------------------

    def note_readers(self) -> str:
        """Return who can read a note, as it is."""
        return TEAM_READS if self.is_team else ONE_READS

    def coach(self, deal_id: str, text: str, *, requirement: str = "") -> Decision:
        """Leave a note on a deal for the person whose deal it is; rows are only added, `undo` takes it back.

        Raises `DecisionRefused`.
        """
        text = clean(text, limit=2_000).strip()
        if not text:
            raise DecisionRefused("A note needs words.")
        deal = self.deal(deal_id).deal
        target = f"{deal_id}|coach|{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        about = {"what": first_words(text, 24), "to": deal.owner, "to_id": deal.owner_id, "requirement": requirement}
        return self.decide("coach", target, deal_id=deal_id, value=text, edits=about)

    def note_read(self, deal_id: str, target: str) -> Decision:
        """Say that a note was read; it leaves the Snapshot, and its writer sees that."""
        note = next((one for one in kept.deal_notes(self._db, deal_id) if one.target == target and one.kind == "coach"), None)
        if note is None:
            raise DecisionRefused("This note is not there any more.")
        return self.decide("coach_read", target, deal_id=deal_id, value="read", edits={"what": note.of("what")})
