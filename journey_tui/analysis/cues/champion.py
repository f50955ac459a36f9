"""Who is carrying it inside: what somebody at the customer does for it, and what takes them away from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NAME, Hit, Line, Scene, acting, approving, carrying, fold, mood, strip_name
from journey_tui.analysis.cues.champion_away import AWAY, NOT_AWAY
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_INSIDE: Final = (
    r"(?:our (?:\w+ ){0,2}?(?:cto|cfo|ceo|coo|cio|ciso|md|fd|board|director\w*|head|heads|boss|bosses|vp|chief|manager|managers|lead|leads|team|people|"
    r"leadership|exco|committee|council|steering|sponsor|owner|partners?|it|legal|procurement|finance|security|operations|engineering|counsel|president|"
    r"controller|dpo|architect\w*|group|colleagues?|users|planners|nurses|data|plant|site|sister|management|executive\w*)|my (?:boss|manager|director|team|"
    r"colleagues?|counterparts?|peers?|vp|head|chief|md|line manager|people|cfo|coo|ceo|cto|cio|board|own (?:boss|team))|"
    r"the (?:\w+ )?(?:shift|crew|drivers|nurses|operators|planners|staff|others|department|foremen|supervisors)|the (?:cto|cfo|ceo|coo|cio|ciso|md|fd|"
    r"board|exco|director\w*|leadership(?: team)?|executive\w*|committee|council|steering(?: group| committee)?|management(?: team| board)?|team|boss|"
    r"partners|controller|owner|heads? of \w+|vp\w*|chief \w+|plant manager|other (?:sites|plants|directors|heads|teams|managers)|finance (?:team|"
    r"director)|security (?:team|people)|legal team|users|quality council)|head of \w+|finance|it|legal|procurement|operations|engineering|everyone "
    r"(?:here|upstairs)|upstairs|management|leadership|colleagues|both directors|internally)"
)
_YOU: Final = (
    r"(?:you|your (?:\w+ ){0,3}?(?:proposal|deck|slides|one-?pager|summary|demo|product|platform|offer|document|paper|quote|case study|business "
    r"case|material|materials|note|notes|e-?mail|mail|outline|figures|numbers|recording|solution|tool|team|name)|this|it|that|the (?:\w+ "
    r"){0,2}?(?:proposal|deck|slides|one-?pager|summary|demo|offer|business case|project|idea|case|recording|figures|numbers|document|outline|"
    r"paper|pilot|results|quote|material)|halden|us both|both of you)"
)
_DONE: Final = (
    r"(?:i(?:'ve| have|'d| had)?(?: already| just| also| now| personally| finally| since| even| quietly| been)*|we(?:'ve| have)(?: already| "
    r"just| also)*)"
)
_ACTS: Final = (
    (
        "told inside",
        Pattern(
            rf"\b{_DONE} (?:mentioned|cleared|squared|agreed|shown|showed|presented|forwarded|passed|sent|shared|circulated|pitched|introduced|recommended|"
            rf"explained|demoed|demonstrated|sold|flagged|described|raised|taken|took|brought|put|floated|talked up|walked|handed|given|distributed|"
            rf"reported|played) (?:\w+ )?{_YOU}[^.?;]{{0,40}}?\b(?:to|with|with|past|in front of|before|by|round|around|through|up to|at|on to|onto|among|"
            rf"across|under) (?:\w+ )?(?P<who>{_INSIDE})"
        ),
    ),
    (
        "told inside",
        Pattern(
            rf"\b{_DONE} (?:told|briefed|shown|showed|walked|talked|taken|persuaded|convinced|got|asked|sent|given|spoken (?:to|with)|spoke (?:to|with)|"
            rf"invited|reminded|updated|primed|warmed up|squared|lobbied|brought|sat down with|met(?: with)?|pushed|pressed|roped in|looped in|signed up|"
            rf"lined up|won over|booked|added|copied|involved|enlisted) (?:\w+ )?(?P<who>{_INSIDE})\b[^.?;]{{0,80}}?\b(?:you|your|yours|halden|project|"
            rf"proposal|demo|pilot|deck|business case|the case|idea|join|sit in|meet you|attend|session|behind (?:this|it|you)|on board|on side|onside|"
            rf"sandbox|to (?:see|back|support|find|read|look|speak|take)|about (?:this|it|you)|through (?:this|it|your)|one-?pager|slides)\b"
        ),
    ),
    (
        "put on the agenda",
        Pattern(
            rf"\b(?:{_DONE}|i had|had|managed to (?:get|have)|i(?:'ll| will) have|got) (?:had |managed to |been able to )?(?:get |got |have |put |moved |"
            rf"move |added |secured |booked |bumped |pushed |squeezed |slotted |reserved |fought for |landed )?(?:you|it|this|us|the (?:project|proposal|"
            rf"case|topic|item)|a (?:slot|place|spot|seat|date|budget line)|an? (?:hour|agenda item|item)|half an hour|ten minutes|twenty minutes|thirty "
            rf"minutes|\w+ minutes)[^.?;]{{0,40}}?\b(?:(?:on|onto|up) (?:to )?(?:the |our |their |next \w+'s )?(?:\w+ )?(?:agenda|short-?list|list|board "
            rf"agenda|road ?map|programme|first item|item one|top)|(?:to|at|with|in|before|on) (?:the |our |their |next )?(?:[\w']+ ){{0,2}}?(?:board|"
            rf"council|committee|steering|exco|leadership|management|budget|director\w*|meeting|away ?day|forum)|moved up|up to first|brought forward|in "
            rf"the (?:budget|plan|capex))"
        ),
    ),
    (
        "asked to take part",
        Pattern(
            rf"\b(?:{_DONE}|and|i) (?:asked|invited|got|persuaded|convinced|told) (?P<who>{_INSIDE}|[a-z]+) (?:\w+ ){{0,2}}?(?:to (?:sit in|join|come|"
            rf"attend|take part|meet you|see you|back|support|sponsor|be there|listen|hear|read|look at|give you|make time|free)|(?:to agree|on board|"
            rf"behind))"
        ),
    ),
    (
        "wrote the case",
        Pattern(
            r"\b(?:i|we)(?:'ve| have|'d)?(?: already| just| now| also| finally| even)* (?:wrote|written|drafted|put together|prepared|built|finished|"
            r"submitted|filed|tabled|presented|made|argued|defended|fought|pushed|lobbied|raised|put in|pulled together|costed) (?:up )?(?:\w+ "
            r"){0,2}?(?:business case|case for (?:it|this|you|the|change)|internal (?:case|paper|memo|proposal|pitch|deck)|board paper|capex request|"
            r"budget (?:request|line|bid)|investment (?:case|request|paper)|justification|recommendation|for (?:it|this|you) (?:hard|in|at|with|internally|"
            r"upstairs)|the (?:case|argument|recommendation|request)|a paper (?:for|to)|my recommendation|hard for)\b"
        ),
    ),
    (
        "budget line",
        Pattern(
            r"\b(?:i|we)(?:'ve| have)?(?: already| just| now| also)* (?:put|got|secured|reserved|set aside|ring-?fenced|earmarked|found|carved out|"
            r"included|entered|allocated|freed) (?:\w+ ){0,4}?(?:aside|in (?:the|my|our|next year's) (?:\w+ )?(?:budget|plan|forecast)|money|budget|"
            r"funding|a (?:budget )?line|the funds)\b(?! (?:is|was|for (?:lunch|travel)))|\bbudget line (?:is )?in\b"
        ),
    ),
    (
        "spoke up",
        Pattern(
            r"\b(?:i|we)(?:'ve| have)?(?: also| already| just| then)* (?:stood up for|spoke up (?:for|in)|spoken up (?:for|in)|vouched for|went (?:in )?to "
            r"bat for|gone to bat for|put my (?:name|neck|reputation|head|weight) (?:on|to|behind|above|out)|stuck my neck out|staked my|defended (?:you|"
            r"it|this|the)|backed (?:you|this|it) (?:in|at|with)|made the case|made a (?:strong )?case|argued (?:for|that|in favour)|fought (?:for|hard|to "
            r"keep)|pushed (?:hard )?for|championed|been (?:banging the drum|championing|pushing|selling (?:it|this|you)|fighting|making the case|lobbying|"
            r"arguing|telling (?:everyone|everybody|anyone)))\b"
        ),
    ),
    (
        "opened access",
        Pattern(
            rf"\b(?:i|we)(?:'ve| have)?(?: already| just| now| also)* (?:opened|arranged|organi[sz]ed|got|sorted|set up|cleared|given|granted|approved|"
            rf"fixed|booked|lined up|scheduled|secured) (?:\w+ )?(?:you |your team |your people |both of you |him |her )?(?:\w+ ){{0,4}}?(?:access|time "
            rf"with|a (?:\w+ )?(?:call|meeting|session|slot|hour|half hour|visit|tour|interview\w*) (?:with|for you with|between you and)|site visit|plant "
            rf"tour|test (?:data|system|environment)|an introduction|interviews? with|meetings? with|the (?:data|logs|figures) (?:for|to)|thirty minutes "
            rf"with|half an hour with|an hour with|\d+ minutes with) ?(?P<who>{_INSIDE}|[a-z]+)?"
        ),
    ),
    (
        "will bring in",
        Pattern(
            rf"\b(?:i'll|i will|i'm going to|i am going to|let me|i'm|i am|i shall) (?:(?:also|then|gladly|personally|now) )*(?:set(?:ting)? up|arrange|"
            rf"arranging|organi[sz]e|organi[sz]ing|book|booking|get you|getting you|bring|bringing|introduce|introducing|put you|putting you|schedule|"
            rf"scheduling|fix|find you|loop|looping|invite|inviting|make sure|take|taking|walk|walking|forward|forwarding|present|presenting|pitch|"
            rf"pitching|sponsor|push|recommend|pass|show|line up) (?:\w+ ){{0,5}}?(?:time with|a (?:\w+ )?(?:call|meeting|session|slot|chat) (?:with|"
            rf"between)|you (?:to|with|in front of|in touch with|and)|in front of|in|along|to|up|this to|it to|with|through|past) (?:\w+ "
            rf")?(?P<who>{_INSIDE}|(?:[a-z]+(?: [a-z]+)?) (?:and (?:you|i)|on|for|this|next|to (?:join|meet|sit)|in (?:on|to)|from (?:our|the)))"
        ),
    ),
    (
        "shared inside numbers",
        Pattern(
            r"\b(?:attached|here (?:are|is)|here's|i'm sending|i am sending|i've attached|sharing|find|i attach|please find|sent you|i've shared|i "
            r"enclose)\b[^.?;]{0,40}?\b(?:our (?:internal|own|actual|real|current|confidential|cost|draft|board|latest)|internal|the (?:real|actual|raw|"
            r"internal|confidential|draft (?:board|business))|my draft|draft (?:business case|board paper))\b[^.?;]{0,40}?\b(?:numbers|figures|costs?|data|"
            r"deck|paper|business case|org(?:ani[sz]ation)? ?chart|report|memo|budget|scorecard|spreadsheet|analysis|minutes|strategy|baseline)\b"
        ),
    ),
    (
        "others carry it",
        Pattern(
            r"\b(?:has been|have been|is|are|been|'s been|keeps?|was) (?:really |constantly |actively |quietly |very |strongly )*(?:championing|pushing "
            r"(?:hard )?(?:for|this|it|you)|selling (?:this|it|you)(?: internally)?|carrying (?:this|it)|fighting for (?:this|it|you)|banging the drum|"
            r"driving (?:this|it) (?:internally|inside|here|on our side)|making the case|lobbying (?:for|hard)|advocating|your (?:biggest|best) (?:fan|"
            r"advocate|champion|supporter)|evangeli[sz]ing|sponsoring (?:this|it))\b"
        ),
    ),
    (
        "told inside",
        Pattern(
            r"\b(?:i|we)(?:'ve| have)?(?: also| just| already)* (?:walked|took|taken|talked|led) (?:him|her|them|everyone|everybody) through (?:you|your|"
            r"the (?:numbers|proposal|case|demo|deck|figures|slides)|this|it)\b|\b(?:i|we)(?:'ve| have)? (?:told|briefed) (?:him|her|them) (?:all )?about "
            r"(?:you|your|this)\b|\bi(?:'ve| have)? (?:showed|shown|sent|given|gave) (?:him|her|them) (?:your|the (?:demo|proposal|deck|one-?pager|"
            r"recording))\b|\bgot (?:it|security|legal|finance|procurement|our \w+) to (?:open|agree|approve|allow|release|set up|look|give|make|free)\b"
        ),
    ),
    (
        "moved up",
        Pattern(
            r"\b(?:had|got|have) (?:you|it|this|us) (?:moved|bumped|put|brought|pushed) (?:up|forward|to the top|to first|ahead|on)\b"
        ),
    ),
)
_NAMED_ACT: Final = Pattern(
    r"\b(?:I(?:'ve| have|'d| had)?|We(?:'ve| have)?|we(?:'ve| have)?|and|also)(?: already| just| also| now| personally| finally)* (?P<verb>mentioned|shown|"
    r"showed|presented|forwarded|passed|sent|shared|told|briefed|walked|talked|persuaded|convinced|asked|invited|introduced|recommended|spoken to|spoke to|"
    r"spoken with|spoke with|got|looped in|brought|booked|met|copied(?: in)?|sat down with|pitched|won over)\b (?P<rest>.{0,120})"
)
_NAMED_WILL: Final = Pattern(
    r"\b(?:I'll|I will|I'm going to|I am going to|Let me|let me|I'm|I shall|i'll|i will)(?: also| then| gladly| personally)* (?:set(?:ting)? up|arrang(?:e|"
    r"ing)|organi[sz](?:e|ing)|book(?:ing)?|get|getting|bring(?:ing)?|introduc(?:e|ing)|put(?:ting)?|schedul(?:e|ing)|find|loop(?:ing)?|invit(?:e|ing)|"
    r"walk(?:ing)?|forward(?:ing)?|present(?:ing)?|show|take|pass|line up)\b (?P<rest>.{0,110})"
)
_ABOUT_US: Final = Pattern(
    r"\b(?:you|your|this|it|proposal|demo|pilot|deck|slides|one-?pager|summary|business case|session|sandbox|figures|project|sit in|join|offer|platform|"
    r"material|recording|call|meeting|time with|board|council|outline)\b"
)
_REQUEST: Final = Pattern(
    r"\b(?:please (?:\w+ )?(?:(?:find|make|spare|take|give (?:them|her|him|it|this)) (?:\w+ ){0,3}?(?:time|hour|minutes)|have a look|take a look|look at|"
    r"read|see|join|meet|give|consider|come|listen|talk|speak|review|support|back|approve|let me know what)|(?:i'd|i would|i'd really|we'd) (?:\w+ "
    r")?(?:like|love|want|urge|ask) you to|worth (?:your|an hour|half an hour|a look|twenty minutes|reading|seeing|the time)|(?:have|take) a look|see "
    r"(?:below|attached|what they)|i (?:strongly |really |would |'d )*recommend|you should (?:see|meet|hear|read|talk|look)|can you (?:join|make|find|"
    r"spare|look|read|give|come)|could you (?:join|make|find|spare|look|read|give|come)|would you (?:join|meet|look|read)|let's (?:bring|get|invite|go "
    r"with|move|do)|we should (?:do|move|go|buy|get|take|look|meet|talk)|this is (?:the|what)|i think (?:we|this|they)|i've been (?:using|testing|working|"
    r"trying)|they(?:'ve| have) (?:shown|done|answered|cut|helped)|forwarding|passing (?:this|it) on|sharing this|fyi|as discussed|here's the|introduc\w+|"
    r"meet \w+|copied|cc'?d|in copy)\b"
)
NOT_FOR_US: Final = Pattern(
    r"\b(?:invoice|bill|payment|expenses|out[- ]of[- ]office|parking|visitor|badge|laptop|password|new starter|calendar entry|reminder|birthday|leaving "
    r"(?:do|party|drinks)|wife|husband|mother|father|mum|dad|kids?|daughter|son|garage|newsletter|unsubscribe|wrong (?:person|address|department)|phone "
    r"number|my (?:cv|assistant)|vat|typo)\b|\bin my (?:calendar|diary)\b|\b(?:passed|forwarded|sent) (?:this|it|your \w+) to (?:spam|the wrong|support|"
    r"the helpdesk|our helpdesk|accounts|the right person)\b"
)
_WEAK: Final = Pattern(
    r"\b(?:(?:happy|glad|pleased|delighted|keen|willing|more than happy|only too happy) to (?:help|introduce|support|act|be a reference|put|talk|speak|"
    r"make|share|bring|sponsor|arrange)|(?:i'm|i am|we're) (?:a (?:big |huge |real )?(?:fan|believer|supporter)|sold|on board|convinced|all for it|in "
    r"favour|rooting for you|behind (?:this|it|you)|on your side)|count me in|let me know (?:if|how|what|where|when) i can (?:help|do|support)|anything i "
    r"can do|you have my (?:support|vote|backing)|you've got my (?:support|vote|backing)|i(?:'ll| will) (?:do what i can|see what i can do|put in a "
    r"(?:good )?word|try to|support (?:this|it|you)|help you|back you|do my best)|i (?:can|could|might|may) (?:\w+ )?(?:introduce|put you in touch|set up|"
    r"arrange|bring|get you|mention|have a word|ask|talk to|speak to|forward|pass)|i like (?:it|this|what i|what you)|i love (?:it|this|what)|if (?:it's|"
    r"that's) useful i|i'd be (?:happy|glad) to)\b"
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield acts for the project, offers that are none yet, and what takes the carrier away."""
    if scene.side is Side.PARTNER or NOT_FOR_US.search(line.low) or acting.OUT_OF_HOURS.search(line.low):
        return
    if scene.side is Side.SELLER:
        yield from _reported(line, scene)
        return
    away = _weakening(line, scene)
    if away is not None:
        yield away
        return
    act = _act(line, scene) or _gave(line, scene) or _forward(line, scene)
    if act is not None:
        yield act
        return
    match = _WEAK.search(line.low)
    if match and not guards.negated(line.low, match.start(), reach=12):
        modality = mood(line, scene, match.start(), weak=True)
        if modality is not None:
            yield Hit("champion: offers help", line.index, line.index, modality=modality)


