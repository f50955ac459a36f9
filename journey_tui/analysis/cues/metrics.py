"""Outcome they want: a number with a direction, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import WHEN, Hit, Line, Scene, aiming, goals, mood, weaker
from journey_tui.analysis.cues.numbers import NUMBER, RATIO, UNIT, value_of
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_AMOUNT: Final = (
    rf"(?:about |around |roughly |some |nearly |almost |at least |at most |no more than |not more than |less than |more than |fewer than |"
    rf"under |below |over |above |up to |within |maybe |only )*{NUMBER}(?: ?{UNIT})?"
)
_CUT: Final = (
    r"(?:reduc\w+|cut(?:s|ting)?|bring(?:s|ing)? (?:\w+ ){0,5}?down|brought (?:\w+ ){0,4}?down|lower(?:s|ing|ed)?|shrink\w*|drop(?:s|ping|ped)?|shorten\w*|"
    r"trim\w*|slash\w*|shav(?:e|ing)|"
    r"take (?:\w+ ){0,4}?(?:out|off)|knock (?:\w+ ){0,3}?off|decreas\w+|compress\w*|eliminat\w+|get(?:ting)? (?:\w+ ){0,6}?(?:down|back|below|under)|"
    r"come(?:s)? down|go(?:es)? down|fall(?:s)?|"
    r"rais(?:e|es|ing)|increas\w+|grow(?:s|ing)?|lift(?:s|ing)?|improv\w+|boost\w*|push (?:\w+ ){0,4}?up|get(?:ting)? (?:\w+ ){0,5}?up|go(?:es)? up|"
    r"bring(?:s|ing)? (?:\w+ ){0,5}?up|mov(?:e|es|ing)|"
    r"reach\w*|hit(?:ting)?|achiev\w+|deliver\w*|go(?:ing)?|gets?|getting|take|taking|shift\w*|climb\w*|dip)"
)
_WANT: Final = (
    r"(?:want(?:s|ed)?|need(?:s)?|aim(?:s|ing)?|target(?:s|ed|ing)?|goal|objective|ambition|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|commit(?:ted|ment)?|"
    r"promised|told (?:the )?(?:board|exco|\w+)|pledged|"
    r"looking (?:for|to)|hoping|after|must|has to|have to|should|ought to|set ourselves|signed up (?:to|for)|kpi|okr|success (?:is|means|looks|would|for)|"
    r"mandate|would like|'d like|pushing for|chasing|shooting for|measured on|"
    r"(?:it|that|this|we|they|he|she)(?:'ll| will) be|will be|down to|up to|back to|win for (?:us|me)|happy (?:with|at)|business case (?:is|says|rests|"
    r"stands)|ask(?:ed|ing)? for)"
)
_FROM_TO: Final = Pattern(
    rf"\b(?:from|out of) {_AMOUNT}[^.;?]{{0,60}}?\b(?:to|down to|up to|towards|into|back to) (?P<n>{_AMOUNT}|{RATIO})"
)
_AT_TO: Final = Pattern(
    rf"\b(?:at|takes?(?: us| me| them)?|is|are|runs? at|running at|sit(?:s|ting)? at|stands? at|stuck at|currently|today|now|averag\w+|have|has|need(?:s|"
    rf"ed)?|spend) (?:\w+ ){{0,3}}?{_AMOUNT}\b[^?]{{1,90}}?"
    rf"\b(?:want|need|target|aim|goal|should be|has to be|must be|get to|be at|down to|up to|to be|'ll be|will be|plan is|looking for|i'd like|we'd like|"
    rf"expect)\b[^?]{{0,40}}?(?P<n>{_AMOUNT}|{RATIO})"
)
_BY: Final = Pattern(
    rf"\b{_CUT}\b[^.;?]{{0,70}}?\b(?:by|of|to|under|below|above|over|within|at least|than|at) (?:at least |about |around |roughly |some |a further |"
    rf"another |an? |the |less than |more than )*(?P<n>{NUMBER}(?: ?{UNIT})?|{RATIO})"
)
_PERCENT_OFF: Final = Pattern(
    rf"(?P<n>{NUMBER} ?(?:%|per ?cent|points?|pp)) (?:\w+ )?(?:fewer|less|lower|more|higher|faster|better|reduction|improvement|drop|cut|uplift|increase|"
    rf"off|shorter|quicker|saving|growth|decrease|gain|down|up)\b"
)
_TARGET: Final = Pattern(
    rf"\b{_WANT}\b[^.;?]{{0,60}}?\b(?:under|below|less than|fewer than|no more than|at most|over|above|more than|at least|within|inside|to|at|of|be|is|"
    rf"down to|up to|than) (?P<n>{_AMOUNT}|{RATIO})"
)
_GOAL_BARE: Final = Pattern(
    rf"\b(?:target|goal|objective|ambition|kpi|okr|aim|headline|outcome|number (?:i|we) (?:want|need|care|have|report|promised))(?: (?!is\b|was\b|"
    rf"of\b)\w+){{0,5}}?(?:'s| is| was| of| remains| stays| still| for \w+(?: \w+)? is|:)+ (?:to (?:be|get|reach|hit) )?(?:\w+ ){{0,4}}?(?P<n>{_AMOUNT}|"
    rf"{RATIO})"
)
_SAVE: Final = Pattern(
    rf"\b(?:sav(?:e|es|ing|ed)|free(?:s|ing)? up|claw(?:s|ing)? back|win(?:ning)? back|gain(?:s)?|recover|release|bring in|make us|earn|generate|"
    rf"project(?:ing|ed)?|additional|extra|worth|unlock|gives? (?:us|me) back|get back|take out|strip out|add)\b[^.;?]{{0,40}}?(?P<n>{NUMBER}(?: ?{UNIT})?)"
)
_HALVE: Final = Pattern(
    r"\b(?P<n>(?:cut|reduce|bring|get|slash) [^.;?]{0,50}?(?:in half|by half|by a (?:third|quarter|fifth|tenth)|by two thirds)|halv(?:e|es|ing) (?:the |"
    r"our |that |those |it|its )|(?:double|triple|treble|quadruple|doubling|tripling) (?:the |our |that |what |throughput|output|capacity|sales|revenue|"
    r"conversion)|half (?:of )?(?:that|what it is|as (?:many|much|long)|the time)|(?:twice|three times|ten times) as (?:many|much|fast|quick)|(?:a third|a "
    r"quarter|half) (?:fewer|less|of the))"
)
_STATE: Final = Pattern(
    rf"\b(?:takes?|taking|took|running at|runs at|we're at|we are at|are at|is at|sits? at|sitting at|stands? at|hovering (?:at|around)|average\w*|"
    rf"currently|today|this morning|at the minute|at the moment|right now|as of|spend(?:s|ing)?|lose|losing|have|there (?:are|is)|waiting|backlog|rate|is|"
    rf"are|was|were)\b[^.;?]{{0,60}}?(?<![\w-])(?P<n>{_AMOUNT}|{RATIO})"
)
_NOUN: Final = Pattern(
    r"\b(?:backlog|queue|turnaround|turnover|lead[- ]?times?|cycle[- ]?times?|response|resolution|handling|processing|review|approval time|churn|retention|"
    r"attrition|error|errors|defects?|defect rate|scrap|waste|rework|downtime|uptime|"
    r"throughput|output|yield|conversion|win rate|margin|revenue|sales|cost|costs|spend|overtime|hours|productivity|utilisation|utilization|occupancy|"
    r"no-?shows?|complaints?|tickets?|claims?|orders?|invoices?|cases|exceptions?|"
    r"calls|contacts|returns|refunds|shrinkage|stock|inventory|dso|days sales|debtors?|close|month[- ]end|accuracy|first[- ]time|on[- ]time|otif|delivery|"
    r"deliveries|late|delays?|waiting|wait|time|satisfaction|nps|csat|incidents?|accidents?|"
    r"injuries|emissions|energy|fuel|mileage|empty|idle|changeover|set-?up|oee|availability|breakdowns?|failures?|leakage|fraud|bad debt|absence|sickness|"
    r"vacancies|hires?|time to hire|onboarding|admissions?|length of stay|readmissions?|"
    r"discharge|appointments?|patients?|referrals?|bookings?|basket|footfall|leads?|pipeline|quota|forecast|batch(?:es)?|lots?|audits?|findings|deviations|"
    r"capas?|paperwork|paper|manual|entries|entry|keying|touch(?:es)?|handovers?|licen[cs]e (?:cost|spend)|"
    r"headcount|fte|people|staff|temps|trucks?|vans?|routes?|stops|pallets?|picks?|shipments?|dispatch|quotes?|quoting|tenders?|bids?|drawings?|permits?|"
    r"inspections?|visits?|meter|reads?|bills?|billing|payments?|collections?|reconciliation|reports?|reporting|releases?|deploys?|bugs?|alerts?)\b"
)
_NOT_OUTCOME: Final = Pattern(
    r"\b(?:discount\w*|your (?:price|pricing|quote|offer|proposal|rate|fee|fees|list)|price (?:is|of|would|you)|per (?:user|seat|licen[cs]e|named user|"
    r"month per|head per)|licen[cs]es?(?! (?:cost|spend))|seats|budget\w*|net \d+|"
    r"payment(?: terms?| is| in)|invoice date|payable|notice|liabilit\w+|indemnit\w+|capped at|cap of|uplift|renewal|contract(?:s|ed|ual)?|initial term|"
    r"year term|term of|deposit|instal\w+|up and running|go(?:es|ing)?[- ]live|implement\w+|roll(?:ed|ing)? ?out|rollout|"
    r"deploy(?:ed|ment)|operational within|onboarded|page \d+|slides?|minutes? (?:call|slot|late|early|walk|drive|chat|on|of your)|hour (?:call|session|"
    r"slot|meeting)|half an hour|meet(?:ing)?s? (?:at|on)|call (?:at|on|me)|ring|phone|mobile|"
    r"ext|extension|ticket (?:number|no|#)|case number|ref(?:erence)?|po number|order number|invoice number|room|floor|platform \d|gate \d|mb|gb|tb|"
    r"version|v\d|release \d|kilomet|miles away|km away|years? (?:old|ago|with|at|in)|employees|people company|"
    r"staff of|sites in|offices in|founded|since (?:19|20)\d\d|iso \d+|soc ?2|part 11|article \d+|section \d+|clause \d+|day ?rate|quoted|quotation|valid "
    r"for|expires?|reply|answer you|back to you|get back|send you|come back to you|let you know|"
    r"pilot (?:of|for|with)|trial (?:of|for)|users? (?:in|on) the pilot|proof of concept|sprints?|dinner|lunch|coffee|flight|train|parking|hotel)\b"
)
OUR_DUTY: Final = Pattern(
    r"\b(?:you|your (?:team|support|platform|system|service|people)|the vendor|the supplier|the (?:platform|tool|system|solution|software|product|api)) "
    r"(?:must|need|needs|has to|have to|should|would have to|commit|guarantee|answer|respond)\b|\bsla\b|\bguaranteed?\b"
)
DATES_ONLY: Final = Pattern(
    r"\bfrom (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: \w+)? (?:to|until|till) (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)|\b(?= (?:on|in|o'clock|for the|and i)))|\b(?:open|away|off|leave|free|available|holiday|closed|working) (?:from|between)\b|"
    r"\b\d{1,2}(?::\d\d)? ?(?:am|pm)\b|\b\d{1,2}:\d\d\b"
)
_WEAK: Final = Pattern(
    r"\b(?:want|need|needs|like|love|looking|look|aim|aiming|hoping|hope|trying|try|plan|planning|goal is|objective is|priority is|would help|help us)(?: "
    r"to| us)*(?: \w+){0,2} (?:to )?(?P<v>improve|reduce|increase|cut|shorten|lower|speed up|grow|raise|boost|bring down|save|streamline)(?: \w+){0,3}? "
    r"(?:retention|churn|costs?|downtime|errors?|waste|lead times?|cycle times?|turnaround|throughput|productivity|margins?|conversion|accuracy|delays?|"
    r"waiting times?|complaints|overtime|rework|backlog|attrition|defects|scrap|revenue|time|response times?|no-shows|utilisation|utilization|forecast "
    r"accuracy|efficiency|handling times?|stock-?outs|shrinkage|engagement)\b"
)
_FIGURE_AROUND: Final = Pattern(
    rf"\b(?:number|figure|target|backlog|goal|outcome|headline|metric|kpi|percentage|saving|{NUMBER})\b"
)
DECOY: Final = Pattern(
    r"\bfrom (?:monday|tuesday|wednesday|thursday|friday)\b|\b(?:24/7|9 to 5|nine to five|nine-to-five|one to one|one-to-one|24 hours a day)\b"
)
_NOTE: Final = Pattern(
    rf"^(?:metrics?|outcome|goal|target|kpi|value|roi)\s*[:=-]\s*[^.]{{0,60}}?(?P<n>{NUMBER}(?: ?{UNIT})?|{RATIO})|\btarget (?:still )?(?P<m>{NUMBER})"
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield outcome numbers, wishes without a number, and what takes weight off a number."""
    low = line.low
    dropped = aiming.DROPPED.search(low) or aiming.WEIGHT_OFF.search(low)
    if dropped:
        modality = mood(line, scene, dropped.start(), condition=False)
        if modality is not None and (_FIGURE_AROUND.search(low) or _around(line, scene)):
            yield Hit("metrics: weight taken off", line.index, line.index, Stance.WEAKENS, modality)
        return
    if guards.retracts(low) and re.search(r"\b(?:number|figure|target|goal|saving|percent|metric|days|hours|%)", low):
        yield Hit("metrics: taken back", line.index, line.index, Stance.WEAKENS, Modality.RETRACTED)
        return
    if scene.side is Side.SELLER and not (
        scene.note
        or re.search(r"\b(?:you|your|they|their|his|her|customer|client|target|outcome|headline|goal|exceptions)\b", low)
    ):
        return
    hit = _number(line, scene)
    if hit is None or hit.modality is not Modality.ASSERTED:
        hit = _goal(line, scene) or hit
    hit = hit or _state(line, scene) or _wish(line, scene)
    if hit is not None:
        yield hit


