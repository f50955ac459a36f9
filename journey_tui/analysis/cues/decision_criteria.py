"""How they'll choose: what must be true of the one they choose, and what the list says of us."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Hit, Line, Scene, choosing, criteria_lists, fold, mood, products
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_STRONG: Final = (
    (
        "must-have",
        Pattern(
            r"\b(?:must[- ]haves?|deal[- ]?breakers?|show[- ]?stoppers?|knock[- ]?outs?(?: criteri\w+)?|non[- ]?negotiables?|not negotiable|not up for "
            r"(?:negotiation|discussion)|table stakes|a (?:hard|firm|strict|absolute|formal|mandatory|key|core|basic|minimum) (?:requirement|condition|"
            r"must|criteri\w+|need)|an absolute must|(?:is|are|it's|that's) a must\b|(?:is|are) (?:absolutely |strictly )?(?:mandatory|compulsory|"
            r"obligatory)|a prerequisite|a precondition|a condition of (?:purchase|award|buying)|a red line|(?:pass(?:/| or )fail)|(?:is|'s|be) (?:a |an "
            r")?no[- ]go\b|(?:our|the) bar is)\b"
        ),
    ),
    (
        "criteria",
        Pattern(
            r"\b(?:(?:our|the|my|their|selection|award|evaluation|buying|decision|scoring|key|main|three|four|five|two|six|these|final|written|agreed|"
            r"weighted) )+(?:criteri(?:a|on)|scorecard|score ?sheet|scoring (?:matrix|sheet|model|grid)|weightings?|selection matrix|decision matrix|"
            r"evaluation grid|checklist)\b(?! (?:is|are) (?:being|not|still|yet|tbc|changing|under))|\bcriteri(?:a|on)\s*(?:[:=]|are|is|will be)|"
            r"\bscorecard\s*(?:[:=]|is|has|with)"
        ),
    ),
    (
        "judge on",
        Pattern(
            r"\b(?:what|things?|points?|all|only thing|items?) (?:that )?(?:really |actually |mostly |mainly )?(?:i|we|they|the (?:panel|board|team|"
            r"committee|council)) (?:(?:'ll|will|am going to|are going to|would|really|mostly|actually|all|shall|both) )*(?:judge|decide|score|choose|look|"
            r"care|weigh|compare|measure|rate|assess|mark|evaluate|grade|select|go|insist|want to see|look for)(?:s|d|ing)?(?: you| us| vendors| suppliers|"
            r" bidders| everyone| them| each)?(?: on| at| about| by| for| against| out for)?\b(?=[^?]{4,})"
        ),
    ),
    (
        "matters",
        Pattern(
            r"\b(?:what|things? that|all that|the only thing that) (?:really |actually |mostly |ultimately |will )*(?:matters?|counts?|decides?|swings?|"
            r"tips?|settles?|clinches?)\b[^.?]{0,40}?(?:\bis\b|\bare\b|:|-)|\b(?:matters?|counts?) (?:the )?most (?:to|for) (?:us|me|the (?:team|board|"
            r"panel|users|operators|nurses|drivers))|\b(?:deciding|decisive|determining|clinching) (?:factor|point|criteri\w+|question)|\b(?:it|this|that|"
            r"everything|decision|choice)(?:'ll| will| all)? (?:really |ultimately |simply )?(?:comes?|boils?|came) down to (?!(?:who|when|whether|the "
            r"board|money|budget|me|you|us|timing|earth)\b)"
        ),
    ),
    (
        "will compare",
        Pattern(
            r"\b(?:we|i|they|the (?:panel|board|team|committee|evaluators?))(?:'ll| will| are going to| shall|'re| are| intend to| plan to| want to)* "
            r"(?:score|compar|rank|weigh|mark|grade|assess|evaluat|judg|choos|pick|select|rat|measur|look|test|award)(?:e|es|ing)?\b[^.?;]{0,50}?\b(?:on|"
            r"by|against|according to|based on|for|across|under) (?:the following|these|those|this|three|four|five|two|six|price|cost|the (?:basis|"
            r"strength|following|same|quality|fit|total|ease|depth)|how|whether|quality|functionality|security|usability|ease|fit|support|total cost|"
            r"integration|speed|accuracy|references|time to|value|technical|best|a (?:set|list|scorecard))\b"
        ),
    ),
    (
        "things that decide",
        Pattern(
            r"\b(?:two|three|four|five|a few|a couple of|several|these|those|the following) (?:\w+ )?(?:things|points|factors|questions|aspects|tests)(?: "
            r"that| which)? (?:will |would |really |ultimately |all )*(?:decide|matter|count|swing|settle|tip|make or break)\b|\bscor(?:e|es|ing|ed)(?: "
            r"\w+)? (?:on|out of|against|with) (?:a |an )?(?:hundred|ten|\d+|scale|points|five)\b|\b(?:is|are|would be|makes it|that's) (?:a |an "
            r")?(?:absolute |complete )?non-?starter\b"
        ),
    ),
    (
        "in order",
        Pattern(
            r"\bin (?:this|that|the following|exactly this|descending|strict) order\b|\bin order of (?:importance|priority|weight)|\b(?:ranked|listed|"
            r"sorted|weighted) (?:by|in|them|these|this|it)\b[^.?]{0,30}(?:importance|priority|order|weight)|\b(?:top|first|highest|number one|no\.? ?1|"
            r"top three|biggest) (?:\w+ )?(?:of|on|in) (?:the|our|my) (?:list|scorecard|criteria|wish ?list|ranking|requirements)\b"
        ),
    ),
    (
        "weights",
        Pattern(
            r"\b(?:price|cost|quality|security|fit|usability|functionality|integration|support|technical|commercial|references|delivery|sustainability|"
            r"social value)\b[^.;?]{0,25}?\b(?:is|are|counts? for|counts|carries|weighs|gets?|worth|makes up|at|:)? ?\(?\d{1,2} ?(?:%|per ?cent\b|points\b)"
        ),
    ),
    (
        "no without",
        Pattern(
            r"\b(?:without|unless|if (?:it|you|they|we|the \w+) (?:can't|cannot|don't|doesn't|do not|does not|can not|fails?|isn't|"
            r"aren't))\b[^.;?]{3,90}?,? (?:(?:it|that|this|there)(?:'s| is) (?:a |an |no |out|not )+(?:\w+ )?(?:no|go|deal|starter|non-starter|point|"
            r"option|conversation|order|discussion|out|interest\w*|worth)?|we (?:can't|cannot|won't|could not|couldn't|don't|will not|would not|wouldn't|"
            r"aren't|walk|stop)\b|i (?:can't|cannot|won't|would not|couldn't)\b|you(?:'re| are) out|we're out|no deal|forget it|game over|the conversation "
            r"(?:ends|stops|is over)|it(?:'s| is) (?:over|a non-starter|off))"
        ),
    ),
    (
        "cannot buy",
        Pattern(
            r"\b(?:we|i) (?:can't|cannot|won't|will not|wouldn't|would not|couldn't|could not|don't|refuse to|are not going to|aren't going to) (?:\w+ "
            r")?(?:buy|consider|choose|go (?:ahead|forward|with|for)|move forward|select|sign|accept|pick|look at|shortlist|take on|entertain|use|adopt|"
            r"touch|have) (?:\w+ ){0,4}?(?:without|unless|if|that (?:can't|cannot|doesn't|isn't|won't|needs|has|requires)|which (?:can't|cannot|doesn't|"
            r"isn't|needs)|who (?:can't|cannot|doesn't|don't|won't|isn't|aren't)|until)\b|\b(?:we|i)(?:'ll| will| would|'d)? (?:only|rule out|exclude|"
            r"disqualify) (?:consider|choose|buy|go (?:with|for)|look at|take|pick|anyone|anybody|anything|any (?:vendor|supplier|tool|bidder)|vendors|"
            r"suppliers)\b[^.?]{0,30}\b(?:who|that|which|with|without|if)\b"
        ),
    ),
    (
        "winner",
        Pattern(
            r"\b(?:whoever|whichever(?: \w+)?|the (?:vendor|supplier|bidder|one|tool|product|partner|winner|system)) (?:that |who |which )?(?:we (?:pick|"
            r"choose|select|go with|buy|end up with) )?(?:can|has|does|shows?|proves?|gets?|gives?|wins?|must|needs|will have|is|will "
            r"be)\b[^.?]{3,80}?\b(?:wins|gets (?:it|the (?:job|order|business|contract))|will win|is (?:the )?(?:one|winner)|gets my vote|must|has to|"
            r"needs to)\b"
        ),
    ),
    (
        "required",
        Pattern(
            r"\b(?:we|our (?:policy|auditors?|security|it|legal|board|group|regulator|insurers?|users|union|works council|works)|the (?:board|auditors?|"
            r"regulator|group|works council|union|policy))(?: (?:do|also|strictly|absolutely|will|all))* (?:require|requires|insist on|insists on|demand|"
            r"demands|mandate|mandates)\b(?! (?:the|your|a|an) (?:invoice|po\b|purchase order|quote|signature|questionnaire|attached|signed|completed|nda|"
            r"w-?9|certificate of insurance))|\b(?:is|are) (?:strictly |absolutely |formally )?required (?:by|for us|on our side|to be|before we can)\b|"
            r"\b(?:requirement|condition|criterion|priority|must)s? (?:is|are|number \w+ is|one is)\b(?! (?:that you reply|to get))"
        ),
    ),
)
_SAY: Final = Pattern(
    r"\b(?:i|we) must (?:say|admit|dash|run|go|leave|confess|apologi[sz]e|thank|ask)|\b(?:you|they|it) must (?:be (?:busy|tired|joking|kidding|cold|nice|"
    r"mad|exhausted|hard|a|some|the)|have (?:been|got|lost|missed|had|gone|sent|seen|heard|felt|thought|slipped|made|dropped|put|read|misread))|must[- "
    r"](?:read|see|watch)|\b(?:it has|has) to be said|have to (?:say|admit|go|run|leave|dash|ask|think|wait|speak|talk|catch|pop|be off|check)|\bi have "
    r"to\b|has to (?:be|go|happen) (?:by|on|before|at|today|tomorrow)|needs? to (?:be (?:signed|approved|done|sent|returned|back|finished|completed|"
    r"reviewed|in) (?:by|on|before|today|with)|happen|sit down|meet|talk|speak|see (?:it|this|that|you)|sign|approve|agree)"
)
_WANT: Final = Pattern(
    r"\b(?:we|i) (?:really |definitely |do |also |just |would |'d )*(?:need|want|like|are looking for|'re looking for|am looking for|'m looking for|look "
    r"for|are after|expect)(?: to (?:have|see|find))? (?P<x>(?:something|a (?:\w+ )?(?:system|tool|solution|vendor|partner|supplier|platform|product|"
    r"provider)|someone|somebody|an (?:\w+ )?(?:solution|app|interface|system)|vendors?|suppliers?|one) (?:that|which|who|with|to|we can|where|"
    r"able)\b[^.?]{4,})"
)
_KEY: Final = Pattern(
    r"\b(?:is|are|will be|remains?|'s) (?:absolutely |really |definitely |also |very |extremely |quite |so |most |of )*(?:key|critical|crucial|essential|"
    r"vital|paramount|important|imperative|indispensable|the priority|a (?:top |high |key |big |main )?priority|priority (?:one|number one)|number one|top "
    r"of mind)\b(?: (?:for|to) (?:us|me|our|the|my)\b| (?:here|on our side|in our)|[,.;]|$| and\b| when\b)"
)
_KEY_TO: Final = Pattern(
    r"\b(?:most important (?:thing|point|factor|requirement|criteri\w+)?|(?:main|key|biggest|top|first|number one|highest) (?:criteri\w+|requirement|"
    r"factor|consideration|priority|thing we look))\b[^.?]{0,30}?\b(?:is|are|for (?:us|me)|to (?:us|me))\b"
)
_NICE: Final = Pattern(
    r"\b(?:nice[- ]to[- ]haves?|(?:would|'d) be (?:nice|good|great|lovely|a plus|a bonus|handy)|on our (?:checklist|wish ?list|list)|a plus\b|bonus "
    r"points)\b"
)
_AGAINST: Final = Pattern(
    r"\b(?:you|your (?:\w+ )?(?:system|tool|product|platform|solution|software|offer|proposal|answer|hosting|app|demo|api)|halfway|it) (?:still |currently "
    r"|simply |just |really )*(?:don't|doesn't|do not|does not|can't|cannot|couldn't|didn't|did not|aren't|isn't|are not|is not|won't) (?:\w+ )?(?:have|"
    r"support|offer|do|meet|comply|handle|cover|hold|provide|include|integrate|run|work (?:with|on|offline)|pass|score|tick|certified|compliant|satisfy|"
    r"fulfil|match|come with|allow|there on)\b"
    r"|\b(?:you|your (?:\w+ ){1,3}|it) ?(?:lacks?|(?:fails?|failed|falls|fell|comes|came|scored|score|scores) (?:short|down|on|our|the|lowest|badly|poorly|"
    r"low|below|at|behind)|(?:is|are) (?:missing|weak|behind|not there|short|the weakest|no match))\b[^.?]{0,60}|\bmissing (?:from|in) your (?:offer|"
    r"proposal|product|platform|answer)|\b(?:you|it) (?:dropped|lost) (?:points|marks)\b|\b(?:marked|scored|rated|ranked|graded) (?:you|your \w+) (?:down|"
    r"low\w*|last|behind|poorly|badly)\b"
)
CHANGED: Final = Pattern(
    r"\b(?:criteri(?:a|on)|scorecard|requirements?|weightings?|scoring|must-haves?|ranking|list)\b[^.?]{0,30}?\b(?:(?:has|have|'ve|are|is|were|was|being|"
    r"will be)(?: \w+)? (?:changed|changing|rewritten|redone|rewriting|revised|revisited|dropped|scrapped|reopened|under review|torn up|moved|out of date|"
    r"thrown out|reset|withdrawn)|no longer (?:holds?|stands?|appl\w+|valid))|\b(?:no longer|not) (?:a|an|our|the|really a) (?:\w+ )?(?:must|must-have|"
    r"requirement|deal-?breaker|showstopper|priority|criteri\w+)\b|\b(?:changed|changing|rewriting|reworking|redoing|rethinking|revisiting) (?:the|our) "
    r"(?:\w+ )?(?:criteria|scorecard|requirements|list|weightings?)\b"
)
NO_CRITERION: Final = Pattern(
    r"\bthe (?:old|current|existing|present|paper) \w+ (?:must|has to|have to|needs? to)\b|"
    r"\b(?:vendor|supplier) (?:record|number|onboarding|registration)\b|\bpurchas\w+ (?:cannot|can't|won't|order)|\bpo\b|\bno order\b|\bred-?lines?\b|"
    r"\bquestionnaire\b|\b(?:joking|kidding|weather|lunch|dinner|coffee|train|flight|invite|calendar|zoom|teams link|dial|kids?|school run|holiday|leave "
    r"at|hard stop)\b|\bkey (?:people|contacts?|person|account|date|stakeholders?)\b|\b(?:key|critical|crucial|important) (?:that|to) (?:we|you|i) (?:meet|"
    r"speak|talk|reply|send|get|have a call|know)\b|"
    r"\b(?:order number|purchase order|in order to|out of order|order form|back order|new orders?|place an order|order of \d)\b(?!.{0,80}criteri)|\b(?:our|"
    r"their|your) customers? (?:must|have to|need)|\bthe board (?:must|has to|needs)|\b(?:thank|thanks) you (?:must|so)"
)
_HEADING: Final = Pattern(r"(?::|-)$")
_TIME_NEED: Final = Pattern(
    r"\b(?:installed|up and running|by (?:monday|tuesday|friday|tomorrow)|within (?:a|one|two|three|four|\d) days?|as soon as possible|asap|timeline|quick "
    r"turnaround)\b"
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield criteria, wishes that are none yet, and what counts against us or changes the list."""
    hits = list(_read(line, scene))
    if hits and not (_SAY.search(line.low) and not _STRONG[0][1].search(line.low)):
        yield from hits


