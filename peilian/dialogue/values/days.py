"""Calendar days in Chinese: 明天, 下周五, 这个月25号, 月底前, 2026年12月1日, 除夕, 发工资那天.

`latest` is set where a deadline or a range is said: 12月1号前 has day and latest 12-01 and runs from the call's day,
下周 runs from its Monday to its Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from peilian.dialogue.reading import Day
from peilian.dialogue.values import almanac, months, named_days
from peilian.dialogue.values.day_spans import deadline, joined
from peilian.dialogue.values.resolved import Resolved
from peilian.dialogue.values.sheet import Sheet

_WEEKDAY = re.compile(
    r"(?P<which>上上|上|这|本|下下|下|每)?个?(?<![一两二三四五六七八九十几0-9])(?:周|星期"
    r"|礼拜)(?P<index>一(?![定直起共次般样些边切旦会])|[二三四五六日天末1-6])(?![百千万十个次年节趟回场班顿单0-9]|天[之以]?内)"
)
_WEEK = re.compile(r"(?P<which>上上|上|这|本|下下|下)个?(?:周(?![转折到岁])|星期|礼拜)(?:[之以]?内)?")
_NEAR = re.compile(
    r"大后天|(?<![提先])后[天儿](?!子)|明[天日儿早晚](?!白)|今(?:[日早晚]|[天儿](?!个?(?:这样|这个?(?:地步|局面|样子)|的你)))"
    r"|昨[天日晚儿]|(?<![之以])大?前[天儿](?![数气子天])"
)
_NEAR_DAYS = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "前": -2, "大前": -3}
_YEAR_END = re.compile(r"(?:(?P<number>20[0-9]{2}) ?年|(?P<which>今年|明年|去年))?(?P<part>年[底末]|(?<=年)[底末])")
_MONEY_COMES = r"(?:工资|工钱|薪水|工程款|货款|尾款|年终奖|奖金|回款|运费|提成|退税|退休金|养老金|补贴|拆迁款|钱)"
_ALREADY = re.compile(r"[^。！？]{0,2}(?:就|再|后|咱|的话|我|您|才|先还)")
_PAID = r"(?:工资|工钱|薪水?|年终奖|奖金|退休金)"
_THEN = r"(?:那天|当天|的?时候|之?后|以后|了|日)"
_VAGUE = re.compile(
    rf"(?:等|哪天)[您你我他她]?(?:哪天)?[发领]了?{_PAID}{_THEN}?|[发领]了{_PAID}{_THEN}?|[发领]{_PAID}{_THEN}|发薪日|开了?工资(?:那天|了|以后|之?后)?"
    rf"|开支(?:那天|了|以后|后)|等?{_MONEY_COMES}(?:一)?(?:下来|到账|到了|到手|结了|发下来|结下来|回来|批下来)"
    r"(?:了|以后|之后|后|那天|的时候)?|过完年"
    r"|(?<![0-9一二两三四五六七八九十百几多半去今明后前上下每当同哪])年后(?!期)"
)
_BEFORE = re.compile(r"(?:的?(?:以前|之前|前(?![天面后期几头]))|为止)")
_PAST = re.compile(
    r"逾期|到期|应还|就该|本该|已经|上次|之前(?:答应|说|承诺)|当时|过了|那时候|没还上|未还|开始|失业|下岗|被裁"
    r"|离职|住院|生病|[办借贷]的|答应(?:过|的|了)|那会儿|说过|不是说|进去|进来|截止?了|没见着|停了|停工|接的那|当初|上回|刚过|过完(?!年)|没到账|约的|怎么没"
)


def read_days(sheet: Sheet, on: date) -> list[Day]:
    """Claim and return every Chinese day, seen from `on`, in order of position."""
    return joined(_each(sheet, on), sheet.text)


def _each(sheet: Sheet, on: date) -> Iterator[Day]:
    for pattern, resolve in _READERS:
        for match in pattern.finditer(sheet.left):
            found = resolve(match, on, _is_past(sheet.text, match))
            if found is not None:
                yield _day(sheet, match, found, on)
            elif resolve in (months.full, months.month_day):
                sheet.claim(*match.span())


def _day(sheet: Sheet, match: re.Match[str], found: Resolved, on: date) -> Day:
    start, end = match.span()
    if _every_month(match):
        start = match.start("day")
    latest, earliest = found.latest, None
    before = _BEFORE.match(sheet.left, end)
    if before and found.day is not None:
        end = before.end()
        if latest is None:
            latest, earliest = found.day, deadline(found.day, on)
    return Day(sheet.claim(start, end), found.day, latest, earliest, found.alternatives)


def _every_month(match: re.Match[str]) -> bool:
    """每个月25号: the words 每个月 stay on the sheet, for an amount may be counted by them."""
    return match.re is months.IN_MONTH and (match["which"] or "").startswith("每")


def _is_past(text: str, match: re.Match[str]) -> bool:
    return bool(_PAST.search(text, max(0, match.start() - 10), min(len(text), match.end() + 10)))


def _weekday(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    word, which = match["index"], match["which"]
    index = 6 if word in "日天" else 5 if word == "末" else months.number(word) - 1
    if which is None or which == "每":
        day = almanac.next_weekday(on, index, past=past)
    else:
        day = almanac.weekday(on, _WEEKS[which], index)
    return Resolved(day, almanac.shifted(day, 1) if word == "末" and day else None)


_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}


def _week(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    weeks = _WEEKS[match["which"]]
    return Resolved(on if weeks == 0 else almanac.weekday(on, weeks, 0), almanac.weekday(on, weeks, 6))


def _near(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return Resolved(almanac.shifted(on, _NEAR_DAYS[match[0][:-1]]))


def _year_end(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    year = int(match["number"] or on.year + {"明年": 1, "去年": -1}.get(match["which"], 0))
    return Resolved(almanac.day_of(year, 12, 31))


def _vague(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    """钱下来了 by itself says that it has come; 钱下来了就还 names a day to come."""
    if match[0].endswith(("下来了", "到了")) and match[0][0] != "等" and not _ALREADY.match(match.string, match.end()):
        return None
    return Resolved(None)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Resolved | None]], ...] = (
    (months.FULL, months.full),
    (named_days.LUNAR, named_days.lunar),
    (months.MONTH_DAY, months.month_day),
    (months.MONTH_PART, months.month_part),
    (months.MONTH_EDGE, months.month_edge),
    (months.IN_MONTH, months.in_month),
    (months.PAIR_IN_MONTH, months.pair_in_month),
    (months.NUMBER_IN_MONTH, months.in_month),
    (_WEEKDAY, _weekday),
    (_WEEK, _week),
    (months.WHOLE_MONTH, months.whole_month),
    (_NEAR, _near),
    (named_days.FESTIVAL, named_days.named),
    (months.BARE_MONTH, months.month_part),
    (_YEAR_END, _year_end),
    (_VAGUE, _vague),
)
