"""What a sentence that was found by likeness says: its parts, worked out by the same code as the cues', and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import (
    NAME,
    WHEN,
    Hit,
    Line,
    Scene,
    aiming,
    competition,
    decision_process,
    economic_buyer,
    metrics,
    mood,
    pain,
    paper_process,
    people_in,
)
from journey_tui.analysis.cues.classes import ROLE
from journey_tui.analysis.cues.frames import NOT_OURS
from journey_tui.analysis.cues.frames_things import MEASURE
from journey_tui.analysis.cues.numbers import NUMBER, RATIO, UNIT, value_of
from journey_tui.analysis.likeness.features import means, stem
from journey_tui.analysis.likeness.weighing import learned
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Modality, Stance
from journey_tui.lean import dataclass

Parts = tuple[tuple[str, str], ...]

_AMOUNT: Final = Pattern(rf"(?<![\w-])(?:{RATIO}|{NUMBER})(?: ?{UNIT})?(?![\w-])")
_NO_OUTCOME: Final = (metrics.DATES_ONLY, metrics.OUR_DUTY, metrics.DECOY, metrics.PRICES, aiming.HEADS)
_SELF: Final = Pattern(r"\b(?:i|me|my|mine|myself)\b")
_NOT_MINE: Final = Pattern(
    r"\b(?:i|i'm|i am|i've|i have)\b(?: \w+)? (?:can't|cannot|can not|couldn't|not|don't|do not|no|never|no longer)\b|\bnot (?:me|mine|my)\b"
)
_ROLE: Final = Pattern(rf"\b(?:(?:our|the|my|their) )?(?P<role>{ROLE})\b")
_BUILD: Final = Pattern(
    r"\b(?:build|built|building|develop\w*|in-?house|ourselves|home-?grown|sharepoint|access|excel|script\w*|write (?:it|this|one)|code|coded)\b"
)
_STAY: Final = Pattern(
    r"\b(?:stay|stick|keep|carry on|do nothing|doing nothing|as (?:we|it) (?:are|is)|what we have|same as now|another year|renew|extend|leave it)\b"
)
_NONE: Final = Pattern(
    r"\b(?:(?:nobody|no one) else(?! (?:was|is|were|came|sat|could|saw|can|knows|has seen|noticed)\b)"
    r"|no other|only (?:one|ones|you|name|firm|people)|not (?:looking|talking|spoken|asked)|nothing else|no alternatives?|"
    r"haven't (?:asked|spoken|looked))\b"
)
_HARM: Final = Pattern(
    r"\b(?:lost|lose|losing|fin(?:e|ed|es)|penalt\w+|sued|refund\w*|credit\w*|written off|write-?offs?|scrap\w*|binned|skip|landfill|"
    r"recall\w*|cancel\w*|left us|left|leaving|quit|resign\w*|walked|overtime|"
    r"injur\w+|hurt|hospital|incident|shut|stood|stopped|downtime|idle|queue\w*|wait\w*|complain\w*|angry|shouting|crying|apologi\w+|embarrass\w*|newspaper|audit|"
    r"finding|notice|warning|cost\w*|paid|pay|demurrage|surcharge|claw\w*|repay|"
    r"hours|nights?|weekends?|evenings?)\b"
)  # fmt: skip


_AHEAD: Final = Pattern(
    r"\b(?:in|from|by|before|this|next|on the (?:first|\w+) of|come|early|late|mid-?) ?(?:the )?(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter|new year|quarter|year|month|week|season)\b"
)
_COMES: Final = Pattern(
    r"\b(?:comes?|coming|are back|is back|starts?|begins?|opens?|closes?|ends?|expires?|runs? out|lapses?|cuts?|changes?|moves?|switch(?:es)?|converts?|"
    r"arrives?|visits?|audits?|inspects?|lands?|hits?|doubles?|applies|is due|are due|falls? due|takes? effect|goes live|will|'ll|we get|i get)\b"
)
_WAS: Final = Pattern(r"\b(?:was|were|had|did|came|went|got|lost|waited|stood|stopped|took|said|told|last|ago|since)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says for a requirement."""

    hit: Hit
    with_part: bool
    """Its words hold a part that a pattern knows; else only the likeness speaks for it, and shall be surer."""


def meant(line: Line) -> bool:
    """Return whether a sentence is a person's own and about their own affairs: no filler, no machine's trace, nobody else's."""
    return not (guards.filler(line.plain) or guards.trace(line.low) or NOT_OURS.search(line.low))