def _read(line: Line, scene: Scene) -> Iterator[Hit]:
    low = line.low
    changed = (
        CHANGED.search(low)
        or choosing.DROPPED.search(low)
        or (guards.retracts(low) and re.search(r"\b(?:criteri\w+|requirement|must-have|scorecard|list|points)\b", low))
    )
    if changed:
        modality = mood(line, scene, changed.start(), condition=False)
        if modality is not None:
            yield Hit(
                "criteria: changed",
                line.index,
                line.index,
                Stance.WEAKENS,
                Modality.RETRACTED if guards.retracts(low) else modality,
            )
        return
    listed = _listed(line, scene)
    if listed is not None:
        yield listed
        return
    against = _AGAINST.search(low) if scene.side is Side.CUSTOMER else None
    if (
        against
        and not line.asked
        and not re.search(r"\b(?:need|have) to\b|\bif you|\bunless\b|\bwithout\b", low[: against.start()])
        and "if " not in low[: against.start()]
    ):
        modality = mood(line, scene, against.start())
        if modality is not None and re.search(r"\b(?:you|your)\b", low):
            yield Hit(
                "criteria: not met by us",
                line.index,
                line.index,
                Stance.WEAKENS,
                modality,
                (("gap", criterion_of(low, against.end())),),
            )
        return
    hit = _asserted(line, scene)
    if hit is None or hit.modality is not Modality.ASSERTED:
        hit = _by_grammar(line, scene) or hit
    hit = hit or _softer(line, scene)
    if hit is not None and not NO_CRITERION.search(low):
        yield hit


