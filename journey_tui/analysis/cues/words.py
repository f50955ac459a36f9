"""Classes of words for frames: who speaks, whom they work with, what we sell them, what money, papers and trouble are called."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.cues.classes import ROLE

FILL: Final = r"(?:(?:um|uh|er|erm|like|you know|i mean|sort of|kind of|basically|actually|just|already|also|now|then|even|finally|personally|simply|still|really|probably|currently|quietly|only|all|both)[ ,]+)"
I_DID: Final = rf"\bi(?:'ve| have|'d| had|'m| am|'ll| will| can| was| went and| managed to| had to| decided to)?(?: {FILL}| |, )(?:been |going to |gonna )?{FILL}*"
"""Somebody speaks of what they did, do or will do themselves; a verb follows."""
COLLEAGUE: Final = (
    rf"(?:(?:our|my|the|their|both|all|all the|each|every|some of our|two of our|three of our|a few of our) (?:[\w'-]+ ){{0,3}}?(?:{ROLE}|boss(?:es)?|colleagues?|teams?|crews?|peers?|counterparts?|"
    r"opposite numbers?|people|staff|managers?|leads?|leaders?|heads?|directors?|partners|users?|experts?|architects?|engineers?|developers?|planners?|nurses?|"
    r"doctors?|drivers?|operators?|foremen|supervisors?|lawyers?|solicitors?|buyers?|accountants?|committee|council|group|panel|meeting|review|round|session|"
    r"forum|assembly|department|union|works council|steering|programme board|plants?|sites?|branches|stores|depots|sceptics|doubters|number two)"
    r"|legal|finance|procurement|purchasing|security|operations|management|leadership|engineering|upstairs|everybody|everyone|them|him|her)"
)
OURS: Final = (
    r"(?:you guys|you|yours|your (?:[\w'-]+ )?[\w'-]+|this (?:project|tool|one|system|idea|pilot|trial|product)|the (?:\w+ )?(?:project|pilot|trial|idea|proposal|demo|"
    r"business case|prototype|rollout|tool|system|offer|one-?pager|product))"
)
AUTHORITY: Final = (
    r"(?:head ?office|headquarters|hq|the group|the parent company|our parent|the board|our board|management|my boss|the boss|our boss|my manager|my director|the owners?|our owners?|shareholders|"
    r"the bank|our bank|investors|the insurer|our insurer|the regulator|our regulator|the ministry|the council|the cfo|our cfo|the ceo|our ceo|the coo|our coo|the md|our md|"
    r"the (?:chief exec(?:utive)?|minister|trust|partners|trustees|unions?|customer|chair(?:man|woman)?)|our (?:chief exec(?:utive)?|biggest customer|customers|minister|partners|trustees|union)|they|corporate|upstairs|leadership|the plan)"
)
DESK: Final = (
    r"(?:legal|lawyers?|solicitors?|attorneys?|(?:general |in-?house |outside |legal )?counsel|procurement|purchasing|contracts (?:team|department|people|office|manager)|contracts(?=[,.;]| (?:has|have|is|are|will|wants?|needs?|team|for))|contracting|"
    r"info-?sec|it security|security team|information security|cyber ?security|(?:the )?ciso|(?:our |the )?dpo|data protection(?: officer)?|privacy (?:team|officer)|compliance|(?:third[- ]party |vendor |supplier )?risk(?: team| management| committee)?|"
    r"vendor management|supplier management|shared service cent(?:re|er)|shared services|accounts payable|the prokurist|company secretary|buying department|sourcing|category manager|the buyer|our buyer)"
)
PAPER: Final = (
    r"(?:contracts?(?! (?:expires|ends|runs))|agreement|msa|nda|dpa|sow|framework|call-?off|terms(?: and conditions)?|t&cs|clauses?|sections? \d+|article \d+|redlines?|red-?lined|mark-?ups?|marked[- ]up|questionnaire|order form|"
    r"(?:vendor|supplier) (?:form|record|set-?up|onboarding|registration|portal|master)|purchase orders?|po\b|pos\b|requisition|w-?9|insurance certificates?|certificates? of insurance|bank letter|"
    r"soc ?2|iso ?27001|pen(?:etration)? tests?|dpia|(?:privacy |data protection )?impact assessment|security (?:review|assessment|check|form)|vendor (?:assessment|check|approval)|due diligence|background check|"
    r"liability(?: cap)?|indemnit\w+|signature page|docu-?sign|wet signature|wet ink|countersign\w*|paperwork|duns(?: number)?|template agreement|general terms|annex(?:es)?|schedule \d|warrant(?:y|ies) clause|governing law|"
    r"data processing (?:agreement|addendum)|processing agreement|statement of work)"
)
FIRM: Final = (
    r"(?:vendors?|suppliers?|providers?|bidders?|compan(?:y|ies)|firms?|products?|tools?|platforms?|systems?|solutions?|candidates?|competitors?|options?|alternatives?|names?|"
    r"players?|contenders?|finalists?|offers?|quotes?|bids?|consultanc(?:y|ies)|start-?ups?|parties|manufacturers?|software houses?|outfits?|horses?|people|others?)"
)
COUNT: Final = (
    r"(?:one|two|three|four|five|six|several|some|a few|a couple of|a handful of|a number of|various|another|a second|a third|\d)"
)
IN_PLAY: Final = (
    r"(?:in the (?:frame|running|race|mix|picture|hunt|game|pot|final|final round|ring|process|tender|shortlist|short list)|on (?:the|our|my) (?:table|short-?list|short list|list|long-?list|radar)|under consideration|"
    r"being (?:considered|looked at|evaluated|assessed|tested)|in play|in contention|bidding|quoting|tendering|pitching|presenting|interested in the (?:job|contract|business)|still (?:in|alive|there))"
)
NAMED: Final = r"(?P<name>(?:[A-Z][\w&+.'-]*\w(?: [A-Z0-9][\w&+'-]*){0,2}|[a-z][\w-]+\.(?:com|io|ai|app|co)))"
"""A company or product by its capitals, for `Line.named`, or by its address."""
QUALITY: Final = (
    r"(?:prices?|pricing|costs?|total cost(?: of ownership| over [\w ]+)?|tco|security|usability|user[- ]friendliness|ease of \w+|how easy \w+ \w+(?: \w+)?|integrations?|support|service|speed|response times?|references?|reliability|robustness|uptime|"
    r"availability|accuracy|quality|functionality|features?|fit(?: with \w+)?|sustainability|accessibility|languages?|hosting|data residency|implementation(?: time)?|roll-?out|time to (?:value|live)|offline(?: \w+)?|reporting|"
    r"compliance|performance|flexibility|scalability|simplicity|track record|vendor stability|local presence|training|mobile(?: app)?|battery life|latency|traceability|audit trail|data protection|looks|design|brand|experience in \w+)"
)
TROUBLE: Final = (
    r"(?:collaps\w+|grinds? to a halt|ground to a halt|stands? still|stood still|comes? to a (?:stop|standstill|halt)|falls? (?:apart|over|down)|fell (?:apart|over|down)|breaks? down|broke down|seizes? up|piles? up|piling up|piled up|back(?:s|ed|ing) up|"
    r"goes? missing|went missing|going missing|gone missing|gets? lost|got lost|getting lost|gets? forgotten|get forgotten|vanish\w*|disappear\w*|spoil\w*|rot(?:s|ted|ting)?|clash(?:es|ed)?|never match(?:es)?|don't match|doesn't match|never agree|don't agree|"
    r"over(?:runs?|ran|shoots?|shot)|leak(?:s|ed|ing)?|stall(?:s|ed)?|jam(?:s|med)?|clog(?:s|ged)?|corrupted|double[- ]book\w*|misplaced|mislaid|duplicated|miscounted|mis-?shipped|mispicked|delayed|held up|stranded|idle|out of (?:stock|sync|step|date))"
)
PEOPLE: Final = (
    r"(?:customers?|clients?|patients?|residents?|citizens?|passengers?|guests?|callers?|students?|parents?|tenants?|members?|drivers?|nurses?|doctors?|planners?|operators?|engineers?|clerks?|agents?|pickers?|users?|staff|"
    r"colleagues?|suppliers?|buyers?|teams?|applicants?|visitors?|policyholders?|farmers?|dealers?|new (?:starters?|hires?|joiners?)|starters|technicians?|reps|managers?|shoppers?|subscribers?|merchants?|our people|good people|the (?:field )?(?:guys|lads|crew|girls)|field guys)"
)
EVALUATION: Final = (
    r"(?:pilot|trial|poc|proof of concept|bake-?off|evaluation|assessment phase|tender|rfp|rfq|short-?list(?:ing)?|scoring|site visits?|reference (?:calls?|visits?|checks?)|references|selection|technical (?:deep[- ]dive|review|evaluation)|"
    r"architecture (?:review|board)|security review|vendor (?:day|presentations?)|workshop|business case|board paper|recommendation|award)"
)
BODY: Final = (
    r"(?:(?:the |our |their |your |a )?(?:[\w-]+ )?(?:board|steerco|steering (?:group|committee|board)|exco|exec(?:utive)?(?: team| committee| board)?|committee|council|cabinet|trustees|governors|partners(?:'| meeting)?|leadership team|management (?:team|board|meeting)|"
    r"directors|investment (?:board|committee|round)|capital committee|works council|senate|panel|jury|supervisory board|slt|smt|gremium|shareholders' meeting))"
)
WEEKDAY: Final = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?)"


def gap(most: int) -> str:
    """Return up to `most` words in between, a comma allowed behind each."""
    return rf"(?:,? [\w'&./%£$€-]+){{0,{most}}}?,? "
