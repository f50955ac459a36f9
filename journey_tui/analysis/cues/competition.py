"""Alternatives they weigh: another supplier, building it, staying as they are, or nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NOT_NAMES, Hit, Line, Scene, alternatives, fold, mood, named_rivals, rivals, strip_name
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_BUILD_WHO: Final = (
    r"(?:we|they|it|engineering|our (?:\w+ )?(?:team|engineers|developers|devs|it|data team|platform team|people|guys)|the (?:\w+ "
    r")?(?:team|engineers|developers|devs|it|data team|platform team|guys)|my (?:\w+ )?(?:team|people|devs|engineers|developers|guys|lot)|"
    r"i|someone|somebody|our own people|devs|developers|[a-z]+)"
)
_BUILD: Final = Pattern(
    rf"\b{_BUILD_WHO}\b[^.;?]{{0,30}}?\b(?:could|can|would|will|'d|'ll|might|may|wants? to|thinks?|think|rather|prefer to|able to|going to|planning to|"
    rf"offered to|volunteered to|says? (?:they|we|he|she) can|to)\b[^.;?]{{0,25}}?\b(?:build|write|develop|code|make|do|create|knock (?:it |something |"
    rf"this |that |one )?up|put (?:it |something )?together|hack|script|roll|extend|bolt)\b[^.;?]{{0,50}}?\b(?:ourselves|themselves|myself|himself|herself|"
    rf"in-?house|internally|our own|their own|on (?:top of )?(?:our|the) (?:\w+ )?(?:platform|data lake|warehouse|stack|sharepoint|power ?apps|power "
    rf"platform|existing)|in (?:power ?apps|excel|sharepoint|\w+ sprints?|a (?:weekend|month|quarter))|with (?:power ?apps|our own|the tools))"
    r"|\b(?:build(?:ing)?|writ(?:e|ing)|develop(?:ing)?|cod(?:e|ing)) (?:it|this|that|one|something|the \w+(?: \w+)?|our own(?: \w+)?|a \w+(?: \w+)?)? "
    r"?(?:ourselves|in-?house|internally|ourself)\b|\b(?:build(?:ing)?|roll(?:ing)?) (?:our|their) own\b|\bin-?house (?:build|solution|tool|development|"
    r"option|alternative|project|system|team)\b|\b(?:own|internal) (?:build|development)\b|\bbuild(?:ing)? (?:it )?(?:versus|vs\.?|or|rather than|instead "
    r"of|not) buy(?:ing)?\b|\bbuy or build\b|\bmake or buy\b|\bhome-?(?:grown|made|brew(?:ed)?) (?:tool|solution|option|system|version|alternative)\b|"
    r"\bdo-it-yourself (?:option|route)\b|\b(?:engineering|developers|devs|it|data team) (?:could|can|would|will|wants? to) build (?:it|this|that|one|"
    r"something)"
)
_BUILD_ALREADY: Final = Pattern(
    r"\b(?:built|wrote|developed) (?:\w+ ){0,4}?(?:ourselves|in-?house|internally)\b|\b(?:years ago|in 20(?:0|1)\d|back in|reports? (?:ourselves|in-house)|"
    r"on top of your|modules? (?:that )?we develop|training modules)\b|\bcan (?:we|i|they) (?:build|write|create|make)\b|\bbuild (?:relationships?|trust|a "
    r"(?:relationship|case|business case|team))\b"
)
_BUILD_OUT: Final = Pattern(
    r"\b(?:(?:not|never|no longer|won't|wouldn't|can't|cannot|don't|do not|didn't|aren't|isn't) (?:\w+ ){0,4}?(?:build\w*|develop\w*|writ\w+|code|an "
    r"option|do (?:it|this|that))|decided against|ruled out|no appetite|no (?:time|capacity|people|desire|plans?)|stopped|dropped|gave up|given up|off the "
    r"table|is (?:out|dead|gone)|(?:instead of|rather than) (?:build\w*|writ\w+|develop\w*)|tried to build|tried that)\b"
)
_STAY: Final = Pattern(
    r"\b(?:might|may|could|will|would|'ll|or|to|just|also|simply|option (?:is|of)|consider|end up|tempted to|case for|rather|alternative is(?: to)?|"
    r"fallback is(?: to)?|plan b is(?: to)?|always|can) (?:just |simply |also |always |well |still |be )*(?:stay(?:ing)?|stick(?:ing)?|carry(?:ing)? on|"
    r"liv(?:e|ing)|continu(?:e|ing)|remain(?:ing)?|soldier(?:ing)? on|muddl(?:e|ing) (?:on|through)|keep(?:ing)?(?: going)?|leave|mak(?:e|ing) do) (?:as "
    r"we are|as is|as it is|on|with|where we are|things|everything|using)? ?(?:what we(?:'ve| have)?(?: got| have)?|the (?:current|existing|old|present|"
    r"same) \w+|our (?:current|existing|old|present) \w+|spreadsheets?|excel|paper|things as they are|as (?:we|things|it) (?:are|is)|it as it is|where we "
    r"are|how we(?:'re| are)|one more year|another year)"
    r"|\b(?:do(?:ing)? nothing|not (?:do|doing|buying) anything(?: at all)?|the status quo|status quo) (?:is|remains|wins|would be|might|may|could|still|"
    r"option|for now|this year|as an option)\b|\b(?:option|alternative|competitor|rival|competition)s? (?:\w+ )?(?:is|are|being) (?:doing |to do "
    r")?(?:nothing|the status quo|excel|spreadsheets?|inertia|staying|no decision)\b"
)
_NONE: Final = Pattern(
    r"\b(?:(?:not|never|aren't|isn't|haven't|hasn't|don't|didn't|no longer|nor) (?:\w+ ){0,3}?(?:looking|look(?:ed)?|talking|talk(?:ed)?|speaking|"
    r"evaluating|considering|comparing|testing|in talks|approached|shortlisted|invited|asked|seeing|have|going|weighing|"
    r"plan(?:ning)?)\b[^.;?]{0,20}?\b(?:any ?(?:one|body)(?: else)?|any (?:other|alternative|competing)|other (?:vendors?|suppliers?|options?|tools?|"
    r"providers?|quotes?|bids?)|others|alternatives?|elsewhere|around|competitors?|anybody|out to tender)|you(?:'re| are) (?:\w+ )?(?:the only "
    r"(?:ones?(?=[.,;!]|$| (?:we|in the|on the|left|being|so far|at this|that we|for this|who quoted|under))|vendor|supplier|people we|option|company|game|"
    r"name|candidate)|our only|the sole|alone)|(?:the only|sole|single) (?:one|vendor|supplier|option|name|candidate|bidder|tool|product)s? (?:\w+ "
    r")?(?:we(?:'re| are|'ve| have)?|on|in|left|being)|"
    r"(?:no|nobody|no one|none|no-one)(?: \w+)? (?:else|other (?:vendors?|suppliers?|options?|tools?|bidders?|providers?|names?|candidates?|quotes?|"
    r"players?)|alternatives?|competition|competitors?|competing (?:bids?|offers?|quotes?))\b(?: (?:is|are|was|were|at|in|on|that|we|for|has|left|besides|"
    r"involved|being|currently|right|under|to)|[.,;!]|$)|(?:sole|single)[- ]sourc(?:e|ed|ing)|without (?:a )?(?:tender|competition|competitive)|direct "
    r"award|one[- ]horse race|only horse|uncontested|exclusively with you|just you(?: guys)?(?:[.,!]|$| at| for| on| in)|only you(?: guys)?(?:[.,!]|$| at| "
    r"in| on)|nobody but you|no plan b|not that i(?:'m| am) aware(?: of)?)\b"
)
_NOBODY_ELSE: Final = Pattern(
    r"\b(?:nobody|no one|no-one|none) else (?:can|could|has|knows|will|would|here|on (?:the|my) team|replied|signs|decides|understands|complained|on site|"
    r"in (?:the|my) (?:team|office|department)|with access|is (?:away|coming|joining|allowed)|to (?:ask|call|cover))\b|\bno one else with\b|\bno "
    r"alternative but\b|\bno other (?:way|choice|questions?|comments?|date|slot|time|changes?)\b"
)
_UNNAMED: Final = Pattern(
    r"\b(?:(?:two|three|four|five|several|a couple of|a few|some|one|another|a second|a third|other|both|the other|multiple|competing|various|rival) "
    r"(?:other |more |competing |different |further |alternative )*(?:vendors?|suppliers?|providers?|bidders?|quotes?|quotations?|bids?|offers?|tenders?|"
    r"demos?|finalists?|contenders?|competitors?|companies|firms|products|tools|platforms|options|systems|solutions|candidates)\b[^.?;]{0,40}?\b(?:in|"
    r"running|too|as well|also|on (?:the|our) (?:list|table|short-?list)|short-?listed|in (?:the )?(?:mix|race|frame|running|parallel)|from|coming|"
    r"pitching|quoting|presenting|invited|before|under|being|alongside|left|to compare|involved|lined up|on (?:monday|tuesday|wednesday|thursday|friday)|"
    r"next week|this (?:week|month)|against you|next to you)"
    r"|(?:get|collect|obtain|gather|need|needs|want|wants) (?:at least )?(?:two|three|four|several) (?:\w+ )?(?:quotes|quotations|bids|offers|tenders)|"
    r"(?:we|i|they)(?:'re| are|'ve| have| need| must| always| will|'ll)? (?:\w+ )?(?:looking at|talking to|speaking to|evaluating|comparing|considering|"
    r"seeing|got|get|getting|asked|invited|short-?listed|have|collect(?:ing)?|obtain(?:ing)?) (?:\w+ )?(?:two|three|four|five|several|a couple of|a few|"
    r"some|another|other|a second|multiple) (?:other |more |competing |different |further )*(?:vendors?|suppliers?|providers?|bidders?|quotes?|quotations?|"
    r"bids?|offers?|competitors?|alternatives?|companies|firms|products|tools|platforms|options|systems|solutions|candidates))\b"
)
_HOW: Final = Pattern(
    r"\b(?:how (?:do|does|are) (?:you|this|it|your \w+) (?:different|compare|stack up|differ)\b|(?:better|different|cheaper|faster|worse) than|compared "
    r"(?:to|with)|unlike|same as|versus|does that too|has that(?: too| feature)?|already does)"
)
_NAMED_COMPARE: Final = Pattern(
    rf"(?:than|with|to|from|unlike|as|against|versus|vs\.?) {named_rivals.NAME}|{named_rivals.NAME2} (?:does|has|have|do) (?:that|this|the same|it)"
)
THEIR_OWN: Final = Pattern(
    r"\b(?:our|my) (?:customers?|clients?|market|products?) (?:compare|choose|switch|prefer|look)|\bwe compete\b|\bour competitors?\b|\b(?:prefer|rather|"
    r"stay with|go with|like) (?:monday|tuesday|wednesday|thursday|friday|the (?:morning|afternoon)|teams|zoom|phone|email|a call)\b|\bmeet(?:ing)? "
    r"(?:with )?(?:you|your)\b"
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield alternatives by name, building, staying, nobody else, and what is out."""
    low = line.low
    if THEIR_OWN.search(low):
        return
    seen: set[str] = set()
    leaning = _leans(line, scene)
    yield from (hit for hit in leaning if hit.stance is Stance.WEAKENS)
    for hit in (
        *_out(line, scene),
        *_named(line, scene),
        *(hit for hit in leaning if hit.stance is Stance.SUPPORTS),
        *_built(line, scene),
        *_stays(line, scene),
        *_rest(line, scene, seen),
    ):
        key = hit.parts[0][1] if hit.parts else ""
        if key not in seen:
            seen.add(key)
            yield hit