def _listed(line: Line, scene: Scene) -> Hit | None:
    """Return a property of the product that its surroundings make a criterion."""
    at = None if NO_CRITERION.search(line.low) else criteria_lists.stated(line, scene)
    modality = None if at is None else mood(line, scene, at, condition=False)
    if at is None or modality is None:
        return None
    return Hit("criteria: listed", line.index, line.index, modality=modality, parts=(("criterion", criterion_of(line.low, at)),))


_STRONG_LEFT: Final = Several((*_STRONG, ("measured on", products.MEASURED), ("has to", products.MUST)))


def _asserted(line: Line, scene: Scene) -> Hit | None:
    """Return a criterion that is stated as one."""
    low = line.low
    if scene.side is Side.SELLER and not scene.note and not re.search(r"\b(?:your|you|they|their)\b", low):
        return None
    for name, pattern in _STRONG_LEFT.left(low):
        match = pattern.search(low)
        if match is None:
            continue
        if guards.negated(low, match.start(), reach=14) and name not in ("no without", "cannot buy"):
            continue
        if name == "must-have" and choosing.NOT_THESE.search(low):
            continue
        if name == "has to" and (scene.side is not Side.CUSTOMER or _mere_time(low)):
            continue
        modality = mood(line, scene, match.start(), weak=bool(_NICE.search(low)), condition=name == "has to")
        if modality is None or (modality is Modality.EXPLORATORY and name == "has to"):
            return None
        last = _list_end(line, scene) if _opens_list(line, scene, match.end()) else line.index
        if (
            last == line.index
            and name in ("criteria", "judge on", "matters", "in order", "must-have")
            and not _has_content(low, match)
        ):
            modality = Modality.CONDITIONAL if modality is Modality.ASSERTED else modality
        return Hit(
            f"criteria: {name}", line.index, last, modality=modality, parts=(("criterion", criterion_of(low, match.end())),)
        )
    return None


