"""The measures: notes of what people see and do, the questions that are asked, and the figures with their lists."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final

from journey_tui.data import measures as stored
from journey_tui.data.store import StoreError, writing
from journey_tui.domain.measures import LEAST, LEAST_PEOPLE, Event, MeasureFacts, local_day, starts_at
from journey_tui.domain.views_measures import MeasuresView, Opened, question_of
from journey_tui.doors.notes import Notes, are_on
from journey_tui.doors.reading import ReadingDoor

BASELINE: Final = timedelta(weeks=26)
"""How far before Journey's first day the baseline looks."""
ASKED_AFTER: Final = 2
"""Deals that a person opens on a day before anything is asked."""
_COUNT: Final = itertools.count(1)


class MeasuresDoor(ReadingDoor):
    """Notes, questions and figures."""

    # Notes ------------------------------------------------------------------------------------------------------------------------

    def observe(
        self, kind: str, *, deal_id: str = "", subject: str = "", value: str = "", items: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        """Note that something was seen, opened or answered; returns at once, fails never, keeps nothing when measures are off."""
        if kind == "opened":
            self._looks[deal_id] = self.now.astimezone().date()
        elif kind == "shown":
            self._glimpses[deal_id] = self.now.astimezone().date()
        self._notes.add(Event(self.now, self._uid, kind, deal_id, subject, value, tuple(items)))

    def new_visit(self) -> str:
        """Return a name for the opening of a deal, unlike any other's."""
        return f"{self._uid}-{int(self.now.timestamp() * 1000)}-{next(_COUNT)}"

    def flush_notes(self) -> None:
        """Write what was noted; where the store cannot be written it waits."""
        self._notes.flush()

    def keep_made_up(self, events: Iterable[Event]) -> None:
        """Keep events of the demo, marked as made up, as this person's."""
        with writing(self.store) as connection:
            stored.add_events(connection, [replace(event, who=self._uid, made_up=True) for event in events])

    @cached_property
    def _notes(self) -> Notes:
        return Notes(self.store, self.measuring)

    def measuring(self) -> bool:
        """Return whether measures are kept (setting `measures.enabled`)."""
        from journey_tui.paths import paths

        return are_on(paths(str(self.store)).config)

    # Questions --------------------------------------------------------------------------------------------------------------------

    def opening(
        self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all", blind: bool = True, zone: tzinfo | None = None
    ) -> Opened:
        """Return a deal as `deal` does, with the question to ask before its bands are shown, where one is due today.

        None is asked about a deal whose bands this person has seen today (`blind` false: they were on the screen just now).
        """
        view = self.deal(deal_id, as_of=as_of, origin=origin)
        if as_of is not None or not blind or not self.may_ask("check", zone) or self._seen_today(deal_id, zone):
            return Opened(view)
        return Opened(view, question_of(view, self.now.astimezone(zone).date()))

    def _seen_today(self, deal_id: str, zone: tzinfo | None) -> bool:
        """Return whether this person has seen the deal's bands today: opened, or beside the list."""
        return self._glimpses.get(deal_id) == self.now.astimezone(zone).date() or deal_id in self._opened_today(zone)

    def _opened_today(self, zone: tzinfo | None) -> set[str]:
        today = self.now.astimezone(zone).date()
        mine = {deal_id for deal_id, day in self._looks.items() if day == today}
        return mine | stored.opened_since(self._db, self._uid, starts_at(today, zone))

    def may_ask(self, subject: str, zone: tzinfo | None = None) -> bool:
        """Return whether a person may be asked today (`check` or `rating`): measures are on, and they were not yet.

        Nobody is asked on the first day, nor before they opened two deals of a day: what they came for comes first.
        """
        today = self.now.astimezone(zone).date()
        if self._asked.get(subject) == today or not self.measuring():
            return False
        last = stored.last_asked(self._db, self._uid, subject)
        if last is not None and last.astimezone(zone).date() == today:
            self._asked[subject] = today
            return False
        began = stored.first_event(self._db)
        return began is not None and began.astimezone(zone).date() < today and len(self._opened_today(zone)) >= ASKED_AFTER

    def answer(
        self, subject: str, value: str, *, deal_id: str = "", about: str = "", band: str = "", zone: tzinfo | None = None
    ) -> None:
        """Keep an answer at once (`check`: a level of sureness; `rating`: 1 to 5); an empty one says that it was skipped."""
        self._asked[subject] = self.now.astimezone(zone).date()
        items = (("band", about, band),) if band else ()
        if value:
            self.observe(subject, deal_id=deal_id, subject=about, value=value, items=items)
        else:
            self.observe("asked", deal_id=deal_id, subject=subject)
        self.flush_notes()

    @cached_property
    def _looks(self) -> dict[str, object]:
        return {}

    @cached_property
    def _glimpses(self) -> dict[str, object]:
        return {}

    @cached_property
    def _asked(self) -> dict[str, object]:
        return {}

    # Figures ----------------------------------------------------------------------------------------------------------------------

    def measures(
        self, *, span: str = "week", team: bool = False, zone: tzinfo | None = None, quick: bool = False
    ) -> MeasuresView:
        """Return every measure over the last twelve weeks or months: this person's own, or everybody's together.

        Figures of a team are not told below three people: they would be somebody's own. `quick` leaves out what takes reading
        deals again as of the past: which signals were false, which steps the store shows as done.
        """
        from journey_tui.domain.measures_told import measure_all

        if not self.measuring():
            return MeasuresView(enabled=False, span=span, team=team)
        self.flush_notes()
        facts = MeasureFacts(self.now, zone, span, team=team, least=self._least())
        people = stored.people_counted(self._db, facts.since)
        if team and people < LEAST_PEOPLE:
            return MeasuresView(enabled=True, span=span, team=True, people=people)
        facts, complete = self._facts_of(facts, quick=quick)
        shown = measure_all(facts)
        return MeasuresView(
            enabled=True, span=span, team=team, people=people, measures=shown, names=facts.names, began=facts.began,
            since=local_day(facts.since, zone), made_up=any(event.made_up for event in facts.events), first=facts.buckets[0],
            complete=complete,
        )  # fmt: skip

    def _facts_of(self, empty: MeasureFacts, *, quick: bool) -> tuple[MeasureFacts, bool]:
        """Return the facts of the weeks or months, from the store and from deals read again as of then; and whether that is all."""
        from journey_tui.doors.measures_replay import Replays

        began = stored.first_event(self._db)
        since = empty.since
        events = stored.load_events(self._db, since, None if empty.team else self._uid)
        said = stored.load_said(self._db, since)
        if not empty.team:
            said = tuple(one for one in said if one.kind == "step" or one.who == self._uid)
        held = stored.load_held(
            self._db, min(since, began - BASELINE if began else since), () if empty.team else self.member_ids()
        )
        replays = Replays(self, events, said, quick=quick)
        replays.run()
        self._settle(replays.settled)
        names = stored.deal_names(self._db, {e.deal_id for e in events} | {one.deal_id for one in held})
        labels = {spec.key: spec.label for spec in self.playbooks.playbook.requirements}
        reviewed = stored.update_titles(self._db, {e.subject for e in events if e.kind == "reviewed"})
        facts = replace(
            empty, events=events, said=said, held=held, began=began, done=replays.done, verdicts=tuple(replays.verdicts),
            heard=replays.heard, names=names, titles={**labels, **replays.titles, **reviewed},
        )  # fmt: skip
        return facts, replays.complete

    def _settle(self, events: list[Event]) -> None:
        """Keep what will not change any more; where the store cannot be written it is worked out again next time."""
        if events:
            with suppress(StoreError), writing(self.store) as connection:
                stored.add_events(connection, events)

    def _least(self) -> int:
        from journey_tui.paths import paths
        from journey_tui.settings import SettingsError, load_settings

        try:
            return load_settings(paths(str(self.store)).config).measures.least
        except SettingsError:
            return LEAST
