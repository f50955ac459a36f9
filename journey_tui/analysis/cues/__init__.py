"""What the customer's words say about each requirement: one module a requirement, and what they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import field, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.quick import Pattern, Words, opened_by, touched
from journey_tui.analysis.quick import words as known_words
from journey_tui.domain.model import Modality, Side, Stance
from journey_tui.lean import dataclass


class Heard:
    """A sentence by itself, as far as its words alone tell; shared by all places where the same words stand."""

    __slots__ = (
        "_scope", "_story", "filler", "for_machine", "framed", "hints", "in_confidence", "low", "named", "plain", "promising",
        "requirements", "words",
    )  # fmt: skip

    def __init__(self, plain: str, openers: Openers) -> None:
        low = plain.lower()
        opened = opened_by(low)
        self.words: frozenset[str] = frozenset(_WORD.findall(low))
        """Its words, apostrophes split, and its digits."""
        self.hints = touched(self.words)
        """Which sets of words it touches, as the bits that `hint` gave them."""
        self.plain: Words = known_words(plain, opened)
        """Normalised: one line, plain quote marks and dashes."""
        self.low: Words = known_words(low, opened)
        """The same in lower case: what the patterns meet."""
        self.named: Words = known_words(without_capital(plain), opened)
        """`plain` with its first common word, and `I`, in lower case: what patterns with names in them meet."""
        self.requirements, self.framed = openers(self)
        """The requirements that its words can bear on by their own cues, and by the frames."""
        self.for_machine: bool = guards.for_machine(self.low)
        """It speaks to software."""
        self.in_confidence: bool = guards.in_confidence(self.low)
        """It asks to be kept in confidence."""
        self.filler: bool = bool(self.requirements or self.framed) and (guards.filler(plain) or guards.trace(low))
        """Words in a row that no person would write."""
        self.promising: bool | None = None
        """It may say something by likeness; None until that is asked."""
        self._scope: tuple[bool, int] | None = None
        self._story: bool | None = None

    @property
    def scope(self) -> tuple[bool, int]:
        """Return whether it asks, and up to where its start states a fact."""
        if self._scope is None:
            self._scope = guards.question_scope(self.low)
        return self._scope

    @property
    def story(self) -> bool:
        """Return whether it is about somebody else."""
        if self._story is None:
            self._story = guards.others_story(self.low)
        return self._story


Openers = Callable[[Heard], tuple[frozenset[str], frozenset[str]]]
"""Tells the requirements that a sentence can bear on by its cues, and by the frames."""
_WORD: Final = re.compile(r"[a-z]+|\d|\?")


class Line:
    """One sentence being read: what is heard in it, at its place; not a dataclass, since very many are made."""

    __slots__ = ("end", "framed", "heard", "index", "low", "named", "plain", "requirements", "start")

    def __init__(self, start: int, end: int, index: int, heard: Heard) -> None:
        self.start, self.end = start, end
        self.index = index
        """Place in its run of speech."""
        self.heard = heard
        self.plain, self.low, self.named = heard.plain, heard.low, heard.named
        self.requirements, self.framed = heard.requirements, heard.framed

    @property
    def asked(self) -> bool:
        """Return whether it is a question."""
        return self.heard.scope[0]

    @property
    def scope(self) -> tuple[bool, int]:
        """Return whether it asks, and up to where its start states a fact."""
        return self.heard.scope

    @property
    def story(self) -> bool:
        """Return whether it is about somebody else."""
        return self.heard.story

    @property
    def rumour(self) -> bool:
        """Return whether it is hearsay."""
        return guards.rumour(self.low)


@dataclass(frozen=True, slots=True)
class Hit:
    """What one cue found; `first` and `last` are the sentences that the quote spans."""

    cue: str
    first: int
    last: int
    stance: Stance = Stance.SUPPORTS
    modality: Modality = Modality.ASSERTED
    parts: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    act: bool = False


@dataclass(slots=True)
class Scene:
    """Who speaks, to whom, and the sentences of one run of speech."""

    lines: Sequence[Line]
    speaker: str
    side: Side
    note: bool = False
    """A record written by the seller about the customer."""
    before: str = ""
    """What the last speaker before said, in lower case."""
    spoken: bool = False
    """It is a turn in a call or meeting."""
    names: dict[str, str] = field(default_factory=dict)
    """Folded first and full names of customer-side people, to their full folded name."""
    titles: dict[str, str] = field(default_factory=dict)
    """Folded title to full folded name, where one customer-side person alone holds it."""
    ours: Set[str] = frozenset()
    """Words that name people of either side, the account, the deal and our own company: no alternative's name."""
    sellers: Set[str] = frozenset()
    """Folded first names of the seller's people."""
    at: datetime | None = None
    to_colleague: bool = False
    """The customer's mail goes to a colleague, with us copied or our text below."""
    speaker_title: str = ""
    subject: str = ""

    def near(self, line: Line, step: int) -> Line | None:
        """Return the sentence `step` places away in the same run of speech."""
        place = line.index + step
        return self.lines[place] if 0 <= place < len(self.lines) else None


