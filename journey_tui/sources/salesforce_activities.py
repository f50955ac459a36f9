"""Salesforce tasks and events as touchpoints: what happened, when, whose it is and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin, Party, Segment
from journey_tui.sources.dates import When
from journey_tui.sources.origin import Verdict, mail_origin
from journey_tui.sources.records import TouchpointRecord, Unsaid
from journey_tui.sources.salesforce_lookups import Lookups, User, active, is_deleted
from journey_tui.sources.tables_logged_mail import LoggedMail, activity_verdict, logged_mail
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import boolean, label, prose, salesforce_id

_TASK: Final = {
    "id": "id",
    "subject": "subject",
    "text": "description",
    "subtype": "tasksubtype",
    "type": "type",
    "call": "calltype calldisposition calldurationinseconds",
    "status": "status",
    "closed": "isclosed",
    "who": "whoid",
    "what": "whatid",
    "account": "accountid",
    "owner": "ownerid",
    "by": "createdbyid",
    "created": "createddate",
    "modified": "lastmodifieddate systemmodstamp",
    "done": "completeddatetime",
    "day": "activitydate",
    "master": "isrecurrence",
}
_EVENT: Final = _TASK | {
    "subtype": "eventsubtype",
    "start": "startdatetime activitydatetime",
    "end": "enddatetime",
    "minutes": "durationinminutes",
    "all_day": "isalldayevent",
    "child": "ischild",
    "status": "status",
    "day": "activitydate startdate",
}
_KINDS: Final = (
    (re.compile(r"\b(?:call|phone|telefonat|anruf|llamada|appel)\b", re.IGNORECASE), Kind.CALL),
    (re.compile(r"\b(?:e-?mail|listemail)\b", re.IGNORECASE), Kind.EMAIL),
    (
        re.compile(r"\b(?:meeting|demo|demonstration|visit|on-?site|presentation|webinar|workshop|event)\b", re.IGNORECASE),
        Kind.MEETING,
    ),
)
_SUBJECT: Final = re.compile(r"\s*(?:(?:re|fwd?|aw|logged)\s*:\s*)*(call|phone call|e-?mail|meeting)\b", re.IGNORECASE)


def tasks(sheet: Sheet, lookups: Lookups) -> Iterator[TouchpointRecord | Unsaid]:
    """Yield the tasks; those that only mirror an exported e-mail are left to it.

    A completed one stands at its ActivityDate, an open one at its making, with the ActivityDate as what it is due.
    """
    c = sheet.places(_TASK)
    gone, present = is_deleted(sheet), active(sheet)
    for number, row in sheet.rows():
        native = salesforce_id(row[c["id"]])
        if not native:
            sheet.lost(number, "Id")
        elif native in lookups.mailed or boolean(row[c["master"]]):
            kind = "tasks of exported e-mails" if native in lookups.mailed else "patterns of recurring activities"
            sheet.context.ignored[kind] += 1
            yield Unsaid(lookups.prefix + native)
        elif present(row):
            touchpoint = _task(sheet, c, lookups, number, row, native, gone(row))
            if touchpoint is None:
                sheet.lost(number, "ActivityDate or CreatedDate")
                continue
            yield touchpoint


def _task(
    sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], native: str, deleted: bool
) -> TouchpointRecord | None:
    done = _is_done(row[c["status"]], row[c["closed"]])
    subject, text = label(row[c["subject"]]), prose(row[c["text"]])
    (owner, owner_id), (by, by_id) = lookups.who(row[c["owner"]]), lookups.who(row[c["by"]])
    placed = _task_time(sheet, c, number, row, done)
    if placed is None:
        return None
    at, all_day, due = placed
    kind = _task_kind(row[c["type"]], row[c["subtype"]], row[c["call"]], subject, text, done)
    mail = logged_mail(text, subject, owner.name, owner.address, at) if kind is Kind.EMAIL else None
    verdict = _origin(owner, by, row[c["subtype"]], subject, mail)
    deals, account, contacts = _links(lookups, row, c, native)
    return TouchpointRecord(
        id=lookups.prefix + native,
        kind=kind,
        at=at,
        source=sheet.source(number, row, label(row[c["id"]])),
        zone=sheet.context.zone_name,
        subject=mail.subject if mail else subject,
        text=mail.text if mail else text,
        segments=mail.segments if mail else _written_by(owner, text),
        parties=mail.parties if mail else (),
        deal_ids=deals,
        account_id=account,
        contact_ids=contacts,
        owner_id=owner_id,
        created_by_id=by_id,
        origin=verdict.origin,
        origin_rule=verdict.rule,
        auto=verdict.auto,
        all_day=all_day,
        status=_task_status(kind, subject, text, done),
        due=due,
        direction=mail.direction if mail else "",
        deleted=deleted,
        created_at=_later(sheet.moment(number, c["created"], row), at),
    )


_NOT_REACHED: Final = re.compile(
    r"\b(?:no (?:luck|answer|reply|response|pick-?up|joy)|voice ?mail|answer(?:ing)? ?(?:machine|phone)|left (?:an? |another |him |her |them )?(?:message|vm|"
    r"voice ?mail)|(?:did(?:n't| not)|could(?:n't| not)|can(?:'t|not)) (?:pick up|answer|reach|get hold|get through|get (?:him|her|them))|(?:line|number) "
    r"(?:was )?(?:busy|engaged|dead)|rang out|nobody (?:there|in|answered|picked up)|(?:not|un)(?: )?(?:reached|reachable)|nicht erreicht|mailbox)\b",
    re.IGNORECASE,
)
_SPOKE: Final = re.compile(
    r"\b(?:spoke|talked|said|told|discussed|agreed|asked|confirmed|wants?|will|called (?:me )?back|reached (?:him|her|them))\b",
    re.IGNORECASE,
)
_SHORT: Final = 160
"""Characters of a note on a call up to which it can say that nobody was reached, and nothing else."""


def _task_status(kind: Kind, subject: str, text: str, done: bool) -> str:
    """Return `open`, `completed`, or that a logged call reached nobody: a short note says so and tells of no talk."""
    note = f"{subject}\n{text}"
    tried = kind is Kind.CALL and done and len(text) <= _SHORT and _NOT_REACHED.search(note) and not _SPOKE.search(text)
    return NOBODY_REACHED if tried else "completed" if done else "open"


_DONE: Final = frozenset({"completed", "complete", "closed", "done", "finished", "erledigt", "abgeschlossen"})


def _is_done(status: str, closed: str) -> bool:
    said = boolean(closed)
    return said if said is not None else status.strip().casefold() in _DONE


def _task_kind(kind: str, subtype: str, call: str, subject: str, text: str, done: bool) -> Kind:
    """Return what a task was: an open one is a task whatever it is about; a completed one what its type or subject says."""
    if not done:
        return Kind.TASK
    for said in (subtype, kind):
        if said:
            found = next((result for words, result in _KINDS if words.search(said)), None)
            if found:
                return found
    if call.strip() not in ("", "0"):
        return Kind.CALL
    named = _SUBJECT.match(subject)
    if named:
        word = named[1].casefold()
        return Kind.EMAIL if "mail" in word else Kind.MEETING if word == "meeting" else Kind.CALL
    return Kind.NOTE if text else Kind.TASK


def _task_time(sheet: Sheet, c: Places, number: int, row: list[str], done: bool) -> tuple[datetime, bool, date | None] | None:
    """Return (when, only the day is known, due), or None if the task has no date at all."""
    day = sheet.when(number, c["day"], row)
    created = sheet.when(number, c["created"], row)
    finished = sheet.when(number, c["done"], row)
    due = day.day if day else None
    if not done:
        at = created or day
        return (at.at if at.timed else sheet.clock.noon(at.day), not at.timed, due) if at else None
    if day is None:
        at = finished or created or sheet.when(number, c["modified"], row)
        return (at.at, not at.timed, None) if at else None
    if day.timed and not _is_midnight(sheet, day):
        return day.at, False, due
    for stamp in (finished, created):
        if stamp and stamp.timed and sheet.clock.local_day(stamp.at) == day.day:
            return stamp.at, False, due
    if finished and finished.at < day.at:
        return finished.at, not finished.timed, due  # done before it was due
    return sheet.clock.noon(day.day), True, due


def _is_midnight(sheet: Sheet, when: When) -> bool:
    """Return whether the time is only how a date was written."""
    return time() in (when.at.time(), when.at.astimezone(sheet.clock.zone).time())


def events(sheet: Sheet, lookups: Lookups) -> Iterator[TouchpointRecord | Unsaid]:
    """Yield the meetings; copies made for each invitee and the patterns of series are counted."""
    c = sheet.places(_EVENT)
    gone, present = is_deleted(sheet), active(sheet)
    for number, row in sheet.rows():
        native = salesforce_id(row[c["id"]])
        if not native:
            sheet.lost(number, "Id")
        elif native in lookups.mailed or boolean(row[c["child"]]):
            sheet.context.ignored["invitees' copies of events"] += 1
            yield Unsaid(lookups.prefix + native)
        elif boolean(row[c["master"]]):
            sheet.context.ignored["patterns of recurring activities"] += 1
        elif present(row):
            touchpoint = _event(sheet, c, lookups, number, row, native, gone(row))
            if touchpoint is None:
                sheet.lost(number, "StartDateTime or ActivityDate")
                continue
            yield touchpoint


def _event(
    sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], native: str, deleted: bool
) -> TouchpointRecord | None:
    start = sheet.when(number, c["start"], row) or sheet.when(number, c["day"], row)
    if start is None:
        return None
    all_day = boolean(row[c["all_day"]]) is True or not start.timed
    at = sheet.clock.noon(start.day) if all_day else start.at
    subject, text = label(row[c["subject"]]), prose(row[c["text"]])
    (owner, owner_id), (by, by_id) = lookups.who(row[c["owner"]]), lookups.who(row[c["by"]])
    said = f"{row[c['type']]} {row[c['subtype']]}"
    kind = Kind.CALL if _KINDS[0][0].search(said) or (_SUBJECT.match(subject) and _KINDS[0][0].match(subject)) else Kind.MEETING
    verdict = _origin(owner, by, row[c["subtype"]], subject)
    deals, account, contacts = _links(lookups, row, c, native)
    organizer = Party(owner.name, owner.address, "organizer", person_id=owner_id)
    return TouchpointRecord(
        id=lookups.prefix + native,
        kind=kind,
        at=at,
        source=sheet.source(number, row, label(row[c["id"]])),
        zone=sheet.context.zone_name,
        subject=subject,
        text=text,
        segments=_written_by(owner, text),
        parties=(organizer,) if owner_id else (),
        deal_ids=deals,
        account_id=account,
        contact_ids=contacts,
        owner_id=owner_id,
        created_by_id=by_id,
        origin=verdict.origin,
        origin_rule=verdict.rule,
        ends_at=None if all_day else _end(sheet, c, number, row, at),
        all_day=all_day,
        status=_event_status(row[c["status"]], subject),
        deleted=deleted,
        created_at=_later(sheet.moment(number, c["created"], row), at),
    )


def _later(created: datetime | None, at: datetime) -> datetime | None:
    """Return when the record was made, if that is after what it tells."""
    return created if created and created > at else None


def _end(sheet: Sheet, c: Places, number: int, row: list[str], at: datetime) -> datetime | None:
    end = sheet.moment(number, c["end"], row)
    if end is not None:
        return end if end > at else None
    minutes = row[c["minutes"]].strip()
    return (
        at + timedelta(minutes=int(minutes))
        if minutes.isascii() and minutes.isdigit() and 0 < int(minutes[:6]) < 20_160
        else None
    )


def _event_status(status: str, subject: str) -> str:
    words = f"{status} {subject}".casefold().lstrip()
    return "cancelled" if words.startswith(("cancel", "abgesagt", "annul", "cancelad")) else ""


def _links(lookups: Lookups, row: list[str], c: Places, native: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return (deals, account, contacts): by the first letters of WhatId and WhoId; leads and others are nobody yet."""
    what, who = salesforce_id(row[c["what"]]), salesforce_id(row[c["who"]])
    people = [who] if who.startswith(("003", "ContactRef")) else []
    if lookups.related:
        people += [person for person in lookups.related.get(native, "").split() if person not in people]
    account = what if what.startswith("001") else salesforce_id(row[c["account"]])
    return (
        (lookups.prefix + what,) if what.startswith("006") or what in lookups.deals else (),
        lookups.prefix + account if account else "",
        tuple(lookups.prefix + person for person in people),
    )


def _written_by(owner: User, text: str) -> tuple[Segment, ...]:
    return (Segment(0, len(text), owner.name, owner.address),) if text else ()


def _origin(owner: User, by: User, subtype: str, subject: str, mail: LoggedMail | None = None) -> Verdict:
    """Return who made it: a machine among the users, a sequence tool; a logged e-mail's sender and subject may show more."""
    verdict = activity_verdict(by_automated=by.automated or owner.automated, subtype=subtype, subject=subject)
    if mail and verdict.origin is Origin.HUMAN:
        return mail_origin({}, sender=mail.sender, subject=mail.subject)
    return verdict
