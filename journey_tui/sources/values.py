"""Values as CRM tables write them: ids, addresses, domains, booleans, money and the names of closed stages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from journey_tui.text import clean, one_line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSONAL_DOMAINS: Final = _words(
    "gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it "
    "hotmail.es live.com live.co.uk live.de live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es "
    "yahoo.it yahoo.co.jp yahoo.com.br yahoo.ca yahoo.co.in ymail.com rocketmail.com icloud.com me.com mac.com aol.com "
    "gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de mailbox.org proton.me "
    "protonmail.com protonmail.ch pm.me tutanota.com tuta.io fastmail.com fastmail.fm zoho.com mail.com email.com usa.com "
    "mail.ru bk.ru list.ru inbox.ru rambler.ru yandex.ru yandex.com ya.ru qq.com 163.com 126.com sina.com sohu.com "
    "foxmail.com naver.com hanmail.net daum.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp orange.fr wanadoo.fr free.fr "
    "laposte.net sfr.fr neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it terra.com.br uol.com.br bol.com.br "
    "ziggo.nl kpnmail.nl planet.nl xs4all.nl telenet.be skynet.be bluewin.ch btinternet.com sky.com virginmedia.com "
    "ntlworld.com talktalk.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net "
    "earthlink.net juno.com rogers.com shaw.ca sympatico.ca bigpond.com optusnet.com.au rediffmail.com seznam.cz centrum.cz "
    "wp.pl o2.pl onet.pl interia.pl hey.com duck.com"
)
"""Mail domains of private people: nobody's company, on either side."""

_HOSTS: Final = _words(
    "linkedin.com facebook.com twitter.com x.com instagram.com youtube.com xing.com google.com wordpress.com blogspot.com "
    "wixsite.com wikipedia.org crunchbase.com github.com"
)
"""Sites that many companies give as their page: not a company's own domain."""

_BLANK: Final = frozenset({"", "-", "--", "null", "none", "n/a", "na", "#n/a", "nan", "nil", "\\n", "(no value)", "0000-00-00"})
_TRUE: Final = _words("1 true t yes y ja si sí oui sim wahr vrai x on はい")
_FALSE: Final = _words("0 false f no n nein non não nao nee falsch faux off いいえ")
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,253}")
_RECIPIENT: Final = re.compile(r"((?:\"[^\"\n]*\"|[^;,\n\"]|\")+)([;,\n]?)")
_DOMAIN: Final = re.compile(r"[^\W_](?:[\w-]{0,62}\.)+[^\W\d_][\w-]{1,62}")
_LONGEST: Final = 2_000
"""Characters of a cell in which an address or a domain is looked for."""
_MOST: Final = 500
"""Recipients kept of one cell: beyond that it is a broadcast."""
_ID: Final = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?")
_SUFFIX: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def is_blank(text: str) -> bool:
    """Return whether the cell holds nothing: empty, or one of the usual words for it."""
    return not text or text.strip().casefold() in _BLANK


def label(text: str, limit: int = 500) -> str:
    """Return a name or title on one line, clean, at most `limit` characters."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return text
    return one_line(text, limit=limit)


def prose(text: str) -> str:
    """Return a longer text, clean, its outer white space gone."""
    return clean(text).strip()


def fold_header(header: str) -> str:
    """Return a column's name as it is compared: lower case, no accents, letters and digits alone."""
    if header.isascii():
        return "".join(ch for ch in header.lower() if ch.isalnum())
    text = unicodedata.normalize("NFKD", header).casefold()
    return "".join(ch for ch in text if ch.isalnum())


_PLAINLY: Final = {"": None, "0": False, "1": True, "false": False, "true": True, "FALSE": False, "TRUE": True}


def boolean(text: str) -> bool | None:
    """Return what the cell says, or None where it says nothing or something else."""
    if text in _PLAINLY:
        return _PLAINLY[text]
    word = text.strip().casefold()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def salesforce_id(text: str) -> str:
    """Return the id with its three check letters; other lengths stay as written, a null lookup is empty.

    The letters tell which of each five characters are capitals (Salesforce, "18-digit case-safe ids").
    """
    native = text.strip()
    if len(native) == 18 and native.isalnum() and native.isascii():
        return "" if native.startswith("000000000000000") else native
    if len(native) != 15 or not native.isalnum() or not native.isascii() or sum(map(str.isdigit, native)) < 2:
        return clean(native, limit=200)  # a name such as OpportunityRef1 has fifteen letters too
    if native == "000000000000000":
        return ""
    letters = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place, ch in enumerate(native[start : start + 5]) if "A" <= ch <= "Z")
        letters += _SUFFIX[bits]
    return native + letters


def is_salesforce_id(text: str) -> bool:
    """Return whether the text has the shape of a Salesforce id, or of one with a digit too few or too many."""
    return bool(_ID.fullmatch(text)) or (len(text) in (16, 17) and text.isalnum() and text.isascii())


def address(text: str) -> str:
    """Return the one e-mail address of the cell in lower case, or an empty string."""
    found = _ADDRESS.search(clean(text[:_LONGEST])) if "@" in text else None
    return found.group().strip(".'").casefold() if found else ""


