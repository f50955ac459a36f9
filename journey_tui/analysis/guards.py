"""Tell how a sentence is meant: question, condition, hedge, rumour, somebody else's story, words for a machine, a language."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from journey_tui.analysis.quick import Pattern

# All patterns meet lower-case text with plain quote marks (`Line.low`).
_ASKS: Final = Pattern(
    r"^(?:(?:and|but|so|or|ok(?:ay)?|right|well|great|thanks|sorry|also|just|quick question|one (?:more )?(?:thing|question))[,:.]? )*"
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might) "
    r"(?:you|we|i|they|he|she|it|there|that|this|the|your|our|anyone|anybody|someone|those|these|any|all|his|her|their)\b"
    r"|(?:(?:what|whose|how|which)(?: (?!is\b|are\b)[\w-]+){0,3}?|who|when|where|why) (?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might) "
    r"(?:you|we|i|they|he|she|it|there|that|this|these|those|the|your|our|my|their|his|her|any|all|anyone|anybody|someone)\b"
    r"|(?:what|who|where|when|why|how)(?:'s|'re| is| are| about| come| come\b)\b(?!.* (?:is|are) )|(?:who|which|what|how many|how much)\b(?! (?:i|we|follows|remains|matters?|counts?|"
    r"presses|worries|drives|decides?|keeps|hurts|happens|happened|kills|makes|bothers|gets|nobody|really|the|our|my|a|an)\b)(?!.* (?:is|are|was|will be) )"
    r"|any (?:idea|chance|news|update)\b|isn't|aren't|don't you|didn't)"
)
_TAG: Final = Pattern(
    r",? (?:right|yes|no|correct|ok(?:ay)?|isn't it|aren't we|don't we|doesn't it|is it not|you know|eh|see)\?$"
)
_FACT_CLAUSE: Final = Pattern(r"^(?:since|because|as|given(?: that)?|seeing(?: that| as)?|with|now that)\b[^,?]{8,160},")


_TOLD: Final = Pattern(
    r"^(?:(?:and|but|so|ok|by the way|btw),? )*(?:(?:did|do) (?:you|i) (?:know|realise|realize|tell you|mention|say|see|hear)|have (?:i|we) (?:told you|mentioned|said)|are you aware|were you aware|"
    r"(?:would|can|could) you believe|you (?:know|realise|do know|did know)|is it ok(?:ay)? to say)(?: already)?(?: that)? (?!who|what|when|where|why|how|which|whether|if|anyone|anybody|someone|any\b|much|about)"
    r"(?=(?:we|our|i|my|the|it|they|every|each|nobody|half|last|this|there|in|on|with|\w+ of (?:us|our))\b)"
)
"""A question only in form: what follows is told, and asks for nothing."""
_FACT_TAIL: Final = Pattern(
    r"(?:,? (?:given|seeing|considering|now)(?: that| as)?|,? (?:because|since|as)|,? when|,? while) (?=(?:we|our|my|the|every|last|nobody|half)\b)(?! (?:you|your))"
)


def fact_tail(low: str) -> int:
    """Return where a question's last clause begins that states a fact (`How would you do it, given that our board meets on the 12th?`); -1 for none."""
    found = [match.end() for match in _FACT_TAIL.finditer(low) if match.start() > 12]
    return found[-1] if found and re.search(r"\b(?:would|could|should|might|if)\b", low[found[-1] :]) is None else -1


def question_scope(low: str) -> tuple[bool, int]:
    """Return whether it is a question, and how much of its start still states a fact (`Since our board meets on the 12th, …?`)."""
    asked = low.endswith("?") or (bool(_ASKS.match(low)) and not low.endswith("!"))
    if not asked or _TAG.search(low) or _TOLD.match(low):
        return False, 0
    fact = _FACT_CLAUSE.match(low)
    if fact:
        return True, fact.end()
    stated = max(low.rfind(": ", 0, -1), low.rfind(" - ", 0, -1), low.rfind("; ", 0, -1))
    return True, stated if stated > 30 and not _ASKS.match(low) else 0