def without_capital(plain: str) -> str:
    """Return a sentence with its first word in lower case where that is a common word, and every `I`."""
    first = plain.partition(" ")[0]
    if first.split("'")[0].lower().strip(",.:") in _BEGINNINGS:
        plain = first.lower() + plain[len(first) :]
    return plain.replace(" I ", " i ").replace(" I'", " i'")


def mood(
    line: Line, scene: Scene, at: int, *, weak: bool = False, condition: bool = True, question: Modality | None = None
) -> Modality | None:
    """Return how the words at `at` are said, None where they say nothing about this deal.

    `condition` is off for cues whose own wording holds an `if` that takes nothing away; `question` is what a customer's
    question says, as far as it says anything.
    """
    if line.story:
        return None
    asked, stated = line.scope
    if asked and at >= stated and not 0 <= guards.fact_tail(line.low) <= at:
        return question if scene.side is Side.CUSTOMER else None
    if line.rumour or (condition and guards.remote(line.low)):
        return Modality.EXPLORATORY
    if weak or guards.hedged(line.low, at) or (condition and guards.hypothetical(line.low)):
        return Modality.CONDITIONAL
    return Modality.ASSERTED


def weaker(hit: Hit, modality: Modality) -> Hit:
    """Return the hit with a modality that says no more than before."""
    order = [Modality.ASSERTED, Modality.CONDITIONAL, Modality.EXPLORATORY, Modality.RETRACTED]
    return hit if order.index(hit.modality) >= order.index(modality) else replace(hit, modality=modality)


MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"(?<=in )may|(?<=by )may|(?<=of )may|(?<=until )may|(?<=before )may|(?<=\d )may|(?<=th )may|(?<=this )may|(?<=next )may)"
)
PERIOD: Final = (
    rf"(?:{MONTH}|(?:calendar |financial |fiscal |school |academic |half[- ]?)?year(?:[- ]?end)?|ye|fy ?\d*|quarter|q[1-4]|h[12]|half|month|week|"
    r"summer|autumn|fall|winter|spring|christmas|easter|thanksgiving|season|ramadan|harvest|peak|black friday|new year|mid-?year|half[- ]?term|"
    r"monday|tuesday|wednesday|thursday|friday|sprint|semester|term|holidays?|festive|budget round|audit|inspection|go-live|launch)"
)
_COUNT: Final = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|couple of|a couple of|few|a few|\d{1,3})"
)
_FULL_MONTH: Final = r"(?:january|february|april|june|july|august|september|october|november|december)"
WHEN: Final = Pattern(
    rf"\b(?:by|before|until|till|in|within|this|next|end of|during|on|from|for|at|early|late|mid|over|come|ahead of|of|after|in time for)[ -](?:the |our |"
    rf"my |about |around |very |end of |"
    rf"the end of |start of |the start of |beginning of |the beginning of |middle of |close of |late |early |mid-?|first half of |second half of |next |"
    rf"this |coming |following |new |"
    rf"summer |busy |{_COUNT} )*{PERIOD}s?\b|\b(?:year|quarter|month|week)[- ]?end\b|\bwithin (?:the |a |an )?(?:next |first )?{_COUNT}[ -](?:days?|weeks?|"
    rf"months?|quarters?|years?)\b|"
    rf"\bin (?:the )?(?:next |under |less than |about )?{_COUNT}[ -](?:weeks?|months?|quarters?|years?)(?:'? time)?\b|\b{_COUNT} (?:weeks|months|years) "
    rf"from now\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|\b{MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b|\b{MONTH} 20\d\d\b|\bq[1-4]\b|\b20\d\d-\d\d-\d\d\b|"
    rf"\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|\b\d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}})?|"
    rf"\b(?:on|by|before|until) the (?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    rf"thirteenth|"
    rf"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-\w+|thirtieth|thirty-first)\b|\btomorrow\b|\b(?:by|in) 20\d\d\b|"
    rf"\beo[yqm]\b|"
    rf"\b(?:this|next|following|coming|the same|that same|every|each) (?:{PERIOD})s?\b|\b(?:mon|tues|wednes|thurs|fri)day(?: week)?\b|\bfortnight\b|\bweek "
    rf"\d{{1,2}}\b|\bw/c\b|\b{_FULL_MONTH}\b|\b(?:march|may) (?:meeting|session|board|round|sitting|council)\b|\b(?:two|three) days (?:later|after)\b"
)
"""A date or period in lower-case text, wide: the exact day is worked out elsewhere."""


