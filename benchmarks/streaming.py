"""What an answer that streams costs the terminal's process and the wire: `python -m benchmarks.streaming --help`."""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from journey_tui.cli.importing import rules
from journey_tui.sync.importer import Importer
from tests import raw
from tests.model.standin import StandIn, always

TOKENS_A_SECOND = 100
SECONDS = 8.0


class Screen:
    """Journey on a pseudo-terminal; what it writes is counted."""

    def __init__(self, store: Path, home: Path, columns: int, rows: int) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(home)}
        command = [sys.executable, "-m", "journey_tui", "--store", str(store)]
        self.child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True)
        os.close(theirs)
        self.written = 0

    def read(self, seconds: float, wanted: bytes = b"") -> None:
        """Read for so long, or until `wanted` has come; raises TimeoutError where it does not."""
        seen, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.ours], [], [], left)[0]:
                data = os.read(self.ours, 65536)
                self.written += len(data)
                seen = seen[-200:] + data
                if wanted and wanted in seen:
                    return
        if wanted:
            raise TimeoutError(wanted)

    def type(self, text: str) -> None:
        """Press keys, and let them take effect."""
        os.write(self.ours, text.encode())
        self.read(2)

    @property
    def cpu(self) -> float:
        """Return the seconds of processor time that the process has used."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(columns: int, rows: int) -> str:
    """Return the figures of one size of terminal."""
    folder = Path(tempfile.mkdtemp(prefix="journey-streaming-"))
    store = folder / "own" / "journey.db"
    Importer(store, rules(), raw.NOON).run([raw.write_all(folder / "raw")])
    text = " ".join(f"word{n % 97}{'.' if n % 12 == 0 else ''}" for n in range(30 * TOKENS_A_SECOND))
    with StandIn(always(text, pieces=30 * TOKENS_A_SECOND, gap=1 / TOKENS_A_SECOND)) as server:
        (folder / "journey").mkdir()
        model = f'[model]\nname = "openai/stand-in"\nbase_url = "{server.url}"\nprice_in = 0\nprice_out = 0\n'
        (folder / "journey" / "config.toml").write_text(f"[measures]\nenabled = false\n{model}")
        screen = Screen(store, folder, columns, rows)
        try:
            screen.read(60, b"Brightwater")
            for keys in ("j\r", "5", "i", "/ask tell me"):
                screen.type(keys)
            os.write(screen.ours, b"\r")
            screen.read(120, b"word")
            screen.read(2)
            before, cpu, began = screen.written, screen.cpu, time.monotonic()
            screen.read(SECONDS)
            took = time.monotonic() - began
            return (
                f"{columns}x{rows}: {(screen.written - before) / took / 1000:.1f} KB/s, {(screen.cpu - cpu) / took:.1%} of a core"
            )
        finally:
            screen.child.kill()
            screen.child.wait()
            shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["80x24", "140x45"])
    for size in parser.parse_args().sizes:
        columns, rows = map(int, size.split("x"))
        print(measure(columns, rows))


if __name__ == "__main__":
    main()