def _weakening(line: Line, scene: Scene) -> Hit | None:
    low = line.low
    match = next((m for pattern in (*AWAY, acting.GONE, carrying.LOST_HEART) if (m := pattern.search(low)) is not None), None)
    if match is None or NOT_AWAY.search(low) or line.asked:
        return None
    modality = mood(line, scene, match.start())
    if modality is None:
        return None
    return Hit("champion: may not carry it on", line.index, line.index, Stance.WEAKENS, modality)


def _gave(line: Line, scene: Scene) -> Hit | None:
    """Return people, time or standing given for it, or a colleague and us brought together."""
    found = carrying.given(line, scene)
    return None if found is None else _done(found[0], line, scene, found[1])


_ACTS_LEFT: Final = Several(_ACTS)
_EVERY_ACT: Final = Several((*_ACTS, *acting.ACTS))


def _act(line: Line, scene: Scene) -> Hit | None:
    """Return something done for it."""
    low = line.low
    for name, pattern in (_ACTS_LEFT if acting.NOT_AN_ACT.search(low) else _EVERY_ACT).left(low):
        match = pattern.search(low)
        if (
            match is None
            or guards.negated(low, match.start(), reach=10)
            or guards.negated(low[: match.end()], match.end(), reach=0)
        ):
            continue
        if name in ("told inside", "asked to take part") and not _ABOUT_US.search(low):
            continue
        if name == "asked to take part" and not _known_or_inside(match, line, scene):
            continue
        return _done(
            name, line, scene, match.start(), subject=_subject(line, scene, match.start()) if name == "others carry it" else ""
        )
    return _named(line, scene) or _together(line, scene)


