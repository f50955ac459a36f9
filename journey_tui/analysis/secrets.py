"""Where a key comes from: systemd credentials, the environment, a command, a private file, in this order; nowhere else.

A key is read by the process that uses it: it is in no store, log, prompt, argument list or message.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CREDENTIAL: Final = "journey_model_key"
"""Name of the systemd credential (`LoadCredential=journey_model_key:…`)."""
VARIABLE: Final = "JOURNEY_MODEL_KEY"
COMMAND_S: Final = 20
MOST_BYTES: Final = 16_384


class SecretError(Exception):
    """A place that should hold the key cannot be used; the message names it and never what it holds."""


def find_key(env: str = "", command: str = "", file: str = "", environ: Mapping[str, str] | None = None) -> str:
    """Return the key, empty where none is set; raises `SecretError` where a place that is named cannot be used."""
    places = os.environ if environ is None else environ
    folder = places.get("CREDENTIALS_DIRECTORY", "")
    if folder and (credential := Path(folder) / CREDENTIAL).is_file():
        return _plain(credential.read_bytes(), "the systemd credential")
    for name in filter(None, (env, VARIABLE)):
        if places.get(name, "").strip():
            return _plain(places[name].encode(), f"the variable {name}")
    if command:
        return _from_command(command)
    return _from_file(Path(file).expanduser()) if file else ""


def _from_command(command: str) -> str:
    try:
        ended = subprocess.run(
            shlex.split(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=COMMAND_S, check=False
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise SecretError("key_command cannot be started") from error
    except subprocess.TimeoutExpired as error:
        raise SecretError(f"key_command did not end within {COMMAND_S} s") from error
    if ended.returncode:
        raise SecretError(f"key_command ended with {ended.returncode}")
    return _plain(ended.stdout, "key_command")


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            mode = os.fstat(handle.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise SecretError(f"key_file {path} is no file")
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise SecretError(f"key_file {path} can be read by others: chmod 600 it")
            return _plain(handle.read(MOST_BYTES + 1), "key_file")
    except OSError as error:
        raise SecretError(f"key_file {path} cannot be read ({error.strerror})") from error


def _plain(raw: bytes, place: str) -> str:
    """Return the key as one printable word; raises `SecretError` for anything else."""
    try:
        text = raw.decode("ascii").strip()
    except UnicodeDecodeError as error:
        raise SecretError(f"{place} holds no key: it is not plain text") from error
    if len(raw) > MOST_BYTES or not text.isprintable() or any(sign.isspace() for sign in text):
        raise SecretError(f"{place} holds no key: a key is one word")
    return text
