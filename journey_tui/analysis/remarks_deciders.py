"""Whom customers name as the one who can say yes: who signs, grants the money or has the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_text import Hit, Reading, Sentence, fold
from journey_tui.domain.model import Side

_HONOUR: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Sir|Madam|Dame|Lord|Lady)\.? )"
_NAME: Final = rf"(?P<who>{_HONOUR}?[A-Z][\w'’-]*[a-z](?:\.? (?:[A-Z]\. )?[A-Z][\w'’-]*[a-z]){{0,3}})"
_KIN: Final = (
    r"(?P<title>(?:[Oo]ur|[Tt]he|[Mm]y) (?:new |group |deputy |acting |own )?(?:(?:C[EFOIT]O|MD|GM|VP|president|owner|chair(?:man|woman|"
    r"person)?|managing director|finance director|general manager|"
    r"managing partner|chief executive|chief financial officer|(?:executive |commercial |operations |sales )?director|treasurer|principal|"
    r"proprietor|founder|boss|father(?:-in-law)?|mother(?:-in-law)?|"
    r"brother|sister|husband|wife|uncle|aunt|headmaster|headmistress|head teacher|bursar|dean|chancellor|mayor|senior partner|"
    r"head of [a-z]+)(?: of [a-z]+)?))"
)
_WHO: Final = rf"(?:{_NAME}|{_KIN})"
_MONEY: Final = (
    r"(?:it\b|this\b|that\b|them\b|everything|anything|all\b|any\b|the (?:\w+ )?(?:money|funds?|budget|sum|spend|purchase|order|contract|"
    r"deal|agreement|investment|cheques?|checks?|cash|expense|capital|"
    r"yes|award|business|paper|papers)|money|funds|budgets?|spend(?:ing)?|purchases?|orders?|contracts?|investments?|cheques|checks|capital|"
    r"sums?|whatever|what we (?:buy|spend)|off\b|over \d|above \d|up to)"
)
_ALONE: Final = (
    r"(?:,? (?:alone|only|himself|herself|personally|then|finally|always|still|in the end|at the end|also|now|has to|must|"
    r"needs to|will|would|can|may|is the one who|is who))*"
)
_ACT: Final = (
    rf"(?:signs?(?: off)?(?: on)? {_MONEY}|signs?(?: it)?(?=$|[.,;]| at the end| in the end| alone)|approves? {_MONEY}|approves?(?=$|[.;])|"
    rf"grants? (?!access|us access|leave){_MONEY}|releases? {_MONEY}|"
    rf"decides?(?=$|[.,;]| alone| in the end| at the end| on (?:it|this|that|the (?:money|spend|purchase|budget|investment|award)|money|"
    rf"spend)| whether| what we (?:buy|spend))|"
    rf"authori[sz]es? {_MONEY}|(?:has|have|gets) the (?:final|last) (?:say|word|decision|call)(?! (?:at sea|on the bridge|in the kitchen))|"
    rf"(?:say|says|saying) yes(?: or no)?|(?:agree|agrees|approve|sign)(?=$|[.,;])|"
    r"give (?:the|his|her|a|its) (?:ok|okay|nod|blessing|go-ahead|green light|yes)|gives? the (?:nod|green light|go-ahead|yes|final ok)|"
    r"(?:holds?|controls?|keeps?|owns?) the (?:purse(?: strings)?|budget|"
    r"money|cheque ?book|check ?book|cash|delegation|funds)|makes? the (?:final )?(?:call|decision|determination)|"
    r"takes? the (?:final )?decision|commits? (?:the )?(?:money|funds|us)|commit money|puts? "
    r"(?:his|her|their) (?:name|signature) (?:to|on|under) (?:it|this|that)|lifts? (?:the|his|her) hand|pays for it)"
)
_HIS: Final = (
    r"(?:call|decision|money|budget|signature|yes|pen|purse|pot|cheque ?book|check ?book|say-so|to (?:grant|give|approve|decide|"
    r"sign|make|release))"
)
_SUM: Final = (
    r"(?:anything|everything|(?:any |all |an? |the )?(?:sums?|amounts?|orders?|contracts?|spend(?:ing)?|purchases?|capital|"
    r"investments?)[^.;?]{0,12}(?:over|above|beyond|larger|bigger|north of|of (?:this|that) (?:size|order|kind))|"
    r"what(?:ever)? (?:costs|is))"
)
_WORDS: Final = (
    rf"{_WHO}{_ALONE} {_ACT}",
    rf"(?:^|\b)(?:it|that|this|the (?:decision|money|budget|last word|final word|call)|a sum [\w ]{{0,20}}|(?:a|the) (?:\w+ ){{0,4}}size|"
    rf"cheque ?book|check ?book|(?:the )?(?:cheque|check) ?book)(?:'s| is| would be| will be)"
    rf"(?: all| only| really| for)? {_WHO}(?:'s|s') {_HIS}\b",
    rf"\b(?i:decision|money|budget|call|last word|final word|purse|cheque ?book|check ?book)(?:'s| is| would be| will be)(?: all| only|"
    rf" really)? {_WHO}(?:'s|s')(?=[.,;]|$| and)",
    rf"\b(?:is|are|would be)(?: only| for)? {_WHO}(?:'s|s') {_HIS}",
    rf"\b(?i:{_SUM})\b[^.;?]{{0,45}}?\b(?:goes|go|has to go|must go|needs to go|is put|lands?|ends up|passes)(?: up| straight)?(?: to|"
    rf" before| on the desk of| with) {_WHO}",
    rf"\b(?:goes|go|has to go|must go|needs to go)(?: up)? to {_WHO} (?:as (?:the )?(?:chair\w*|owner|president|budget holder)|"
    rf"for (?:approval|signature|sign-?off|a decision|the (?:yes|decision|ok|nod)|"
    r"his (?:ok|signature|yes)|her (?:ok|signature|yes)|final))",
    rf"\b(?i:approval|sign-?off|decision|final say|last word|final word|the yes|budget|authority|purse strings|the money|above me|beyond me|"
    rf"above my \w+(?: \w+)?)\b[^.;?]{{0,25}}?\b(?:rests?|lies|lie|sits?|is|stays|remains|comes) "
    rf"(?:only |solely |ultimately )?(?:with|from) {_WHO}",
    rf"\b(?:needs?|without|takes?|requires?|wants?|get|getting|have|awaits?|on) {_WHO}(?:'s|s') (?:own |final |written |"
    rf"personal )?(?:signature|blessing|approval|ok|okay|sign-?off|yes|nod|consent|go-ahead|agreement|say-so|name on it)",
    rf"\b(?:up to|down to) {_WHO}(?=$|[.,;]| (?:whether|if|to (?:decide|say|approve)|in the end|alone))",
    rf"\bfor {_WHO} to (?:approve|decide|sign|grant|say yes|release|give)\b",
    rf"\b(?i:the (?:one|person|man|woman|lady|gentleman) (?:who|that)|who|whoever) (?:really |finally |actually )?(?:signs|decides|approves|"
    rf"says yes|grants it|pays|holds the purse(?: strings)?|makes the (?:call|decision)|"
    rf"releases the money|can say yes)[^.;?]{{0,20}}? is (?:[\w -]{{2,30}}, )?{_WHO}",
    rf"\b(?i:money|yes|budget|funds|funding|approval|go-ahead|signature)\b (?:comes|has to come|must come|will come) from {_WHO}",
    rf"\b(?i:budget|money|purse|decision|cost cent(?:re|er)) (?:belongs to|is held by|is controlled by|is with|is owned by) {_WHO}",
    rf"\b(?i:it)(?:'s| is|'ll be| will be|'d be) {_WHO} (?:who|that) (?:{_ACT}|has to (?:{_ACT})|would have to (?:{_ACT}))",
    rf"\b(?:convince|persuade|win over|get past|talk round) {_WHO}\b(?=.{{0,40}}(?:purse|money|decid|sign|cheque|budget))",
    rf"\b(?i:signed|approved|granted|decided|released|authori[sz]ed|countersigned|determined) (?:off )?by {_WHO}(?= (?:alone|himself|"
    rf"herself|personally)|[.,;]|$)(?<=\w)",
    rf"\b(?i:above|over|beyond|from|up to|under|below)\b [^.;?]{{2,30}}? (?:that|it|this)(?:'s| is) {_WHO}(?= and (?:no ?(?:one|body)|"
    rf"nobody)| alone| only|[.;]|$)",
    rf"\b(?i:not mine|not my (?:call|decision|money)|out of my hands|above me|beyond me|not me|"
    rf"no,? (?:no)?)\b[^.;?]{{0,20}}?[,:;.-] ?(?:it(?:'s| is) |that(?:'s| is) )?{_WHO}(?:'s)?(?= (?:decides|signs|does|is the one|has to)|\.$|$)",
    rf"\b(?i:nothing|no (?:money|order|purchase|contract))\b[^.;?]{{0,20}}?\b(?:bought|signed|paid|ordered|spent|approved|committed|passes|"
    rf"purchased|goes out|leaves the bank)\b[^.;?]{{0,20}}?\bwithout (?:the (?:ok|nod|blessing|signature|yes) of )?{_WHO}(?=[.,;]|$)",
    rf"{_KIN} has to agree",
)
_RULES: Final = (
    r"(?:signs?|must sign|may sign|has to sign|can sign|approves?|decides?|rules|sanctions?|blesses)(?: off)?(?: on)? (?:it|that|this|above|"
    r"over|anything|everything|all|any|every|off|what)\b|(?:is|are|would be|remains) (?:the )?(?:budget (?:holder|owner)|signatory|decision[- ]maker|"
    r"final (?:approver|authority|instance)|one (?:who|that) (?:signs|decides|approves|pays|says)|sponsor with the money|economic buyer|"
    r"accountable (?:manager|officer))|(?:will |must |has to |would |can )?(?:make|makes|take|takes) the (?:final |last )?(?:decision|call)|"
    r"(?:gives?|has|have|gets|keeps|reserves) the (?:final|last|casting) (?:word|say|vote|yes|decision|ok|okay)|says yes(?: or no)?\b|"
    r"(?:has|have) to (?:okay|ok|bless|nod|wave|wave it) (?:it|this|that|through)|nods it through|"
    r"(?:holds|has|keeps|guards|sits on) the (?:purse|purse strings|budget|money|cash|wallet|pot)|pays the bill"
)
_NEAR: Final = (
    rf"{_WHO},? (?:[a-z]+ )?{_ALONE} ?(?:{_RULES})",
    rf"\b(?:signed|approved|countersigned|decided|sanctioned|authori[sz]ed|released|okayed|ok'd|rubber-?stamped)(?: off)? (?:on )?by {_WHO}",
    rf"(?:[Ww]ithout|[Nn]eeds?|[Gg]et|[Rr]equires?) {_WHO}(?:'s|s') (?:okay|ok|signature|blessing|approval|yes|consent|nod|say-so|stamp)",
    rf"\b(?:lands?|ends? up|winds up|comes to rest|stops) (?:all )?on {_WHO}(?:'s|s') desk\b",
    rf"\b(?:purse|budget|money|decision|pen|cheque ?book|check ?book|last word|final word|final say|yes)\b(?: strings)? (?:is|are|lies|"
    rf"rests|stays|remains) in {_WHO}(?:'s|s') hands?\b",
    rf"\b(?i:the (?:person|one|man|woman|lady) (?:to convince|to persuade|to win over|you (?:have|need) to (?:convince|persuade|win)|"
    rf"who has to be convinced)) is {_WHO}",
    rf"\b(?i:for (?:that|this|such an?|anything of that) (?:sum|amount|money|size|kind of money|order)|above (?:that|this)|over (?:that|"
    rf"this))[^.;?]{{0,20}}\b(?:need|needs|takes|is|must ask|have to ask|goes to|go to) {_WHO}",
    rf"\bcalled {_WHO},? and (?:the money|the budget|the decision|it) is (?:hers|his|theirs)",
    rf"\b(?:get|got|bring|take|carry) (?:it|this|that|the (?:\w+ )?(?:offer|proposal|contract|order|money|budget|spend|"
    rf"sum)) past {_WHO}(?=[.,;]|$| first| before)",
    rf"\b(?:sell|justify|defend|explain|present) (?:it|this|that|the (?:offer|price|sum|proposal)) to {_WHO},? (?:not (?:to )?me|first|"
    rf"before|she|he)\b",
    rf"{_WHO} (?:is|are) the only (?:one|person) with (?:signing|signatory|spending|approval|the) (?:rights?|powers?|authority|signature)",
    rf"\b(?:signatures?|sign)\b[^.;]{{0,20}}\b(?:mine|my own) and {_WHO}'s",
    rf"\b(?i:unless|until) {_WHO} (?:agrees|signs|says (?:yes|so)|approves|nods|gives (?:the|her|his))",
    rf"{_WHO} (?:controls|holds|owns|runs|manages|has) the (?:\w+ )?(?:budget|purse|money|funds)\b",
    rf"\b(?:within|in|inside) the (?:competence|authority|remit|gift|power|mandate|limit)s? of {_WHO}",
    rf"\b(?:money|budget|decision|final say|signature) is (?:hers|his)\b[^.;?]{{0,20}}{_WHO}",
)
_DECIDER: Final = tuple(Pattern(words) for words in (*_WORDS, *_NEAR))
_NOT: Final = Pattern(
    r"\b(?:[Ii]f|[Pp]erhaps|[Mm]aybe|might|would be nice)\b(?! you)|\b(?:does not|doesn't|didn't|did not|no longer|never|used to|"
    r"is not the one|isn't|won't|cannot|can't|not) "
    r"(?:sign|approv|decid|grant|release|hold|have the|say)|\bsign(?:s|ed)? (?:in\b|up\b|for (?:the )?(?:parcel|deliver|goods|post|package)|"
    r"off (?:the )?(?:delivery|parcel|shift|work order))"
    r"|\bon the tablet\b|\b(?:was|were|got) (?:approved|signed|okayed)\b|\byes to (?:people|everybody|everyone)\b|\bapproves? of\b|"
    r"\bwas the\b[^.;]{0,30}\buntil\b|\b(?:parcel|deliver(?:y|ies)|berth|diesel|holiday|leave request|"
    r"rota|roster)\b"
)
_NO_PERSON: Final = frozenset(
    """the a an our my your his her their its this that it i we you they he she who what which nobody everybody everyone no one and but
    so then in on at by for from if when as legal finance procurement purchasing it hr security board council committee management
    marketing sales operations engineering compliance risk audit treasury accounting payroll company group head headquarters hq
    office executive university ministry parliament government weather software system customer customers vendor vendors supplier
    suppliers user users team teams department captain monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter there here now today tomorrow anything
    everything nothing something all any only since above under below over once until after before approval decision budget money
    contract order yes well ok okay thanks also please directors trustees members owners partners shareholders people einkauf
    vorstand geschäftsführung investment purchase capital steering members authority regulator policy resources""".split()
)
_HINT: Final = hint(frozenset(
    """sign signs signature approve approves approval approved grant grants granted release releases decide decides decision authorise
    authorises authorize authorizes say word yes agree agrees ok okay nod blessing green holds controls keeps owns purse budget
    money call determination commit commits puts lifts pays final last up goes go rests lies sits with needs without requires
    convince persuade countersigned past sell justify unless until competence remit gift signed sanctioned okayed rules desk
    person budget called above beyond outside nothing pen chairman cheque chequebook check checkbook hands mine""".split()
))  # fmt: skip
_ASKED_WHO: Final = Pattern(
    r"\b(?:who|whose|you (?:who|that)|is it (?:still |only |just )*(?:you|your)|are you the|do you|can you|your (?:call|decision|signature|"
    r"level))\b[^?]*\b(?:sign|say(?:s)? yes|decide|approve|authori[sz]|call|decision|"
    r"budget|purse|grant|last word|final say|determin|pays?)\w*[^?]*\?",
    re.I,
)
_ANSWERED: Final = re.compile(
    rf"^(?:No|Nope|Not me|Oh no|Never|Heavens no)?(?:[,.] (?:no|not me|nope))*[,.]? ?(?:[Tt]hat(?:'s| is|'d be| would be) |[Ii]t(?:'s|"
    rf" is) )?{_WHO}(?: does| signs| decides| is)?(?=[.,;]|$)"
)


def deciders(reading: Reading) -> Iterator[Hit]:
    """Yield whom a customer names as the one who can say yes; `value` is the name or title, `addressed_to` the person's key."""
    asked = _answers(reading) if reading.spoken else {}
    for sentence in reading.said_by(Side.CUSTOMER):
        who = ""
        if sentence.hints & _HINT and not sentence.text.endswith("?"):
            found = [one for one in (_person(reading, sentence, name) for name in _named(sentence.text)) if one]
            who = next((one for one in found if one[0].isupper() and "'s " not in one), found[0] if found else "")
        if not who and id(sentence) in asked:
            who = _person(reading, sentence, asked[id(sentence)])
        if not who and sentence.hints & _HINT and _not_me(sentence.text):
            yield reading.hit("decider", sentence, "not me", None, reading.key(sentence.segment))
        if who:
            key = reading.keys.get(fold(who), "")
            yield reading.hit("decider", sentence, who, None, key)


