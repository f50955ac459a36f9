"""Unpack zip archives safely: bounded in members, bytes, ratio and nesting, under names of our own."""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
import zipfile
import zlib
from calendar import timegm
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from journey_tui.lean import dataclass
from journey_tui.sources.records import Skipped
from journey_tui.text import one_line

MEMBERS: Final = 2_000
UNPACKED: Final = 512 * 1024 * 1024
RATIO: Final = 200
"""Times its packed size that a member may unpack to; text as repetitive as an export's reaches 50."""
_RATIO_FROM: Final = 8 * 1024 * 1024
"""Bytes from which the ratio counts."""
NESTING: Final = 1
"""Archives in an archive that are opened too; deeper ones are not."""
_DIRECTORY: Final = 8 * 1024 * 1024
"""Bytes of a table of contents: forty times what 2,000 members need."""
_CHUNK: Final = 1 << 16
_SPLIT: Final = "Split the archive, or unpack it and import the folder."
_AGAIN: Final = "Export or download the archive again."
_HIDDEN: Final = re.compile(r"(?:^|/)(?:\.(?!\.?/)|__MACOSX/)")


class _Bad(Exception):
    """A member that cannot be unpacked: the reason, and what to do."""

    def __init__(self, reason: str, remedy: str = _AGAIN) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(slots=True)
class _Budget:
    """What is left for one archive and all archives in it."""

    members: int = MEMBERS
    bytes: int = UNPACKED
    made: int = 0


def is_zip(head: bytes) -> bool:
    """Return whether a file that begins so is a zip archive, whole or empty."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpack(path: Path, into: Path, name: str = "") -> Iterator[tuple[Path, str] | Skipped]:
    """Yield (file on disk, `archive.zip/member`) for each file in the archive, unpacked below `into`; the rest is named.

    `name` is how the archive itself is shown, by default its path. Raises OSError when `into` cannot be written.
    """
    yield from _unpack(path, into, name or str(path), _Budget(), 0)


def _unpack(path: Path, into: Path, name: str, budget: _Budget, depth: int) -> Iterator[tuple[Path, str] | Skipped]:
    trouble = _contents_trouble(path)
    if trouble:
        yield Skipped(name, "", trouble, _SPLIT)
        return
    archive = _open(path)
    if archive is None:
        yield Skipped(name, "", "the archive is cut off or damaged; what can be read of it is kept", _AGAIN)
        for item in _salvage(path, into, name, budget):
            yield from _settle(item, into, budget, depth)
        return
    with archive:
        for item in _members(archive, into, name, budget):
            yield from _settle(item, into, budget, depth)


def _open(path: Path) -> zipfile.ZipFile | None:
    """Return the archive, or None when its table of contents is missing or damaged; raises OSError for the file itself."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, struct.error, LookupError, ValueError):
        return None
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the beginning of the file
            return None
        raise


def _settle(item: tuple[Path, str] | Skipped, into: Path, budget: _Budget, depth: int) -> Iterator[tuple[Path, str] | Skipped]:
    """Yield a member, or what is in it where it is an archive itself."""
    if (
        isinstance(item, Skipped)
        or not _holds_zip(item[0])
        or item[1].lower().endswith((".xlsx", ".docx", ".pptx", ".ods", ".odt"))
    ):
        yield item
        return
    path, name = item
    if depth >= NESTING:
        yield Skipped(name, "", "an archive in an archive in an archive", "Unpack the outer archive and import the folder.")
    else:
        yield from _unpack(path, into, name, budget, depth + 1)
    path.unlink(missing_ok=True)


def _holds_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return is_zip(file.read(4))


