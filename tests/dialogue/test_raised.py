"""What the debtor brought up and whether it was taken up, by short exchanges in both languages."""

from __future__ import annotations

import pytest

from tests.dialogue.discourse_builders import after

Turns = list[str]

TAKEN_UP: list[tuple[str, Turns, str, tuple[int | None, int | None, int | None]]] = [
    # what, turns, the act raised, (acknowledged, addressed, named) at
    (
        "a stock phrase alone acknowledges",
        ["D: 我爸住院了，实在没钱。| disclose_illness", "A: 理解您的心情，也知道您有困难。| empathise"],
        "disclose_illness",
        (1, None, None),
    ),
    (
        "asking after what was told takes it up though no act was heard",
        ["D: 孩子住院了，工程款又拖着。| disclose_illness", "A: 孩子住院多久了？|"],
        "disclose_illness",
        (None, 1, 1),
    ),
    (
        "comfort that names it takes it up",
        ["D: 店关了，货全压在手里。| disclose_hardship", "A: 货全压着，真的不容易。| empathise"],
        "disclose_hardship",
        (None, 1, 1),
    ),
    (
        "named in one sentence, asked on in the next",
        ["D: 我在物流园上夜班。| disclose_hardship", "A: 转头又去物流园干体力活。每月开销大概多少？| ask_ability@每月"],
        "disclose_hardship",
        (None, 1, 1),
    ),
    (
        "named only to press is not taken up",
        ["D: 孩子住院了。| disclose_illness", "A: 孩子住院也得还，今天能还吗？| ask_for_payment"],
        "disclose_illness",
        (None, None, None),
    ),
    (
        "pressed in the same breath is not taken up",
        ["D: 孩子住院了。| disclose_illness", "A: 孩子住院了是吧？今天把钱还上。| pressure@今天把钱还上"],
        "disclose_illness",
        (None, None, None),
    ),
    (
        "good wishes at the end name nobody's trouble",
        ["D: 工作丢了。| disclose_job_loss", "A: 抱歉打扰，祝您工作顺利，再见。| apologise close"],
        "disclose_job_loss",
        (1, None, None),
    ),
    (
        "first kind words, then the fitting act",
        [
            "D: 我被裁了。| disclose_job_loss",
            "A: 我理解。| empathise",
            "D: 嗯。|",
            "A: 我帮您申请缓一缓。| offer_relief",
        ],
        "disclose_job_loss",
        (1, 3, None),
    ),
    (
        "kind words three exchanges later are for something else",
        [
            "D: 我被裁了。| disclose_job_loss",
            "A: 您欠三千元。| state_debt",
            "D: 哦。|",
            "A: 今天还吧。| ask_for_payment",
            "D: 烦死了！| express_anger",
            "A: 我理解您着急。| empathise",
        ],
        "disclose_job_loss",
        (None, None, None),
    ),
    (
        "the fitting act comes late and still counts",
        [
            "D: 这不是我借的！| dispute_debt",
            "A: 今天能还吗？| ask_for_payment",
            "D: 不是我借的。|",
            "A: 请尽快还。| ask_for_payment",
            "D: 你听见没有？| question",
            "A: 我把明细寄给您核对。| offer_validation",
        ],
        "dispute_debt",
        (None, 5, None),
    ),
    (
        "a sum offered and repeated in the answer",
        ["D: 最多五百元。| offer_amount", "A: 五百元的话，您看分几个月合适？|"],
        "offer_amount",
        (None, 1, 1),
    ),
    (
        "who said they are somebody else is not answered by a goodbye ten minutes later",
        [
            "D: 打错了。| deny_identity",
            "A: 您欠三千。| state_debt",
            "D: 打错了。|",
            "A: 您欠三千。| state_debt",
            "D: 唉。|",
            "A: 再见。| close",
        ],
        "deny_identity",
        (None, None, None),
    ),
    (
        "English: understanding alone",
        ["D: I lost my job at the warehouse. | disclose_job_loss", "A: I understand how you feel. | empathise"],
        "disclose_job_loss",
        (1, None, None),
    ),
    (
        "English: asks after it in other forms of the word",
        ["D: My daughter was hospitalized. | disclose_illness", "A: Is she still in the hospital? |"],
        "disclose_illness",
        (None, 1, 1),
    ),
    (
        "English: everybody's words name nothing",
        ["D: I'm having a hard time with money. | disclose_hardship", "A: Is this a good time to pay the money? |"],
        "disclose_hardship",
        (None, None, None),
    ),
]


@pytest.mark.parametrize(("what", "turns", "act", "expected"), TAKEN_UP, ids=[row[0] for row in TAKEN_UP])
def test_what_was_raised_is_taken_up_by_function(
    what: str, turns: Turns, act: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    raised = next(one for one in after(*turns).raised if one.act == act)
    assert (raised.acknowledged_at, raised.addressed_at, raised.named_at) == expected, what
    times = [turn for turn in expected[:2] if turn is not None]
    assert raised.taken_up_at == (min(times) if times else None)
    assert raised.how == ("addressed" if expected[1] is not None else "acknowledged" if times else None)