def _hit(
    cue: str, line: Line, scene: Scene, at: int, value: str, *, weak: bool = False, stance: Stance = Stance.SUPPORTS
) -> list[Hit]:
    if scene.side is Side.SELLER and not scene.note and line.asked:
        return []
    modality = mood(
        line, scene, at, weak=weak, condition=cue != "not ruled out", question=Modality.EXPLORATORY if value else None
    )
    if modality is None:
        return []
    parts = (("name", value),) if value else ()
    return [Hit(f"alternative: {cue}", line.index, line.index, stance, modality, parts)]


def _out(line: Line, scene: Scene) -> list[Hit]:
    """Return alternatives that are out."""
    if alternatives.NOT_RULED.search(line.low):
        return []
    hits: list[Hit] = []
    for pattern in named_rivals.OUT:
        for match in pattern.finditer(line.named):
            name = company(match["name"], line, scene)
            if name and not line.asked and not alternatives.is_thing(name, line):
                hits += _hit("out", line, scene, match.start(), name, stance=Stance.CONTRADICTS)
    return hits


_NAMED_LEFT: Final = Several(("", pattern) for pattern in (*named_rivals.STRONG, *rivals.NAMED))


def _named(line: Line, scene: Scene) -> list[Hit]:
    hits: list[Hit] = []
    for _, pattern in _NAMED_LEFT.left(line.named):
        for match in pattern.finditer(line.named):
            if scene.side is Side.SELLER and "contract" in match.group().lower():
                continue
            if guards.negated(line.low, match.start(), reach=20) or guards.negated(line.low, match.start("name"), reach=24):
                continue
            for group in ("name", "more", "third"):
                name = company(match.groupdict().get(group) or "", line, scene)
                if name:
                    hits += _hit("named", line, scene, match.start(), name)
    for name, at in rivals.in_lower_case(line, scene):
        if not guards.negated(line.low, at, reach=24):
            hits += _hit("named", line, scene, at, name)
    return hits


