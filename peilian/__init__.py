"""陪练 Peilian: a practice room for debt-collection agents."""

from typing import Final

VERSION: Final = "0.1.0"
