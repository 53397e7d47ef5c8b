"""The acts of both sides of the line, as files: what an agent does, what a debtor does.

Knows nothing of how they are recognised; the Reader compiles them.
"""

from __future__ import annotations

from pathlib import Path

from peilian.content import Item, Shelf
from peilian.dialogue.signal import Act

_HERE = Path(__file__).parent


def load_acts(own: Path | None = None) -> dict[str, Item[Act]]:
    """Every act by id; a file of the same name in the folder `own` replaces the shipped one.

    Raises `ContentError` naming file, line and field of the first file that is wrong.
    """
    return Shelf(Act, (_HERE / "agent", _HERE / "debtor"), own).load()
