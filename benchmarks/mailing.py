"""Time mail on its way into the store: an mbox of conversations parsed and written, against the standard library's mailbox alone."""

from __future__ import annotations

import mailbox
import tempfile
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from benchmarks.measure import Figure
from benchmarks.store import NOW, mail
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.writer import FileBook, Writer
from journey_tui.sources.mail import parse_mbox
from journey_tui.sources.records import TouchpointRecord

MAILS, DEALS = 4_000, 40


def mailing(_: Path) -> Iterator[Figure]:
    """Time 4,000 mails in processor time: most quote what they answer under a signature, a third have HTML beside the text."""
    with tempfile.TemporaryDirectory() as folder:
        path, store = Path(folder, "mails.mbox"), Path(folder, "journey.db")
        path.write_bytes(b"".join(_mails()))
        ensure_store(store)
        records: list[TouchpointRecord] = []
        parsed = _cpu(lambda: records.extend(one for one in parse_mbox(path, "mails.mbox") if isinstance(one, TouchpointRecord)))
        stored = _cpu(lambda: _write(store, records))
        plain = _cpu(lambda: [one.get_payload() for one in mailbox.mbox(path)])
    assert len(records) == MAILS
    yield Figure("mail parsed, against stdlib mailbox alone, CPU", plain / parsed, "×", 0.5, at_most=False,
                 note=f"{MAILS / parsed:,.0f}/s")  # fmt: skip
    yield Figure("mail parsed and stored, against stdlib mailbox alone, CPU", plain / (parsed + stored), "×", 0.5, at_most=False,
                 note=f"{MAILS / (parsed + stored):,.0f}/s")  # fmt: skip


def _cpu(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _write(store: Path, records: list[TouchpointRecord]) -> None:
    with writing(store) as connection, transaction(connection):
        Writer(connection, FileBook(connection, "mail", "mbox", NOW), NOW).write(records)


def _mails() -> Iterator[bytes]:
    before: dict[int, TouchpointRecord] = {}
    for number in range(MAILS):
        deal, place = number % DEALS, number // DEALS
        record = mail(number, deal, place, place * DEALS / MAILS)
        yield f"From a@b.example {record.at:%a %b %d %H:%M:%S %Y}\n".encode()
        yield _message(record, before.get(deal), html=number % 3 == 0).as_bytes() + b"\n"
        before[deal] = record


def _message(record: TouchpointRecord, before: TouchpointRecord | None, *, html: bool) -> EmailMessage:
    sender, receiver = record.parties
    message = EmailMessage()
    message["Received"] = f"from mx.example by mail.example with ESMTPS; {format_datetime(record.at)}"
    message["Date"], message["Subject"], message["Message-ID"] = format_datetime(record.at), record.subject, record.message_id
    message["From"], message["To"] = f"{sender.name} <{sender.address}>", f"{receiver.name} <{receiver.address}>"
    if record.references:
        message["References"] = " ".join(record.references)
    text = f"Hi {receiver.name.split()[0]},\n\n{record.text}\n\nBest regards\n{sender.name}\n-- \n{sender.name}\nHead of Things\n"
    if before is not None and record.references:
        quoted = "".join(f"> {line}\n" for line in before.text.splitlines())
        text += f"\nOn {before.at:%a, %d %b %Y at %H:%M}, {before.parties[0].name} wrote:\n{quoted}"
    message.set_content(text)
    if html:
        message.add_alternative("".join(f"<p>{line}</p>" for line in text.splitlines()), subtype="html")
    return message