def _by_grammar(line: Line, scene: Scene) -> Hit | None:
    """Return a criterion that the build of the sentence states."""
    found = None if scene.side is not Side.CUSTOMER or _mere_time(line.low) else choosing.stated(line.low)
    if found is None:
        return None
    cue, match = found
    modality = mood(line, scene, match.start(), condition=cue == "look at", weak=bool(_NICE.search(line.low)))
    if modality is None or modality is Modality.EXPLORATORY:
        return None
    criterion = criterion_of(line.low, match.start())
    return Hit(f"criteria: {cue}", line.index, line.index, modality=modality, parts=(("criterion", criterion),))


def _mere_time(low: str) -> bool:
    return bool(_TIME_NEED.search(low)) and not re.search(r"\b(?:support|integrat|compl|encrypt|certif|export|work)", low)


def _has_content(low: str, match: re.Match[str]) -> bool:
    """Return whether more than the bare word is said: what the criterion is."""
    rest = (low[: match.start()] + " " + low[match.end() :]).strip(" .,:;-")
    return len(re.findall(r"[a-z]{3,}", rest)) >= 3 and not re.search(
        r"\b(?:send|share|sent|attach\w*|forward (?:it|them|you|the)|get you|work on|working on|draft\w*|discuss|tell you|later|next week|haven't|not yet|"
        r"don't have|come to)\b",
        low,
    )


