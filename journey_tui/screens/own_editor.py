"""Edit a text in the person's own editor; whatever that does, the text as it was stays."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from journey_tui.text import clean

LARGEST: Final = 8_000_000
"""Bytes of a file that is taken back."""


class EditorTrouble(Exception):
    """The editor could not be used, or what it saved is no text; the message says which, and where the file is."""


def editor_command() -> list[str]:
    """Return the person's editor: $VISUAL, else $EDITOR; raises `EditorTrouble`."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        words = []
    if not words:
        raise EditorTrouble("No editor is set: export EDITOR=vim, for instance.")
    if shutil.which(words[0]) is None:
        raise EditorTrouble(f"{words[0]} ($EDITOR) was not found.")
    return words


def edit_outside(app: Any, text: str, suffix: str) -> str:
    """Return the text as the person's editor saved it; raises `EditorTrouble`, then the text as it was stands."""
    from textual.app import SuspendNotSupported

    command = editor_command()
    descriptor, name = tempfile.mkstemp(prefix="journey-", suffix=suffix)
    path = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    try:
        try:
            with app.suspend():
                code = subprocess.run([*command, str(path)], check=False).returncode
        except SuspendNotSupported:
            code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise EditorTrouble(f"{command[0]} could not be started ({error.strerror}).") from error
    saved = read_back(path)
    if code != 0:
        if saved == text:
            path.unlink(missing_ok=True)
            raise EditorTrouble(f"{command[0]} ended with {code}, nothing was changed.")
        raise EditorTrouble(f"{command[0]} ended with {code}; what it saved is in {path}.")
    with suppress(OSError):
        path.unlink()
    return saved


def read_back(path: Path) -> str:
    """Return the text of a saved file; raises `EditorTrouble` where it is no text, the file then stays."""
    try:
        if path.stat().st_size > LARGEST:
            raise EditorTrouble(f"What was saved is larger than {LARGEST // 1_000_000} MB; it is in {path}.")
        data = path.read_bytes()
    except OSError as error:
        raise EditorTrouble(f"What was saved cannot be read ({error.strerror}): {path}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EditorTrouble(f"What was saved is no text; it is in {path}.") from None
    if "\0" in text:
        raise EditorTrouble(f"What was saved is no text; it is in {path}.")
    return clean(text).removesuffix("\n")