_THEY_SAY: Final = Pattern(
    r"\b(?:your|their) (?:web ?site|home ?page|site|brochure|flyer|white ?paper|case stud(?:y|ies)|ad(?:vert)?|newsletter|slides?|deck|blog|post|article|marketing|landing page|video|webinar|press release|"
    r"sales (?:deck|guy|rep|team|people)|pitch)(?: \w+){0,2} (?:says?|said|promis\w+|claims?|claimed|puts? it|talks?|talked|shows?|showed|states?|stated|mentions?|reads?|advertis\w+|speaks?)\b"
    r"|\b(?:you|analysts?|gartner|forrester|deloitte|mckinsey|economists?|the (?:article|report|study|paper|news(?:paper)?|author))(?:'ve| have)? (?:say|says|said|told (?:us|me)|promised?|claim(?:s|ed)?|expects?|"
    r"predicts?|forecasts?|estimates?|sent (?:us |me )?says)\b(?=(?: that)? (?:the (?:decision|market|industry|price)|you|your|it|most|this|companies|firms|\d))|\b(?:the|your) (?:article|report|study|paper|link|post) (?:that )?(?:you|they) (?:sent|shared)(?: \w+)? says\b|\bas (?:your|the) [\w ]{3,20} puts it\b"
    r"|\baccording to (?:your|the (?:article|study|report|paper|brochure|news)|gartner|forrester)\b|\b(?:they|people|some) say in (?:the|our) industry\b|\binflation\b|\bthe market (?:to|will|is expected)\b"
)
"""Marketing, studies and what we said ourselves: no word of the customer's own."""
_IRONY: Final = Pattern(
    r"^(?:(?:and|but|well)[, ]+)?(?:oh (?:sure|great|yes|yeah|joy|wonderful|brilliant|lovely),|yeah,? right|as if\b)|\bpigs might fly\b|\bmy favourite hobby\b|\bjust kidding\b|\bdream on\b|\bin your dreams\b|\bfat chance\b|, ha[.!]*$"
)


