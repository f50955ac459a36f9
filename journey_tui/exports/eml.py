"""An artifact as an e-mail that a mail program opens as a draft: recipients, subject, text."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from journey_tui.domain.mail_head import parts
from journey_tui.text import clean, one_line


def message(text: str, title: str) -> bytes:
    """Return the draft; a recipient whose address is none that mail knows is left out of the head and stays in the text."""
    head = parts(clean(text))
    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    for name, people in (("To", head.to), ("Cc", head.cc), ("Bcc", head.bcc)):
        if known := tuple(address for person in people if (address := _address(*person)) is not None):
            made[name] = known
    made["Subject"] = one_line(head.subject or title, limit=200)
    made.set_content(head.body + "\n")
    return made.as_bytes()


def _address(name: str, address: str) -> Address | None:
    try:
        return Address(one_line(name, limit=100), addr_spec=address)
    except (ValueError, IndexError, MessageError):  # the library raises each of them for what is no address
        return None
