"""HubSpot calls, e-mails, meetings, notes and tasks as touchpoints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin, Party, Segment
from journey_tui.lean import dataclass
from journey_tui.sources.hubspot_headers import ACTIVITY
from journey_tui.sources.hubspot_lookups import Lookups
from journey_tui.sources.hubspot_records import ids_of
from journey_tui.sources.origin import BOUNCE, CRM_WORKFLOW, SEQUENCE, Verdict, mail_origin
from journey_tui.sources.records import TouchpointRecord, UserRecord
from journey_tui.sources.salesforce_mail import mail_id, message_id
from journey_tui.sources.tables_logged_mail import activity_verdict, mail_words, plain_text
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import address, addresses, boolean, fold_header, label

_KINDS: Final = {
    "call": Kind.CALL,
    "email": Kind.EMAIL,
    "incomingemail": Kind.EMAIL,
    "forwardedemail": Kind.EMAIL,
    "loggedemail": Kind.EMAIL,
    "meeting": Kind.MEETING,
    "note": Kind.NOTE,
    "task": Kind.TASK,
    "todo": Kind.TASK,
    "communication": Kind.NOTE,
    "postalmail": Kind.NOTE,
    "sms": Kind.NOTE,
    "whatsapp": Kind.NOTE,
    "linkedinmessage": Kind.NOTE,
    "llamada": Kind.CALL,
    "anruf": Kind.CALL,
    "appel": Kind.CALL,
    "chamada": Kind.CALL,
    "chiamata": Kind.CALL,
    "gesprek": Kind.CALL,
    "コール": Kind.CALL,
    "correo": Kind.EMAIL,
    "correoelectronico": Kind.EMAIL,
    "eメール": Kind.EMAIL,
    "reunion": Kind.MEETING,
    "besprechung": Kind.MEETING,
    "reuniao": Kind.MEETING,
    "riunione": Kind.MEETING,
    "vergadering": Kind.MEETING,
    "ミーティング": Kind.MEETING,
    "nota": Kind.NOTE,
    "notiz": Kind.NOTE,
    "notitie": Kind.NOTE,
    "メモ": Kind.NOTE,
    "tarea": Kind.TASK,
    "aufgabe": Kind.TASK,
    "tache": Kind.TASK,
    "tarefa": Kind.TASK,
    "attivita": Kind.TASK,
    "taak": Kind.TASK,
    "タスク": Kind.TASK,
}
_KINDS_FOLDED: Final = {fold_header(word): kind for word, kind in _KINDS.items()}
_BY_COLUMN: Final = (
    ("call", "hscallbody hscalltitle calltitle callnotes hscalldirection hscalldisposition"),
    ("email", "hsemailsubject hsemailtext hsemaildirection emailsubject emailbody hsemailhtml"),
    ("meeting", "hsmeetingtitle hsmeetingstarttime meetingname meetingoutcome hsmeetingoutcome"),
    ("note", "hsnotebody notebody"),
    ("task", "hstasksubject hstaskstatus tasktitle tasktype hstasktype"),
)
_NOT_REACHED: Final = frozenset(
    {"noanswer", "leftvoicemail", "wrongnumber", "busy", "leftlivemessage"}
    | {"73a0d17f11634015bdd5ec830791da20", "9d9162e76cf34944bf634dff82258764", "b2cf5968551e4856978352b3da59a7d0"}
    | {"a4c4c377d2464b32a13b75a56a4cd0ff", "17b47fee58de441ea44cc6300d46f273"}
)
"""Call outcomes in which nobody was spoken to, by label and by HubSpot's ids of them."""
_CANCELLED: Final = frozenset({"cancelled", "canceled", "noshow", "rescheduled"})
_UNSENT: Final = frozenset({"draftemail", "draft", "scheduled", "pending", "failed"})


@dataclass(frozen=True, slots=True)
class _People:
    owner: UserRecord | None
    contacts: tuple[str, ...]
    """Addresses of the contacts."""


