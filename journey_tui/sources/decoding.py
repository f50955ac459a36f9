"""Turn the bytes of a text file into text without ever failing."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Return the text: by byte-order mark, UTF-8, UTF-16 without a mark, else Windows-1252 (Latin-1 for its gaps)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut in the middle of its last character is still UTF-8, if it has shown to be.
        whole = data[: error.start]
        if error.end == len(data) and len(data) - error.start <= 3 and not whole.isascii():
            return whole.decode("utf-8")
    return _decode_odd(data)


def _decode_odd(data: bytes) -> str:
    sample = data[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) > 3 and zeros.count(0) > len(zeros) * 0.6:
            return data.decode(encoding, "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def decode_head(data: bytes) -> str:
    """Return the text of a file's beginning, which may end in the middle of a character."""
    return decode(data[: data.rfind(b"\n") + 1] or data)


def read_at_most(path: Path, limit: int) -> bytes | None:
    """Return the file's bytes, or None when there are more than `limit`; raises OSError."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    return None if len(data) > limit else data
