"""Tell acts that cost the carrier something: people, time, room or standing given for it; colleagues and us brought together."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NOT_NAMES, Line, Scene, fold
from journey_tui.analysis.quick import Pattern

_I: Final = (
    r"\bi(?:'ve| have|'m| am| had|'d| will be|'ll be)?(?: (?:also|already|just|now|personally|since|even|therefore|"
    r"myself|both|finally))*"
)
_STAFF: Final = (
    r"(?:people|deput(?:y|ies)|receptionists?|cashiers?|guides?|trainers?|carers?|cleaners?|captains?|pilots|skippers?|"
    r"surveyors?|inspectors?|architects?|lawyers?|paralegals?|librarians?|wardens?|rangers?|tutors?|interns?|trainees?|"
    r"supervisors?|technicians?|operators?|nurses?|sisters?|crews?|crew's|drivers?|engineers?|fitters?|foremen|foreman|clerks?|"
    r"planners?|analysts?|"
    r"colleagues?|dispatchers?|controllers?|brewers?|distillers?|mates?|stewards?|teachers?|teams?|officers?|leads?|managers?|"
    r"secretar(?:y|ies)|assistants?|"
    r"apprentices?|pickers|packers|cooks?|chefs?|riders|guards?|porters?|vets?|milkers?|herdsm[ae]n|welders?|electricians?|"
    r"mechanics?|hands|men|women|lads|"
    r"of mine|of my|rotas?|rosters?|shifts?|training|schedules?|duty|duties|watch(?:es)?|nights|days off|leave|afternoons?|"
    r"mornings?|wards?|depots?|"
    r"bays?|stands?|desks?|lines?|docks?|room|tablets|handhelds|scanners|headcount|best \w+|my own \w+)"
)
_PROJECT: Final = (
    r"(?:(?:it|this|that|you)(?= |[.,;!]|$)|(?:the|our|your) (?:\w+ )?(?:trial|pilot|tests?|project|roll-?out|"
    r"evaluation|proof of concept|poc|try-?out|dry run|parallel run|cut-?over|go-live|board|tool|screens?|system|"
    r"app|onboarding|training week))"
)
_TAIL: Final = (
    rf"(?:full[- ]time|half[- ]time|off (?:the (?:line|floor|roster|rota|phones|desk|watch|wards?)|nights|days|shift)|from the "
    rf"(?:roster|rota|line|floor|shift|watch|desk)|"
    rf"(?:on|onto|to|into|in|for|behind|with) {_PROJECT}|so (?:that )?(?:she|he|they|we|nights|days|you|both|all|everyone|each|"
    rf"every|the \w+|\w+ (?:can|could|is|are))\b|"
    rf"to (?:that|the same|your|the (?:trial|pilot|test)) (?:week|day|date|shift)|to (?:run|train|test|try|help|work|sit|learn|"
    rf"set) )"
)
_GIVEN: Final = Pattern(
    rf"{_I} (?P<verb>moved?|moving|freed|freeing|released|releasing|assigned|assigning|seconded|rostered|swapped|shifted|"
    rf"pulled|taken|took|taking|put|putting|given|gave|giving|lent|lending|"
    rf"cleared|relieved|excused|detailed|allocated|allocating|committed|spared|sparing|rescheduled|rearranged|re-?rostered|"
    rf"brought in|set aside|blocked|dedicated|dedicating)"
    rf"(?: up| out| over)? (?P<what>[^.;?!]{{2,70}}?) (?:full[- ]time )?{_TAIL}"
)
_GIVES_YOU: Final = Pattern(
    rf"{_I} (?:given|gave|giving|lent|lending) (?:you|them|her|him|your (?:team|people)|the (?:trial|pilot|project)) (?:(?:one|"
    rf"two|three|four|five|six|\d+|some|both|half) )?(?:of )?(?:my|our|the|them) (?P<what>\w+(?: \w+)?)"
    rf"|{_I} (?:given|gave) you (?:two|three|four|five|six|\d+) of (?:them|my|our) (?P<as>[^.;?!]{{0,20}})"
)
_HAD: Final = Pattern(
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:had|got|told|asked|made|set|sent) (?P<what>[a-z'-]+(?: "
    r"[a-z'-]+){0,3}?)(?: to)? (?:put|add|move|free|set|open|clear|train|prepare|load|write|build|sort|enter|swap|switch|"
    r"change|wire|mount|print|hang) [^.;?!]{2,60}?\b(?:roster|rota|trial|pilot|test|project|you|your|for it|for this|in it|on "
    r"it|sandbox|access|rollout)\b"
)
_CARRIED: Final = Pattern(
    rf"{_I} (?:taken|took|carried|brought|walked|driven|drove|handed|pushed|sent|passed|read) (?:it|this|your \w+|the (?:\w+ )?(?:proposal|case|"
    rf"paper|offer|summary|pilot|numbers|figures|one-?pager)) "
    rf"(?:(?:round|around|up|over|across|upstairs|along|through|down|out|in person|myself|personally) )*(?:to|past|before|in "
    rf"to|into|by|through) (?:the |our |my |every |all |both |each )?(?P<who>[\w' -]{{3,60}})"
)
_TOLD: Final = Pattern(
    rf"{_I}(?: then)? (?:told|said to|announced to|informed|assured|promised) (?P<who>(?:the|our|my|all|both|every|each|"
    rf"everyone|everybody)\b[^.;?!]{{2,60}}?)"
    rf" (?:that )?(?:we(?:'re|'ll|'ve)?|it|this|the \w+|every\w*|they|from \w+|she|he|\w+ \w+)\b[^.;?!]{{0,60}}?\b(?:trial|"
    rf"pilot|test(?:ing)?|project|roll-?out|go(?:es)? ahead|going ahead|your \w+|with you|on your|through \w+'s|goes live|"
    rf"going live|try (?:it|this)|start(?:s|ing)? (?:with )?(?:it|this|you))\b"
)
_ASKED_FIRST: Final = Pattern(
    r"\bi(?:'ve| have|'d)? (?:also |already )*(?:asked|insisted|begged|pleaded|demanded)(?: \w+){0,2}? (?:to (?:be|go|come|"
    r"speak|present)|for (?:us|it|you|this) to (?:be|go|come)|that (?:it|we|you|this) (?:be|is|are|go|goes|come|comes)|for) "
    r"(?:\w+ ){0,3}?(?:first|early|top|ahead|up|on|a slot|(?:ten|twenty|thirty|fifteen|five) minutes|half an "
    r"hour)\b[^.;?!]{0,40}?\b(?:agenda|list|programme|meeting|session|board|committee|cabinet|council|order of)\b"
)
_FOR_US: Final = (
    r"(?:your (?:engineers?|people|team|training|trainer|screens?|test|trial|pilot|visit|session|install\w*|colleagues?|\w+)|the (?:\w+ )?(?:trial|"
    r"pilot|tests?|project|roll-?out|evaluation|try-?out)|"
    r"(?:load|enter|clean|prepare|check|collect|try|test) (?:the |our |your )?(?:data|lists?|it|them|screens?|history|records|figures))"
)
_SET_TO_WORK: Final = Pattern(
    rf"\bi(?:'ve| have)? (?:also |already |just |now )*(?:asked|told|got|ordered|made|sent|set|persuaded|named|appointed|nominated|put|let) "
    rf"(?P<what>[\w' -]{{3,50}}?) "
    rf"(?:to (?:spend|work|test|run|sit|try|help|give|use|learn|swap|collect|keep|look after|join|train)|responsible|in charge|as (?:the "
    rf")?(?:project |pilot |trial )?(?:lead|owner|tester)|(?:run|spend|test|train|work))\b[^.;?!]{{0,60}}?\b(?:{_FOR_US}|so (?:that )?(?:he|she|they|"
    rf"we) can (?:test|try|train|learn|help))\b"
)
_OWN_TIME: Final = Pattern(
    rf"\bi(?:'ve| have|'m| am)? (?:also |already |just |now )*(?:given up|giving up|sacrificed|spent|spending|worked|came in on|paid "
    rf"for)\b[^.;?!]{{0,30}}?\b(?:my own|my|out of my own|from my own) (?:own )?(?:saturday|sunday|weekends?|evenings?|days? off|holidays?|nights?|"
    rf"budget|pocket|cost cent\w+)\b(?:[^.;?!]{{0,40}}?\b(?:{_FOR_US}|it|this)\b)?|"
    rf"\bi(?:'ve| have)? (?:paid for|bought) [^.;?!]{{0,40}}?\b(?:test|trial|pilot)\b[^.;?!]{{0,40}}?\b(?:out of|from) my (?:own )?(?:budget|pocket|"
    rf"cost cent\w+)"
)
_ROOM: Final = Pattern(
    rf"{_I} (?:cleared|booked|reserved|blocked|set aside|kept|freed|opened|cancelled|postponed|closed|shut|stopped|emptied) (?:up )?(?:the|a|an|our|"
    rf"my|one|two|\w+day's?) [^.;?!]{{0,30}}?"
    rf"\b(?:rooms?|hall|bay|ward|lines?|desks?|hangar|lab|field|tank|shifts?|shop|clinic|class|course|bench|lane|week|morning|afternoon|dock|kitchen|"
    rf"workshop|berth|meeting)\b[^.;?!]{{0,40}}?\b(?:for|so|in|to)\b[^.;?!]{{0,40}}?\b{_FOR_US}\b"
)
_STANDING: Final = Pattern(
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:squared|cleared|settled|agreed) (?:it|this|you|the (?:trial|pilot|test)) with (?:the|our|"
    r"my) (?!dentist|garage|wife|husband)\w+|"
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:told|promised|assured) [^.;?!]{3,40}? (?:that )?(?:it|this|you|the (?:trial|pilot|project)) "
    r"(?:has|have|had|got) my (?:full )?(?:backing|support|blessing|vote|word)\b|"
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:swapped|moved|cancelled|cut short|postponed) my (?:holiday|leave|vacation|day off)s? (?:so|"
    r"for|to be)\b[^.;?!]{0,40}\b(?:trial|pilot|go-live|test|training|your|you|it)\b|"
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:offered|volunteered|put forward) (?:our|my) (?:\w+ )?(?:ward|site|depot|station|branch|"
    r"plant|line|team|shift|school|shop|clinic|farm|unit|crew|region|dock)s? (?:as|to be|to go|for) (?:the )?(?:first|trial|pilot|test|guinea)\b|"
    r"\bi(?:'ve| have)? (?:also |already |just |now )*(?:let|lent|given) your (?:engineers?|people|team|trainer|colleagues?) (?:use |have )?(?:my|"
    r"our) (?!number|address|card)\w+|"
    r"\bi(?:'ve| have)? made (?:it|this|the (?:test|trial|pilot)) (?:a )?part of [^.;?!]{0,30}(?:targets|objectives|appraisal|goals|duties|handover)\b|"
    r"\bi(?:'ve| have)? told [^.;?!]{3,50}? (?:that )?we do (?:this|it) or i\b|\bput my name (?:on|to|under|behind) (?:the (?:request|proposal|case|"
    r"paper)|it)\b|"
    rf"\bi(?:'ve| have)? (?:also |already |just |now )*(?:let|told|informed) [^.;?!]{{3,50}}?\b(?:that )?i (?:stand behind|back|support|vouch for|"
    rf"want|am for|will fight for|recommend) (?:it|you|this|{_FOR_US})\b|"
    r"\bi(?:'ve| have)? (?:put|added) (?:you|your names?|you both) (?:on|to|onto) (?:the|our) [^.;?!]{0,30}?\b(?:list|agenda|programme|day|"
    r"meeting)\b[^.;?!]{0,30}?\b(?:directors?|board|council|trustees|management|owners?|committee|governors?)|"
    r"\b(?:my \w+|\w+) (?:does|is doing|covers|is covering|takes|is taking|runs) my (?:rounds|shifts?|desk|calls|work|watch|nights|list|"
    r"class(?:es)?)\b[^.;?!]{0,40}?\bso (?:that )?i (?:can|am|could)\b|"
    r"\byou two should (?:talk|meet|speak)\b|\bi(?:'d)? (?:want|wanted|like) you (?:two )?to meet (?:our|my|the) (?!team room|dog|new)\w+"
)
_NOT_STAFF: Final = Pattern(
    r"^(?:(?:our|the|my|your|this|that|today's|tomorrow's|next) )*(?:\w+ )?(?:call|meeting|demo|session|slot|appointment|"
    r"invite|invitation|date|time|mail|e-?mail|reply|number|name|lunch|dinner|coffee|catch-?up|review|"
    r"holiday|kids?|son|daughter|wife|husband|dog|car|money|budget|order|invoice|it|this|that|you|everything|notice|thought|"
    r"them|her|him|some thought|a look|notes?|comments?|feedback|questions?|thanks|care|part|place|responsibility|you "
    r"all)\b(?: (?:back|forward|again|to|from|on|for|up))?"
)
_INTRO: Final = re.compile(
    r"(?:^|[.!?\n] ?|\b(?:hi|hello|dear|Hi|Hello|Dear) )(?P<one>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),? (?:please )?(?:this is|meet|"
    r"here is|may I introduce|let me introduce|I'd like you to meet|I would like you to meet) (?P<two>[A-Z][\w-]+(?: "
    r"[A-Z][\w-]+)?)(?!'|\w)"
)
_INTRO_OPENS: Final = Pattern(r"\b(?:this is|meet|here is|introduce)\b")
LOST_HEART: Final = Pattern(
    r"\b(?:do not|don't) (?:\w+ )?know (?:if|whether|how) (?:i|we) (?:can|could|will|should|am able to|get to) (?:\w+ "
    r")?(?:push|sell|carry|get|win|bring|take|defend|justify|drag|swing|land) (?:this|it|that|you|them)\b"
    r"|\b(?:maybe|perhaps) i(?:'m| am) (?:not the right|the wrong) (?:one|person|man|woman)\b|\bi(?:'m| am) (?:losing|running "
    r"out of) (?:the )?(?:argument|battle|fight|support|allies|patience upstairs|favours)\b|\bi(?:'ve| have) (?:stopped|given "
    r"up) (?:pushing|fighting|arguing|asking)\b"
)
_ASIDE: Final = Pattern(
    r"\b(?:wife|husband|kids?|son|daughter|dog|calendar|diary|airport|school run|dentist|invoice|parking|"
    r"holiday|birthday|my mother|my father)\b"
)

OPENERS: Final = (
    _GIVEN,
    _GIVES_YOU,
    _HAD,
    _CARRIED,
    _TOLD,
    _ASKED_FIRST,
    _SET_TO_WORK,
    _OWN_TIME,
    _ROOM,
    _STANDING,
    _INTRO_OPENS,
    LOST_HEART,
)


def given(line: Line, scene: Scene) -> tuple[str, int] | None:
    """Return which sacrifice or introduction the sentence tells and where; None where there is none."""
    low = line.low
    if _ASIDE.search(low):
        return None
    for name, finder in (("gave people", _staffed), ("carried it in", _carried), ("asked for a place", _asked_first)):
        at = finder(line, scene)
        if at is not None and not guards.negated(low, at, reach=12):
            return name, at
    at = _introduced(line, scene)
    return None if at is None else ("introduced", at)


def _staffed(line: Line, scene: Scene) -> int | None:
    """Return where somebody's people or hours are given for it."""
    match = _GIVEN.search(line.low)
    if match and not _NOT_STAFF.match(match["what"]) and _people(match["what"], line, scene):
        return match.start()
    match = _GIVES_YOU.search(line.low)
    if match and (match["as"] is not None or re.search(rf"\b{_STAFF}\b", match["what"] or "")):
        return match.start()
    for pattern in (_HAD, _SET_TO_WORK):
        match = pattern.search(line.low)
        if match and not _NOT_STAFF.match(match["what"]) and _people(match["what"], line, scene):
            return match.start()
    match = _OWN_TIME.search(line.low) or _ROOM.search(line.low)
    return match.start() if match else None


