"""What the deal workspace keeps: the chat, artifacts with their versions, and what is being typed."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE chat_message ( id INTEGER NOT NULL,
        deal_id VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        person VARCHAR NOT NULL,
        role VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        cites VARCHAR NOT NULL,
        detail VARCHAR NOT NULL,
        PRIMARY KEY (id) )""",
    "CREATE INDEX chat_message_deal ON chat_message (deal_id, id)",
    """CREATE TABLE artifact ( id VARCHAR NOT NULL,
        deal_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        step_id VARCHAR NOT NULL,
        about VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        head INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        created_by VARCHAR NOT NULL,
        updated_at INTEGER NOT NULL,
        updated_by VARCHAR NOT NULL,
        sent_at INTEGER,
        sent_by VARCHAR NOT NULL,
        sent_hash VARCHAR NOT NULL,
        PRIMARY KEY (id) )""",
    "CREATE INDEX artifact_deal ON artifact (deal_id, updated_at)",
    """CREATE TABLE artifact_version ( pk INTEGER NOT NULL,
        artifact_id VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        person VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        base INTEGER NOT NULL,
        note VARCHAR NOT NULL,
        cites VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        PRIMARY KEY (pk),
        UNIQUE (artifact_id, number) )""",
    """CREATE TABLE artifact_typing ( artifact_id VARCHAR NOT NULL,
        session VARCHAR NOT NULL,
        uid INTEGER NOT NULL,
        person VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        base INTEGER NOT NULL,
        text VARCHAR NOT NULL,
        PRIMARY KEY (artifact_id, session) )""",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)
