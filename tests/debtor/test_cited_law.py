from __future__ import annotations

import pytest

from peilian.debtor.cited_law import cites_outside_record, laws_outside, named_laws
from peilian.debtor.likeness import likeness, shares_run
from peilian.dialogue.call import Grounded
from tests.debtor.cues import a_clause, a_cue, a_told


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("《中华人民共和国民法典》第六百七十六条", ["中华人民共和国民法典", "第六百七十六条"]),
        ("刑法、个保法都写着", ["刑法", "个保法"]),
        ("Reg F and the FDCPA", ["reg f", "fdcpa"]),
        ("see 12 CFR 1006.14", ["12 cfr 1006.14"]),
        ("我一条一条跟你讲", []),
        ("第三方电话打我单位来了", []),
        ("That's the law and you know it", []),
        ("你这是犯法的，我要告你", []),
    ],
)
def test_what_names_a_law(text: str, named: list[str]) -> None:
    assert named_laws(text) == named


def test_a_short_name_is_carried_by_the_full_name() -> None:
    cue = a_cue("cite_law", grounding=(a_clause("中华人民共和国个人信息保护法", "第十三条"),))
    assert laws_outside("《个人信息保护法》第十三条，你看看。", cue) == []
    assert laws_outside("《个人信息保护法》第三条，你看看。", cue) == ["第三条"]


def test_words_of_a_belief_are_free_only_while_a_clause_is_leaned_on() -> None:
    belief = a_told("国家标准说一天只能打一个电话。")
    assert laws_outside("国家标准说的！", a_cue("cite_law", belief=belief)) == ["国家标准"]
    used = (a_clause("推荐性国家标准 GB/T 45251-2025", None, used_as="mistaken"),)
    assert laws_outside("国家标准说的！", a_cue("cite_law", belief=belief, grounding=used)) == []


def test_a_recorded_turn_is_held_to_its_recorded_clauses() -> None:
    used = (Grounded(clause="cn-x", used_as="mistaken"),)
    retrieved = (Grounded(clause="cn-x"),)
    names = ["商业银行信用卡业务监督管理办法 第七十条"]
    said = "按第七十条你们必须给我分期！"
    assert cites_outside_record(said, used, names) == []
    assert cites_outside_record(said, retrieved, names) == ["第七十条"]
    assert cites_outside_record("按第七条你们必须给我分期！", used, names) == ["第七条"]


def test_likeness_runs_from_nothing_to_the_same() -> None:
    assert likeness("我没钱还。", "我没钱还！") == 1.0
    assert likeness("我没钱还。", "Call me tomorrow.") == 0.0
    assert likeness("", "我没钱还。") == 0.0
    assert 0 < likeness("我这个月没钱还。", "我下个月没钱还。") < 1


def test_a_run_of_letters_is_found_across_marks_and_blanks() -> None:
    assert shares_run("你看，一共欠三万四。", "您一共 欠三万四千", 6)
    assert not shares_run("你看，一共欠三万四。", "您一共 欠三万四千", 7)
