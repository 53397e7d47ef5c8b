"""How often a debtor may do the same thing in one call, and what they do instead after that.

The line banks hold at least this many lines of each kind, so no line is ever needed twice.
"""

from __future__ import annotations

from typing import Final

from peilian.debtor.move import KINDS, MoveKind
from peilian.debtor.state import State

OFTEN: Final[dict[MoveKind, int]] = {
    "vent": 7,
    "refuse": 6,
    "evade": 6,
    "stall": 5,
    "reject_amount": 5,
    "third_party_reply": 7,
    "acknowledge": 7,
    "soften": 5,
    "ask_relief": 5,
    "upset": 5,
    "counter_offer": 4,
    "off_topic": 4,
    "object_repeat": 4,
}
USUAL: Final = 3
ONCE: Final[dict[MoveKind, int]] = {
    "answer_phone": 1,
    "confirm_identity": 2,
    "deny_identity": 2,
    "accept_plan": 2,
    "promise": 2,
    "false_promise": 2,
    "cease_request": 2,
    "busy": 2,
    "silence": 2,
}
LIMITS: Final[dict[MoveKind, int]] = {kind: OFTEN.get(kind, ONCE.get(kind, USUAL)) for kind in KINDS}
"""Uses of each kind in one call."""

UNLIMITED: Final[frozenset[MoveKind]] = frozenset({"disclose", "hint", "say_goodbye", "hang_up"})
"""Each of these carries words of its own, or comes once because it ends the call."""

NEIGHBOURS: Final[dict[MoveKind, tuple[MoveKind, ...]]] = {
    "answer_phone": ("ask_repeat",),
    "confirm_identity": ("acknowledge",),
    "deny_identity": ("evade", "refuse"),
    "confirm_details": ("acknowledge",),
    "ask_who": ("ask_proof", "ask_what_about"),
    "ask_proof": ("refuse", "acknowledge"),
    "ask_number_source": ("ask_what_about", "acknowledge"),
    "ask_what_about": ("acknowledge",),
    "acknowledge": ("ask_repeat", "silence"),
    "stall": ("evade", "ask_relief"),
    "evade": ("stall", "refuse"),
    "busy": ("stall",),
    "silence": ("acknowledge", "stall"),
    "ask_repeat": ("acknowledge", "off_topic"),
    "off_topic": ("acknowledge", "evade"),
    "vent": ("refuse", "object_repeat"),
    "insult": ("vent", "refuse"),
    "refuse": ("reject_amount", "vent", "silence"),
    "object_repeat": ("vent", "refuse"),
    "threaten_complaint": ("ask_complaint_route", "vent"),
    "ask_complaint_route": ("threaten_complaint", "vent"),
    "disclose": ("acknowledge",),
    "hint": ("evade",),
    "upset": ("silence", "soften"),
    "soften": ("acknowledge", "thank"),
    "thank": ("soften", "acknowledge"),
    "ask_relief": ("stall", "reject_amount"),
    "reject_amount": ("refuse", "ask_relief"),
    "counter_offer": ("reject_amount", "refuse"),
    "accept_plan": ("confirm_deal",),
    "promise": ("confirm_deal",),
    "false_promise": ("stall", "evade"),
    "confirm_deal": ("acknowledge",),
    "ask_consequence": ("stall", "acknowledge"),
    "cite_law": ("vent", "refuse"),
    "dispute": ("refuse", "reject_amount"),
    "ask_validation": ("dispute", "refuse"),
    "cease_request": ("refuse", "vent"),
    "third_party_reply": ("refuse_message", "ask_repeat", "acknowledge"),
    "take_message": ("acknowledge",),
    "refuse_message": ("third_party_reply", "vent"),
    "say_goodbye": (),
    "hang_up": (),
}

OWING: Final[frozenset[MoveKind]] = frozenset(
    {
        "confirm_identity",
        "stall",
        "refuse",
        "ask_relief",
        "reject_amount",
        "counter_offer",
        "accept_plan",
        "promise",
        "false_promise",
        "confirm_deal",
        "dispute",
        "ask_validation",
        "insult",
        "vent",
        "object_repeat",
        "evade",
        "ask_consequence",
    }
)
"""What only somebody who is asked for their own debt does."""


def available(state: State, kind: MoveKind) -> bool:
    """True where `kind` may be done once more in this call."""
    return kind in UNLIMITED or state.used(kind) < LIMITS[kind]


def nearest(state: State, kind: MoveKind, *, third_party: bool = False) -> MoveKind | None:
    """`kind` itself while it may be done, else the nearest that may; None where all are used up."""
    seen: set[MoveKind] = set()
    queue: list[MoveKind] = [kind]
    while queue:
        here = queue.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if available(state, here) and not (third_party and here in OWING):
            return here
        queue.extend(NEIGHBOURS[here])
    return None
