"""Questions of either side: answered, dodged or open, by short exchanges in both languages."""

from __future__ import annotations

import pytest

from tests.dialogue.discourse_builders import after

Turns = list[str]

QUESTIONS: list[tuple[str, Turns, list[tuple[str, str | None, int | None, bool]]]] = [
    # what, turns, (by, topic, answered at, dodged) of every question
    (
        "answered at once",
        ["D: 会坐牢吗？| ask_consequence question", "A: 不会，这是民事纠纷。| answer_question"],
        [("debtor", "ask_consequence", 1, False)],
    ),
    (
        "passed over, asked again, answered",
        [
            "D: 你是谁？| ask_who question",
            "A: 今天必须还！| pressure",
            "D: 我问你是谁？| ask_who question",
            "A: 我是青禾银行的林楠。| self_identify",
        ],
        [("debtor", "ask_who", 3, True), ("debtor", "ask_who", 3, False)],
    ),
    (
        "neither answered nor passed over",
        ["D: 能不能少点利息？| ask_relief question", "A: 我理解您。| empathise"],
        [("debtor", "ask_relief", None, False)],
    ),
    (
        "a bare question is answered in the next stretch or not at all",
        ["D: 怎么回事？| question", "A: 嗯。|", "D: 喂？|", "A: 您欠三千元。| state_debt"],
        [("debtor", None, None, False)],
    ),
    (
        "two sentences, two questions",
        ["D: 你是谁？多少钱？| ask_who@你是谁 question@多少钱"],
        [("debtor", "ask_who", None, False), ("debtor", None, None, False)],
    ),
    (
        "the agent's question dodged, then answered",
        [
            "A: 是什么原因没还呢？| ask_reason",
            "D: 烦不烦啊！| express_anger",
            "A: 抱歉打扰您。| apologise",
            "D: 我失业了。| disclose_job_loss",
        ],
        [("agent", "ask_reason", 3, True)],
    ),
    (
        "a sum alone answers what can be paid, not why",
        ["A: 为什么没还？能还多少？| ask_ability ask_reason", "D: 大概八百块。|"],
        [("agent", "ask_ability", 1, False), ("agent", "ask_reason", None, False)],
    ),
    (
        "four digits answer who is there",
        ["A: 您手机尾号多少？| verify_identity", "D: 四四零八。|"],
        [("agent", "verify_identity", 1, False)],
    ),
    (
        "an angry sum is no answer",
        ["A: 您能还多少？| ask_ability", "D: 收我500违约金，凭什么！| express_anger"],
        [("agent", "ask_ability", None, True)],
    ),
    (
        "English: a question for a question",
        [
            "A: When can you pay? | ask_for_plan",
            "D: Who is this? | ask_who question",
            "A: This is Sam. | self_identify",
        ],
        [("agent", "ask_for_plan", None, True), ("debtor", "ask_who", 2, False)],
    ),
]


@pytest.mark.parametrize(("what", "turns", "expected"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_questions_are_answered_dodged_or_open(
    what: str, turns: Turns, expected: list[tuple[str, str | None, int | None, bool]]
) -> None:
    state = after(*turns)
    assert [(one.by, one.topic, one.answered_at, one.dodged) for one in state.questions] == expected, what
    assert {one.topic for one in state.open_questions} == {topic for _, topic, at, _ in expected if at is None}


def test_of_a_question_asked_again_the_last_asking_is_open() -> None:
    state = after("D: 你是谁？| ask_who", "A: 今天还钱。| pressure", "D: 你到底是谁？| ask_who")
    assert [one.turn for one in state.open_questions] == [2]
