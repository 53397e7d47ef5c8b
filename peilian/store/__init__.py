"""Calls, scorecards, people's records, content versions and audit in SQLite or PostgreSQL."""

from peilian.store.audit import AuditEntry, AuditHead
from peilian.store.call_rows import CallState, CallSummary
from peilian.store.content_versions import ContentVersion
from peilian.store.scorecards import StoredScorecard, scorecard_key
from peilian.store.serve_lock import ServeLock
from peilian.store.sessions import StoredSession
from peilian.store.store import Store
from peilian.store.teams import Team
from peilian.store.users import User, fold_name

__all__ = [
    "AuditEntry",
    "AuditHead",
    "CallState",
    "CallSummary",
    "ContentVersion",
    "ServeLock",
    "Store",
    "StoredScorecard",
    "StoredSession",
    "Team",
    "User",
    "fold_name",
    "scorecard_key",
]
