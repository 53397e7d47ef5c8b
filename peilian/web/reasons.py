"""Why the debtor did that, in words a trainee understands; what only a developer reads is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from peilian.content import Item
from peilian.dialogue.signal import Act
from peilian.web.words import Words

_MOVED = re.compile(r"(?P<feeling>[a-z_]+) (?P<before>\d\.\d\d) → (?P<after>\d\.\d\d)")


def reasons(why: Sequence[str], acts: Mapping[str, Item[Act]], words: Words) -> tuple[str, ...]:
    """The lines of a move's `why`, each said in the reader's language."""
    return tuple(line for entry in why for line in _line(entry, acts, words))


def _line(entry: str, acts: Mapping[str, Item[Act]], words: Words) -> Iterator[str]:
    head, _, rest = entry.partition(": ")
    if head == "heard":
        heard = [acts[id].value.label.in_(words.language) for id in rest.split(", ") if id in acts]
        yield words("why.heard", acts=words("list.comma").join(heard)) if heard else words("why.nothing")
    elif head == "question passed over":
        yield words("why.dodged")
    elif head == "move":
        yield words("why.move", move=words.term("move", rest))
    elif moved := _MOVED.fullmatch(entry):
        before, after = moved["before"], moved["after"]
        key = "why.up" if after > before else "why.down"
        yield words(key, feeling=words.term("feeling", moved["feeling"]), before=before, after=after)