def _contents_trouble(path: Path) -> str:
    """Return why the table of contents is not worth reading, before anything of it is."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return ""
    entries, length = struct.unpack_from("<HI", tail, end + 10)
    if length != 0xFFFFFFFF and length > _DIRECTORY:
        return f"it lists {entries} files or more; {MEMBERS} are read at most"
    if length == 0xFFFFFFFF and size > 4 * _DIRECTORY:
        wide = tail.rfind(b"PK\x06\x06")
        if wide < 0 or len(tail) < wide + 48 or struct.unpack_from("<Q", tail, wide + 40)[0] > _DIRECTORY:
            return f"its table of contents is too large; {MEMBERS} files are read at most"
    return ""


def _members(archive: zipfile.ZipFile, into: Path, name: str, budget: _Budget) -> Iterator[tuple[Path, str] | Skipped]:
    wanted = [
        m for m in archive.infolist() if not m.filename.endswith("/") and not _HIDDEN.search(m.filename) and not _is_link(m)
    ]
    for index, member in enumerate(wanted):
        if budget.members <= 0:
            yield Skipped(name, "", f"{len(wanted) - index} of its files are left out: {MEMBERS} are read at most", _SPLIT)
            return
        shown = _shown(name, member.filename)
        try:
            if member.flag_bits & 0x1:
                raise _Bad("it is protected by a password", "Unpack it with its password and import the folder.")
            with archive.open(member) as packed:
                target = _write(packed, into, shown, member.compress_size, budget)
        except _Bad as bad:
            yield Skipped(shown, "", bad.reason, bad.remedy)
            continue
        except NotImplementedError:
            yield Skipped(shown, "", "it is packed in a way that is not known here", "Unpack it and import the folder.")
            continue
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            yield Skipped(shown, "", "it is damaged (it begins before the archive does)", _AGAIN)
            continue
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, LookupError) as error:
            yield Skipped(shown, "", f"it is damaged ({one_line(type(error).__name__)})", _AGAIN)
            continue
        _date(target, member.date_time)
        yield target, shown


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _shown(archive: str, member: str) -> str:
    return f"{archive}/{one_line(member.replace(chr(92), '/'), limit=300)}"


def _write(packed: IO[bytes], into: Path, shown: str, size: int, budget: _Budget) -> Path:
    """Write one member under a name of our own and return its path; raises `_Bad` and removes it when it is over a limit."""
    budget.made += 1
    budget.members -= 1
    target = into / f"{budget.made:05}{_suffix(shown)}"
    while target.exists():
        budget.made += 1
        target = into / f"{budget.made:05}{_suffix(shown)}"
    done = 0
    whole = False
    try:
        with target.open("xb") as file:
            while chunk := packed.read(_CHUNK):
                done += len(chunk)
                budget.bytes -= len(chunk)
                if budget.bytes < 0:
                    raise _Bad(f"the archive unpacks to more than {UNPACKED >> 20} MB", _SPLIT)
                if done > _RATIO_FROM and done > RATIO * max(size, 1):
                    raise _Bad("it unpacks to far more than any text does: an archive made to fill disks", "Leave it out.")
                file.write(chunk)
        whole = True
    finally:
        if not whole:
            budget.bytes += done
            target.unlink(missing_ok=True)
    return target


def _suffix(shown: str) -> str:
    """Return the file's extension where it is a plain one: it breaks ties when the content is recognised."""
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", shown)
    return found.group().lower() if found else ""


def _date(target: Path, moment: tuple[int, int, int, int, int, int]) -> None:
    """Give the file the member's own time (zip times have no zone; taken as UTC), the last resort for a call's date."""
    if not (1980 < moment[0] < 2100 and 1 <= moment[1] <= 12 and 1 <= moment[2] <= 31):
        return
    stamp = timegm((*moment, 0, 0, 0))
    os.utime(target, (stamp, stamp))


class _Inflated:
    """The unpacked bytes of a deflated or stored member, read without a table of contents."""

    def __init__(self, file: IO[bytes], method: int, size: int, crc: int, flags: int) -> None:
        self._file, self._method, self._left = file, method, size
        self._crc, self._check = 0, None if flags & 0x8 else crc
        self._inflate = zlib.decompressobj(-15)
        self._ended = False

    def read(self, most: int) -> bytes:
        """Return up to `most` bytes, nothing at the end; raises `_Bad` when the member is cut off or damaged."""
        data = self._stored(most) if self._method == 0 else self._deflated(most)
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._check is not None and self._check != self._crc:
            raise _Bad("it is damaged (its check sum differs)")
        return data

    def _stored(self, most: int) -> bytes:
        if not self._left:
            return b""
        data = self._file.read(min(most, self._left))
        if not data:
            raise _Bad("the archive ends in the middle of it")
        self._left -= len(data)
        return data

    def _deflated(self, most: int) -> bytes:
        while not self._ended:
            packed = self._inflate.unconsumed_tail or self._file.read(4096)
            if not packed:
                raise _Bad("the archive ends in the middle of it")
            try:
                data = self._inflate.decompress(packed, most)
            except zlib.error as error:
                raise _Bad("it is damaged") from error
            self._ended = self._inflate.eof
            if self._ended:
                # What was read beyond its end belongs to the next member.
                self._file.seek(-len(self._inflate.unused_data), os.SEEK_CUR)
            if data:
                return data
        return b""


def _salvage(path: Path, into: Path, name: str, budget: _Budget) -> Iterator[tuple[Path, str] | Skipped]:
    """Yield the members of an archive whose table of contents is missing, from the header before each."""
    with path.open("rb") as file:
        while budget.members > 0 and _next_header(file):
            fields = file.read(26)
            if len(fields) < 26:
                return
            _, flags, method, clock, day, crc, packed_size, _, name_length, extra_length = struct.unpack("<HHHHHIIIHH", fields)
            raw = file.read(name_length)
            file.seek(extra_length, os.SEEK_CUR)
            member = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
            if member.endswith("/") or _HIDDEN.search(member) or flags & 0x1 or method not in (0, 8):
                continue
            stream = _Inflated(file, method, packed_size, crc, flags)
            shown = _shown(name, member)
            try:
                target = _write(stream, into, shown, path.stat().st_size, budget)  # type: ignore[arg-type]  # reads alike
            except _Bad as bad:
                yield Skipped(shown, "", bad.reason, bad.remedy)
                continue
            _date(target, (1980 + (day >> 9), day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2))
            yield target, shown


def _next_header(file: IO[bytes]) -> bool:
    """Move behind the next local file header's signature; returns whether there is one."""
    kept = b""
    while True:
        start = file.tell()
        chunk = file.read(_CHUNK)
        found = (kept + chunk).find(b"PK\x03\x04")
        if found >= 0:
            file.seek(start - len(kept) + found + 4)
            return True
        if not chunk:
            return False
        kept = chunk[-3:]