_OTHERS: Final = Pattern(
    r"(?<!\bno )\b(?:(?:another|other|some|most|many|a few|certain|a different|various|one other) (?:of (?:your|our|their) )?(?:\w+ )?"
    r"(?:supplier|vendor|compan(?:y|ies)|customer|client|firm|business(?:es)?|organi[sz]ation|council|bank|hospital|retailer|manufacturer|"
    r"utilit(?:y|ies)|people|team at|plant at|site of)s?\b(?! (?:in the running|on the (?:short)?list|quot|bid|pitch|we(?:'re| are)|"
    r"are (?:also )?(?:in|quot|bid|pitch)))"
    r"|(?:at|in|with|from) my (?:last|previous|old|former|first) (?:\w+ )?(?:company|job|employer|place|role|firm|bank|shop|team|life|position)"
    r"|my (?:last|previous|old|former) (?:\w+ )?(?:company|job|employer|firm|boss|team|place)|when i was (?:at|with|still at)|back when i"
    r"|in (?:a|my) (?:previous|former|past) life|a (?:friend|mate|former colleague|peer|neighbour|contact)(?: of mine| of ours)?(?: who| at| in| from|"
    r"'s)?\b"
    r"|(?:i|we) (?:read|saw)\b[^.]{0,30}\b(?:news|press|paper|papers|linkedin|article|report about|case study|that)\b"
    r"|(?:one of )?our (?:competitors?|rivals?|neighbours?|peers?|suppliers?)(?:'s?)? (?:had|was|were|got|lost|did|went|has|have|saw|told|paid|cut|reduced|"
    r"saved|"
    r"could|can)\b|a competitor of ours|our sister (?:company|plant|site)|you hear (?:of|about|stories)|"
    r"you hear\b|in (?:the|our) industry(?:,| people| everyone)|(?:the|a|an|some) (?!team|night|day)[\w-]+ (?:(?:up|down) the (?:road|coast|valley|river|street)|next door|in the next (?:town|valley|village|county|port))|my (?:wife|husband|brother|sister|father|mother|partner|daughter|son)"
    r"|the (?:company|firm|place) i (?:was|worked)|used to work (?:for|at)|(?:customers|clients) (?:like you|of ours|we work with|usually|often|typically)"
    r"|we have customers|our customers (?:typically|usually|often|see|saw|cut|save|report)|case stud(?:y|ies)|(?<!for )your (?:other )?(?:customers|clients|"
    r"references?)\b)"
)
_RUMOUR: Final = Pattern(
    r"\b(?:rumou?rs?|there(?:'s| is| was|'s been| has been) (?:some )?talk of|there was (?:some )?talk|talk of the|word (?:is|has it)|gossip|"
    r"supposedly|allegedly|apparently|hearsay|(?:i|we)(?:'ve| have)? heard (?:that|a rumour|something|somebody|someone|it said|they|on the)|grapevine|"
    r"someone (?:said|mentioned|floated|suggested)|somebody (?:said|mentioned|floated|suggested)|floated the idea|was floated|brainstorm\w*|"
    r"(?:we were|i was|we've been|been) (?:just )?(?:wondering|toying|musing|playing with|kicking around|throwing around|thinking aloud)|"
    r"thinking out loud|thinking aloud|half (?:an idea|a thought)|blue[- ]sky|pie in the sky|just an idea|crazy idea|wild idea|spitballing)\b"
)
_HYPOTHETICAL: Final = Pattern(
    r"\b(?:if (?:we|i|you|they|he|she|it|that|this|the|our|your|nothing|someone|somebody|anyone|one|there|everything|all|any|your|these|those)\b"
    r"|imagine|suppose (?:we|that|you)|supposing|let's say|say we|hypothetically|in an ideal world|in a perfect world|ideal world|in theory|"
    r"theoretically|what if|assuming|provided (?:that|we|you|it|all)|as long as|unless|in case|were (?:we|you|i|it) to|whether|"
    r"for (?:the sake of )?argument|wish (?:we|i|it|you)|would (?:we|you) be able|should (?:we|you|it) (?:decide|go|ever))\b"
)
_REMOTE: Final = Pattern(
    r"\bif (?:only |ever )?(?:we|i|you|they|he|she|it|that|this|the \w+|our \w+|my \w+|somebody|someone|anyone|nobody)(?: \w+)? (?:were|had|was|ever|did|got|said|went|came|knew|believed|crashed|lost|failed|broke|stopped|happened|\w{3,}ed)\b[^.;?]*\b(?:would|could|might)\b"
    r"|(?:\b(?:would|could|might)|'d)\b(?! (?:also |really |certainly )?(?:be (?:\w+ )?(?:great|nice|good|helpful|ideal|perfect|lovely|cool|useful|happy|pleased)|love|like|help|prefer))[^.;?]*\bif (?:only |ever )?(?:we|i|you|they|he|she|it|that|this|the \w+|our \w+|my \w+)(?: \w+)? (?:were|had|was|ever|did|got|said|went|came|knew|believed|happened|\w{3,}ed)\b"
    r"|^(?:imagine|suppose)\b|\bwouldn't it be\b"
)
_NO_CONDITION: Final = Pattern(
    r"\bif (?:i may|i might|you like|you want|i had to (?:put|say|pick|choose|name|sum)|that helps|that's (?:all right|ok|okay|fine|useful)|i (?:remember|"
    r"recall|understand|may|read)\b|anything|"
    r"not sooner|possible|you (?:ask|wonder|need|remember|must know|don't mind|prefer)|we're honest|i'm honest|it helps|you can|you could|needed|"
    r"required)\b"
)


def remote(low: str) -> bool:
    """Return whether it is imagined against the facts: `we would lose customers if that happened`."""
    return bool(_REMOTE.search(low))


