"""The English words for dates, and the patterns made of them; the first pattern that matches a place wins."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = {
    name: number
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
WEEKDAYS: Final = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_UNITS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
ORDINALS: Final = (
    {word: number for number, word in enumerate(_UNITS, start=1)}
    | {f"twenty-{word}": 20 + number for number, word in enumerate(_UNITS[:9], start=1)}
    | {"thirtieth": 30, "thirty-first": 31}
)
NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a couple": 2,
    "a few": 3,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
    "fourteen": 14,
}
BARE_NAMES: Final = frozenset(
    {
        "may",
        "march",
        "april",
        "june",
        "august",
        "jan",
        "mar",
        "dec",
        "jun",
        "apr",
        "aug",
        "sun",
        "oct",
        "nov",
        "feb",
        "jul",
        "sep",
        "sept",
    }
)
"""Month words that are also people, verbs or codes: alone they need a word before them."""

# `May` and `March` are months only with a capital; the others are written small, too.
MONTH: Final = (
    r"(?:[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|Mar(?:ch)?|[Aa]pr(?:il)?|May|[Jj]une?|[Jj]uly?|[Aa]ug(?:ust)?|"
    r"[Ss]ept?(?:ember)?"
    r"|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|"
    r"JANUARY"
    r"|FEBRUARY|MARCH|APRIL|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b\.?"
)
_SMALL_MONTH = MONTH.replace("Mar(?:ch)?", "[Mm]ar(?:ch)?").replace("|May|", "|[Mm]ay|")
WEEKDAY: Final = (
    r"(?:[Mm]on(?:day)?|[Tt]ue(?:s(?:day)?)?|[Ww]ed(?:nesday)?|[Tt]hu(?:r(?:s(?:day)?)?)?|[Ff]ri(?:day)?|"
    r"[Ss]at(?:urday)?"
    r"|[Ss]un(?:day)?)\b\.?"
)
_FULL_WEEKDAY = r"(?:[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday|[Ss]unday|Mon|Tues?|Wed|Thurs?|Fri)\b"
_WEEKDAY_LEAD = rf"(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d|['’]\d\d)\b)?"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_WORD = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", r"[\s-]")
_ORD = rf"(?:{_D}(?:st|nd|rd|th)|{_WORD})"
_DAY = rf"(?:{_D}(?:st|nd|rd|th)?|{_WORD})"
_N = (
    r"(?:\d{1,3}|a\s+couple\s+of|couple\s+of|a\s+few|an?|"
    + "|".join(word for word in sorted(NUMBERS, key=len, reverse=True) if " " not in word and word not in {"a", "an"})
    + ")"
)
_I = re.IGNORECASE
_UNIT = r"(?:(?:working|business)\s+days?|days?|weeks?|fortnights?|months?|quarters?|years?)"
_END = r"(?:\bthe\s+)?\b(?:(?:very\s+)?end|close)(?:\s+of)?(?:\s+the)?"
_BEFORE_DAY = r"(?:\b(?:on|by|until|till|before|from|to|after|than|through|since|of|for|and)\s+)"
# After a bare day number no noun may follow: "the first half", "the 4th floor", "the second point" are no days.
_NO_NOUN = (
    r"(?=\s*(?:[.,;:!?)\]]|$|\n|[-–—]|\s(?:and|or|at|is|was|with|to|so|but|because|if|we|i|then|as|for|in|for|until|"
    r"will|works|"
    r"would|please|when|where|which|via|instead|latest|before|after)\b))"
)

_QUARTER = (
    r"(?:(?P<part>early|mid|late|(?:the\s+)?(?:end|close|start|beginning)(?:\s+of)?)[\s-]+(?:in\s+)?)?"
    r"(?:\b[Qq](?P<q>[1-4])|(?:the\s+)?\b(?P<named>first|second|third|fourth|last)\s+quarter)\b"
    r"(?:\s*(?:of\s+)?(?:FY\s?)?/?\s?(?P<year>20\d\d|['’]\d\d|(?<=FY)\d\d|(?<=/)\d\d)\b)?"
)
_HOW = (
    r"(?:(?P<how>(?:the\s+)?(?:very\s+)?end\s+of|close\s+of|early(?:\s+in)?|mid(?:dle\s+of)?|late(?:\s+in)?|"
    r"(?:the\s+)?(?:beginning"
    r"|start)\s+of|(?:the\s+)?last\s+day\s+of)[\s-]+)"
)
_LEAD = (
    r"(?:(?P<lead>\b(?:in|by|until|till|from|to|of|before|after|since|next|this|last|for|into|around|during|the|our|"
    r"through|"
    r"between|not|til|early|their|your|it's|is|be)\s+))"
)

PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("iso", re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)(?![\d-])")),
    (
        "week_of",
        re.compile(
            rf"\b(?:week\s+(?:of|commencing|beginning|starting)|"
            rf"w/?c)\.?\s+(?:the\s+)?(?:{WEEKDAY},?\s+)?(?:the\s+)?"
            rf"(?:(?P<day>{_DAY})(?:\s+(?:of\s+)?(?P<month>{MONTH}){_YEAR})?)",
            _I,
        ),
    ),
    (
        "week_of_month",
        re.compile(
            rf"(?:\bthe\s+)?\b(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?:full\s+)?"
            rf"(?P<unit>weekend|week)\s+(?:of|in)\s+(?P<month>{MONTH}){_YEAR}",
            _I,
        ),
    ),
    (
        "nth_weekday",
        re.compile(
            rf"(?:\bthe\s+)?\b(?P<which>first|second|third|fourth|last|1st|2nd|3rd|"
            rf"4th)\s+(?P<name>{_FULL_WEEKDAY})\s+"
            rf"(?:of|in)\s+(?P<month>{MONTH}){_YEAR}"
        ),
    ),
    ("after_next", re.compile(r"(?:\bthe\s+)?\b(?P<unit>week|month|quarter|year)\s+after\s+next\b", _I)),
    (
        "day_range",
        re.compile(
            rf"(?<![\d/.,£$€])(?:\bthe\s+)?\b(?P<day>{_DAY})\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|"
            rf"\band\b)\s*"
            rf"(?:the\s+)?(?P<last>{_DAY})\.?\s+(?:of\s+)?(?P<month>{_SMALL_MONTH}){_YEAR}"
        ),
    ),
    (
        "range_after",
        re.compile(
            rf"\b(?P<month>{MONTH})\s+(?P<day>{_DAY})\s*(?:-|–|—|\bto\b|"
            rf"\bthrough\b)\s*(?:the\s+)?(?P<last>{_DAY})"
            rf"(?![\d:%]|\s*(?:am|pm)\b){_YEAR}"
        ),
    ),
    (
        "day_month",
        re.compile(
            rf"(?<![\d/.,£$€])(?:\b(?:the)\s+)?{_WEEKDAY_LEAD}\b(?P<day>{_DAY})\.?(?:\s+of)?[\s-]+(?P<month>{_SMALL_MONTH})"
            rf"(?:[\s,-]+(?P<year>(?:19|20)\d\d|['’]\d\d)\b)?"
        ),
    ),
    (
        "month_day",
        re.compile(
            rf"{_WEEKDAY_LEAD}\b(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{_DAY})(?![\d:%,.]*\d|\s*(?:am|pm|%|"
            rf"people)\b){_YEAR}"
        ),
    ),
    (
        "numeric",
        re.compile(
            rf"(?<![\w/.£$€-])(?:(?P<weekday>{WEEKDAY}),?\s+)?(?:(?P<a>\d\d?)(?P<sep>[/.-])(?P<b>\d\d?)(?P=sep)(?P<year>20\d\d|"
            rf"\d\d))"
            r"(?![\w/%-]|\.\d)"
        ),
    ),
    (
        "numeric",
        re.compile(
            rf"(?<![\w/.£$€-])(?:(?P<weekday>{WEEKDAY}),?\s+|(?<=\bon\s)|(?<=\bby\s)|(?<=\bto\s)|(?<=until\s)|"
            rf"(?<=till\s)"
            r"|(?<=before\s)|(?<=from\s)|(?<=after\s)|(?<=for\s)|(?<=since\s)|(?=(?:1[3-9]|2[0-35-9]|3[01])/)|"
            r"(?=\d\d?/(?:1[3-9]|2\d|3[01])\b))"
            r"(?P<a>\d\d?)/(?P<b>\d\d?)(?P<year>)(?![\w/%]|\.\d|\s*(?:of|stars|people|users|sites)\b)"
        ),
    ),
    ("quarter", re.compile(_QUARTER, _I)),
    (
        "period_end",
        re.compile(
            r"\b(?:EOD|COB|EOW|EOM|EOQ|EOY|YE)\b(?![’'-])|\bclose\s+of\s+(?:business|play)\b|"
            r"\b(?:calendar\s+|financial\s+)?"
            r"(?:week|month|quarter|year)(?:['’]s)?[\s-]end\b"
        ),
    ),
    (
        "period",
        re.compile(
            rf"(?:(?P<part>{_END}|\b(?:early|late|mid)\b|(?:the\s+)?\b(?:start|"
            rf"beginning)\s+of(?:\s+the)?)[\s-]+(?:in\s+)?)"
            r"(?:(?P<which>next|this|following|coming|last|the\s+following|current)\s+)?(?:calendar\s+|"
            r"working\s+|business\s+)?"
            r"(?P<unit>weekend|week|month|quarter|year)\b",
            _I,
        ),
    ),
    ("period", re.compile(r"(?P<part>)(?P<which>)\b(?:over|at|after|before)\s+the\s+(?P<unit>weekend)\b", _I)),
    (
        "period",
        re.compile(
            r"(?P<part>)\b(?P<which>next|this|following|coming|last|previous)\s+(?:calendar\s+)?"
            r"(?P<unit>weekend|week|month|quarter|year)\b(?!\s+(?:on|we)\b)",
            _I,
        ),
    ),
    ("whole_month", re.compile(rf"(?P<lead>){_HOW}(?P<month>{MONTH}){_YEAR}")),
    ("whole_month", re.compile(rf"(?P<how>)(?:{_LEAD})?\b(?P<body>(?P<month>{MONTH}){_YEAR})(?!\s+\d{{1,2}}\b)")),
    (
        "weekday",
        re.compile(
            rf"(?:\b(?P<which>this|next|last|coming|"
            rf"this\s+coming)\s+)?\b(?P<name>{_FULL_WEEKDAY})(?P<after>\s+week\b)?"
        ),
    ),
    ("count", re.compile(rf"\b(?:in|within)\s+(?:the\s+next\s+|about\s+|around\s+)?(?P<n>{_N})\s+(?P<unit>{_UNIT})\b", _I)),
    ("from_now", re.compile(rf"\b(?P<n>{_N})\s+(?P<unit>{_UNIT})\s+(?:from\s+(?:now|today)|out|hence)\b", _I)),
    (
        "named_day",
        re.compile(
            r"\b(?:(?:the\s+)?day\s+after\s+tomorrow|tomorrow|tmrw|today|tonight|this\s+(?:morning|afternoon|"
            r"evening)|yesterday)\b",
            _I,
        ),
    ),
    ("feast", re.compile(r"\b(?P<feast>christmas|xmas|easter|thanksgiving|new\s+year(?:['’]s)?(?:\s+day)?)\b", _I)),
    (
        "year",
        re.compile(
            r"(?P<part>\bend\s+of\s+)?(?:(?<=\bin\s)|(?<=\bby\s)|(?<=until\s)|(?<=before\s)|(?<=end\sof\s)|"
            r"(?<=during\s))(?P<year>20\d\d)\b"
            r"(?!\s*(?:[%/:-]|users|people|units|sites))"
        ),
    ),
    (
        "day_alone",
        re.compile(
            rf"{_BEFORE_DAY}(?P<body>the\s+(?P<day>{_ORD}){_NO_NOUN})|\b(?P<body2>the\s+(?P<day2>{_D}(?:st|nd|"
            rf"rd|th)){_NO_NOUN})",
            _I,
        ),
    ),
)

WORD: Final = re.compile(r"[a-z]+|\d")
_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_WORDS: Final = frozenset((*_MONTH_NAMES, *MONTHS, "sept"))
WEEKDAY_WORDS: Final = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", *WEEKDAYS, "tues", "thur", "thurs")
)
PERIOD_WORDS: Final = frozenset(
    (
        "day",
        "days",
        "week",
        "weeks",
        "weekend",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "years",
        "fortnight",
        "fortnights",
        "eod",
        "eow",
        "eom",
        "eoq",
        "eoy",
        "cob",
        "ye",
        "close",
        "q",
        "w",
        "wc",
    )
)
_NAMED_DAYS = frozenset(("today", "tonight", "tomorrow", "tmrw", "yesterday", "morning", "afternoon", "evening"))
_FEASTS = frozenset(("christmas", "xmas", "easter", "thanksgiving", "year", "years"))
_ORDINAL_WORDS = frozenset(("twenty", "thirty", *_UNITS, "thirtieth"))
DIGITS: Final = frozenset("0123456789")
DATE_WORDS: Final = MONTH_WORDS | WEEKDAY_WORDS | PERIOD_WORDS | _NAMED_DAYS | _FEASTS | _ORDINAL_WORDS | DIGITS
"""A text with none of these words holds no date."""
NEEDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("iso", "numeric", "year"), DIGITS),
    **dict.fromkeys(
        ("week_of_month", "nth_weekday", "day_range", "range_after", "day_month", "month_day", "whole_month"), MONTH_WORDS
    ),
    "quarter": frozenset(("q", "quarter", "quarters")),
    "named_day": _NAMED_DAYS,
    "feast": _FEASTS,
    "day_alone": DIGITS | _ORDINAL_WORDS,
    **dict.fromkeys(("week_of", "period", "period_end", "after_next", "count", "from_now"), PERIOD_WORDS),
    "weekday": WEEKDAY_WORDS,
}
"""What a text must hold for the patterns of that name to be tried; those not listed are always tried."""