def _together(line: Line, scene: Scene) -> Hit | None:
    """Return a colleague whom they bring together with us."""
    match = None if acting.NOT_AN_ACT.search(line.low) else acting.TOGETHER.search(line.low)
    if match is None or guards.negated(line.low, match.start(), reach=10):
        return None
    for group, words in match.groupdict().items():
        if not words or group == "us" or (group == "who3" and match["us"] not in scene.sellers):
            continue
        first = fold(words).split()[0]
        colleague = (
            first in scene.names or (first in ("our", "my") and " " in words) or approving.who_at(line, scene, *match.span(group))
        )
        if colleague and first not in scene.sellers:
            return _done("brought together", line, scene, match.start())
    return None


def _known_or_inside(match: re.Match[str], line: Line, scene: Scene) -> bool:
    who = match["who"]
    return " " in who or who in scene.names or bool(re.search(rf"\b{re.escape(who.title())}\b", line.plain))


def _named(line: Line, scene: Scene) -> Hit | None:
    """Return an act towards a colleague who is named."""
    for name, pattern in (("told a colleague", _NAMED_ACT), ("will bring in a colleague", _NAMED_WILL)):
        match = pattern.search(line.plain)
        if match is None or not _ABOUT_US.search(line.low):
            continue
        if _colleague(match["rest"], scene) and not guards.negated(line.low, match.start(), reach=10):
            return _done(name, line, scene, match.start())
    return None


