"""Decide what of an HTML mail its reader can see: by style, attribute, colour, size and place."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import Final

from journey_tui.lean import dataclass

_MAX_CSS: Final = 200_000
_MAX_RULES: Final = 1000
"""Rules of a style sheet that are looked at, each but once."""
_MATTERS: Final = re.compile(
    r"display|visibility|font|opacity|color|background|width|height|position|mso-hide|text-indent|clip|transform|margin"
)
_COMPOUND: Final = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_NUMBER: Final = re.compile(r"(-?\d{0,6}\.?\d{0,6})\s*(px|pt|em|rem|ex|cm|in|vw|vh|%|)", re.IGNORECASE)
_NAMED: Final = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
                 "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "mintcream": (245, 255, 250), "azure": (240, 255, 255),
                 "black": (0, 0, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "red": (255, 0, 0),
                 "blue": (0, 0, 255), "navy": (0, 0, 128), "green": (0, 128, 0), "yellow": (255, 255, 0), "orange": (255, 165, 0)}  # fmt: skip
_NEAR: Final = 40
"""Sum of the differences of red, green and blue below which a text cannot be told from its ground."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to what is in it."""

    colour: Colour = (0, 0, 0)
    ground: Colour = (255, 255, 255)
    clear: bool = False
    """Transparent letters."""
    invisible: bool = False
    """`visibility: hidden`, which a child may undo."""
    tiny: bool = False
    pre: bool = False
    gone: bool = False
    """Neither it nor anything in it shows."""

    @property
    def hidden(self) -> bool:
        """Return whether text right here cannot be read."""
        near = sum(abs(a - b) for a, b in zip(self.colour, self.ground, strict=True)) < _NEAR
        return self.clear or self.invisible or self.tiny or near


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The rules that matter, by the last part of their selector: `tag`, `.class` or `#id`."""

    rules: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)

    def of(self, tag: str, names: frozenset[str]) -> str:
        """Return the declarations for an element that is called these names (tag, .classes, #id)."""
        if not self.rules:
            return ""
        found = [style for name in (*names, tag) for needed, style in self.rules.get(name, ()) if needed <= names | {tag}]
        return ";".join(found)


def read_styles(css: str) -> StyleSheet:
    """Return the style sheet's rules, those for other media and for states left out."""
    text = re.sub(r"/\*.{0,5000}?\*/|<!--|-->", " ", css[:_MAX_CSS], flags=re.DOTALL).lower()
    rules: dict[str, list[tuple[frozenset[str], str]]] = {}
    for rule in list(dict.fromkeys(_without_media(text).split("}")))[:_MAX_RULES]:
        selectors, opened, body = rule.rpartition("{")
        if not opened or not _MATTERS.search(body):
            continue
        for selector in selectors[-2000:].split(",")[:20]:
            last = selector.split()[-1:]
            found = _COMPOUND.fullmatch(last[0]) if last else None
            if found and found.group(0):
                names = [*([found.group(1)] if found.group(1) else []), *re.findall(r"[.#][\w-]+", found.group(2))]
                rules.setdefault(names[-1], []).append((frozenset(names), body[:1000]))
    return StyleSheet(rules)


def _without_media(css: str) -> str:
    """Return the rules outside `@media` and the like: what hides on a phone shows on a desk."""
    kept: list[str] = []
    place = 0
    while (found := css.find("@", place)) >= 0:
        kept.append(css[place:found])
        opened, ended = css.find("{", found), css.find(";", found)
        if ended >= 0 and (opened < 0 or ended < opened):
            place = ended + 1
            continue
        if opened < 0:
            return "".join(kept)
        place = _closing(css, opened)
    return "".join([*kept, css[place:]])


def _closing(css: str, opened: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(css, opened):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.end()
    return len(css)


def look_of(tag: str, attributes: dict[str, str | None], above: Look, styles: StyleSheet) -> Look:
    """Return how an element looks, given what is above it."""
    classes = (attributes.get("class") or "").lower().split()[:20]
    names = frozenset([*(f".{name}" for name in classes), *([f"#{i.lower()}"] if (i := attributes.get("id")) else [])])
    inline = (attributes.get("style") or "")[:5000].lower()
    style = f"{styles.of(tag, names)};{inline}"
    if style == ";" and not attributes:
        return above if tag != "pre" else Look(above.colour, above.ground, above.clear, above.invisible, above.tiny, True)
    if "hidden" in attributes or (tag == "input" and (attributes.get("type") or "").lower() == "hidden"):
        return Look(gone=True)
    given = declarations(style)
    if _gone(given):
        return Look(gone=True)
    ground = _colour(given.get("background-color") or given.get("background") or attributes.get("bgcolor") or "") or above.ground
    letters = (
        given.get("color")
        or (attributes.get("color") if tag == "font" else "")
        or (attributes.get("text") if tag == "body" else "")
        or ""
    )
    visibility = given.get("visibility", "")
    size = given.get("font-size") or _size_in(given.get("font", ""))
    return Look(
        colour=_colour(letters) or above.colour,
        ground=ground,
        clear=_is_clear(letters) if letters else above.clear,
        invisible=visibility in ("hidden", "collapse") if visibility else above.invisible,
        tiny=_at_most(size, 1.0) if size else above.tiny,
        pre=tag == "pre" or ("pre" in given["white-space"] if "white-space" in given else above.pre),
    )


@lru_cache(maxsize=2048)
def declarations(style: str) -> dict[str, str]:
    """Return property to value; the last of a property leads, an important one before all."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for item in style.split(";"):
        name, colon, value = item.partition(":")
        if colon:
            key = name.strip()
            if "!" in value:
                important.add(key)
            elif key in important:
                continue
            found[key] = value.partition("!")[0].strip()
    return found


def _gone(given: dict[str, str]) -> bool:
    if not given:
        return False
    if given.get("display") == "none" or given.get("mso-hide") == "all" or given.get("content-visibility") == "hidden":
        return True
    if "opacity" in given and _at_most(given["opacity"], 0.05):
        return True
    clipped = given.get("overflow", "").startswith(("hidden", "clip")) or "overflow-y" in given or "overflow-x" in given
    if clipped and any(_at_most(given[key], 1.0) for key in ("height", "max-height", "width", "max-width") if key in given):
        return True
    return _away(given)


def _away(given: dict[str, str]) -> bool:
    """Return whether the element is moved, clipped or scaled out of sight."""
    placed = given.get("position") in ("absolute", "fixed", "relative")
    if placed and any(_number(given[key]) <= -400 for key in ("left", "top", "right", "bottom") if key in given):
        return True
    if any(_number(given[key]) <= -400 for key in ("text-indent", "margin-left", "margin-top", "margin") if key in given):
        return True
    clip = re.sub(r"\s|px", "", given.get("clip", "") + given.get("clip-path", ""))
    if re.search(r"rect\(([01],?){4}\)|inset\((50|100)%|circle\(0", clip):
        return True
    return bool(re.search(r"scale(x|y|3d)?\(\s*0?\.?0*\s*[,)]|translate(x|y)?\(\s*-\d{4}", given.get("transform", "")))


def _number(value: str) -> float:
    """Return the first number of a value in about pixels; a large one where there is none."""
    found = _NUMBER.match(value.strip())
    if not found or not found.group(1).strip("-."):
        return 1e6
    factor = {"em": 16.0, "rem": 16.0, "pt": 1.33, "in": 96.0, "cm": 38.0, "vw": 10.0, "vh": 8.0}.get(found.group(2).lower(), 1.0)
    return float(found.group(1)) * factor


def _at_most(value: str, limit: float) -> bool:
    return abs(_number(value)) <= limit


def _size_in(font: str) -> str:
    found = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%))", font)
    return found.group(1) if found else ""


def _is_clear(value: str) -> bool:
    found = re.fullmatch(r"(?:rgba|hsla)\([^)]*[,/]\s*(0?\.?\d+)\s*\)", value.strip())
    return value.strip() == "transparent" or bool(found and float(found.group(1)) <= 0.05)


def _colour(value: str) -> Colour | None:
    """Return red, green and blue of a CSS colour, None where it is not known or see-through."""
    text = value.strip().lower()
    found = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text)
    if found:
        digits = found.group(1) if len(found.group(1)) == 6 else "".join(ch * 2 for ch in found.group(1))
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    found = re.search(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*([,/]\s*0*\.?0*\s*)?\)", text)
    if found and not found.group(4):
        return int(found.group(1)), int(found.group(2)), int(found.group(3))
    return next((_NAMED[word] for word in re.findall(r"[a-z]+", text) if word in _NAMED), None)