def _leans(line: Line, scene: Scene) -> list[Hit]:
    """Return that they lean towards another: the name counts, and it weighs against us."""
    match = rivals.LEANS.search(line.named)
    raw = next((words for words in match.groupdict().values() if words), "") if match else ""
    name = company(raw, line, scene)
    if match is None or not name or line.asked or guards.negated(line.low, match.start(), reach=20):
        return []
    against = _hit("leaning away", line, scene, match.start(), name, stance=Stance.WEAKENS)
    return [*_hit("named", line, scene, match.start(), name), *against]


def _built(line: Line, scene: Scene) -> list[Hit]:
    """Return building it themselves: an alternative, or one that is out."""
    match = _BUILD.search(line.low)
    if match is None or _BUILD_ALREADY.search(line.low) or (scene.side is Side.SELLER and not scene.note):
        return []
    if _BUILD_OUT.search(line.low) and not alternatives.NOT_RULED.search(line.low):
        return _hit("building is out", line, scene, match.start(), "build", stance=Stance.CONTRADICTS)
    return _hit("build", line, scene, match.start(), "build")


def _stays(line: Line, scene: Scene) -> list[Hit]:
    match = _STAY.search(line.low) or rivals.KEEPS.search(line.low)
    if match is None or guards.negated(line.low, match.start(), reach=20):
        return []
    if re.search(
        r"\b(?:can't|cannot|not|won't|couldn't) (?:just |simply )?(?:stay|stick|carry|live|continue|remain|keep)", line.low
    ):
        return []
    return _hit("stay as they are", line, scene, match.start(), "status quo", weak="option" not in line.low)


