"""What the measures keep: what was seen and done in Journey, and what people answered when asked."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE measure_event ( id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        deal_id VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        detail VARCHAR NOT NULL,
        made_up INTEGER NOT NULL,
        PRIMARY KEY (id) )""",
    "CREATE INDEX measure_event_at ON measure_event (at, uid)",
    "CREATE INDEX measure_event_asked ON measure_event (uid, kind, at)",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)
