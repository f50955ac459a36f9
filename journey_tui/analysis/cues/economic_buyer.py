"""Who can say yes: authority that somebody states of themselves or of a named person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NAME, PERSON, Hit, Line, Scene, approving, fold, mood, resolve, strip_name
from journey_tui.analysis.cues.own_authority import SELF
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_ROLE: Final = (
    r"(?i:(?:group |regional |deputy |chief |our |the |my |their )*(?:cfo|ceo|coo|cto|cio|ciso|cpo|cro|cmo|chro|md|fd|vp(?: of)?(?: \w+)?|svp|evp|finance "
    r"director|managing director|chief executive|chief \w+ officer|chief \w+|financial controller|controller|"
    r"commercial director|operations director|plant director|plant manager|general manager|country manager|director of \w+|\w+ director|head of \w+|"
    r"treasurer|owner|owners|founder|founders|president|chair(?:man|woman|person)?|partners|managing partner|bursar|principal|"
    r"head ?teacher|provost|dean|registrar|boss|line manager|manager|director|head office|group|hq|holding|parent company|board|board of directors|"
    r"trustees|exco|executive committee|finance committee|finance team|finance|finance department|procurement|shareholders|leadership team|investment "
    r"committee|cabinet))"
)
_PERSONAL: Final = Pattern(
    r"\b(?:cfo|ceo|coo|cto|cio|ciso|cpo|cro|cmo|chro|md|fd|vp|svp|evp|director|chief|controller|manager|head of|treasurer|owner|founder|president|chair\w*|"
    r"partner|bursar|principal|teacher|provost|dean|registrar|boss)\b"
)
_SIGNS: Final = (
    r"(?:(?:okays|oks|clears|funds|pays for|waves through|nods through|green-?lights) (?:it|this|that|anything|everything|all|any|purchases|orders|"
    r"spend\w*|sums|amounts|the (?:money|order|budget|spend))\b|signs(?: off)?(?! up| in| out)|approves|releases (?:the )?(?:money|funds?|budget|cash|it|spend)|authori[sz]es|decides(?! (?:to|not|against|that|which|what|where|when|how|whose))|"
    r"(?:holds?|keeps?|guards?|carries) the (?:\w+ )?(?:budget|purse|money|pen|chequebook|checkbook)\w*|pays(?=[.]|$|,? (?:i|we) (?:only|just)\b)|controls? the (?:\w+ )?(?:budget|purse|money|spend)|owns? the (?:\w+ )?(?:budget|decision|p&l|"
    r"spend|number)|"
    r"(?:has|have|gets?|keeps?) (?:the )?(?:final|last|ultimate|casting|only) (?:say|word|call|decision|vote|authority|approval|sign-?off)|has (?:the |"
    r"full |final |signing )*(?:authority|sign-?off|budget)|have (?:the )?(?:authority|sign-?off)|(?:sign|approve|decide)(?: off)?(?= (?:it|this|that|"
    r"everything|anything|all|any|over|under|above|the|on)\b)|makes? (?:the|all|these|those|that) (?:\w+ )?(?:call|calls|decisions?)|"
    r"(?:is|'s|are) (?:the )?(?:(?:final |actual |real |ultimate |main |sole )?(?:decision[- ]?maker|budget (?:holder|owner)|signatory|approver|economic "
    r"buyer|sponsor with the budget)|one (?:who|that) (?:signs|decides|approves|pays|says yes|holds|releases|has))|"
    r"gives? (?:the )?(?:final |last )?(?:ok|okay|go-ahead|nod|green light|yes|approval|blessing|sign-?off)|pulls? the trigger|writes? the (?:cheque|"
    r"check)|pays? (?:for (?:it|this|that)|the bill)|has to (?:sign|approve|agree|say yes|release|okay|ok|give)(?: it| this| that| off)*|"
    r"(?:will |would )?(?:need|needs|have) to (?:sign(?: off)?|approve|release|okay|ok|OK|authori[sz]e|give (?:the|his|her|their))|must (?:sign|approve)|"
    r"will (?:sign|approve|decide|release|make the (?:final )?(?:call|decision))|can (?:sign|approve|release|say yes)|alone (?:signs|decides|approves)|"
    r"handles? (?:the )?(?:budget|money|sign-?off|approvals?|spend|it since|that since|this since|it now|that now|purchasing decisions|these decisions)|"
    r"(?:took|has taken|takes) over (?:the )?(?:budget|sign-?off|signing|approvals?)|(?:is|are) accountable for the budget|said (?:he|she|they)(?:'ll| "
    r"will| would)? sign\w*|said yes|(?:has|have) (?:signed off|approved|released|okayed|agreed to (?:fund|sign|pay))|(?:approved|signed off|released|"
    r"okayed) (?:the|a|it|this|our|on))"
)
_THEY_SIGN: Final = Pattern(
    rf"(?P<who>{PERSON})(?:, (?:our|the|my) (?P<role>[\w &-]{{2,40}}?),?|, (?P<role2>[A-Z][\w &]{{1,40}}?),?| \(.{{2,30}}\),?|,| (?:in|from|at|of|over in|down in|up in) (?:the )?[\w& ]{{2,30}}?)?(?: (?:she|he))? (?:(?:only|would|will|"
    rf"always|still|also|now|then|usually|personally|ultimately|himself|herself|alone|is the only one who|and only \w+) )*{_SIGNS}\b",
    re.S,
)
_ROLE_SIGNS: Final = Pattern(
    rf"\b(?:our|the|my|their|his|her)? ?(?P<role>{_ROLE}) (?:(?:only|always|still|also|now|then|usually|personally|ultimately|himself|herself|alone|would|"
    rf"will) )*{_SIGNS}\b"
)
_NEEDS: Final = Pattern(
    rf"\b(?:needs?|requires?|subject to|pending|depends? on|waiting (?:for|on)|without|get|takes?|wants?|conditional on|comes? down to|with) (?:an? |the |"
    rf"final |formal |just |only |our |my )*(?:(?P<name>{PERSON})'s?|(?P<role>{_ROLE})(?:'s?)?) (?:final |written |formal |personal )?(?:approval|"
    rf"signature|sign-?off|blessing|okay|ok|OK|nod|agreement|yes|say-?so|authority|go-ahead|consent)\b"
)
_IS_THEIRS: Final = Pattern(
    rf"\b(?:it|this|that|the last word|final say|at this size it)(?:'s|'ll be| is| will be| would be)(?: ultimately| always| really| all)? "
    rf"(?P<who>{PERSON})'s (?:signature|call|decision|name|budget|money|pen|yes|approval|sign-?off)"
)
_SITS_WITH: Final = Pattern(
    rf"\b(?:final say|last word|final word|final call|last call|decision|sign-?off|budget|money|authority|signature|the cheque|approval|buck|spend|purse "
    rf"strings) (?:\w+ )?(?:is|sits|lies|rests|comes|lives|stops|stays|belongs|goes|moved|has moved|moved across|now sits|is now) (?:\w+ )?(?:with|from|to|"
    rf"at|down to|up to) (?P<who>{PERSON}|(?:our |the |my )?(?:\w+ )?{_ROLE})"
)
_OVER: Final = Pattern(
    rf"\b(?:over|above|beyond|more than|past|anything (?:over|above|bigger|beyond)|from) (?:[£$€]? ?\d[\d.,]* ?(?:k|m|thousand|million)?|\w+ (?:hundred|"
    rf"thousand|million|grand)(?: thousand)?|that|that amount|this size)[^.;]{{0,40}}?\b(?:goes|has to go|needs to go|go|is for|is|requires|needs|lands "
    rf"with|ends up with|must go) (?:up |over |all the way )?(?:to |with |past |through |by )?(?P<who>{PERSON}|(?:our |the |my )?{_ROLE})"
)
_RUN_PAST: Final = Pattern(
    rf"\b(?:goes|go|take|taking|run|running|put|get|getting|clear|check|discuss|present|propose|coordinate|consult|escalate|pass)(?:es)? (?:it |this |that "
    rf"|everything |the \w+ )?(?:up |past |by |to |with |in front of |through |over to )+(?:the |our |my )?(?P<who>{PERSON}|{_ROLE})\b"
)
_NOT_ME: Final = Pattern(
    r"\b(?:above|beyond|outside|over) my (?:pay ?grade|limit|authority|remit|mandate|level|head|gift)\b|\b(?:not|isn't|wasn't|never) (?:\w+ )?(?:my|mine "
    r"to) (?:decision|call|budget|money|make|sign|release|approve|give|decide)\b|"
    r"\bi (?:don't|do not|won't|can't|cannot|couldn't|no longer|am not able to|'m not able to) (?:\w+ )?(?:get to |have to )?(?:have(?! to\b)|hold|own|get|make|"
    r"sign|approve|release|control|decide|authori[sz]e)\b(?:[^.;]{0,40}?\b)?(?:(?<=decide)|final say|last word|authority|budget|decisions?|sign-?off|call|"
    r"off|anything|money|it|this|that|power|say|purse)\b|"
    r"\bi(?:'m| am) not (?:the )?(?:\w+ )?(?:decision[- ]?maker|budget holder|one who|person who|signatory|approver|authori[sz]ed|final)|\bi won't be the "
    r"one\b|\bnot (?:up|down) to me\b|\bit's not (?:mine|me)\b|\bi have no (?:budget|authority|say|power|signature)\b|\b(?:lost|given up|handed over|"
    r"handed back) (?:my|the) (?:budget|sign-?off|signature|authority)\b|"
    r"\b(?:my|the) (?:budget|sign-?off|limit|authority) (?:has been|was|got|is being) (?:taken|cut|withdrawn|removed|frozen|moved|reduced)"
)
NO_BUYING: Final = Pattern(
    r"\b(?:our|their|your|the) (?:\w+ )?(?:customers|clients|suppliers|competitors|vendors)' (?:\w+ )?(?:cfos?|ceos?|boards?|managers?|directors?|buyers)\b|"
    r"\b(?:parcels?|holiday requests?|leave requests?|delivery notes?|time ?sheets?|expense (?:reports?|claims?)|order sheets?|shift swaps?|"
    r"permission slips?|report cards?)\b|"
    r"\bsign(?:ed|ing|s)? (?:up|in|on|into|out)\b(?! off)|\bsign (?:the )?(?:nda|guest book|visitor)|\bsigned off (?:sick|work|the minutes)|\b(?:login|log "
    r"in|password|sso|sign-on)\b|"
    r"\bapprov\w+ (?:the |that |your |my )?(?:minutes|agenda|leave|holiday|invite|access|wording|draft|design|press|recipe|change request|timesheets?|"
    r"expenses)\b|"
    r"\brelease (?:notes?|version|candidate|date|plan|\d)|\bnew release\b|\bin release\b|\b(?:decide|decision)s? (?:on|about|where|whether) (?:a |the "
    r")?(?:venue|lunch|colou?r|time|slot|date|room|format|name)\b|\bhold (?:the )?line\b|"
    r"\b(?:each|every|any|two) (?:page|record|signature|user|operator|batch|step|document|change|entry|correction|nurse|driver|"
    r"technician)\b[^.]{0,40}\b(?:sign|approv)|\b(?:sign|approv)\w*\b[^.]{0,20}\b(?:each|every) (?:page|record|batch|step|document|delivery|shipment|"
    r"patient|invoice)\b|"
    r"\b(?:workflow|feature|screen|module|tablet|sandbox|audit trail)\b|\bapprovals? (?:flow|routing|process in|queue)\b|\bvital signs?\b|\bsigns? of\b|"
    r"\broad signs?\b"
)
_NOT_PEOPLE: Final = frozenset("board council committee finance legal procurement it hr group the this that".split())
PAST_PERSON: Final = Pattern(
    r"\b(?:used to|until last|before (?:he|she|they) left|former(?:ly)?|predecessor|previously|back then|in the old days|years ago)\b"
)
_PRONOUN: Final = Pattern(rf"\b(?:he|she|they)(?:'s| is|'ll| will)? (?:(?:also|always|then|personally|alone) )*{_SIGNS}\b")
_SOME_SAY: Final = Pattern(
    rf"(?P<who>{PERSON})(?:, [\w &]{{2,40}}?,?)? (?:(?:also|probably|might|may|will|would) )*(?:has|have|gets|have|be|is) (?:(?:probably|also|likely|"
    rf"looped in on|involved in|part of) )*(?:some |a )?(?:say (?:in|on|over)|approv\w+|the approvals?)\b"
)
_NOTE: Final = Pattern(
    r"^(?:eb|economic buyer|decision[- ]?maker|budget (?:holder|owner)|dm|signatory|signer|approver)\s*[:=-]\s*(?P<who>[\w .'-]{2,40})"
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield who can say yes, who says that they cannot, and who has to be asked."""
    low = line.low
    if NO_BUYING.search(low):
        return
    if guards.retracts(low) and re.search(r"\b(?:sign\w*|approv\w+|budget|authority)\b", low):
        yield Hit("authority: taken back", line.index, line.index, Stance.WEAKENS, Modality.RETRACTED)
        return
    lost = _no_longer(line, scene)
    if lost is not None:
        yield lost
        return
    mine = list(_mine(line, scene))
    yield from mine
    yield from _theirs(line, scene, skip=bool(mine))


