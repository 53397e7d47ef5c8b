"""The first schema: people, calls, scorecards, content versions, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _calls()
    _results()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _people() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("name", name="uq_team_name"),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("display_name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("name", name="uq_user_name"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_user_team_id"),
        sa.CheckConstraint("role IN ('trainee', 'trainer', 'lead', 'admin')", name=op.f("ck_user_role")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("last_seen_at"),
        _moment("expires"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_session_user_id", ondelete="CASCADE"),
    )
    op.create_index("ix_session_user_id", "session", ["user_id"])
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        _moment("at"),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempt"),
    )
    op.create_index("ix_login_attempt_address_at", "login_attempt", ["address", "at"])


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("persona_id", sa.String(80), nullable=True),
        sa.Column("persona_hash", sa.String(80), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("jurisdiction", sa.String(8), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("voice", sa.String(16), nullable=True),
        sa.Column("context", sa.JSON(), nullable=False),
        _moment("started_at"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ended_by", sa.String(16), nullable=True),
        sa.Column("ended_reason", sa.String(80), nullable=True),
        _moment("ended_at", nullable=True),
        sa.Column("parent_call", sa.String(80), nullable=True),
        sa.Column("parent_turn", sa.Integer(), nullable=True),
        sa.Column("coach_on", sa.Boolean(), nullable=False),
        sa.Column("disclosed", sa.JSON(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_call_owner_id"),
        sa.CheckConstraint("state IN ('ringing', 'talking', 'ended', 'scored')", name=op.f("ck_call_state")),
    )
    op.create_index("ix_call_owner_id_started_at", "call", ["owner_id", "started_at"])
    op.create_table(
        "turn",
        sa.Column("call_id", sa.String(80), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=True),
        sa.Column("channel", sa.String(16), nullable=True),
        sa.Column("grounding", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("call_id", "index", name="pk_turn"),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_turn_call_id", ondelete="CASCADE"),
    )
    op.create_table(
        "debtor_log",
        sa.Column("call_id", sa.String(80), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "index", name="pk_debtor_log"),
        sa.ForeignKeyConstraint(
            ["call_id", "index"], ["turn.call_id", "turn.index"], name="fk_debtor_log_call_id_index", ondelete="CASCADE"
        ),
    )


def _results() -> None:
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(80), nullable=False),
        sa.Column("rubric", sa.String(80), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_scorecard"),
        sa.UniqueConstraint("key", name="uq_scorecard_key"),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_scorecard_call_id", ondelete="CASCADE"),
    )
    op.create_index("ix_scorecard_call_id", "scorecard", ["call_id"])
    op.create_table(
        "content_version",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("published_at"),
        sa.PrimaryKeyConstraint("kind", "id", "hash", name="pk_content_version"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _moment("at"),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
