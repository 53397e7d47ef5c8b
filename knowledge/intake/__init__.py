"""An organisation's own law or policy: read from the file they have, split by article, shelved beside the shipped pack.

source -> formats -> articles -> draft -> shelving; `bundle` is the form in which a law travels between installations.
"""

from knowledge.intake.bundle import bundle_text, is_bundle, read_bundle
from knowledge.intake.draft import Draft, Particulars, draft_of
from knowledge.intake.shelving import check_free, remove, shelve
from knowledge.intake.source import Source, read_source

__all__ = [
    "Draft",
    "Particulars",
    "Source",
    "bundle_text",
    "check_free",
    "draft_of",
    "is_bundle",
    "read_bundle",
    "read_source",
    "remove",
    "shelve",
]