def _no_longer(line: Line, scene: Scene) -> Hit | None:
    """Return that somebody else than the speaker has lost the say."""
    match = approving.NO_LONGER.search(line.low)
    who = approving.who_at(line, scene, *match.span("who")) if match else ""
    if match is None or not who or line.asked:
        return None
    modality = mood(line, scene, match.start(), condition=False)
    value, subject = identity(who, scene)
    if modality is None or not value or value == scene.speaker:
        return None
    return Hit("authority: no longer", line.index, line.index, Stance.CONTRADICTS, modality, (("denied", value),), subject)


_CONDITION_APART: Final = Pattern(r"(?:'d|\bwould)\b[^,;]*\bif\b[^,;]*[,;] ?(?:and |but |so |because )?$")
"""Words before a statement of authority whose condition belongs to another wish."""


_SELF_LEFT: Final = Several(("", pattern) for pattern in (*SELF, *approving.SELF))


def _mine(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what a customer says of their own authority."""
    if scene.side is not Side.CUSTOMER or scene.note or not scene.speaker:
        return
    low = line.low
    denied = _NOT_ME.search(low)
    if denied:
        modality = mood(line, scene, denied.start(), condition=False)
        if modality is not None and modality is not Modality.EXPLORATORY:
            yield Hit(
                "authority: not theirs",
                line.index,
                line.index,
                Stance.CONTRADICTS,
                modality,
                (("denied", scene.speaker),),
                scene.speaker,
            )
        return
    for _, pattern in _SELF_LEFT.left(low):
        match = pattern.search(low)
        if match is None or guards.negated(low, match.start(), reach=16) or _others_do(line, match.start()):
            continue
        modality = mood(
            line,
            scene,
            match.start(),
            condition=not _CONDITION_APART.search(low[: match.start()])
            and not re.search(r"\bif it(?:'s| is) (?:under|below|less|within)", low),
        )
        if modality is None:
            return
        if (
            re.search(r"\b(?:would|could|used to|wish|once|as soon as)\b", low[max(0, match.start() - 12) : match.end()])
            and "without" not in match.group()
        ):
            modality = Modality.CONDITIONAL if modality is Modality.ASSERTED else modality
        if modality is Modality.CONDITIONAL and _only_the_deal_is_open(low):
            modality = Modality.ASSERTED
        yield Hit(
            "authority: own",
            line.index,
            _with_limit(line, scene),
            modality=modality,
            parts=(("named", scene.speaker),),
            subject=scene.speaker,
        )
        return


_LIMIT: Final = Pattern(
    r"^(?:it|this|that|this one|yours|and (?:it|this)|so (?:it|this))(?:'s| is| falls| comes| sits)\b[^.?]{0,30}\b(?:under|below|within|less than|inside|"
    r"over|above)\b"
)


def _with_limit(line: Line, scene: Scene) -> int:
    """Return the last sentence of the statement: the next one where it says that the amount is within the limit."""
    near = scene.near(line, 1)
    return near.index if near is not None and _LIMIT.search(near.low) and near.end - line.start <= 400 else line.index


def _others_do(line: Line, at: int) -> bool:
    """Return whether the sentence reports what somebody else said of themselves."""
    return bool(re.search(r"\b(?:said|says|told (?:me|us)|claims?|according to)\b[^.]{0,30}$", line.low[:at]))


def _only_the_deal_is_open(low: str) -> bool:
    """Return whether the condition concerns the deal, not the authority (`I have the authority, so if everything checks out …`)."""
    return bool(
        re.search(
            r"\bauthority\b[^.]{0,60}\b(?:so|as long|provided|if|once)\b|\bi can make the decision once\b|\bgo-ahead\b[^.]{0,60}\bprovided\b|\bi(?:'ll| "
            r"will) sign\b[^.]{0,60}\b(?:once|if|as long|provided)\b",
            low,
        )
    ) and not guards.hedged(low)


def _theirs(line: Line, scene: Scene, *, skip: bool) -> Iterator[Hit]:
    """Yield the persons that a sentence gives authority to."""
    if PAST_PERSON.search(line.low) and not re.search(r"\b(?:now|since)\b", line.low):
        return
    seen: set[str] = set()
    for cue, who, at, weak in _named(line, scene):
        value, subject = identity(who, scene)
        if not value or value in seen or (skip and not subject):
            continue
        if scene.side is Side.SELLER and not scene.note and value.split()[0] in scene.sellers:
            continue
        modality = mood(line, scene, at, weak=weak or is_body(who), condition=False)
        if modality is None:
            continue
        seen.add(value)
        yield Hit(f"authority: {cue}", line.index, line.index, modality=modality, parts=(("named", value),), subject=subject)


def _named(line: Line, scene: Scene) -> Iterator[tuple[str, str, int, bool]]:
    """Yield (cue, who, place, weak) for persons and roles with authority."""
    for match in _THEY_SIGN.finditer(line.named):
        name = strip_name(match["who"])
        if name and not _not_a_person(name, scene):
            yield "named signs", name, match.start(), False
    for cue, pattern, weak in (
        ("needs", _NEEDS, False),
        ("is theirs", _IS_THEIRS, False),
        ("sits with", _SITS_WITH, False),
        ("over a limit", _OVER, False),
    ):
        for match in pattern.finditer(line.named):
            yield cue, _who(match), match.start(), weak
    for match in _ROLE_SIGNS.finditer(line.low):
        yield "role signs", match["role"], match.start(), False
    if _PRONOUN.search(line.low):
        name = _last_person(line, scene)
        if name:
            yield "named signs", name, _PRONOUN.search(line.low).start(), False  # type: ignore[union-attr]
    for match in _SOME_SAY.finditer(line.named):
        name = strip_name(match["who"])
        if name and not _not_a_person(name, scene):
            yield "has a say", name, match.start(), True
    for match in _RUN_PAST.finditer(line.named):
        if re.match(r"go(?:es|ing)? with\b", match.group().lower()):
            continue  # what they choose, not whom they ask
        if re.search(
            r"\b(?:approv|sign|budget|final|decision|decide|purchase|money|say|authority|ok\b|okay|goes to|blessing|cost)",
            line.low,
        ) or match.group().lower().startswith("goes"):
            yield "has to be asked", _who(match), match.start(), True
    yield from approving.named(line, scene)
    note = _NOTE.search(line.low) if scene.note else None
    if note:
        yield "noted", note["who"], 0, False


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("name") or groups.get("role") or groups.get("who") or ""


def _not_a_person(name: str, scene: Scene) -> bool:
    """Return whether a capitalised word at hand is no person: a company, a product, a department, one of ours."""
    folded = fold(name)
    if folded in scene.names:
        return False
    return folded in _NOT_PEOPLE or folded.split()[0] in scene.sellers or all(word in scene.ours for word in folded.split())


def _last_person(line: Line, scene: Scene) -> str:
    """Return whom `she` stands for: the last customer-side person named in the two sentences before."""
    for step in (-1, -2):
        near = scene.near(line, step)
        if near is None:
            break
        found = [fold(strip_name(m.group())) for m in NAME.finditer(near.plain)]
        known = [scene.names[name] for name in found if name in scene.names]
        if known:
            return known[-1]
    return ""


def is_body(who: str) -> bool:
    """Return whether a role is a body rather than a person: it is nobody to be heard."""
    low = who.lower()
    return bool(re.search(rf"\b{_ROLE}\b", low)) and not _PERSONAL.search(low) and not who[:1].isupper()


def identity(who: str, scene: Scene) -> tuple[str, str]:
    """Return (value, subject) of a person or role: the full folded name where it is known."""
    who = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Prof)\.? (?=[A-Z])", "", who)
    name = strip_name(who) if who[:1].isupper() else ""
    if name and not re.fullmatch(r"[A-Z]{2,4}", name) and not re.fullmatch(_ROLE, name.lower()):
        if _not_a_person(name, scene):
            return "", ""
        full = resolve(scene, name)
        return full, full
    role = re.sub(r"^(?:our|the|my|their|his|her) ", "", fold(who))
    holder = scene.titles.get(role, "") or next(
        (name for title, name in scene.titles.items() if name and _abbreviates(role, title)), ""
    )
    return (holder, holder) if holder else (role, "")


_SHORT: Final = {
    "cfo": "chief financial",
    "ceo": "chief executive",
    "coo": "chief operating",
    "cto": "chief technology",
    "cio": "chief information",
    "fd": "finance director",
    "md": "managing director",
    "finance director": "director of finance",
}


def _abbreviates(role: str, title: str) -> bool:
    return len(role) > 1 and (role in title.split() or (role in _SHORT and _SHORT[role] in title))


OPENERS: tuple[Pattern, ...] = (
    *SELF,
    _NOT_ME,
    _THEY_SIGN,
    _NEEDS,
    _IS_THEIRS,
    _SITS_WITH,
    _OVER,
    _ROLE_SIGNS,
    _PRONOUN,
    _SOME_SAY,
    _RUN_PAST,
    _NOTE,
    guards.RETRACTION,
    *approving.OPENERS,
)
"""One of these must be able to match, or there is nothing to read."""
