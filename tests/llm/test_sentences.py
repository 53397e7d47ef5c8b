"""A stream is cut into sentences at once, and nothing is lost."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peilian.content import ModelError
from peilian.llm import Breaks, Options, ScriptedModel, by_sentence, model_error
from peilian.llm.sentences import SentenceSplitter
from tests.llm.builders import a_chat, pieces_of

WHOLE = [
    ("我没钱。你别催了！", ["我没钱。", "你别催了！"]),
    ("什么？！再说一遍", ["什么？！", "再说一遍"]),
    ("我……我真没钱。", ["我……", "我真没钱。"]),
    ("唉…算了", ["唉…", "算了"]),
    ("第一行\n第二行", ["第一行\n", "第二行"]),
    ("好。\n\n行。", ["好。\n\n", "行。"]),
    ("他说“别再打了。”我就挂了。", ["他说“别再打了。”", "我就挂了。"]),
    ("“你们是骗子吧？骗我的吧？”他问。", ["“你们是骗子吧？骗我的吧？”", "他问。"]),
    ("先还（就这个月。）行不行？", ["先还（就这个月。）", "行不行？"]),
    ("一共3120.50元，利息12.5%，对吧？", ["一共3120.50元，利息12.5%，对吧？"]),
    ("行；那就这样，好吧", ["行；那就这样，好吧"]),
    ("我知道了.别打了.", ["我知道了.", "别打了."]),
    ("I can't pay. I lost my job.", ["I can't pay.", " I lost my job."]),
    ("Mr. Lee owes $3,120.50. Really? Yes!", ["Mr. Lee owes $3,120.50.", " Really?", " Yes!"]),
    ("Call at 5 p.m. Eastern. Bye.", ["Call at 5 p.m. Eastern.", " Bye."]),
    ("The U.S. law says no. Stop.", ["The U.S. law says no.", " Stop."]),
    ("No. I won't.", ["No.", " I won't."]),
    ("It is account No. 5, right?", ["It is account No. 5, right?"]),
    ("So do I. Bye.", ["So do I.", " Bye."]),
    ("1. 先还一千。", ["1. 先还一千。"]),
    ("Well... maybe. OK", ["Well...", " maybe.", " OK"]),
    ('She said "Stop." Then left.', ['She said "Stop."', " Then left."]),
    ('好。"别打了。"行。', ["好。", '"别打了。"', "行。"]),
    ("Send it to a.b@example.com please.", ["Send it to a.b@example.com please."]),
    ("", []),
]


def cut(*pieces: str) -> list[str]:
    splitter = SentenceSplitter()
    return [sentence for piece in pieces for sentence in splitter.feed(piece)] + splitter.rest()


@pytest.mark.parametrize(("text", "sentences"), WHOLE)
def test_text_in_one_piece(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"), [row for row in WHOLE if not any(odd in row[0] for odd in ("？！", "\n\n"))]
)
def test_text_in_single_characters(text: str, sentences: list[str]) -> None:
    assert cut(*text) == sentences


@pytest.mark.parametrize(
    ("fed", "ready"),
    [
        ("我没钱。", ["我没钱。"]),
        ("Really?", ["Really?"]),
        ("It is 3.", []),
        ("I can't pay.", []),
        ("I can't pay. ", ["I can't pay."]),
        ("我……", []),
        ("他说“别催了。", []),
    ],
)
def test_a_sentence_is_given_as_soon_as_it_is_sure(fed: str, ready: list[str]) -> None:
    assert SentenceSplitter().feed(fed) == ready


def test_a_quote_that_is_never_closed_does_not_hold_everything_back() -> None:
    assert len(cut("他说“" + "我真没钱，别催了。" * 40)) > 10


TEXT = st.text(alphabet="我没钱。！？…!?. \n“”\"'（）3ANo.Mrp", max_size=80)


@given(st.lists(TEXT, max_size=8))
def test_joined_sentences_equal_the_text(pieces: list[str]) -> None:
    sentences = cut(*pieces)
    assert "".join(sentences) == "".join(pieces)
    assert all(sentence.strip() for sentence in sentences[:-1])


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_unicode_survives(pieces: list[str]) -> None:
    async def heard() -> list[str]:
        return [sentence async for sentence in by_sentence(pieces_of(*pieces))]

    assert "".join(asyncio.run(heard())) == "".join(pieces)


async def test_an_error_passes_and_the_unfinished_sentence_is_dropped() -> None:
    model = ScriptedModel([Breaks("我没钱。你别再", model_error("stalled"))])
    sentences = by_sentence(model.stream(a_chat(), Options()))
    assert await anext(sentences) == "我没钱。"
    with pytest.raises(ModelError):
        await anext(sentences)