def _around(line: Line, scene: Scene) -> bool:
    """Return whether a figure was spoken of just before."""
    if _FIGURE_AROUND.search(scene.before):
        return True
    return any(_FIGURE_AROUND.search(near.low) for step in (-1, -2) if (near := scene.near(line, step)) is not None)


_NONE_BEYOND: Final = Pattern(
    rf"\b(?:no|not a single|none of the|nothing) [^.;?]{{0,40}}?\b(?:should|must|may|will|can|is to|has to) (?:\w+ )?(?:be |take |wait |cost |sit )?(?:\w+ "
    rf")?(?:older|longer|later|higher|more|bigger|slower) than (?P<n>{_AMOUNT})"
)
_SIGNED_UP: Final = Pattern(
    rf"\b(?:signed up|committed|promised|pledged|down|up|back) to (?P<n>{_AMOUNT}|{RATIO})\b[^.?]{{0,40}}?\b(?:by|before|within|in|this|next)\b"
)
PRICES: Final = Pattern(
    r"\b(?:discount\w*|price|pricing|per (?:user|seat)|licen[cs]es?|seats|budget\w*|notice|payment|meet(?:ing)?s?|calls?|users|room|floor|page|employees|"
    r"contract(?:s|ed)? (?:from|of|with)|sprints?|holiday|leave|timeline|schedule|installation|minutes late)\b"
)
_AIMED: Final = frozenset(name for name, _ in aiming.WAYS)
_SURE: Final = (
    ("signed up to", _SIGNED_UP),
    ("none beyond", _NONE_BEYOND),
    ("from to", _FROM_TO),
    ("state and target", _AT_TO),
    ("target", _GOAL_BARE),
    ("change by", _BY),
    ("target", _TARGET),
    ("fewer or more", _PERCENT_OFF),
    ("part", _HALVE),
    ("saving", _SAVE),
    *aiming.WAYS,
)
_SURE_LEFT: Final = Several(_SURE)


