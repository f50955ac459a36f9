"""Find the signature under somebody's words, and the job title in it; a real sentence is never taken for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_DELIMITER: Final = re.compile(r"\s*(?:--|—|–|- -|__|\*\*)\s*|\s*(?:[-_=*~]{5,40})\s*")
_DASHES: Final = re.compile(r"-- ?|—")
_CLOSING: Final = re.compile(
    r"\s*(?:(?:with |my |our |many |very |the )*(?:kind(?:est)?|best|warm(?:est)?|good|personal)? ?(?:regards|wishes)|"
    r"(?:all the |my |very )?best(?: to you)?|"
    r"(?:many |with |big )?thanks(?: again| a lot| so much| in advance| very much| and regards| & regards| and best regards)?|"
    r"thank you(?: again| very much| in advance| so much)?|"
    r"cheers|thx|tia|br|kr|rgds|brgds|mfg|vg|lg|yours(?: sincerely| truly| faithfully)?|sincerely(?: yours)?|faithfully|"
    r"respectfully|cordially|"
    r"warmly|take care|talk soon|speak soon|until then|"
    r"mit (?:den )?(?:freundlichen|besten|herzlichen|lieben) grü(?:ß|ss)en|(?:freundliche|beste|viele|liebe|herzliche|"
    r"schöne)[rn]? grü(?:ß|ss)e(?: aus \w+)?|"
    r"(?:bien )?(?:cordialement|amicalement)|bien à vous|sincères salutations|meilleures salutations|salutations|"
    r"merci(?: d'avance| beaucoup)?|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|gracias|muchas gracias|"
    r"(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços|obrigad[oa]|"
    r"(?:cordiali|distinti|cari) saluti|saluti|un saluto|grazie|met (?:vriendelijke|hartelijke) groet(?:en)?|"
    r"vriendelijke groet(?:en)?|groet(?:en|jes)?|bedankt|"
    r"(?:med )?(?:vänlig|bästa|vennlig|venlig) hilsen|(?:med )?(?:vänliga?|bästa) hälsning(?:ar)?|mvh|hälsningar|hilsen|tack|"
    r"takk|tak|"
    r"(?:z poważaniem|pozdrawiam|pozdrowienia|dziękuję)|с уважением|с наилучшими пожеланиями|спасибо|s pozdravem|üdvözlettel|"
    r"saygılarımla|ystävällisin terveisin|"
    r"よろしくお願いします|敬具|此致|敬礼|감사합니다)\s*[,.!–—-]*\s*",
    re.IGNORECASE,
)
_THANKS: Final = re.compile(
    r"\s*(?:many |with |big )?(?:thanks|thank you|thx|merci|gracias|grazie|danke|bedankt|tack|takk|tak|obrigad|спасибо|dziękuję)",
    re.IGNORECASE,
)
_DEVICE: Final = re.compile(
    r"\s*[<>(*-]*(?:sent|gesendet|von meinem|envoyé|enviado|inviato|verzonden|skickat|sendt|lähetetty|wysłane|отправлено|get|"
    r"hol(?:en)?|téléchargez|obtener|scarica)\b"
    r".{0,30}\b(?:iphone|ipad|android|samsung|galaxy|blackberry|mobile|mobil\w*|phone|outlook|sparrow|yahoo|gmail|"
    r"mail for windows|proton|superhuman|handy|"
    r"smartphone|tablet|iOS|huawei|pixel)\b.{0,60}|\s*via mobile\s*|\s*sent via .{2,30}|\s*typed on (?:a )?(?:phone|"
    r"mobile).{0,60}|"
    r"\s*(?:please )?(?:excuse|pardon|forgive) (?:any )?(?:typos|brevity|my brevity|the brevity).{0,60}",
    re.IGNORECASE,
)
_LEGAL: Final = re.compile(
    r"intended (?:solely |only |recipient|for the (?:addressee|use|person|named|exclusive|sole))|legally privileged|"
    r"privileged (?:and|or) confidential|"
    r"confidential(?:ity notice|ity:| and (?:may|intended|privileged)|e nachricht)|confidentiality|"
    r"(?:received|have got) this (?:e-?mail|message|communication|transmission) in error|"
    r"not the intended recipient|disclaimer|any (?:unauthori[sz]ed|dissemination|distribution|disclosure)|"
    r"virus(?:es)?\b.{0,40}(?:scan|check|transmi|free|responsib)|"
    r"scanned (?:by|for)|consider the environment|before printing|registered (?:in|office|address|number|company)|"
    r"company (?:no|number|registration)|"
    r"(?:amtsgericht|handelsregister|geschäftsführer(?:in)?|sitz der gesellschaft|ust-?id|hrb \d|vat (?:no|number|reg))|"
    r"diese e-?mail (?:enthält|und)|"
    r"vertrauliche (?:informationen|und)|ce (?:message|courriel) (?:et|est|peut)|este (?:mensaje|correo|e-?mail)|"
    r"questo messaggio|dit (?:bericht|e-?mail)bericht|"
    r"\bunsubscribe\b|abbestellen|authori[sz]ed and regulated by|all rights reserved",
    re.IGNORECASE,
)
_LEGAL_STEMS: Final = (
    "intended ", "privileged", "confidential", " in error", "disclaimer", "unauthori", "dissemination", "distribution", "disclosure",
    "virus", "scanned ", "the environment", "before printing", "registered ", "company ", "amtsgericht", "handelsregister",
    "geschäftsführer", "sitz der gesellschaft", "ustid", "ust-id", "hrb ", "vat ", "diese e", "vertrauliche ", "ce message", "ce courriel",
    "este ", "questo messaggio", "bericht", "unsubscribe", "abbestellen", "regulated by", "all rights reserved",
)  # fmt: skip
_CONTACT: Final = re.compile(
    r"\+?\(?\d[\d\s()./-]{6,}\d|\S+@\S+\.\w+|(?:https?://|www\.)\S+|\b(?:tel|phone|mobile|mob|cell|fax|office|direct|t|m|f|p|e|"
    r"w)\s?[:.]\s*\S|linkedin",
    re.IGNORECASE,
)
_SPEAKS: Final = re.compile(
    r"(?<![\w.])(?:i|i'm|i'd|i'll|i've|we|we're|we'd|we'll|we've|you|you're|you'll|your|us|me|my|they|he|she|it's|that's|"
    r"there's|please|let|can|could|would|should|will|"
    r"is|are|was|were|has|have|had|do|does|don't|needs?|ich|wir|sie|bitte|ist|sind|je|nous|vous|est|sont|estamos|son)(?![\w.])|"
    r"[?]",
    re.IGNORECASE,
)
_POSTSCRIPT: Final = re.compile(r"\s*(?:P\.?\s?){1,2}S\.?\s?[:.,–—\s-]", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"\b(?:(?:c[eftoimsr]o|cfo|ciso|cpo|cco|vp|svp|evp|md|gm|pmo|dpo|cso|cdo|cmo)\b|chief|officer|president|vice|director|"
    r"direct(?:eur|rice|or[ae]?)|"
    r"head|lead(?:er)?|manag(?:er|ing|ement)|supervisor|superintendent|executive|engineer|architect|analyst|scientist|"
    r"developer|programmer|"
    r"administrator|admin|consultant|advis[eo]r|specialist|coordinator|controller|accountant|auditor|treasurer|bursar|counsel|"
    r"lawyer|solicitor|attorney|paralegal|"
    r"buyer|planner|secretary|assistant|associate|partner|founder|owner|principal|fellow|professor|lecturer|nurse|physician|"
    r"chair(?:man|woman|person)?|"
    r"clerk|agent|representative|expert|foreman|operator|technician|designer|researcher|strategist|dean|registrar|steward|"
    r"leit(?:er|erin|ung)|\w*leit(?:er|erin)|geschäftsführ(?:er|erin|ung)|abteilung\w*|referent(?:in)?|sachbearbeiter(?:in)?|"
    r"einkäufer(?:in)?|vorstand|prokurist(?:in)?|"
    r"responsable|chargée?|gérant|acheteu(?:r|se)|jefe|gerente|responsabile|\w*manager(?:in)?|hoofd|inkoper|chef|kierownik|"
    r"dyrektor|директор|менеджер)\b",
    re.IGNORECASE,
)
_DEPARTMENT: Final = re.compile(
    r"\b(?:procurement|purchasing|sourcing|legal|compliance|finance|accounting|treasury|security|privacy|infosec|it|ict|"
    r"information technology|operations|engineering|quality|"
    r"sales|marketing|hr|human resources|people|product|support|customer success|success|logistics|supply chain|production|"
    r"manufacturing|research|r&d|strategy|facilities|"
    r"maintenance|data protection|data|analytics|risk|audit|einkauf|recht|finanzen|vertrieb|qualität|produktion|achats|"
    r"juridique|compras|acquisti|inkoop)\b",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(
    r"\b(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|se|s\.?a\.?s?|s\.?p\.?a|srl|b\.?v|n\.?v|ab|oy|a/s|corp|corporation|group|"
    r"holding|holdings|company|systems|street|road|strasse|straße)\b\.?",
    re.IGNORECASE,
)
_DEGREES: Final = re.compile(
    r"[,\s]+(?:ph\.?d|m\.?d|mba|m\.?sc|b\.?sc|b\.?a|m\.?a|ll\.?[bm]|cpa|cissp|pmp|acca|fca|aca|p\.?e|ceng|esq|jr|sr|"
    r"dipl\.?-\w+|rn|mcips|fcips)\b\.?",
    re.IGNORECASE,
)
_PRONOUNS: Final = re.compile(r"\s*[\[(](?:she|he|they|her|him|them|sie|er|elle|il)[/\w\s]*[\])]", re.IGNORECASE)
_ROLE_WORDS: Final = frozenset("hello hi info sales support contact team thanks office mail".split())
"""Words of mailboxes that are nobody's name."""
_MAX_LINES: Final = 25
_WORDS: Final = 9
"""Words that a line of a signature has at most, legal lines apart."""
_LONGEST_NAME: Final = 160
"""Characters; a longer line is a paragraph, and looking for degrees in it is dear."""


