"""What is put right in Textual while the app runs on a version that has it wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


def mend_textual() -> None:
    """Let nothing that Textual remembers keep widgets that are gone; may be called more than once."""
    if hasattr(vars(StylesCache).get("get_inner_outer"), "cache_info"):
        StylesCache.get_inner_outer = _of_widget  # type: ignore[method-assign, assignment]


def _of_widget(_painted: Any, base_background: Color, background: Color) -> tuple[Style, Style]:
    """Return the inner and outer ground of a widget.

    Textual remembers the last 1,024 answers with the widget's painted lines as part of the question, so that every line that
    was painted of a thousand closed screens stays (Textualize/textual#6665): some 500 MB.
    """
    return _grounds(base_background, background)


@lru_cache(1024)
def _grounds(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)
