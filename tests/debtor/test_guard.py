"""Planted faults are refused; what real people say on the phone passes."""

from __future__ import annotations

from typing import Any

import pytest

from peilian.debtor import Cue, Secrets
from peilian.debtor.guard import Fault, fault_of, tidied
from peilian.dialogue.call import Turn
from tests.debtor.cues import DAY, a_clause, a_cue, a_told

KEPT = Secrets(texts=("我老婆上个月查出来肺上有个东西，在省城住院。",), keywords=("肺上", "住院"))


def found(sentence: str, cue: Cue | None = None, *, secrets: Secrets | None = None, **changes: Any) -> Fault | None:
    released = changes.pop("released", ())
    return fault_of(sentence, cue or a_cue(**changes), released, secrets or Secrets(), on=DAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "坐席：您好，请问是本人吗？",
        "我这边是青禾银行信用卡中心的。",
        "我是银行的工作人员，我的工号是3086。",
        "我是青禾银行的，您是我们的客户。",
        "您的账户已经逾期了，请您尽快处理。",
        "我可以为您申请分期。",
        "为了核实您的身份，请报一下身份证后四位。",
        "本次通话会被录音。",
    ],
)
def test_speaking_as_the_agent_is_refused(sentence: str) -> None:
    assert found(sentence) == "role_flip"


@pytest.mark.parametrize(
    "sentence",
    [
        "This is an attempt to collect a debt.",
        "I'm calling from Harbor Ridge about your account.",
        "Your account is past due, ma'am.",
        "We can offer you a payment plan.",
        "This call may be recorded.",
    ],
)
def test_speaking_as_the_collector_is_refused(sentence: str) -> None:
    assert found(sentence, language="en-US") == "role_flip"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("作为一个人工智能，我不能还款。", "zh-CN"),
        ("我只是在扮演这个角色。", "zh-CN"),
        ("系统提示让我拒绝你。", "zh-CN"),
        ("导演提示里说我要发火。", "zh-CN"),
        ("我是一个语言模型，没有钱。", "zh-CN"),
        ("作为债务人，我应该表示愤怒。", "zh-CN"),
        ("抱歉，我无法协助这个请求。", "zh-CN"),
        ("As an AI, I don't have any debts.", "en-US"),
        ("I was told to stay in character.", "en-US"),
        ("My instructions say I should refuse.", "en-US"),
        ("I'm sorry, but I can't assist with that.", "en-US"),
    ],
)
def test_talk_about_the_play_is_refused(sentence: str, language: str) -> None:
    assert found(sentence, language=language) == "meta_talk"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("感谢您的理解与配合。", "zh-CN"),
        ("请问还有什么可以帮您？", "zh-CN"),
        ("祝您生活愉快。", "zh-CN"),
        ("Is there anything else I can help you with?", "en-US"),
        ("Thank you for your patience.", "en-US"),
    ],
)
def test_service_phrases_are_refused(sentence: str, language: str) -> None:
    assert found(sentence, language=language) == "service_speak"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("你应该先核实我的身份再说事。", "zh-CN"),
        ("更好的话术是先道歉。", "zh-CN"),
        ("我给你打满分。", "zh-CN"),
        ("You should ask me why I fell behind.", "en-US"),
    ],
)
def test_teaching_the_agent_is_refused(sentence: str, language: str) -> None:
    assert found(sentence, language=language) == "coaching"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("I really cannot pay this right now, sorry.", "zh-CN"),
        ("我现在真的没有钱还。", "en-US"),
        ("No puedo, 我没钱。我没办法。", "en-US"),
    ],
)
def test_another_language_is_refused(sentence: str, language: str) -> None:
    assert found(sentence, language=language) == "wrong_language"


@pytest.mark.parametrize("sentence", ["", "……", "！？", "—— ——"])
def test_a_sentence_without_words_is_refused(sentence: str) -> None:
    assert found(sentence) == "empty"