def signature_start(lines: Sequence[str], name: str, address: str = "") -> tuple[int, int]:
    """Return (first, end) of the lines that are the writer's signature; (n, n) where there is none."""
    total = len(lines)
    while total and not lines[total - 1].strip():
        total -= 1
    offset = max(0, total - _MAX_LINES - 40)
    tail = tuple(lines[offset:total])
    # Conversations repeat what they quote, so the same end of a text comes again and again.
    find = _in_tail if sum(map(len, tail)) < 10_000 else _in_tail.__wrapped__
    found = find(tail, name, address, offset > 0)
    return (found[0] + offset, found[1] + offset) if found else (len(lines), len(lines))


@lru_cache(maxsize=1024)
def _in_tail(lines: tuple[str, ...], name: str, address: str, more: bool) -> tuple[int, int] | None:
    total = _before_postscript(lines, len(lines))
    for place in range(total):
        line = lines[place]
        if (
            line[:1] in "-_=*~—– "
            and len(line) <= 60
            and _DELIMITER.fullmatch(line)
            and _is_delimited(lines, place, total, name, address)
        ):
            return _with_closing(lines, place, name, address, more), _content_after(lines, place + 1, total)
    found = _with_closing(lines, _legal_start(lines, total, more), name, address, more)
    return (found, total) if found < total else _inner_card(lines, total, name, address)


