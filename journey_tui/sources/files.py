"""Walk files, folders, maildirs and archives, and say what each file is."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.archive import unpack as unpack_zip
from journey_tui.sources.formats import HEAD, Recognised, recognise
from journey_tui.sources.records import Skipped
from journey_tui.text import clean

_DEEPEST: Final = 32
"""Folders in folders that are entered."""
_READABLE: Final = "Make it readable for your user, then import it again."
_PART: Final = re.compile(r"[_-]\d{1,3}(?=\.zip$)", re.IGNORECASE)
_MAILDIR: Final = frozenset(("cur", "new", "tmp"))

Unpack = Callable[[Path, Path, str], Iterator[tuple[Path, str] | Skipped]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can be imported, and what it is."""

    path: Path
    """Where its bytes are: for a member of an archive a file of our own."""
    name: str
    """Where it was found, absolute; a member of an archive is `archive.zip/member`."""
    format: str
    """`mbox`, `eml`, `maildir message`, `ics`, `transcript`, `csv`, `jsonl` or `json`."""
    size: int
    hash: str
    """SHA-256 of its bytes."""
    group: str
    """The folder or archive it lies in: tables of one export belong together."""


def discover(paths: Sequence[Path], *, scratch: Path | None = None, unpack: Unpack = unpack_zip) -> Iterator[Candidate | Skipped]:
    """Yield every file that can be imported below `paths`, and what looks like data but cannot be read, in order of name.

    Archives are unpacked into `scratch`; without it, into a temporary folder that lasts until the last candidate was asked for.
    """
    if scratch is not None:
        yield from _Walk(scratch, unpack).all(paths)
        return
    with tempfile.TemporaryDirectory(prefix="journey-") as folder:
        yield from _Walk(Path(folder), unpack).all(paths)


def identify(paths: Sequence[Path], *, scratch: Path, unpack: Unpack = unpack_zip) -> Iterator[Candidate | Skipped]:
    """Yield what each of these files is, as the walk over its folder would; archives are unpacked into `scratch`."""
    walk = _Walk(scratch, unpack)
    for path in paths:
        yield from walk.one(path)