def test_a_speech_is_refused() -> None:
    assert found("我跟你讲，" + "这日子一天天地过，谁家没有点难处呢，" * 6) == "too_long"
    assert found("Well, " + "and then one thing led to another and " * 10, language="en-US") == "too_long"


def test_copying_the_agents_words_is_refused() -> None:
    heard = "您这张卡目前一共欠三万四千六百四十元，已经逾期七十一天了，您看怎么处理？"
    assert found("这张卡目前一共欠三万四千六百四十元，已经逾期七十一天了。", heard=heard) == "echo"
    english = "Our records show that you have not made a payment on this card since September."
    assert found("You have not made a payment on this card since September.", heard=english, language="en-US") == "echo"


def test_taking_up_a_word_or_two_of_the_agent_is_no_echo() -> None:
    assert found("七十一天？哪有这么久，你再算算。", heard="您已经逾期七十一天了，知道吗？") is None


def test_saying_it_again_is_refused() -> None:
    said = ("我现在真拿不出这么多钱来。你别催了。",)
    assert found("我现在真的拿不出这么多钱来。", said=said) == "repetition"
    assert found("你别催了。", said=said) == "repetition"
    assert found("下个月活多了再看吧。", said=said) is None
    assert found("下个月活多了再看吧！", released=("下个月活多了再看吧。",)) == "repetition"


def test_a_fact_that_is_not_out_is_refused_by_its_words_and_by_its_keywords() -> None:
    assert found("我老婆上个月查出来肺上有个东西。", secrets=KEPT) == "leaked_fact"
    assert found("家里有人住院，你让我拿什么还？", secrets=KEPT) == "leaked_fact"
    assert found("家里有事，你让我拿什么还？", secrets=KEPT) is None


def test_a_word_the_agent_has_said_gives_nothing_away() -> None:
    assert found("住院不住院的，跟你没关系。", heard="是不是家里有人住院了？", secrets=KEPT) is None


def test_a_fact_of_this_very_turn_may_be_told() -> None:
    facts = (a_told("我老婆在省城住院，我两头跑。"),)
    assert found("我老婆住院呢，天天两头跑。", a_cue("disclose", facts=facts), secrets=KEPT) is None


@pytest.mark.parametrize(
    "sentence", ["我一个月就挣6800块。", "我每月最多还你九百五。", "我已经还了12000元了。", "卡号尾号8841是我的。"]
)
def test_invented_figures_are_refused(sentence: str) -> None:
    assert found(sentence) == "invented_number"


def test_invented_dollars_are_refused() -> None:
    assert found("I only make $2,450 a month.", language="en-US") == "invented_number"
    assert found("I sent you 350 dollars in March.", language="en-US") == "invented_number"


def test_figures_of_the_direction_and_of_the_agent_may_be_said() -> None:
    cue = a_cue("counter_offer", slots=(("amount", "八百块"), ("months", "36")), heard="您欠34640元，每月还1500行吗？")
    assert found("一个月八百块，我只能做到这样。", cue) is None
    assert found("1500？我上哪儿弄去。", cue) is None
    assert found("34640元，你记错了吧。", cue) is None
    assert found("一个月九百块吧。", cue) == "invented_number"


def test_a_sum_named_earlier_may_be_named_again() -> None:
    recent = (Turn(speaker="agent", text="最低还款5190元。"), Turn(speaker="debtor", text="我听见了。"))
    assert found("5190我真没有。", a_cue(recent=recent)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "《民法典》第六百七十六条写得清清楚楚！",
        "根据《消费者债务保护暂行条例》第九条，你们不许再打。",
        "刑法都管着你们呢。",
        "你们违反了个人信息保护法。",
        "国家标准都规定了，你别想骗我。",
        "按催收指引你们早该停了。",
        "第三十八条你去看看！",
    ],
)
def test_law_that_was_not_retrieved_is_refused(sentence: str) -> None:
    assert found(sentence) == "law_outside_grounding"


