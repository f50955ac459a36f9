"""Tell what went wrong at work in plain words: nobody was told, twice the same, the wrong one, hours to find it, goods refused."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

_N: Final = r"(?:\d[\d.,]*|an?|half an?|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|\w+ hundred)"
_TIME: Final = rf"(?:{_N} (?:\w+ )?(?:minutes?|hours?|days?|nights?|weeks?|shifts?))"
_DAY: Final = r"(?:day|night|morning|afternoon|evening|week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_KEEPER: Final = (
    r"(?:insurers?|bank|regulator|council|authority|customs|customs people|inspectors?|ministry|landlord|retailer|dairy|mill|buyer|customer|client|"
    r"supermarket|store|port|airline|hospital|pharmacy|brewery|abattoir|terminal|co-?op|auction|wholesaler|agency|lender|league|federation)"
)
STOPPED: Final = (
    Pattern(rf"\b(?:stopped|stuck|trapped|shut|closed|halted|stranded)\b(?: [\w']+){{0,8}}? for {_TIME}"),
    Pattern(
        rf"\b(?:was|were|went) (?:\w+ )?(?:down|off|out|dark|shut|blocked|offline|idle|cold|dry|unmanned|unstaffed) (?:for )?(?:{_TIME}|all (?:of "
        rf")?(?:the )?{_DAY}|(?:half|most of) (?:the|a) {_DAY}|on (?:a )?{_DAY} (?:night|morning))\b"
    ),
    Pattern(
        rf"\b{_TIME} late\b|\b(?:operated|delivered|started|opened|shipped|treated|paid|picked up|buried|harvested) (?:a|two|three|\w+) (?:days?|"
        rf"weeks?|hours?) late\b"
    ),
    Pattern(
        r"\b(?:waited|stood|queued|sat)(?: [\w']+){0,5}? (?:because|since (?:nobody|the)|as nobody|while nobody|outside the locked|in the (?:rain|"
        r"cold|snow|dark))\b|"
        r"\bthere were (?:\w+ ){1,4}(?:outside|waiting|in the rain|in the cold|on the (?:pavement|platform|quay))\b"
    ),
    Pattern(
        rf"\btook (?:us |them |him |her |me |the \w+ )?(?:over |nearly |almost )?{_TIME} (?:to|before (?:we|they|anybody|somebody|anyone|someone)) "
        rf"(?:\w+ )?(?:find|found|reach|reached|get hold|got hold|notice|noticed|work out|worked out|trace|realise|realize|discover|sort|wake|fetch|"
        rf"clear|restart|undo|establish|came|answered)\b|"
        r"\bmissed (?:the|its|their|our) (?:tide|slot|boat|window|cut-?off|sailing|connection|auction|market|frost|lock|pilot boat|departure|last "
        r"\w+|deadline|kick-?off)\b"
    ),
    Pattern(
        r"\b(?:had|have|has) to (?:go|be done|run|be made|be printed|be cleaned|be tested|be sent|be poured|be baked|come) (?:out |round |through "
        r")?(?:all over )?(?:again|twice|a second time)\b"
    ),
)
HARMED: Final = (
    Pattern(
        rf"\b(?:issued|shipped|sent|printed|sold|delivered|packed|dispensed|booked|posted|paid|billed) {_N} (?:wrong|faulty|duplicate|broken|"
        rf"misprinted|spoilt|rotten|expired) \w+|"
        r"\b(?:we|they|he|she|somebody|someone|shift|crew|team) (?:\w+ )?(?:planted|issued|shipped|printed|sold|loaded|cut|poured|fitted|installed|"
        r"dispensed|sprayed|mixed|demolished|dug up|painted|welded|harvested|shut off|switched off|pumped) the wrong \w+|"
        rf"\b(?:two|three|both|four) \w+ (?:got|had|were given|were sold|were promised) the same \w+|\b(?:undid|undone) what\b|"
        rf"\b(?:(?:drove|came|waited|worked|went|flew|ran|all|there) for nothing|in vain|empty-handed|with an empty (?:box|truck|van|trailer|bus|boat))\b|"
        rf"\bfound (?:the|it|him|her|them) [^.?;]{{0,40}}?{_TIME} later\b|\b(?:was|were|came|came up) (?:one|two|three|{_N}) (?:\w+ )?short\b"
    ),
    Pattern(
        r"\b(?:litres|liters|gallons|tonnes|tons|kilos|barrels|cubic metres|gallon|pallets) of (?:\w+ ){1,3}?(?:ran|leaked|spilled|went|poured|"
        r"flowed|escaped|drained) (?:in|into|down|onto|over|out|through|to waste)\b|"
        r"\b(?:truck|lorry|bus|van|tractor|trailer|car|wagon|crane|boat|digger|tanker) (?:\w+ ){0,2}?(?:in the (?:ditch|canal|river|water|harbour|"
        r"lake|dock)|on its side|upside down)\b"
    ),
    Pattern(
        r"\b(?:we|they|and|it|us) lost (?:the|an?|our|half|all|most of|two|three|four|five|six|\d[\d,.]*) (?!game|match|vote|election|plot|thread|"
        r"argument|connection|line|link|signal|call|first set|final|last point|toss|key|keys|file name|bet)(?:\w+ ){0,2}?(?:crop|harvest|tomatoes|"
        r"batch|fermenter|vat|litter|herd|pen|load|catch|tank|season|shift|day|days|night|weekend|kiln|cast|pour|bake|firing|lot|roll|wafers|plants|"
        r"birds|fish|hives|engine|pump|slot|berth|place|listing|certificate|title|stock|vaccines?|samples?|bottles|trees|flock|\w+ers?)\b"
    ),
    Pattern(
        r"\bthe wrong \w+ (?:was|were|had been|got) (?:connected|delivered|sent|loaded|picked|given|shipped|fitted|installed|printed|opened|poured|"
        r"mixed|used|treated|cut|pumped|fed|called|booked|billed|dispatched|released|operated on|milked|sprayed|locked|shut)\b|"
        r"\b(?:gave|sold|booked|promised|assigned|let|rented|double-booked) (?:\w+ )?the same (?:[\w-]+ ){1,2}?(?:to two|twice|to three|for two|to both)\b|"
        r"\b(?:two|three|both|four) (?:[\w-]+ ){1,3}?(?:turned up|came|arrived|went out|were sent|showed up|reported|drove out) (?:for|at|to|on) the same\b"
    ),
    Pattern(
        rf"\b{_KEEPER} (?:has |have |had )?(?:refused|rejected|returned|turned away|sent back|quarantined|kept|held|impounded|blocked|stopped) "
        rf"(?:our|two|three|four|five|six|a|an|the|half|every|all|\d+) (?:\w+ )?(?:milk|loads?|lorr(?:y|ies)|trucks?|containers?|pallets?|"
        rf"batch(?:es)?|deliver(?:y|ies)|goods|shipments?|order|fish|grain|animals?|samples?|parts?|parcels|payments?|wagons?|barges?)\b"
    ),
    Pattern(
        r"\b(?:he|she|they|family|guest|owner|parents|widow|tenant|customer|passenger|neighbour|neighbor|union)s? (?:is|are|has been|was|were|now|"
        r"wants to|threatens? to|threatened to|went on to)(?: \w+)? su(?:e|ing)\b|\b(?:letters?|complaints?|calls) from (?:\w+ )?(?:parents|"
        r"residents|neighbours|passengers|relatives|families|guests|the union|lawyers?) (?:about|over|because|since|every|after)\b"
    ),
)
LOST: Final = (
    Pattern(
        rf"\b{_N} (?:of (?:my|our|the) )?(?:[\w-]+ ){{0,2}}?(?:handed in (?:their|his|her) notice|resigned|gave notice|walked out)\b"
    ),
)
PROBLEM: Final = (
    Pattern(
        r"\b(?:nobody|no one) (?:had |ever |has )?(?:told|locked|checked|wrote|written|passed|closed|opened|booked|read|updated|rang|rung|warned|"
        r"knew|noticed|carried|handed|logged|turned up|answered|was (?:told|warned|on (?:call|duty)|there))\b(?! (?:me|yet|your|the (?:contract|form|"
        r"attachment|mail|invite)))"
    ),
    Pattern(
        rf"\bevery (?:{_DAY}|second \w+|other \w+|single \w+|shift|time) (?:somebody|someone|one of (?:us|my|the)|an? \w+|two \w+|my \w+|the \w+) "
        rf"(?:\w+ )?(?:drives?|walks?|phones?|rings?|types?|copies|prints|carries|fetches|photographs|faxes|rides|cycles|writes|counts|hunts|looks "
        rf"for)\b"
    ),
    Pattern(
        r"\b(?:had|has|have|with|worked from|working from|used|printed|following|read|took) the old (?:route|list|rota|roster|plan|sheet|version|"
        r"drawing|price|file|schedule|order|recipe|map|label|timetable|instruction)\b|"
        r"\b(?:note|message|sheet|paper|card|slip|tag|label|fax|log|order|entry) (?:\w+ )?(?:was|were|got|went|had been) (?:lost|missing|wet|wrong|"
        r"in (?:somebody|someone|his|her)\S* (?:\w+)|illegible|on the (?:wrong|other)|never (?:passed|read|sent))\b"
    ),
)
PRESSED: Final = (
    Pattern(
        rf"\b{_KEEPER} (?:\w+ ){{0,2}}?(?:takes|closes|cancels|drops|pulls|fines|shuts|withdraws|leaves|raises|doubles|stops) [^.?;]{{0,40}}?\bif "
        rf"(?:we|it|that|this|one|another) (?:\w+ )?(?:have|happens?|miss|fail|fails|do not|don't|slip|lose|floods?|breaks?)\b|"
        rf"\b(?:put|puts|has|have) us (?:last in (?:the|their) \w+|on (?:notice|probation|stop|(?:a|the|their) (?:watch ?list|black ?list)))\b"
    ),
    Pattern(
        rf"\b{_KEEPER} (?:has |have |had )?(?:told|ordered|instructed|warned) us (?:to|that|it|we)\b[^.?;]{{0,80}}?\b(?:before|by|until|or|next time)\b|"
        rf"\b{_KEEPER} (?:has |have |had )(?:put (?:the|our)|raised (?:the|our)|doubled|cut (?:our|the|us)|withdrawn|suspended|frozen|cancelled|put "
        rf"us on)\b"
    ),
)
NOT_WORK: Final = Pattern(
    r"\byour (?:drivers?|van|courier|engineer|technician|people|team|colleagues?|delivery|lorry|truck|parcel|reply|mail|e-?mail|invoice|offer|quote|"
    r"package|sample)\b|"
    r"\bi (?:gave|sent|took|put|went|left|called|typed|clicked|opened|arrived|came|was|am|will be|joined)\b[^.]{0,50}\b(?:wrong|late|off|out|down)\b|"
    r"\bi'?(?:ll|m) (?:be )?[^.]{0,25}\blate\b|\b(?:plumber|silly me|holiday|beach|(?:birthday|christmas|office|leaving|stag|hen) party)\b|"
    r"\b(?:i|he|she|office|phone|helpdesk|tom) (?:was|were|is|'s) (?:\w+ )?(?:off|out|down)\b|\b(?:hit|hits) (?:a new|the market|the road|the "
    r"shelves|its target|our target|a record|80)\b|\b(?:closed|shut) [^.]{0,40}\b(?:christmas|easter|holidays?|inventory|stock ?take|renovation|"
    r"maintenance)\b|\bnot (?:for nothing|in vain)\b|\b(?:surviv(?:e|es|ing)|withstands?|(?:must|has to|needs to|should) (?:work|run|survive|keep|"
    r"cope|hold|carry)|keeps? (?:running|working|going)|(?:vendor|supplier|provider|licen[cs]e|software) (?:\w+ )?(?:charges?|bills?)|(?:charges?|"
    r"bills?) us per (?:user|seat|write|call|month|head|page|site|year))\b|\bwithout (?:an? )?(?:break|problem|hitch|fault|complaint|single|incident|"
    r"delay|stopping)\b|"
    r"\b(?:invoice|reply|answer|feedback|payment|offer) (?:is|was|came|will be) [^.]{0,20}late\b"
)
