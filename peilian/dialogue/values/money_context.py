"""Which Chinese numbers are money where no 元 or 块 says so, and which 块 and 分 are none."""

from __future__ import annotations

import re

from peilian.dialogue.values.numerals import Quantity
from peilian.dialogue.values.periods import per_after, per_before

_NOT_MONEY_AFTER = re.compile(
    r" ?"
    r"(?!里[头面边]|秒[到批下过])(?:开头|来[回次个岁趟]|行[，,从]|[天日号月年周期次遍个位名人岁条章节项点楼层栋室户家张笔份封页通台部辆公里米斤件套班趟声句秒%折倍级家户字瓶箱包斤吨亩盒首集场顿桌刀具"
    r"届路种样步单话‰小时]|成(?![期交功吗吧，。]|不成)|分(?![0-9一二两三四五六七八九十几成期个多])|星期|礼拜|分之"
    r"|[-/:][0-9]|[a-z])"
)
_MONEY_BEFORE = re.compile(
    r"还|欠|付|给|把|余额|本金|本息|利息|金额|款|最低|共|总|合计|费|违约金|转|打过|存|凑|借|收入|工资|挣|赚|账|扣"
    r"|额度|贷|交|缴|拿|出|花|减|免|差|剩"
    r"|钱|供|每期|一期|每个?月|预算|房租|押金|罚息|滞纳|补|只有|就有|压力|计入|上次的|上回的|那笔|少|短|掏|垫|罚|加|添|balance|pay|owe"
)
_MONEY_AFTER = re.compile(
    r" ?(?:的?(?:欠款|余额|本金|利息|账单|钱|额度|贷款|债|账|违约金|罚息|滞纳金|费用|工资|房租|收入|缺口)|左右"
    r"|够|到账|到手|每[期月天周个]|一个月|一期|一[天周]|以内|先还|我还|还[不得]|减|加|扣|起步)"
)
_NEAR = re.compile(
    r"(?:还|付|给|交|缴|欠|余额|本金|利息|金额|最低|总共|一共|合计|剩|是|[:：]|还款|欠款|额|差|少|短|掏|加|添|收|罚|垫|转"
    r"|补|存|扣|凑|花|张)了?(?:是|为|[:：]|个|您|你)? ?$"
)
_NOT_NEAR = re.compile(r"(?:从|自|在|于|到|年|打|拨|加|版|型|(?<![次回])的) ?$")
_ONE_PIECE = re.compile(r"(?:分成?|[这那哪每某]|[跟和同][您你我他她]们?|咱们?|[我你]们) ?$")
_ONE_PIECE_NEXT = re.compile(r"(?![钱0-9零一二三四五六七八九，。！？,.!?、；每一都也的吧呢啊]|$)")
_SCREEN = re.compile("[电屏视分显画高清]")
_NOTHING_MORE = re.compile(r"(?:吧|呗|呢|左右|行不行|行吗|可以|成)?[，。！？,.!? ]*$")
_NOT_A_CENT_BEFORE = re.compile(r"[没不未别](?:有|差|少|要|收|给|还|花|赚|挣|拿)?[您你我]?$")
_NOT_A_CENT_AFTER = re.compile(r"(?:也|都|[没不未别掰])")
_LOOSE_HUNDRED = re.compile(r"(?![来多]?[a-z个种遍次位口条]|[里公来多]?[人里斤]|姓|分之|多?(?:家|户|号))")
_A_CHARGE = re.compile(r"(?:块|元)?(?:的|是)?(?:违约金|利息|罚息|手续费|滞纳金)(?!率)")
_CLAUSE = re.compile(r"[。！？；!?;\n]")


def is_together(text: str, match: re.Match[str], unit: str) -> bool:
    """True for 一块 = together, 这一块 = this part, 三毛 = the name."""
    if unit == "块" and match["num"] in ("一", "两", "几"):
        if match.start() and text[match.start() - 1] == "个":
            return False
        if _ONE_PIECE.search(text, max(0, match.start() - 3), match.start()):
            return True
        return match["num"] == "一" and bool(_ONE_PIECE_NEXT.match(text, match.end()))
    return False


def is_nothing(text: str, match: re.Match[str], unit: str) -> bool:
    """一分钱都没有, 一毛钱也不少, 差几毛: no sum, only “nothing” or “next to nothing”."""
    if match["num"] == "几":
        return not match["num2"]
    if match["num"] != "一" or unit not in ("分钱", "毛钱", "毛", "块钱"):
        return False
    before = _NOT_A_CENT_BEFORE.search(text, max(0, match.start() - 3), match.start())
    return bool(before or _NOT_A_CENT_AFTER.match(text, match.end()))


def is_money(text: str, match: re.Match[str], said: Quantity) -> bool:
    """Whether a number without 元 or 块 is money here."""
    start, end = match.start("num"), match.end()
    numeral, last = match["num"], match["num2"] or match["num"]
    if _NOT_MONEY_AFTER.match(text, end) or (start and text[start - 1] in ("-/:第" if numeral[0].isascii() else "第")):
        return False
    if match["kilo"] or match["kilo2"]:
        return not _SCREEN.match(text, end)
    before = _clause_before(text, start)
    near = bool(_NEAR.search(before))
    if said.low >= 10 and (per_after(text, end) or per_before(text, start)):
        return True
    if re.search("[百千万亿十]", last):
        if "万" in last or "千" in last:
            return True
        if "百" in last and len(last) > 1 and _LOOSE_HUNDRED.match(text, end):
            return True
        return (near and _in_context(before, text, end)) or bool(_A_CHARGE.match(text, end))
    if match["wan"] or ((match["more"] or match["num2"]) and said.low >= 100):
        return True
    if not re.match("[0-9]", numeral):
        return False
    if "," in numeral or "，" in numeral:
        return said.low >= 1000
    if re.fullmatch(r"(?:19|20)[0-9]{2}", numeral) and (not near or _NOT_NEAR.search(before)):
        return False
    if said.low < 50 and not near:
        return False
    return said.low >= 10 and not _NOT_NEAR.search(before[-3:]) and _in_context(before, text, end)


def _clause_before(text: str, start: int) -> str:
    return _CLAUSE.split(text[max(0, start - 12) : start])[-1]


def _in_context(before: str, text: str, end: int) -> bool:
    return bool(_MONEY_BEFORE.search(before) or _MONEY_AFTER.match(text, end))