_HEDGE: Final = Pattern(
    r"\b(?:probably|maybe|perhaps|might|guess|suppose|i think|i believe|i'd imagine|i imagine|i'd say|i would say|not (?:\w+ )?(?:sure|certain|clear|"
    r"confirmed|final)|"
    r"unsure|uncertain|hopefully|potentially|possibly|presumably|likely|conceivably|should be able|could be|may be|may well|may have|may need|should be|"
    r"in principle|tentative(?:ly)?|pencil(?:l)?ed|provisional(?:ly)?|tbc|tbd|to be confirmed|nothing definite|don't hold me|don't quote me|"
    r"off the top of my head|roughly speaking|we'll see|with (?:any |a bit of |some )?luck|fingers crossed|depends|hard to (?:say|pin|tell)|i expect|as "
    r"far as i (?:know|can see|understand|can tell)|not that i(?:'m| am) aware|"
    r"somehow|some say|sort of|kind of|more or less|feels like|could in theory|one (?:fine )?day(?! (?:per|a|each|every|of|late|before|after|in|on|only|and)\b)|at some point|eventually|some day|somewhere between|"
    r"mildly|somewhat|a (?:little )?bit|slightly|seems?|seem to|looks like|we hope|i hope|hoping|haven't decided|not decided|or so i(?:'m| am) told|"
    r"exploratory|just exploring|down the road)\b"
)
_CLAUSE: Final = Pattern(
    r"[;:!?]\s|\s-+\s|, (?:but|though|although|however|whereas|while|so|and (?:i|we|they|he|she|it|then|the))\b|\b(?:but|although|though|however|"
    r"whereas)\b|, which\b"
)


def clause(low: str, at: int) -> str:
    """Return the clause of the sentence that holds place `at`."""
    start, end = 0, len(low)
    for match in _CLAUSE.finditer(low):
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    return low[start:end]


_BROCHURE: Final = re.compile(
    r"\b(?:ensur(?:e|es|ing)|enhanc\w+|leverag\w+|seamless\w*|robust|cutting-edge|optimi[sz](?:e[sd]?|ing|ation)|empower\w*|streamlin\w+|comprehensive|innovat\w+|facilitat\w+|foster\w*|landscape|realm|"
    r"in conclusion|moreover|furthermore|thereby|paramount|pivotal|utili[sz]\w+|proactive\w*|sophisticated|holistic|tailored|scalab\w+|cohesive|capabilit(?:y|ies)|mitigat\w+|incorporat\w+|adher(?:e|es|ing|ence)|"
    r"world-class|best-in-class|next-generation|state-of-the-art|ai-(?:powered|driven|enhanced)|stakeholders|safeguard\w*|evolving|ever-\w+|fast-paced|bolster\w*|underscor\w+|showcas\w+|harness\w*|unlock\w*|elevat\w+|"
    r"addressing|minimi[sz]ing|maximi[sz]\w+|reinforc\w+|maintaining|indispensable|integrity|efficienc(?:y|ies)|inefficienc(?:y|ies)|reliability|accuracy|environments?|organi[sz]ations|industry|systems|potential\w*|processes|techniques)\b"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|i'm|i've|i'd|i'll|we're|we've|we'd|we'll)\b")


_EXPLAINS: Final = re.compile(
    r"^(?:by \w+ing|through \w+ing|this \w+ (?:is|not only|ensures|allows|enables|demonstrates|provides)|these \w+ (?:are|allow|provide|enable)|in (?:the (?:world|realm|context|field)|many \w+|an era)|at the core|as \w+ (?:\w+ )?continues|"
    r"despite|notably|traditionally|with its|as a result|the drive to|moreover|furthermore|additionally|security is|compliance is)\b"
)


def brochure(low: str) -> bool:
    """Return whether it is written as brochures and manuals are: nobody speaks in it, and its words praise or explain."""
    if len(low) < 60 or _FIRST_PERSON.search(low):
        return False
    return len(set(_BROCHURE.findall(low))) >= (1 if _EXPLAINS.match(low) else 2)


