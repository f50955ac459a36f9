"""What customers say against a change, by theme: for the product channel's record, never for a requirement."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """An objection in the shapes in which customers say it."""

    key: str
    heard: str
    """How the record would put it."""
    answer: str
    words: str
    """Any of these lets the full-text search find candidates."""
    pattern: str


THEMES: Final[tuple[Theme, ...]] = (
    Theme("one_more_screen", "People on the floor do not want one more screen.", "Let two of them try it on one shift, beside what they use now.",
          "screen app system tablet device gadget clipboard",
          r"\b(?:one more|another|yet another|an? extra|a third|a fourth|a second)\s+(?:\w+ )?(?:screen|app|system|tablet|device|tool|gadget|box)\b"),
    Theme("will_not_use_it", "The people who work with it every day may not use it.", "Ask who of them would say so, and start with that person.",
          "use touch bother ignore paper",
          r"\b(?:won't|will not|wouldn't|would not|never|not going to|aren't going to)\s+(?:even )?(?:use|touch|open|look at|bother with|carry|type)\b"),
    Theme("tried_before", "They tried something like it before and it did not last.", "Ask what ended it, and plan for that before anything else.",
          "tried before last again once",
          r"\b(?:we|they|have|had|'ve)\s+(?:already )?(?:tried|bought|been through|had)\s+(?:something|one|this|it|that|a system|two of)[^.?!]{0,40}\b(?:before|already|years? ago|last (?:year|time|winter|summer)|once)\b"),
    Theme("no_time_now", "The team has no hands free for a change at the moment.", "Name the hours it takes, week by week, and who gives them.",
          "time hands capacity stretched busy short people spare free",
          r"\b(?:no (?:time|capacity|hands|spare)|not (?:got )?(?:the )?(?:time|people|hands)|short[- ](?:handed|staffed)|stretched|nobody (?:free|spare|left)|can't (?:free|spare)|flat out)\b"),
    Theme("no_signal", "The connection drops where the work is done.", "Show it without a network, in the place where it drops.",
          "signal network wifi offline connection coverage drops",
          r"\b(?:no (?:signal|network|coverage|reception|wi-?fi)|(?:network|wi-?fi|signal|connection)\s+(?:\w+ )?(?:drops?|goes|dies|is patchy|comes and goes|cuts out|is poor)|offline|dead spots?)\b"),
    Theme("must_connect", "It has to work with the system that is there already.", "Show the two systems side by side, with their own records.",
          "talk connect interface integrate integration sync import feed twice double",
          r"\b(?:(?:has|have|needs?|must|got) to (?:talk to|connect|work with|feed|sync)|doesn't (?:talk|connect) to|does it (?:talk|connect) to|integrat\w+ with|an? interface to|type (?:it|everything) twice|double entry)\b"),
    Theme("data_is_messy", "Their own records are not in a state to be brought over.", "Bring over what is used this month, and leave the rest where it is.",
          "data records lists spreadsheets master duplicates messy",
          r"\b(?:(?:data|records|lists?|master data|spreadsheets?)\s+(?:is|are|'s)\s+(?:a mess|messy|not clean|rubbish|full of|years old|in three|in four|wrong)|clean up (?:the|our) (?:data|lists?|records))\b"),
    Theme("too_complicated", "It looks like more than they need.", "Switch off what they do not use, and show the rest.",
          "complicated much many simple simpler overkill features buttons steps more",
          r"\b(?:too (?:complicated|complex|much|big|clever|many (?:buttons|features|steps|clicks))|overkill|more than we need|(?:bells and whistles))\b"),
    Theme("training_turnover", "New people come all the time, and each would have to learn it.", "Measure how long a newcomer takes on the first day.",
          "training train turnover temps agency learn new starters seasonal",
          r"\b(?:(?:no time|nobody) (?:for|to) train\w*|(?:staff )?turnover|agency (?:staff|people|workers)|temps|seasonal (?:staff|people|workers)|new starters?|have to (?:re)?train|learn (?:it )?all over)\b"),
    Theme("not_in_season", "A change cannot fall into their busiest weeks.", "Plan backwards from the first quiet week, with them.",
          "season peak harvest freeze christmas summer winter before after busy",
          r"\b(?:not (?:before|until|during|in)|nothing (?:before|until|during)|(?:change )?freeze|can't (?:change|switch|touch) anything)\s*[^.?!]{0,30}\b(?:season|peak|harvest|christmas|summer|winter|freeze|year[- ]end|holidays?|inspection|january|december)\b"),
    Theme("gloves_and_noise", "Hands, gloves, noise or weather make it hard to use there.", "Try it in the coldest, loudest place they have.",
          "gloves noise rain cold wet dust loud hands visor screen tap",
          r"\b(?:gloves?|visors?|wet hands|in the rain|too loud|the noise|the dust|freezing)\b[^.?!]{0,60}\b(?:screen|tap|type|read|use|work|touch|hear|see)|\b(?:screen|tap|type|read|use|work|touch|hear|see)\w*\b[^.?!]{0,60}\b(?:gloves?|visors?|in the rain|the noise|the dust|freezing)\b"),
    Theme("who_keeps_it", "Nobody on their side has the job of looking after it.", "Agree on one name and an hour a week before the start.",
          "maintain keep admin owner look after responsible",
          r"\b(?:who (?:keeps?|maintains?|looks after|runs|updates)|nobody (?:to )?(?:keeps?|maintains?|looks? after|runs?|updates?))\b"),
)  # fmt: skip
PATTERNS: Final = {theme.key: re.compile(theme.pattern, re.I) for theme in THEMES}