def _number(line: Line, scene: Scene) -> Hit | None:
    """Return an outcome with its number."""
    low = line.low
    shut: bool | None = None
    for name, pattern in _SURE_LEFT.left(low):
        match = pattern.search(low)
        if match is None:
            continue
        if shut is None:
            shut = _NOT_OUTCOME.search(low) is not None
            if (
                aiming.HEADS.search(low)
                or OUR_DUTY.search(low)
                or DECOY.search(low)
                or DATES_ONLY.search(low)
                or (shut and PRICES.search(low))
            ):
                return None
        if (
            (shut and name not in ("from to", "state and target"))
            or guards.negated(low, match.start(), reach=18)
            or not _counts(line, scene, name, match)
        ):
            continue
        modality = mood(line, scene, match.start(), weak=_would(name, low), condition=name not in ("worth it if", "said short"))
        if modality is None:
            return None
        return made(f"metrics: {name}", line, scene, aiming.number(match), modality)
    note = _NOTE.search(low) if scene.note else None
    return made("metrics: noted", line, scene, note["n"] or note["m"], Modality.ASSERTED) if note else None


def _goal(line: Line, scene: Scene) -> Hit | None:
    """Return a goal said without the word, with the sentence before that says where they stand."""
    found = goals.goal(line, scene)
    if found is None or OUR_DUTY.search(line.low) or DECOY.search(line.low) or DATES_ONLY.search(line.low):
        return None
    modality = mood(line, scene, found.at, condition=not goals.ENOUGH.search(line.low))
    if modality is None:
        return None
    hit = made("metrics: goal by a day", line, scene, found.number, modality)
    return replace(hit, first=line.index - found.back, last=max(hit.last, goals.adopted(line, scene)))


