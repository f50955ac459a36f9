"""What a decision was about when it was made, which one takes it back, and the origin that the rules read."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE decision ADD COLUMN about VARCHAR NOT NULL DEFAULT '{}'",
    "CREATE INDEX decision_undoes ON decision (undoes)",
    "CREATE INDEX decision_uid ON decision (uid)",
    "ALTER TABLE touchpoint ADD COLUMN read_origin VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE touchpoint ADD COLUMN read_rule VARCHAR NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)