def _colleague(rest: str, scene: Scene) -> bool:
    """Return whether a colleague of the customer's is named; our own people are none."""
    for match in NAME.finditer(rest):
        name = fold(strip_name(match.group()))
        if not name or name.split()[0] in scene.sellers or name == scene.speaker:
            continue
        if name in scene.names:
            return True
        if not set(name.split()) & scene.ours and re.search(
            rf"{re.escape(match.group())},? (?:our|in|from|who|my|the|to|on|and|for|about|you|this|at|through|into|next|is|,)",
            rest + " ,",
        ):
            return True
    return False


def _done(name: str, line: Line, scene: Scene, at: int, subject: str = "") -> Hit | None:
    modality = mood(line, scene, at, condition=not re.search(r"\bif (?:you|that|it) (?:like|want|need|suits|helps)", line.low))
    if modality is None:
        return None
    parts = (("act", name),) if modality is Modality.ASSERTED else ()
    return Hit(
        f"champion: {name}",
        line.index,
        line.index,
        modality=modality,
        parts=parts,
        act=modality is Modality.ASSERTED,
        subject=subject,
    )


def _subject(line: Line, scene: Scene, at: int) -> str:
    found = [fold(strip_name(match.group())) for match in NAME.finditer(line.plain[:at])]
    return next(
        (
            scene.names.get(name, name)
            for name in reversed(found)
            if name and not set(name.split()) <= scene.ours - scene.names.keys()
        ),
        "",
    )


