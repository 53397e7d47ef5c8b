"""One form for all ways of writing: simplified script, half-width digits and letters, lower case.

Character by character, so that every offset of the folded text is an offset of the original. Knows no numbers.
Only characters that the patterns of this room use are mapped; the rest stays as written.
"""

from __future__ import annotations

import re

_TRADITIONAL = (
    "兩萬億塊錢圓個週禮號點時鐘還餘額總計費貸帳賬繳給轉約將幾來後發資結過國慶節減優價對償達罰滯違開勞動該應電"
    "話熱線單編證"
    "訂碼樓層歲條這無讓務從農曆間終獎領湊掙賺預員說當連續滿長邊樣處頭兒張筆頁臺輛內為於會寬遲報種級屆聯繫銀機門戶區倆們"
    "沒夠辦攤齡貨寫錄壹貳貮參叁肆伍陸柒捌玖佰仟〇○贰陆圆現類際裏裡遠專寶產業賠補儘趕離覺隻嗎"
)
_SIMPLIFIED = (
    "两万亿块钱元个周礼号点时钟还余额总计费贷账账缴给转约将几来后发资结过国庆节减优价对偿达罚滞违开劳动该应电"
    "话热线单编证"
    "订码楼层岁条这无让务从农历间终奖领凑挣赚预员说当连续满长边样处头儿张笔页台辆内为于会宽迟报种级届联系银机门户区俩们"
    "没够办摊龄货写录一二二三三四五六七八九百千零零二六元现类际里里远专宝产业赔补尽赶离觉只吗"
)
_WIDE = {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF21 + i: 0x61 + i for i in range(26)}
_WIDE |= {0xFF41 + i: 0x61 + i for i in range(26)} | {0x41 + i: 0x61 + i for i in range(26)}
_SIGNS = {
    ord(wide): ord(narrow) for wide, narrow in zip("￥％＄．－／：＋＃～　\u00a0’﹪", "¥%$.-/:+#~  '%", strict=True)
}
_TABLE = _WIDE | _SIGNS | {ord(old): ord(new) for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
_FORMAL_TEN = re.compile("(?<=[壹贰貳叁參肆伍陆陸柒捌玖佰仟零])拾|拾(?=[壹贰貳叁參肆伍陆陸柒捌玖万萬元圆圓])")
_WIDE_GROUP = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """`text` in its folded form, of the same length in code points."""
    if "，" in text:
        text = _WIDE_GROUP.sub(",", text)
    if "拾" in text:
        text = _FORMAL_TEN.sub("十", text)
    return text.translate(_TABLE)