def _with_closing(lines: Sequence[str], start: int, name: str, address: str, more: bool) -> int:
    """Return where closing words or the name begin that stand right above `start`, else `start`."""
    end = start
    while end and not lines[end - 1].strip():
        end -= 1
    found = _closed_start(lines, end, name, address, more)
    return found if found < end else start


def _before_postscript(lines: Sequence[str], total: int) -> int:
    """Return where the last lines begin to be a postscript: it stands under the signature and is the writer's words."""
    for place in range(max(1, total - 15), total):
        if not lines[place - 1].strip() and _POSTSCRIPT.match(lines[place]):
            return place
    return total


def _inner_card(lines: Sequence[str], total: int, name: str, address: str) -> tuple[int, int] | None:
    """Return the writer's name with title or telephone where more words, a slogan often, follow under it."""
    for place in range(1, total):
        if lines[place - 1].strip() or not _is_name(lines[place], name, address):
            continue
        end = place + 1
        while end < total and lines[end].strip() and _is_short(lines[end]):
            end += 1
        card = lines[place:end]
        if end < total and not lines[end].strip() and len(card) > 1 and (_has_contact(card) or _TITLE.search(card[1])):
            return place, end
    return None


def _is_delimited(lines: Sequence[str], place: int, total: int, name: str, address: str) -> bool:
    """Return whether the dashes begin a signature: short lines, or the writer's name, follow and no sentence does."""
    below = [line for line in lines[place + 1 : total] if line.strip()]
    if not below:
        return _DASHES.fullmatch(lines[place].strip(" ")) is not None
    if not _DASHES.fullmatch(lines[place].rstrip("\n")) and not _has_contact(below) and not _is_name(below[0], name, address):
        return False
    return _is_short(below[0]) and len(below) <= _MAX_LINES + 15