def _rest(line: Line, scene: Scene, seen: set[str]) -> list[Hit]:
    """Return nobody else, alternatives without a name, one that cannot be ruled out, and comparisons of features."""
    low = line.low
    none = _NONE.search(low)
    if none and not _NOBODY_ELSE.search(low) and _asks_about_others(line, scene, none):
        return _hit("nobody else", line, scene, none.start(), "none", weak="aware" in none.group())
    unruled = alternatives.CANNOT_RULE.search(low)
    if unruled and (_about_alternative(line, scene)):
        return _hit(
            "not ruled out", line, scene, unruled.start(), "build" if re.search(r"\bbuild|ourselves|in-?house", low) else ""
        )
    if seen:
        return []
    unnamed = _UNNAMED.search(low)
    if (
        unnamed
        and not guards.negated(low, unnamed.start(), reach=16)
        and re.search(
            r"\b(?:vendors?|suppliers?|providers?|bidders?|quotes?|quotations?|bids?|offers?|tenders?|competitors?|alternatives?|finalists?|contenders?|"
            r"demos?|options|tools|products|platforms|systems|solutions|companies|firms)\b",
            unnamed.group(),
        )
        and re.search(r"\b(?:we|our|i|us|me|board|policy|short-?list|list|in the (?:mix|running|race))\b", low)
        and not re.search(
            r"\b(?:we|they) (?:have|use|run|log into|work with|juggle) (?:\w+ )?(?:three|four|five|two|several|multiple|different) (?:different "
            r")?(?:systems|tools|platforms|products|options|solutions)\b",
            low,
        )
    ):
        return _hit("others, unnamed", line, scene, unnamed.start(), "")
    for cue, way, value in alternatives.WAYS:
        if (match := way.search(low)) is not None:
            return _hit(cue, line, scene, match.start(), value)
    others = rivals.OTHERS.search(low)
    if others and scene.side is Side.CUSTOMER and not guards.negated(low, others.start(), reach=16):
        return _hit("others, unnamed", line, scene, others.start(), "")
    hires = rivals.HIRES.search(low)
    if hires:
        return _hit("hire people", line, scene, hires.start(), "more staff")
    talk = _TALK.search(low)
    if talk and line.rumour and scene.side is Side.CUSTOMER:
        return _hit("talk of one", line, scene, talk.start(), "")
    return _compared(line, scene)