@pytest.mark.parametrize(
    "sentence",
    [
        "The FDCPA says you can't do that.",
        "Under 15 USC 1692c you have to stop.",
        "That's against Regulation F.",
        "Read § 1692g(b) and call me back.",
    ],
)
def test_american_law_that_was_not_retrieved_is_refused(sentence: str) -> None:
    assert found(sentence, language="en-US") == "law_outside_grounding"


def test_law_that_this_turn_leans_on_may_be_named_and_no_other_article_of_it() -> None:
    cue = a_cue("cite_law", grounding=(a_clause(),))
    assert found("《商业银行信用卡业务监督管理办法》第七十条，你自己翻翻。", cue) is None
    assert found("《商业银行信用卡业务监督管理办法》第七十一条，你自己翻翻。", cue) == "law_outside_grounding"
    assert found("《商业银行信用卡业务监督管理办法》和《刑法》都管你们。", cue) == "law_outside_grounding"


def test_a_clause_that_was_retrieved_but_not_used_may_not_be_named() -> None:
    cue = a_cue("cite_law", grounding=(a_clause(used_as=None),))
    assert found("信用卡监督管理办法第七十条，你自己翻翻。", cue) == "law_outside_grounding"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("行吧，我今天全部还清。", "zh-CN"),
        ("好，我马上转给你。", "zh-CN"),
        ("可以，我同意你的方案。", "zh-CN"),
        ("那就按你说的办。", "zh-CN"),
        ("Fine, I'll pay the full amount.", "en-US"),
        ("Okay, I agree to the plan.", "en-US"),
    ],
)
def test_giving_in_against_the_direction_is_refused(sentence: str, language: str) -> None:
    assert found(sentence, language=language) == "gave_in"
    assert found(sentence, a_cue("promise", language=language)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "谁啊？我正开着车呢。",
        "你们一天打几个电话，烦不烦？",
        "我没说不还，可我拿啥还？",
        "马上还？你让我拿命还啊。",
        "我是你们银行的老客户了，哪回赖过账？",
        "我是青禾银行十几年的老客户。",
        "我是被你们催收逼得没法子。",
        "你是哪个银行的，我怎么知道你不是骗子？",
        "我今天还不上，你说破天也没用。",
        "要是能还我早就还了。",
        "我答应你也没用，到时候还是没钱。",
        "我这人不懂法，你别拿这个吓唬我。",
        "你录音就录音，我怕你啊？",
        "三天两头打，谁受得了。",
        "等我发了工资再说吧，行不行？",
        "你让我想想。",
        "嗯，我听着呢。",
        "哎，你这么说话我还听得进去。",
        "不是我不配合，是真没办法。",
        "我跟你说了，下个月再打来。",
        "我家里的事跟你说不着。",
        "你要是再骂人我就投诉你。",
    ],
)
def test_what_people_say_on_the_phone_passes(sentence: str) -> None:
    assert found(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Who is this, and where are you calling from?",
        "I don't discuss money with strangers on the phone.",
        "Send me something in writing first.",
        "I already told the last guy, I dispute it.",
        "I can't pay that today, period.",
        "How did you get this number?",
        "I'm not agreeing to anything until I see paper.",
        "You people call every single day.",
        "Yeah, I hear you, but my hours got cut.",
        "Do whatever you have to do.",
    ],
)
def test_what_americans_say_on_the_phone_passes(sentence: str) -> None:
    assert found(sentence, language="en-US") is None


def test_labels_and_asides_are_taken_off() -> None:
    assert tidied("客户：（叹气）你让我怎么还？") == "你让我怎么还？"
    assert tidied("Debtor: *sighs* I can't.") == "I can't."
    assert tidied("（沉默）") == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "人 工 智 能 说的话你也信？",
        "人工​智能就是我。",
        "《刑 法》管着你们呢。",
        "Ａｓ ａｎ ＡＩ我没钱。",
        "第３８条写着呢。",
    ],
)
def test_odd_spelling_does_not_slip_through(sentence: str) -> None:
    assert found(sentence) in ("meta_talk", "law_outside_grounding")