def _content_after(lines: Sequence[str], place: int, total: int) -> int:
    """Return where words begin again under a signature: a postscript, or a paragraph that speaks and is not legal text."""
    for at in range(place, total):
        begins = at > place and not lines[at - 1].strip()
        if _POSTSCRIPT.match(lines[at]):
            return at
        if begins and not _is_short(lines[at]) and _SPEAKS.search(lines[at]) and not _is_legal(_paragraph(lines, at, total)):
            return at
    return total


def _paragraph(lines: Sequence[str], at: int, total: int) -> str:
    end = at
    while end < total and lines[end].strip():
        end += 1
    return " ".join(lines[at:end])


@lru_cache(maxsize=4096)
def _is_legal(text: str) -> bool:
    low = text.casefold()
    # Each phrase has one of these, and hardly any paragraph has; dotted and dotless i are other letters here and the same to a pattern.
    if not any(map(low.__contains__, _LEGAL_STEMS)) and "\u0131" not in low and "\u0307" not in low:
        return False
    return bool(_LEGAL.search(text))


def _legal_start(lines: Sequence[str], total: int, more: bool) -> int:
    """Return where the legal paragraphs and device lines at the end begin."""
    start = total
    while start > 0:
        end = start
        while end > 0 and not lines[end - 1].strip():
            end -= 1
        begin = end
        while begin > 0 and lines[begin - 1].strip():
            begin -= 1
        if begin == end:
            break
        text = " ".join(lines[begin:end])
        if all(_DEVICE.fullmatch(line) for line in lines[begin:end]) or (
            _is_legal(text) and (begin > 0 or more) and len(_LEGAL.findall(text)) >= _legal_needed(text)
        ):
            start = begin
            continue
        if _DEVICE.fullmatch(lines[end - 1]):
            start = end - 1
        break
    return start


def _legal_needed(text: str) -> int:
    """One legal phrase does where nobody speaks in the first person; else it takes two."""
    return 2 if re.search(r"(?<!\w)(?:I|I'm|I'll|I've|I'd|ich|me|my)(?!\w)", text) else 1


def _closed_start(lines: Sequence[str], end: int, name: str, address: str, more: bool) -> int:
    """Return where the closing words, or the writer's name with what stands under it, begin."""
    start = end
    place = end - 1
    while place >= max(0, end - _MAX_LINES):
        line = lines[place]
        if not line.strip():
            place -= 1
            continue
        closing = len(line) < 80 and _CLOSING.fullmatch(line) is not None
        if (
            closing
            or (_is_name(line, name, address) and _stands_apart(lines, place))
            or _opens_card(lines, place, end, _name_words(name, address))
        ):
            start = place
        elif not _is_short(line):
            break
        place -= 1
    if not more and 0 < start < end and not any(line.strip() for line in lines[:start]):
        return end
    return start if more else _keep_something(lines, start, end)


def _keep_something(lines: Sequence[str], start: int, end: int) -> int:
    """Leave the closing words to the message where nothing else would be left of it: "Thanks" can be all there is."""
    if any(line.strip() for line in lines[:start]) or start >= end:
        return start
    return start + 1 if _THANKS.match(lines[start]) else start


def _stands_apart(lines: Sequence[str], place: int) -> bool:
    if place == 0:
        return False
    above = lines[place - 1].strip()
    return not above or bool(_CLOSING.fullmatch(above)) or above[-1] in ".!?,:;)-–—…" or bool(_DELIMITER.fullmatch(above))


def _opens_card(lines: Sequence[str], place: int, end: int, known: frozenset[str]) -> bool:
    """Return whether the writer's name stands here with a telephone number, an address or a title right under it."""
    if place == 0 or lines[place - 1].strip() or not _looks_like_name(lines[place]):
        return False
    if known and not known & set(re.findall(r"[^\W\d_]+", lines[place].casefold())):
        return False
    below = [line for line in lines[place + 1 : end] if line.strip()][:8]
    told = _has_contact(below) or (len(below) >= 2 and _TITLE.search(below[0]) is not None)
    return told and all(_is_short(line) for line in below)


def _looks_like_name(line: str) -> bool:
    if len(line) > _LONGEST_NAME or (line[:1].isalpha() and not line[0].isupper()):
        return False
    bare = _without_pronouns(_DEGREES.sub("", line)).strip(" ,*")
    words = bare.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not re.search(r"[\d@:!?]", word) for word in words)


