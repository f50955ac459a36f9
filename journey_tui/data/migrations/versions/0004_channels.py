"""What product channels keep: records, pending updates."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE channel_record ( "key" VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        at INTEGER NOT NULL,
        by VARCHAR NOT NULL,
        why VARCHAR NOT NULL,
        toml VARCHAR NOT NULL,
        PRIMARY KEY ("key", version) )""",
    """CREATE TABLE channel_update ( id VARCHAR NOT NULL,
        channel VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        field VARCHAR NOT NULL,
        change VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        why VARCHAR NOT NULL,
        proposer VARCHAR NOT NULL,
        proposer_uid INTEGER NOT NULL,
        at INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        until VARCHAR NOT NULL,
        evidence VARCHAR NOT NULL,
        deals INTEGER NOT NULL,
        decision VARCHAR NOT NULL,
        decided_at INTEGER,
        decided_by VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        known VARCHAR NOT NULL,
        applied VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        PRIMARY KEY (id) )""",
    "CREATE INDEX channel_update_state ON channel_update (state, channel)",
    """CREATE TABLE channel_statistic ( channel VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        value FLOAT,
        count INTEGER NOT NULL,
        least INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (channel, name) )""",
    """CREATE TABLE channel_effect ( update_id VARCHAR NOT NULL,
        deal_id VARCHAR NOT NULL,
        basis VARCHAR NOT NULL,
        mark VARCHAR NOT NULL,
        until INTEGER NOT NULL,
        differs VARCHAR NOT NULL,
        PRIMARY KEY (update_id, deal_id) )""",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)
