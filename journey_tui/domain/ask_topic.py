"""What a question is about: its subject, in its own words, wherever in the question it stands."""

from __future__ import annotations

import re
from typing import Final

_ABOUT: Final = re.compile(
    r"\b(?:about|regarding|concerning|on the (?:topic|subject|question) of|with regard to|in regard to|re|mention(?:s|ed|ing)?(?: of)?|anything on|said on|"
    r"say (?:on|to)|land(?:ed)? on|(?:latest|news|everything|touch(?:ed)?|hear|heard) on|"
    r"(?:words?|views?|positions?|stand|stance|opinions?|feedback|comments?|remarks?|statements?|quotes?|thoughts|take|input|line|push-?back|complaints?) "
    r"(?:on|of|around|towards?)|(?:worr(?:y|ies)|concerns?|doubts?|objections?|reservations?|feelings?|problems?|trouble|attitude|reaction) "
    r"(?:on|with|around|over|to|towards?|of)|"
    r"(?:think|timeline|history|story) of|timeline for|(?:bring(?:s|ing)?|brought) up|(?:happy|unhappy|okay|comfortable) with|"
    r"(?:tell|told) (?:us|me|you) on|(?:when|as) (?:we|i) (?:showed|mentioned|presented|demoed|raised|proposed|offered)|"
    r"(?:they|them|customer|he|she) (?:also |really |even )?(?:likes?|liked|loved?|hated?|wants?|wanted|needs?|needed|minds?|accepts?|trusts?|dislikes?)|"
    r"discuss(?:ed)?|(?:react|respond|object)(?:ed)? to|talk(?:ed)? of|raised?|search(?: for)?|find(?: me)?|look up)"
    r"\s+(?P<topic>.+)$"
)
_COME_UP: Final = re.compile(
    r"^(?:when did|has|did|was|were)?\s*(?:the\s+)?(?P<topic>.+?)\s+(?:come up|came up|comes up|get mentioned|been mentioned|mentioned|been raised|"
    r"been discussed|discussed|brought up|ever (?:come up|mentioned))\b"
)
_IDLE: Final = re.compile(
    r"^(?:the|a|an|our|their|his|her|any|that|this|its|all|every|some)\s+|\s+(?:so far|yet|lately|recently|in (?:this|the) deal|on this deal|to us|"
    r"by them|them|please|again|in (?:the )?(?:last|latest|past) .+|so far|until now|to date|at all|in (?:their|the) (?:e?-?mails?|calls?|messages?|meetings?)|"
    r"at (?:any|some) point|any ?where|some ?where|ever|or not|right|correct|exactly|in writing|at the (?:moment|time)|(?:in|during) (?:a|any|one|some|that) .+|"
    r"(?:before|after|when|because|as|since|while|so) (?:that )?(?:i|we|my|our|they|he|she|the (?:call|meeting|demo))\b.*|"
    r"(?:and|or|but) (?:who|whom|when|where|if|how|what|was|is|did|i|we)\b.*|(?:was|is) (?:that|it|there)\b.*)$"
)
_NO_TOPIC: Final = frozenset(
    (
        "this deal|the deal|deal|it|this|that|us|them|they|me|opportunity|this opportunity|the opportunity|account|this account|"
        "the customer|customer|things|now|next|today|next steps|us lately|we"
    ).split("|")
)


_ASIDE: Final = re.compile(
    r"^(?:anyone|anybody|someone|somebody|they|we|he|she|you|was|what|(?:what|it) was)$|\s(?:what|who|when|how|last|call|meeting)\b"
)
"""What came up is a thing, nobody and no question."""


_ASKED: Final = re.compile(
    r"^(?:(?:find|show|list|look up|search|me|when|where|who|how often|how|what|did|has|have|was|were|is|are|they|anybody|anyone|any)\s+)+"
    r"|\s+(?:was|were|is|are|has|have|had|got|get|gets|been|being)$"
)
"""What stands around a subject that came up."""


def topic_in(text: str) -> tuple[str, bool]:
    """Return what the question is about, and whether it says so in so many words."""
    quoted = re.search(r"[\"“](.{2,60}?)[\"”]", text)
    if quoted:
        return quoted.group(1), True
    came = _COME_UP.search(text)
    if came and not _ASIDE.search(came["topic"]):
        topic = bare(_ASKED.sub("", came["topic"]))
        if topic:
            return topic, True
    found = None
    for match in re.finditer(_ABOUT, text):
        found = match
    if found is None:
        return "", False
    topic = bare(found["topic"])
    deeper = re.search(r"\b(?:about|regarding|on)\s+(.+)$", topic)
    topic = bare(deeper.group(1)) if deeper else topic
    return (topic, True) if topic else ("", False)


def bare(topic: str) -> str:
    """Return a topic without articles and small words around it; nothing where only such are left."""
    before = ""
    topic = topic.strip()
    while topic != before:
        before, topic = topic, _IDLE.sub("", topic).strip()
    return "" if topic in _NO_TOPIC or len(topic) < 2 else topic


# Named ahead.

_AHEAD: Final = re.compile(
    r"^(?P<topic>[^-–—:,?]{2,60}?)(?:\s+[-–—]+\s+|\s*[:,?]\s+|\s+(?=(?:who|what) (?:is|was|are) (?:she|he|they|that)\W*$))(?P<asked>\S.*)$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:said|say|says|mention\w*|discuss\w*|came up|come up|thoughts?|feedback|opinions?|words?|views?|stance|position|reactions?|take|quotes?|mentions?|"
    r"comments?|remarks?|statements?)\W*$",
    re.IGNORECASE,
)


def turned(question: str) -> str:
    """Return a question that names its subject ahead (`pricing - has anybody raised it`) with the subject in its place."""
    found = _AHEAD.match(question.strip())
    if found is None or len(found["topic"].split()) > 6:
        return question
    topic, asked = found["topic"].strip(), found["asked"].strip()
    if (named := re.fullmatch(r"(who|what) (is|was|are) (?:she|he|they|it|that)\W*", asked, re.IGNORECASE)) is not None:
        return f"{named[1]} {named[2]} {topic}"
    if (brought := re.search(r"\b(?:brought|bring) (?:it|that|this|them) up\b", asked, re.IGNORECASE)) is not None:
        return f"{asked[: brought.start()]}mentioned {topic}"
    if _SAID.search(asked) and re.match(r"(?:what|anything|did|has|have|who|was)\b", asked, re.IGNORECASE):
        return f"{asked.rstrip(' ?!.')} about {topic}"
    return _IT.sub(lambda it: f"{it[1]} {topic}", asked, count=1) if _IT.search(asked) else question


_IT: Final = re.compile(r"\b(mention(?:ed)?|rais(?:e|ed)|discuss(?:ed)?|about|on) (?:it|that|this|them)\b", re.IGNORECASE)