NOT_NAMES: Final = frozenset(
    """
    i we you they he she it the a an our your their this that these those and or but if so who what when where why how which whose
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december q1 q2 q3 q4 api apis gdpr iso soc erp crm it hr vat sla sow msa nda poc rfp rfi rfq itt pdf excel sso saml mfa sap po dpa gxp hipaa
    europe uk us usa eu germany france ireland spain italy sweden poland netherlands london dublin berlin paris legal finance procurement security
    engineering purchasing operations marketing sales compliance board council committee quality both all some any none everyone nobody nothing
    vendor vendors thanks thank yes no hi hello dear re fw fwd ok okay please also let me my his her its mr ms mrs dr ceo cfo cto coo cio ciso cpo vp
    svp evp md qa rd ai christmas easter english german french one two three four five six here there then now not once since because while after before
    anything anyone everything something still just well morning good great happy sorry best kind regards cheers as at by for from in of on to
    up with without until unless under over between into out off about above below head director manager team steering group management
    honestly frankly actually currently today tomorrow yesterday last next first second third finally either neither only even two
    information technology information system systems data cloud service services project programme program plan pilot proposal contract
    subject sent date cc bcc attached attachment note notes call meeting demo budget decision pain champion competition
    depends correct exactly agreed understood noted perfect absolutely definitely indeed right fine sure rarely sometimes never always likely
    perhaps someone somebody people whatever whoever whenever however perhaps maybe probably hopefully unfortunately luckily given each every many most few
    """.split()
)
_BEGINNINGS: Final = NOT_NAMES | frozenset(
    """besides apart aside alongside compared comparing met saw seen had looked looking talked talking spoke speaking leaning quotes quote demos comes came besides via
    tested testing tried trying invited asked visited considering evaluating shortlisted usually normally ultimately eventually according anyone ask asking have has
    approval sign-off signature money spending final my everything whatever whoever nothing somebody someone""".split()
)
"""Words that often begin a sentence and name nobody."""
NAME: Final = re.compile(
    r"\b[A-Z][\w&+'-]*[\w](?:[ -](?:(?:de|van|von|der|den|la|le|di|da|al|el|ter|ten|dos) )?[A-Z][\w&+'-]+){0,2}"
)
PERSON: Final = r"(?:(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?[A-Z][a-zà-ÿ'’]+(?:-[A-Za-zà-ÿ]+)?(?: (?:(?:de|van|von|der|den|la|le|di|da|al|el|ter|ten|dos) )?[A-Z][\w'’-]+){0,2})"
"""A person's name in `Line.plain`."""


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return a name as it is compared: one line, lower case."""
    return " ".join(name.split()).casefold()


def strip_name(raw: str) -> str:
    """Return a capitalised run without common words at its ends; empty where nothing is left."""
    words = raw.strip(" .,'").split()
    while words and fold(words[0]).removesuffix("'s") in NOT_NAMES:
        words = words[1:]
    while words and fold(words[-1]).removesuffix("'s") in NOT_NAMES:
        words = words[:-1]
    return " ".join(words).removesuffix("'s").removesuffix("'")


def resolve(scene: Scene, name: str) -> str:
    """Return the full folded name of a customer-side person, or the folded name as it was said."""
    folded = fold(name)
    return scene.names.get(folded, folded)


def people_in(line: Line, scene: Scene) -> Iterator[str]:
    """Yield the folded full names of known customer-side people that the sentence names."""
    for match in NAME.finditer(line.plain):
        name = fold(strip_name(match.group()))
        if name in scene.names:
            yield scene.names[name]
