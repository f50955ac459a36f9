"""Recognise in a mail's text where somebody else's words begin: attribution lines, header blocks, forward marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.mail_dates import DATE_END, written_at
from journey_tui.sources.mail_headers import mailbox

_FROM: Final = (
    "from|von|de|da|van|från|fra|lähettäjä|od|от|від|feladó|kimden|gönderen|expéditeur|mittente|remitente|absender|"
    "afzender|avsändare|差出人|发件人|寄件者|보낸 사람"
)
_SENT: Final = (
    "sent|date|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|fecha|data|data/ora|inviato|verzonden|"
    "skickat|sendt|dato|"
    "lähetetty|päivämäärä|wysłano|wysłane|odesláno|отправлено|дата|надіслано|elküldve|gönderildi|tarih|送信日時|日付|发送时间|日期|寄件日期|보낸 날짜"
)
_TO: Final = "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|címzett|kime|destinataire|宛先|收件人|收件者|받는 사람"
_COPY: Final = "cc|bcc|kopie|copie|copia|kopia|kopi|kopio|cc:|dw|копия|ccn|cco"
_SUBJECT: Final = (
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|тема|tárgy|konu|件名|主题|主旨|제목|betr"
)
_OTHER: Final = (
    "reply-to|importance|priority|attachments|wichtigkeit|anlagen|antwort an|importancia|pièces jointes|bijlagen|"
    "organization|message-id|sensitivity"
)
_KINDS: Final = {
    word: kind
    for kind, words in (("from", _FROM), ("sent", _SENT), ("to", _TO), ("copy", _COPY), ("subject", _SUBJECT), ("other", _OTHER))
    for word in words.split("|")
}
_LABEL: Final = re.compile(
    r"[ \t]{0,8}[*_]{0,2}(?P<label>[^\W\d][\w/ -]{0,18}?)[*_]{0,2}\s?[:：][*_]{0,2}(?:[ \t]+(?P<value>.*))?$"
)

_MARK: Final = re.compile(
    r"\s*(?:-{2,}|_{2,}|={2,})?\s*(?P<words>original message|original-nachricht|ursprüngliche nachricht|originalnachricht|"
    r"original appointment|"
    r"originaltermin|message d'origine|message original|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|"
    r"ursprungligt meddelande|originalmeddelande|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|"
    r"wiadomość oryginalna|исходное сообщение|"
    r"(?P<forward>forwarded message|weitergeleitete nachricht|message transféré|message transmis|mensaje reenviado|"
    r"mensagem encaminhada|messaggio inoltrato|"
    r"doorgestuurd bericht|vidarebefordrat meddelande|videresendt melding|wiadomość przekazana|пересылаемое сообщение|"
    r"пересланное сообщение|forwarded by .{1,80}))\s*(?:-{2,}|_{2,}|={2,}|:)\s*",
    re.IGNORECASE,
)
_APPLE: Final = re.compile(
    r"\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|"
    r"inizio messaggio inoltrato|"
    r"inicio del mensaje reenviado|início da mensagem encaminhada|begin doorgestuurd bericht|vidarebefordrat brev|"
    r"start på videresendt besked)\s*:\s*",
    re.IGNORECASE,
)
RULE: Final = re.compile(r"\s*(?:_{8,}|-{20,}|={20,})\s*")

_WROTE: Final = (
    r"wrote|writes|schrieb|schreibt|a écrit|escribió|escribio|ha scritto|scrive|escreveu|schreef|skrev|kirjoitti|napisał(?:a|"
    r"\(a\))?|pisze|"
    r"napsal(?:a|\(a\))?|napísal|írta|yazdı|şunları yazdı|написал(?:а|\(а\))?|пишет|пише|писал\(а\)|scris"
)
_VERB: Final = re.compile(rf"(?<!\w)(?:{_WROTE})(?!\w)|写道|寫道|のメール|님이 작성", re.IGNORECASE)
_VERB_LAST: Final = re.compile(rf"(?<!\w)(?:{_WROTE})\W{{0,8}}$", re.IGNORECASE)
_NO_NAME: Final = re.compile(
    r"(?<!\w)(?:I|you|we|he|she|they|it|as|have|has|had|the|this|that|what|which|who|ich|wir|sie|je|nous|vous)(?!\w)",
    re.IGNORECASE,
)
_STARTS: Final = re.compile(
    r"\s*[*_]?(?:on|am|le|el|em|il|op|den|på|w dniu|dnia|в|dne|em|a|las|kl|在|於|mon|tue|wed|thu|fri|sat|sun)\b|\s*\d|"
    r"\s*\w{2,12}[.,]+ ?\d|\s*[\"'<]|.{0,120}<[^<>@\s]+@",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^[\s,;:|-]*(?:(?:uhr|kl\.?|г\.|от|от:|пользователь|le|at|um|à|o|om|于|GMT|UTC|(?-i:[A-Z]{3,4}T)|on (?:mon|tue|wed|thu|fri|"
    r"sat|sun)\w{0,6},?)(?!\w)[\s,;:]*)*",
    re.IGNORECASE,
)
"""What stands between a date and a name."""
_BRACKETED: Final = re.compile(r"<\S+@\S+>\W{0,6}$")
_SOME_ADDRESS: Final = re.compile(r"(?:^|[<(\[ \"])\S+@\S+\.\S+[>)\] \",:]")
_TIME: Final = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}")
_DATED: Final = re.compile(r"\s*(?:on|am|at|the|\d)\b", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d]")
_TWO_LETTERS: Final = re.compile(r"[^\W\d]{2}")
_LINKS: Final = re.compile(r"<mailto:[^>]*>|\bon behalf of\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Author:
    """Whose words follow, as the text itself says."""

    name: str = ""
    address: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """Lines that introduce somebody else's words."""

    size: int
    """How many lines it takes."""
    author: Author
    kind: str
    """`block` (a header block), `line` (an attribution) or `mark` (no author named)."""
    forward: bool = False
    sure: bool = True


