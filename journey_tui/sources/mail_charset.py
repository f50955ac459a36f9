"""Turn the bytes of a mail part into text, by what they are rather than by what they are said to be."""

from __future__ import annotations

import re
from typing import Final

_CHARSETS: Final = re.compile(
    r"(us-)?ascii|utf-?(7|8|16|16[bl]e|32|32[bl]e)|(iso-?8859|latin|cp|windows|ibm|koi8|gb|ks_c|iso-2022|euc|mac|tis|big5|hz|"
    r"shift|sjis|s?jis)"
    r"[\w-]*",
    re.IGNORECASE,
)
_ALIASES: Final = {"ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
                   "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "iso-8859-1": "cp1252", "latin1": "cp1252",
                   "iso-8859-8-i": "iso-8859-8"}  # fmt: skip


def decode_text(data: bytes, charset: str) -> str:
    """Return the text: by the declared charset unless its bytes show that it lies; never fails."""
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name if _CHARSETS.fullmatch(name) else "")
    if data.isascii() and not name.startswith(("iso-2022", "utf-7", "utf7", "utf-16", "utf16", "utf-32", "utf32", "hz")):
        return data.decode("ascii")
    if name in ("", "ascii", "us-ascii", "utf-8", "utf8", "cp1252", "windows-1252") or name.startswith(("iso-8859", "latin")):
        return _by_bytes(data, name)
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return _by_bytes(data, "")


def _by_bytes(data: bytes, name: str) -> str:
    """Prefer UTF-8 where the bytes are: no other text happens to be valid UTF-8 by accident."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if name in ("", "utf-8", "utf8") and broken * 4 <= sum(1 for ch in text if ord(ch) > 127):
        return text
    try:
        return data.decode(name if name.startswith(("iso-", "latin")) else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