def addresses(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (name, address) pairs of a list of recipients, in order, each address once; `Hart, Jo <jo@…>` is one."""
    if "@" not in text:
        return ()
    found: dict[str, str] = {}
    before = ""
    for part, mark in _RECIPIENT.findall(text[:100_000])[: _MOST * 2]:
        mail = address(part)
        if mail and mail not in found and len(found) < _MOST:
            name = f"{before}{part.split('<')[0].strip()}" if "<" in part else ""
            found[mail] = label(name.strip().strip("\"'"), limit=200)
        before = f"{part.strip()}, " if mark == "," and not mail else ""
    return tuple((name if mail not in name.casefold() else "", mail) for mail, name in found.items())


@lru_cache(maxsize=50_000)
def domains(text: str) -> tuple[str, ...]:
    """Return the company domains that a web site or domain cell names; no private mail provider and no social site."""
    found: list[str] = []
    for part in re.split(r"[;,\s]+", text[:_LONGEST].strip().casefold())[:20]:
        host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", part).partition("@")[2] or re.sub(r"^[a-z][a-z0-9+.-]*://", "", part)
        host = re.split(r"[/?#:]", host, maxsplit=1)[0].strip(".")
        host = host.removeprefix("www.")
        if _DOMAIN.fullmatch(host) and host not in found and not _is_shared(host):
            found.append(host)
    return tuple(found)


def _is_shared(host: str) -> bool:
    return host in PERSONAL_DOMAINS or host in _HOSTS or any(host.endswith("." + site) for site in _HOSTS)


_PLAIN: Final = re.compile(r"-?\d{1,20}(?:\.\d{1,12})?", re.ASCII)
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,12})?", re.ASCII)
_EUROPEAN: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})*,\d{1,2}|-?\d{1,3}(?:\.\d{3}){2,}|-?\d{1,20},\d{1,4}", re.ASCII)
_EXPONENT: Final = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?[eE][+-]?\d{1,2}", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{1,3}\.\d{3}", re.ASCII)
_CURRENCY: Final = re.compile(r"^(?:[A-Z]{3}|[A-Z]{0,3}[$€£¥₹]|kr\.?|Fr\.?|zł)\s*|\s*(?:[A-Z]{3}|[$€£¥₹円]|kr\.?|Fr\.?|zł|,-)$")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "円": "JPY"}


@lru_cache(maxsize=50_000)
def money(text: str) -> Decimal | None:
    """Return the amount, exactly as written; None for what is no number. Thousands marks and currency signs are understood."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if len(text) > 60:
        return None
    value = re.sub(r"[\s'’\u00a0\u202f]", "", text)
    negative = value.startswith("(") and value.endswith(")")
    value = value.strip("()").replace("\u2212", "-")
    sign = "-" if value.startswith("-") or negative else ""
    bare = _CURRENCY.sub("", _CURRENCY.sub("", value.lstrip("+-"))).lstrip("+-")
    if bare != value.lstrip("+-") and _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")  # "1.200 €": money has no tenths of a cent
    number = _digits(sign + bare)
    if number is None:
        return None
    try:
        return Decimal(number)
    except InvalidOperation:
        return None


def _digits(value: str) -> str | None:
    if _PLAIN.fullmatch(value) or _EXPONENT.fullmatch(value):
        return value
    if _GROUPED.fullmatch(value):
        return value.replace(",", "")
    if _EUROPEAN.fullmatch(value):
        return value.replace(".", "").replace(",", ".")
    return None


def currency_of(text: str) -> str:
    """Return the ISO code that an amount carries (`EUR 1,200`, `1.200 €`), or an empty string where it is not certain."""
    if len(text) > 60 or text.isdigit():
        return ""
    code = re.search(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text)
    if code:
        return code.group()
    return next((iso for sign, iso in _SIGNS.items() if sign in text), "")


def plain(amount: Decimal | None) -> str:
    """Return an amount without needless zeros: how two writings of one amount are compared."""
    if amount is None:
        return ""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_WON: Final = _words(
    "won closedwon dealwon closewon win wonclosed gewonnen abgeschlossengewonnen abgeschlossenundgewonnen "
    "geschlossengewonnen gagne gagnee conclu fermegagne affairegagnee cerrada cerradaganada cerradoganado ganada "
    "ganado cierreganado ganho ganha fechadoganho fechadaganha negociofechado vinto vinta chiusovinto chiusavinta "
    "trattativavinta geslotengewonnen geslotenwon 成約 受注 成立 受注済み クロースした受注"
)
_LOST: Final = _words(
    "lost closedlost deallost closelost loss lostclosed verloren abgeschlossenverloren abgeschlossenundverloren "
    "geschlossenverloren perdu perdue fermeperdu affaireperdue cerradaperdida cerradoperdido perdida perdido cierreperdido "
    "fechadoperdido fechadaperdida perso persa chiusoperso chiusapersa trattativapersa geslotenverloren 失注 不成立 失注済み "
    "closedcancelled closedcanceled"
)
_CLOSED_NAMES: Final = {fold_header(name): True for name in _WON} | {fold_header(name): False for name in _LOST}


@lru_cache(maxsize=10_000)
def closed_by_stage(stage: str) -> tuple[bool | None, bool | None]:
    """Return (closed, won) as the stage's name says it in any of the shipped languages; (None, None) where it does not."""
    won = _CLOSED_NAMES.get(fold_header(stage))
    return (None, None) if won is None else (True, won)
