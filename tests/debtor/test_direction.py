"""What a model is told. Rendered prompts are kept in golden/; `python -m tests.debtor.test_direction` renews them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from peilian.debtor import Cue
from peilian.debtor.cue import OwnLine
from peilian.debtor.direction import directions, stage_direction
from peilian.debtor.guard import Fault
from peilian.debtor.move import KINDS
from peilian.dialogue.call import Turn
from peilian.llm import Message
from tests.debtor.cues import a_clause, a_cue, a_told

GOLDEN = Path(__file__).parent / "golden"


def the_cue(language: str) -> Cue:
    chinese = language.startswith("zh")
    agent, debtor = (
        ("您每月还一千五可以吗？", "你先说你是谁。") if chinese else ("Can you do 150 a month?", "Who is this?")
    )
    law = a_clause() if chinese else a_clause("Fair Debt Collection Practices Act", "§ 1692g(b)")
    return a_cue(
        "counter_offer",
        language=language,
        then="ask_relief",
        heard=agent,
        slots=(("amount", "八百块" if chinese else "80 dollars"), ("months", "36")),
        facts=(a_told("我一个月到手六千。" if chinese else "I take home 2,100 a month."),),
        belief=a_told("只要开口就得给分期。" if chinese else "They must take whatever I offer."),
        grounding=(law, a_clause("不许说的法" if chinese else "Some Other Act", "第九条", used_as=None)),
        own_lines=(OwnLine("一句现成的话。", "counter_offer"),),
        recent=(
            Turn(speaker="agent", text="您好。" if chinese else "Hello."),
            Turn(speaker="debtor", text=debtor),
            Turn(speaker="agent", text=agent),
        ),
        said=(debtor,),
        turn=2,
    )


def rendered(messages: Sequence[Message]) -> str:
    return "".join(f"## {message.role}\n{message.content}\n\n" for message in messages)


LANGUAGES = ("zh-CN", "zh-TW", "en-US")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rendered_prompt_is_the_one_that_was_looked_at(language: str) -> None:
    golden = (GOLDEN / f"direction-{language}.txt").read_text(encoding="utf-8")
    assert rendered(stage_direction(the_cue(language), "echo")) == golden


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slot_of_a_template_is_left_open(language: str) -> None:
    text = rendered(stage_direction(the_cue(language)))
    assert "{" not in text
    assert "}" not in text


def test_every_move_and_every_fault_has_its_direction() -> None:
    known = directions()
    assert set(known.moves) == set(KINDS)
    assert set(known.mend) == set(get_args(Fault))
    for texts in (*known.moves.values(), *known.mend.values()):
        assert texts.in_("zh")
        assert texts.in_("en")


def test_the_roles_alternate_and_the_last_word_is_the_agents_with_the_direction() -> None:
    messages = stage_direction(the_cue("zh-CN"))
    assert [message.role for message in messages] == ["system", "user", "assistant", "user"]
    assert messages[-1].content.startswith("您每月还一千五可以吗？\n\n【导演提示")


def test_picking_up_needs_no_words_of_the_agent() -> None:
    messages = stage_direction(a_cue("answer_phone", heard="", recent=()))
    assert [message.role for message in messages] == ["system", "user"]
    assert messages[-1].content.startswith("…")


def test_only_the_recent_turns_are_told() -> None:
    turns = tuple(Turn(speaker="agent" if index % 2 == 0 else "debtor", text=f"第{index}句") for index in range(41))
    messages = stage_direction(a_cue(recent=turns, heard="第40句"))
    assert len(messages) == 9
    assert "第32句" not in rendered(messages)
    assert "第33句" in rendered(messages)


def test_law_is_offered_only_where_the_debtor_leans_on_it() -> None:
    text = rendered(stage_direction(the_cue("zh-CN")))
    assert "第七十条" in text
    assert "不许说的法" not in text


def test_a_fault_tells_what_to_mend() -> None:
    plain, mended = stage_direction(a_cue()), stage_direction(a_cue(), "gave_in")
    assert rendered(plain) != rendered(mended)
    assert directions().mend["gave_in"].in_("zh") in rendered(mended)
    assert directions().mend["gave_in"].in_("zh") not in rendered(plain)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in LANGUAGES:
        text = rendered(stage_direction(the_cue(name), "echo"))
        (GOLDEN / f"direction-{name}.txt").write_text(text, encoding="utf-8")