_NOT_ME: Final = Pattern(
    r"\b(?:above|beyond|over|outside) my (?:pay grade|grade|head|station|remit|authority|limit|level|powers?|competence)\b|\b(?:it's|it is|"
    r"that's|that is|is) not (?:my|mine) (?:to (?:sign|decide|approve|grant|give)|(?:pen|call|decision|money|budget|signature)\b)"
    r"|\bi (?:decide|sign|approve) nothing\b|\bi (?:can't|cannot|can not|don't|do not|couldn't|am not allowed to|'m not allowed to) (?:sign|"
    r"approve|decide|grant|(?:release|authori[sz]e) (?:the |any |that |this )?(?:money|funds?|budget|sum|it|that|spend))\b|\bi(?:'m|"
    r" am) not the one (?:who|that) (?:signs|decides|approves|pays)"
    r"|\bnot my (?:pen|call|decision|money|budget|signature)\b(?! to lose)|\bout of my hands\b|\b(?:no longer|not any ?more) (?:my|mine)\b",
    re.I,
)


@lru_cache(maxsize=8192)
def _not_me(text: str) -> bool:
    """Return whether the words of a sentence say that the speaker cannot say yes."""
    if re.search(r"\b(?:below|under|up to)\b", text, re.I):
        return False
    return (
        not text.endswith("?")
        and bool(_NOT_ME.search(text))
        and not re.search(
            r"\b(?:if|used to|unless|before|until|till|yet|today|"
            r"this week|without)\b",
            text,
            re.I,
        )
    )


