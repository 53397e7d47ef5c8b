"""Numbers that name something and count nothing: hotlines, card tails, articles of law, agent numbers, years, ages.

They are taken off the sheet first and yield no value.
"""

from __future__ import annotations

import re

from peilian.dialogue.values.numerals import COUNT
from peilian.dialogue.values.sheet import Sheet

_LABEL_ZH = (
    "尾号|末四位|后四位|前六位|工号|坐席号|编号|单号|订单号?|合同号?|案号|流水号?|凭证号?|卡号|账号|证号"
    "|身份证号?|护照号?|手机号?码?|电话号?码?"
    "|门牌号?|房间号?|邮编|验证码|密码|动态码|学号|车牌号?|微信号?|qq号?|批次|代码|版本|分机号?|座机|热线"
    "|拨打|致电|[打拨](?:一下|通)?"
)
_NAMED_ZH = re.compile(
    rf"(?:{_LABEL_ZH})(?:号码?|是|为|的|:|：|后四位|末四位|尾号|您|你|我|那个|[ ,，]){{0,4}}"
    r"((?<![0-9])[0-9a-z]*[0-9][0-9a-z -]{0,30}(?![0-9,.]*(?:万|千|块|元|天|期|个月|年|%))(?![0-9])"
    r"|[零一二三四五六七八九]{3,20}(?![十百千万]))"
)
_HOTLINE = re.compile(
    r"(?<![0-9.,¥$])(?:123(?:78|56|63|15|45|48|68|20|55|38|21|33)|955[0-9]{2,3}|400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}"
    r"|0[0-9]{2,3}-[0-9]{7,8}|100(?:86|10)(?=[^0-9,.]|$))(?![0-9]|\.[0-9]|[,，][0-9]{3}| ?(?:块|元|万|天))"
)
_LONG = re.compile(
    r"(?<![0-9.,¥$])(?:\+?86[- ]?)?(?:1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|[0-9]{10,}x?)(?![0-9]|\.[0-9])"
)
_ORDINAL = re.compile(
    rf"第 ?{COUNT} ?(?:条|款|项|章|节|号|期|次|个|页|版|天|笔|位|季度|名|批|遍|轮|步|点|句|三方"
    rf"|[一二三四五六七八九])?之?[一二三]?"
)
_DOCUMENT = re.compile(r"[〔\[(（【](?:19|20)[0-9]{2}[〕\])）】] ?第?[0-9]{1,4}号?|gb/?t? ?[0-9][0-9.-]*")
_YEAR = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2} ?年(?![0-9]{1,2} ?月|年?[底末])"
    r"|[一二]零?[零一二三四五六七八九]{2,3}年(?=[初底起以开之的前后到])"
)
_BORN = re.compile(r"(?<![0-9])[5-9][0-9]年(?=的|生|出生)")
_AGE = re.compile(rf"{COUNT}(?:多|来|出头)? ?(?:周岁|岁)")
_FRACTION = re.compile(r"[二两三四五六七八九十]分之[一二两三四五六七八九]")
_IDIOM = re.compile(
    r"(?<![0-9零一二两三四五六七八九十百千万几])万一(?![千百十万块元])|千万(?=[别不要得记注小])"
    r"|十分(?=[抱感理重清明满愿困遗愤生])|说一千道一万|百分之?百|一五一十"
    r"|三番[两五]次|三天两头|七上八下|乱七八糟"
    r"|五花八门|[你个这]二百五|不管三七二十一|一[起直下定般样些边切旦](?!块)|一点(?=[也都儿没不钱办])"
)
_LABEL_EN = (
    r"ending(?: in| with)?|last (?:four|4)(?: digits)?(?: of)?|(?:account|acct|case|file|order|invoice"
    r"|confirmation|claim|agent|employee|badge"
    r"|reference|ref|id|card|ticket|policy|routing|social)(?: (?:number|no\.?|id|#))?|extension|ext\.?|section"
    r"|§+|article|chapter|rule"
    r"|regulation|form|unit|apt\.?|apartment|suite|room|zip(?: code)?|code|number|line|dial|call|text|since"
    r"|cfr|u\.?s\.?c\.?(?: §)?|page|version"
)
_NAMED_EN = re.compile(
    rf"(?<![a-z])(?:{_LABEL_EN})(?:[ :#]|is |was |are ){{0,4}}((?<![$0-9,.])[a-z]?[0-9][0-9a-z.-]*(?:\([0-9a-z]+\))*)"
    r"(?!,[0-9]{3}|\.?[0-9]| ?(?:dollars|bucks|days|months|weeks|payments|installments|%|percent|per|a month"
    r"|and hours|times?\b|p\.?m|a\.?m))"
)
_LAW_EN = re.compile(r"(?<![a-z0-9])[0-9]{1,2} (?:cfr|u\.?s\.?c\.?)(?![a-z])(?: ?§*)? ?[0-9a-z.]*")
_YEAR_EN = re.compile(r"(?<=in |of )(?:19|20)[0-9]{2}(?![0-9,.])")
_AGE_EN = re.compile(r"(?<![0-9])[0-9]{1,3}[- ]years?[- ]old")
_PHONE_EN = re.compile(
    r"(?<![0-9])(?:\+?1[- .]?)?(?:\([0-9]{3}\) ?|[0-9]{3}[-. ])[0-9]{3}[-. ][0-9]{4}(?![0-9])"
    r"|(?<![0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])|(?<![0-9])[0-9]{3}-[0-9]{4}(?![0-9])"
)
_ANY = (_HOTLINE, _LONG)
_ZH = (_IDIOM, _NAMED_ZH, _ORDINAL, _DOCUMENT, _YEAR, _BORN, _AGE)
_EN = (_PHONE_EN, _LAW_EN, _NAMED_EN, _YEAR_EN, _AGE_EN)


def set_aside(sheet: Sheet, *, chinese: bool, english: bool) -> None:
    """Claim every identifier on `sheet`."""
    for patterns, wanted in ((_ZH, chinese), (_EN, english), (_ANY, True)):
        if not wanted:
            continue
        for pattern in patterns:
            for match in pattern.finditer(sheet.left):
                sheet.claim(*match.span(1 if match.re.groups else 0))
