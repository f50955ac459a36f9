"""Which file system a path is on: stores on network ones are refused, SQLite's locks do not hold there."""

from __future__ import annotations

from pathlib import Path

NETWORK = frozenset(
    (
        "nfs nfs4 cifs smb smb3 smbfs afs ncpfs 9p fuse.sshfs fuse.s3fs fuse.rclone fuse.glusterfs glusterfs ceph "
        "lustre gpfs beegfs davfs fuse.davfs"
    ).split()
)
MOUNTS = Path("/proc/self/mounts")


def file_system(path: Path) -> str:
    """Return the type of the file system that holds the path, empty where the system does not say."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    resolved = path.resolve()
    best, kind = -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        mount = parts[1].replace("\\040", " ")
        if (resolved == Path(mount) or Path(mount) in resolved.parents) and len(mount) >= best:
            best, kind = len(mount), parts[2]
    return kind


def is_network(kind: str) -> bool:
    """Return whether the type is a network file system."""
    return kind in NETWORK