def _without_pronouns(line: str) -> str:
    return _PRONOUNS.sub("", line) if "(" in line or "[" in line else line


def _has_contact(lines: Sequence[str]) -> bool:
    return any(_CONTACT.search(line) for line in lines)


def _is_short(line: str) -> bool:
    """Return whether the line could stand in a signature: few words, and nobody speaking."""
    return _could_sign(line.strip()) if len(line) <= 400 else _is_legal(line[:2000])


@lru_cache(maxsize=4096)
def _could_sign(text: str) -> bool:
    if not text or _is_legal(text) or _DEVICE.fullmatch(text):
        return True
    words = text.split()
    if len(text) > 160:
        return False
    if _CONTACT.search(text):
        return len(words) <= 18 and not re.search(r"(?<!\w)(?:I|I'm|I'll|we|you|please)(?!\w)", text)
    if len(words) > _WORDS + 3 or (len(words) > _WORDS and not re.search(r"[|•·,]", text)):
        return False
    if text.endswith((":", ";")) or re.match(r"[-*•]\s|\d+[.)]\s|>", text):
        return False
    return not (_SPEAKS.search(text) and not _TITLE.search(text)) and not (text.endswith((".", "!")) and len(words) > 4)


@lru_cache(maxsize=512)
def _name_words(name: str, address: str) -> frozenset[str]:
    local = address.partition("@")[0] if not name or "@" in name else ""
    words = re.findall(r"[^\W\d_]+", f"{name.partition('@')[0]} {local}".casefold())
    return frozenset(words) - _ROLE_WORDS


@lru_cache(maxsize=4096)
def _is_name(line: str, name: str, address: str) -> bool:
    """Return whether the line is the writer's name, a part of it or its initials, alone or with a title behind."""
    text = _without_pronouns(line).strip(" *_-–—/~|.,!").replace("’", "'")
    words = _name_words(name, address)
    if not text or not words or len(text) > 120:
        return False
    head = re.split(r"\s*[,|•·/]\s*|\s+[-–—]\s+|\s{2,}|\t", text)[0]
    parts = re.findall(r"[^\W\d_]+", head.casefold())
    if not parts or len(parts) > 6:
        return False
    known = [part for part in parts if part in words or (len(part) > 2 and any(word.startswith(part) for word in words))]
    if len(known) == len(parts) or (len(known) >= 2 and len(parts) <= 4):
        return True
    letters = "".join(re.findall(r"\w", head)).casefold()
    initials = {word[0] for word in words}
    return head == text and len(parts) <= 3 and len(letters) <= 3 and set(letters) <= initials and not re.search(r"\d", text)


def signature_title(text: str, name: str) -> str:
    """Return the job title or department that a signature states for `name`, or an empty string."""
    lines = [re.sub(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not _DELIMITER.fullmatch(line) and not _CLOSING.fullmatch(line)][:12]
    at = next((place for place, line in enumerate(lines) if _is_name(line, name, "")), None)
    if at is None:
        if any(_looks_like_name(line) and not _TITLE.search(line) for line in lines[:1]):
            return ""
        candidates = lines[:3]
    else:
        parts = re.split(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{2,}|\t|,\s+", _DEGREES.sub("", _without_pronouns(lines[at])), maxsplit=1)
        candidates = [*parts[1:], *lines[at + 1 : at + 4]]
    found = [title for line in candidates if (title := _title_in(line))]
    strong = [title for title in found if _TITLE.search(title)]
    return (strong or found or [""])[0]


def _title_in(line: str) -> str:
    """Return the title of a signature's line: companies, addresses, links and sentences have none."""
    if _is_legal(line) or _DEVICE.fullmatch(line) or not _is_short(line):
        return ""
    for part in re.split(r"\s*[|•·]\s*|\s+[-–—]\s+|\s+@\s+|\s+at\s+(?=[A-Z])|\t", line):
        pieces = [piece.strip() for piece in part.split(",")]
        while pieces and not (_TITLE.search(pieces[-1]) or _DEPARTMENT.search(pieces[-1])):
            pieces.pop()
        while pieces and not (_TITLE.search(pieces[0]) or _DEPARTMENT.search(pieces[0])):
            pieces.pop(0)
        title = ", ".join(piece for piece in pieces if not _COMPANY.search(piece) or _TITLE.search(piece))
        if title and not re.search(r"[@\d]|https?:|www\.", title) and len(title.split()) <= 10:
            return title.strip(" .;")
    return ""