_TRACE: Final = re.compile(
    r"^(?:x-[\w-]+|received|return-path|message-id|dkim-signature|content-[\w-]+|mime-version|delivered-to|authentication-results|user-agent|references|in-reply-to): |\bwith e?smtps?\b|\bsmtp (?:id|server)\b|\bid <?[\w.]{8,}@"
)


def trace(low: str) -> bool:
    """Return whether it is a line of a mail's head or of a server's log."""
    return bool(_TRACE.search(low))


def others_story(low: str) -> bool:
    """Return whether it tells of other companies, an earlier employer, private life or marketing, or means the contrary of what it says."""
    return bool(_OTHERS.search(low) or _THEY_SAY.search(low) or _IRONY.search(low) or brochure(low))


def rumour(low: str) -> bool:
    """Return whether it is hearsay or thinking aloud."""
    return bool(_RUMOUR.search(low))


def hypothetical(low: str) -> bool:
    """Return whether it is under a condition or imagined."""
    return bool(_HYPOTHETICAL.search(_NO_CONDITION.sub(" ", low)))


def hedged(low: str, at: int = 0) -> bool:
    """Return whether the clause at `at` is softened."""
    return bool(_HEDGE.search(clause(low, at)))


_NEGATIVE: Final = Pattern(
    r"\b(?:not|never|no|nobody|no one|none|nothing|neither|nor|cannot|hardly|without|isn't|aren't|wasn't|weren't|"
    r"no longer|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't|haven't|hasn't|hadn't|ain't|needn't|mustn't)\b"
)


def negated(low: str, at: int, *, reach: int = 28) -> bool:
    """Return whether a negation stands in the same clause within `reach` characters before `at`."""
    before = low[max(0, at - reach) : at]
    cut = max((match.end() for match in re.finditer(r"[,;:.]\s|\bbut\b", before)), default=0)
    return bool(_NEGATIVE.search(before[cut:]))


RETRACTION: Final = Pattern(
    r"\b(?:(?:please )?(?:forget|ignore|disregard|scrap|strike|discard|set aside) (?:what|everything|anything|all|the|my|that|those|about)\b|"
    r"(?:i|we) (?:was|were) wrong about|i misspoke|i got (?:that|it|the \w+) wrong|(?:i|we) (?:take|took|want to take|have to take) (?:that|it|this) back|"
    r"(?:is|are|that's|it's) (?:now )?(?:off the table|off the agenda|no longer (?:valid|true|right|correct|current))|that(?:'s| is) off\b|"
    r"(?:no longer|not) (?:holds?|stands?|applies|apply|valid)|doesn't (?:hold|stand|apply) any ?(?:more|longer)|hold off on what i said|"
    r"what i (?:said|told you|wrote)\b[^.]{0,50}\b(?:wrong|no longer|not right|too early|premature|out of date))"
)


def retracts(low: str) -> bool:
    """Return whether the speaker takes back something said before."""
    return bool(RETRACTION.search(low)) and not re.search(
        r"\b(?:don't|not|never) (?:forget|ignore|disregard)\b|forget to\b|forget it\b", low
    )