def _opens_list(line: Line, scene: Scene, at: int) -> bool:
    """Return whether a list follows: a colon at the end, or short lines of a list behind it."""
    return bool(_HEADING.search(line.plain)) or (
        len(line.low) - at < 25
        and bool(re.search(r"\b(?:three|four|five|two|these|following|order|list|criteria|must-haves?)\b", line.low[-60:]))
    )


def _list_end(line: Line, scene: Scene) -> int:
    """Return the last sentence of the list that begins here, as far as a quote reaches."""
    last = line.index
    for step in range(1, 9):
        near = scene.near(line, step)
        if near is None or near.end - line.start > 400 or near.asked or len(near.low) > 170:
            break
        if re.match(
            r"(?:anything else|the rest|everything else|regards|thanks|thank you|best|kind|cheers|let me|please|looking)\b",
            near.low,
        ):
            break
        last = near.index
    return last


def _softer(line: Line, scene: Scene) -> Hit | None:
    """Return what is wished for, or important, without being a condition."""
    low = line.low
    if scene.side is not Side.CUSTOMER or _mere_time(low):
        return None
    for name, pattern in (("wanted", _WANT), ("key", _KEY), ("most important", _KEY_TO), ("nice to have", _NICE)):
        match = pattern.search(low)
        if match is None or guards.negated(low, match.start(), reach=14):
            continue
        if re.match(r"(?:anything|everything|the rest)\b", low):
            continue
        if name == "key" and not _subject_is_product(low[: match.start()]):
            continue
        modality = mood(line, scene, match.start(), weak=True)
        if modality is Modality.CONDITIONAL:
            return Hit(
                f"criteria: {name}",
                line.index,
                line.index,
                modality=modality,
                parts=(("criterion", criterion_of(low, match.end())),),
            )
    return None