def _forward(line: Line, scene: Scene) -> Hit | None:
    """Return a mail to a colleague that asks something for us: forwarding it is the act."""
    if not scene.to_colleague or len(line.low) < 20:
        return None
    match = _REQUEST.search(line.low)
    if match is None or guards.negated(line.low, match.start(), reach=10) or line.story:
        return None
    return Hit("champion: forwarded", line.index, line.index, parts=(("act", "forwarded"),), act=True)


_REPORTED: Final = Pattern(
    r"\b(?:championing|is our champion|champion(?:s|ed)? (?:this|it|us)|(?:introduced|intro'd|forwarded|presented|pitched|pushed) (?:us|this|it|the "
    r"(?:deck|proposal|one-pager))|(?:got|put|moved) us (?:on|onto|up)|(?:is|was|has been) (?:pushing|selling|backing|sponsoring|fighting)|opened (?:the "
    r")?doors?|set up (?:a|the) (?:meeting|call) with (?:the|their|his|her) )\b|^champion\s*[:=-]\s*\S"
)
_REPORTED_AWAY: Final = Pattern(
    r"\b(?:champion (?:left|is leaving|leaving|moved|gone)|(?:is|may be) (?:leaving|moving (?:teams|on)|changing roles)|left the company)\b"
)


def _reported(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what a seller's note reports of somebody's acts."""
    if not scene.note:
        return
    for pattern, stance in ((_REPORTED_AWAY, Stance.WEAKENS), (_REPORTED, Stance.SUPPORTS)):
        match = pattern.search(line.low)
        if match:
            modality = mood(line, scene, match.start())
            if modality is not None:
                yield Hit(
                    "champion: noted",
                    line.index,
                    line.index,
                    stance,
                    modality,
                    (("act", "noted"),) if stance is Stance.SUPPORTS else (),
                )
            return


OPENERS: tuple[Pattern, ...] = (
    *(pattern for _, pattern in _ACTS),
    _NAMED_ACT,
    _NAMED_WILL,
    _REQUEST,
    _WEAK,
    *AWAY,
    _REPORTED,
    _REPORTED_AWAY,
    *carrying.OPENERS,
    *acting.OPENERS,
)
"""One of these must be able to match, or there is nothing to read."""