@lru_cache(maxsize=8192)
def _named(text: str) -> tuple[str, ...]:
    """Return the names and titles of which a sentence says that they can say yes."""
    if _NOT.search(text):
        return ()
    found = (match for pattern in _DECIDER for match in pattern.finditer(text))
    return tuple(groups.get("who") or groups.get("title") or "" for groups in (match.groupdict() for match in found))


def _person(reading: Reading, sentence: Sentence, raw: str) -> str:
    """Return the name where it can be a person of the customer's, other than who speaks; else nothing."""
    if raw.endswith(("'s", "’s")):
        return ""
    words = re.sub(rf"^{_HONOUR}", "", raw).strip(" .,'’").split()
    while words and words[0].lower() in _NO_PERSON and not raw.lower().startswith(("our ", "the ", "my ")):
        words = words[1:]
    name = " ".join(words)
    if not name or words[-1].lower() in _NO_PERSON:
        return ""
    if raw[:3].lower() == "my ":
        return f"{sentence.segment.speaker}'s {name[3:]}"
    if raw[:4].lower() in ("our ", "the "):
        return name[4:]
    key = reading.keys.get(fold(name), "") or next(
        (reading.keys[one] for one in reading.keys if one.split()[-1:] == [fold(name)]), ""
    )
    if key:
        known = reading.sides.get(key) or Side.OTHER
        return "" if known is Side.SELLER or key == reading.key(sentence.segment) else name
    shown = f"{raw.split()[0]} {name}" if re.match(_HONOUR, raw) else name
    account = {
        fold(word) for text in (reading.context.deal.account, reading.context.deal.name) for word in re.findall(r"\w{3,}", text)
    }
    if all(fold(word) in account for word in words):
        return ""
    return shown if len(words) > 1 or re.match(_HONOUR, raw) or _as_chair(sentence.text, name) else ""


def _as_chair(text: str, name: str) -> bool:
    """Return whether a bare first name is given with what the person is: `Hugh as chairman`."""
    return bool(
        re.search(
            rf"\b{re.escape(name)},? (?:as|our|the|my) (?:\w+ )?(?:chair\w*|owner|president|director|head|boss|treasurer|principal)",
            text,
        )
    )


def _answers(reading: Reading) -> dict[int, str]:
    """Return whom the first sentence after a seller's question who says yes names, by the sentence."""
    found: dict[int, str] = {}
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if (
            reading.side(before.segment) is Side.SELLER
            and _ASKED_WHO.search(before.text)
            and reading.side(after.segment) is Side.CUSTOMER
        ):
            following = [one for one in reading.sentences if one.index == after.index][:3]
            for one in following:
                match = _ANSWERED.search(one.text)
                name = match and (match["who"] or match["title"])
                if name and name.lower() not in ("no", "nope", "yes", "me", "never"):
                    found[id(one)] = name
                    break
    return found


__all__ = ["deciders"]
