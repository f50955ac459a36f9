"""Read the dates that people's mail programs write above a quoted message, in the usual languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_MONTHS: Final = {
    1: "jan janvier ene enero gennaio gen janeiro januar januari stycznia sty янв января 1月",
    2: "feb febr février févr fév febrero febbraio fevereiro fev februar februari lutego lut фев февр февраля 2月",
    3: "mar mrz märz mars marzo março march maart mrt marca мар марта 3月",
    4: "apr april avril avr abril abr aprile kwietnia kwi апр апреля 4月",
    5: "may mai mayo maggio mag maio mei maj maja мая май 5月",
    6: "jun june juni juin junio giugno giu junho czerwca cze июн июня 6月",
    7: "jul july juli juillet juil julio luglio lug julho lipca lip июл июля 7月",
    8: "aug august août aoû agosto ago augustus augusti sierpnia sie авг августа 8月",
    9: "sep sept september septembre septiembre settembre set setembro września wrz сен сент сентября 9月",
    10: "oct okt october oktober octobre octubre ottobre ott outubro out października paź окт октября 10月",
    11: "nov november novembre noviembre novembro listopada lis ноя нояб ноября 11月",
    12: "dec dez december dezember décembre déc dic diciembre dicembre dezembro desember grudnia gru дек декабря 12月",
}
_MONTH_OF: Final = {word: number for number, words in _MONTHS.items() for word in words.split()}
_NAMES: Final = "|".join(sorted((re.escape(word) for word in _MONTH_OF if not word[0].isdigit()), key=len, reverse=True))
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[.,]?[\s-]+(?:de |di |of )?({_NAMES})\b\.?,?[\s-]+(?:de |di )?(\d{{4}})",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"\b({_NAMES})\b[.\s-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?:(?:at )?\d{{1,2}}:\d\d[^,\d]{{0,12}},? )?(\d{{4}})",
    re.IGNORECASE,
)
_EASTERN: Final = re.compile(r"(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_POINTS: Final = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)(?!\d)")
_SLASHES: Final = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
_TIME: Final = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:h]|\.(?=\d\d(?!\.?\d)))(\d\d)(?::\d\d)?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE
)
_UTC: Final = re.compile(r"\d\s?(?:GMT|UTC|Z)\b(?!\s?[+-]\d)")
_SPACES: Final = re.compile("[\u200e\u200f\u202f\xa0]")
_OFFSET: Final = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d\d):?(\d\d)\b")
DATE_END: Final = re.compile(
    r"\d{1,2}[:h]\d{2}(?::\d\d)?(?:\s*[ap]\.?\s?m\b\.?)?(?:\s*Uhr\b)?(?:\s*\(?(?:(?:GMT|UTC)?\s?[+-]\d\d:?\d\d|"
    r"(?-i:[A-Z]{3,4}))\b\)?(?=\s*[,\s:]))?|"
    r"\b(?:19|20)\d\d\b(?:\s*г\.)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}年|\d{1,2}日(?:\([^)]*\))?|周.\d{1,2}:\d\d",
    re.IGNORECASE,
)
"""Where a date or time ends inside an attribution line; what follows the last one is the name."""


def written_at(text: str, sent: datetime) -> datetime | None:
    """Return the UTC moment that the text names, in the zone of `sent` where it names none.

    None where it cannot be told (04/02/2012), or lies after `sent`, the moment of the message that quotes it.
    """
    if not text:
        return None
    text = text[:300]
    if not text.isascii():
        text = _SPACES.sub(" ", text)
    day = _day(text)
    if day is None:
        return None
    clock = _clock(text)
    zone = _OFFSET.search(text) if "+" in text or "-" in text else None
    offset = sent.utcoffset() or timedelta()
    if ("Z" in text or "GMT" in text or "UTC" in text) and _UTC.search(text):
        offset = timedelta()
    elif zone:
        offset = timedelta(hours=int(zone[2]), minutes=int(zone[3])) * (-1 if zone[1] == "-" else 1)
    try:
        moment = datetime(*day, *clock, tzinfo=UTC) - offset
    except (ValueError, OverflowError):
        return None
    return moment if moment <= sent.astimezone(UTC) + timedelta(days=1) else None


def _day(text: str) -> tuple[int, int, int] | None:
    if found := _DAY_FIRST.search(text):
        return int(found[3]), _MONTH_OF[found[2].lower()], int(found[1])
    if found := _MONTH_FIRST.search(text):
        return int(found[3]), _MONTH_OF[found[1].lower()], int(found[2])
    if found := _EASTERN.search(text) or _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _POINTS.search(text):
        return _year(found[3]), int(found[2]), int(found[1])
    if found := _SLASHES.search(text):
        one, two = int(found[1]), int(found[2])
        if one > 12 or one == two:
            return _year(found[3]), two, one
        if two > 12:
            return _year(found[3]), one, two
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _clock(text: str) -> tuple[int, int]:
    for found in _TIME.finditer(text):
        hour, minute = int(found[1]), int(found[2])
        if minute > 59 or hour > 23:
            continue
        half = (found[3] or "")[:1].lower()
        return (hour % 12 + (12 if half == "p" else 0) if half else hour), minute
    return 0, 0