_KNOWN_STARTS: Final = frozenset(word[0] for word in _KINDS) | {"_", "-", "=", "*"}


def may_begin(line: str) -> bool:
    """Return whether a header block or a mark could begin with the line: a cheap look before the dear one."""
    if len(line) > 8000:
        return False
    text = line.lstrip(" \t*_")
    if text[:1].lower() not in _KNOWN_STARTS:
        return not text
    return text.partition(":")[0].strip("* _").lower() in _KINDS or line[-1] in "-_=:：" or "：" in text[:20]


def may_open(line: str) -> bool:
    """Return whether a header block can begin with the line, whatever follows: a mark, or a label of such a block."""
    if len(line) < 200 and (_MARK.fullmatch(line) or _APPLE.fullmatch(line) or RULE.fullmatch(line)):
        return True
    label = _LABEL.fullmatch(line) if len(line) < 4000 else None
    return label is not None and label["label"].strip().lower() in _KINDS


def find_block(lines: Sequence[str], sent: datetime) -> Boundary | None:
    """Return the header block that begins with the first line: `From:`, with a date or a subject, in any usual order."""
    forward, place = False, 0
    marked = False
    while place < min(len(lines), 4) and len(lines[place]) < 200:
        mark = _MARK.fullmatch(lines[place])
        if mark or _APPLE.fullmatch(lines[place]) or RULE.fullmatch(lines[place]):
            marked = marked or not RULE.fullmatch(lines[place])
            forward = forward or (not mark and bool(_APPLE.fullmatch(lines[place]))) or bool(mark and mark["forward"])
        elif lines[place].strip() or not place:
            break
        place += 1
    fields, size = _fields(lines[place : place + 40])
    if _is_block(fields, marked):
        name, address = mailbox(_without_links(fields["from"]))
        return Boundary(place + size, Author(name, address, written_at(fields.get("sent", ""), sent)), "block", forward)
    if marked:
        return Boundary(_first_text(lines, place), Author(), "mark", forward)
    return None


def _is_block(fields: dict[str, str], marked: bool) -> bool:
    """Return whether the labelled lines are a message's: a sender who could be one, a date or subject, and a third."""
    sender = fields.get("from", "")
    if not ({"sent", "subject"} & set(fields)) or (len(fields) < 3 and not marked):
        return False
    return "@" in sender or ("sent" in fields and re.search(r"[^\W\d_]{2}", sender) is not None and not sender[:1].isdigit())