def _people(words: str, line: Line, scene: Scene) -> bool:
    """Return whether the words hold staff, their hours or their places, or the name of a colleague."""
    if re.search(rf"\b{_STAFF}\b", words):
        return True
    for word in re.findall(r"[\w-]{3,}", words):
        if word in NOT_NAMES or word in scene.sellers or fold(word) == scene.speaker.partition(" ")[0]:
            continue
        if re.search(rf"\b{re.escape(word.capitalize())}\b", line.plain):
            return True
    return False


def _carried(line: Line, scene: Scene) -> int | None:
    """Return where it is carried to others inside, or announced to them."""
    match = _CARRIED.search(line.low)
    if match and re.search(
        r"\b(?:sisters?|wards?|member|committee|board|council|office|director|boss|chair\w*|head|partners?|owners?|manager|team|crews?|union|"
        r"finance|legal|floor|ward|cabinet|trustees?|governors?|president|captain|family|"
        r"principal|superintendent|commissioner|mayor|minister|treasurer|chief|secretary|dean|provost|foremen|stewards|shift|"
        r"leads?|depots?|stations?|sites|plants|portfolio|management|leadership|old man|himself|herself)\b",
        match["who"],
    ):
        return match.start()
    match = _TOLD.search(line.low) or _STANDING.search(line.low)
    return match.start() if match else None


def _asked_first(line: Line, _: Scene) -> int | None:
    match = _ASKED_FIRST.search(line.low)
    return match.start() if match and " your " not in match.group() else None


def _introduced(line: Line, scene: Scene) -> int | None:
    """Return where a colleague and one of us are made known to each other; giving one's own name is none."""
    if _INTRO_OPENS.hopeless(line.low):
        return None
    for match in _INTRO.finditer(line.plain):
        one, two = fold(match["one"]).partition(" ")[0], fold(match["two"]).partition(" ")[0]
        if two == scene.speaker.partition(" ")[0] or one in NOT_NAMES or two in NOT_NAMES:
            continue
        if (one in scene.sellers) != (two in scene.sellers) and two not in scene.ours - scene.names.keys() - scene.sellers:
            return match.start()
    return None