def _subject_is_product(before: str) -> bool:
    """Return whether what is called important is a property of a product."""
    return bool(
        re.search(
            r"\b(?:security|integration\w*|sso|sign-on|usability|ease|support|compliance|gdpr|uptime|availability|reliability|performance|speed|accuracy|"
            r"scalability|hosting|residency|encryption|api|apis|mobile|offline|accessibility|language|languages|data|"
            r"training|price|cost|tco|references|roadmap|audit trail|traceability|flexibility|customi[sz]ation|configur\w+|migration|export|reporting|"
            r"analytics|workflow\w*|interoperability|simplicity|maintenance|response times?|features?|functionality|certification|"
            r"sustainability)\b[^.,;]{0,40}$",
            before,
        )
    )


def criterion_of(low: str, at: int) -> str:
    """Return a few words on what the criterion is: its name among several."""
    words = re.findall(r"[a-z0-9][\w-]*", low[at:]) or re.findall(r"[a-z0-9][\w-]*", low)
    return fold(" ".join(words[:6]))


OPENERS: tuple[Pattern, ...] = (
    *criteria_lists.OPENERS,
    *(pattern for _, pattern in _STRONG),
    products.MUST,
    products.MEASURED,
    _WANT,
    _KEY,
    _KEY_TO,
    _NICE,
    _AGAINST,
    CHANGED,
    guards.RETRACTION,
    *choosing.OPENERS,
)
"""One of these must be able to match, or there is nothing to read."""
