"""Numbers as people write and say them, and what they count."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
WORD_NUMBER: Final = (
    rf"(?:(?:{'|'.join([*_UNITS.split()[::-1], *_TENS.split()])}|hundred|thousand|million|dozen|a hundred|a thousand|a million|a dozen)"
    rf"(?:[ -](?:{'|'.join([*_UNITS.split()[::-1], *_TENS.split()])}|hundreds?|thousands?|millions?|dozens?|and|point))*)"
)
NUMBER: Final = rf"(?:(?:[£$€]|usd |eur |gbp |chf |sek )?\d[\d,. ]*(?<=\d)(?:\.\d+)?(?: ?(?:k|m|mn|bn|million|thousand|grand)\b)?(?![\w])|{WORD_NUMBER})"
UNIT: Final = (
    r"(?:%|per ?cent|percent|percentage points?|points?|pts|pp|hours?|hrs?|days?|minutes?|mins?|seconds?|secs?|weeks?|months?|working days|business days|"
    r"k|m|million|grand|euros?|pounds?|dollars?|quid|kronor|francs?|x|times|fold|fte|ftes|full[- ]time|heads|people)(?!\w)"
)
RATIO: Final = (
    r"(?:half|halve|halves|halved|halving|a third|two thirds|a quarter|three quarters|double|doubles|doubling|twice|triple|tripling|treble|zero|"
    r"nil|none|nought|single digits?|a fifth|a tenth)"
)
_VALUES: Final = {word: value for value, word in enumerate(_UNITS.split(), 1)} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "dozen": 12,
    "grand": 1000,
    "k": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 10**9,
}


def value_of(text: str) -> str:
    """Return a number as digits: `2,000`, `two thousand` and `2k` give `2000`; `%` and a currency sign stay."""
    low = text.lower().strip()
    sign = next((mark for mark in "£$€%" if mark in low), "%" if "per" in low else "")
    digits = re.search(r"\d[\d,. ]*", low)
    if digits:
        raw = re.sub(r"[ ,](?=\d{3})|\.(?=\d{3}\b)", "", digits.group().strip(" .,")).replace(" ", "").replace(",", ".")
        scale = re.search(r"\d ?(k|m|mn|bn|million|thousand|grand)\b", low)
        try:
            number = float(raw) * (_SCALES.get(scale[1], 1) if scale else 1)
        except ValueError:
            return f"{raw}{sign}"
        return f"{number:g}{sign}" if number < 1e6 else f"{int(number)}{sign}"
    total = current = 0
    for word in re.findall(r"[a-z]+", low):
        word = word.rstrip("s") if word not in _VALUES else word
        if word in _VALUES:
            current += _VALUES[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
    return f"{total + current}{sign}" if total + current else low
