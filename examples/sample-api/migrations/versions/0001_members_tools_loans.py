"""Members, tools and loans

Revision: 0001, after nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, unique=True),
    )
    op.create_table(
        "tools",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
    )
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=False),
        sa.Column("tool_id", sa.Integer(), sa.ForeignKey("tools.id"), nullable=False),
        sa.Column("lent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_loans_member_id", "loans", ["member_id"])
    # A tool can be out only once; the database holds this when two requests come at once.
    op.create_index(
        "uq_loans_tool_out",
        "loans",
        ["tool_id"],
        unique=True,
        postgresql_where=sa.text("returned_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("loans")
    op.drop_table("tools")
    op.drop_table("members")