def activities(sheet: Sheet, lookups: Lookups) -> Iterator[TouchpointRecord | UserRecord]:
    """Yield the touchpoints and the owners met first here; drafts and unsent mails are counted."""
    c = sheet.places(ACTIVITY)
    default = _default_type(sheet)
    for number, row in sheet.rows():
        native = label(row[c["id"]], limit=100)
        if not native:
            sheet.lost(number, "Record ID")
            continue
        said = fold_header(row[c["type"]] or lookups.types.get(native, "") or default)
        kind = _KINDS_FOLDED.get(said) or _KINDS_FOLDED.get(fold_header(default), Kind.NOTE)
        if kind is Kind.EMAIL and {fold_header(row[c["direction"]]), fold_header(row[c["status"]])} & _UNSENT:
            sheet.context.ignored["e-mails that were not sent"] += 1
            continue
        owner, new = lookups.owner(row[c["owner"]], sheet, number)
        if owner and new:
            yield owner
        touchpoint = _activity(sheet, c, lookups, number, row, native, kind, owner)
        if touchpoint is None:
            sheet.lost(number, "Activity Date")
        else:
            yield touchpoint


def _default_type(sheet: Sheet) -> str:
    """Return what all rows of the table are, where they do not say: by its columns, else by its name."""
    by_column = next((kind for kind, columns in _BY_COLUMN if sheet.has(*columns.split())), "")
    name = fold_header(sheet.file)
    return by_column or next(
        (kind for kind in ("call", "email", "meeting", "note", "task", "communication") if kind in name), "note"
    )


def _activity(
    sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], native: str, kind: Kind, owner: UserRecord | None
) -> TouchpointRecord | None:
    status = _status(kind, row, c)
    placed = _time(sheet, c, number, row, kind, status)
    if placed is None:
        return None
    at, all_day, ends, due = placed
    subject = label(row[c["subject"]], limit=1_000)
    direction = _direction(row[c["direction"]])
    parties = _parties(row, c, kind, owner, direction)
    text, segments = _words(kind, _text(sheet, c, number, row), subject, parties, owner, at)
    message = message_id(row[c["message"]]) if kind is Kind.EMAIL else ""
    verdict = _origin(row, c, owner, kind, parties)
    deals, account, contacts = _links(row, c, lookups, native)
    return TouchpointRecord(
        id=mail_id(message) or f"{lookups.prefix}activity/{native}",
        kind=kind,
        at=at,
        source=sheet.source(number, row, native),
        zone=sheet.context.zone_name,
        subject=subject,
        text=text,
        segments=segments,
        parties=parties,
        message_id=message,
        deal_ids=deals,
        account_id=account,
        contact_ids=contacts,
        owner_id=owner.id if owner else "",
        origin=verdict.origin,
        origin_rule=verdict.rule,
        ends_at=ends,
        all_day=all_day,
        status=status,
        due=due,
        auto=verdict.auto,
        direction=direction,
        deleted=boolean(row[c["deleted"]]) is True,
    )