def _would(name: str, low: str) -> bool:
    """Return whether a saving is only what could be."""
    return name in ("saving", "fewer or more", "part") and bool(re.search(r"\b(?:could|should|would be nice|in theory)\b", low))


_UNITLESS_DATE: Final = Pattern(r"^(?:about |around |by )?(?:20\d\d|19\d\d)$")
_PAST: Final = Pattern(
    r"\b(?:last (?:year|month|quarter|week|time)|already|(?:we|it|they|that|this|which) (?:\w+ )?(?:saved|cut|reduced|fell|dropped|went|rose|grew|lost|was|"
    r"were|had)|went (?:up|down)|has (?:gone|risen|fallen|grown))\b"
)
_WISH: Final = Pattern(
    rf"\b{_WANT}\b|\bto (?:get|reduce|cut|bring|reach|be|hit|save|halve|double|improve|increase)\b|\bby (?:the )?(?:end|year|q[1-4]|next)|\bwe(?:'ll| will|"
    rf"'d| would)\b|\bi(?:'ll| will)\b|\bwould\b|\bto us\b|\bproject"
)


def _counts(line: Line, scene: Scene, name: str, match: re.Match[str]) -> bool:
    """Return whether the number is an outcome: something countable, wished for, no date and no amount of ours."""
    low, number = line.low, aiming.number(match).strip()
    if _UNITLESS_DATE.match(number):
        return False
    counted = (
        bool(re.search(rf"{UNIT}|[£$€]|\d ?k\b|half|third|quarter|halv|doubl|tripl|twice|zero|nil", number))
        or bool(_NOUN.search(low))
        or _noun_near(line, scene)
    )
    if not counted:
        return False
    place = line.low.find(number, match.start())
    if _DAY_NUMBER.search(low[place : place + len(number) + 12]) or goals.place_range(low, place):
        return False
    wished = bool(_WISH.search(low)) or scene.note or scene.side is not Side.CUSTOMER or guards.hedged(low, match.start())
    if name == "saving":
        return (
            bool(
                re.search(
                    r"[£$€%]|hours|days|\bk\b|\dk|million|weeks|euros|pounds|dollars|fte|heads|people|percent|per cent|minutes",
                    low[match.start() : match.end() + 20],
                )
            )
            and (wished or "worth" in low)
            and not _PAST.search(low)
        )
    if name in ("change by", "fewer or more", "from to", "part") and _PAST.search(low) and not wished:
        return False
    return wished or name in ("target", "state and target", "from to", *_AIMED)


