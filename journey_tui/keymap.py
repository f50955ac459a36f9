"""Keys of a person's own: a file or a mapping in, a keymap that cannot take a key from another command out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from journey_tui.commands import BY_ID, COMMANDS, SHARED, Command, key_name, keys_of

PRESETS: Final[dict[str, dict[str, str]]] = {"default": {}, "vim": {"view.origin": "H"}}
"""`vim` frees `h` and `l` for moving sideways: the origin filter goes to `H`."""
_REFUSED: Final = {f"ctrl+{letter}" for letter in "hijmszab"} | {"ctrl+enter", "shift+enter"}
"""Terminals send these as other keys, or multiplexers and shells take them (product.md §10)."""
_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z0-9_]+|[A-Z]")
_SYMBOLS: Final = {
    "?": "question_mark", "/": "slash", "#": "number_sign", ".": "full_stop", ",": "comma", "<": "less_than_sign",
    ">": "greater_than_sign", "+": "plus", "-": "minus", "=": "equals_sign", "@": "at", "\\": "backslash", "[": "left_square_bracket",
    "]": "right_square_bracket", "{": "left_curly_bracket", "}": "right_curly_bracket", "(": "left_parenthesis",
    ")": "right_parenthesis", ";": "semicolon", ":": "colon", "!": "exclamation_mark", "*": "asterisk", "%": "percent_sign",
    "&": "ampersand", "~": "tilde", "_": "underscore", "'": "apostrophe", '"': "quotation_mark", "`": "grave_accent",
    "|": "vertical_line", "$": "dollar_sign", "^": "circumflex_accent", "esc": "escape", "pgdn": "pagedown", "pgup": "pageup",
    "return": "enter",
}  # fmt: skip


class KeymapError(ValueError):
    """A keymap that cannot be used, with what is wrong and what to do."""


def load_keymap(source: Path | Mapping[str, Any] | None) -> dict[str, str]:
    """Return command id to keys, checked; a file that is not there is an empty keymap.

    A file is TOML: `preset = "vim"` and a table `[keys]` of command id to a key or a list of keys.
    Raises `KeymapError` naming the entry and the remedy.
    """
    where = str(source) if isinstance(source, Path) else "keymap"
    entries = _read(source) if isinstance(source, Path) else dict(source or {})
    preset = str(entries.pop("preset", "default"))
    if preset not in PRESETS:
        raise KeymapError(f"{where}: there is no preset {preset!r}. Use one of: {', '.join(PRESETS)}.")
    own = entries.pop("keys", None)
    own = {**entries, **own} if isinstance(own, Mapping) else entries
    keymap = dict(PRESETS[preset])
    for name, keys in own.items():
        keymap[str(name)] = ",".join(_checked_keys(where, str(name), keys))
    if keymap:
        # The default keys have none; a test looks at each pair of them.
        refuse_conflicts(where, keymap)
    return keymap


def _read(path: Path) -> dict[str, Any]:
    """Return the `[keys]` and `preset` of a TOML file; empty when there is none."""
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib

        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise KeymapError(f"{path}: cannot be read: {error}. Correct the file, or move it away to get the keys back.") from error


def _checked_keys(where: str, name: str, keys: object) -> list[str]:
    """Return the keys of one entry in Textual's names."""
    if name not in BY_ID:
        raise KeymapError(f"{where}: there is no command {name!r}. `journey keys` lists them.")
    if isinstance(keys, str):
        keys = [keys] if keys == "," else keys.split(",")
    if not isinstance(keys, list) or not keys:
        raise KeymapError(f'{where}: {name}: write a key or a list of keys, such as "H" or ["j", "down"].')
    return [_checked_key(where, name, key) for key in keys]


def _checked_key(where: str, name: str, key: object) -> str:
    """Return one key in Textual's name for it."""
    text = str(key).strip()
    lower = text if len(text) == 1 else text.lower()
    canonical = _SYMBOLS.get(lower, lower)
    if not _KEY.fullmatch(canonical):
        raise KeymapError(f"{where}: {name}: {text!r} is not a key. Examples: H, ?, ctrl+p, pagedown.")
    if canonical in _REFUSED:
        raise KeymapError(f"{where}: {name}: {key_name(canonical)} does not reach programs reliably. Choose another key.")
    return canonical


def _meet(one: Command, other: Command) -> bool:
    """Return whether two commands can be in force at once."""
    return one.place == other.place or one.place in SHARED or other.place in SHARED


def refuse_conflicts(where: str, keymap: dict[str, str]) -> None:
    """Raise when one key would do two things in one place."""
    for one, other in combinations(COMMANDS, 2):
        shared = set(keys_of(one, keymap)) & set(keys_of(other, keymap)) if _meet(one, other) else set()
        if shared:
            key = key_name(sorted(shared)[0])
            raise KeymapError(
                f"{where}: {key} would be both {one.id} ({one.label}) and {other.id} ({other.label}). Give one another key."
            )