def _fields(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return kind to value of the labelled lines at the start, and how many lines they take."""
    found: dict[str, str] = {}
    size = place = 0
    last = ""
    while place < len(lines):
        label = _LABEL.fullmatch(lines[place]) if len(lines[place]) < 4000 else None
        kind = _KINDS.get(label["label"].strip().lower(), "") if label else ""
        if kind and label:
            if kind in found and kind == "from":
                break
            found[kind] = found.get(kind) or (label["value"] or "").strip()
            last, size = kind, place + 1
        elif not found or not lines[place].strip() or place - size >= (3 if last in ("to", "copy") else 1):
            break
        elif last in found and place == size and not found[last]:
            # A value under its label, as some clients wrap it.
            found[last], size = lines[place].strip(), place + 1
        place += 1
    return found, size


def _without_links(value: str) -> str:
    return _LINKS.sub("", value) if "<" in value or "behalf" in value.lower() else value


def _first_text(lines: Sequence[str], place: int) -> int:
    while place < len(lines) and not lines[place].strip():
        place += 1
    return place


def find_attribution(lines: Sequence[str], sent: datetime) -> Boundary | None:
    """Return the attribution (`On ..., X wrote:`) that begins with the first line and takes up to three.

    It is `sure` where it says enough to be one even if the text below is not marked as quoted.
    """
    if len(lines[0]) > 600:
        return None
    text = ""
    for size, line in enumerate(lines[:3], start=1):
        if not line or (size > 1 and len(line) > 300):
            return None
        text = f"{text} {line.strip()}" if text else line.strip()
        if text[-1:] in ":：" or (size <= 2 and text[-1:] == "-" and _VERB_LAST.search(text)):
            opens = _STARTS.match(lines[0]) or _VERB.search(lines[0])
            return _attribution(text, size, sent) if opens else None
    return None


def _attribution(text: str, size: int, sent: datetime) -> Boundary | None:
    verb = _last_verb(text)
    bracketed = "@" in text and _BRACKETED.search(text) is not None
    address = bracketed or ("@" in text and _SOME_ADDRESS.search(text) is not None)
    dated = _TIME.search(text) is not None
    last = verb is not None and not text[verb[1] :].strip(" :：-")
    if not (address or verb) or not (dated or last or address):
        return None
    author = _author(text, verb, sent)
    if _NO_NAME.search(author.name) and not author.address:
        return None
    sure = dated and (bracketed or (verb is not None and (last or address or len(text) <= 120)))
    return Boundary(size, author, "line", sure=sure)


_VERBS: Final = frozenset("wrote writes schrieb schreibt schreef skrev pisze".split())
"""Verbs that are one word and the end of no longer one."""


def _last_verb(text: str) -> tuple[int, int] | None:
    """Return where the last verb of writing stands: nearly always at the end, where it costs nothing to see."""
    end = text.rstrip(" :：-")
    word = end.rpartition(" ")[2]
    if word in _VERBS:
        return len(end) - len(word), len(end)
    verb = None
    for verb in _VERB.finditer(text):  # noqa: B007
        pass
    return verb.span() if verb else None


def _author(text: str, verb: tuple[int, int] | None, sent: datetime) -> Author:
    """Return who wrote it: what is left of the line once date, verb and lead-in are taken away."""
    after = text[verb[1] :].strip(" :：-") if verb else ""
    named_after = bool(after and _TWO_LETTERS.search(after)) and not _looks_dated(after)
    if verb and named_after:
        rest, dated = after, text[: verb[0]]
    else:
        whole = _without_end(text[: verb[0]] if verb else text)
        ends = [found.end() for found in DATE_END.finditer(whole)]
        head, rest = whole[: max(ends, default=0)], whole[max(ends, default=0) :]
        if not _LETTER.search(rest):
            # The name stands before the date.
            rest = (
                re.split(r"[,>]?\s*(?:于|on|am|le)?\s*(?=\d)", head, maxsplit=1)[0]
                if "<" not in head
                else head[: head.find(">") + 1]
            )
        dated = f"{head} {after}"
    lead = _LEAD.match(rest)
    name, address = mailbox(_without_links(rest[lead.end() :] if lead else rest))
    return Author(name if len(name) <= 80 else "", address, written_at(dated, sent))


def _without_end(text: str) -> str:
    """Return the text without colons, dashes and white space at its end."""
    while (cut := text.rstrip().rstrip(":：-")) != text:
        text = cut
    return text


def _looks_dated(text: str) -> bool:
    return bool(_DATED.match(text))
