"""What a calendar entry says in words, without the joining instructions that conference programs add."""

from __future__ import annotations

import html
import re
from typing import Final

from journey_tui.text import clean, one_line

_LONGEST: Final = 100_000
_HTML: Final = re.compile(
    r"</?(?:br|p|div|a|b|i|u|ul|ol|li|html|body|span|table|tr|td|font|strong|em)\b[^<>]{0,2000}>", re.IGNORECASE
)
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]{0,2000}>", re.IGNORECASE)
_RULE: Final = re.compile(r"[\s_\-=*─~:.]{12,}|-- ?do not delete or change any of the following text\.? ?--", re.IGNORECASE)
_START: Final = re.compile(
    r".{0,80} is inviting you to (?:a|join) .{0,60}(?:zoom|webex|teams|meeting).{0,40}"
    r"|microsoft teams(?: meeting)?(?: need help\?.{0,200})?"
    r"|join (?:the |your |with )?(?:zoom|teams|microsoft teams|webex|google|skype|gotomeeting|bluejeans|chime)\b.{0,300}"
    r"|join (?:the )?(?:meeting|call)(?: now| online)?(?: here)?:?(?:\s*<?https?://\S{1,600})?|join on your computer.{0,300}"
    r"|click here to join the meeting.{0,600}|join (?:by|from) .{0,300}|one tap mobile.{0,80}"
    r"|when it'?s time, (?:start or )?join.{0,80}",
    re.IGNORECASE,
)
_HOSTS: Final = (
    r"zoom\.|teams\.microsoft|teams\.live|aka\.ms|meet\.google|webex|goto|bluejeans|chime|whereby|dialin|tel\.meet|meetup-join"
)
_JOINING: Final = re.compile(
    rf"(?:[•*-]\s*)?(?:<?https?://[^\s>]{{0,300}}(?:{_HOSTS}).{{0,600}}"
    r"|(?:meeting|webinar|conference|phone conference|video conference|access|video)"
    r"\s*(?:id|number|code|pin|password|passcode|link)\b.{0,120}"
    r"|(?:password|passcode|pin|host key|toll|toll free|topic|time)(?: \(.{0,30}\))?\s*[:=#].{0,200}"
    r"|(?:or |and )?(?:dial|call|phone)(?: in)?(?:[- ](?:in|by).{0,100}|\s*:.{0,100})|dial by your location.{0,40}"
    r"|(?:find (?:your|a)|more|global|local) (?:local |phone |call-in )?numbers?.{0,300}"
    r"|(?:download teams|meeting options|for organizers|learn more|need help\?|system reference"
    r"|help|legal|org help|privacy and security)"
    r"(?:\s*[|:<(].{0,400}|\?? ?about meet.{0,200})?|reset (?:dial-in )?pin.{0,200}"
    r"|(?:sip|h\.?323|skype for business|video conferencing device|tenant key|alternate vtc)\b.{0,200}"
    r"|\(?\+?\d[\d ()./#,*p-]{6,80}(?:\s.{0,80})?|[\w.-]{1,60}@[\w.-]{0,60}(?:zoomcrc\.com|webex\.com|plcm\.vc).{0,80}|or|[|_=-]{1,12})",
    re.IGNORECASE,
)
_LINE: Final = 1000
"""A line longer than this is nobody's boilerplate, and no pattern is tried on it."""


def description(value: str) -> str:
    """Return a DESCRIPTION as clean text, HTML undone, with joining instructions cut."""
    text = value[:_LONGEST]
    if _HTML.search(text):
        text = html.unescape(_HTML.sub("", _BREAK.sub("\n", text)))
    return without_joining(clean(text))


def without_joining(text: str) -> str:
    """Return the text without the blocks that Teams, Zoom, Meet and Webex add; what people wrote around them stays."""
    kept: list[str] = []
    joining = False
    for line in text.split("\n"):
        words = line.strip()
        short = len(words) <= _LINE
        if short and _RULE.fullmatch(words):
            continue
        if short and _START.fullmatch(words):
            joining = True
        elif not (joining and (not words or (short and _JOINING.fullmatch(words)))):
            joining = False
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def place(value: str) -> str:
    """Return a LOCATION as one line."""
    return one_line(value, limit=300)
