"""Tell a loss that is told as a story, without a word for `problem`: what stopped, broke, died, was billed, who left, who threatens."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Line, mishaps
from journey_tui.analysis.quick import Pattern

# All patterns meet `Line.low`.
_N: Final = (
    r"(?:\d[\d.,]*|an?|half an?|several|some|a few|a couple of|dozens of|hundreds of|most of an?|the whole|a whole|"
    r"nearly an?|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|"
    r"seven|eigh|nine)ty(?:-\w+)?|\w+ (?:hundred|thousand))"
)
_TIME: Final = (
    rf"{_N}(?: and (?:a half|a quarter))? (?:\w+ )?(?:minutes?|hours?|days?|nights?|weeks?|shifts?|mornings?|"
    rf"weekends?)"
)
_MONEY: Final = (
    r"(?:[£$€] ?\d[\d.,]*|\d[\d.,]* ?(?:k\b|thousand|grand|million|euros?|pounds|dollars|kronor|francs|zloty)|"
    r"(?:\w+[ -])?(?:hundred|thousand|grand|million|five figures|six figures)\b)"
)
_BILLED: Final = (
    Pattern(
        rf"\b(?:refunds?|recalls?|repairs?|damages?|claims?|bills?|clean-?up|compensation|settlements?|write-?offs?|excess|"
        rf"overtime|tow(?:ing)?|salvage|demurrage|"
        rf"re-?work|re-?prints?|replacements?|recovery|surcharges?|fines?|penalt(?:y|ies)|vet|disposal|express freight|damaged "
        rf"\w+|(?:lost|spoilt|spoiled|ruined) \w+)"
        rf"(?: (?:alone|for \w+|itself|on top))? (?:was|were|came to|comes? to|cost|ran to|reached|added up to|totall?ed|stood "
        rf"at) (?:\w+ ){{0,3}}?{_MONEY}"
    ),
    Pattern(
        rf"\b(?:sent|gave|handed|served|presented|hit|stuck|landed|slapped|left) (?:us|me) (?:with )?(?:an?|the|another|their|"
        rf"his|her) (?:\w+ ){{0,2}}?"
        rf"(?:bill|claim|invoice|demand|fine|penalty|surcharge|charge) (?:for|of|over|because) (?:\w+ ){{0,3}}?(?:{_MONEY}|"
        rf"hours?|days?|weeks?|waiting|"
        rf"damage\w*|delay\w*|lost|late|cleaning|standing|spoil\w*|missing|the (?:mess|delay|damage|wait|lost|spoil\w*))"
    ),
    Pattern(
        r"\b(?:charged|bills?|billed|fines|fined|invoiced|docks?|docked|charges|penali[sz]es|back-?charged) (?:it )?(?:to "
        r")?(?:us|me) (?:back |\w+ )?(?:for (?:it|every|each|the (?:wait|delay|lost|late)|waiting|late)|per|by the|an?|on top|"
        r"each|[£$€\d])"
    ),
    Pattern(
        rf"\b{_TIME} (?:of|with) (?:no|lost|dead|idle|unplanned|silence|darkness|standing|waiting|downtime|standstill|"
        rf"stoppage|outage|nothing)\b"
    ),
    Pattern(
        rf"\b{_TIME} (?:without|down for|dark for|blind for) (?:an?|any|the|our|water|power|heat\w*|light|gas|steam|cooling|"
        rf"air|data|signal|radio|production|trains|bread|glass|beds?|orders|deliveries|\w+ing)\b"
    ),
)
_STOPPED: Final = (
    Pattern(
        rf"\b(?:began|started|starts?|left|sailed|arrived|opened|opens|ran|runs|finished|departed|landed|took off|went out|"
        rf"came|were|was|cleared|docked|got there) {_TIME}(?: and \w+(?:-\w+)? (?:minutes|hours))? late\b"
    ),
    Pattern(
        rf"\b(?:stood|sat|waited|idled|queued|circled|lay|hung|were (?:stranded|stuck|trapped|held|left standing)|was "
        rf"(?:stranded|stuck|trapped|held|left standing))\b"
        rf"(?: (?:idle|still|there|empty|waiting|outside|(?:in|on|at) (?:the|our) \w+))?(?:,? for)? (?:(?:over|nearly|almost|"
        rf"about|another) )?{_TIME}|"
        rf"\b(?:stood|sat|waited|idled|queued|lay|hung)(?: \w+){{1,5}}? for {_TIME}"
    ),
    Pattern(
        rf"\b(?:stands?|sits?|waits?|queues?|idles?) (?:(?:idle|still|there|outside) )?(?:for )?(?:(?:over|nearly|almost|"
        rf"about) )?{_TIME}\b[^.?;]{{0,40}}?\b(?:every|each|on average|at a time|in the peak|a day|a week|because|at our|at "
        rf"the (?:gate|dock|quay|door|kerb|ramp|border))"
    ),
    Pattern(
        r"\b(?:went nowhere|never (?:left|sailed|took off|arrived|opened|went out|started|turned up|made it)|did(?: not|"
        r"n't) (?:sail|take off|leave the|open at all|fly))\b"
    ),
    Pattern(
        r"\b(?:sailings?|flights?|operations?|surger(?:y|ies)|procedures?|clinics?|lists?|trains?|bus(?:es)?|services?|"
        r"ferr(?:y|ies)|matches|performances?|concerts?|class(?:es)?|lessons?|deliver(?:y|ies)|runs?|shifts?|departures?|"
        r"appointments?|trips?|tours?|shows?|crossings?|rounds?|races?|weddings?|bookings|orders)"
        r"(?: for (?:\w+ ){1,3})? (?:was|were|had to be|got|are|is) (?:all |then |simply )?(?:cancel?led|called off|scrubbed|"
        r"abandoned|turned back|diverted)\b"
    ),
    Pattern(
        r"\b(?:re-?(?:labell?ed|packed|typed|counted|printed|sorted|wound|cut|picked|wrote|written|laid|weighed|stacked|keyed|"
        r"sewn|welded|baked|made|built|washed|poured|painted|tested|sampled|loaded|planned)|unpacked|unloaded|counted|sorted|"
        r"copied|carried|checked|scrubbed|did (?:it|the|every|all)|redid|repeated|done)\b"
        r"[^.?;]{0,40}?\b(?:by hand|all over again|from scratch|a second time|on (?:our|their|my|a|his|her) (?:day off|days "
        r"off|sunday|saturday|night off|bank holiday)|through the night|all night|all weekend|over the weekend|by torchlight|"
        r"until (?:dawn|midnight|three|four|five))"
    ),
    Pattern(
        rf"\b(?:sent|shipped|turned|took|hauled|drove|carted|pumped|put) {_N} (?:[\w-]+ ){{0,4}}?(?:back (?:because|through|to "
        rf"the|and|since|after|for|again|out|last|this|on)|back$|home (?:unpaid|because|again|without)|away (?:because|at the|"
        rf"last|this|since))"
    ),
    Pattern(
        rf"\b(?:sent|dispatched|drove|had|delivered|routed|gave|shipped|booked|put) (?:{_N}|both|our|the) (?:[\w-]+ "
        rf"){{1,4}}?(?:to|at|on|in|for) the (?:same|wrong) \w+|"
        rf"\b(?:{_N}|both|all) (?:[\w-]+ ){{1,2}}?(?:went|drove|came|turned up|arrived|reported|were sent|were booked) (?:to|"
        rf"at|on|in|for) the same \w+|"
        rf"\bthe wrong (?:patient|child|horse|leg|dose|part|parts|pallet|truck|coach|boat|body|file|blood|medicine|flour|label|"
        rf"size|mix|fuel|grade|colour|lot|batch|roll|drum|chemical|order) (?:\w+ )?(?:was|were|went|got|came|arrived|left|had "
        rf"been)\b|"
        rf"\bto the same \w+ (?:twice|again)\b[^.?;]{{0,20}}|\b(?:to|at|on) the wrong (?:address|house|site|gate|ward|patient|"
        rf"customer|platform|berth|pump|tank|door|street|quay|farm|pen|bay|floor|leg|side|vessel|truck|hall)\b"
    ),
    Pattern(
        rf"\b(?:tipped|dumped|binned|poured|flushed|destroyed|incinerated|composted|ditched|culled|put down|landfilled|pulped|"
        rf"melted down|melted|drained|discarded) (?:\w+ ){{0,2}}?(?:{_N}|all|half|everything|the (?:lot|whole|tank|batch|load|"
        rf"vat|milk|catch)|an entire|whole)\b|\b(?:poured|tipped|went|goes|go|pumped|flushed|pour) (?:\w+ ){{0,2}}?(?:down the "
        rf"(?:drain|sewer|sink|gully)|to (?:landfill|pig feed|waste|compost|rendering))|\ball (?:of it )?(?:scrap|waste|spoilt|"
        rf"spoiled|ruined|rotten)\b|\bwent (?:by (?:road|air|taxi|courier|helicopter)|hard in|sour|stale|mouldy|rotten|rancid|"
        rf"to waste)\b"
    ),
)
_LIVING: Final = (
    r"(?:apprentices?|stewards?|diners?|campers?|cleaners?|carers?|pupils?|lads?|pensioners?|horses?|mares?|foals?|patients?|calf|"
    r"calves|cows?|dogs?|cats?|sheep|lambs?|pigs?|piglets?|sows?|birds?|hens|chicks|fish|salmon|smolts?|trout|"
    r"bees|hives?|child|children|kids|boy|girl|man|men|woman|women|worker|workers|drivers?|residents?|passengers?|"
    r"guests?|crewmen|crewman|seaman|welders?|fitters?|operators?|climbers?|skiers?|swimmers?|hikers?|tourists?|"
    r"visitors?|nurses?|technicians?|labourers?|mother|baby|babies|seedlings|plants|trees|animals?|somebody|"
    r"someone|people|he|she|they)"
)
_HARM: Final = (
    Pattern(
        rf"\b{_LIVING} (?:\w+ ){{0,3}}?(?:died|drowned|was killed|were killed|was hurt|were hurt|was injured|were injured|"
        rf"(?:was|were|got) (?:badly |nearly )?(?:scalded|trapped|poisoned|gassed|bitten|thrown|hospitali[sz]ed)|was burned|"
        rf"was burnt|suffocated|bled|was crushed|were crushed|was electrocuted|was hit by|was struck|fell (?:from|off|into|"
        rf"through|down)|choked|overdosed|lost (?:a|an|two|three|his|her) (?:finger|hand|arm|leg|foot|eye|toes?|fingers)|"
        rf"(?:ended up|landed|is|was) in (?:the )?(?:hospital|intensive care|a&e)|was let off at|went missing|wandered off)"
    ),
    Pattern(
        r"\b(?:(?:we|they|he|she|had to|and) evacuate(?:d)?|(?:was|were) evacuated|(?:over)?flow(?:ed|s) (?:into|onto|again|"
        r"because|on|at)|overflowed|flooded (?:the|two|three|half|again|a|our)|(?:was|were|got) flooded|spilled|caught fire|"
        r"blew up|exploded|derailed|collided|ran aground|capsized|jack-?knifed|overturned|tipped over|ran dry|boiled (?:over|"
        r"dry)|went up in (?:smoke|flames)|set off the alarms?|came off the (?:rails|road|hook|crane)|(?:drove|rolled|taxied|"
        r"backed|reversed|crashed|smashed|slid) (?:straight |right )?(?:over|into|off) (?:it|him|her|a|an|the|one|two|our|"
        r"another)|stopped (?:\w+ ){1,3}?short of)\b"
    ),
    Pattern(
        r"\b(?:opened|opens|opening|started|launched|has|have) (?:up )?(?:a|an|the) (?:file|inquiry|enquiry|investigation|case|"
        r"proceedings?) (?:on (?:us|it|that)|into (?:us|it|that|the)|against (?:us|me)|over)\b"
        r"|\b(?:marshal|inspector(?:ate)?|police|prosecutor|regulator|coroner|ombudsman|authority|agency|union|state|county|"
        r"council|coastguard|ministry|board|district attorney)(?: \w+){0,2} (?:has |have )?(?:opened|started|launched) (?:a|"
        r"an) (?:\w+ )?(?:file|inquiry|enquiry|investigation|case)\b"
        r"|\b(?:family|families|widow|owners?|parents|neighbou?rs|union|guests?|customers?) (?:has|have|got|hired|is|are)(?: "
        r"\w+){0,2} (?:a lawyer|lawyers|an attorney|suing|going to court|told the whole|gone to the (?:press|papers?))"
    ),
    Pattern(
        r"\b(?:ruined|spoilt|spoiled|wrecked|smashed|contaminated|thawed|flooded|crushed|sank|sunk|snapped|killed|"
        r"injured|scalded|overcooked|overdosed|froze|burnt|burned|cracked) (?:an?|another|one|two|three|four|five|six|seven|"
        r"eight|nine|ten|\d[\d,.]*|the whole|half the|half a|an entire|several|dozens of) (?:[\w-]+ ){0,2}?\w+"
    ),
)
_BROKEN: Final = (
    Pattern(
        r"\b(?:tankers?|trucks?|lorr(?:y|ies)|vans?|forklifts?|cranes?|bus(?:es)?|boats?|ships?|ferr(?:y|ies)|barges?|trains?|"
        r"trams?|tractors?|trailers?|loaders?|aircraft|helicopters?|diggers?|excavators?|trolleys?|wagons?|containers?|loads?|"
        r"barriers?) "
        r"(?:\w+ ){0,2}?(?:hit|struck|rammed|rolled (?:into|over|off|away)|crashed|ran (?:off|over|into|through)|overran|"
        r"clipped|scraped|skidded|collided|fell (?:on|off|into|from)|jumped the)\b"
    ),
    Pattern(
        rf"\b(?:{_N}|the (?:whole|entire)|half the|half our|every|most of the) (?!vendors?|suppliers?|offers?|bids?|proposals?|"
        rf"ideas?|options?|quotes?)(?:[\w-]+ ){{1,4}}?(?:was|were|had to be) (?:all |then )?(?:recalled|condemned|scrapped|"
        rf"spoilt|spoiled|ruined|destroyed|thrown (?:out|away)|written off|contaminated|seized|impounded|mixed up|mislabell?ed|"
        rf"misrouted|double[- ]booked|thawed|flooded|binned|dumped|pulped|tipped|quarantined|re-?called)\b"
    ),
    Pattern(
        rf"\b(?:flew|flown|couriered|chartered|hired|rented|rushed|trucked|tankered|shipped) (?:in |out )?(?:{_N}|the|another|"
        rf"extra|emergency) (?:[\w-]+ ){{1,3}}?[^.?;]{{0,20}}?\b{_MONEY}|\bout of (?:our|my) own pocket\b|\bat our (?:own "
        rf")?(?:expense|cost)\b|"
        rf"\bput (?:{_N}|the|all|them|everyone|everybody)(?: [\w-]+){{0,4}}? (?:up )?(?:in|into) (?:an? |the )?(?:\w+ "
        rf")?(?:hotels?|taxis?|cabs?|motels?)\b"
    ),
)
_GONE: Final = (
    Pattern(
        rf"\b{_N} of (?:our|my|the|their) (?:[\w-]+ ){{1,5}}?(?:quit|resigned|left(?= us| in| last| this| after| because| over| for |[.,;!]|$)|"
        rf"walked out|handed in|gave notice|given "
        rf"notice|went off sick|are off sick|cancelled|moved away)\b"
    ),
    Pattern(
        rf"\b(?:{_N}|of (?:the|our|them|those)|customers?|clients?|members?|tenants?|growers?|farmers?|families|families'|"
        rf"owners|policyholders|subscribers|schools|shops|hotels|studios|practices|guests|drivers|nurses|people|of \d+) "
        rf"(?:[\w,]+ ){{0,3}}?(?:left us|walked out on us|deserted us|dropped us|quit on us|did(?: not|n't) (?:renew|rebook|"
        rf"come back|re-?order|sign again)|have not (?:renewed|rebooked|come back)|haven't (?:renewed|rebooked|come back)|"
        rf"(?:took|moved|gave|pulled) (?:their|its|his|her) (?:business|account|custom|orders?|milk|grain|fleet|volume|horses?|"
        rf"money|boat|contract|freight|listing)\b|(?:moved|went|switched|gone|go) (?:over )?to (?:the competition|a (?:rival|"
        rf"competitor)|somebody else|someone else|another))"
    ),
    Pattern(
        r"\b(?:left us|walked out on us|dropped us|deserted us) (?:at renewal|for (?:a|the|another)|over (?:it|this|that)|"
        r"because|last|this|in \w+|after)\b"
    ),
)
_POWER: Final = (
    r"(?:insurers?|insurance|underwriters?|regulators?|inspectors?|inspectorate|auditors?|fire (?:marshal|chief|"
    r"officer|service)|brand(?: office)?|head office|franchis(?:or|er)|bank|lenders?|ministry|council|state|county|"
    r"city|federation|union|licensing \w+|ombudsman|coroner|court|judge|landlord|harbou?r ?master|port authority|"
    r"airline|retailers?|supermarkets?|health department|epa|environment agency|police|accreditors?|certifier|"
    r"league|diocese|archdiocese|owners?|investors?|shareholders?|works council|dairy board|co-?op|buying group|"
    r"grid operator|network operator|rail authority|railway|customs|agency|authority|biggest (?:customer|client)|"
    r"largest (?:customer|client)|main (?:customer|client)|supervisory \w+|notified body)"
)
_PRESSED: Final = (
    Pattern(
        rf"\b{_POWER} (?:has |have |had |will |only |is |are |now |already |also |'s )*(?:pays?|paying|covers?|tolerates?|"
        rf"forgives?|allows?|accepts?|lets us have) (?:for )?(?:only )?(?:one|two|no more|a single|nothing|the first|once)\b"
    ),
    Pattern(
        rf"\b{_POWER}\b(?: \w+){{0,4}}? (?:walks?|walk away|pulls? (?:out|our|the|us)|pull our|cancels?|withdraws?|drops? us|"
        rf"doubles? (?:the|our)|raises? (?:the|our) (?:premium|rate|excess)|shuts? us|closes? us|delists? us|fines us|charges? "
        rf"us|stops? (?:paying|buying|taking|delivering)|threaten(?:s|ed|ing)?|warned us|gave us (?:a|one|until|till|\w+ "
        rf"(?:days|weeks|months))|won't (?:renew|cover|insure|pay|take)|will not (?:renew|cover|insure|pay|take)|refuses? to "
        rf"(?:renew|cover|pay|insure))\b"
    ),
    Pattern(
        rf"\b{_POWER} (?:has |have |now |also |both |will )*(?:wants?|expects?|demands?|requires?|insists? on|is asking|are "
        rf"asking|has asked|asked) (?:\w+ )?(?:to see |us to |for )?(?:an? |the |our |proof|evidence|written|"
        rf"something)[^.?;]{{0,60}}?\b(?:by|before|until|within|or)\b"
    ),
    Pattern(
        rf"\b{_POWER} (?:has |have |had )?(?:given|gave|gives|set|allowed|granted) (?:us|me|the \w+) (?:until|till|to the|one|"
        rf"two|three|\w+ (?:days|weeks|months)|a (?:deadline|last|final)|by)\b"
    ),
    Pattern(
        r"\b(?:by|until|till|before|within)\b[^.?;]{3,80}?\bor (?:the |our |my |they|we|it|he|she|i)(?: ?\w+){0,2}? (?:pulls?|"
        r"doubles?|loses?|lose|closes?|close|walks?|cancels?|fines?|withdraws?|suspends?|shuts?|revokes?|goes up|are out|is "
        r"out|is gone|are gone|sues?|delists?|stops? (?:paying|buying|taking|delivering))\b"
    ),
    Pattern(
        r"\b(?:one more|another|an? (?:second|third|fourth|fifth|further)|the next)(?: [\w']+){0,6},? and (?:the|our|my|they|"
        r"we|i|he|she|it)(?:'ll|'re|'s|'m)?(?: \w+){0,3}? (?:walks?|leaves?|(?:is|are|am|be) (?:gone|out|shut|closed|finished|"
        r"dead)|'re (?:gone|out)|pulls?|drops?|loses?|cancels?|withdraws?|fines?|closes?|revokes?|sues?|shuts?|go under|goes "
        r"under)\b"
    ),
    Pattern(
        r"\b(?:each|every) (?:minute|hour|day|case|one|tonne|pallet|container|delay|late \w+|breach|miss)(?: \w+){0,5}? "
        r"(?:is|are|gets|will be) (?:charged|billed|fined|deducted|penali[sz]ed|docked|invoiced)\b"
    ),
)
_PRIVATE: Final = Pattern(
    r"\b(?:my|his|her) (?:own )?(?:car|train|flight|bus|bike|phone|laptop|battery|boiler|son|daughter|wife|husband|kids?|mum|"
    r"mom|dad|mother|father|dog|cat|back|knee|flat|house|garden|holiday|neighbou?r|taxi|cab|plane|suitcase|luggage|tooth|hard "
    r"drive|headset|internet|wi-?fi)\b"
    r"|\bi (?:missed|overslept|was (?:late|stuck)|got (?:stuck|lost|caught)|sat in|stood in|waited|spilled|ran|burnt|burned|"
    r"dropped|flew|drove|walked into|had to run)\b|\b(?:sorry|apolog\w+|haha|lol|joking|kidding|only joking)\b"
    r"|\b(?:the|a|our|your|this|that) (?:call|meeting|demo|webinar|mail|e-?mail|invite|invitation|link|presentation|session|"
    r"video|recording|download|login|export|sandbox|trial|test account|page|screen|app|software|tool|connector|upload|match|"
    r"film|movie|wedding|game|party|coffee machine|conversation)(?: \w+)? (?:began|started|starts|left|ran|was|were|is|froze|"
    r"crashed|stood|died|went|stopped|never|did|didn't|opens|sat)\b"
    r"|\byou(?:r \w+)? (?:sent|gave|left|charged|billed|invoiced|were|ran|arrived|started) |\b(?:battery|phone|laptop|car|"
    r"conversation|thread|joke|idea|project|plan|deal|line) (?:\w+ )?died\b|\bleft us (?:a |an |with |some |in |the |his |her "
    r")|\bmeeting ran\b|\b(?:on holiday|on vacation|at the (?:airport|weekend party|gym|match))\b|\bthank(?:s| you)\b|\b(?:sat|"
    r"stood) (?:down|with|through|in on|together|around the table|next to)\b|\bwait\w*\b[^.]{0,30}\b(?:for )?your\b|\bin "
    r"(?:the|your|our) (?:\w+ )?(?:demo|trial|sandbox|video|simulation|example|film|training|test (?:system|environment))\b"
)
_GOOD: Final = Pattern(
    r"\b(?:so far no|no longer|none of (?:them|us|that)|nobody was hurt and nothing|went (?:well|fine|smoothly)|all fine|"
    r"happily|luckily we were never|for charity|on purpose|as planned|drill|exercise|rehearsal|training day|simulat\w+|"
    r"according to plan)\b"
)
_OWN: Final = Pattern(r"\b(?:we|us|our|ours|we've|we're|i|my|me)\b")

KINDS: Final = {
    "billed": _BILLED,
    "stopped": (*_STOPPED, *mishaps.STOPPED),
    "harmed": (*_HARM, *_BROKEN, *mishaps.HARMED),
    "lost": (*_GONE, *mishaps.LOST),
    "pressed": (*_PRESSED, *mishaps.PRESSED),
    "mishap": mishaps.PROBLEM,
}
CAUSE: Final = Pattern(
    r"\b(?:because|since|as (?:nobody|no one|the|we|he|she|they)|due to|so the|after (?:the|a|nobody|somebody)|when (?:the|"
    r"nobody|somebody|a)|which (?:nobody|no one)|nobody (?:had|knew|told|wrote|carried|saw)|"
    r"no one (?:had|knew|told|wrote)|never (?:got|heard|knew|saw|passed)|did(?: not|n't) (?:know|hear|see|get|read|pass)|"
    r"forgot|instead of|the same|the wrong|by hand)\b"
)
OPENERS: Final = tuple(pattern for patterns in KINDS.values() for pattern in patterns)


_HAPPENED: Final = Pattern(
    r"\b(?:last (?:night|week|month|year|season|winter|summer|spring|autumn|time|monday|tuesday|wednesday|thursday|friday)|yesterday|this (?:morning|week|month|year|season|winter|summer)|on the \d{1,2}(?:st|nd|rd|th)|"
    r"in (?:january|february|march|april|june|july|august|september|october|november|december)|in (?:one|a single) (?:night|day|week|month|shift)|twice|once|the (?:first|second|third|last) (?:one|time|train|truck|lorry|ship|shift|batch|order|customer|patient)|on average|every (?:day|week|month|night|shift)|each (?:day|week|time))\b|"
    r"^(?:we|they|the|an?|our|one|two|three|nobody|somebody|\w+, we) (?:\w+ ){0,3}?\w{3,}(?:ed|ood|ost|ent|ell|oke|aid|ew|an|ut|ands|ops|its)\b"
)
_AND_THEN: Final = Pattern(
    r"\w{3,}(?:,|;| -| and| so| but)(?: and| so| then)? (?:we|they|it|he|she|the|our|an?|one|two|nine|ten|eleven|\d+|half|nobody|i|has|had|was|were|lost|stood|waited|missed|went)\b[^,;]{6,}|\b\d[\d,.]*(?: \w+)?\b"
)


def with_its_cause(low: str) -> bool:
    """Return whether a loss is told as what happened and what came of it: then it shows the problem, too."""
    return _HAPPENED.search(low) is not None and _AND_THEN.search(low) is not None


def told(line: Line, before: Line | None) -> tuple[tuple[str, ...], int] | None:
    """Return the kinds of loss that the sentence tells and where the first stands; None for private mishaps, drills, others' stories."""
    low = line.low
    found: list[tuple[str, int]] = []
    for kind, patterns in KINDS.items():
        match = next((m for pattern in patterns if (m := pattern.search(low)) is not None), None)
        if match is not None and (kind == "mishap" or not guards.negated(low, match.start(), reach=14)):
            found.append((kind, match.start()))
    if not found or any(pattern.search(low) for pattern in (_PRIVATE, _GOOD, mishaps.NOT_WORK)):
        return None
    if before is not None and before.story and not _OWN.search(low):
        return None
    return tuple(kind for kind, _ in found), min(at for _, at in found)