def _asks_about_others(line: Line, scene: Scene, none: re.Match[str]) -> bool:
    """Return whether `nobody else` is about suppliers: by its own words, or as the answer to that question."""
    if re.search(
        r"\b(?:vendor|supplier|option|tool|bid|quote|tender|compet|alternativ|looking|look|talk|evaluat|consider|compar|you(?:'re| are)|provider|elsewhere|"
        r"source|shortlist|candidate|horse|award|game|invit|approach|free run|just you|only you|on (?:my|our|the) list)",
        line.low,
    ):
        return True
    return bool(
        re.search(
            r"\b(?:any ?(?:one|body) else|other (?:vendors?|options?|suppliers?|tools?)|alternatives?|compet\w+|who else|what else)\b",
            scene.before,
        )
    )


def _about_alternative(line: Line, scene: Scene) -> bool:
    around = " ".join([line.low, *(near.low for step in (-1, -2) if (near := scene.near(line, step)) is not None)])
    return bool(
        re.search(
            r"\b(?:idea|option|build\w*|in-?house|ourselves|alternative|vendor|supplier|competitor|plan b|other one|their (?:offer|proposal)|internally)\b",
            around,
        )
    )


def _compared(line: Line, scene: Scene) -> list[Hit]:
    """Return a comparison of features with a named product: a hint at most."""
    if scene.side is not Side.CUSTOMER or not _HOW.search(line.low):
        return []
    for match in _NAMED_COMPARE.finditer(line.named):
        name = company(match["name"] or match["name2"] or "", line, scene)
        if name:
            return _hit("compared", line, scene, match.start(), name, weak=True)
    return []


_TALK: Final = Pattern(
    r"\b(?:talk|rumou?rs?|heard|gossip|apparently|word|idea)\b[^.?]{0,60}?\b(?:vendor|supplier|provider|competitor|module|alternative|in-?house|ourselves|"
    r"other tools?)\b"
)
_COMMON: Final = Pattern(
    r"^(?:sap|oracle|microsoft|excel|teams|outlook|sharepoint|google|windows|office|power bi|aws|azure|linkedin|zoom|webex|slack)$"
)


def company(raw: str, line: Line, scene: Scene) -> str:
    """Return the folded name of a company or product; empty for people, ourselves, the customer and common words."""
    name = strip_name(raw)
    words = [fold(word) for word in name.split()]
    if re.fullmatch(r"(?:Vendor|Supplier|Company|Competitor|Bidder) [A-Z]", raw.strip()):
        return fold(raw)
    if not words or len(name) < 2 or all(word in NOT_NAMES for word in words):
        return ""
    if any(word in scene.ours or word.removesuffix("'s") in scene.ours for word in words) or words[0] in scene.names:
        return ""
    if line.plain.startswith(name) and name.islower():
        return ""
    if _COMMON.match(" ".join(words)) and not re.search(
        r"\b(?:vendor|supplier|quote\w*|pitch\w*|bid|offer|module|short-?list|in the running|cheaper|instead|against|for (?:free|nothing)|no cost|agreement|bundle\w*)\b",
        line.low,
    ):
        return ""
    return " ".join(words)


OPENERS: tuple[Pattern, ...] = (
    *named_rivals.OUT,
    *named_rivals.STRONG,
    _BUILD,
    _STAY,
    _NONE,
    _UNNAMED,
    _HOW,
    _TALK,
    *alternatives.OPENERS,
    *rivals.OPENERS,
)
"""One of these must be able to match, or there is nothing to read."""