def said(requirement: str, line: Line, scene: Scene) -> Said | None:
    """Return what a sentence says for a requirement that it is like, or with a minus against it; None where not about this deal."""
    modality = None if guards.remote(line.low) else mood(line, scene, 0, condition=False)
    if modality is None:
        return None
    if requirement in AGAINST:
        return Said(Hit(f"likeness: {requirement}", line.index, line.index, Stance.WEAKENS, modality), with_part=False)
    parts = _PARTS[requirement](line, scene)
    if not parts and _another_matter(requirement, line):
        return None
    hit = Hit(
        f"likeness: {requirement}", line.index, line.index, modality=modality, parts=parts or _unnamed(requirement, line),
        subject=_person(parts, scene) if requirement == "economic_buyer" else "",
        act=requirement == "champion" and modality is Modality.ASSERTED,
    )  # fmt: skip
    return Said(hit, bool(parts))


def _person(parts: Parts, scene: Scene) -> str:
    """Return who is named, where it is a person that is known: "the owner" may be anybody's."""
    return next(
        (value for part, value in parts if part == "named" and (value == scene.speaker or value in scene.names.values())), ""
    )


def _unnamed(requirement: str, line: Line) -> Parts:
    """Return the part that a sentence for a requirement has in any words; who, how much, when and which must be found to be told."""
    if requirement == "pain":
        return _told_of(line)
    if requirement == "metrics":
        return _measured(line)
    if requirement == "champion":
        return () if guards.hypothetical(line.low) else (("act", "likeness"),)
    return (("criterion", line.low.strip(" .!")[:60]),) if requirement == "decision_criteria" else ()


def _another_matter(requirement: str, line: Line) -> bool:
    """Return whether a sentence without a part is about something else: no outcome's numbers, another's say or act, nothing to choose."""
    if requirement == "economic_buyer":
        return _NOT_MINE.search(line.low) is not None
    if requirement == "champion":
        return _TO_ME.search(line.low) is not None and not _BY_ME.search(line.low)
    if requirement == "competition":
        return not means(line.low, "rivals", "inhouse", "statusquo")
    return requirement == "metrics" and _no_outcome(line)


_TO_ME: Final = re.compile(
    r"\b(?:asked|told|called|rang|phoned|wrote|e-?mailed|messaged|sent|showed|gave|stopped|reminded|warned|asks|tells|keeps asking) (?:to )?me\b"
)
_BY_ME: Final = re.compile(r"\b(?:i|i've|i'll|i'm|i'd|we|we've|we'll|my)\b")
"""Who carries something does it; what others ask of them is no act of theirs."""


_HOW_OFTEN: Final = re.compile(
    r"\b(?:once|twice|(?:two|three|four|\d) times) (?:a|an|per|each|every) (?:day|week|month|quarter|year)\b"
)


def _no_outcome(line: Line) -> bool:
    """Return whether the numbers of a sentence are dates, prices, heads or another's, or say only how often something is done."""
    if _HOW_OFTEN.search(line.low) and not _AMOUNT.search(_HOW_OFTEN.sub("", line.low)):
        return True
    return any(one.search(line.low) for one in _NO_OUTCOME)


def _outcome(line: Line, scene: Scene) -> Parts:
    """Return the number and its time frame; without a number nothing is measured."""
    if not means(line.low, "target", "reduce", "raise", "fromto") or _no_outcome(line):
        return ()
    for match in _AMOUNT.finditer(line.low):
        year = re.fullmatch(r"(?:19|20)\d\d", match.group())
        dated = re.search(r"\b(?:by|in|before|until|of|on|the|at) $", line.low[max(0, match.start() - 7) : match.start()])
        around = line.low[max(0, match.start() - 30) : match.end() + 25]
        if year or not re.search(MEASURE, around):
            continue
        if not (dated and WHEN.search(line.low[max(0, match.start() - 7) : match.end() + 10])):
            return metrics.made("likeness: metrics", line, scene, match.group(), Modality.ASSERTED).parts
    return ()


def _measured(line: Line) -> Parts:
    """Return the first number that is no date, and the time beside it, of a sentence that is surely about an outcome."""
    when = WHEN.search(line.low)
    for match in _AMOUNT.finditer(line.low):
        dated = when is not None and when.start() <= match.start() < when.end()
        if not dated and not re.fullmatch(r"(?:19|20)\d\d", match.group()) and when is not None:
            return (("number", value_of(match.group())), ("time_frame", when.group().strip()))
    return ()


