"""The list of deals: all that is loaded before the first paint, so it stands on the stored rows and on nothing else."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import TYPE_CHECKING

from journey_tui.data.triage import Marks, TriageList, Wanted, load_marks
from journey_tui.domain.triage_filter import read_filter
from journey_tui.domain.views_triage import TriagePage, TriageRow
from journey_tui.doors.base import Door


class ListDoor(Door):
    """Windows of the triage list."""

    if TYPE_CHECKING:

        def _row_then(self, deal_id: str, moment: datetime, marks: Marks) -> TriageRow | None:
            """Return the row of a deal as of a moment; `ReadingDoor` reads it."""

    def triage(
        self,
        *,
        mine: bool = True,
        origin: str = "all",
        order: str = "needs",
        query: str = "",
        closed: bool = False,
        snoozed: bool = False,
        offset: int = 0,
        limit: int = 200,
        as_of: datetime | None = None,
    ) -> TriagePage:
        """Return a window of the triage list. `order`: needs, account, close, amount, truth, changed.

        Without a CRM user set for this person, `mine` shows everybody's. `origin` changes nothing in a row: status,
        band, gates and lines never follow it.
        """
        del origin
        owners = self.member_ids() if mine else ()
        asked = read_filter(query)
        wanted = Wanted(owners, order, query, closed or asked.closed, snoozed or asked.snoozed)
        if as_of is not None:
            return self._triage_then(wanted, as_of, offset, limit)
        today = self.now.date()
        with self._lock:
            key = (wanted, today, self.data_version(), threading.get_ident())
            if self._triage is None or self._triage[0] != key:
                self._triage = (
                    key,
                    TriageList(
                        self._db, wanted, load_marks(self._db, self.person, self.now, member_ids=self.member_ids()), today
                    ),
                )
            return self._triage[1].page(self._db, offset, limit)

    def _triage_then(self, wanted: Wanted, moment: datetime, offset: int, limit: int) -> TriagePage:
        """Return a window of the list as of a moment; only the rows of the window are worked out where there are many."""
        from journey_tui.data.triage_past import PastTriage

        with self._past_lock:
            key = (wanted, moment, self.data_version(), threading.get_ident())
            if self._past_triage is None or self._past_triage[0] != key:
                marks = load_marks(self._db, self.person, moment, past=True)
                past = PastTriage(self._db, wanted, marks, moment, lambda deal_id: self._row_then(deal_id, moment, marks))
                self._past_triage = (key, past)
            return self._past_triage[1].page(offset, limit)

    def data_version(self) -> int:
        """Return a number that changes when another process or thread committed."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])
