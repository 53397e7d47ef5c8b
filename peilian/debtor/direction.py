"""The stage direction: a cue turned into messages for a language model.

Everything the model is told stands in the cue; prompts are files in `prompts/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from peilian.content import read_item
from peilian.debtor.cue import Cue
from peilian.debtor.guard import Fault
from peilian.debtor.move import MoveKind
from peilian.dialogue.signal import InLanguages
from peilian.llm import Message

_PROMPTS = Path(__file__).parent / "prompts"
_RECENT = 8


class Directions(BaseModel):
    """What each move asks of an actor, and what each fault asks them to mend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    moves: dict[MoveKind, InLanguages]
    mend: dict[Fault, InLanguages]


@cache
def directions() -> Directions:
    return read_item(_PROMPTS / "directions.yaml", Directions).value


@cache
def _template(family: str) -> str:
    return (_PROMPTS / f"debtor_{family}.txt").read_text(encoding="utf-8")


def stage_direction(cue: Cue, fault: Fault | None = None) -> list[Message]:
    """System message, the recent turns, and what to do now; `fault` says what was wrong with the last try."""
    messages = [Message("system", _who(cue))]
    for turn in cue.recent[-_RECENT:]:
        messages.append(Message("user" if turn.speaker == "agent" else "assistant", turn.text))
    if not cue.recent or cue.recent[-1].speaker != "agent":
        messages.append(Message("user", cue.heard or "…"))
    last = messages.pop()
    return [*messages, Message("user", f"{last.content}\n\n{_now(cue, fault)}")]


def _who(cue: Cue) -> str:
    style = cue.style
    family = "zh" if style.language.startswith("zh") else "en"
    comma = "、" if family == "zh" else ", "
    slots = {
        "name": style.name,
        "age": str(style.age),
        "gender": {"male": "男", "female": "女"}.get(style.gender, "") if family == "zh" else style.gender,
        "place": style.place,
        "occupation": style.occupation or "—",
        "role": style.role,
        "register": style.register,
        "pace": style.pace,
        "particles": comma.join(style.particles) or "—",
        "catch_phrases": comma.join(style.catch_phrases) or "—",
        "mood": comma.join(style.mood_words) or style.mood,
        "script": "请用繁体字，台湾说法。" if style.language == "zh-TW" else "",
    }
    text = _template(family)
    for name, value in slots.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _now(cue: Cue, fault: Fault | None) -> str:
    """The direction of this turn, fenced off from what the agent said."""
    family = "zh" if cue.style.language.startswith("zh") else "en"
    known = directions()
    parts = [known.moves[cue.move.kind].in_(family)]
    if cue.move.then is not None:
        parts.append(known.moves[cue.move.then].in_(family))
    labels = _LABELS[family]
    parts += [f"{labels['fact']}{fact.text}" for fact in cue.facts]
    if cue.belief is not None:
        parts.append(f"{labels['belief']}{cue.belief.text}")
    parts += [
        f"{labels['law']}{item.law} {item.article or ''}".rstrip() for item in cue.grounding if item.used_as is not None
    ]
    if cue.move.slots:
        parts.append(labels["figures"] + labels["comma"].join(f"{name}={value}" for name, value in cue.move.slots))
    if cue.said:
        parts.append(labels["said"] + " / ".join(text[:40] for text in cue.said[-6:]))
    if fault is not None:
        parts.append(labels["mend"] + known.mend[fault].in_(family))
    return f"{labels['open']}\n" + "\n".join(f"- {part}" for part in parts) + f"\n{labels['close']}"


_LABELS = {
    "zh": {
        "open": "【导演提示，只给你看，不要念出来】",
        "close": "【提示完。现在只说你这一句话，一到三个短句，口语。】",
        "fact": "要说出来的实情：",
        "belief": "你相信的说法：",
        "law": "可以提到的规定（别的法律一概不提）：",
        "figures": "要说清楚的数：",
        "said": "这些说过了，别再说：",
        "mend": "刚才那句不行：",
        "comma": "，",
    },
    "en": {
        "open": "[Direction, for you only, never read out]",
        "close": "[End of direction. Now say only your line: one to three short spoken sentences.]",
        "fact": "Bring out this fact: ",
        "belief": "What you believe: ",
        "law": "Law you may name (and no other): ",
        "figures": "Figures to state: ",
        "said": "Already said, do not repeat: ",
        "mend": "Your last try will not do: ",
        "comma": ", ",
    },
}
