"""The tables as the newest migration leaves them. Names and types only; no behaviour."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from peilian.store.instant import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    UniqueConstraint("name"),
)

user = Table(
    "user",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("display_name", String(80), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("language", String(8), nullable=False),
    Column("team_id", Integer, ForeignKey("team.id"), nullable=True),
    UniqueConstraint("name"),
    CheckConstraint("role IN ('trainee', 'trainer', 'lead', 'admin')", name="role"),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("user.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Index(None, "user_id"),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("ok", Boolean, nullable=False),
    Index(None, "address", "at"),
)

call = Table(
    "call",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("owner_id", Integer, ForeignKey("user.id"), nullable=False),
    Column("persona_id", String(80), nullable=True),
    Column("persona_hash", String(80), nullable=True),
    Column("language", String(8), nullable=False),
    Column("jurisdiction", String(8), nullable=False),
    Column("seed", BigInteger, nullable=True),
    Column("voice", String(16), nullable=True),
    Column("context", JSON(none_as_null=True), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("ended_by", String(16), nullable=True),
    Column("ended_reason", String(80), nullable=True),
    Column("ended_at", Instant, nullable=True),
    Column("parent_call", String(80), nullable=True),
    Column("parent_turn", Integer, nullable=True),
    Column("coach_on", Boolean, nullable=False),
    Column("disclosed", JSON(none_as_null=True), nullable=True),
    Column("note", Text, nullable=True),
    CheckConstraint("state IN ('ringing', 'talking', 'ended', 'scored')", name="state"),
    Index(None, "owner_id", "started_at"),
)

turn = Table(
    "turn",
    metadata,
    Column("call_id", String(80), ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
    Column("index", Integer, primary_key=True, autoincrement=False),
    Column("speaker", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(40), nullable=True),
    Column("channel", String(16), nullable=True),
    Column("grounding", JSON(none_as_null=True), nullable=True),
)

debtor_log = Table(
    "debtor_log",
    metadata,
    Column("call_id", String(80), primary_key=True),
    Column("index", Integer, primary_key=True, autoincrement=False),
    Column("log", JSON(none_as_null=True), nullable=False),
    ForeignKeyConstraint(["call_id", "index"], ["turn.call_id", "turn.index"], ondelete="CASCADE"),
)

scorecard = Table(
    "scorecard",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", String(80), ForeignKey("call.id", ondelete="CASCADE"), nullable=False),
    Column("rubric", String(80), nullable=False),
    Column("key", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("key"),
    Index(None, "call_id"),
)

content_version = Table(
    "content_version",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("hash", String(80), primary_key=True),
    Column("text", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object", String(120), nullable=False),
    Column("detail", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