def _links(row: list[str], c: Places, lookups: Lookups, native: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return (deals, account, contacts) that the row or the tables of associations name."""
    company = ids_of(row[c["company_ids"]]) or lookups.linked("engagement_company", native)
    contacts = [*ids_of(row[c["contact_ids"]]), *lookups.linked("engagement_contact", native)]
    deals = [*ids_of(row[c["deal_ids"]]), *lookups.linked("engagement_deal", native)]
    return (
        tuple(lookups.prefix + deal for deal in dict.fromkeys(deals)),
        f"{lookups.prefix}company/{company[0]}" if company else "",
        tuple(f"{lookups.prefix}contact/{person}" for person in dict.fromkeys(contacts)),
    )


def _text(sheet: Sheet, c: Places, number: int, row: list[str]) -> str:
    text = plain_text(sheet, number, row[c["text"]]) or plain_text(sheet, number, row[c["html"]])
    internal = plain_text(sheet, number, row[c["internal"]])
    return f"{text}\n\n{internal}" if text and internal else text or internal


def _status(kind: Kind, row: list[str], c: Places) -> str:
    """Return `open`, `completed`, `cancelled`, or `no_answer` for a call that reached nobody."""
    if kind is Kind.TASK:
        return "completed" if fold_header(row[c["status"]]) in ("completed", "done", "abgeschlossen") else "open"
    if kind is Kind.CALL:
        outcome = fold_header(row[c["outcome"]])
        return NOBODY_REACHED if outcome in _NOT_REACHED else "completed" if outcome == "connected" else ""
    if kind is Kind.MEETING:
        outcome = fold_header(row[c["meeting_outcome"]])
        return "cancelled" if outcome in _CANCELLED else "completed" if outcome == "completed" else ""
    return ""


def _time(
    sheet: Sheet, c: Places, number: int, row: list[str], kind: Kind, status: str
) -> tuple[datetime, bool, datetime | None, date | None] | None:
    """Return (when, only the day is known, end, due); a task's time stamp is when it is due (HubSpot, `hs_timestamp`)."""
    at = sheet.when(number, c["at"], row)
    created = sheet.when(number, c["created"], row)
    due = None
    if kind is Kind.MEETING:
        at = sheet.when(number, c["start"], row) or at
    if kind is Kind.TASK:
        due = sheet.day(number, c["due"], row) or (at.day if at and c["due"] < 0 else None)
        at = (created or at) if status == "open" else at
    at = at or created
    if at is None:
        return None
    end = sheet.moment(number, c["end"], row) if kind is Kind.MEETING else None
    if not at.timed:
        return sheet.clock.noon(at.day), True, None, due
    return at.at, False, end if end and end > at.at else None, due


def _direction(text: str) -> str:
    word = fold_header(text)
    if word in ("incomingemail", "inbound", "incoming", "in"):
        return "in"
    return "out" if word in ("email", "outbound", "outgoing", "out") else ""


def _parties(row: list[str], c: Places, kind: Kind, owner: UserRecord | None, direction: str) -> tuple[Party, ...]:
    """Return who took part: of an e-mail its sender and recipients, else the contacts, and who called the meeting."""
    people = _People(owner, tuple(mail for _, mail in addresses(row[c["contact_mails"]])))
    if kind is Kind.EMAIL:
        return _mail_parties(row, c, people, direction)
    role = "attendee" if kind is Kind.MEETING else "to"
    first = [Party(owner.name, owner.address, "organizer", person_id=owner.id)] if owner and kind is Kind.MEETING else []
    return (*first, *(Party("", mail, role) for mail in people.contacts))


def _mail_parties(row: list[str], c: Places, people: _People, direction: str) -> tuple[Party, ...]:
    """Return sender and recipients: as the row says, else the owner wrote to the contact, or was written to."""
    sender = address(row[c["from"]])
    parties = [Party(label(row[c["from_name"]]), sender, "from")] if sender else []
    for role in ("to", "cc", "bcc"):
        parties += [Party(name, mail, role) for name, mail in addresses(row[c[role]])]
    owner, contacts = people.owner, list(people.contacts)
    if not sender and direction == "in" and contacts:
        parties.insert(0, Party("", contacts.pop(0), "from"))
    elif not sender and direction != "in" and owner:
        parties.insert(0, Party(owner.name, owner.address, "from", person_id=owner.id))
    known = {party.address for party in parties}
    return (*parties, *(Party("", mail, "to") for mail in contacts if mail not in known))


def _words(
    kind: Kind, text: str, subject: str, parties: tuple[Party, ...], owner: UserRecord | None, at: datetime
) -> tuple[str, tuple[Segment, ...]]:
    """Return the text and whose it is: an e-mail's sender's, else the owner's who noted it down."""
    if not text:
        return "", ()
    if kind is Kind.EMAIL:
        sender = next((party for party in parties if party.role == "from"), Party())
        return mail_words(text, 0, (sender.name, sender.address), at, subject)
    return text, (Segment(0, len(text), owner.name if owner else "", owner.address if owner else ""),)


def _origin(row: list[str], c: Places, owner: UserRecord | None, kind: Kind, parties: tuple[Party, ...]) -> Verdict:
    """Return who made it: a sequence or workflow that the row names, an automated owner, for e-mails what their sender shows."""
    word = fold_header(row[c["automation"]])
    if word.isdigit() or word.startswith("sequence"):
        return Verdict(Origin.AUTOMATED, SEQUENCE)
    if word in ("workflow", "workflows", "automation", "automationplatform"):
        return Verdict(Origin.AUTOMATED, CRM_WORKFLOW)
    subject = row[c["subject"]]
    verdict = activity_verdict(by_automated=bool(owner and owner.automated), subtype=kind.value, subject=subject)
    if kind is not Kind.EMAIL or verdict.origin is not Origin.HUMAN:
        return verdict
    if fold_header(row[c["status"]]) in ("bounced", "bounce"):
        return Verdict(Origin.AUTOMATED, BOUNCE, "bounce")
    sender = next((party.address for party in parties if party.role == "from"), "")
    return mail_origin({}, sender=sender, subject=subject)