def _authority(line: Line, scene: Scene) -> Parts:
    """Return the one who is said to have the say: a known person, a role, or the speaker; nobody where it may be either."""
    if not means(line.low, "approve", "authority", "money", "currency", "boss", "board", "decide"):
        return ()
    known = [name for name in dict.fromkeys(people_in(line, scene)) if name != scene.speaker and not _spoken_to(name, line)]
    mine = _SELF.search(line.low) is not None
    if mine and not known and _NOT_MINE.search(line.low):
        return ()
    role = _ROLE.search(line.low)
    if len(known) == 1 and not mine:
        return (("named", known[0]),)
    if not known and role is not None and not mine and means(line.low, "approve", "authority", "decide", "money", "currency"):
        value, _ = economic_buyer.identity(role["role"], scene)
        return (("named", value),) if value else ()
    return (("named", scene.speaker),) if mine and not known and role is None and scene.speaker else ()


def _spoken_to(name: str, line: Line) -> bool:
    """Return whether a name only says to whom the sentence is spoken: `that is forty points, Lukas, not a hundred`."""
    first = re.escape(name.split()[0])
    return re.search(rf"(?:^|, ?){first}(?:,|[.!?]?$)", line.low) is not None


def _criterion(line: Line, scene: Scene) -> Parts:
    """Return what is asked of the choice, in the sentence's own words."""
    del scene
    if not means(line.low, "criteria", "quality", "condition"):
        return ()
    return (("criterion", line.low.strip(" .!")[:60]),)


def _step(line: Line, scene: Scene) -> Parts:
    """Return the step with its day or person; without either it is no step that one could wait for."""
    parts = decision_process.parts_of(line, scene, WHEN.search(line.low))
    return (
        parts
        if len(parts) > 1 and means(line.low, "board", "decide", "approve", "meetingnoun", "money", "boss", "paperwork")
        else ()
    )


def _paper(line: Line, scene: Scene) -> Parts:
    """Return the step, where a paper or a desk is named."""
    if not means(line.low, "paperwork", "desk"):
        return ()
    return paper_process.parts_of(line, scene, line.low[:40])


def _pain(line: Line, scene: Scene) -> Parts:
    """Return which of problem, consequence and why-now are told."""
    del scene
    return _told_of(line) if means(line.low, "problem", "harm") else ()


def _told_of(line: Line) -> Parts:
    """Return the problem, and its consequence and why-now where they are told too."""
    parts = [("problem", "")]
    if _HARM.search(line.low):
        parts.append(("consequence", ""))
    if pain.WHY_NOW.search(line.low) or _comes(line.low):
        parts.append(("why_now", ""))
    return tuple(parts)


def _comes(low: str) -> bool:
    """Return whether a clause tells of what comes by a time ahead: `in February they come and look at how we guard the terms`."""
    return any(
        _AHEAD.search(clause) and _COMES.search(clause) and not _WAS.search(clause) for clause in re.split(r"[,.;?!]", low)
    )


def _act(line: Line, scene: Scene) -> Parts:
    """Return the act: what somebody does, unconditionally, with or for others."""
    del scene
    for_others = means(line.low, "carry") and means(line.low, "colleague", "usproj")
    return (("act", "likeness"),) if for_others and not guards.hypothetical(line.low) else ()


def ordinary(name: str) -> bool:
    """Return whether a name that begins a sentence is a word of the examples: it may have its capital from its place alone."""
    return " " not in name and stem(name) in learned().weights


def _alternative(line: Line, scene: Scene) -> Parts:
    """Return the alternative's name where one is said; their own people, staying, or none have words of their own."""
    for match in NAME.finditer(line.named) if means(line.low, "rivals", "money", "inhouse") else ():
        if (name := competition.company(match.group(), line, scene)) and not (match.start() == 0 and ordinary(name)):
            return (("name", name),)
    if _BUILD.search(line.low):
        return (("name", "build"),)
    if _STAY.search(line.low):
        return (("name", "status quo"),)
    return (("name", "none"),) if _NONE.search(line.low) else ()


_PARTS: Final[dict[str, Callable[[Line, Scene], Parts]]] = {
    "metrics": _outcome,
    "economic_buyer": _authority,
    "decision_criteria": _criterion,
    "decision_process": _step,
    "paper_process": _paper,
    "pain": _pain,
    "champion": _act,
    "competition": _alternative,
}
AGAINST: Final = ("-champion",)
"""What a sentence can be like that speaks against a requirement; of the others the examples are too few to tell."""
SAYABLE: Final = (*AGAINST, *_PARTS)
"""What a sentence can be like."""
