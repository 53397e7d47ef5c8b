"""Identity numbers, phones and bank cards: found by form and checksum, masked before anything else sees a turn.

Names and addresses are out of reach of this room.
"""

from peilian.privacy.mask import mask
from peilian.privacy.personal import Personal, find

__all__ = ["Personal", "find", "mask"]
