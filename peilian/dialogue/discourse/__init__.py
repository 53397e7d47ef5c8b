"""The state of a conversation: what was raised, asked and promised, and what became of it."""

from peilian.dialogue.discourse.discourse import Discourse, follow
from peilian.dialogue.discourse.promise import Promise
from peilian.dialogue.discourse.question import Question
from peilian.dialogue.discourse.raised import Raised
from peilian.dialogue.discourse.table import Kind, Table, shipped_table

__all__ = ["Discourse", "Kind", "Promise", "Question", "Raised", "Table", "follow", "shipped_table"]