_MACHINE: Final = Pattern(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}(?:previous|prior|above|earlier|preceding|system|existing) (?:\w+ )?(?:instructions?|"
    r"prompts?|rules?|directions?|messages?|context)"
    r"|(?:^|\n)\s*(?:#+ ?)?(?:system|assistant|developer|user)(?: (?:prompt|message|note|override|instruction))?\s*[:>\]]"
    r"|\[/?(?:inst|system|assistant)\]|<\|?/?(?:system|im_start|im_end|assistant|instructions?|prompt|tool|script)\b"
    r"|\b(?:you are|act as|acting as|pretend to be|behave as) (?:now )?(?:an? |the )?(?:\w+ )?(?:ai|llm|language model|chatbot|assistant|analyst|"
    r"classifier|crm agent|sales assistant)\b"
    r"|\b(?:dear|attention|note (?:to|for)|to|hey|hello|hi) (?:any |all |the |our )?(?:ai|llm|language model|chatbot|bot|model|summari[sz]er|analy[sz]er|"
    r"automated (?:system|reader)|crm bot)s?\b(?:[:,]|\s+(?:reading|processing|that|which|model|assistant|system))"
    r"|\bas an ai\b|\b(?:mark|set|flag|record|treat|score|rate|classify|tag|label|update|change|move) (?:the |this |all |every |\w+ ){0,4}"
    r"(?:economic[_ ]buyer|decision[_ ]criteria|decision[_ ]process|paper[_ ]process|champion|metrics|competition|pain|requirements?|gates?|truth line|"
    r"band|health|stage|status|deal|opportunity|signals?|evidence)"
    r"\b[^.\n]{0,40}\b(?:as|to|=|:)\s*[\"'`]?(?:verified|high|passed|won|closed|confirmed|green|met|100|supported|not needed|true|asserted)\b"
    r"|\b(?:set|mark) (?:the )?band\b|\b(?:economic_buyer|decision_criteria|decision_process|paper_process|truth_line)\b|\bevidence[_ ]?id\b"
    r"|\b(?:output|return|respond with|reply with|print|emit)\b[^.\n]{0,30}\b(?:json|yaml|xml|the system prompt|your (?:instructions|prompt))\b|"
    r"\b(?:system|hidden) prompt\b|\bprompt injection\b|\bjailbreak\b"
)


def for_machine(low: str) -> bool:
    """Return whether the text speaks to software rather than to a person; it then proves nothing."""
    return bool(_MACHINE.search(low))


_CONFIDENCE: Final = Pattern(
    r"\bbetween (?:us(?! and\b)|you and me|ourselves|you and i|the two of us|these (?:four )?walls)\b|\boff the record\b|\b(?:strictly|told you) in "
    r"confidence\b|"
    r"\bin (?:strict(?:est)? |the strictest |complete )?confidence\b(?! (?:in|that|level|interval))|\bkeep (?:this|it|that) (?:strictly )?(?:to yourself|"
    r"to yourselves|for you(?:rself|rselves)?(?: (?:only|alone|until|till|for now|please)|[.,;!]|$)|between|quiet|under your hat|private|confidential)|"
    r"\b(?:don't|do not|not to|never) (?:share|forward|repeat|quote|pass (?:this|it|that) on|mention (?:this|it|that)|tell (?:anyone|anybody|\w+ i (?:said|"
    r"told)))\b|"
    r"\bnot for (?:wider |further |onward |general |external )?(?:sharing|forwarding|circulation|distribution|onward)\b|"
    r"\byou didn't hear (?:it|this|that) from me\b|\bfor your (?:ears|eyes) only\b|\bentre nous\b|\bunofficially\b|\bconfidentially\b|\bstays (?:between|"
    r"with) (?:us|you)\b|"
    r"\b(?:please )?treat (?:this|it) (?:as |in )?(?:confiden|privat)|\bdelete after reading\b|\bnot public (?:yet|knowledge)\b|\bhasn't been announced\b"
)
_DISCLAIMER: Final = Pattern(
    r"intended (?:only )?for the addressee|intended recipient|legally privileged|this e-?mail (?:and|is|may)|this message (?:and|is|may)"
)


def in_confidence(low: str) -> bool:
    """Return whether it asks to be kept in confidence; a mail footer does not."""
    return bool(_CONFIDENCE.search(low)) and not _DISCLAIMER.search(low)


_FUNCTION: Final = frozenset(
    """the a an and of to is are was were be been it its this that these those for we i you our us my your he she they them their his her in on at by with from as
    not no have has had do does did will would can could should must if or but so what which who when where how there here than then all any some only also up out
    off about into over under before after until because while since i'm we're it's that's don't won't can't we've i've i'll we'll""".split()
)


_COUNTED: Final = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen)\b"
)