_DAY_NUMBER: Final = Pattern(
    r"^(?:the )?\d{1,2}(?:st|nd|rd|th)\b|^(?:the )?\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


def _noun_near(line: Line, scene: Scene) -> bool:
    return any(_NOUN.search(near.low) for step in (-1, -2) if (near := scene.near(line, step)) is not None)


def _time_frame(line: Line, scene: Scene) -> tuple[str, int]:
    """Return the words that say by when, and how many sentences on they stand; empty where nothing says so."""
    for match in WHEN.finditer(line.low):
        if not re.search(
            r"\b(?:since|last|ago|every|each|per|a)\s*$", line.low[: match.start()][-8:]
        ) and not match.group().startswith(("from", "since", "at ", "of ", "every", "each", "after")):
            return match.group(), 0
    near = scene.near(line, 1)
    if (
        near is not None
        and len(near.low) < 90
        and re.match(r"(?:and )?(?:by|before|within|in time|ideally|that's|preferably|this|all)\b", near.low)
    ):
        match_near = WHEN.search(near.low)
        if match_near and not near.asked:
            return match_near.group(), 1
    return "", 0


def made(cue: str, line: Line, scene: Scene, number: str, modality: Modality) -> Hit:
    """Return a number as an outcome, with its time frame where one is said in it or right behind it."""
    when, further = _time_frame(line, scene)
    parts = [("number", value_of(number))] + ([("time_frame", when)] if when else [])
    return Hit(cue, line.index, line.index + further, modality=modality, parts=tuple(parts))


_STANDING: Final = Pattern(
    r"\b(?:takes?|taking|runs?|running|sits?|sitting|stands?|hovering|average\w*|averag\w+|currently|today|now|at the moment|right now|at present|this morning|at the minute|"
    r"as of|spend(?:s|ing)?|los(?:e|es|ing)|waiting|backlog|rate|every|each|per|a (?:day|week|month|quarter|year|shift|night)|usually|typically|normally|is|are|we're|it's)\b"
)
_TIMES_AS: Final = Pattern(r"^[\w.,]+ times (?:the|as|more|what|last|our|over)\b")
_HAPPENED: Final = Pattern(
    r"\b(?:bill(?:ed)?|fined?|refund(?:s|ed)?|compensation|penalt(?:y|ies)|damages|invoiced|claim(?:ed)? (?:for|against)|(?:has|have|'ve) (?:sent|charged|billed|fined|cost|lost|poured|dumped|thrown)|"
    r"(?:we|they|it|he|she|i|\w+s) (?:sent|poured|dumped|threw|lost|paid|tipped|stood|cost|burned|burnt|scrapped|evacuated|flooded))\b"
)


def _state(line: Line, scene: Scene) -> Hit | None:
    """Return where they stand today; said beside a target it is one statement with it, alone it only hints at one."""
    low = line.low
    match = _STATE.search(low)
    if (
        match is None
        or scene.side is not Side.CUSTOMER
        or not _NOUN.search(low)
        or _NOT_OUTCOME.search(low)
        or DATES_ONLY.search(low)
        or _DAY_NUMBER.search(match["n"])
    ):
        return None
    if _TIMES_AS.search(low[match.start("n") :]):
        return None
    if not re.search(rf"{UNIT}|\d{{3,}}|\d,\d|thousand|hundred", match["n"]) or _UNITLESS_DATE.match(match["n"].strip()):
        return None
    if mood(line, scene, match.start()) in (None, Modality.EXPLORATORY):
        return None
    near = scene.near(line, 1)
    target = _number(near, scene) if near is not None and near.end - line.start <= 400 else None
    if target is not None and target.modality is Modality.ASSERTED:
        return Hit("metrics: state before target", line.index, target.last, modality=Modality.ASSERTED, parts=target.parts)
    if near is not None:
        later = re.search(
            rf"\b(?:it'll|it will|want|should|has to|must|needs?|target|aim|goal|told|promised)\b[^.?]{{0,60}}?\b(?P<n>{_AMOUNT}|{RATIO})",
            near.low,
        )
        if later and near.end - line.start <= 400 and not near.asked and not _NOT_OUTCOME.search(near.low):
            return weaker(
                Hit(
                    "metrics: state before target",
                    line.index,
                    near.index,
                    parts=made("", near, scene, later["n"], Modality.ASSERTED).parts,
                ),
                mood(near, scene, later.start()) or Modality.EXPLORATORY,
            )
    if not _STANDING.search(low) or _HAPPENED.search(low):
        return None
    return Hit(
        "metrics: where they stand",
        line.index,
        line.index,
        modality=Modality.CONDITIONAL,
        parts=(("number", value_of(match["n"])),),
    )


def _wish(line: Line, scene: Scene) -> Hit | None:
    """Return an outcome without a number: a hint at one."""
    match = _WEAK.search(line.low)
    if match is None or scene.side is not Side.CUSTOMER or guards.negated(line.low, match.start()):
        return None
    modality = mood(line, scene, match.start(), weak=True)
    return None if modality is None else Hit("metrics: wish without a number", line.index, line.index, modality=modality)


OPENERS: tuple[Pattern, ...] = (
    aiming.WEIGHT_OFF,
    guards.RETRACTION,
    *(one for _, one in _SURE),
    _STATE,
    _WEAK,
    _NOTE,
    *goals.OPENERS,
    aiming.DROPPED,
)
"""One of these must be able to match, or there is nothing to read."""
