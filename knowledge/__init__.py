"""The law pack: clauses with rank, confidence and dates in force, hybrid search over them, grounding for a turn."""

from knowledge.citation import Citation
from knowledge.clause import Clause
from knowledge.ground import ground
from knowledge.index import HybridIndex, MemoryIndex
from knowledge.law import Law
from knowledge.library import Library
from knowledge.rank import Rank
from knowledge.search import Retriever, SearchResult

__all__ = [
    "Citation",
    "Clause",
    "HybridIndex",
    "Law",
    "Library",
    "MemoryIndex",
    "Rank",
    "Retriever",
    "SearchResult",
    "ground",
]
