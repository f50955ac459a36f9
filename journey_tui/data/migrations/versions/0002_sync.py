"""What the sync worker keeps: configured sources, runs, model readings."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE sync_source ( id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        every_s INTEGER NOT NULL,
        expect_s INTEGER NOT NULL,
        enabled INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        phase VARCHAR NOT NULL,
        file VARCHAR NOT NULL,
        done INTEGER NOT NULL,
        looked_at INTEGER,
        synced_at INTEGER,
        newest_at INTEGER,
        behind_since INTEGER,
        next_at INTEGER,
        asked_at INTEGER,
        error VARCHAR NOT NULL,
        remedy VARCHAR NOT NULL,
        failures INTEGER NOT NULL,
        fingerprint VARCHAR NOT NULL,
        runs INTEGER NOT NULL,
        kinds VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (path) )""",
    """CREATE TABLE sync_file ( source_id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        format VARCHAR NOT NULL,
        read_to INTEGER NOT NULL,
        prefix VARCHAR NOT NULL,
        last_id VARCHAR NOT NULL,
        PRIMARY KEY (source_id, "key"),
        FOREIGN KEY(source_id) REFERENCES sync_source (id) ON DELETE CASCADE )""",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)
