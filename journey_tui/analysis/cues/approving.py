"""Who can say yes, by the grammar of saying so: a cleft, a passive, a noun with its owner, where the money sits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis.cues import NOT_NAMES, Line, Scene, fold
from journey_tui.analysis.cues.classes import MONEY, NUMBER_OF_MONEY, ROLE, YES
from journey_tui.analysis.quick import Pattern, Several

_WHO: Final = r"(?P<who>(?:(?:mr|mrs|ms|dr)\.? )?[\w'&-]+(?: [\w'&-]+){0,4}?)"
_ADVERB: Final = r"(?:(?:actually|really|ultimately|finally|always|still|also|now|then|usually|personally|only|has to|have to|must|needs to|can|will|would|may|gets to|alone) )*"
_VERB: Final = (
    r"(?:approv(?:e|es|ed|ing)|sign(?:s|ed|ing)?(?: off)?(?! up| in| out)|ok(?:ay|ays|s)?|oks|releas(?:e|es|ed)|authori[sz]e[sd]?|decid(?:e|es)|pay(?:s|ing)?|green-?lights?|"
    r"say(?:s|ing)? yes|said yes|give(?:s)? (?:the )?(?:ok|okay|go-?ahead|green light|nod|final yes)|agree(?:s)?|hold(?:s)? the (?:\w+ )?(?:budget|purse|money)|"
    r"write(?:s)? the che(?:que|ck)|make(?:s)? (?:the|that) (?:final )?(?:call|decision)|control(?:s)? the (?:\w+ )?(?:budget|money|spend)|fund(?:s)?|give(?:s)? (?:the|his|her) (?:go|yes|ok|word)(?: for| to)?|ha(?:s|ve) the (?:last|final) word)"
)
_THIS: Final = rf"(?:it|this|that|these|anything|everything|all|any|such|the|our|your|every|{MONEY})"
_IS: Final = r"(?:is|was|are|'s|'re|be|being|been|gets?|got|will be|has been|have been|has to be|have to be|must be|needs to be|need to be|can only be)"
CLEFT: Final = Pattern(
    rf"\b(?:it(?:'s| is|'ll be| will be| would be)|that(?:'s| is)) (?:only |always |ultimately |really |actually )?{_WHO},? (?:who|that) {_ADVERB}{_VERB}\b"
    rf"|\bthe (?:one|person|man|woman|only one|only person|lady|gentleman) (?:who|that) {_ADVERB}{_VERB}\b[^.;?,]{{0,40}}? (?:is|would be|will be) (?:still |only |actually )?{_WHO.replace('<who>', '<who2>')}(?=[.,;!]|$| (?:and|but|not|here|in|at|from|who)\b)"
    rf"|\b{_WHO.replace('<who>', '<who3>')}(?:'s| is|'ll be| will be| would be) (?:actually |really |ultimately |still |now |also )?(?:the |our )?(?:one|person|only one|only person|man|woman) (?:who|that) {_ADVERB}{_VERB}\b"
)
PASSIVE: Final = Pattern(
    rf"\b{_IS} (?:only |always |usually |also |personally |then |all |ultimately |finally )*(?:approved|signed(?: off)?|released|authori[sz]ed|okayed|ok'd|decided(?: on)?|cleared|granted|funded|paid(?: for)?|green-?lit|made) (?:only )?by {_WHO}(?=[.,;!]|$| (?:and|but|only|alone|personally|here|herself|himself|in|at|for|before|from|who|if|or|as|not|so)\b)"
)
NEEDED: Final = Pattern(
    rf"\b(?:requires?|needs?|needed|need|takes?|subject to|pending|wait(?:s|ing)? for|depends? on|await(?:s|ing)?|without|get|have|want|asks? for|calls? for|conditional on) (?:(?:the|a|an|his|her|their|final|formal|written|explicit|prior|official) )*{YES} (?:of|from|by) (?:our |the |my |your )?{_WHO}(?=[.,;!]|$| (?:and|but|before|for|on|in|to|here|above|who|first|as|if|so)\b)"
    rf"|\b(?:requires?|needs?|needed|need|takes?|subject to|pending|without|get|have) (?:our |the |my )?{_WHO.replace('<who>', '<who2>')}'s? (?:(?:final|formal|written|explicit|prior|own) )*{YES}\b"
)
MONEY_SITS: Final = Pattern(
    rf"\b(?:purse strings|chequebook|checkbook|wallet|{MONEY}|final say|last word|final decision|sign-?off|authority)\b(?: (?:for|on|over|here|of) (?:it|this|that|these|such \w+|the \w+|\w+))?(?: here| itself)?(?:(?: is| are| sits?| lies?| lie| rests?| stays?| comes?| belongs?| has to come| have to come| must come| remains?)) (?:ultimately |always |all |entirely |now |still |really |only |completely )*(?:with|in the hands of|in|out of|from|under|at|down to|up to|held by|controlled by|to) (?:the hands of )?(?:our |the |my )?{_WHO}(?:'s? (?:hands?|budget|cost cent(?:re|er)|plan|pot|department|desk|p&l|team|name|area|pocket|line))?(?=[.,;!]|$| (?:and|but|not|here|who|for|so|or|in|on|alone)\b)"
)
DESK: Final = Pattern(
    rf"\b(?:goes|go|going|passes|pass|crosses|cross|comes|come|lands?|ends up|runs?|travels?|moves?|has to|have to|must|needs to)(?: go| pass| cross| come| land| get)? (?:up )?(?:across|over|via|past|through|by|on|onto|to|before) (?:the desks? of (?:our |the |my )?{_WHO}|(?:our |the |my )?{_WHO.replace('<who>', '<who2>')}'s? desk)(?=[.,;!]|$| \w)"
)
OWNS: Final = Pattern(
    rf"\b{_WHO}(?:'s| is| are)? (?:also |now |still |actually |personally |in the end )?(?:holds?|owns?|controls?|runs?|manages?|responsible for|in charge of|accountable for|answers? for|sits? on|looks? after|the (?:owner|holder) of) (?:the |all |our |that |every |this )(?:\w+ ){{0,2}}?(?:budgets?|purse(?: strings)?|spend(?:ing)?|capex|money|funds?|investment decisions?|purchasing decisions?|investments?)\b"
)
OWNER: Final = Pattern(
    rf"\b{_WHO}(?:'s| is| are|, as)? (?:also |still |our |the |actually |really )*(?:the )?(?:(?:final |ultimate |actual |real |executive |main )*(?:budget (?:owner|holder)|decision[- ]?maker|economic buyer|executive sponsor (?:with|and) (?:the )?budget|sponsor with (?:the )?budget|signatory|approver|authori[sz]ing (?:officer|manager)))\b"
)
DECIDES: Final = Pattern(
    rf"\b{_WHO},? (?:then |also |always |alone |personally |ultimately |only |himself |herself |in the end |at the end of the day |has to |have to |must |needs to |will have to |will need to )*(?:decides?|approves?|authori[sz]es?|signs?(?: off)?(?: on| for)?|okays?|ok|releases?|gives? (?:the )?(?:ok|okay|green light|go-?ahead|nod|final yes|blessing)(?: for| to)?|agrees?(?: to)?|says? yes(?: to)?|has the (?:final say|last word|final word|casting vote)(?: on| over)?|makes? the (?:final )?(?:call|decision)(?: on| about)?) (?:\w+ ){{0,4}}?(?:{MONEY}|whether (?:we|money|this|it)|on (?:it|this)|(?:any|all|every)thing|{NUMBER_OF_MONEY}|contracts?|projects? (?:of|over)|vendors?|suppliers?|deals?|new software|systems?)\b"
)
GREEN: Final = Pattern(
    rf"\b(?:once|after|as soon as|when|only when|until|unless|if) {_WHO} (?:has |have |'s |also )*(?:gives?|given|signs?|signed|approves?|approved|says?|said|okays?|oks|ok'd|releases?|released|agrees?|agreed|nods?|nodded|countersigns?)\b(?: (?:the|his|her|their|off|it|this|yes|final|to|a|on))*(?: (?:green light|go-?ahead|nod|ok|okay|signature|money|funds|budget|blessing|order|spend))?,? (?:\w+ ){{0,3}}?(?:order|buy|sign|start|go|place|move|proceed|commit|spend|done|purchase|set)\b"
)
NOTHING_WITHOUT: Final = Pattern(
    rf"\b(?:nothing|no (?:\w+ )?(?:order|money|purchase|contract|spend\w*|deal|po|investment|cent|penny|euro|dollar)|not (?:a|one) (?:cent|penny|euro|dollar))\b[^.;?]{{0,50}}? (?:without|unless|until|except through|behind the back of) (?:our |the |my )?{_WHO}(?=[.,;!]|$| (?:and|but|knowing|signing|saying|agreeing|approving|has|says|signs|approves|agrees|gives|is|first))"
    rf"|\b(?:falls?|comes?|runs?|is|sits?|goes|lands?|ends? up) (?:under|with|within) {_WHO.replace('<who>', '<who2>')}(?:'s? (?:remit|budget|responsibility|authority|mandate|limit))?(?=[.,;!]|$| (?:and|but|who|for|so|now|then))"
)
PUTS_NAME: Final = Pattern(
    rf"\b{_WHO},? (?:then |also |always |alone |personally |himself |herself |in the end |only )*(?:has to|have to|must|needs to|need to|will have to|will|would have to|gets to|always|'ll)? ?(?:puts?|adds?|sets?|gives?) (?:his|her|their|its|the) (?:own |final |last )?(?:name|signature|initials?|seal|stamp|yes|word|blessing|ok|okay|approval|consent)\b(?: (?:under|on|to|below|beneath|for) (?:it|this|that|the \w+|every\w*|any\w*|all \w+))?"
    rf"|\b{_WHO.replace('<who>', '<who2>')},? (?:then |also |always |alone |personally |himself |herself )*(?:has to|have to|must|needs to|will have to|would have to) (?:counter-?sign|sign|approve|release|agree to|authori[sz]e|ok|okay|clear) (?:off )?(?:on )?(?:it|this|that|every\w*|any\w*|all|the (?:\w+ )?(?:order|contract|money|spend|purchase|investment|budget|offer|quote))\b"
    rf"|\b{_WHO.replace('<who>', '<who3>')} (?:approves?|signs?|decides?|okays?|releases?|authori[sz]es?|countersigns?) (?:off )?(?:on )?(?:all|any|every|each)(?: (?:of )?(?:these|those|this|that|such|them|the))?(?: (?:things?|ones?|cases|requests|purchases|orders|tools?|spend\w*|contracts?|investments?|licen[cs]es|software))?(?=[.,;!]|$| (?:here|himself|herself|personally|above|over|like|of|in))"
)
THEIR_NAME: Final = Pattern(
    rf"\b{_WHO}'s (?:name|signature|pen|say-?so|sign-?off|yes|approval|initials?) (?:has to|must|needs to|will have to|would have to|has got to|should) (?:be|go|stand|come)\b"
    rf"|\b(?:signature|name|yes|approval|decision|sign-?off|last word|call) (?:has to be|must be|needs to be|would be|will be|is) {_WHO.replace('<who>', '<who2>')}'s(?=[.,;!]|$| (?:and|not|but|alone|our|the|now))"
)
_WAYS: Final = (
    ("is theirs", THEIR_NAME),
    ("is the one", CLEFT),
    ("nothing without them", NOTHING_WITHOUT),
    ("puts their name", PUTS_NAME),
    ("signs", PASSIVE),
    ("needs", NEEDED),
    ("sits with", MONEY_SITS),
    ("over the desk", DESK),
    ("holds the budget", OWNS),
    ("holds the budget", OWNER),
    ("decides", DECIDES),
    ("once they say yes", GREEN),
)
SELF: Final = (
    Pattern(
        r"\b(?:the |this |that )?(?:cost cent(?:re|er)|budget|money|p&l|pot|purse|spend|decision|final say|last word|call)(?: for (?:it|this|that))? (?:is|are) (?:all |entirely |still )?mine\b|\bi(?:'m| am) the one (?:who |that )?(?:decides?|signs?|pays?|approves?|says yes)\b"
    ),
    Pattern(
        r"\bi(?:'ve| have|'ve got| have got| hold| carry| enjoy| do have| also have)(?: a| the| full| personal| delegated| own| my)* (?:sign(?:ing|ature)?[- ]?(?:off)? ?|approval |spending |purchasing |budget |financial )*(?:authority|limit|power|powers|rights|sign-?off|delegation)(?: of| up to| to| for| over| until)+ (?:around |about |roughly |an? |the )?(?:[£$€]?\d|\w+ (?:hundred|thousand|million|k\b|grand)|quarter|half|six|seven|five)"
    ),
    Pattern(
        rf"\bmy (?:own |personal )?(?:(?:approval|signing|signature|spending|purchasing|authori[sz]ation|sign-?off|budget) )?(?:limit|threshold|ceiling|authority|approval|mandate)(?: is| goes| runs| reaches| stands| lies| ends|'s| covers)(?: up| at| to| as high as)* (?:around |about |roughly )?{NUMBER_OF_MONEY}"
    ),
    Pattern(
        r"\b(?:i|we two) (?:don't|do not|needn't|never) (?:have to|need to)? ?(?:ask|get|seek|consult|request) (?:anyone|anybody|permission|approval|someone|somebody|my boss|the board|upstairs)\b"
        r"|\b(?:you (?:don't|do not|needn't|won't) need|no need for|there's no need for) (?:anyone|anybody|anybody's|anyone's|any other|another|further) (?:else(?:'s)? ?)?(?:signature|approval|people|person|ok|yes)?(?=[,.;]| but| than| for| on|$)"
    ),
)
NO_LONGER: Final = Pattern(
    rf"\b{_WHO} (?:no longer|can't|cannot|can no longer|isn't allowed to|is not allowed to|may no longer|has stopped|is not the one to) (?:\w+ )?(?:approve|sign|decide|hold|authori[sz]e|release|control|own|sign off)s?\b[^.;?]{{0,40}}?\b(?:{MONEY}|any ?more|any longer|contracts?|on (?:it|this|that|anything)|it|this|anything)\b"
)
_STOPS: Final = frozenset(
    """it this that there he she they we i you who what which one someone somebody everyone nobody anyone whoever people me him her them us mine yours anything everything
    i'll i'm i've i'd we'll we're we've we'd you'll you're they'll they're he'll she'll it'll it's that's that'll there's
    nothing here now then so and but or as if because since when while often usually also only just still even not no yes well yeah""".split()
)
_LEAD: Final = re.compile(
    r"^(?:(?:and|but|so|or|that|because|since|as|then|yeah|well|um|uh|like|actually|honestly|here|basically|frankly|you know|obviously|our|the|my|your|their|mr|mrs|ms|dr|is|are|was)\.?,? )+"
)
_ROLE_ALONE: Final = re.compile(ROLE)


_WAYS_LEFT: Final = Several(_WAYS)
_MOVES: Final = re.compile(r"nothing (?:moves?|happens?|goes|starts?|leaves?|gets)\b")
"""Without them nothing moves: they have to be asked, which is less than saying yes to the money."""


def named(line: Line, scene: Scene) -> Iterator[tuple[str, str, int, bool]]:
    """Yield (cue, who, place, weak) for each way in which the sentence says who can say yes."""
    for cue, pattern in _WAYS_LEFT.left(line.low):
        for match in pattern.finditer(line.low):
            for group in ("who", "who2", "who3"):
                start, end = match.span(group) if group in match.groupdict() else (-1, -1)
                who = who_at(line, scene, start, end) if start >= 0 else ""
                if who:
                    yield cue, who, start, _MOVES.match(match.group()) is not None


def who_at(line: Line, scene: Scene, start: int, end: int) -> str:
    """Return the person or role that the words `low[start:end]` name; empty where they name none."""
    words = line.low[start:end]
    lead = _LEAD.match(words)
    if lead:
        start, words = start + lead.end(), words[lead.end() :]
    words = words.removesuffix("'s").removesuffix("'")
    known = next((name for name in _tails(words) if fold(name) in scene.names), "")
    if known:
        return known.title()
    role = next((name for name in _tails(words) if _ROLE_ALONE.fullmatch(name)), "")
    if role:
        return role
    return _capitalised(line, scene, start, len(words))


def _tails(words: str) -> Iterator[str]:
    """Yield the last words of a run, longest first."""
    parts = words.split()
    for first in range(len(parts)):
        yield " ".join(parts[first:])


def _capitalised(line: Line, scene: Scene, start: int, length: int) -> str:
    """Return an unknown name by its capitals, where the sentence was written with any."""
    if len(line.plain) != len(line.low) or not start:
        return ""
    words = line.plain[start : start + length].split()
    while words and (not words[0][:1].isupper() or fold(words[0]) in NOT_NAMES):
        words = words[1:]
    good = bool(words) and all(word[:1].isupper() and fold(word) not in NOT_NAMES | _STOPS for word in words)
    return " ".join(words) if good and not {fold(word) for word in words} & scene.sellers else ""


OPENERS: Final = (*SELF, NO_LONGER, *(pattern for _, pattern in _WAYS))
"""One of these must match, or there is nothing to read."""