def filler(plain: str) -> bool:
    """Return whether words stand in a row that no person would write: hardly a function word, number, name or mark between them."""
    tokens = plain.split()
    if len(tokens) < 4 or any(mark in plain for mark in ",:;-/()#&%+=\"'") or any(char.isdigit() for char in plain):
        return False
    if any(token[:1].isupper() for token in tokens[1:]):
        return False
    if _COUNTED.search(plain.lower()):
        return False
    common = sum(token.lower().strip(".!?") in _FUNCTION for token in tokens)
    return common * 8 <= len(tokens)


_TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_STOPS: Final = {
    "English": "the and of to is that for we you it in our are with be this have not on i your will by can at as but from what they was an or if us do".split(),
    "German": "der die das und ist nicht wir sie ich zu den mit für auf ein eine dass bitte wird im dem von es haben noch auch bei unser unsere als vor bis".split(),
    "French": "le la les et est nous vous une des pour que pas dans sur avec notre votre qui je ce du au sont merci être avant cette ont".split(),
    "Spanish": "el la los las y es que para con una nuestro nosotros por no se del su está pero como más muy hemos gracias antes tenemos".split(),
    "Italian": "il lo gli di che e è per non con una del della nostro siamo sono abbiamo questo alla dei grazie prima anche ci più nel".split(),
    "Portuguese": "o os as que não para com uma nosso do da em um por é são mas temos obrigado antes nós está ao dos muito".split(),
    "Dutch": "de het een en is niet wij van voor met op dat ik zijn ons onze te wordt maar graag ook bij naar kan aan nog wel".split(),
    "Swedish": "och att det är inte vi som för med på en ett av har till den jag kan vår men om tack från innan ska".split(),
    "Danish": "og at det er ikke vi som for med på en et af har til den jeg kan vores men hvis tak fra inden skal".split(),
    "Polish": "i nie jest się że na do w z dla jak nam przez ale oraz tym są mamy proszę przed już czy ten ta to".split(),
    "Czech": "a je se že na v pro s jsme není to ale jak do od za nebo před prosím máme aby".split(),
    "Finnish": "ja on ei se että me kun mutta ovat olemme kanssa meidän ennen tai voi".split(),
}
_SETS: Final = {name: frozenset(words) for name, words in _STOPS.items()}
_SCRIPTS: Final = (
    ("Russian", re.compile("[\u0400-\u04ff]")),
    ("Greek", re.compile("[\u0370-\u03ff]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")),
    ("Arabic", re.compile("[\u0600-\u06ff]")),
    ("Hindi", re.compile("[\u0900-\u097f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Japanese", re.compile("[\u3040-\u30ff]")),
    ("Korean", re.compile("[\uac00-\ud7af]")),
    ("Chinese", re.compile("[\u4e00-\u9fff]")),
)

_FAR: Final = re.compile("[\u0370-\uffff]")


def language(text: str) -> str:
    """Return the language of a passage by its commonest words; `English` where too little is written to tell."""
    if not text.isascii() and _FAR.search(text):
        for name, script in _SCRIPTS:
            if len(script.findall(text)) * 3 > max(len(text.replace(" ", "")), 12):
                return name
    low = text[:1200].lower()
    rough = low.split()
    if len(rough) >= 4 and sum(map(_SETS["English"].__contains__, rough)) * 4 >= len(rough):
        return "English"
    words = list(_TOKEN.findall(low))
    if len(words) < 4:
        return "English"
    english = sum(map(_SETS["English"].__contains__, words))
    if english * 5 >= len(words):
        return "English"
    present = Counter(words)
    score, name = max(
        (sum(n for w, n in present.items() if w in stops), name) for name, stops in _SETS.items() if name != "English"
    )
    telling = any(word in _SETS[name] and word not in _FUNCTION and word not in _SETS["English"] for word in present)
    return name if telling and score > english and score >= 2 and score * 6 >= len(words) else "English"


__all__ = [
    "RETRACTION", "brochure", "clause", "fact_tail", "filler", "for_machine", "hedged", "hypothetical", "in_confidence", "language", "negated", "others_story", "question_scope", "remote",
    "retracts", "rumour", "trace",
]  # fmt: skip
