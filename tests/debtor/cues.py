"""Cues made by hand, and a voice over a scripted model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peilian.debtor import CitedClause, Cue, LlmVoice, Move, Secrets, Style, Told
from peilian.dialogue.call import Turn
from peilian.llm import ChatModel, LlmSettings
from tests.debtor.builders import a_voice

DAY = date(2026, 11, 18)
_OF_MOVE = ("about", "then", "misbelief", "offer", "promise", "slots")


def a_style(language: str = "zh-CN", **changes: Any) -> Style:
    chinese = language.startswith("zh")
    given: dict[str, Any] = {
        "name": "钱守业" if chinese else "Dana Brooks",
        "age": 46,
        "gender": "male" if chinese else "female",
        "place": "安徽芜湖" if chinese else "Toledo, Ohio",
        "occupation": "装修工" if chinese else "bus driver",
        "language": language,
        "role": "客户本人" if chinese else "the account holder",
        "register": "话不多，实在。" if chinese else "Plain and dry.",
        "particles": ("哎", "嘛") if chinese else ("well",),
        "catch_phrases": ("讲句实话",) if chinese else ("let me be straight",),
        "pace": "慢" if chinese else "slow",
        "mood": "tense",
        "mood_words": ("烦躁", "戒备") if chinese else ("irritated", "wary"),
    }
    return Style(**{**given, **changes})


def a_cue(kind: str = "refuse", *, language: str = "zh-CN", heard: str | None = None, **changes: Any) -> Cue:
    """One turn's direction; keywords of `Move` and `Cue` alike."""
    of_move = {name: changes.pop(name) for name in list(changes) if name in _OF_MOVE}
    first = "您好，钱先生，这边想跟您核对一下账单。" if language.startswith("zh") else "Hi, could we go over your bill?"
    heard = first if heard is None else heard
    given: dict[str, Any] = {
        "move": Move(kind, **of_move),  # type: ignore[arg-type]
        "style": a_style(language),
        "third_party": False,
        "heard": heard,
        "facts": (),
        "belief": None,
        "grounding": (),
        "own_lines": (),
        "recent": (Turn(speaker="agent", text=heard),),
        "said": (),
        "seed": 1,
        "turn": 1,
    }
    return Cue(**{**given, **changes})


def a_told(text: str, *phrasings: str, id: str = "fact") -> Told:
    return Told(id, text, phrasings)


def a_clause(
    law: str = "商业银行信用卡业务监督管理办法", article: str | None = "第七十条", **changes: Any
) -> CitedClause:
    given: dict[str, Any] = {"clause": "cn-x", "law": law, "article": article, "text": "…", "used_as": "correct"}
    return CitedClause(**{**given, **changes})


@dataclass
class Heard:
    """What came out of one voice, and what its guard reported."""

    sentences: list[str] = field(default_factory=list)
    events: list[Mapping[str, Any]] = field(default_factory=list)

    def faults(self) -> list[str]:
        return [event["fault"] for event in self.events if event["event"] == "refused"]

    def fallbacks(self) -> list[str]:
        return [event["why"] for event in self.events if event["event"] == "fallback"]


def an_llm_voice(model: ChatModel, heard: Heard, *, secrets: Secrets | None = None) -> LlmVoice:
    return LlmVoice(
        model,
        fallback=a_voice(),
        settings=LlmSettings(base_url="http://127.0.0.1:9/v1", model="none"),
        report=heard.events.append,
        secrets=lambda cue: secrets or Secrets(),
        on=DAY,
    )


async def spoken(model: ChatModel, cue: Cue, *, secrets: Secrets | None = None) -> Heard:
    heard = Heard()
    async for sentence in an_llm_voice(model, heard, secrets=secrets).speak(cue):
        heard.sentences.append(sentence)
    return heard


def scripted(cue: Cue) -> str:
    """What the scripted voice would say."""
    return a_voice().line(cue)


def in_chunks(text: str, size: int = 3) -> Sequence[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