class _Walk:
    """One walk over all paths; a file that is reached twice is taken once."""

    def __init__(self, scratch: Path, unpack: Unpack) -> None:
        self._scratch, self._unpack = scratch, unpack
        self._seen: set[tuple[int, int]] = set()
        self._archives = 0

    def all(self, paths: Sequence[Path]) -> Iterator[Candidate | Skipped]:
        """Yield what is found below each path; one that does not exist is named."""
        for path in paths:
            whole = Path(os.path.abspath(path))
            try:
                # A path that somebody typed is followed, where it is a link too.
                mode = whole.stat().st_mode
            except (OSError, ValueError) as error:
                yield Skipped(shown(whole), "", f"it cannot be opened: {_why(error)}", "Check the path and its permissions.")
                continue
            if stat.S_ISDIR(mode):
                yield from self._folder(whole, os.path.realpath(whole), 0)
            else:
                yield from self._file(whole, explicit=True)

    def one(self, path: Path) -> Iterator[Candidate | Skipped]:
        """Yield what one file of a folder is."""
        mailbox = path.parent.parent
        if path.parent.name in ("cur", "new") and _is_maildir(mailbox):
            yield from self._file(path, form="maildir message", group=str(mailbox))
        else:
            yield from self._file(path)

    def _folder(self, folder: Path, root: str, depth: int) -> Iterator[Candidate | Skipped]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield Skipped(shown(folder), "", f"the folder cannot be opened: {_why(error)}", _READABLE)
            return
        if depth > _DEEPEST:
            yield Skipped(shown(folder), "", f"more than {_DEEPEST} folders deep", "Import that folder by itself.")
            return
        maildir = {e.name for e in entries if e.is_dir(follow_symlinks=False)} >= _MAILDIR
        for entry in entries:
            yield from self._entry(entry, root, depth, maildir=maildir)

    def _entry(self, entry: os.DirEntry[str], root: str, depth: int, *, maildir: bool) -> Iterator[Candidate | Skipped]:
        path = Path(entry.path)
        if entry.is_symlink():
            yield from _link(path, root)
        elif entry.is_dir(follow_symlinks=False):
            if maildir and entry.name in _MAILDIR:
                yield from self._messages(path) if entry.name != "tmp" else ()
            elif not entry.name.startswith(".") or (maildir and _is_maildir(path)):
                # Maildir++ keeps its folders under names that begin with a dot.
                yield from self._folder(path, root, depth + 1)
        elif not maildir and not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
            yield from self._file(path)

    def _messages(self, folder: Path) -> Iterator[Candidate | Skipped]:
        """Yield the messages of a maildir's `cur` or `new`."""
        try:
            with os.scandir(folder) as found:
                names = sorted(e.name for e in found if e.is_file(follow_symlinks=False) and not e.name.startswith("."))
        except OSError as error:
            yield Skipped(shown(folder), "", f"the folder cannot be opened: {_why(error)}", _READABLE)
            return
        for name in names:
            yield from self._file(folder / name, form="maildir message", group=str(folder.parent))

    def _file(
        self, path: Path, *, name: str = "", form: str = "", group: str = "", explicit: bool = False
    ) -> Iterator[Candidate | Skipped]:
        name = name or shown(path)
        group = group or str(path.parent)
        try:
            info = path.stat()
            if not stat.S_ISREG(info.st_mode):
                if explicit:
                    yield Skipped(name, "", "it is neither a file nor a folder", "Import a file or a folder.")
                return
            if (info.st_dev, info.st_ino) in self._seen:
                return
            self._seen.add((info.st_dev, info.st_ino))
            with path.open("rb") as file:
                head = file.read(HEAD)
            found = Recognised(form) if form and head.strip() else recognise(head, name)
            digest = "" if found.format in ("unknown", "zip") else _digest(path)
        except OSError as error:
            yield Skipped(name, "", f"the file cannot be read: {_why(error)}", _READABLE)
            return
        if found.format == "zip":
            yield from self._archive(path, name)
        elif found.format != "unknown":
            yield Candidate(path, name, found.format, info.st_size, digest, clean(group))
        elif found.reason or explicit:
            yield _unknown(name, found)

    def _archive(self, path: Path, name: str) -> Iterator[Candidate | Skipped]:
        self._archives += 1
        into = Path(tempfile.mkdtemp(prefix=f"{self._archives:04}-", dir=self._scratch))
        # A weekly export comes as parts: WE_00D..._1.ZIP, WE_00D..._2.ZIP.
        whole = _PART.sub("", name)
        for item in self._unpack(path, into, name):
            if isinstance(item, Skipped):
                yield item
            else:
                yield from self._file(item[0], name=item[1], group=whole + item[1].rpartition("/")[0].removeprefix(name))


def shown(path: Path) -> str:
    """Return a path as it can be shown and stored: clean, on one line."""
    return clean(str(path)).replace("\n", " ").replace("\t", " ")


def _unknown(name: str, found: Recognised) -> Skipped:
    reason = found.reason or "no known form of mail, calendar, call or table is in it"
    return Skipped(
        name, "", reason, found.remedy or "Import CSV, JSON, mbox, .eml, maildir, .ics, .vtt, .srt, .sbv or a zip of these."
    )


def _link(path: Path, root: str) -> Iterator[Skipped]:
    """Name a link that leads out of the folder; one that stays inside is found where it leads."""
    target = os.path.realpath(path)
    if target != root and not target.startswith(root + os.sep) and not path.name.startswith(".") and os.path.exists(target):
        yield Skipped(
            shown(path), "", "a link that leads out of the folder is not followed", "Import what it leads to by its own path."
        )


def _is_maildir(path: Path) -> bool:
    return all((path / name).is_dir() for name in _MAILDIR)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _why(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
